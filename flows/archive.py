"""Every document that ever came, under the sha256 of its bytes; nothing here is ever changed or removed.

`index.jsonl` tells by the line what came, and what became of it. A kill at any moment leaves whole files and whole
lines, and perhaps one cut line at the end, which readers pass over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.fingerprint import sha256_of

INDEX = "index.jsonl"
MOST_BYTES_OF_A_NAME = 120
_LOCK, _PART = ".lock", ".part"
_CHUNK = 1 << 20
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_OF_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_NOT_READ = re.compile(r"(?i)(readme|~\$)")
"""How names begin that the folder of sources takes for no document."""


class StillGrowing(Exception):
    """The file changed while it was copied."""


@dataclass(frozen=True)
class Kept:
    """A document in the archive; `state` is that of the file that it was copied from."""

    path: Path
    sha256: str
    bytes: int
    state: tuple[int, int, int]


class Archive:
    """The folder of the archive. Use it inside `locked`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Whether nobody else works with the archive; the right ends with the process, however it ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.folder / _LOCK, timeout=0, isolation_level=None)) as connection:
            try:
                connection.execute("begin exclusive")
            except sqlite3.OperationalError:
                yield False
                return
            for left in self.folder.glob(f".*{_PART}"):  # of a run that was killed: whoever works here has the lock
                left.unlink(missing_ok=True)
            yield True

    def keep(self, path: Path) -> Kept:
        """Copy a file into the archive, safe on disk, and note that it came.

        Raises:
            StillGrowing: it changed meanwhile; nothing is kept then.
            OSError: the disk is full, or the file cannot be read.
        """
        before = state_of(path)
        aside = self.folder / f".{os.getpid()}{_PART}"
        try:
            sha256 = _copied(path, aside)
            if state_of(path) != before:
                raise StillGrowing(path.name)
            place = self._place(sha256, path.suffix)
            if not (place.is_file() and sha256_of(place) == sha256):
                place.parent.mkdir(exist_ok=True)
                os.replace(aside, place)
                flush_folder(place.parent)
        finally:
            aside.unlink(missing_ok=True)
        kept = Kept(place, sha256, before[0], before)
        if not self.lines(sha256):
            self.note(path.name, sha256, "came", bytes=kept.bytes, archived=place.relative_to(self.folder).as_posix())
        return kept

    def note(self, name: str, sha256: str, outcome: str, **more: object) -> None:
        """Add a line to the index: what became of a document, and when."""
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "name": shown_name(name), "sha256": sha256,
                "outcome": outcome, **more}
        with (self.folder / INDEX).open("a+b") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a line that a killed run began
                    file.write(b"\n")
            file.write(json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self, sha256: str) -> list[dict[str, Any]]:
        """What the index tells of a document, in order."""
        index = self.folder / INDEX
        found = []
        if index.is_file():
            with index.open(encoding="utf-8", errors="replace") as file:
                for text in file:
                    if sha256 in text:
                        try:
                            found.append(json.loads(text))
                        except ValueError:  # cut short by a kill
                            continue
        return found

    def _place(self, sha256: str, suffix: str) -> Path:
        """Where the bytes are, under whatever suffix they came first."""
        folder = self.folder / sha256[:2]
        there = sorted(folder.glob(f"{sha256}*"))
        plain = suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix.lower()) else ""
        return there[0] if there else folder / f"{sha256}{plain}"


def state_of(path: Path) -> tuple[int, int, int]:
    """Bytes, and when content and place were last changed: another state is another file."""
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def put(document: Path, folder: Path, name: str, sha256: str) -> Path:
    """Copy an archived document into `folder` under a name that is free, whole or not at all.

    A file of the same bytes under that name is it already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = free_name(folder, name, sha256)
    if not target.exists():
        aside = folder / f".{sha256[:16]}{_PART}"
        try:
            _copied(document, aside)
            os.replace(aside, target)
            flush_folder(folder)
        finally:
            aside.unlink(missing_ok=True)
    return target


def free_name(folder: Path, name: str, sha256: str) -> Path:
    """`name` in a folder, or beside another file of that name one with the hash in it."""
    target = folder / name
    if target.is_symlink() or target.is_dir() or (target.exists() and sha256_of(target) != sha256):
        target = folder / f"{target.stem}-{sha256[:8]}{target.suffix}"
    return target


def safe_name(name: str, suffix: str = "") -> str:
    """A name that stays in its folder on every system: its last part, composed (NFC), without signs that lead away,
    hide or turn round. `suffix`: what it ends with in any case.

    >>> safe_name("../../etc/pass wd.pdf"), safe_name("..", ".pdf"), safe_name("con.xlsx")
    ('pass wd.pdf', 'document.pdf', 'document-con.xlsx')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", shown_name(name)))[-1]
    plain = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    plain = _FORBIDDEN.sub("_", plain).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    ending = f".{ending}" if ending else ""
    if suffix and ending.lower() != suffix:
        stem, ending = f"{stem}{ending}", suffix
    stem = stem.encode()[:MOST_BYTES_OF_A_NAME].decode(errors="ignore").strip(" .") or "document"
    if _OF_DEVICES.fullmatch(stem) or _NOT_READ.match(stem):
        stem = f"document-{stem}"
    return f"{stem}{ending}"


def shown_name(name: str) -> str:
    """A name that can be written: what is no letter in any encoding is told as such."""
    return name.encode("utf-8", "replace").decode()


def flush_folder(folder: Path) -> None:
    """Have the name of a file on disk as well; systems that cannot open folders keep it by themselves."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _copied(source: Path, target: Path) -> str:
    """Copy and flush; the sha256 of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as write:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            write.write(chunk)
        write.flush()
        os.fsync(write.fileno())
    return digest.hexdigest()
