"""A table on a terminal that is too narrow for it: long columns fold, or stand below their row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

GAP = 2
LEAST = 30
"""Where no column folds into more room than this, one stands below its row: that with the fewest cells filled."""


def lay_out(headings: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> Iterator[RenderableType]:
    """The lines of a table within `room` columns of a terminal; nothing is cut."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    beside = list(range(len(headings)))
    below: list[int] = []
    while (over := sum(widths[place] + GAP for place in beside) - GAP - room) > 0:
        widest = max(beside, key=lambda place: widths[place])
        if widths[widest] - over >= LEAST or len(beside) == 1:
            widths[widest] -= over
        else:
            moved = min((place for place in beside if widths[place] > LEAST / 2), default=widest,
                        key=lambda place: (sum(bool(row[place]) for row in rows), -widths[place]))
            beside.remove(moved)
            below.append(moved)
    yield _line([(headings[place], widths[place]) for place in beside], "bold")
    for row in rows:
        yield _line([(row[place], widths[place]) for place in beside])
        for place in sorted(below):
            if row[place]:
                yield Padding(Text(f"{headings[place]}: {row[place]}", overflow="fold"), (0, 0, 0, 2 * GAP))


def _line(cells: Sequence[tuple[str, int]], style: str = "") -> Table:
    line = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for _, width in cells:
        line.add_column(width=width, overflow="fold", style=style)
    line.add_row(*(Text(cell) for cell, _ in cells))  # what stands in brackets is no markup
    return line
