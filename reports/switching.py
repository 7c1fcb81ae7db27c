"""A folder of published files goes from one state to the next in one step, as far as the system can do that."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def switch(out: Path, files: Mapping[str, bytes], published: Collection[str], last: str) -> None:
    """Let `out` hold `files` (path → content) instead of those `published` before.

    Files of others in the folder stay. On Linux readers see all old files or all new ones, whenever the run is
    killed: two folders change their names in one step. Where that cannot be done (another system, a file system
    without it, a folder that is a mount), files are replaced one by one, that named `last` at the end.
    """
    out = out.resolve()
    try:
        with _folder_beside(out) as aside:
            for path, content in files.items():
                _write(aside / path, content)
            _carry_over(out, aside, {*published, *files})
            _exchange(aside, out)
            _carry_over(aside, out, {*published, *files})  # what others wrote in the last moment
    except _CannotExchange:
        _replace_one_by_one(out, files, published, last)


class _CannotExchange(Exception):
    """Not on this system, or not with this folder."""


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    """A folder that lives as long as the block. Whoever publishes beside `out` at the same time waits meanwhile."""
    if sys.platform != "linux":
        raise _CannotExchange
    import fcntl

    aside = out.with_name(f".{out.name}.next")
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = os.open(out.parent, os.O_RDONLY)
    except PermissionError as error:
        raise _CannotExchange from error
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)  # gone with the process
        shutil.rmtree(aside, ignore_errors=True)  # that of a killed run
        _make_like(out, aside)
        yield aside
    finally:
        # After the exchange the name leads to the old folder, before it to a half one.
        shutil.rmtree(aside, ignore_errors=True)
        os.close(lock)


def _make_like(out: Path, aside: Path) -> None:
    try:
        aside.mkdir()
    except PermissionError as error:
        raise _CannotExchange from error
    shutil.copystat(out, aside)


def _carry_over(source: Path, target: Path, ours: Collection[str]) -> None:
    """Have files and folders of others in both: hard links, or copies where the file system knows no links."""
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        there = target / name
        if path.is_dir() and not path.is_symlink():
            if not any(one.startswith(f"{name}/") for one in ours):
                there.mkdir(parents=True, exist_ok=True)
        elif name not in ours and not there.is_symlink() and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, there, follow_symlinks=False)
            except OSError:
                shutil.copy2(path, there, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change their names, in one step."""
    library = ctypes.CDLL(None, use_errno=True)
    try:
        call = library.renameat2
    except AttributeError as error:
        raise _CannotExchange from error
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        raise _CannotExchange(os.strerror(ctypes.get_errno()))


def _replace_one_by_one(out: Path, files: Mapping[str, bytes], published: Collection[str], last: str) -> None:
    for path, content in files.items():
        _write(_part(out / path), content)  # a full disk is met before the first file is replaced
    for path in sorted(files, key=lambda name: name == last):
        os.replace(_part(out / path), out / path)
    for path in set(published) - set(files):
        (out / path).unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
