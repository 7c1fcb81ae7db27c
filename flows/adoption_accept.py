"""Writing an accepted edition: all files or none, whenever the power goes."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from extractors.fingerprint import sha256_of

INDEX = "index.json"
"""As long as it stands in the journal, the work it tells of is not done and is undone."""


def write_all(texts: Mapping[Path, str], documents: Mapping[Path, Path], journal: Path) -> None:
    """Write texts and copy documents (target → source). A failure leaves everything as it was; after a kill, `undo`
    does that."""
    _open_journal([*documents, *texts], journal)
    try:
        for target, source in documents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, _beside(target))
            _put(target)
        for target, text in texts.items():
            _beside(target).write_bytes(text.encode())
            _put(target)
    except BaseException:
        undo(journal)
        raise
    (journal / INDEX).unlink()
    shutil.rmtree(journal)


def undo(journal: Path) -> bool:
    """Bring back what was there before an adoption that was broken off. Returns whether there was one."""
    is_broken = (journal / INDEX).is_file()
    if is_broken:
        for target, kept in json.loads((journal / INDEX).read_text(encoding="utf-8")).items():
            path = Path(target)
            _beside(path).unlink(missing_ok=True)
            if kept is None:
                path.unlink(missing_ok=True)
                with suppress(OSError):  # a folder with other files stays
                    path.parent.rmdir()
            else:
                shutil.copyfile(journal / kept, _beside(path))
                _put(path)
        (journal / INDEX).unlink()
    shutil.rmtree(journal, ignore_errors=True)
    return is_broken


def places_of(documents: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Where documents go in the folder of their edition: target → source, without those that lie there already."""
    there = {sha256_of(path) for path in folder.rglob("*") if path.is_file()} if folder.is_dir() else set()
    places: dict[Path, Path] = {}
    for source in documents:
        digest = sha256_of(source)
        if digest not in there:
            there.add(digest)
            name = Path(unicodedata.normalize("NFC", source.name))
            target, number = folder / name, 1
            while target in places or target.exists():
                number += 1
                target = folder / f"{name.stem}-{number}{name.suffix}"
            places[target] = source
    return places


def _open_journal(targets: Sequence[Path], journal: Path) -> None:
    """Keep the bytes that are there; the index comes last, and whole."""
    shutil.rmtree(journal, ignore_errors=True)
    journal.mkdir(parents=True)
    kept: dict[str, str | None] = {}
    for number, target in enumerate(targets):
        kept[str(target.absolute())] = f"{number}" if target.exists() else None
        if target.exists():
            shutil.copyfile(target, journal / f"{number}")
    index = journal / INDEX
    _beside(index).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    _put(index)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.adopted")


def _put(target: Path) -> None:
    """Move what was written beside a file into its place, once it is on the disk."""
    with _beside(target).open("r+b") as file:
        os.fsync(file.fileno())
    os.replace(_beside(target), target)
