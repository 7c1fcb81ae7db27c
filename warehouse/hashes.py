"""What a stage depends on, as sha256: equal bytes give an equal hash, on every machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_IGNORED_FOLDERS = {"__pycache__", "target", "logs", ".git", "dbt_packages"}
_IGNORED_FILES = {".user.yml", ".DS_Store"}


def hash_text(text: str) -> str:
    """sha256 of a text in UTF-8, for inputs that are no file (a version, a setting)."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_hashes(root: Path, names: Iterable[str | Path] = (".",)) -> dict[str, str]:
    """Name relative to `root` (with `/`) → sha256, for files and for all files below folders.

    What running leaves behind is no input: `__pycache__`, `target`, `logs` and the like are passed
    over. Raises FileNotFoundError for a name that is not there.
    """
    found: dict[str, str] = {}
    for name in names:
        start = root / name
        for path in [start] if not start.is_dir() else _files_below(start):
            found[path.relative_to(root).as_posix()] = hash_file(path)
    return dict(sorted(found.items()))


def hash_inputs(inputs: Mapping[str, str]) -> str:
    """One hash of named hashes, whatever their order."""
    return hash_text("".join(f"{name}\0{inputs[name]}\n" for name in sorted(inputs)))


def changed_names(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names whose hash differs, or that are only in one of the two: why a stage has to run."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _files_below(folder: Path) -> Iterable[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _IGNORED_FOLDERS]
        yield from (Path(where, name) for name in files if name not in _IGNORED_FILES)
