"""Figures inside headers, as in `Hạ tầng kỹ thuật (xếp thứ 12)`: the specification writes `(xếp thứ {infrastructure})`.

The figure is a cell of every row under that header: of a column of its own, or, where a header holds the key of its
own column (`Năm {year}`), of that column.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.grid import Grid
from extractors.likeness import letters
from extractors.page_content import clean
from extractors.printed_rows import PrintedRow, RowCell
from extractors.spec import FIGURE_IN_HEADER, TableSpec
from extractors.text_lines import Line, running_text

BETWEEN_LETTERS = r"[\W_]*"
FIGURE = r"(?:\w(?:[\w.,/%]*[\w%])?)?"
"""A figure or a word, or nothing: what is no figure the checks tell."""


def as_specified(level: str, table: TableSpec) -> str:
    """A level of a header as the specification writes it; one that holds no specified figure as it is printed."""
    return next((template for template in table.header_templates if _pattern(template).fullmatch(clean(level))), level)


def figures_in(level: str, table: TableSpec) -> dict[str, str]:
    """The figures that a level of a header tells, by column key, as printed."""
    matches = (_pattern(template).fullmatch(clean(level)) for template in table.header_templates)
    return next((match.groupdict() for match in matches if match), {})


def figures_of_header(grid: Grid, rows: int, table: TableSpec) -> dict[str, RowCell]:
    """What the first `rows` rows of a grid tell; a figure that is printed twice, and otherwise, with both texts."""
    told: dict[str, RowCell] = {}
    for cell in grid.cells if table.header_templates else ():
        for key, text in figures_in(running_text(cell.lines), table).items() if cell.row < rows else ():
            if text and key not in told:
                told[key] = RowCell([Line(text, *cell.box)], grid.page, cell.box)
            elif text and text not in told[key].text.split(" / "):
                told[key].lines = [Line(f"{told[key].text} / {text}", *cell.box)]
    return told


def fill_in(rows: list[PrintedRow], told: dict[str, RowCell]) -> None:
    """Give the rows under a header the figures that it tells, where they print none of their own."""
    for row in rows:
        for key, cell in told.items():
            if row.heading is None and not row.has(key):
                row.cells[key] = cell


@lru_cache
def _pattern(template: str) -> re.Pattern[str]:
    """The letters of a template, as headers are compared, and its figures."""
    parts: list[str] = []
    for place, part in enumerate(FIGURE_IN_HEADER.split(template)):
        parts += [f"(?P<{part}>{FIGURE})"] if place % 2 else map(re.escape, letters(part))
    return re.compile(BETWEEN_LETTERS.join(["", *parts, ""]), re.IGNORECASE)
