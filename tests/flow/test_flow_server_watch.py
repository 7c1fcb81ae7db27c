"""A run without a configured Prefect server starts a small one; killed, it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flow_runs import Place

PATIENCE_SECONDS = 240

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")


def alive(place: Place) -> dict[int, str]:
    """Process → command line, of all that a run in this place started: each has its Prefect home in the environment."""
    home, found = f"PREFECT_HOME={place.folder / 'prefect'}".encode(), {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if home in (process / "environ").read_bytes().split(b"\0"):
                found[int(process.name)] = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # gone, or another user's
            continue
    return found


def wait_for(place: Place, word: str, is_there: bool = True) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if any(word in line for line in alive(place).values()) == is_there:
            return
        time.sleep(0.1)
    raise AssertionError(f"{word!r} {'never came' if is_there else 'stays'}: {alive(place)}")


@pytest.fixture
def killed(tmp_path: Path, project: Path) -> Iterator[Place]:
    """A run on its own, killed alone (not its group) as soon as its server starts."""
    place = Place(tmp_path, project)
    with place.start("run") as process:
        try:
            wait_for(place, "uvicorn")
        finally:
            process.kill()
            process.communicate()
    yield place
    for number in alive(place):
        os.kill(number, signal.SIGKILL)


def test_the_server_of_a_killed_run_ends_and_so_does_who_watched_it(killed: Place) -> None:
    wait_for(killed, "uvicorn", is_there=False)
    wait_for(killed, "", is_there=False)
