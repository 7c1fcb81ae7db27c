"""One sheet of a workbook: title lines, a bilingual header, rows, and how it scrolls and prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports.catalogue import Words
from reports.safe_text import for_xml, is_risky
from reports.tables import Value

Look = tuple[bool, str, str, bool, bool]
Looks = dict[Look, StyleArray]

FONT = "Arial"
HEAD_ROW = 5
_HIGHEST = 409  # points; more is more than Excel takes
INK, GREY, _HEAD, _RULE = "1F2933", "5F6B7A", "E4ECF5", "C3CCD6"
FILLS = {"good": "E9F5EC", "note": "EEF1F5", "warn": "FFF3D6", "bad": "FBE3E1", "tie": "DDEBFA",
         "above": "FFF3D6", "below": "DDEBFA"}
_THIN = Side(style="thin", color=_RULE)
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT = Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1)
_ONE_LINE = Alignment(vertical="top", horizontal="left", indent=1)
_BOTH = Alignment(vertical="top", wrap_text=True)
_NUMBER = Alignment(vertical="top", horizontal="right")
_MARGINS = {"left": 0.45, "right": 0.45, "top": 0.5, "bottom": 0.6, "header": 0.25, "footer": 0.3}


@dataclass(frozen=True)
class Item:
    """A value and how it stands in its cell; `number_format` is empty for text.

    `is_one_line`: text that is not wrapped and makes its row no higher.
    """

    value: Value
    number_format: str = ""
    tone: str = ""
    is_bold: bool = False
    is_one_line: bool = False


def add_sheet(book: Workbook, name: str, title: Words, about: Words) -> Worksheet:
    """A new sheet with its title and what it shows in rows 1 to 3, Vietnamese first."""
    sheet = book.create_sheet(sheet_name(name, book.sheetnames))
    put_rich(sheet.cell(1, 1), [
        TextBlock(InlineFont(rFont=FONT, sz=14, b=True, color=INK), for_xml(title.vi)),
        TextBlock(InlineFont(rFont=FONT, sz=10, i=True, color=GREY), "   " + for_xml(title.en))])
    sheet.cell(1, 1).alignment = Alignment(vertical="center")
    for row, text, font in ((2, about.vi, Font(name=FONT, size=10, color=INK)),
                            (3, about.en, Font(name=FONT, size=9, italic=True, color=GREY))):
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
    sheet.row_dimensions[1].height = 24
    sheet.sheet_view.showGridLines = False
    return sheet


def fill_table(sheet: Worksheet, header: Sequence[Words], rows: Sequence[Sequence[Item]],
               widths: Sequence[float], groups: Sequence[tuple[Words, int]] = (), frozen: int = 1) -> None:
    """A table from HEAD_ROW on. `groups`: a first header line of (words, columns it spans)."""
    head = HEAD_ROW
    if groups:
        _group_line(sheet, head, groups, widths)
        head += 1
    for place, words in enumerate(header, 1):
        _head_cell(sheet.cell(head, place), words)
    # The arrow of the filter takes room in each head cell.
    sheet.row_dimensions[head].height = height_of(header, [width - 2 for width in widths])
    looks: Looks = {}
    for row_number, row in enumerate(rows, head + 1):
        for place, item in enumerate(row, 1):
            put(sheet.cell(row_number, place), item, looks)
        sheet.row_dimensions[row_number].height = _text_height(row, widths)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    last = f"{get_column_letter(len(header))}{head + len(rows)}"
    sheet.auto_filter.ref = f"A{head}:{last}"
    sheet.freeze_panes = sheet.cell(head + 1, frozen + 1)
    sheet.print_title_rows = f"{HEAD_ROW}:{head}"
    print_on_a4(sheet, f"A1:{last}", is_landscape=sum(widths) > 95)


def put(cell: Cell, item: Item, looks: Looks) -> None:
    """Write one item: a number as a number, and text as text whatever it begins with.

    `looks`: the styles this table has used so far; each is made once, as making one is slow.
    """
    text = item.value if isinstance(item.value, str) else None
    number_format = item.number_format if text is None and item.value is not None else ""
    look = (text is None, number_format, item.tone, item.is_bold, item.is_one_line)
    known = looks.get(look)
    if known is None:
        _dress(cell, item, is_number=text is None)
    else:
        cell._style = copy(known)
    if text is None and item.value is not None:
        cell.value = item.value
        if known is None:
            cell.number_format = number_format
    if known is None:
        looks[look] = copy(cell._style)
    if text is not None:
        put_text(cell, text)


def put_text(cell: Cell, text: str) -> None:
    """Text that stays text: openpyxl would make a formula of a leading = and an error of #N/A."""
    cell.value = for_xml(text)
    cell.data_type = "s"
    if is_risky(text):
        cell.quotePrefix = True


