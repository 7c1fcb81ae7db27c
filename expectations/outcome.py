"""What the checks of an edition found, and the hand-over of `check` that tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expectations.forms import Form
from expectations.handover import Extract
from expectations.lines import Line, Place
from expectations.policy import KINDS, Policy
from extractors.errors import Problem


@dataclass(frozen=True)
class CheckResult:
    """One check of one table. `column` is None where the check looks at several columns."""

    table: str
    column: str | None
    check: str
    title_en: str
    title_vi: str
    kind: str
    outcome: str
    checked: int
    failing: int


@dataclass(frozen=True)
class Failure:
    """One thing that failed; `problem` is the same in the form in which all problems are told."""

    table: str
    row: int | None
    column: str | None
    cell_id: str
    check: str
    kind: str
    printed: str
    expected: str
    why_en: str
    why_vi: str
    fault_kind: str
    problem: Problem

    def as_dict(self) -> dict[str, Any]:
        """The fields of a line of failures.jsonl."""
        return {key: value for key, value in vars(self).items() if key != "problem"}


@dataclass(frozen=True)
class HeldBack:
    """What nothing below counts, and why: a row of a table, or (`row` is None) an input of a form."""

    table: str
    row: int | None
    cell_id: str
    reason: str


@dataclass(frozen=True)
class CheckOutcome:
    """Everything that the checks found in one edition. `extracted` is the extractor's own outcome."""

    extracted: Mapping[str, Any]
    results: tuple[CheckResult, ...]
    failures: tuple[Failure, ...]
    forms: tuple[Form, ...] = ()
    recovered: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """What was recovered of scales: name of a file of the hand-over → its lines."""

    @property
    def edition(self) -> str:
        return str(self.extracted["edition"])

    @property
    def stopped(self) -> bool:
        return any(failure.kind == "stop" for failure in self.failures)

    @property
    def held_back(self) -> tuple[HeldBack, ...]:
        reasons: dict[tuple[str, int | None, str], list[str]] = {}
        for failure in self.failures:
            cell_id = failure.cell_id if failure.row is None else ""
            if failure.kind == "hold_back" and (failure.row is not None or cell_id):
                reasons.setdefault((failure.table, failure.row, cell_id), []).append(failure.why_en)
        return tuple(HeldBack(*place, "; ".join(dict.fromkeys(why))) for place, why in reasons.items())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a person must mend: everything that stops the edition or holds a part of it back."""
        return tuple(failure.problem for failure in self.failures if failure.kind in ("stop", "hold_back"))

    def results_by_kind(self) -> dict[str, dict[str, int]]:
        """kind → number of checks passed and failed, and of things that failed."""
        return {
            kind: {
                "pass": sum(result.kind == kind and result.outcome == "pass" for result in self.results),
                "fail": sum(result.kind == kind and result.outcome == "fail" for result in self.results),
                "failing": sum(failure.kind == kind for failure in self.failures),
            }
            for kind in KINDS
        }

    def write(self, out: Path) -> None:
        """Write the hand-over (docs/architecture.md), all but the page, into the folder `out`."""
        out.mkdir(parents=True, exist_ok=True)
        _write_lines(out / "results.jsonl", map(vars, self.results))
        _write_lines(out / "failures.jsonl", (failure.as_dict() for failure in self.failures))
        _write_lines(out / "held_back.jsonl", map(vars, self.held_back))
        for name in ("recovered_scales", "recovered_rows", "scale_repairs", "recovered_fractions"):
            _write_lines(out / f"{name}.jsonl", self.recovered.get(name, ()))
        summary = {
            "edition": self.edition,
            "stopped": self.stopped,
            "results": self.results_by_kind(),
            "held_back": len(self.held_back),
            "problems": [problem.as_dict() for problem in self.problems],
        }
        text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
        (out / "outcome.json").write_text(text, encoding="utf-8", newline="\n")


def result_of(table: str, column: str | None, check: str, policy: Policy, checked: int,
              failing: int) -> CheckResult:
    """What a check came to, with its title and kind; one thing that fails is enough to fail it."""
    facts = policy[check]
    return CheckResult(table, column, check, facts.title_en, facts.title_vi, facts.kind,
                       "fail" if failing else "pass", checked, failing)


def failure_of_line(extract: Extract, table_id: str, check: str, line: Line, policy: Policy) -> Failure:
    """Tell a line that failed: its cell, what is printed, what was expected, and why, in both languages."""
    table = extract.table(table_id)
    row = next((row for row in table.rows if row.number == line.row), None) if table else None
    cell = row.cells.get(line.column) if row and line.column else None
    place = line.place or Place(table_id, table.file if table else "", cell.cell_id if cell else "")
    problem = Problem(
        code=line.message or f"check_{check}",
        edition=str(extract.outcome["edition"]),
        file=place.file,
        table=place.table,
        page=cell.page if cell else table.page if table else None,
        cell_id=place.cell_id,
        found=line.printed,
        expected=line.expected,
        details=line.details,
    )
    return _failure(problem, check, policy, line.row, line.column)


def carried_over(extract: Extract, doubts: list[Problem],
                 policy: Policy) -> tuple[list[CheckResult], list[Failure]]:
    """What the extractor itself found, as results and failures of checks of the whole edition.

    Args:
        doubts: those that no other check tells.
    """
    edition = str(extract.outcome["edition"])
    silent = [] if extract.problems else [
        Problem("check_table_missing", edition, extract.publications, table, expected=table)
        for table in extract.outcome["missing"]]
    specified = len(extract.tables) + len(extract.outcome["missing"])
    documents = len(extract.outcome["documents"]) + len(extract.set_aside)
    found = [("extraction", specified, [*extract.problems, *silent]),
             ("extraction_doubt", specified, doubts)]
    if documents > 1:  # nothing is set aside beside nothing
        found.insert(1, ("document_set_aside", documents, list(extract.set_aside)))
    results, failures = [], []
    for check, checked, problems in found:
        results.append(result_of("", None, check, policy, checked, len(problems)))
        for problem in problems:
            row, column = _place(problem.cell_id)
            failures.append(_failure(problem, check, policy, row, column))
    return results, failures


def _failure(problem: Problem, check: str, policy: Policy, row: int | None, column: str | None) -> Failure:
    return Failure(problem.table, row, column, problem.cell_id, check, policy[check].kind, problem.found,
                   problem.expected, problem.what("en"), problem.what("vi"), policy[check].fault_kind,
                   problem)


def _place(cell_id: str) -> tuple[int | None, str | None]:
    """`edition:table:r3:rank` → 3, `rank`; nothing for a problem of no cell of a printed table."""
    parts = cell_id.split(":")
    if len(parts) != 4 or not re.fullmatch(r"r\d+", parts[2]):
        return None, None
    return int(parts[2][1:]), parts[3]


def _write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    text = "".join(json.dumps(dict(record), ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8", newline="\n")
