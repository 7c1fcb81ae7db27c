"""The page of the published tables, computed."""

from __future__ import annotations

from dataclasses import dataclass

from reports.addresses import page_path
from reports.catalogue import Words
from reports.editions import Edition
from reports.page_views import Cell
from reports.printed_form import Figure, PrintedTable, printed_tables
from reports.printed_sheets import TONES, legend, printed_file, source_line
from reports.site import Page, Site


@dataclass(frozen=True)
class View:
    """A table as the template sets it: its groups as (heading, lines of cells).

    `head`: the column whose cells head their row.
    """

    table: PrintedTable
    kind: Words
    legend: list[tuple[str, Words]]
    source: Words
    groups: list[tuple[str, list[list[Cell]]]]
    head: int


def printed_page(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    """The page of an edition's tables in both languages; nothing where it has none."""
    report = site.catalogue.the("printed")
    tables = printed_tables(site.catalogue, edition)
    if not tables:
        return []
    page = Page(page_path(edition, report), "printed.html.j2", report.title, edition)
    return list(site.render(page, report=report, workbook=printed_file(edition),
                            views=lambda language: [_view(site, edition, table, language) for table in tables]
                            ).items())


def _view(site: Site, edition: Edition, table: PrintedTable, language: str) -> View:
    catalogue = site.catalogue
    kind = catalogue.code(catalogue.the("printed").column("entity_type"), table.entity_type).words
    groups = [(group.heading, [[_cell(site, figure, language) for figure in line] for line in group.lines])
              for group in table.groups]
    head = next((place for place, figure in enumerate(table.figures) if figure.quantity == "body"), 0)
    return View(table, kind, legend(catalogue, table), source_line(catalogue, edition, table), groups, head)


def _cell(site: Site, figure: Figure, language: str) -> Cell:
    texts = site.catalogue.texts
    text = figure.text(language, texts["yes"][language])
    printed = figure.row["text_printed"] or texts["none"][language]
    detail = f"({texts['printed_as'][language]} {printed})" if figure.state in ("differs", "tie") else ""
    return Cell(text or ("" if not detail else texts["none"][language]), tone=TONES.get(figure.state, ""),
                is_number=figure.is_number, detail=detail)
