"""A row of a printed table as it is put together from the pages: its cells by column key."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.contract import Box
from extractors.spec import EditionSpec, TableSpec
from extractors.text_lines import Line, listed_text, running_text


@dataclass
class RowCell:
    """The lines of one column in one row, perhaps from two pages; the box is that of the first.

    `is_covered`: a merged cell that begins in a row above reaches over this place. `is_open`: it goes on over the
    page break below, though the row before the break is closed.
    """

    lines: list[Line] = field(default_factory=list)
    page: int = 0
    box: Box | None = None
    is_covered: bool = False
    is_open: bool = False

    @property
    def text(self) -> str:
        return running_text(self.lines)

    @property
    def listed_text(self) -> str:
        return listed_text(self.lines)


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

    @property
    def is_blank(self) -> bool:
        """No words at all, and no heading."""
        return not self.heading and not any(cell.lines for cell in self.cells.values())


def row_kind(row: PrintedRow, names: int, table: TableSpec, spec: EditionSpec) -> str:
    """`total` by its label, `pooled` when it names several bodies, else `data`."""
    texts = [row.cells[column.key].text for column in table.columns if column.type == "text"]
    if any(text.casefold().rstrip(" :") in spec.total_labels for text in texts):
        return "total"
    return "pooled" if names > 1 else "data"


def rows_covered(rows: list[PrintedRow], number: int, key: str) -> int:
    """How many rows the cell of `rows[number]` reaches over, with its own."""
    end = number + 1
    while not rows[number].cells[key].is_covered and end < len(rows) and rows[end].cells[key].is_covered:
        end += 1
    return end - number


def first_of_merged(rows: list[PrintedRow], number: int, key: str) -> int:
    """The row in which the cell that covers `rows[number]` begins."""
    while number > 0 and rows[number].cells[key].is_covered:
        number -= 1
    return number
