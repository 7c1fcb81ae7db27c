"""The suite of each printed table: which checks its specification asks for, over which lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from expectations.body_checks import BODY_CHECKS
from expectations.cell_checks import CELL_CHECKS
from expectations.handover import PrintedTable
from expectations.lines import Check, Line
from expectations.table_checks import TABLE_CHECKS

CHECKS: tuple[Check, ...] = (*TABLE_CHECKS, *BODY_CHECKS, *CELL_CHECKS)


@dataclass(frozen=True)
class Suite:
    """The checks of one table that have anything to check, each with its lines."""

    table: PrintedTable
    checks: tuple[tuple[Check, tuple[Line, ...]], ...]

    def lines(self, code: str) -> tuple[Line, ...]:
        return next(lines for check, lines in self.checks if check.code == code)


def suite_of(table: PrintedTable, checks: Iterable[Check] = CHECKS) -> Suite:
    """A check belongs to a table when the specification gives it lines there."""
    with_lines = ((check, tuple(check.lines(table))) for check in checks)
    return Suite(table, tuple((check, lines) for check, lines in with_lines if lines))
