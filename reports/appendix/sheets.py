"""The workbook of an appendix: a sheet a section, its charts on the cells of the sheet so that they can be edited."""

from __future__ import annotations

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.appendix.bodies import Appendix
from reports.appendix.parts import Entry, Section, Speaker
from reports.appendix.sections import sections_of
from reports.appendix.sheet_charts import HEIGHT_OF_CHART, sheet_chart
from reports.catalogue import Catalogue, Words
from reports.editions import Edition
from reports.sheet import (
    FONT,
    GREY,
    HEAD_ROW,
    INK,
    Item,
    add_sheet,
    fill_table,
    height_of,
    lines_of,
    link_to_sheet,
    print_on_a4,
    put_both,
    put_text,
)
from reports.tables import EXCEL_LOCALE
from reports.workbook import same_bytes

_GUIDE_WIDTHS = (44.0, 92.0)
_NARROWEST = 90.0
_LINE = 15.0


def appendix_workbook(catalogue: Catalogue, edition: Edition, appendix: Appendix) -> bytes:
    """The workbook as bytes, the same for the same input."""
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    sections = sections_of(catalogue, edition, appendix)
    guide.title = catalogue.texts["contents"].vi
    names = [_section_sheet(book, section) for section in sections]
    _guide(guide, catalogue, edition, appendix, list(zip(names, sections, strict=True)))
    return same_bytes(book)


def _section_sheet(book: Workbook, section: Section) -> str:
    sheet = add_sheet(book, section.title.vi, section.title, section.about or section.title)
    row, widths = HEAD_ROW, [head.width for head in section.header] or [_NARROWEST]
    if section.lines:
        fill_table(sheet, [head.words for head in section.header], [[_item(entry) for entry in line]
                                                                    for line in section.lines],
                   widths, section.groups)
        row += (1 if section.groups else 0) + len(section.lines) + 2
    for words in (*section.sentences, *section.notes):
        row = _text(sheet, row, words, widths)
    last = max(len(widths), 1)
    if section.chart:
        first = HEAD_ROW + (2 if section.groups else 1)
        sheet_chart(sheet, section.chart, first, f"A{row + 1}", sum(widths))
        row += 1 + round(HEIGHT_OF_CHART[section.chart.kind] * 28.35 / _LINE) + 1
    # Table and chart on one sheet of paper, upright: nothing is cut by the end of a page.
    print_on_a4(sheet, f"A1:{get_column_letter(last)}{row}", is_one_page=bool(section.chart),
                is_landscape=sum(widths) > _NARROWEST + 5 and not section.chart)
    return str(sheet.title)


def _item(entry: Entry) -> Item:
    """An entry as a cell: a number as a number with its format, words in Vietnamese (a code in both languages)."""
    if isinstance(entry.value, Words):
        words = entry.value
        joint = "\n" if entry.is_both else " / "
        both = words.vi != words.en and (entry.is_both or entry.tone)
        return Item(f"{words.vi}{joint}{words.en}" if both else words.vi or None, tone=entry.tone,
                    is_bold=entry.is_bold)
    if not entry.is_number:
        return Item(entry.value, tone=entry.tone, is_bold=entry.is_bold)
    if entry.is_year:
        return Item(entry.value, "0", entry.tone, entry.is_bold)
    places = -int(entry.rounded.as_tuple().exponent)
    number = "#,##0" + ("." + "0" * places if places else "") + (f'"{entry.sign}"' if entry.sign else "")
    codes = (f"+{number}", f"-{number}", "0") if entry.has_plus else (number,)
    return Item(entry.value, ";".join(EXCEL_LOCALE + code for code in codes), entry.tone, entry.is_bold)


def _text(sheet: Worksheet, row: int, words: Words, widths: list[float]) -> int:
    """A sentence in both languages across the table; returns the row after it."""
    width = sum(widths)
    for text, font in ((words.vi, Font(name=FONT, size=10, color=INK)),
                       (words.en, Font(name=FONT, size=9, italic=True, color=GREY))):
        cell = sheet.cell(row, 1)
        assert isinstance(cell, SheetCell)
        put_text(cell, text)
        cell.font = font
        cell.alignment = cell.alignment.copy(wrap_text=True, vertical="top")
        if len(widths) > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
        sheet.row_dimensions[row].height = 3 + 13.0 * lines_of(text, 1.05 * width)
        row += 1
    return row


def _guide(sheet: Worksheet, catalogue: Catalogue, edition: Edition, appendix: Appendix,
           contents: list[tuple[str, Section]]) -> None:
    """What the workbook is, and a link to each of its sheets."""
    publication = edition.publication
    title = Words(str(publication["title_vi"]), str(publication["title_en"] or publication["title_vi"]))
    lines = [(catalogue.texts["appendices"], Speaker(catalogue).words("appendix_title", name=appendix.name)),
             (catalogue.texts["edition"], Words(edition.code, edition.code)), (catalogue.texts["source"], title)]
    links = [(Words(name, ""), section.about or section.title) for name, section in contents]
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _GUIDE_WIDTHS
    for number, (label, words) in enumerate([*lines, *links], 1):
        if number > len(lines):
            link_to_sheet(sheet.cell(number, 1), label.vi)
        else:
            put_both(sheet.cell(number, 1), label, is_bold=True)
        size = 14 if number == 1 else 10
        put_both(sheet.cell(number, 2), words, size, is_bold=number == 1)
        sheet.row_dimensions[number].height = height_of([label, words], _GUIDE_WIDTHS, size)
    print_on_a4(sheet, f"A1:B{len(lines) + len(links)}", is_landscape=True)
