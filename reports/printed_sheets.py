"""The workbook of the published tables, computed: a list of the tables, then a sheet a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.catalogue import Catalogue, Words
from reports.editions import Edition
from reports.printed_form import Figure, Group, PrintedTable, printed_tables
from reports.safe_text import for_xml
from reports.sheet import (
    FONT,
    GREY,
    HEAD_ROW,
    INK,
    Item,
    Looks,
    add_sheet,
    fill_head,
    fill_table,
    lines_of,
    link_to_sheet,
    print_on_a4,
    put,
    put_text,
)
from reports.tables import EXCEL_LOCALE

TONES = {"differs": "warn", "tie": "tie", "print_only": "note"}
_CENTRE = Alignment(vertical="top", horizontal="center")
_WIDTHS = ((8, 12.0), (14, 9.5), (999, 7.4))  # columns up to … : letters each
_BODY_WIDTH = 33.0
_ONE_PAGE = 36  # bodies that still can be read when they are put on one sheet of paper


def printed_file(edition: Edition) -> str:
    """The name of the workbook of an edition's tables."""
    return f"chiso-{edition.code}-tables.xlsx"


def printed_workbook(catalogue: Catalogue, edition: Edition) -> Workbook | None:
    """The workbook of an edition's tables; None where the edition has none that can be computed."""
    tables = printed_tables(catalogue, edition)
    if not tables:
        return None
    book = Workbook()
    book.remove(book.worksheets[0])
    names = [f"{catalogue.texts['table'].vi} {number}" for number in range(1, len(tables) + 1)]
    _contents(book, catalogue, tables, names)
    for name, table in zip(names, tables, strict=True):
        _table_sheet(book.create_sheet(name), catalogue, edition, table)
    return book


def legend(catalogue: Catalogue, table: PrintedTable) -> list[tuple[str, Words]]:
    """What the marks of a table mean: (tone, words with how many figures bear it)."""
    return [(tone, Words(*(f"{catalogue.texts[f'figure_{state}'][language]} ({table.count(state)})"
                           for language in ("vi", "en"))))
            for state, tone in TONES.items() if table.count(state)]


def _contents(book: Workbook, catalogue: Catalogue, tables: Sequence[PrintedTable], names: Sequence[str]) -> None:
    report, texts = catalogue.the("printed"), catalogue.texts
    sheet = add_sheet(book, texts["contents"].vi, report.title, report.about)
    header = [texts[key] for key in ("table", "title", "blocks", "bodies_number", "figure_differs", "figure_tie",
                                     "figure_print_only")]
    lines = [[Item(name), Item(table.title.vi), Item(_kind(catalogue, table).vi),
              Item(Decimal(sum(len(group.lines) for group in table.groups)), "0"),
              *(Item(Decimal(table.count(state)), "0", tone if table.count(state) else "")
                for state, tone in TONES.items())] for name, table in zip(names, tables, strict=True)]
    fill_table(sheet, header, lines, [12, 44, 26, 10, 18, 18, 18])
    for place, name in enumerate(names, HEAD_ROW + 1):
        link_to_sheet(sheet.cell(place, 1), name)


def _kind(catalogue: Catalogue, table: PrintedTable) -> Words:
    return catalogue.code(catalogue.the("printed").column("entity_type"), table.entity_type).words


def _table_sheet(sheet: Worksheet, catalogue: Catalogue, edition: Edition, table: PrintedTable) -> None:
    width = next(width for most, width in _WIDTHS if len(table.headers) <= most)
    bodies = {place for place, figure in enumerate(table.groups[0].lines[0]) if figure.quantity == "body"}
    widths = [_BODY_WIDTH if place in bodies else width for place in range(len(table.headers))]
    for place, letters in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = letters
    kind = _kind(catalogue, table)
    title = str(edition.publication["title_vi"])
    _across(sheet, 1, table.title.vi, widths, Font(name=FONT, size=13, bold=True, color=INK), "center")
    _across(sheet, 2, f"{kind.vi} · {title}", widths, Font(name=FONT, size=10, color=INK), "center")
    _across(sheet, 3, f"{catalogue.texts['computed_again'].vi} / {catalogue.texts['computed_again'].en}", widths,
            Font(name=FONT, size=9, italic=True, color=GREY), "center")
    first = _header(sheet, table, widths)
    last = _lines(sheet, catalogue, table, first)
    last = _foot(sheet, catalogue, edition, table, widths, last + 1)
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"{get_column_letter(min(bodies, default=0) + 2)}{first}"
    sheet.print_title_rows = f"{HEAD_ROW}:{first - 1}"
    print_on_a4(sheet, f"A1:{get_column_letter(len(widths))}{last}", is_landscape=True,
                is_one_page=sum(len(group.lines) for group in table.groups) <= _ONE_PAGE)


