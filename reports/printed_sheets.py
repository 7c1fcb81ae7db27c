"""The workbook of the published tables in their own form: contents, a sheet a table, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.catalogue import Catalogue
from reports.editions import Edition
from reports.printed_contents import contents_sheet, facts_of, source_line, sources_sheet, title_of
from reports.printed_form import Figure, Group, PrintedTable
from reports.printed_layout import TONES, is_landscape, kind_of, legend, widths
from reports.printed_remarks import remarked_tables
from reports.safe_text import for_xml
from reports.sheet import (
    FONT,
    GREY,
    HEAD_ROW,
    INK,
    Item,
    Looks,
    fill_head,
    lines_of,
    print_on_a4,
    put,
    put_text,
    sheet_name,
)

_CENTRE = Alignment(vertical="top", horizontal="center")
_NUMBERED = re.compile(r"\d+(\.\d+)*")
_LETTER, _PAPER = 5.3, {True: (777.0, 500.0), False: (530.0, 750.0)}  # points: a letter; A4 within its margins
_SHRINK = 1.5  # how much higher than its paper a table may be and still be put on it whole
READABLE = 240.0  # letters that can be read across one sheet of paper
_LOUD = ("differs", "fault", "tie")


def printed_file(edition: Edition) -> str:
    """The name of the workbook of an edition's tables."""
    return f"chiso-{edition.code}-tables.xlsx"


def printed_workbook(catalogue: Catalogue, edition: Edition) -> Workbook | None:
    """The workbook of an edition's tables; None where nothing is published of it."""
    tables = remarked_tables(catalogue, edition)
    if not tables:
        return None
    book = Workbook()
    book.remove(book.worksheets[0])
    word = catalogue.texts["table"].vi
    has_numbers = all(_NUMBERED.fullmatch(table.code) for table in tables)
    names: list[str] = []
    for number, table in enumerate(tables, 1):
        names.append(sheet_name(f"{word} {table.code if has_numbers else number}", names))
    contents_sheet(book, catalogue, edition, tables, names)
    for name, table in zip(names, tables, strict=True):
        _table_sheet(book.create_sheet(name), catalogue, edition, table)
    sources_sheet(book, catalogue, edition, tables, names)
    return book


def _table_sheet(sheet: Worksheet, catalogue: Catalogue, edition: Edition, table: PrintedTable) -> None:
    letters, note = widths(table), "computed_again" if table.form == "computed" else "as_in_print"
    for place, width in enumerate(letters, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    issuer = str(edition.publication["issuer"] or "").upper()
    facts = f"{title_of(edition).vi}\n{kind_of(catalogue, table).vi} · {facts_of(catalogue, edition).vi}"
    for row, (text, size, style) in enumerate((
            (issuer, 9, "bold"), (table.caption, 13, "bold"), (facts, 10, ""),
            (f"{catalogue.texts[note].vi} / {catalogue.texts[note].en}", 9, "italic")), 1):
        font = Font(name=FONT, size=size, bold=style == "bold", italic=style == "italic",
                    color=GREY if style == "italic" else INK)
        _across(sheet, row, text, letters, font, "left" if row == 1 else "center")
    first = _header(sheet, table, letters)
    last = _foot(sheet, catalogue, edition, table, letters, _lines(sheet, catalogue, table, letters, first) + 1)
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"{get_column_letter(table.head + 2 if sum(letters[:table.head + 1]) < 60 else 1)}{first}"
    sheet.print_title_rows = f"{HEAD_ROW}:{first - 1}"
    sheet.print_options.horizontalCentered = True
    sheet.print_title_cols = f"A:{get_column_letter(table.head + 1)}" if sum(letters) > READABLE else None
    print_on_a4(sheet, f"A1:{get_column_letter(len(letters))}{last}", is_landscape(table),
                is_one_page=_fits(sheet, letters, last, is_landscape(table)))
    sheet.page_setup.fitToWidth = max(1, round(sum(letters) / READABLE))


def _fits(sheet: Worksheet, letters: Sequence[float], last: int, on_its_side: bool) -> bool:
    """Whether all of it can be read on one sheet of paper."""
    across, down = _PAPER[on_its_side]
    scale = min(1.0, across / (_LETTER * sum(letters)))
    return scale * sum(sheet.row_dimensions[row].height or 15.0 for row in range(1, last + 1)) <= _SHRINK * down


def _header(sheet: Worksheet, table: PrintedTable, letters: Sequence[float]) -> int:
    """The header levels, of a computed table also the numbers of its columns; returns the first row below."""
    heights = [18.0] * len(table.header)
    for cell in (cell for line in table.header for cell in line):
        first, last = cell.column + 1, cell.column + cell.columns
        top, bottom = HEAD_ROW + cell.level, HEAD_ROW + cell.level + cell.levels - 1
        for row in range(top, bottom + 1):
            for column in range(first, last + 1):
                fill_head(sheet.cell(row, column))
        put_text(sheet.cell(top, first), cell.text)
        if (first, top) != (last, bottom):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=first, end_column=last)
        needed = 6 + 12.0 * lines_of(cell.text, 1.05 * sum(letters[first - 1:last]))
        others = sum(heights[cell.level:cell.level + cell.levels - 1])
        bottom_level = cell.level + cell.levels - 1
        heights[bottom_level] = max(heights[bottom_level], needed - others)
    for level, height in enumerate(heights):
        sheet.row_dimensions[HEAD_ROW + level].height = height
    numbers = HEAD_ROW + len(table.header)
    if table.form == "printed":
        return numbers
    for column in range(1, len(letters) + 1):
        fill_head(sheet.cell(numbers, column), is_quiet=True)
        sheet.cell(numbers, column).value = column
    return numbers + 1


