"""The commands `run` and `plan`: the ledger is asked before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.errors import Problem
from flows.documents import Inventory, take_stock
from flows.plan import Planner
from flows.settings import Settings
from flows.summary import show_summary
from flows.terminal import Terminal
from warehouse.marks import build_mark


def run_cycle(settings: Settings, terminal: Terminal, editions: Sequence[str], from_stage: str | None,
              force: bool) -> int:
    """Run what is due, tell what came of it. Returns the exit code."""
    stock = take_stock(settings.sources, editions)
    for name, why in stock.set_aside.items():
        terminal.step(name, "", "set aside", why)
    planner = Planner(settings, from_stage, force)
    steps = planner.plan(stock)
    if any(step.is_due for step in steps):
        _require_writable(settings.work)
        problems = _run_due(settings, terminal, planner, stock)
    else:
        for step in steps:
            terminal.step(step.edition, step.stage, "up to date", "")
        problems = [problem for step in steps if step.stage == "check" for problem in planner.found(step)[1]]
    problems += stock.problems.values()
    if problems:
        terminal.complain("")
        terminal.problems(problems)
    if build_mark(settings.warehouse) is not None:
        show_summary(settings, terminal)
    if problems:
        named = ", ".join(sorted({problem.edition or "the warehouse" for problem in problems}))
        terminal.complain(f"\n{len(problems)} problem{'s' * (len(problems) > 1)} in {named}: see above")
    return 1 if problems else 0


def _run_due(settings: Settings, terminal: Terminal, planner: Planner, stock: Inventory) -> list[Problem]:
    """Run the flow; the heavy imports begin here, some of them while the Prefect server starts."""
    from flows.cycle import Cycle
    from warehouse.workspace import claim

    with claim(settings.warehouse):
        from flows.pipeline import run_flow

        report = run_flow(Cycle(settings, planner, stock, terminal.step, terminal.pages))
    return [problem for found in report.problems.values() for problem in found]


def show_plan(settings: Settings, terminal: Terminal, editions: Sequence[str], from_stage: str | None,
              force: bool) -> int:
    """A line a stage: what would run, and why."""
    stock = take_stock(settings.sources, editions)
    steps = Planner(settings, from_stage, force).plan(stock)
    rows = [(step.edition or "all", step.stage, "will run" if step.is_due else "up to date", step.reason)
            for step in steps]
    rows += [(edition, "all", "stopped", problem.render(terminal.language).splitlines()[0])
             for edition, problem in stock.problems.items()]
    rows += [(name, "all", "set aside", why) for name, why in stock.set_aside.items()]
    terminal.table(["edition", "stage", "plan", "why"], rows)
    return 0


def _require_writable(folder: Path) -> None:
    """Say at once that the folder cannot be written to, not after the work is done."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".writable"
    probe.write_bytes(b"")
    probe.unlink()


