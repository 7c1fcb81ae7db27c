"""The commands `run` and `plan`: the ledger is asked before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from extractors.errors import Problem
from flows.dask_extra import require_dask
from flows.documents import Inventory, take_stock
from flows.notices import notices
from flows.plan import Planner
from flows.settings import Settings, give_prefect_a_home
from flows.status import is_at_work
from flows.summary import show_summary
from flows.terminal import Terminal
from flows.words import named, said
from warehouse.address import mask, parse_address
from warehouse.ledger import Ledger
from warehouse.marks import build_mark


def run_cycle(settings: Settings, terminal: Terminal, editions: Sequence[str], from_stage: str | None,
              force: bool) -> int:
    """Run what is due, tell what came of it. Returns the exit code.

    Raises:
        WarehouseUrlError: the address is none of a warehouse; nothing has been done then.
    """
    parse_address(settings.warehouse)
    stock = take_stock(settings.sources, editions)
    for name, how, why in notices(settings, stock):
        terminal.step(name, "", how, why)
    planner = Planner(settings, from_stage, force)
    steps = planner.plan(stock)
    if any(step.is_due for step in steps):
        require_dask(settings.dask)
        _require_writable(settings.work)
        with suppress(OSError):  # a run goes without an inbox
            settings.inbox.mkdir(parents=True, exist_ok=True)
        problems = _run_due(settings, terminal, stock, from_stage, force)
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


def _run_due(settings: Settings, terminal: Terminal, stock: Inventory, from_stage: str | None,
             force: bool) -> list[Problem]:
    """Run the flow; the heavy imports begin here. The warehouse is held before a Prefect server is waited for."""
    from flows.lost import Hold

    give_prefect_a_home(settings.work)
    with Hold(settings.warehouse) as hold:
        from flows.pipeline import Audience, run_flow

        audience = Audience(settings, hold, terminal.step, terminal.progress)
        return run_flow(audience, list(stock.documents), from_stage, force).told


def show_plan(settings: Settings, terminal: Terminal, editions: Sequence[str], from_stage: str | None,
              force: bool) -> int:
    """A line a stage: what would run, and why."""
    stock = take_stock(settings.sources, editions)
    steps = Planner(settings, from_stage, force).plan(stock)
    every = terminal.label(said("all"))
    will_run, up_to_date, stopped = (
        terminal.label(named("outcome", outcome)) for outcome in ("will run", "up to date", "stopped"))
    at_work = {(entry.stage, entry.edition) for entry in Ledger(settings.ledger).rows()
               if entry.held in ("", mask(settings.warehouse)) and is_at_work(settings, entry)}
    running, is_running = terminal.label(named("outcome", "running")), said("reason_running").render(terminal.language)
    rows = [(step.edition or every, step.stage, running, is_running) if (step.stage, step.edition) in at_work else
            (step.edition or every, step.stage, will_run if step.is_due else up_to_date,
             step.reason.render(terminal.language) if step.reason else "") for step in steps]
    rows += [(edition, every, stopped, problem.render(terminal.language).splitlines()[0])
             for edition, problem in stock.problems.items()]
    rows += [(name, every, terminal.label(named("outcome", how)), terminal.line(why))
             for name, how, why in notices(settings, stock)]
    terminal.table(["edition", "stage", "plan", "why"], rows)
    if not settings.inbox.exists():
        terminal.complain(terminal.words("inbox_absent", folder=settings.inbox.resolve()))
    return 0


def _require_writable(folder: Path) -> None:
    """Say at once that the folder cannot be written to, not after the work is done."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".writable"
    probe.write_bytes(b"")
    probe.unlink()


