"""The commands `run` and `plan`: the ledger is asked before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.errors import Problem
from flows.documents import Inventory, take_stock
from flows.plan import Planner
from flows.settings import Settings, give_prefect_a_home
from flows.summary import show_summary
from flows.terminal import Terminal
from flows.words import named, said
from warehouse.address import parse_address
from warehouse.marks import build_mark


def run_cycle(settings: Settings, terminal: Terminal, editions: Sequence[str], from_stage: str | None,
              force: bool) -> int:
    """Run what is due, tell what came of it. Returns the exit code.

    Raises:
        WarehouseUrlError: the address is none of a warehouse; nothing has been done then.
    """
    parse_address(settings.warehouse)
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
            terminal.step(step.edition, step.stage, "up to date", None)
        problems = [problem for step in steps for problem in planner.found(step)[1]]
    problems += stock.problems.values()
    if problems:
        terminal.complain("")
        terminal.problems(problems)
    if build_mark(settings.warehouse) is not None:
        show_summary(settings, terminal, _stale(settings, stock))
    if problems:
        places = sorted({problem.edition or terminal.words("the_warehouse") for problem in problems})
        total = said("many_problems" if len(problems) > 1 else "one_problem", count=len(problems), places=places)
        terminal.complain(f"\n{total.render(terminal.language)}")
    return 1 if problems else 0


def _stale(settings: Settings, stock: Inventory) -> set[str]:
    """Editions of which the warehouse does not hold the document at hand."""
    steps = Planner(settings).plan(stock)
    fresh = {step.edition for step in steps if step.stage == "load" and not step.is_due}
    return {*stock.documents, *stock.problems} - fresh


def _run_due(settings: Settings, terminal: Terminal, planner: Planner, stock: Inventory) -> list[Problem]:
    """Run the flow; the heavy imports begin here, some of them while the Prefect server starts."""
    from flows.cycle import Cycle
    from warehouse.workspace import claim

    give_prefect_a_home(settings.work)
    with claim(settings.warehouse):
        from flows.pipeline import run_flow

        report = run_flow(Cycle(settings, planner, stock, terminal.step, terminal.progress))
    return [problem for found in report.problems.values() for problem in found]


def show_plan(settings: Settings, terminal: Terminal, editions: Sequence[str], from_stage: str | None,
              force: bool) -> int:
    """A line a stage: what would run, and why."""
    stock = take_stock(settings.sources, editions)
    steps = Planner(settings, from_stage, force).plan(stock)
    every = terminal.label(said("all"))
    will_run, up_to_date, stopped, aside = (
        terminal.label(named("outcome", outcome)) for outcome in ("will run", "up to date", "stopped", "set aside"))
    rows = [(step.edition or every, step.stage, will_run if step.is_due else up_to_date,
             step.reason.render(terminal.language) if step.reason else "") for step in steps]
    rows += [(edition, every, stopped, problem.render(terminal.language).splitlines()[0])
             for edition, problem in stock.problems.items()]
    rows += [(name, every, aside, why.render(terminal.language)) for name, why in stock.set_aside.items()]
    terminal.table(["edition", "stage", "plan", "why"], rows)
    return 0


def _require_writable(folder: Path) -> None:
    """Say at once that the folder cannot be written to, not after the work is done."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".writable"
    probe.write_bytes(b"")
    probe.unlink()


