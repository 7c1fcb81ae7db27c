"""Readers of the reports folder see all old files or all new ones, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.switching import switch

ROOT = Path(__file__).parents[2]
NAMES = [f"csv/bảng {number}.csv" for number in range(40)] + ["manifest.json"]
KILLED = """
import os, signal, sys
from pathlib import Path
from reports import switching

def killing(name, when):
    real = getattr(switching, name)
    def call(*arguments):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        real(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(switching, name, call)

killing(*sys.argv[2:4])
names = sys.argv[4:]
switching.switch(Path(sys.argv[1]), {name: b"new" for name in names}, [*names, "gone.csv"], last="manifest.json")
"""


def state(content: bytes, *more: str) -> dict[str, bytes]:
    return dict.fromkeys([*NAMES, *more], content)


def seen(out: Path) -> set[str]:
    """What is in the published files."""
    return {path.read_text() for path in out.rglob("*") if path.is_file() and not path.name.startswith("own")}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder in its old state, with a file that is nobody's but the user's."""
    folder = tmp_path / "báo cáo"
    switch(folder, state(b"old", "gone.csv"), [], last="manifest.json")
    (folder / "csv" / "own notes.txt").write_text("ghi chú")
    (folder / "own").mkdir()
    (folder / "own" / "own.xlsx").write_text("của tôi")
    return folder


@pytest.fixture(params=["exchange", "mount"])
def any_out(request: pytest.FixtureRequest, out: Path) -> Iterator[Path]:
    """The same, or on a mount, which cannot change its name."""
    if request.param == "exchange":
        yield out
        return
    mounted = out.with_name("mounted")
    mounted.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(mounted)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no mount for this user: {done.stderr.decode()}")
    try:
        switch(mounted, state(b"old", "gone.csv"), [], last="manifest.json")
        (mounted / "csv" / "own notes.txt").write_text("ghi chú")
        (mounted / "own").mkdir()
        (mounted / "own" / "own.xlsx").write_text("của tôi")
        yield mounted
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def test_new_files_take_the_place_of_published_ones_and_files_of_others_stay(any_out: Path) -> None:
    switch(any_out, state(b"new"), [*NAMES, "gone.csv"], last="manifest.json")
    assert seen(any_out) == {"new"}
    found = {path.relative_to(any_out).as_posix() for path in any_out.rglob("*") if path.is_file()}
    assert found == {*NAMES, "csv/own notes.txt", "own/own.xlsx"}
    assert (any_out / "csv" / "own notes.txt").read_text() == "ghi chú"
    assert not [path for path in any_out.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform != "linux", reason="two folders change names in one step on Linux only")
@pytest.mark.parametrize(("step", "when", "expected"), [
    ("_write", "before", "old"), ("_write", "after", "old"), ("_carry_over", "before", "old"),
    ("_carry_over", "after", "old"), ("_exchange", "before", "old"), ("_exchange", "after", "new"),
])
def test_a_kill_leaves_one_state_whole_and_the_next_switch_clears_up(
    out: Path, step: str, when: str, expected: str
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(out), step, when, *NAMES], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert seen(out) == {expected}
    assert (out / "own" / "own.xlsx").read_text() == "của tôi"
    assert [path for path in out.parent.iterdir() if path.name.startswith(".")]
    switch(out, state(b"newest"), [*NAMES, "gone.csv"], last="manifest.json")
    assert seen(out) == {"newest"}
    assert (out / "own" / "own.xlsx").read_text() == "của tôi"
    assert [path.name for path in out.parent.iterdir()] == ["báo cáo"]


@pytest.mark.skipif(sys.platform != "linux", reason="two folders change names in one step on Linux only")
def test_a_reader_meanwhile_never_sees_a_mixture(out: Path) -> None:
    """The reader holds the folder that it opened, as `cp -r` and web servers do file by file from the top."""
    mixed, looks, over = [], [], threading.Event()

    def look() -> None:
        while not over.is_set():
            folder = os.open(out, os.O_RDONLY)
            try:
                contents = set()
                for name in NAMES:
                    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder)) as file:
                        contents.add(file.read())
            except FileNotFoundError:  # the old folder is being removed: begin again
                continue
            finally:
                os.close(folder)
            looks.append(contents)
            if len(contents) != 1:
                mixed.append(contents)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(30):
        switch(out, state(f"{number}".encode()), NAMES, last="manifest.json")
    over.set()
    reader.join()
    assert not mixed
    assert len(looks) > 10


def test_two_runs_into_one_folder_leave_it_whole(out: Path) -> None:
    threads = [threading.Thread(target=switch, args=(out, state(text), NAMES, "manifest.json"))
               for text in (b"one", b"two", b"six") for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen(out) - {"old"} in ({"one"}, {"two"}, {"six"})
    assert [path.name for path in out.parent.iterdir()] == ["báo cáo"]
