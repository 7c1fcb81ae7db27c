"""The header of a published table: levels that merge, and figures that the print puts into a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.tables import Row

LEVELS = " | "
NO_HEADER = "*"  # of headings over the rows, and of codes that are told by where a row stands
_LEFT_OUT = "…"


@dataclass(frozen=True)
class HeaderCell:
    """A cell of the header: its words, its 0-based level and column, and how many it spans."""

    text: str
    level: int
    column: int
    levels: int
    columns: int


def header_cells(paths: Sequence[Sequence[str]]) -> tuple[tuple[HeaderCell, ...], ...]:
    """The header of columns whose levels are given: equal neighbours merge, a short one reaches down.

    >>> lines = header_cells([["A"], ["B", "x"], ["B", "y"]])
    >>> [(cell.text, cell.columns, cell.levels) for line in lines for cell in line]
    [('A', 1, 2), ('B', 2, 1), ('x', 1, 1), ('y', 1, 1)]
    """
    depth = max(map(len, paths), default=0)
    lines = []
    for level in range(depth):
        cells: list[HeaderCell] = []
        for column, path in enumerate(paths):
            if level >= len(path):
                continue
            is_leaf = level == len(path) - 1
            last = cells[-1] if cells else None
            if (last and not is_leaf and last.column + last.columns == column
                    and path[:level + 1] == paths[last.column][:level + 1] and len(paths[last.column]) > level + 1):
                cells[-1] = HeaderCell(last.text, level, last.column, 1, last.columns + 1)
            else:
                cells.append(HeaderCell(path[level], level, column, depth - level if is_leaf else 1, 1))
        lines.append(tuple(cells))
    return tuple(lines)


def in_order(columns: Sequence[Row], words: str) -> list[tuple[Row, list[str]]]:
    """The columns with the levels of their headers.

    A figure that the print tells in a heading over other columns, another one in each row, becomes the last column
    under that heading (`words` name it), and the heading is left without it: `Hạ tầng (xếp thứ 12)` over `Xã hội` and
    `CQNN` reads `Hạ tầng (xếp thứ …)` over these two and the figure.
    """
    paths = [str(column["header_printed"] or "").split(LEVELS) for column in columns]
    told = {path[0] for path in paths if len(path) == 1} & {path[0] for path in paths if len(path) > 1}
    result: list[tuple[Row, list[str]]] = []
    for column, path in zip(columns, paths, strict=True):
        if path[0] not in told:
            result.append((column, path))
        elif len(path) > 1:
            result.append((column, [_without_figure(path[0]), *path[1:]]))
            if path is [own for own in paths if own[0] == path[0] and len(own) > 1][-1]:
                result += [(other, [_without_figure(path[0]), words]) for other, own in
                           zip(columns, paths, strict=True) if own == [path[0]]]
    return [(column, _of_year(column, path)) for column, path in result]


def _of_year(column: Row, path: list[str]) -> list[str]:
    """A column of years whose header is the year of its first row, as a table of years is printed."""
    year = str(column["text_printed"] or "")
    if column["unit"] == "year" and year and re.search(rf"\b{re.escape(year)}\b", path[-1]):
        return [*path[:-1], re.sub(rf"\s*\b{re.escape(year)}\b", "", path[-1])]
    return path


def _without_figure(heading: str) -> str:
    return re.sub(r"\d+(?=\D*$)", _LEFT_OUT, heading)
