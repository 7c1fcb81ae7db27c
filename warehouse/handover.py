"""Hand-overs between stages: folders named after their inputs, seen by others only when whole."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.hashes import file_hashes

_LEFT_OVER_AFTER_SECONDS = 24 * 60 * 60
_KEPT = 2
_SUMS = "handover.sha256"
"""What the folder held when it was whole, as `sha256sum --check` reads it."""


def handover_path(root: Path, stage: str, edition: str, input_hash: str) -> Path:
    """`root/stage/edition/<first 16 of the hash>`, whether it is there or not."""
    return root / stage / edition / input_hash[:16]


def find_handover(root: Path, stage: str, edition: str, input_hash: str) -> Path | None:
    """The hand-over of these inputs, or None; one of which a byte was changed or lost since counts for none."""
    path = handover_path(root, stage, edition, input_hash)
    return path if _is_whole(path) else None


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
        (aside / _SUMS).write_text(_sums(aside), encoding="utf-8", newline="\n")
        _flush(aside)
        _rename_over(aside, final)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def prune_handovers(root: Path, needed: Collection[str]) -> None:
    """Remove the hand-overs of earlier inputs, but for the two newest of each stage and edition.

    `needed`: input hashes whose hand-overs stay, however old (`Ledger.needed`): runs at work beside this one, and
    other warehouses that share the folder, go on from these.
    """
    kept = {name[:16] for name in needed}
    for folder in root.glob("*/*"):
        found = [path for path in folder.iterdir() if not path.name.startswith(".")]
        for path in sorted(found, key=_made_at, reverse=True)[_KEPT:]:
            if path.name not in kept:
                _remove(path)


def _sums(folder: Path) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in file_hashes(folder).items() if name != _SUMS)


def _is_whole(folder: Path) -> bool:
    try:
        return (folder / _SUMS).read_text(encoding="utf-8") == _sums(folder)
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return False


def _flush(folder: Path) -> None:
    """Have the bytes on disk before the name.

    A killed process loses nothing that it wrote, but a power cut could leave a folder that has its
    name and files without their bytes. The rename itself may be lost without harm, so the parent
    folder is not flushed.
    """
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())


def _rename_over(aside: Path, final: Path) -> None:
    """No system renames a folder over a full one: the old one steps aside first and is then removed."""
    if final.exists():
        _remove(final)
    aside.rename(final)


def _remove(folder: Path) -> None:
    """Take its name away first: a removal that is cut short leaves no half folder that could be found."""
    aside = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}-old")
    try:
        folder.rename(aside)
    except FileNotFoundError:
        return  # a run beside this one was quicker
    shutil.rmtree(aside, ignore_errors=True)


def _remove_left_overs(folder: Path) -> None:
    """Remove what killed runs left; a day's grace spares a run that is at work beside this one."""
    for path in folder.glob(".*"):
        if time.time() - _made_at(path) > _LEFT_OVER_AFTER_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _made_at(folder: Path) -> float:
    """When, in seconds since 1970; 0 for what was removed meanwhile."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0
