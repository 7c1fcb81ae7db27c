"""Headings over rows: across a table, between its parts or beside its rows; on one level or on several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.grid import GridCell
from extractors.layout import Item
from extractors.outline import HeadingMarks
from extractors.printed_rows import PrintedRow, RowCell
from extractors.spec import ColumnSpec, EditionSpec, TableSpec
from extractors.text_lines import running_text

BLANK = 0.5
"""Most width of a blank between two words, as part of the letter size."""
Starts = Mapping[tuple[int, int], GridCell]


def heading_column(table: TableSpec) -> ColumnSpec | None:
    """The (uppermost) column that headings over the rows go into."""
    return next((column for column in table.columns if column.type == "heading"), None)


def heading_cells(starts: Starts, number: int, places: Mapping[str, list[int]], table: TableSpec,
                  marks: HeadingMarks | None) -> list[GridCell]:
    """The cells of a grid's row that are a heading: one across the table, or its mark and one; else none.

    Such a row has no other words, and they do not stand where a body does.
    """
    if heading_column(table) is None:
        return []
    filled = [cell for (row, _), cell in starts.items() if row == number and cell.words]
    if not filled or filled[-1].row_span > 1 or not any(map(str.isalpha, running_text(filled[-1].lines))):
        return []
    is_marked = (marks is not None and _is_mark(filled[0], places.get(marks.mark, []), marks)
                 and len(filled) > 1 and _is_one_line(filled[1:]))
    body = places.get(table.body_column, [])
    is_across = len(filled) == 1 and (filled[0].column_span > 1 or bool(body and filled[0].column != body[0]))
    return filled if is_marked or is_across else []


def heading_of_lines(items: Sequence[Item], table: TableSpec) -> PrintedRow:
    """A heading that is printed between two parts of the table, not inside of one."""
    lines = [item.line for item in items if item.line]
    box = (min(line.x0 for line in lines), lines[0].top, max(line.x1 for line in lines), lines[-1].bottom)
    cell = RowCell(lines, items[0].page, box)
    return PrintedRow({column.key: RowCell(page=cell.page) for column in table.columns}, cell)


def under_headings(rows: Sequence[PrintedRow], table: TableSpec, spec: EditionSpec) -> list[PrintedRow]:
    """The rows with the headings they stand under, without the rows of the headings themselves."""
    column = heading_column(table)
    if column is None:
        return list(rows)
    marks = spec.headings.get(table.key)
    if marks:
        _write_levels(rows, marks, spec)
    else:
        _write_one_level(rows, column, spec)
    return [row for row in rows if row.heading is None]


def _is_mark(cell: GridCell, place: Sequence[int], marks: HeadingMarks) -> bool:
    return [cell.column] == list(place) and marks.depth(running_text(cell.lines)) is not None


def _is_one_line(cells: Sequence[GridCell]) -> bool:
    """Whether it is one cell, or one line that runs on over the places of several where the print has no rules."""
    return all(len(left.lines) == len(right.lines) == 1
               and right.lines[0].x0 - left.lines[0].x1 < BLANK * left.lines[0].size for left, right in pairwise(cells))


def _write_one_level(rows: Sequence[PrintedRow], column: ColumnSpec, spec: EditionSpec) -> None:
    """A heading beside its rows, in a merged cell, may go on behind a page break."""
    current = RowCell()
    for row in rows:
        said = row.heading or row.cells[column.key]
        if said.lines and not row.heading and row.at_top and current.lines and not said.text[0].isupper():
            current.lines = [*current.lines, *said.lines]
        elif said.lines and not spec.continued.fullmatch(said.text):
            current = RowCell(said.lines, said.page, said.box)
        row.cells[column.key] = current if current.lines else said


def _write_levels(rows: Sequence[PrintedRow], marks: HeadingMarks, spec: EditionSpec) -> None:
    """A heading ends those of its own level and of the levels below, unless it is said again on another page.

    So does the mark of a row, where only few rows have one: it is the next group, of one row.
    """
    ends_group = _few_rows_are_marked(rows, marks)
    current: list[RowCell] = [RowCell() for _ in marks.levels]
    for index, row in enumerate(rows):
        if row.heading:
            depth = _depth(rows, index, marks)
            is_again = current[depth].lines and spec.continued.sub("", row.heading.text).strip() == current[depth].text
            if not is_again:
                current[depth:] = [row.heading, *(RowCell() for _ in marks.levels[depth + 1:])]
            continue
        own = marks.depth(row.cells[marks.mark].text) if ends_group else None
        if own is not None:
            current[own:] = [RowCell() for _ in marks.levels[own:]]
        for level, cell in zip(marks.levels, current, strict=True):
            row.cells[level.column] = cell if cell.lines else RowCell(page=row.cells[marks.mark].page)


def _few_rows_are_marked(rows: Sequence[PrintedRow], marks: HeadingMarks) -> bool:
    data = [row for row in rows if row.heading is None]
    return 2 * sum(row.has(marks.mark) for row in data) < len(data)


def _depth(rows: Sequence[PrintedRow], index: int, marks: HeadingMarks) -> int:
    """The level of a heading by its mark; one without is of the uppermost if another follows it, else of the last."""
    heading = rows[index].heading
    depth = marks.depth(marks.split(heading.text)) if heading else None
    if depth is not None:
        return depth
    is_followed = index + 1 < len(rows) and rows[index + 1].heading is not None
    return 0 if is_followed else len(marks.levels) - 1
