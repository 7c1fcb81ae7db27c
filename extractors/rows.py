"""Put the parts of a table together again: rows over page breaks, merged cells, kinds of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.contract import Box
from extractors.grid import Grid
from extractors.headers import Header, repeats_header
from extractors.spec import EditionSpec, TableSpec
from extractors.text_lines import BULLET, Line, running_text


@dataclass
class RowCell:
    """The lines of one column in one row, perhaps from two pages; the box is that of the first."""

    lines: list[Line] = field(default_factory=list)
    page: int = 0
    box: Box | None = None

    @property
    def text(self) -> str:
        return running_text(self.lines)


@dataclass
class PrintedRow:
    """A row by column key. `at_top`, `at_bottom`: it touches a break of the table."""

    cells: dict[str, RowCell]
    at_top: bool = False
    at_bottom: bool = False
    is_open: bool = False

    def has(self, key: str) -> bool:
        return bool(self.cells[key].lines)


def read_rows(grids: Sequence[Grid], header: Header, table: TableSpec, spec: EditionSpec) -> list[PrintedRow]:
    """All printed rows of a table, its parts joined."""
    rows: list[PrintedRow] = []
    for index, grid in enumerate(grids):
        skipped = header.rows if index == 0 else repeats_header(grid, grids[0], header.rows)
        part = _part(grid, skipped, _places(grid, grids[0], header))
        if rows and part:
            _pull_up_merged(rows, part, table)
            if _goes_on(rows[-1], part[0], table, spec):
                _append(rows[-1], part.pop(0))
        rows += part
    surplus = len(rows) - table.rows
    return _joined_where_cut(rows, surplus, table) if surplus > 0 else rows


def row_kind(row: PrintedRow, names: int, table: TableSpec, spec: EditionSpec) -> str:
    """`total` by its label, `pooled` when it names several bodies, else `data`."""
    texts = [row.cells[column.key].text for column in table.columns if column.type == "text"]
    if any(text.casefold().rstrip(" :") in spec.total_labels for text in texts):
        return "total"
    return "pooled" if names > 1 else "data"


def split_names(text: str, separators: str) -> list[tuple[str, str]]:
    """Names and remarks of a cell: `A (because of …); B` → [("A", "(because of …)"), ("B", "")].

    `separators` holds the marks that may part names, the surest first; the first that occurs does,
    but not inside a remark.
    """
    pieces = [text]
    for mark in separators:
        pieces = re.split(rf"{re.escape(mark)}(?![^()]*\))", text)
        if len(pieces) > 1:
            break
    pairs = []
    for piece in filter(None, map(str.strip, pieces)):
        match = re.fullmatch(r"(.*?)\s*(\([^()]*\))?", piece)
        pairs.append((match[1], match[2] or "") if match and match[1] else (piece, ""))
    return pairs


def _places(grid: Grid, first: Grid, header: Header) -> dict[str, list[int]]:
    """Column key → columns of this part. Parts with another number of columns (a merged row alone on
    a page has fewer) are lined up by where their columns stand in the width of the table."""
    if grid.column_count == first.column_count:
        return {key: [place] for key, place in header.places.items()}
    scale = (first.xs[-1] - first.xs[0]) / (grid.xs[-1] - grid.xs[0])
    starts = [first.xs[0] + (x - grid.xs[0]) * scale for x in grid.xs]
    places: dict[str, list[int]] = {}
    for key, place in header.places.items():
        middle = (first.xs[place] + first.xs[place + 1]) / 2
        column = next(i for i in range(grid.column_count) if i == grid.column_count - 1 or middle < starts[i + 1])
        places[key] = [] if any(column in taken for taken in places.values()) else [column]
    return places


def _part(grid: Grid, skipped: int, places: dict[str, list[int]]) -> list[PrintedRow]:
    starts = grid.starts()
    rows = []
    for number in range(skipped, grid.row_count):
        cells = {}
        for key, columns in places.items():
            cell = starts.get((number, columns[0])) if columns else None
            cells[key] = RowCell(cell.lines, grid.page, cell.box) if cell else RowCell(page=grid.page)
        rows.append(PrintedRow(cells))
    if rows:
        rows[0].at_top = rows[-1].at_bottom = True
        rows[-1].is_open = grid.is_open_bottom
        rows[0].is_open = rows[0].is_open or (grid.is_open_top and skipped == 0)
    return [row for row in rows if row.at_top or row.at_bottom or any(row.has(key) for key in row.cells)]


def _pull_up_merged(rows: list[PrintedRow], part: list[PrintedRow], table: TableSpec) -> None:
    """A cell merged over a page break may print its text after the break; it belongs to its first row."""
    for column in table.columns:
        if not column.spans_rows:
            continue
        group = len(rows) - 1
        while group > 0 and rows[group].cells[column.key].box is None:
            group -= 1
        if not rows[group].has(column.key) and part[0].has(column.key):
            rows[group].cells[column.key], part[0].cells[column.key] = (
                part[0].cells[column.key], RowCell(page=part[0].cells[column.key].page))


def _goes_on(above: PrintedRow, below: PrintedRow, table: TableSpec, spec: EditionSpec) -> bool:
    """Whether the row after a page break is the rest of the row before it.

    It is when no text of a column that stands in every row begins again, or when the row before the
    break is not whole without it.
    """
    if not any(below.has(key) for key in below.cells):
        return True
    required = [column.key for column in table.columns if column.required]
    single = [column.key for column in table.columns
              if column.required and column.type in ("rank", "integer", "decimal", "percent")]
    if row_kind(below, 1, table, spec) == "total" or row_kind(above, 1, table, spec) == "total":
        return False
    if any(above.has(key) and below.has(key) for key in single):
        return False
    return not all(below.has(key) for key in required) or not all(above.has(key) for key in required)


def _append(above: PrintedRow, below: PrintedRow) -> None:
    for key, cell in below.cells.items():
        target = above.cells[key]
        if cell.lines and not target.lines:
            above.cells[key] = cell
        else:
            target.lines = [*target.lines, *cell.lines]
    above.at_bottom = below.at_bottom


def _joined_where_cut(rows: list[PrintedRow], surplus: int, table: TableSpec) -> list[PrintedRow]:
    """More rows than a person counted: join those that go on in the middle of a phrase at a break."""
    texts = [column.key for column in table.columns if column.required and column.type == "text"]
    kept: list[PrintedRow] = []
    for row in rows:
        begins = [row.cells[key].text for key in texts if row.has(key)]
        if (surplus and kept and row.at_top and kept[-1].at_bottom
                and any(BULLET.match(text) or text[0].islower() for text in begins)):
            _append(kept[-1], row)
            surplus -= 1
        else:
            kept.append(row)
    return kept
