"""Reading spread over a Dask cluster: the workers leave the parts, and the hand-over has the same bytes as without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flow_runs import PROJECT, asked

from extractors.contract import Outcome
from extractors.fingerprint import sha256_of
from flows.inputs import part_hashes
from flows.parts import Parts
from flows.settings import Settings
from flows.stages import extract_stage
from warehouse.hashes import file_hashes

EDITION = "dienbien-2012"
READING = """
import sys
from pathlib import Path
from prefect import flow
from extractors.fingerprint import sha256_of
from flows.inputs import part_hashes
from flows.parts import Parts
from flows.settings import Settings
from flows.spreading import spread_reading

@flow(name="spread reading")
def reading(folder: str, edition: str) -> None:
    documents = {path: sha256_of(path) for path in sorted(Path(folder).iterdir())}
    settings = Settings()
    spread_reading(settings, {edition: Parts(settings.work, edition, part_hashes(edition, documents))})

if __name__ == "__main__":
    reading(*sys.argv[1:])
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, a workbook and four forms."""
    folder = tmp_path_factory.mktemp("documents") / EDITION
    folder.mkdir()
    whole = PROJECT / "sources" / EDITION
    for path in [*sorted(whole.glob("*.*")), *sorted((whole / "phieu").glob("*.xlsx"))[:4]]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory, prefect_api: str) -> Iterator[str]:
    """Address of a scheduler with two workers, each a process of its own as on another machine."""
    dask = str(Path(sysconfig.get_path("scripts")) / "dask")
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PREFECT_API_URL": prefect_api,
                   "PREFECT_HOME": str(folder / "prefect")}
    commands = [[dask, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)],
                *[[dask, "worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard",
                   "--name", f"worker-{number}"] for number in (1, 2)]]
    with (folder / "log").open("wb") as log:
        started = [subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
                   for command in commands]
    try:
        give_up = time.monotonic() + 120
        while not (file.exists() and file.stat().st_size) and time.monotonic() < give_up:
            time.sleep(0.2)
        import json

        yield json.loads(file.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=60)


def spread(documents: Path, folder: Path, dask: str, prefect_api: str) -> subprocess.CompletedProcess[str]:
    """Run the flow that only reads, with a cluster."""
    script = folder / "reading.py"
    script.write_text(READING, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PREFECT_API_URL": prefect_api, "CHISO_DASK": dask,
                   "CHISO_WORK": str(folder / "work"), "PREFECT_HOME": str(folder / "prefect")}
    return subprocess.run([sys.executable, str(script), str(documents), EDITION], cwd=folder, env=environment,
                          text=True, encoding="utf-8", capture_output=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, documents: Path, scheduler: str, prefect_api: str) -> Path:
    """What the workers left."""
    folder = tmp_path_factory.mktemp("spread")
    done = spread(documents, folder, scheduler, prefect_api)
    assert done.returncode == 0, done.stderr
    return folder / "work"


def parts_of(documents: Path, work: Path) -> Parts:
    return Parts(work, EDITION, part_hashes(EDITION, {path: sha256_of(path) for path in sorted(documents.iterdir())}))


def test_the_workers_leave_a_part_of_every_document(documents: Path, work: Path) -> None:
    assert parts_of(documents, work).missing() == {}


def test_the_hand_over_has_the_same_bytes_as_without_a_cluster(documents: Path, work: Path, tmp_path: Path) -> None:
    class Kept(Parts):
        def get(self, path: Path, read: object) -> Outcome:
            return parts_of(documents, work).get(path, never)

    paths = sorted(documents.iterdir())
    for name in ("spread", "here"):
        (tmp_path / name).mkdir()
    extract_stage(paths, EDITION, tmp_path / "spread", parts=Kept(work, EDITION, {}))
    extract_stage(paths, EDITION, tmp_path / "here")
    assert file_hashes(tmp_path / "spread") == file_hashes(tmp_path / "here")


def never(path: Path) -> Outcome:
    raise AssertionError(f"{path} is read again")


def test_a_report_is_a_task_and_workbooks_share_one(work: Path, prefect_api: str) -> None:
    names = {task["name"] for task in asked(prefect_api, "task_runs") if task["name"].startswith("read ")}
    assert names == {f"read {EDITION} bao-cao-egov-index-2012.pdf +0",
                     f"read {EDITION} Phieu_CNTT_2012_Ban_Dan_toc_tinh.xlsx +4"}


def test_a_worker_with_another_project_is_not_believed(documents: Path, tmp_path: Path) -> None:
    from flows.spreading import read_documents

    path = sorted(documents.iterdir())[0]
    with pytest.raises(OSError, match="another version of the project"):
        read_documents.fn(EDITION, {str(path): "0" * 64}, str(tmp_path), path.name, 0)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_asked_of_a_cluster_when_every_part_is_there(documents: Path, work: Path) -> None:
    from flows.spreading import spread_reading

    spread_reading(Settings(dask="tcp://127.0.0.1:9", work=work), {EDITION: parts_of(documents, work)})
