"""Put the parts of a table together again: rows over page breaks, merged cells, kinds of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.contract import Box
from extractors.grid import Grid, GridCell
from extractors.headers import Header, repeats_header
from extractors.layout import Item
from extractors.outline import Outline, places
from extractors.spec import ColumnSpec, EditionSpec, TableSpec
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
    """A row by column key. `at_top`, `at_bottom`: it touches a break of the table.

    `heading`: it is none, but a heading over the rows that follow.
    """

    cells: dict[str, RowCell]
    heading: RowCell | None = None
    at_top: bool = False
    at_bottom: bool = False
    is_open: bool = False

    def has(self, key: str) -> bool:
        return bool(self.cells[key].lines)


def read_rows(grids: Sequence[Grid], header: Header, table: TableSpec, spec: EditionSpec,
              headings: Mapping[int, Sequence[Item]] | None = None) -> list[PrintedRow]:
    """All printed rows of a table, its parts joined.

    Args:
        headings: lines that stand over a part, by its place in `grids`, where the table has headings over rows.
    """
    rows: list[PrintedRow] = []
    for index, grid in enumerate(grids):
        skipped = header.rows if index == 0 else repeats_header(grid, grids[0], header.rows)
        part = _part(grid, skipped, _places(grid, grids[0], header, table), table)
        if headings and index in headings:
            rows.append(_heading_of_lines(headings[index], table))
        if rows and part:
            _pull_up_merged(rows, part, table)
            if _goes_on(rows[-1], part[0], table, spec):
                _append(rows[-1], part.pop(0))
        rows += part
    rows = _under_headings(rows, table, spec)
    surplus = len(rows) - table.rows
    return _joined_where_cut(rows, surplus, table) if surplus > 0 else rows


def row_kind(row: PrintedRow, names: int, table: TableSpec, spec: EditionSpec) -> str:
    """`total` by its label, `pooled` when it names several bodies, else `data`."""
    texts = [row.cells[column.key].text for column in table.columns if column.type == "text"]
    if any(text.casefold().rstrip(" :") in spec.total_labels for text in texts):
        return "total"
    return "pooled" if names > 1 else "data"


def fill_outline(rows: Sequence[PrintedRow], outline: Outline) -> list[str]:
    """Write the code and the level of each row beside its mark; returns the kinds of the rows."""
    found = places([row.cells[outline.mark].text for row in rows], outline)
    for row, place in zip(rows, found, strict=True):
        mark = row.cells[outline.mark]
        for key, text in ((outline.code, place.code), (outline.kind, place.kind)):
            x0, top, x1, bottom = mark.box or (0.0, 0.0, 0.0, 0.0)
            row.cells[key] = RowCell([Line(text, x0, top, x1, bottom)] if text else [], mark.page, mark.box)
    return [place.row_kind for place in found]


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


def _places(grid: Grid, first: Grid, header: Header, table: TableSpec) -> dict[str, list[int]]:
    """Column key → columns of this part, none for a column without a header.

    Parts with another number of columns (a merged row alone on a page has fewer) are lined up by where
    their columns stand in the width of the table.
    """
    places: dict[str, list[int]] = {column.key: [] for column in table.columns}
    if grid.column_count == first.column_count:
        return places | {key: [place] for key, place in header.places.items()}
    scale = (first.xs[-1] - first.xs[0]) / (grid.xs[-1] - grid.xs[0])
    starts = [first.xs[0] + (x - grid.xs[0]) * scale for x in grid.xs]
    for key, place in header.places.items():
        middle = (first.xs[place] + first.xs[place + 1]) / 2
        column = next(i for i in range(grid.column_count) if i == grid.column_count - 1 or middle < starts[i + 1])
        places[key] = [] if any(column in taken for taken in places.values()) else [column]
    return places


def _part(grid: Grid, skipped: int, places: dict[str, list[int]], table: TableSpec) -> list[PrintedRow]:
    starts = grid.starts()
    heading = heading_column(table)
    rows = []
    for number in range(skipped, grid.row_count):
        cells = {}
        for key, columns in places.items():
            cell = starts.get((number, columns[0])) if columns else None
            cells[key] = RowCell(cell.lines, grid.page, cell.box) if cell else RowCell(page=grid.page)
        across = _across(starts, number, grid, places.get(table.body_column, [])) if heading else None
        rows.append(PrintedRow(cells, RowCell(across.lines, grid.page, across.box) if across else None))
    if rows:
        rows[0].at_top = rows[-1].at_bottom = True
        rows[-1].is_open = grid.is_open_bottom
        rows[0].is_open = rows[0].is_open or (grid.is_open_top and skipped == 0)
    return [row for row in rows if row.at_top or row.at_bottom or any(row.has(key) for key in row.cells)]


def heading_column(table: TableSpec) -> ColumnSpec | None:
    """The column that headings over the rows go into."""
    return next((column for column in table.columns if column.type == "heading"), None)


def _across(starts: Mapping[tuple[int, int], GridCell], number: int, grid: Grid, body: list[int]) -> GridCell | None:
    """The cell of a heading across the table: the only words in its row, and not where a body stands."""
    filled = [cell for (row, _), cell in starts.items() if row == number and cell.words]
    if len(filled) != 1 or filled[0].row_span > 1 or not any(map(str.isalpha, running_text(filled[0].lines))):
        return None
    return filled[0] if filled[0].column_span > 1 or (body and filled[0].column != body[0]) else None


def _heading_of_lines(items: Sequence[Item], table: TableSpec) -> PrintedRow:
    """A heading that is printed between two parts of the table, not inside of one."""
    lines = [item.line for item in items if item.line]
    box = (min(line.x0 for line in lines), lines[0].top, max(line.x1 for line in lines), lines[-1].bottom)
    cell = RowCell(lines, items[0].page, box)
    return PrintedRow({column.key: RowCell(page=cell.page) for column in table.columns}, cell)


def _under_headings(rows: list[PrintedRow], table: TableSpec, spec: EditionSpec) -> list[PrintedRow]:
    """The rows with the heading they stand under, without the rows of the headings themselves.

    A heading beside its rows, in a merged cell, may go on behind a page break.
    """
    column = heading_column(table)
    if column is None:
        return rows
    current = RowCell()
    for row in rows:
        said = row.heading or row.cells[column.key]
        if said.lines and not row.heading and row.at_top and current.lines and not said.text[0].isupper():
            current.lines = [*current.lines, *said.lines]
        elif said.lines and not spec.continued.fullmatch(said.text):
            current = RowCell(said.lines, said.page, said.box)
        row.cells[column.key] = current if current.lines else said
    return [row for row in rows if row.heading is None]


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
    if above.heading or below.heading:
        return bool(above.heading and below.heading and above.is_open)
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
    if above.heading and below.heading:
        above.heading.lines = [*above.heading.lines, *below.heading.lines]
    for key, cell in below.cells.items():
        target = above.cells[key]
        if cell is target:  # the heading that both stand under
            continue
        if cell.lines and not target.lines:
            above.cells[key] = cell
        else:
            target.lines = [*target.lines, *cell.lines]
    above.at_bottom = below.at_bottom


def _joined_where_cut(rows: list[PrintedRow], surplus: int, table: TableSpec) -> list[PrintedRow]:
    """More rows than a person counted: join at breaks those that go on in the middle of a phrase, then
    those that no rule closes."""
    texts = [column.key for column in table.columns if column.required and column.type == "text"]

    def in_phrase(above: PrintedRow, below: PrintedRow) -> bool:
        begins = [below.cells[key].text for key in texts if below.has(key)]
        return any(BULLET.match(text) or text[0].islower() for text in begins)

    def in_open(above: PrintedRow, below: PrintedRow) -> bool:
        return above.is_open

    for goes_on in (in_phrase, in_open):
        kept: list[PrintedRow] = []
        for row in rows:
            if surplus and kept and row.at_top and kept[-1].at_bottom and goes_on(kept[-1], row):
                _append(kept[-1], row)
                surplus -= 1
            else:
                kept.append(row)
        rows = kept
    return rows
