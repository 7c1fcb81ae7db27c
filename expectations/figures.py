"""The figures of a printed table as its checks see them: value, limits, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from expectations.handover import PrintedCell, PrintedRow, PrintedTable
from extractors.numbers import LOOKALIKES, parse_number, without_lookalikes
from extractors.spec import ColumnSpec

NUMERIC = ("rank", "integer", "decimal", "percent")


@dataclass(frozen=True)
class Figure:
    """A figure of a cell. `value` is empty where the text should be a figure and cannot be read;
    `perhaps` is then what it would be with digits for the letters that look like them, if anything."""

    row: int
    column: str
    text: str
    value: Decimal | None
    decimals: int | None
    minimum: Decimal | None
    maximum: Decimal | None
    perhaps: str = ""
    decimals_shown: int | None = None

    @property
    def is_sound(self) -> bool:
        """Whether other figures may be judged by this one."""
        return (self.value is not None
                and (self.minimum is None or self.value >= self.minimum)
                and (self.maximum is None or self.value <= self.maximum))

    @property
    def letters(self) -> str:
        """The letters that stand for digits, as `l → 1`."""
        return ", ".join(f"{char} → {LOOKALIKES[char]}" for char in dict.fromkeys(self.text)
                         if char in LOOKALIKES)


def figures(table: PrintedTable) -> Iterator[Figure]:
    """All figures of the table's cells, in the order of print. Words where words may stand give none."""
    for row, column, cell in table.cells():
        yield from figures_of_cell(table, row, column, cell)


def figures_of_cell(table: PrintedTable, row: PrintedRow, column: ColumnSpec,
                    cell: PrintedCell) -> Iterator[Figure]:
    """The figure of one cell, or one for each line of a cell of per cents; none where words may stand.

    Words may stand in a `mixed` column and, instead of a figure, in a pooled or totals row. Numbers of
    rows are no figures.
    """
    is_figure = column.type in (*NUMERIC, "mixed", "flag") and column.key != table.spec.running_column
    if not cell.text or not is_figure:
        return
    minimum, maximum = limits(table, column)

    def figure(text: str, value: Decimal | None, decimals: int | None, perhaps: str = "",
               shown: int | None = None) -> Figure:
        return Figure(row.number, column.key, text, value, decimals, minimum, maximum, perhaps, shown)

    if column.type == "flag":
        yield figure(cell.text, cell.value, None)
        return
    perhaps = _meant(cell.text, column, table.decimal_mark)
    # In a mixed column a unit of words may follow, so `38.76O` was read as 38.76 of the unit O.
    if cell.value is not None and not (column.type == "mixed" and perhaps):
        yield figure(cell.text, cell.value, cell.decimals, shown=cell.decimals_shown)
        return
    parts = [parse_number(part, column.type, column.unit, table.decimal_mark) for part in cell.text.split()]
    # Only a printed sign tells figures apart: two bare numbers are as likely one figure torn in two.
    if column.type == "percent" and all(part is not None and part.text.endswith("%") for part in parts):
        yield from (figure(part.text, part.value, part.decimals) for part in parts if part is not None)
        return
    words_may_stand = column.type == "mixed" or row.kind != "data"
    has_digit = re.search(r"\d", cell.text) is not None
    if not words_may_stand or (has_digit and (perhaps or column.type != "mixed")):
        yield figure(cell.text, None, None, perhaps)


def _meant(text: str, column: ColumnSpec, decimal_mark: str) -> str:
    """The text with digits for the letters that look like them, where that makes it a bare figure."""
    perhaps = without_lookalikes(text)
    kind = "decimal" if column.type == "mixed" else column.type
    is_figure = parse_number(perhaps, kind, column.unit, decimal_mark) is not None
    return perhaps if is_figure and perhaps != text else ""


def limits(table: PrintedTable, column: ColumnSpec) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest value of a column; no rank is greater than the number of bodies."""
    if column.type == "rank" and table.block_size and column.maximum is None:
        return column.minimum, Decimal(table.block_size)
    return column.minimum, column.maximum


def sound_values(table: PrintedTable) -> dict[tuple[int, str], Decimal]:
    """(row, column) → value, of the cells that hold one trustworthy figure."""
    return {(figure.row, figure.column): figure.value for figure in figures(table)
            if figure.value is not None and figure.is_sound}


def doubtful_cells(table: PrintedTable) -> set[tuple[int, str]]:
    """The cells whose figure is not known: unreadable, out of its limits, or missing where required."""
    doubtful = {(figure.row, figure.column) for figure in figures(table) if not figure.is_sound}
    doubtful |= {(row.number, column.key) for row, column, cell in table.cells("data")
                 if column.required and not cell.text}
    return doubtful
