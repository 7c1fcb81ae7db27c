"""The last lines of a run: rows, checks, verdicts, and where the reports are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from flows.settings import Settings
from flows.terminal import Terminal
from flows.words import Said, Words, named, said
from warehouse.read import open_reader

ROWS = """
select edition_code, count(*) as rows_in, sum(case when status = 'held_back' then 1 else 0 end) as held_back
from raw.printed_rows group by edition_code order by edition_code
"""
CHECKS = """
select edition_code, kind, sum(case when outcome = 'pass' then 1 else 0 end) as passed, sum(failing) as failing
from raw.check_results group by edition_code, kind order by edition_code, kind
"""
VERDICTS = """
select edition_code, figure, verdict, count(*) as figures
from reporting.rpt_reconciliation group by edition_code, figure, verdict order by edition_code, figure, verdict
"""
VERDICT_ORDER = ("equal", "within_rounding", "tie_order", "known_fault", "unexplained")
KIND_ORDER = ("stop", "hold_back", "warn", "fault")


def show_summary(settings: Settings, terminal: Terminal, stale: Collection[str] = ()) -> None:
    """Tell what is in the warehouse now, edition by edition.

    `stale`: editions whose document of this run went no further; what stands there is of an earlier one.
    """
    with open_reader(settings.warehouse) as reader:
        rows, checks, verdicts = reader.rows(ROWS), reader.rows(CHECKS), reader.rows(VERDICTS)
        files = {file["edition_code"]: file for file in (reader.rows("raw.source_files") if stale else ())}
    words = terminal.words
    for row in rows:
        edition = row["edition_code"]
        held = int(row["held_back"])
        terminal.say("")
        terminal.say(f"{edition}")
        if edition in stale:
            file = files[edition]
            terminal.say(words("summary_stale", file=file["file_name"], sha256=file["sha256"][:12]))
        terminal.say(words("summary_rows", rows=row["rows_in"], held_back=held, loaded=int(row["rows_in"]) - held))
        terminal.say(_checks(words, [check for check in checks if check["edition_code"] == edition]))
        terminal.say(_verdicts(words, [verdict for verdict in verdicts if verdict["edition_code"] == edition]))
    terminal.say("")
    reports = settings.reports
    terminal.say(words("summary_reports", place=reports / "html" / "index.html"))
    for book in sorted(reports.glob("*.xlsx")):
        terminal.say(f"            {book}")
    terminal.say(f"            {reports / 'csv'}")


def _checks(words: Words, checks: list[dict[str, Any]]) -> str:
    passed = sum(int(check["passed"]) for check in checks)
    failing = {check["kind"]: int(check["failing"]) for check in checks}
    return words("summary_checks", passed=passed,
                 failing=[_counted(failing.get(kind, 0), "kind", kind) for kind in KIND_ORDER])


def _verdicts(words: Words, verdicts: list[dict[str, Any]]) -> str:
    totals: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    for verdict in verdicts:
        totals[verdict["verdict"]] += int(verdict["figures"])
        figures[verdict["figure"]] += int(verdict["figures"])
    return words("summary_verdicts", figures=sum(totals.values()),
                 kinds=[_counted(count, "figures", figure) for figure, count in sorted(figures.items())],
                 counts=[_counted(totals[verdict], "verdict", verdict) for verdict in VERDICT_ORDER])


def _counted(count: int, group: str, code: str) -> Said:
    return said("counted", count=count, what=named(group, code))
