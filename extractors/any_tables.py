"""Every table of any PDF or workbook, without a specification: what stands where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from extractors.errors import DataError, Problem
from extractors.fingerprint import PDF, identify_pdf, media_type
from extractors.grid import Grid
from extractors.layout import Item, reading_order
from extractors.page_content import clean
from extractors.pdf_tables import Progress, read_layout
from extractors.text_lines import running_text

CAPTION = re.compile(r"^(bảng|biểu|phụ lục|table|appendix)\s*(số\s*)?[\dIVX]", re.IGNORECASE)
CAPTION_LINES = 5
NEXT_LINE = 1.6
"""Lines of one caption follow each other within this many line heights."""


def any_tables(path: Path, pages: Sequence[int] | None = None,
               progress: Progress | None = None) -> list[dict[str, Any]]:
    """All tables of a document, a table over two pages as two.

    Returns:
        a list of `{"page", "box", "caption", "rows"}`; a workbook's sheets have no box, and their
        number is the page. A merged cell's text stands in its first row and column.

    Raises:
        DataError: the file cannot be read, or is neither a PDF nor a workbook.
    """
    if path.is_file() and path.suffix.lower() in (".xlsx", ".xlsm") and media_type(path) != PDF:
        return _sheets(path)
    source = identify_pdf(path)
    wanted = [number for number in pages or range(1, source.pages + 1) if 1 <= number <= source.pages]
    if not wanted:
        raise DataError([Problem("page_absent", file=path.name, found=f"{source.pages} pages",
                                 expected=", ".join(map(str, pages or ())))])
    layouts = read_layout(path, source.pages, progress=progress, only=wanted)
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
    """Where a document numbers no table, the line right over a grid is its title."""
    item = items[index - 1] if index else None
    if item is None or item.line is None or item.page != items[index].page:
        return ""
    return clean(item.line.text.lstrip("•-– "))


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


def _sheets(path: Path) -> list[dict[str, Any]]:
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises what zip and XML raise
        raise DataError([Problem("file_damaged", file=path.name, found=type(error).__name__,
                                 expected="whole workbook")]) from error
    tables = []
    for number, sheet in enumerate(book.worksheets, 1):
        rows = [["" if value is None else clean(str(value)) for value in row] for row in sheet.values]
        if any(any(row) for row in rows):
            tables.append({"page": number, "box": None, "caption": sheet.title, "rows": rows})
    return tables
