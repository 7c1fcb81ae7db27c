"""What the checks of an edition found, and the hand-over of `check` that tells it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expectations.handover import Extract
from expectations.lines import Line
from expectations.policy import KINDS, Policy
from extractors.errors import Problem, messages


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
    """A row that nothing below counts, and why."""

    table: str
    row: int
    reason: str


@dataclass(frozen=True)
class CheckOutcome:
    """Everything that the checks found in one edition. `extracted` is the extractor's own outcome."""

    extracted: Mapping[str, Any]
    results: tuple[CheckResult, ...]
    failures: tuple[Failure, ...]

    @property
    def edition(self) -> str:
        return str(self.extracted["edition"])

    @property
    def stopped(self) -> bool:
        return any(failure.kind == "stop" for failure in self.failures)

    @property
    def held_back(self) -> tuple[HeldBack, ...]:
        reasons: dict[tuple[str, int], list[str]] = {}
        for failure in self.failures:
            if failure.kind == "hold_back" and failure.row is not None:
                reasons.setdefault((failure.table, failure.row), []).append(failure.why_en)
        return tuple(HeldBack(table, row, "; ".join(dict.fromkeys(why)))
                     for (table, row), why in reasons.items())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a person must mend: everything that stops the edition or holds a row back."""
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
    table = next(table for table in extract.tables if table.spec.id == table_id)
    row = next((row for row in table.rows if row.number == line.row), None)
    cell = row.cells.get(line.column) if row and line.column else None
    problem = Problem(
        code=line.message or f"check_{check}",
        edition=str(extract.outcome["edition"]),
        file=_file_names(extract),
        table=table_id,
        page=cell.page if cell else table.page,
        cell_id=cell.cell_id if cell else "",
        found=line.printed,
        expected=line.expected,
        details=line.details,
    )
    return _failure(problem, check, policy, line.row, line.column)


def carried_over(extract: Extract, policy: Policy) -> tuple[list[CheckResult], list[Failure]]:
    """What the extractor itself found, as results and failures of two checks of the whole edition."""
    edition = str(extract.outcome["edition"])
    silent = [] if extract.problems else [
        Problem("check_table_missing", edition, _file_names(extract), table, expected=table)
        for table in extract.outcome["missing"]]
    specified = len(extract.tables) + len(extract.outcome["missing"])
    results, failures = [], []
    for check, problems in (("extraction", [*extract.problems, *silent]),
                            ("extraction_doubt", list(extract.doubts))):
        results.append(result_of("", None, check, policy, specified, len(problems)))
        for problem in problems:
            row, column = _place(problem.cell_id)
            failures.append(_failure(problem, check, policy, row, column))
    return results, failures


def _failure(problem: Problem, check: str, policy: Policy, row: int | None, column: str | None) -> Failure:
    return Failure(problem.table, row, column, problem.cell_id, check, policy[check].kind, problem.found,
                   problem.expected, _why(problem, "en"), _why(problem, "vi"), policy[check].fault_kind,
                   problem)


def _why(problem: Problem, language: str) -> str:
    values = {"found": problem.found, "expected": problem.expected, "file": problem.file,
              "table": problem.table, "edition": problem.edition, **problem.details}
    return messages()[problem.code]["what"][language].format_map(values)


def _place(cell_id: str) -> tuple[int | None, str | None]:
    """`edition:table:r3:rank` → 3, `rank`; nothing for a problem of no single cell."""
    parts = cell_id.split(":")
    if len(parts) != 4 or not parts[2][1:].isdigit():
        return None, None
    return int(parts[2][1:]), parts[3]


def _file_names(extract: Extract) -> str:
    return "; ".join(document["name"] for document in extract.outcome["documents"])


def _write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    text = "".join(json.dumps(dict(record), ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8", newline="\n")
