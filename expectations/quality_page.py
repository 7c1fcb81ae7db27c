"""The quality page of an edition: what was checked and what failed, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expectations.outcome import CheckOutcome, CheckResult, Failure
from expectations.policy import KINDS, Policy

TEMPLATE = Path(__file__).with_name("quality.html.j2")


@dataclass(frozen=True)
class TableLine:
    """A table of the edition with its checks; `failing` counts the failures of each kind."""

    id: str
    title_vi: str
    title_en: str
    pages: str
    rows_read: int
    rows_expected: int
    failing: dict[str, int]
    results: list[CheckResult]


def quality_page(outcome: CheckOutcome, policy: Policy) -> str:
    """The page as HTML: no scripts, nothing fetched, no time of day, so the same input gives the same bytes.

    Raises:
        jinja2.UndefinedError: the template asks for something that is not there.
    """
    environment = Environment(loader=FileSystemLoader(TEMPLATE.parent), autoescape=True,
                              undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                              keep_trailing_newline=True)
    return environment.get_template(TEMPLATE.name).render(
        edition=outcome.extracted,
        outcome=outcome,
        policy=policy,
        by_kind=outcome.results_by_kind(),
        checked=sum(result.checked for result in outcome.results),
        failures=_failures_by_kind(outcome),
        tables=[_table_line(table, outcome) for table in outcome.extracted["tables"]],
        kinds=KINDS,
    )


def _failures_by_kind(outcome: CheckOutcome) -> dict[str, list[Failure]]:
    return {kind: [failure for failure in outcome.failures if failure.kind == kind] for kind in KINDS}


def _table_line(table: dict[str, Any], outcome: CheckOutcome) -> TableLine:
    first, last = table["page"], table["page_end"]
    return TableLine(
        id=table["id"],
        title_vi=table["title"],
        title_en=table["title_en"],
        pages=str(first) if first == last else f"{first}–{last}",
        rows_read=table["rows_read"],
        rows_expected=table["rows_expected"],
        failing={kind: sum(failure.table == table["id"] for failure in failures)
                 for kind, failures in _failures_by_kind(outcome).items()},
        results=[result for result in outcome.results if result.table == table["id"]],
    )
