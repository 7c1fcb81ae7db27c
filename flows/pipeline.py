"""The Prefect flow: thin. It orders, retries and shows; the ledger decides what is to be done."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from sqlalchemy.exc import OperationalError

from flows.cycle import Cycle, RunReport
from flows.plan import PER_EDITION
from warehouse.errors import WarehouseUnreachable
from warehouse.read import read_rows

RETRIES = 2
RETRY_DELAY_SECONDS = 5

_cycle: ContextVar[Cycle] = ContextVar("cycle")


def _is_connection_lost(task: Any, run: Any, state: State[Any]) -> bool:
    """Only what may go right the next time is tried again: a lost server, never faulty data."""
    try:
        state.result()
    except (WarehouseUnreachable, OperationalError, ConnectionError):
        return True
    except Exception:
        return False
    return False


def _state(went_on: bool) -> State[None]:
    """How the step stands in Prefect: failed when the data stopped it, though nothing was raised."""
    line = _cycle.get().last_line
    get_run_logger().info(line)
    return Completed(message=line) if went_on else Failed(message=line)


@task(task_run_name="{stage} {edition}", cache_policy=NO_CACHE)
def read_document(stage: str, edition: str) -> State[None]:
    """Extract or check: the same document gives the same result, so it is not tried again."""
    return _state(_cycle.get().edition_step(stage, edition))


@task(task_run_name="{stage} {edition}", cache_policy=NO_CACHE, retries=RETRIES,
      retry_delay_seconds=RETRY_DELAY_SECONDS, retry_condition_fn=_is_connection_lost)
def load_document(stage: str, edition: str) -> State[None]:
    """Load one edition into the warehouse that is being built."""
    return _state(_cycle.get().edition_step(stage, edition))


@task(task_run_name="{stage}", cache_policy=NO_CACHE, retries=RETRIES,
      retry_delay_seconds=RETRY_DELAY_SECONDS, retry_condition_fn=_is_connection_lost)
def finish(stage: str) -> State[None]:
    """Transform or publish, over all editions."""
    return _state(_cycle.get().final_step(stage))


@flow(name="chiso", flow_run_name="chiso: {editions}", log_prints=False)
def yearly_cycle(editions: str) -> State[None]:
    """Every stage of every edition at hand. `editions` names the run.

    One edition that is stopped keeps no other from going on.
    """
    cycle = _cycle.get()
    for edition in cycle.editions:
        for stage in PER_EDITION:
            run = load_document if stage == "load" else read_document
            if not run(stage, edition, return_state=True).is_completed():
                break
        if cycle.broken:
            break
    if not cycle.broken and all(finish(stage, return_state=True).is_completed() for stage in ("transform", "publish")):
        _show(cycle)
    count = sum(map(len, cycle.report.problems.values()))
    return Failed(message=f"{count} problems") if count or cycle.broken else Completed(message=cycle.last_line)


def run_flow(cycle: Cycle) -> RunReport:
    """Run the flow over a cycle, on the configured Prefect server or one that lives as long as the run.

    Raises what broke a step, unless it was the data: that is in the report.
    """
    token = _cycle.set(cycle)
    try:
        yearly_cycle(", ".join(cycle.editions) or "nothing to read", return_state=True)
    finally:
        _cycle.reset(token)
    if cycle.broken:
        raise cycle.broken
    return cycle.report


def _show(cycle: Cycle) -> None:
    """Artifacts of the run: the verdicts, and where the reports are."""
    verdicts = read_rows(cycle.settings.warehouse, (
        "select figure, verdict, count(*) as figures from reporting.rpt_reconciliation "
        "group by figure, verdict order by figure, verdict"))
    create_table_artifact(verdicts, key="reconciliation", description="Printed figures against recomputed ones")
    reports = cycle.settings.reports.resolve()
    create_markdown_artifact(
        "\n".join(f"* [{path.name}]({path.as_uri()})" for path in
                  [*sorted(reports.glob("*.xlsx")), reports / "html" / "index.html", reports / "csv"]),
        key="reports", description="Where the reports are")


