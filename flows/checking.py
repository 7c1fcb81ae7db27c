"""The command `check`: extract and check without a database, and tell what was found."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from flows.documents import one_document
from flows.stages import extract_stage, run_checks
from flows.terminal import Terminal
from flows.words import named, said

KINDS = ("stop", "hold_back", "warn", "fault")


def check_documents(terminal: Terminal, files: Sequence[Path], edition: str, out: Path | None) -> int:
    """Print everything that stops, is held back, warned of or a publisher's fault. Returns the exit code."""
    document = one_document(files, edition)
    with tempfile.TemporaryDirectory() as aside:
        extract_dir, check_dir = Path(aside, "extract"), out or Path(aside, "check")
        read = extract_stage(document, edition, extract_dir, terminal.pages)
        terminal.complain(terminal.words("read_from", document=document.name, message=read.said))
        outcome = run_checks(extract_dir, edition, check_dir)
    language, words = terminal.language, terminal.words
    if terminal.as_json:
        columns = ["kind", "check", "table", "row", "cell_id", "printed", "expected", "why"]
        terminal.table(columns, [
            (f.kind, f.check, f.table, f.row, f.cell_id, f.printed, f.expected,
             f.why_vi if language == "vi" else f.why_en) for f in outcome.failures])
    else:
        for kind in KINDS:
            for failure in (failure for failure in outcome.failures if failure.kind == kind):
                terminal.say(f"[{words.named('finding', kind)}] {failure.problem.render(language)}")
    kinds = outcome.results_by_kind()
    totals = [said("counted", count=kinds[kind]["failing"], what=named("finding", kind)) for kind in KINDS]
    terminal.complain(words("checked", passed=sum(kind["pass"] for kind in kinds.values()), failing=totals))
    if out:
        terminal.complain(words("quality_page", page=out / "quality.html"))
    return 1 if outcome.stopped or outcome.held_back else 0
