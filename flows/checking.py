"""The command `check`: extract and check without a database, and tell what was found."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.stages import extract_stage, run_checks
from flows.terminal import Terminal
from flows.words import named, said

if TYPE_CHECKING:
    from expectations.outcome import CheckOutcome

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
    words = terminal.words
    _show(terminal, outcome)
    kinds = outcome.results_by_kind()
    totals = [said("counted", count=kinds[kind]["failing"], what=named("finding", kind)) for kind in KINDS]
    terminal.complain(words("checked", passed=sum(kind["pass"] for kind in kinds.values()), failing=totals))
    if out:
        terminal.complain(words("quality_page", page=out / "quality.html"))
    return 1 if outcome.problems else 0


def _show(terminal: Terminal, outcome: CheckOutcome) -> None:
    language, words = terminal.language, terminal.words
    if terminal.as_json:
        columns = ["kind", "check", "file", "table", "row", "cell_id", "printed", "expected", "why"]
        terminal.table(columns, [
            (f.kind, f.check, f.problem.file, f.table, f.row, f.cell_id, f.printed, f.expected,
             f.why_vi if language == "vi" else f.why_en) for f in outcome.failures])
        return
    for kind in KINDS:
        for failure in (failure for failure in outcome.failures if failure.kind == kind):
            terminal.say(f"[{words.named('finding', kind)}] {failure.problem.render(language)}")
