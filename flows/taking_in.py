"""The flow for documents that come between the yearly runs: take them in, then run the editions that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.documents import take_stock
from flows.pipeline import yearly_cycle
from flows.plan import Planner
from flows.settings import Settings, be_quiet

if TYPE_CHECKING:
    from flows.inbox import Taken


@flow(name="take in the inbox")
def take_in_the_inbox() -> State[Any]:
    """Archive what lies in the inbox, put it where it belongs, and run every edition with documents not yet read.

    The editions are those that the ledger names, not only those of this run: a run that was killed in between is made
    up for.
    """
    settings = Settings()
    taken = take_in_documents(settings)
    if taken:
        create_table_artifact([_row(one) for one in taken], key="inbox",
                              description="What came of each document · Kết quả của từng tài liệu")
    editions = _not_yet_read(settings)
    if not editions:
        return Completed(message=f"{len(taken)} documents, no edition to run")
    return yearly_cycle(editions, return_state=True)


@task(name="take in documents", cache_policy=NO_CACHE)
def take_in_documents(settings: Settings) -> list[Taken]:
    """Every document in the inbox; each is archived under its sha256 before anything else."""
    from flows.inbox import take_in

    log = get_run_logger()
    return take_in(settings, lambda one: log.info("%s: %s %s", one.name, one.outcome, one.why.render()))


def _not_yet_read(settings: Settings) -> Sequence[str]:
    return Planner(settings).not_yet_read(take_stock(settings.sources)) if settings.sources.is_dir() else ()


def _row(one: Taken) -> dict[str, str]:
    return {"document": one.name, "outcome": one.outcome, "edition": one.edition or "", "why": one.why.render(),
            "vì sao": one.why.render("vi"), "sha256": one.sha256}


be_quiet()
