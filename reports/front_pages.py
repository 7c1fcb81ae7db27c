"""The pages that lead to all others: home (what is in, what is new, what is doubtful), and one an edition."""

from __future__ import annotations

from collections.abc import Sequence

from reports.addresses import HOME, block_path, edition_path, ranking_path
from reports.catalogue import LANGUAGES, Words
from reports.editions import Edition, shown_lists
from reports.figure_views import FigureViews
from reports.indicator_pages import indicator_links
from reports.page_views import Doubt, counts_of, doubts_of, edition_facts
from reports.printed_documents import document_file
from reports.printed_sheets import printed_file
from reports.ranking_views import RankingViews
from reports.site import Page, Site

_VERDICTS = "reconciliation"


def home_page(site: Site, figures: Sequence[FigureViews]) -> dict[str, bytes]:
    """The front page: every edition, the latest first."""
    def published(one: FigureViews) -> tuple[str, str]:
        publication = one.rankings.edition.publication
        return str(publication["published_on"] or ""), str(publication["period"])

    views = [_summary(site, one.rankings) for one in sorted(figures, key=published, reverse=True)]
    latest = max((str(one.rankings.edition.publication["published_on"] or "") for one in figures), default="")
    downloads = [report for report in site.catalogue.reports if "csv" in report.formats]
    return site.render(Page(HOME, "index.html.j2", site.catalogue.texts["site"]), views=views, latest=latest,
                       downloads=downloads)


def edition_page(site: Site, figures: FigureViews) -> list[tuple[str, bytes]]:
    """The front page of an edition: its rankings, lists, doubts and files."""
    views, edition = figures.rankings, figures.rankings.edition
    title = Words(str(edition.publication["title_vi"]),
                  str(edition.publication["title_en"] or edition.publication["title_vi"]))
    page = Page(edition_path(edition), "edition.html.j2", title, edition)
    return list(site.render(page, view=_summary(site, views), indicators=indicator_links(site, figures),
                            notes=lambda language: _method_notes(edition, language)).items())


def _summary(site: Site, views: RankingViews) -> dict[str, object]:
    edition = views.edition
    return {
        "edition": edition, "path": edition_path(edition),
        "facts": {language: edition_facts(site.catalogue, edition, language) for language in LANGUAGES},
        "blocks": [(block, block_path(edition, block), views.kind(block),
                    [(ranking_path(edition, views.keys[block.entity_type, node.code]), node.name)
                     for node in block.nodes]) for block in edition.blocks],
        "lists": [(report, counts_of(site.catalogue, report, edition.rows[report.code]))
                  for report in shown_lists(site.catalogue, edition)],
        "verdicts": counts_of(site.catalogue, site.catalogue.coded(_VERDICTS), edition.rows[_VERDICTS]),
        "own_pages": site.own_pages(edition), "files": _files(site, edition), "doubts": _doubts(site, edition),
        "differing": {language: views.differing_table(language) for language in LANGUAGES}}


def _files(site: Site, edition: Edition) -> list[tuple[str, Words]]:
    """The workbooks of an edition and what is in them."""
    texts = site.catalogue.texts
    files = [(f"chiso-{edition.code}.xlsx", texts["workbook"])]
    if edition.rows[site.catalogue.the("printed").code]:
        files += [(printed_file(edition), texts["tables_workbook"]), (document_file(edition), texts["tables_document"])]
    return files


def _doubts(site: Site, edition: Edition) -> list[Doubt]:
    differing = sum(len(block.differing) for block in edition.blocks)
    ranks = [Doubt(site.catalogue.texts["ranks_differ"], differing, edition_path(edition), "differing", "warn")]
    return [*(ranks if differing else []), *doubts_of(site.catalogue, edition)]


def _method_notes(edition: Edition, language: str) -> list[str]:
    """The method of the edition in a sentence, once for each index it is about."""
    return list(dict.fromkeys(str(row[f"method_note_{language}"] or row["method_note_vi"])
                              for row in edition.rows["method"] if row["method_note_vi"]))