def _lines(sheet: Worksheet, catalogue: Catalogue, table: PrintedTable, letters: Sequence[float], first: int) -> int:
    """Headings and rows; returns the last row used."""
    row, looks, yes = first, Looks(), catalogue.texts["yes"].vi
    for group in table.groups:
        row = _headings(sheet, group, row, letters)
        for line in group.lines:
            lines = 1
            for place, figure in enumerate(line, 1):
                _figure(sheet, catalogue, figure, row, place, looks)
                if not figure.is_number:
                    lines = max(lines, *(lines_of(part, 1.25 * letters[place - 1] - 2)
                                         for part in figure.text("vi", yes).split("\n")))
            sheet.row_dimensions[row].height = min(3 + 13.0 * lines, 409)
            row += 1
    return row - 1


def _headings(sheet: Worksheet, group: Group, row: int, letters: Sequence[float]) -> int:
    for heading in group.headings:
        for column in range(1, len(letters) + 1):
            fill_head(sheet.cell(row, column), is_group=True)
        put_text(sheet.cell(row, 1), heading)
        if len(letters) > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(letters))
        sheet.row_dimensions[row].height = 6 + 12.0 * lines_of(heading, sum(letters))
        row += 1
    return row


def _figure(sheet: Worksheet, catalogue: Catalogue, figure: Figure, row: int, place: int, looks: Looks) -> None:
    cell, tone, is_sum = sheet.cell(row, place), TONES.get(figure.state, ""), figure.row["row_kind"] == "total"
    if figure.is_number:
        put(cell, Item(figure.value, figure.number_format, tone, is_sum), looks)
        if figure.is_rank:
            cell.alignment = _CENTRE
    else:
        put(cell, Item(figure.text("vi", catalogue.texts["yes"].vi) or None, "", tone, is_sum), looks)
        if figure.row["data_type"] == "flag":
            cell.alignment = _CENTRE
    if figure.state in _LOUD and figure.finding:
        cell.comment = _comment(catalogue, figure)


def _comment(catalogue: Catalogue, figure: Figure) -> Comment:
    """What the print says and what it should be, in both languages; the exact value is in the CSV file."""
    texts, finding = catalogue.texts, figure.finding
    assert finding
    lines = [f"{texts['as_printed'][language]}: {finding.printed or texts['none'][language]}"
             for language in ("vi", "en")]
    if figure.row["table_form"] == "printed" and finding.instead.vi:
        label = texts["instead" if figure.state == "fault" else "recomputed_as"]
        lines += [f"{label[language]}: {finding.instead[language]}" for language in ("vi", "en")]
    if figure.row["table_form"] == "computed":
        lines += [texts[f"figure_{figure.state}"][language] for language in ("vi", "en")]
    lines += [words for words in (finding.why.vi, finding.why.en) if words]
    text = for_xml("\n".join(lines))
    return Comment(text, "chiso", height=60 + 16 * lines_of(text, 40), width=280)


def _foot(sheet: Worksheet, catalogue: Catalogue, edition: Edition, table: PrintedTable, letters: Sequence[float],
          row: int) -> int:
    """Notes, what the marks mean, remarks, and the source; returns the last row."""
    texts = catalogue.texts
    font = Font(name=FONT, size=9, color=INK)
    lines = [("", f"{texts['notes'].vi}: {table.notes}")] if table.notes else []
    lines += [(tone, f"{words.vi} / {words.en}") for tone, words in legend(catalogue, table)]
    if table.remarks:
        lines.append(("", f"{texts['differences'].vi}:"))
    lines += [("", f"({number}) {words.vi}") for number, words in enumerate(table.remarks, 1)]
    lines.append(("", source_line(catalogue, edition, table).vi))
    for tone, text in lines:
        row += 1
        _across(sheet, row, text, letters, font, "left", tone)
    return row


def _across(sheet: Worksheet, row: int, text: str, letters: Sequence[float], font: Font, horizontal: str,
            tone: str = "") -> None:
    """A text over the whole width of the table; a narrow cell before it bears the colour a legend explains."""
    start = 1
    if tone and len(letters) > 1:
        swatch = next((place for place, width in enumerate(letters[:-1], 1) if width < 15), 1)
        put(sheet.cell(row, swatch), Item("", "", tone), Looks())
        start = swatch + 1
    if text:
        put_text(sheet.cell(row, start), text)
    sheet.cell(row, start).font = font
    sheet.cell(row, start).alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    if len(letters) > start:
        sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=len(letters))
    room = 1.05 * sum(letters[start - 1:]) * 10 / font.size
    sheet.row_dimensions[row].height = 6 + (font.size + 4) * sum(lines_of(part, room) for part in text.split("\n"))
