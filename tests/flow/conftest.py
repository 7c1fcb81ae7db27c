"""One full run, one Prefect server and one project, used by all tests of the flow."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flow_runs import PROJECT, Done, Place, copy_project
from killing import Undisturbed, change_everything, lengths_of, seen_in

SERVER_PATIENCE_SECONDS = 180
UNCLAIMED = "bao-cao-la-2016"
"""A folder of documents whose name is the edition of no series."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, copied once, with two folders of documents: one that a series claims, one that none does.

    Do not change it: copy it again.
    """
    project = copy_project(tmp_path_factory.mktemp("project"), sources=("mic-2016", "laocai-ict-2016"))
    (project / "sources" / "laocai-ict-2016").rename(project / "sources" / UNCLAIMED)
    return project


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Place:
    """The folder of the first run. Read it or copy it; nothing in it may change."""
    return Place(tmp_path_factory.mktemp("first run"), project)


@pytest.fixture(scope="session")
def first_run(place: Place) -> Done:
    """`chiso run` on the documents of that project, with every default and no Prefect server."""
    return place.chiso("run")


@pytest.fixture(scope="session")
def good(place: Place, first_run: Done) -> Place:
    """The folder of the first run, after it went well."""
    assert first_run.code == 0, first_run.told
    return place


@pytest.fixture(scope="session")
def all_bundled(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> tuple[Place, Done]:
    """`chiso run` on all bundled documents, in a copy of the first run's folder: what it did stays up to date."""
    folder = tmp_path_factory.mktemp("all bundled")
    good.copied(folder)
    place = Place(folder, good.project, prefect_api)
    return place, place.chiso("run", "--sources", str(PROJECT / "sources"))


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Undisturbed:
    """`chiso run` over the first run's folder after a change that makes every stage due and nearly every file new."""
    folder = tmp_path_factory.mktemp("undisturbed")
    project = change_everything(copy_project(folder / "project", good.project))
    place = Place(good.copied(folder).folder, project, prefect_api)
    done = place.chiso("run")
    assert done.code == 0, done.told
    return Undisturbed(good, place, seen_in(good), seen_in(place), lengths_of(done.err))


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real Prefect server's API, for all runs but the first."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"],
            cwd=home, env=environment, stdout=log, stderr=log, start_new_session=True,
        )
    api = f"http://127.0.0.1:{port}/api"
    try:
        _wait_for(f"{api}/health", server, home / "server.log")
        yield api
    finally:
        _end(server)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + SERVER_PATIENCE_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"no Prefect server:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _end(server: subprocess.Popen[bytes]) -> None:
    """The server and what it started, and nothing else: it has a session of its own."""
    if hasattr(os, "killpg"):
        os.killpg(server.pid, signal.SIGTERM)
    else:
        server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
