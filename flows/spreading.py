"""Reading spread over a Dask cluster: workers leave the parts of documents where the run finds them.

A worker needs the same project and the same folders (documents, `work`) under the same paths. What it leaves counts
only if it was made from the same bytes by the same code and specification, so that a run gives the same hand-overs
with a cluster as without; what no worker could read is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from extractors.errors import DataError
from extractors.fingerprint import place_in_edition, sha256_of
from flows.dask_extra import require_dask
from flows.inputs import part_hashes
from flows.parts import Parts
from flows.settings import Settings
from flows.stages import document_reader

if TYPE_CHECKING:
    from prefect_dask.task_runners import DaskTaskRunner

WORKBOOKS_A_TASK = 40
"""A task costs about as much as reading five forms; a report is a task by itself."""
LOCAL = "local"


@task(name="read documents", task_run_name="read {edition} {first} +{more}", cache_policy=NO_CACHE, retries=0)
def read_documents(edition: str, documents: dict[str, str], work: str, first: str, more: int) -> int:
    """Read documents (path → hash that the part must have) on a worker, and leave their parts in `work`.

    Returns how many could be read. Raises OSError where the worker sees other documents, or has another project.
    """
    Settings()  # its limits hold here too
    own = part_hashes(edition, {Path(path): sha256_of(Path(path)) for path in documents})
    if any(own[Path(path)] != digest for path, digest in documents.items()):
        raise OSError(f"{first}: this worker has another version of the project, or sees other documents")
    parts, read, done = Parts(Path(work), edition, own), document_reader(edition), 0
    for path in own:
        try:
            parts.get(path, read)
            done += 1
        except DataError:  # the run reads it again, and tells why it is set aside
            continue
    return done


def spread_reading(settings: Settings, due: Mapping[str, Parts]) -> None:
    """Have every part that is missing read by the cluster of the settings, and wait for them.

    Raises DataError where the extra `dask` is not installed.
    """
    tasks = [given for edition, parts in due.items() for given in _tasks(settings, edition, parts.missing())]
    if not tasks:
        return
    log = get_run_logger()
    with _runner(settings.dask) as runner:
        futures = [runner.submit(read_documents, given) for given in tasks]
        for given, future in zip(tasks, futures, strict=True):
            future.wait()
            if not future.state.is_completed():
                log.warning("%s %s +%s is read on this machine: %s", given["edition"], given["first"], given["more"],
                            future.state.message)


def _tasks(settings: Settings, edition: str, missing: Mapping[Path, str]) -> Iterator[dict[str, Any]]:
    """Each report alone, workbooks by the forty."""
    books = [path for path in missing if path.suffix.lower() != ".pdf"]
    groups = [[path] for path in missing if path not in books]
    groups += [books[start:start + WORKBOOKS_A_TASK] for start in range(0, len(books), WORKBOOKS_A_TASK)]
    for group in groups:
        yield {"edition": edition, "documents": {str(path.resolve()): missing[path] for path in group},
               "work": str(settings.work.resolve()), "first": place_in_edition(group[0], edition),
               "more": len(group) - 1}


def _runner(address: str) -> DaskTaskRunner:
    require_dask(address)
    from prefect_dask.task_runners import DaskTaskRunner

    if address == LOCAL:
        return DaskTaskRunner(cluster_kwargs={"threads_per_worker": 1, "dashboard_address": ":0"})
    return DaskTaskRunner(address=address)
