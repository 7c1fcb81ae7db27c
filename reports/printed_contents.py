"""What stands around the published tables: whose publication it is, the list of its tables, their sources."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.workbook import Workbook

from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.editions import Edition
from reports.printed_form import PrintedTable
from reports.printed_layout import TONES, kind_of
from reports.sheet import HEAD_ROW, Item, add_sheet, fill_table, link_to_sheet
from reports.tables import shown


def title_of(edition: Edition) -> Words:
    """The title of the publication."""
    title = str(edition.publication["title_vi"])
    return Words(title, str(edition.publication["title_en"] or title))


def facts_of(catalogue: Catalogue, edition: Edition) -> Words:
    """Edition, year of the data and day of publication, in one line."""
    front, row, texts = catalogue.the("front"), edition.publication, catalogue.texts
    told = [(texts[key], column) for key, column in (("edition", "edition_code"), ("period", "period"),
                                                     ("published_on", "published_on")) if row[column]]
    return Words(*(" · ".join(f"{label[language]}: {shown(row, front.column(column), catalogue, language)}"
                              for label, column in told) for language in LANGUAGES))


def source_line(catalogue: Catalogue, edition: Edition, table: PrintedTable) -> Words:
    """Where the table was published: title of the publication, document, page or sheet."""
    parts = []
    for language in LANGUAGES:
        place = _place(catalogue, table)[language]
        document = f" ({table.file_name}{place})" if table.file_name else ""
        parts.append(f"{catalogue.texts['source'][language]}: {title_of(edition)[language]}{document}")
    return Words(*parts)


def contents_sheet(book: Workbook, catalogue: Catalogue, edition: Edition, tables: Sequence[PrintedTable],
                   names: Sequence[str]) -> None:
    """The first sheet: the publication, and a line a table that leads to its sheet."""
    texts, facts = catalogue.texts, facts_of(catalogue, edition)
    issuer = str(edition.publication["issuer"] or "")
    about = Words(*(f"{texts['issuer'][language]}: {issuer} · {facts[language]}" if issuer else facts[language]
                    for language in LANGUAGES))
    sheet = add_sheet(book, texts["contents"].vi, title_of(edition), about)
    header = [texts[key] for key in ("table", "title", "blocks", "rows_number", "figure_differs", "figure_fault",
                                     "figure_tie", "figure_print_only")]
    lines = [[Item(name), Item(table.title.vi), Item(kind_of(catalogue, table).vi),
              Item(Decimal(len(table.lines)), "0"), *_counts(table)]
             for name, table in zip(names, tables, strict=True)]
    fill_table(sheet, header, lines, [14, 56, 26, 9, 14, 16, 17, 18])
    for place, name in enumerate(names, HEAD_ROW + 1):
        link_to_sheet(sheet.cell(place, 1), name)


def sources_sheet(book: Workbook, catalogue: Catalogue, edition: Edition, tables: Sequence[PrintedTable],
                  names: Sequence[str]) -> None:
    """The last sheet: for each table the document that prints it, with its hash and the place in it."""
    texts = catalogue.texts
    hashes = {str(row["file_name"]): str(row["sha256"]) for row in edition.rows["sources"]}
    sheet = add_sheet(book, texts["sources_of_tables"].vi, texts["sources_of_tables"], texts["sources_of_tables_about"])
    header = [texts[key] for key in ("table", "title", "document", "page_or_sheet", "sha256", "figure_differs",
                                     "figure_fault", "figure_tie", "figure_print_only")]
    lines = [[Item(name), Item(table.caption), Item(table.file_name or None), _place_item(table),
              Item(hashes.get(table.file_name)), *_counts(table)] for name, table in zip(names, tables, strict=True)]
    fill_table(sheet, header, lines, [14, 44, 34, 12, 34, 11, 13, 13, 15])
    for place, name in enumerate(names, HEAD_ROW + 1):
        link_to_sheet(sheet.cell(place, 1), name)


def _counts(table: PrintedTable) -> list[Item]:
    return [Item(Decimal(table.count(state)), "0", tone if table.count(state) else "") for state, tone in TONES.items()]


def _place_item(table: PrintedTable) -> Item:
    place = table.sheet or table.pages
    return Item(Decimal(place), "0") if place.isdecimal() else Item(place or None)


def _place(catalogue: Catalogue, table: PrintedTable) -> Words:
    key, place = ("sheet", table.sheet) if table.sheet else ("page", table.pages)
    return Words(*(f", {catalogue.texts[key][language]} {place}" if place else "" for language in LANGUAGES))
