from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.handover import find_handover, handover_path, new_handover, prune_handovers

HASH = "0123456789abcdef" + "f" * 48
KEY = ("extract", "vi-du-2031", HASH)
ROOT = Path(__file__).parents[2]


def names(root: Path) -> list[str]:
    """The files of the stages; each folder's list of sums is left out."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*")
                  if path.is_file() and path.name != "handover.sha256")


def write_handover(root: Path, input_hash: str, content: str = "{}") -> Path:
    with new_handover(root, *KEY[:2], input_hash) as folder:
        (folder / "cells.jsonl").write_text(content)
    return handover_path(root, *KEY[:2], input_hash)


def test_a_handover_is_found_when_whole_and_not_before(tmp_path: Path) -> None:
    assert find_handover(tmp_path, *KEY) is None
    with new_handover(tmp_path, *KEY) as folder:
        (folder / "cells.jsonl").write_text("{}")
        assert find_handover(tmp_path, *KEY) is None
    assert find_handover(tmp_path, *KEY) == handover_path(tmp_path, *KEY)
    assert names(tmp_path) == ["extract/vi-du-2031/0123456789abcdef/cells.jsonl"]
    assert find_handover(tmp_path, "extract", "vi-du-2031", "f" * 64) is None


def test_a_stage_that_fails_leaves_no_handover(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), new_handover(tmp_path, *KEY) as folder:
        (folder / "cells.jsonl").write_text("{}")
        raise RuntimeError
    assert find_handover(tmp_path, *KEY) is None
    assert names(tmp_path) == []


def test_a_stage_that_is_forced_replaces_its_handover_whole(tmp_path: Path) -> None:
    for name in ("old.jsonl", "new.jsonl"):
        with new_handover(tmp_path, *KEY) as folder:
            (folder / name).write_text("{}")
    assert names(tmp_path) == ["extract/vi-du-2031/0123456789abcdef/new.jsonl"]


def test_a_forced_stage_that_fails_leaves_the_former_handover(tmp_path: Path) -> None:
    with new_handover(tmp_path, *KEY) as folder:
        (folder / "old.jsonl").write_text("{}")
    with pytest.raises(RuntimeError), new_handover(tmp_path, *KEY):
        raise RuntimeError
    assert names(tmp_path) == ["extract/vi-du-2031/0123456789abcdef/old.jsonl"]


def test_what_a_killed_stage_left_is_never_found_and_is_removed_a_day_later(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from warehouse.handover import new_handover\n"
        f"with new_handover(Path(sys.argv[1]), *{KEY!r}) as folder:\n"
        "    (folder / 'half.jsonl').write_text('{'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert find_handover(tmp_path, *KEY) is None
    (left,) = (tmp_path / "extract" / "vi-du-2031").iterdir()
    with new_handover(tmp_path, *KEY):
        assert left.exists()  # it could be at work still
    day_before_yesterday = time.time() - 2 * 24 * 60 * 60
    os.utime(left, (day_before_yesterday, day_before_yesterday))
    with new_handover(tmp_path, *KEY):
        assert not left.exists()


@pytest.mark.parametrize("spoil", [
    lambda folder: (folder / "cells.jsonl").write_text("{ }"),
    lambda folder: (folder / "cells.jsonl").unlink(),
    lambda folder: (folder / "more.jsonl").write_text("{}"),
    lambda folder: (folder / "handover.sha256").unlink(),
    lambda folder: (folder / "handover.sha256").write_bytes(b"\xff"),
], ids=["changed", "lost", "added", "sums lost", "sums no text"])
def test_a_handover_that_is_not_as_it_was_written_counts_for_none(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    folder = write_handover(tmp_path, HASH)
    assert find_handover(tmp_path, *KEY) == folder
    spoil(folder)
    assert find_handover(tmp_path, *KEY) is None
    assert write_handover(tmp_path, HASH) == find_handover(tmp_path, *KEY)


def test_its_list_of_sums_is_that_of_sha256sum(tmp_path: Path) -> None:
    folder = write_handover(tmp_path, HASH, "đã ghi")
    digest = hashlib.sha256("đã ghi".encode()).hexdigest()
    assert (folder / "handover.sha256").read_text() == f"{digest}  cells.jsonl\n"


def test_pruning_keeps_the_two_newest_and_those_that_are_needed(tmp_path: Path) -> None:
    hashes = [digit * 64 for digit in "12345"]
    for age, digest in enumerate(hashes):
        folder = write_handover(tmp_path, digest)
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    prune_handovers(tmp_path, {hashes[3]})
    left = [digest for digest in hashes if find_handover(tmp_path, *KEY[:2], digest)]
    assert left == [hashes[0], hashes[1], hashes[3]]
    assert len(list((tmp_path / "extract" / "vi-du-2031").iterdir())) == 3


def test_pruning_leaves_the_folder_of_a_stage_at_work_alone(tmp_path: Path) -> None:
    with new_handover(tmp_path, *KEY) as folder:
        (folder / "half.jsonl").write_text("{")
        prune_handovers(tmp_path, set())
        assert (folder / "half.jsonl").exists()
    assert find_handover(tmp_path, *KEY)
