"""The page of the published tables, computed where they can be."""

from __future__ import annotations

from dataclasses import dataclass

from reports.addresses import page_path
from reports.catalogue import Words
from reports.editions import Edition
from reports.page_views import Cell
from reports.printed_contents import source_line
from reports.printed_documents import document_file
from reports.printed_form import Figure, PrintedTable
from reports.printed_layout import TONES, kind_of, legend
from reports.printed_remarks import remarked_tables
from reports.printed_sheets import printed_file
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
    tables = remarked_tables(site.catalogue, edition)
    if not tables:
        return []
    page = Page(page_path(edition, report), "printed.html.j2", report.title, edition)
    return list(site.render(page, report=report, workbook=printed_file(edition), document=document_file(edition),
                            views=lambda language: [_view(site, edition, table, language) for table in tables]
                            ).items())


def _view(site: Site, edition: Edition, table: PrintedTable, language: str) -> View:
    catalogue = site.catalogue
    groups = [(" · ".join(group.headings), [[_cell(site, figure, language) for figure in line] for line in group.lines])
              for group in table.groups]
    return View(table, kind_of(catalogue, table), legend(catalogue, table), source_line(catalogue, edition, table),
                groups, table.head)


def _cell(site: Site, figure: Figure, language: str) -> Cell:
    """A computed figure with the printed one beside it; a printed one with what it should be."""
    texts, detail = site.catalogue.texts, ""
    text = figure.text(language, texts["yes"][language])
    if figure.finding and figure.row["table_form"] == "computed":
        detail = f"({texts['printed_as'][language]} {figure.finding.printed or texts['none'][language]})"
    elif figure.finding and figure.finding.instead.vi:
        label = texts["instead" if figure.state == "fault" else "recomputed_as"]
        detail = f"({label[language]} {figure.finding.instead[language]})"
    return Cell(text or ("" if not detail else texts["none"][language]), tone=TONES.get(figure.state, ""),
                is_number=figure.is_number, detail=detail)
