"""Which checks ask something of a table, of a table printed twice, of the forms; and over which lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from expectations.body_checks import BODY_CHECKS
from expectations.cell_checks import CELL_CHECKS
from expectations.form_checks import FORM_CHECKS
from expectations.forms import FORMS, FormsOfEdition
from expectations.handover import Extract, PrintedTable
from expectations.header_checks import HEADER_CHECKS
from expectations.lines import Check, Line, Subject
from expectations.plan_checks import PLAN_CHECKS
from expectations.plans import Plan
from expectations.scales import SCALE_CHECKS, RecoveredTable
from expectations.table_checks import TABLE_CHECKS
from expectations.witness_checks import WITNESS_CHECKS

PRINT_CHECKS: tuple[Check[PrintedTable], ...] = (*TABLE_CHECKS, *HEADER_CHECKS, *BODY_CHECKS, *CELL_CHECKS)
CHECKS: tuple[Check[Any], ...] = (*PRINT_CHECKS, *SCALE_CHECKS, *WITNESS_CHECKS, *PLAN_CHECKS,
                                  *FORM_CHECKS)


@dataclass(frozen=True)
class Suite:
    """The checks of one table that have anything to check, each with its lines."""

    table: str
    checks: tuple[tuple[Check[Any], tuple[Line, ...]], ...]

    def lines(self, code: str) -> tuple[Line, ...]:
        return next(lines for check, lines in self.checks if check.code == code)


def suites_of(extract: Extract, forms: FormsOfEdition, recovered: Iterable[RecoveredTable],
              plans: Iterable[Plan] = ()) -> Iterator[Suite]:
    """The suites of an edition that have anything to check, one a table, a recovered scale, and one for all forms."""
    for table in extract.tables:
        yield suite_of(table.id, table, PRINT_CHECKS)
    for scale in recovered:
        yield suite_of(scale.id, scale, SCALE_CHECKS)
    for witness in extract.witnesses:
        yield suite_of(witness.second.id, witness, WITNESS_CHECKS)
    for plan in plans:
        yield suite_of(plan.table, plan, PLAN_CHECKS)
    if forms.all:
        yield suite_of(FORMS, forms, FORM_CHECKS)


def suite_of(table: str, subject: Subject, checks: Iterable[Check[Subject]]) -> Suite:
    """A check belongs to a table when the specification gives it lines there."""
    with_lines = ((check, tuple(check.lines(subject))) for check in checks)
    return Suite(table, tuple((check, lines) for check, lines in with_lines if lines))
