"""The Prefect flow: thin. It orders, retries and shows; the ledger decides what is to be done.

Its parameters are plain, so that a deployment, the UI and `prefect flow-run retry` can run it: a retry does only what
the ledger says is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Literal

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.exceptions import FailedRun
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from extractors.errors import Problem
from flows.artifacts import show_problems, show_reports, show_verdicts
from flows.cycle import Cycle, RunReport, Say
from flows.deploying import server_answers
from flows.documents import take_stock
from flows.lost import Hold, as_unreachable, is_lost
from flows.places import given_places, settings_at
from flows.plan import PER_EDITION, Planner
from flows.server_watch import start_watched_server
from flows.settings import Settings, be_quiet
from flows.stages import Progress
from flows.words import Telling
from warehouse.handover import prune_handovers
from warehouse.ledger import TIME_FORMAT, Ledger

RETRY_DELAYS_SECONDS = [2.0, 10.0, 30.0]
"""A server that starts anew is back by then."""

Stage = Literal["extract", "check", "load", "transform", "publish"]


@dataclass
class Audience:
    """Who started a run in this process and holds the warehouse for it: is told of each step, gets what came of it."""

    settings: Settings
    hold: Hold
    say: Say
    progress: Progress
    report: RunReport = field(default_factory=RunReport)
    broken: BaseException | None = None


_audience: ContextVar[Audience | None] = ContextVar("audience", default=None)


def _may_go_right(task: Any, run: Any, state: State[Any]) -> bool:
    """Only what may go right the next time is tried again: a lost server, never faulty data."""
    try:
        state.result()
    except Exception as error:
        return is_lost(error)
    return False


def _state(cycle: Cycle, went_on: bool, found: Sequence[Problem]) -> State[None]:
    """How the step stands in Prefect: failed when the data stopped it, though nothing was raised."""
    for problem in found:
        get_run_logger().warning(problem.render())
    return Completed(message=cycle.last_line) if went_on else Failed(message=cycle.last_line)


@task(task_run_name="{stage} {edition}", cache_policy=NO_CACHE)
def read_edition(stage: str, edition: str, cycle: Cycle) -> State[None]:
    """Extract or check: the same document gives the same result, so it is not tried again."""
    went_on = cycle.edition_step(stage, edition)
    return _state(cycle, went_on, cycle.report.problems.get(edition, []))


@task(task_run_name="{stage} {edition}", cache_policy=NO_CACHE, retries=len(RETRY_DELAYS_SECONDS),
      retry_delay_seconds=RETRY_DELAYS_SECONDS, retry_condition_fn=_may_go_right)
def load_edition(stage: str, edition: str, cycle: Cycle) -> State[None]:
    """Load one edition into the warehouse that is being built."""
    return _state(cycle, cycle.edition_step(stage, edition), ())


@task(task_run_name="{stage}", cache_policy=NO_CACHE, retries=len(RETRY_DELAYS_SECONDS),
      retry_delay_seconds=RETRY_DELAYS_SECONDS, retry_condition_fn=_may_go_right)
def finish(stage: str, cycle: Cycle) -> State[None]:
    """Transform or publish, over all editions."""
    went_on = cycle.final_step(stage)
    return _state(cycle, went_on, () if went_on else cycle.report.problems.get("", []))


def _run_name() -> str:
    editions = flow_run.parameters["editions"]
    return f"chiso: {', '.join(editions) if editions else 'all editions'}"


@flow(name="chiso", flow_run_name=_run_name)
def yearly_cycle(editions: list[str] | None = None, from_stage: Stage | None = None, force: bool = False,
                 sources: str = "", warehouse: str = "", reports: str = "") -> State[None]:
    """Every stage of every edition at hand; what is up to date is skipped.

    One edition that is stopped keeps no other from going on.

    Args:
        editions: only these; none named: all that have documents.
        from_stage: this stage and all after it, up to date or not.
        force: every stage, up to date or not.
        sources: folder of documents, where it is not that of the settings; likewise `warehouse` (a URL, without its
            password, which belongs into the settings) and `reports`.
    """
    audience = _audience.get()
    settings = audience.settings if audience else settings_at(sources, warehouse, reports)
    stock = take_stock(settings.sources, editions or ())
    with nullcontext(audience.hold) if audience else Hold(settings.warehouse) as hold:
        planner = Planner(settings, from_stage, force, _begun())
        cycle = Cycle(settings, planner, stock, hold, _teller(audience), audience.progress if audience else _silent)
        if audience:
            audience.report = cycle.report
        _run_all(cycle)
        if not cycle.broken:
            prune_handovers(settings.handovers, Ledger(settings.ledger).needed())
    if audience:
        audience.broken = cycle.broken
    if cycle.broken:
        return Failed(message=str(as_unreachable(cycle.broken, settings.warehouse)))
    found = [*cycle.report.told, *stock.problems.values()]
    show_problems(found)
    return Failed(message=_counted(found)) if found else Completed(message=cycle.last_line)


def _run_all(cycle: Cycle) -> None:
    if cycle.settings.dask:
        from flows.spreading import spread_reading

        spread_reading(cycle.settings, cycle.to_read())
    for edition in cycle.editions:
        for stage in PER_EDITION:
            run = load_edition if stage == "load" else read_edition
            if not run(stage, edition, cycle, return_state=True).is_completed():
                break
        if cycle.broken:
            return
    if all(finish(stage, cycle, return_state=True).is_completed() for stage in ("transform", "publish")):
        show_verdicts(cycle.settings)
        show_reports(cycle.settings)


def run_flow(audience: Audience, editions: Sequence[str], from_stage: str | None, force: bool) -> RunReport:
    """Run the flow in this process, on the configured Prefect server or one that lives as long as the run.

    Raises what broke a step, unless it was the data: that is in the report.
    """
    start_watched_server()
    token = _audience.set(audience)
    try:
        with server_answers():
            state = yearly_cycle(list(editions), from_stage, force, **given_places(audience.settings),
                                 return_state=True)
    finally:
        _audience.reset(token)
    if audience.broken:
        raise as_unreachable(audience.broken, audience.settings.warehouse)
    with suppress(FailedRun):  # the data stopped it: the report tells what
        state.result()  # raises what went wrong around the steps
    return audience.report


def _begun() -> str | None:
    """When the first attempt at this flow run began, where this is another one."""
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    if run is None or run.run_count < 2 or run.start_time is None:
        return None
    return run.start_time.astimezone(UTC).strftime(TIME_FORMAT)


def _teller(audience: Audience | None) -> Say:
    """Each step is told in the log of its run, and to whoever started it here."""

    def tell(edition: str, stage: str, outcome: str, message: Telling | None) -> None:
        log = get_run_logger()
        text = f"{stage} {edition}".strip() + f": {outcome} {message.render() if message else ''}".rstrip()
        (log.error if outcome == "failed" else log.info)("%s", text)
        if audience:
            audience.say(edition, stage, outcome, message)

    return tell


def _silent(done: int, total: int) -> None:
    """Progress on long work is for people at a terminal."""


def _counted(found: Sequence[Problem]) -> str:
    places = sorted({problem.edition for problem in found if problem.edition})
    return f"{len(found)} problems: {', '.join(places)}" if len(found) > 1 else found[0].render().splitlines()[0]


be_quiet()
