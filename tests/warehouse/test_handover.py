from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from warehouse.handover import find_handover, handover_path, new_handover

HASH = "0123456789abcdef" + "f" * 48
KEY = ("extract", "vi-du-2031", HASH)
ROOT = Path(__file__).parents[2]


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


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
