"""Line up the printed headers of a grid with the columns of the specification. Strict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.captions import letters, likeness
from extractors.errors import Problem
from extractors.grid import Grid
from extractors.spec import ColumnSpec, TableSpec
from extractors.text_lines import running_text

MOST_HEADER_ROWS = 5
COLUMN_NUMBER = re.compile(r"^\(?(?:(?P<number>\d{1,2})|[A-Z])\)?(?:\s*=[\s\d()+–-]+)?$")
"""`(1)`, `2`, `A`, `(5)=(3)+(4)`."""


@dataclass(frozen=True)
class Header:
    """The header of a grid: how many rows it takes, and the grid column of each column key."""

    rows: int
    places: dict[str, int]
    printed: dict[str, str]


def header_key(levels: Sequence[str]) -> str:
    """Headers are the same when their letters are: line breaks, case and hyphens do not count."""
    return "|".join(letters(level) for level in levels)


def read_header(grid: Grid, table: TableSpec) -> tuple[Header | None, list[Problem]]:
    """Find the header rows at the top of a grid.

    Returns the header, or None with one problem for each header that does not fit.
    """
    best: tuple[int, int] = (-1, 0)
    wanted = {header_key(column.header) for column in table.columns}
    for rows in range(1, min(MOST_HEADER_ROWS, grid.row_count) + 1):
        hits = sum(header_key(path) in wanted for path in _paths(grid, rows))
        if hits > best[0] or hits == best[0] > 0:  # of equals the deepest: it tells more of what does not fit
            best = (hits, rows)
    hits, rows = best
    paths = _paths(grid, rows)
    if hits == 0:
        return None, [Problem("header_missing", table=table.id, page=grid.page,
                              found=" · ".join(" / ".join(path) for path in paths),
                              expected=" · ".join(_print(column) for column in table.columns))]
    problems = _misfits(paths, grid, table)
    if problems:
        return None, problems
    by_key = {header_key(path): index for index, path in enumerate(paths)}
    places = {column.key: by_key[header_key(column.header)] for column in table.columns}
    printed = {column.key: " | ".join(paths[places[column.key]]) for column in table.columns}
    return Header(rows + _number_rows(grid, rows), places, printed), []


def repeats_header(grid: Grid, first: Grid, header_rows: int) -> int:
    """How many rows at the top of a later part repeat rows of the header: all, some (the row of column
    numbers alone, or all but it) or none."""
    for rows in range(min(header_rows, grid.row_count), 0, -1):
        top = _row_key(grid, 0, rows)
        if len(top) > 1 and any(top == _row_key(first, start, start + rows)
                                for start in range(header_rows - rows + 1)):
            return rows
    return 0


def _row_key(grid: Grid, start: int, end: int) -> list[str]:
    return [letters(running_text(cell.lines)) for cell in grid.cells if start <= cell.row < end and cell.words]


def _paths(grid: Grid, rows: int) -> list[tuple[str, ...]]:
    """Header levels over each grid column, a merged cell counted once."""
    paths: list[tuple[str, ...]] = []
    for column in range(grid.column_count):
        levels = [running_text(cell.lines) for cell in grid.cells
                  if cell.row < rows and cell.column <= column < cell.column + cell.column_span]
        paths.append(tuple(level for level in levels if level))
    return paths


def _number_rows(grid: Grid, rows: int) -> int:
    """A row of column numbers under the header, (1) (2) (3) or A B 1 2, is no data."""
    matches = [COLUMN_NUMBER.match(running_text(cell.lines)) for cell in grid.cells if cell.row == rows]
    numbers = [int(match["number"]) for match in matches if match and match["number"]]
    is_counting = bool(numbers) and numbers[0] <= 1 and all(right == left + 1 for left, right in pairwise(numbers))
    return 1 if is_counting and all(matches) and len(matches) > 2 else 0


def _misfits(paths: Sequence[tuple[str, ...]], grid: Grid, table: TableSpec) -> list[Problem]:
    """Every unknown, double and missing header, all at once."""
    wanted = {header_key(column.header): column for column in table.columns}
    problems, seen = [], set()
    expected = " · ".join(_print(column) for column in table.columns)
    absent = [column for key, column in wanted.items() if key not in map(header_key, paths)]
    for index, path in enumerate(paths):
        key, printed = header_key(path), " / ".join(path)
        if key in seen and key in wanted:
            problems.append(Problem("header_double", table=table.id, page=grid.page, found=printed, expected=expected,
                                    details={"column": str(index + 1)}))
        elif key not in wanted:
            nearest = max(absent or table.columns, key=lambda column: likeness(printed, _print(column)))
            problems.append(Problem("header_unknown", table=table.id, page=grid.page, found=printed or "(empty)",
                                    expected=expected,
                                    details={"column": str(index + 1), "nearest": _print(nearest),
                                             "likeness": f"{likeness(printed, _print(nearest)):.0%}"}))
        seen.add(key)
    problems += [Problem("header_absent", table=table.id, page=grid.page, expected=_print(column),
                         found=" · ".join(" / ".join(path) for path in paths))
                 for column in absent]
    return problems


def _print(column: ColumnSpec) -> str:
    return " / ".join(column.header)
