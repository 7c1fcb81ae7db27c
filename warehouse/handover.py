"""Hand-overs between stages: folders named after their inputs, seen by others only when whole."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LEFT_OVER_AFTER_SECONDS = 24 * 60 * 60


def handover_path(root: Path, stage: str, edition: str, input_hash: str) -> Path:
    """`root/stage/edition/<first 16 of the hash>`, whether it is there or not."""
    return root / stage / edition / input_hash[:16]


def find_handover(root: Path, stage: str, edition: str, input_hash: str) -> Path | None:
    """The whole hand-over of these inputs, or None."""
    path = handover_path(root, stage, edition, input_hash)
    return path if path.is_dir() else None


@contextmanager
def new_handover(root: Path, stage: str, edition: str, input_hash: str) -> Iterator[Path]:
    """A folder to write into. It gets its name when the block ends well and is removed when not.

    A hand-over of the same inputs is replaced. Inside the block only the writer knows the folder.
    """
    final = handover_path(root, stage, edition, input_hash)
    final.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_overs(final.parent)
    aside = final.parent / f".{final.name}-{uuid.uuid4().hex[:8]}"
    aside.mkdir()
    try:
        yield aside
        _flush(aside)
        _rename_over(aside, final)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Have the bytes on disk before the name.

    A killed process loses nothing that it wrote, but a power cut could leave a folder that has its
    name and files without their bytes: it would be taken for whole by every later run. The rename
    itself may be lost without harm, so the parent folder is not flushed.
    """
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())


def _rename_over(aside: Path, final: Path) -> None:
    """No system renames a folder over a full one: the old one steps aside first and is then removed."""
    if final.exists():
        old = aside.with_name(aside.name + "-old")
        final.rename(old)
        aside.rename(final)
        shutil.rmtree(old, ignore_errors=True)
    else:
        aside.rename(final)


def _remove_left_overs(folder: Path) -> None:
    """Remove what killed runs left; a day's grace spares a run that is at work beside this one."""
    for path in folder.glob(".*"):
        if time.time() - path.stat().st_mtime > _LEFT_OVER_AFTER_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