def put_rich(cell: Cell, blocks: Sequence[TextBlock]) -> None:
    """Text of several looks that stays text: some program might make a formula of it when it is edited."""
    cell.value = CellRichText(blocks)
    if is_risky(str(cell.value)):
        cell.quotePrefix = True


def put_both(cell: Cell, words: Words, size: int = 10, is_bold: bool = False) -> None:
    """Vietnamese, and on the next line smaller English, in one cell; once where they are the same."""
    vietnamese, english = _inline_fonts(size, is_bold)
    blocks = [TextBlock(vietnamese, for_xml(words.vi))]
    if words.en != words.vi:
        blocks.append(TextBlock(english, "\n" + for_xml(words.en)))
    put_rich(cell, blocks)
    cell.alignment = _BOTH


def print_on_a4(sheet: Worksheet, area: str, is_landscape: bool, is_one_page: bool = False) -> None:
    """A4, one page wide, as many pages high as needed or one, with sheet name and page number below."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(is_one_page)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side, inches in _MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    sheet.print_area = area
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name Excel takes: no []:*?/\\, no outer apostrophe, at most 31 letters, not used before."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", for_xml(name)).strip(" '")[:31] or "-"
    number = 2
    used = {other.casefold() for other in taken}
    candidate = clean
    while candidate.casefold() in used:
        candidate, number = f"{clean[:27]} ({number})", number + 1
    return candidate


def link_to_sheet(cell: Cell, name: str) -> None:
    """The name of another sheet, as a link to its first cell."""
    quoted = name.replace("'", "''")
    put_text(cell, name)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
    cell.font = Font(name=FONT, size=10, bold=True, underline="single", color="12467B")
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def height_of(words: Sequence[Words], widths: Sequence[float], size: int = 10) -> float:
    """Points that a row of bilingual cells needs: no program fits rows to text of two sizes by itself."""
    return 6 + 1.4 * max(
        size * lines_of(pair.vi, 9.5 * width / size) + (size - 2) * lines_of(pair.en, 9.5 * width / (size - 2))
        for pair, width in zip(words, widths, strict=True))


def _text_height(row: Sequence[Item], widths: Sequence[float]) -> float:
    """Points that a row needs. Set for every row: not every program fits rows when it opens a file."""
    lines = max((sum(lines_of(line, 1.05 * width - 1) or 1 for line in item.value.split("\n"))
                 for item, width in zip(row, widths, strict=True)
                 if isinstance(item.value, str) and not item.is_one_line), default=1)
    return min(3 + 13 * lines, _HIGHEST)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width, roughly: words rarely fill a line."""
    return -(-len(text) // max(1, int(width)))


def _dress(cell: Cell, item: Item, is_number: bool) -> None:
    cell.font = Font(name=FONT, size=10, color=INK, bold=item.is_bold)
    cell.border = _BORDER
    cell.alignment = _NUMBER if is_number else _ONE_LINE if item.is_one_line else _TEXT
    if item.tone:
        cell.fill = PatternFill("solid", fgColor=FILLS[item.tone])


def _head_cell(cell: Cell, words: Words) -> None:
    put_both(cell, words, is_bold=True)
    fill_head(cell)


def fill_head(cell: Cell, is_quiet: bool = False, is_group: bool = False) -> None:
    """The look of a head cell; quiet for column numbers, flush left for a heading across the table."""
    cell.font, cell.fill, cell.alignment = _head_look(is_quiet, is_group)
    cell.border = _BORDER


# openpyxl checks every field of a style that is made, so each is made once.
@lru_cache
def _head_look(is_quiet: bool, is_group: bool) -> tuple[Font, PatternFill, Alignment]:
    return (Font(name=FONT, size=8 if is_quiet else 9, bold=not is_quiet, italic=is_quiet,
                 color=GREY if is_quiet else INK),
            PatternFill("solid", fgColor=FILLS["note"] if is_group or is_quiet else _HEAD),
            Alignment(wrap_text=True, vertical="center", horizontal="left" if is_group else "center",
                      indent=1 if is_group else 0))


@lru_cache
def _inline_fonts(size: int, is_bold: bool) -> tuple[InlineFont, InlineFont]:
    """Of the Vietnamese words and of the English ones below them."""
    return (InlineFont(rFont=FONT, sz=size, b=is_bold, color=INK),
            InlineFont(rFont=FONT, sz=size - 2, i=True, color=GREY))


def _group_line(sheet: Worksheet, row: int, groups: Sequence[tuple[Words, int]],
                widths: Sequence[float]) -> None:
    first, spans = 1, []
    for words, count in groups:
        last = first + count - 1
        for place in range(first, last + 1):
            _head_cell(sheet.cell(row, place), words if place == first else Words("", ""))
        if count > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        spans.append(sum(widths[first - 1:last]))
        first = last + 1
    sheet.row_dimensions[row].height = height_of([words for words, _ in groups], spans)
