"""Cells that reach over several rows: what stands in each of these rows."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.contract import Cell


def rows_filled(cells: Iterable[Cell]) -> dict[int, dict[str, Cell]]:
    """The cells of one table as row number → column key → the cell that stands there.

    In a row that a merged cell reaches over it is that cell, with the number of the row in which it begins.
    """
    filled: dict[int, dict[str, Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.row):
        for row in range(cell.row, cell.row + cell.rows):
            filled.setdefault(row, {}).setdefault(cell.column, cell)
    return filled
