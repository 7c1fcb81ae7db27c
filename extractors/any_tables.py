"""Every table of any PDF or workbook, without a specification: what stands where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from extractors.errors import DataError, Problem
from extractors.fingerprint import PDF, identify_pdf, media_type
from extractors.grid import Grid
from extractors.guard import Progress
from extractors.layout import Item, reading_order
from extractors.page_content import clean
from extractors.pdf_tables import read_layout
from extractors.sheets import Sheet, read_workbook
from extractors.text_lines import Line, running_text

CAPTION = re.compile(r"^(bảng|biểu|phụ lục|table|appendix)\s*(số\s*)?[\dIVX]", re.IGNORECASE)
BOOKS = ("application/vnd.openxmlformats-officedocument", "application/vnd.ms-office")
BOOK_ENDINGS = (".xlsx", ".xlsm", ".xls")
MOST_PLACES = 5_000_000
"""Places of a sheet, filled or not, that are given out row by row: a lone cell far off would make billions."""
REMARK = re.compile(r"^\(.*\)$")
MARK = re.compile(r"^(?:[IVX]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)]\s")
CAPTION_LINES = 5
NEXT_LINE = 1.6
"""Lines of one caption follow each other within this many line heights."""


def any_tables(path: Path, pages: Sequence[int] | None = None,
               progress: Progress | None = None) -> list[dict[str, Any]]:
    """All tables of a document, a table over two pages as two.

    Returns:
        a list of `{"page", "box", "caption", "rows"}`; a workbook's sheets, hidden ones too, have no box,
        their number is the page, and their rows begin with row 1 and column A. A merged cell's text stands
        in its first row and column.

    Raises:
        DataError: the file cannot be read, or is neither a PDF nor a workbook.
    """
    if path.is_file() and _is_workbook(path):
        return _sheets(path)
    count = identify_pdf(path).pages or 0
    wanted = [number for number in pages or range(1, count + 1) if 1 <= number <= count]
    if not wanted:
        raise DataError([Problem("page_absent", file=path.name, found=f"{count} pages",
                                 expected=", ".join(map(str, pages or ())))])
    layouts = read_layout(path, count, progress=progress, only=wanted)
    if all(page.is_picture for page in layouts):
        count = len(layouts)
        raise DataError([Problem("pages_without_text", file=path.name, page=layouts[0].number,
                                 found=f"{count} of {count} pages are pictures", expected="a text layer")])
    items = reading_order(layouts)
    grids = [index for index, item in enumerate(items) if item.grid]
    above = [_caption(items, range(index - 1, -1, -1)) for index in grids]
    below = [_caption(items, range(index + 1, len(items))) for index in grids]
    captions = below if sum(map(bool, below)) > sum(map(bool, above)) else above
    if not any(captions):
        captions = [_line_above(items, index) for index in grids]
    return [_table(items[index].grid, caption)  # type: ignore[arg-type]
            for index, caption in zip(grids, captions, strict=True)]


def _table(grid: Grid, caption: str) -> dict[str, Any]:
    rows = [["" for _ in range(grid.column_count)] for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = clean(running_text(cell.lines))
    return {"page": grid.page, "box": [round(side, 2) for side in grid.box], "caption": caption, "rows": rows}


def _caption(items: Sequence[Item], places: range) -> str:
    """The caption next to a grid, read away from it line by line until a line begins like one."""
    lines: list[str] = []
    before: Item | None = None
    for place in places[:CAPTION_LINES]:
        item = items[place]
        if item.line is None:
            break
        if before and before.line and item.page == before.page:
            gap = abs(item.line.top - before.line.top)
            if gap > NEXT_LINE * max(item.line.size, before.line.size):
                break
        lines.append(item.line.text)
        before = item
        if CAPTION.match(item.line.text):
            if places.step < 0:
                return clean(" ".join(reversed(lines)))
            return clean(" ".join([item.line.text, *_following(items, place)]))
    return ""


def _line_above(items: Sequence[Item], index: int) -> str:
    """Where a document numbers no table, the line right over a grid is its title, remarks in brackets aside.

    It may run on from a line with a mark, such as `III.` or `b)`.
    """
    above: list[Line] = []
    for item in reversed(items[max(0, index - CAPTION_LINES):index]):
        if item.line is None or item.page != items[index].page:
            break
        if above or not REMARK.match(item.line.text):
            above.append(item.line)
    run = list(takewhile(lambda place: _is_close(above[place], above[place - 1]), range(1, len(above))))
    marked = next((place for place in [0, *run] if above and MARK.match(above[place].text)), 0)
    return clean(" ".join(line.text for line in reversed(above[:marked + 1])).lstrip("•-– "))


def _is_close(line: Line, below: Line) -> bool:
    """Whether two lines are set like lines of one title: near, and neither ends a sentence."""
    return below.top - line.top <= NEXT_LINE * max(line.size, below.size) and not line.text.endswith((".", ";"))


def _following(items: Sequence[Item], place: int) -> list[str]:
    """The other lines of a caption below its grid: set as close as the first."""
    texts, before = [], items[place]
    for item in items[place + 1:place + CAPTION_LINES]:
        if not item.line or not before.line or item.page != before.page or CAPTION.match(item.line.text):
            break
        if item.line.top - before.line.top > NEXT_LINE * before.line.size:
            break
        texts.append(item.line.text)
        before = item
    return texts


def _is_workbook(path: Path) -> bool:
    """By its bytes; a name counts where these say nothing. What calls itself a PDF is told that it is none."""
    ending, kind = path.suffix.lower(), media_type(path)
    return (kind in BOOKS and ending != ".pdf") or (kind != PDF and ending in BOOK_ENDINGS)


def _sheets(path: Path) -> list[dict[str, Any]]:
    return [{"page": number, "box": None, "caption": sheet.name, "rows": _rectangle(sheet)}
            for number, sheet in enumerate(read_workbook(path).sheets, 1) if sheet.cells]


def _rectangle(sheet: Sheet) -> list[list[str]]:
    """All rows from A1 to the last filled cell; of a sheet that is nearly empty, the filled rows and columns."""
    rows: Sequence[int] = range(1, max(row for row, _ in sheet.cells) + 1)
    columns: Sequence[int] = range(1, max(column for _, column in sheet.cells) + 1)
    if len(rows) * len(columns) > MOST_PLACES:
        rows, columns = sorted({row for row, _ in sheet.cells}), sorted({column for _, column in sheet.cells})
    return [[clean(sheet.cell(row, column).text) for column in columns] for row in rows]
