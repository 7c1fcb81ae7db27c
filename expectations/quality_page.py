"""The quality page of an edition: what was checked and what failed, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expectations.forms import FORMS, Form
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


@dataclass(frozen=True)
class FormLine:
    """A form that came, with what is to be said of it; each is told as people read it, in Vietnamese."""

    form: Form
    likeness: str
    missing: str
    held_back: list[Failure]
    capped: list[Failure]


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
        forms=_form_lines(outcome),
        without_form=[failure for failure in outcome.failures if failure.check == "forms_complete"],
        form_results=[result for result in outcome.results if result.table == FORMS],
        set_aside=[failure for failure in outcome.failures if failure.check == "document_set_aside"],
        kinds=KINDS,
    )


def _failures_by_kind(outcome: CheckOutcome) -> dict[str, list[Failure]]:
    return {kind: [failure for failure in outcome.failures if failure.kind == kind] for kind in KINDS}


def _form_lines(outcome: CheckOutcome) -> list[FormLine]:
    by_form: dict[str, list[Failure]] = {}
    for failure in outcome.failures:
        by_form.setdefault(failure.table, []).append(failure)
    lines = []
    for form in sorted(outcome.forms, key=lambda form: (form.name, form.form)):
        told = by_form.get(form.form, [])
        lines.append(FormLine(
            form,
            "" if form.confidence == 1 else f"{round(100 * form.confidence)} %",
            "; ".join(failure.expected for failure in told if failure.check == "form_figures"),
            [failure for failure in told if failure.kind == "hold_back"],
            [failure for failure in told if failure.check == "part_above_whole"]))
    return lines


def _table_line(table: dict[str, Any], outcome: CheckOutcome) -> TableLine:
    first, last = table["page"], table["page_end"]
    return TableLine(
        id=table["id"],
        title_vi=table["title"],
        title_en=table["title_en"],
        pages=table["sheet"] or (str(first) if first == last else f"{first}–{last}"),
        rows_read=table["rows_read"],
        rows_expected=table["rows_expected"],
        failing={kind: sum(failure.table == table["id"] for failure in failures)
                 for kind, failures in _failures_by_kind(outcome).items()},
        results=[result for result in outcome.results if result.table == table["id"]],
    )