def _header(sheet: Worksheet, table: PrintedTable, widths: Sequence[float]) -> int:
    """The header levels as printed and the row of column numbers; returns the first row of bodies."""
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
        needed = 6 + 12.0 * lines_of(cell.text, 1.05 * sum(widths[first - 1:last]))
        others = sum(heights[cell.level:cell.level + cell.levels - 1])
        bottom_level = cell.level + cell.levels - 1
        heights[bottom_level] = max(heights[bottom_level], needed - others)
    for level, height in enumerate(heights):
        sheet.row_dimensions[HEAD_ROW + level].height = height
    numbers = HEAD_ROW + len(table.header)
    for column in range(1, len(widths) + 1):
        fill_head(sheet.cell(numbers, column), is_quiet=True)
        sheet.cell(numbers, column).value = column
    return numbers + 1


def _lines(sheet: Worksheet, catalogue: Catalogue, table: PrintedTable, first: int) -> int:
    """Groups and bodies; returns the last row used."""
    row, looks = first, Looks()
    for group in table.groups:
        row = _heading(sheet, group, row, len(table.headers))
        for line in group.lines:
            height = 15.0
            for place, figure in enumerate(line, 1):
                _figure(sheet, catalogue, figure, row, place, looks)
                if figure.quantity == "body":
                    height = 3 + 13.0 * lines_of(figure.text("vi", ""), 1.2 * _BODY_WIDTH)
            sheet.row_dimensions[row].height = height
            row += 1
    return row - 1


def _heading(sheet: Worksheet, group: Group, row: int, columns: int) -> int:
    if not group.heading:
        return row
    for column in range(1, columns + 1):
        fill_head(sheet.cell(row, column), is_group=True)
    put_text(sheet.cell(row, 1), group.heading)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    sheet.row_dimensions[row].height = 18
    return row + 1


def _figure(sheet: Worksheet, catalogue: Catalogue, figure: Figure, row: int, place: int, looks: Looks) -> None:
    cell, tone = sheet.cell(row, place), TONES.get(figure.state, "")
    if figure.is_number:
        put(cell, Item(figure.value, number_format(figure), tone), looks)
        if figure.quantity == "rank":
            cell.alignment = _CENTRE
    else:
        put(cell, Item(figure.text("vi", catalogue.texts["yes"].vi) or None, "", tone), looks)
        if figure.quantity != "body":
            cell.alignment = _CENTRE
    if figure.state in ("differs", "tie"):
        cell.comment = _comment(catalogue.texts, figure)


def number_format(figure: Figure) -> str:
    """How Excel shows a figure: Vietnamese marks, the printed decimals, a literal % sign."""
    if figure.quantity == "rank":
        return "0"
    sign = '"%"' if figure.row["data_type"] == "percent" else ""
    return f"{EXCEL_LOCALE}#,##0" + ("." + "0" * figure.places if figure.places else "") + sign


def _comment(texts: Mapping[str, Words], figure: Figure) -> Comment:
    """What the print says, in both languages; the exact value is in the CSV file."""
    printed = for_xml(str(figure.row["text_printed"] or texts["none"].vi))
    lines = [f"{texts['as_printed'][language]}: {printed}" for language in ("vi", "en")]
    lines += [texts[f"figure_{figure.state}"][language] for language in ("vi", "en")]
    return Comment("\n".join(lines), "chiso", height=90, width=260)


def _foot(sheet: Worksheet, catalogue: Catalogue, edition: Edition, table: PrintedTable, widths: Sequence[float],
          row: int) -> int:
    """Notes, what the marks mean, and the source; returns the last row."""
    texts = catalogue.texts
    font = Font(name=FONT, size=9, color=INK)
    lines = [("", f"{texts['notes'].vi}: {table.notes}")] if table.notes else []
    lines += [(tone, f"{words.vi} / {words.en}") for tone, words in legend(catalogue, table)]
    lines.append(("", source_line(catalogue, edition, table)["vi"]))
    for tone, text in lines:
        row += 1
        _across(sheet, row, text, widths, font, "left", tone)
    return row


def source_line(catalogue: Catalogue, edition: Edition, table: PrintedTable) -> Words:
    """Where the table was published: title of the publication, document, page."""
    texts = catalogue.texts
    parts = []
    for language in ("vi", "en"):
        title = edition.publication[f"title_{language}"] or edition.publication["title_vi"]
        page = f", {texts['page'][language]} {table.page}" if table.page else ""
        document = f" ({table.file_name}{page})" if table.file_name else ""
        parts.append(f"{texts['source'][language]}: {title}{document}")
    return Words(*parts)


def _across(sheet: Worksheet, row: int, text: str, widths: Sequence[float], font: Font, horizontal: str,
            tone: str = "") -> None:
    """A text over the whole width of the table; a narrow cell before it bears the colour a legend explains."""
    start = 1
    if tone:
        swatch = next((place for place, width in enumerate(widths[:-1], 1) if width < _BODY_WIDTH), 1)
        put(sheet.cell(row, swatch), Item("", "", tone), Looks())
        start = swatch + 1
    put_text(sheet.cell(row, start), text)
    sheet.cell(row, start).font = font
    sheet.cell(row, start).alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    if len(widths) > start:
        sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=len(widths))
    sheet.row_dimensions[row].height = 6 + (font.size + 4) * lines_of(text, 1.05 * sum(widths[start - 1:]))
