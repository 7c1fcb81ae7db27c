"""A run that is told to stop while dbt is at work: at once, said as it is, and the next run goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flow_runs import COMMAND, Place

from warehouse.ledger import Ledger

PATIENCE_SECONDS = 240
WAYS: dict[str, Callable[[int], None]] = {
    "Ctrl-C at a terminal": lambda process: os.killpg(process, signal.SIGINT),
    "an interrupt of the command alone": lambda process: os.kill(process, signal.SIGINT),
    "the end of a service": lambda process: os.kill(process, signal.SIGTERM),
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@dataclass(frozen=True)
class Stopped:
    place: Place
    how: str
    code: int
    err: str
    seconds: float


@pytest.fixture(scope="module", params=WAYS)
def stopped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, good: Place) -> Stopped:
    """A run with a Prefect server of its own, as from a terminal: what is told to a group reaches that one too."""
    folder = tmp_path_factory.mktemp("stopped")
    copied = good.copied(folder)
    place = Place(copied.folder, copied.project)
    process = subprocess.Popen([sys.executable, str(COMMAND), "run", "--from", "transform"], cwd=folder,
                               env=place.environment(), text=True, encoding="utf-8", stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, start_new_session=True)
    try:
        _wait_for_dbt(place, process)
        WAYS[request.param](process.pid)
        began = time.monotonic()
        _, err = process.communicate(timeout=PATIENCE_SECONDS)
        return Stopped(place, request.param, process.returncode, err, time.monotonic() - began)
    finally:
        process.kill()


def _wait_for_dbt(place: Place, process: subprocess.Popen[str]) -> None:
    """Until dbt builds: before it does, what it built the last time is cleared away."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        if any(row.stage == "transform" and row.outcome == "running" for row in place.ledger):
            time.sleep(5)
            return
        time.sleep(0.05)
    raise AssertionError(f"transform never ran: {process.communicate()}")


def test_it_ends_soon_and_does_not_call_itself_broken(stopped: Stopped) -> None:
    assert stopped.seconds < 60, stopped.err
    assert stopped.code in (1, -signal.SIGTERM), stopped.err
    assert "our fault" not in stopped.err and "Traceback" not in stopped.err
    assert "transform  interrupted told to stop" in stopped.err


def test_whoever_pressed_ctrl_c_is_told_what_stays_and_a_service_ends_without_a_word(stopped: Stopped) -> None:
    assert ("stopped by the user" in stopped.err) == (stopped.how != "the end of a service")


def test_the_ledger_calls_the_stage_interrupted(stopped: Stopped) -> None:
    outcomes = {row.stage: row.outcome for row in Ledger(stopped.place.folder / "build" / "ledger.sqlite").rows()}
    assert outcomes["transform"] == "interrupted"


def test_the_next_run_completes(stopped: Stopped) -> None:
    done = stopped.place.chiso("run")
    assert done.code == 0, done.told
    assert done.outcomes["load"] == "up to date" and done.outcomes["transform"] == "done"
