"""Decimals are judged where somebody chose them: in print, in typed figures, under a format of a workbook."""

from __future__ import annotations

from decimal import Decimal

from expectations.cell_checks import decimals
from expectations.handover import PrintedCell, PrintedRow, PrintedTable
from extractors.spec import ColumnSpec, TableSpec, load_edition_spec

SPEC = load_edition_spec("mic-2016")
TABLE, COLUMN = next((table, column) for table in SPEC.tables for column in table.columns if column.type == "decimal")


def judged(*figures: tuple[str, int | None], table: TableSpec = TABLE, column: ColumnSpec = COLUMN) -> dict[int, bool]:
    """Row → whether it is written as the others, for figures with the decimals that are shown."""
    rows = []
    for number, (text, shown) in enumerate(figures, 1):
        value = Decimal(text)
        cell = PrintedCell(f"c{number}", text, value, -int(value.as_tuple().exponent), None, shown)
        rows.append(PrintedRow(number, "data", {column.key: cell}))
    printed = PrintedTable(SPEC.id, table.id, "a.xlsx", table, ",", None, tuple(rows), (), ())
    return {line.row: line.found == line.wanted for line in decimals(printed) if line.row is not None}


def test_numbers_that_are_shown_as_they_are_stored_are_not_judged() -> None:
    assert judged(("91.50", 2), ("91.25", 2), ("91.5", None), ("91", None)) == {1: True, 2: True}
    assert judged(("91.5", None), ("91.25", None)) == {}


def test_figures_of_a_column_that_are_shown_otherwise_are_told() -> None:
    assert judged(("91.50", 2), ("91.20", 2), ("91.5", 1)) == {1: True, 2: True, 3: False}
