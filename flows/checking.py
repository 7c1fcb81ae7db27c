"""The command `check`: extract and check without a database, and tell what was found."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.settings import KNOWN_FAULTS
from flows.stages import extract_stage, run_checks
from flows.terminal import Terminal
from flows.words import Said, named, said

if TYPE_CHECKING:
    from expectations.outcome import CheckOutcome, Failure

MOST_NAMES = 3
KINDS = ("stop", "hold_back", "warn", "fault")


def check_documents(terminal: Terminal, files: Sequence[Path], edition: str, out: Path | None) -> int:
    """Print everything that stops, is held back or set aside, warned of or a publisher's fault.

    Returns the exit code.
    """
    with tempfile.TemporaryDirectory() as aside:
        extract_dir, check_dir = Path(aside, "extract"), out or Path(aside, "check")
        read = extract_stage(files, edition, extract_dir, terminal.progress)
        names = [path.name for path in files]
        terminal.complain(terminal.words("read_from", documents=names[:MOST_NAMES], message=read.said) if
                          len(names) <= MOST_NAMES else
                          terminal.words("read_from_many", documents=len(names), message=read.said))
        outcome = run_checks(extract_dir, edition, check_dir)
    show_findings(terminal, outcome)
    terminal.complain(totals_of(outcome).render(terminal.language))
    if out:
        terminal.complain(terminal.words("quality_page", page=out / "quality.html"))
    return 1 if outcome.problems else 0


def totals_of(outcome: CheckOutcome) -> Said:
    """How many checks passed, and how much was found of each kind."""
    kinds = outcome.results_by_kind()
    known = len(_acknowledged(outcome))
    counts = {**{kind: kinds[kind]["failing"] for kind in KINDS}, **({"acknowledged": known} if known else {})}
    counts["fault"] -= known
    totals = [said("counted", count=count, what=named("finding", kind)) for kind, count in counts.items()]
    return said("checked", passed=sum(kind["pass"] for kind in kinds.values()), failing=totals)


def show_findings(terminal: Terminal, outcome: CheckOutcome) -> None:
    """Everything that failed, the gravest first; with --json as a list."""
    language, words = terminal.language, terminal.words
    if terminal.as_json:
        columns = ["kind", "check", "file", "table", "row", "cell_id", "printed", "expected", "why"]
        terminal.table(columns, [
            (f.kind, f.check, f.problem.file, f.table, f.row, f.cell_id, f.printed, f.expected,
             f.why_vi if language == "vi" else f.why_en) for f in outcome.failures])
        return
    known = {id(failure) for failure in _acknowledged(outcome)}
    for kind in KINDS:
        for failure in (failure for failure in outcome.failures if failure.kind == kind):
            if id(failure) in known:
                place, what = failure.problem.where(language), failure.problem.what(language)
                mark = f"{words.named('finding', kind)}, {words.named('finding', 'acknowledged')}"
                terminal.say(f"[{mark}] {place}: {what}")
            else:
                terminal.say(f"[{words.named('finding', kind)}] {failure.problem.render(language)}")


def _acknowledged(outcome: CheckOutcome) -> list[Failure]:
    """Faults of the publisher that stand among the known ones with the same print: nothing is left to do."""
    with KNOWN_FAULTS.open(encoding="utf-8", newline="") as lines:
        known = {(row["cell_id"], row["printed"]) for row in csv.DictReader(lines) if row["status"] == "acknowledged"}
    return [failure for failure in outcome.failures
            if failure.kind == "fault" and (failure.cell_id, failure.printed) in known]
