"""The pages of appendices: one a body, and the list that leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from markupsafe import Markup

from reports.addresses import appendix_path
from reports.appendix.bodies import Appendix
from reports.appendix.drawings import drawn, names_in
from reports.appendix.parts import Entry, Section, Speaker
from reports.appendix.sections import sections_of
from reports.charts import spoken
from reports.editions import Edition
from reports.page_views import Cell, Line, Table, anchors_of, cell_link
from reports.site import Page, Site

_WIDE = 145  # letters; a wider table is set across the sheet


def appendix_file(edition: Edition, appendix: Appendix) -> str:
    """The name of the workbook of an appendix."""
    return f"appendices/chiso-{edition.code}-{appendix.file_code}.xlsx"


def appendix_pages(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    """A page a body in both languages, and their list; nothing where the edition has no appendix."""
    if not edition.appendices:
        return []
    anchors = anchors_of(site.catalogue, edition)
    index, title = appendix_path(edition), site.catalogue.texts["appendices"]
    made = [(appendix, sections_of(site.catalogue, edition, appendix)) for appendix in edition.appendices]
    files = list(site.render(Page(index, "appendices.html.j2", title, edition), bodies=[
        (appendix_path(edition, appendix.code), appendix.name, [section.title for section in sections],
         appendix_file(edition, appendix)) for appendix, sections in made]).items())
    near = {appendix.code: [] for appendix in edition.appendices}  # type: dict[str, list[Appendix]]
    for before, after in pairwise(edition.appendices):
        near[before.code].append(after)
        near[after.code].insert(0, before)
    for appendix, sections in made:
        files += _page(site, edition, appendix, sections, anchors, near[appendix.code]).items()
    return files


def _page(site: Site, edition: Edition, appendix: Appendix, sections: tuple[Section, ...],
          anchors: Mapping[str, str], near: list[Appendix]) -> dict[str, bytes]:
    speaker = Speaker(site.catalogue)
    drawings = {section.key: drawn(section.chart) for section in sections if section.chart}
    title = speaker.words("appendix_title", name=appendix.name)

    def views(language: str) -> list[dict[str, object]]:
        return [_view(speaker, appendix, section, drawings, anchors, language) for section in sections]

    return site.render(
        Page(appendix_path(edition, appendix.code), "appendix.html.j2", title, edition),
        index_path=appendix_path(edition), workbook=appendix_file(edition, appendix), sections=views,
        near=[(appendix_path(edition, one.code), one.name) for one in near])


def _view(speaker: Speaker, appendix: Appendix, section: Section, drawings: Mapping[str, str],
          anchors: Mapping[str, str], language: str) -> dict[str, object]:
    chart, legend = section.chart, f"plan_{section.key}_legend"
    has_legend = chart and legend in speaker.catalogue.texts
    return {
        "key": section.key, "title": section.title[language],
        "about": section.about[language] if section.about else "",
        "sentences": [words[language] for words in section.sentences],
        "notes": [words[language] for words in section.notes],
        "is_wide": sum(head.width for head in section.header) > _WIDE,
        "chart": Markup(spoken(drawings[section.key], names_in(chart), chart.title, language)) if chart else "",
        "legend": speaker.words(legend, name=appendix.name)[language] if has_legend else
                  chart.title[language] if chart else "",
        "table": _table(section, anchors, language) if section.lines else None}


def _table(section: Section, anchors: Mapping[str, str], language: str) -> Table:
    header = tuple(Cell(head.words[language], is_number=head.is_number) for head in section.header)
    lines = tuple(Line(tuple(_cell(entry, head.is_number, anchors, language)
                             for entry, head in zip(line, section.header, strict=True))) for line in section.lines)
    groups = tuple((words[language], columns) for words, columns in section.groups[1:])
    return Table(section.title[language], header, lines, groups, is_headed=True)


def _cell(entry: Entry, is_number: bool, anchors: Mapping[str, str], language: str) -> Cell:
    text = entry.text(language)
    is_id = bool(entry.cell_id) and text == entry.cell_id
    is_printed = isinstance(entry.value, str) and not is_id and language != "vi"
    return Cell(text, "vi" if is_printed else "", entry.tone, is_number or entry.is_number, is_id,
                href=cell_link(anchors, entry.cell_id, language) if is_id else "")
