"""Grids that print their header more than once: blocks side by side, and blocks below each other.

Each block is a part of the table under a header of its own, as the grids on the pages that follow are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, pairwise, zip_longest

from extractors.grid import Grid
from extractors.headers import RUNNING_NUMBER, header_paths, match_columns, number_rows, row_key
from extractors.layout import Item
from extractors.spec import TableSpec
from extractors.text_lines import running_text

Headings = Mapping[int, Sequence[Item]]
"""Lines that stand over a grid, by its place among the grids of its table."""
Part = tuple[int, Grid]
"""A part, and the place of the grid that it was cut from."""


def in_parts(grids: Sequence[Grid], headings: Headings, table: TableSpec) -> tuple[list[Grid], Headings]:
    """The grids of a table, each cut where its header begins again, and the headings over them.

    Of blocks side by side that run on over a page the left one comes first, if its numbers say so; else each
    page is read to its end.
    """
    rows, places, pages = _side_by_side(grids, table)
    by_page = list(chain.from_iterable(pages))
    by_block = [part for block in zip_longest(*pages) for part in block if part]
    number = places.get(table.running_column)
    blocks = by_block if _counts_on(by_block, number) and not _counts_on(by_page, number) else by_page
    parts = [(index, part) for index, block in blocks for part in _below_each_other(block, blocks[0][1], rows, table)]
    firsts = {index: place for place, (index, _) in reversed(list(enumerate(parts)))}
    return [part for _, part in parts], {firsts[index]: lines for index, lines in headings.items()}


def _side_by_side(grids: Sequence[Grid], table: TableSpec) -> tuple[int, Mapping[str, int], list[list[Part]]]:
    """The rows of the header, the places of its columns in a block, and the blocks of each grid.

    Columns between blocks are gaps if nothing stands in them.
    """
    first = grids[0]
    rows, paths = header_paths(first, table)
    wide = sum(column.is_in_header for column in table.columns)
    named = [column for column, path in enumerate(paths) if path]
    starts = range(0, len(named), wide) if wide and len(named) > wide and len(named) % wide == 0 else range(0)
    blocks = [range(named[start], named[start + wide - 1] + 1) for start in starts]
    matched = [match_columns([paths[column] for column in block], table) for block in blocks]
    inside = {column for block in blocks for column in block}
    is_gap = all(cell.column in inside for grid in grids if grid.column_count == first.column_count
                 for cell in grid.cells if cell.words)
    if not blocks or not is_gap or any(problems for _, problems in matched):
        return rows, {}, [[(index, grid)] for index, grid in enumerate(grids)]
    numbers = row_key(first, rows, rows + number_rows(first, rows), table)
    bare = [_without_numbers(grid, numbers, rows, table) for grid in grids]
    return rows, matched[0][0], [
        [(index, part) for block in blocks if (part := _filled(grid, block))]
        if grid.column_count == first.column_count else [(index, grid)]
        for index, grid in enumerate(bare)]


def _without_numbers(grid: Grid, numbers: Sequence[str], rows: int, table: TableSpec) -> Grid:
    """Without the row of column numbers, which run on from block to block."""
    places = [row for row in range(rows + 1) if numbers and row_key(grid, row, row + 1, table) == numbers]
    return grid.without_row(places[0]) if places else grid


def _filled(grid: Grid, columns: range) -> Grid | None:
    """A block down to its last row with words: the one that the numbers end in may be the shorter."""
    last = max((cell.row for cell in grid.cells if cell.words and cell.column in columns), default=-1)
    return grid.part(range(last + 1), columns) if last >= 0 else None


def _counts_on(parts: Sequence[Part], column: int | None) -> bool:
    """Whether the numbers in a column rise from part to part."""
    texts = (running_text(cell.lines) for _, part in parts for cell in part.cells if cell.column == column)
    numbers = [int(text.rstrip(".)")) for text in texts if RUNNING_NUMBER.match(text)]
    return len(numbers) > 1 and all(before < number for before, number in pairwise(numbers))


def _below_each_other(grid: Grid, first: Grid, rows: int, table: TableSpec) -> list[Grid]:
    """A grid in whose middle the header of the table is printed again, perhaps with other figures in it."""
    key = row_key(first, 0, rows, table)
    again = [row for row in range(1, grid.row_count - rows)
             if len(key) > 1 and row_key(grid, row, row + rows, table) == key]
    bounds = [0, *again, grid.row_count]
    return [grid.part(range(*bound), range(grid.column_count)) for bound in pairwise(bounds)] if again else [grid]
