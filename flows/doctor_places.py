"""The doctor on folders: what lies in them, whether they can be written to, how much room there is."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from flows.documents import SUFFIXES
from flows.findings import Finding
from flows.settings import Settings
from flows.words import said

NEEDED_MEGABYTES = 500
WRITTEN = ("work", "reports", "inbox", "archive")


def places(settings: Settings) -> Iterator[Finding]:
    """Disk, documents, folders that are written to, inbox and archive."""
    home = _nearest(settings.work)
    free = shutil.disk_usage(home).free // 1_000_000
    yield Finding("disk", free >= NEEDED_MEGABYTES, said("disk_free", megabytes=free, place=home),
                  said("disk_mend", megabytes=NEEDED_MEGABYTES))
    documents = sum(1 for path in settings.sources.glob("*/**/*") if path.suffix.lower() in SUFFIXES)
    yield Finding("sources", documents > 0, said("sources_found", count=documents, folder=settings.sources),
                  said("sources_mend"))
    yield _rights(settings)
    yield _inbox(settings)
    yield from _file_of_settings()


def _rights(settings: Settings) -> Finding:
    """Written to by us; the folders of inbox and archive come with the first document."""
    folders = [getattr(settings, name) for name in WRITTEN]
    files = [str(folder) for folder in folders if folder.exists() and not folder.is_dir()]
    if files:
        return Finding("rights", False, said("rights_file", files=files), said("rights_file_mend", files=files))
    closed = [str(folder) for folder in folders if not os.access(_nearest(folder), os.W_OK | os.X_OK)]
    return Finding("rights", not closed, said("rights_missing", folders=closed) if closed else said("rights_found"),
                   said("rights_mend", folders=" ".join(closed)))


def _inbox(settings: Settings) -> Finding:
    from flows.archive import INDEX
    from flows.inbox import ASIDE, waiting

    if not settings.inbox.exists():
        return Finding("inbox", True, said("inbox_absent", folder=settings.inbox.resolve()), is_needed=False)
    aside = sum(1 for path in (settings.inbox / ASIDE).glob("*.reason.txt"))
    index = settings.archive / INDEX
    kept = len({path for path in settings.archive.glob("??/*") if path.is_file()})
    is_whole = index.is_file() or not kept
    return Finding("inbox", not aside and is_whole, said("inbox_found", waiting=len(waiting(settings)),
                                                             aside=aside, kept=kept),
                   said("inbox_mend", folder=settings.inbox / ASIDE), is_needed=False)


def _file_of_settings() -> Iterator[Finding]:
    """A file that may hold a password is nobody else's to read."""
    file = Path(str(Settings.model_config["env_file"]))
    if file.is_file() and os.name == "posix":
        mode = stat.S_IMODE(file.stat().st_mode)
        yield Finding("env_file", not mode & 0o077, said("env_file_found", file=file.resolve(), mode=f"{mode:o}"),
                      said("env_file_mend", file=file), is_needed=False)


def _nearest(path: Path) -> Path:
    """The folder, or the one above it that is there."""
    return next(place for place in [path.resolve(), *path.resolve().parents] if place.exists())
