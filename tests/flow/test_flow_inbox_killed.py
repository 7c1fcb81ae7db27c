"""The inbox while processes die: nothing is lost, and the next time goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from filled_inbox import EDITION, changed_book, files, inbox_beside_an_edition, settled
from flow_runs import PROJECT


def test_a_kill_at_any_moment_loses_nothing_and_the_next_time_goes_on(tmp_path: Path) -> None:
    """Killed before each thing that is done to the disk, one after the other; then once undisturbed."""
    settings = inbox_beside_an_edition(tmp_path)

    def make() -> tuple[dict[str, str], bytes]:
        folder = tmp_path / f"kill-{call}"
        places = {name: folder / name for name in ("sources", "inbox", "archive", "work")}
        shutil.copytree(settings.sources, places["sources"])
        places["inbox"].mkdir(parents=True)
        path = changed_book(places["inbox"] / "x.xlsx")
        (places["inbox"] / "strange.txt").write_text("strange")
        settled(places["inbox"] / "strange.txt")
        return {name: str(place) for name, place in places.items()}, path.read_bytes()

    def run(places: dict[str, str], at: int) -> subprocess.CompletedProcess[str]:
        program = Path(__file__).with_name("killed_intake.py")
        return subprocess.run([sys.executable, str(program), json.dumps(places), str(at)], check=False, text=True,
                              capture_output=True, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)})

    call, whole = 0, False
    while not whole:
        call += 1
        places, content = make()
        first = run(places, call)
        whole = first.returncode == 0
        assert whole or first.returncode == -signal.SIGKILL, first.stderr
        everything = [path.read_bytes() for name in ("inbox", "archive") for path in Path(places[name]).rglob("*")
                      if path.is_file()]
        assert content in everything and b"strange" in everything, f"lost at {call}"
        if not whole:
            assert run(places, 0).returncode == 0
        assert files(Path(places["inbox"])) == ["aside/strange.txt", "aside/strange.txt.reason.txt"], call
        assert (Path(places["sources"]) / EDITION / "revision-2" / "x.xlsx").read_bytes() == content
        assert files(Path(places["sources"]) / EDITION) == ["ket-qua-2016.xlsx", "revision-2/x.xlsx"], call
    assert call > 12
