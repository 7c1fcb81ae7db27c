"""The inbox: each document that lies there is archived, known by its content, and put to those of its edition.

What no series claims, and what is of an edition that nobody specified yet, is set aside with a reason. A kill at any
moment loses nothing: the file stays in the inbox until all is done with it, and the next time goes on.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.errors import DataError, Problem
from flows.archive import Archive, Kept, StillGrowing, free_name, put, safe_name, shown_name, state_of
from flows.claims import Claim, Decision, Destinations, claim, of_file
from flows.documents import SUFFIXES
from flows.settings import Settings
from flows.terminal import Terminal
from flows.words import Said, Telling, named, said

__all__ = ["Claim", "Taken", "claim", "has_something", "is_ripe", "make_inbox", "show_inbox", "take_in", "waiting"]

ASIDE = "aside"
REASON = ".reason.txt"
PLACING = "placing"
"""In the index: the document is about to be put to its edition."""
OF_COPYING = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp", ".temp")
"""How programs name what they have not yet copied to its end."""
OF_PROGRAMS = re.compile(
    r"~\$.*|\.~lock\..*|\._.*|\.(DS_Store|localized|directory|gitkeep|gitignore|stignore|hidden)|\..+\.sw[a-p]"
    r"|\.(nfs|fuse_hidden|goutputstream-).*|\..+\.[A-Za-z0-9]{6}|Thumbs\.db|desktop\.ini", re.IGNORECASE)
"""Files that programs keep for themselves, or write until they give them their name (rsync: `.name.pdf.a1B2c3`)."""
QUIET_SECONDS = 2.0
"""A file that did not change for so long is not being written."""
HALF_COPIED_SECONDS = 600.0
"""So long a file without its end is taken for one that is still to come; then for a damaged one."""
PDF_END, ZIP_END = b"%%EOF", b"PK\x05\x06"
LAST_BYTES = 1 << 16


@dataclass(frozen=True)
class Taken:
    """What came of a file in the inbox.

    `outcome`: taken (a new document of an edition), revision (one that restates another), known (nothing new), aside
    (set aside with a reason) or waits (it is still being copied). `place`: where it is now.
    """

    name: str
    outcome: str
    why: Telling
    sha256: str = ""
    edition: str = ""
    revision: int = 0
    place: Path | None = None

    @property
    def is_new(self) -> bool:
        """Whether a run has something to read."""
        return self.outcome in ("taken", "revision")


def has_something(settings: Settings) -> bool:
    """Whether `take_in` would look at a file; one listing of the folder."""
    return next(_candidates(settings.inbox), None) is not None


def waiting(settings: Settings) -> list[Path]:
    """What lies in the inbox and was not taken in yet."""
    return sorted(_candidates(settings.inbox))


def make_inbox(settings: Settings) -> None:
    """Have the folder.

    Raises:
        DataError: a file lies in its place, as `cp x.xlsx inbox` makes one where there is no folder.
    """
    if settings.inbox.exists() and not settings.inbox.is_dir():
        raise DataError([Problem("inbox_is_file", found=str(settings.inbox))])
    settings.inbox.mkdir(parents=True, exist_ok=True)


def take_in(settings: Settings, say: Callable[[Taken], None] | None = None) -> list[Taken]:
    """Take in all that lies in the inbox, once. Nothing is done while another process is at it.

    Raises:
        DataError: a file lies in the place of the folder.
        OSError: the disk is full, or a folder cannot be written to; the files stay in the inbox.
    """
    return _taken_in(settings, say) or []


def _taken_in(settings: Settings, say: Callable[[Taken], None] | None = None) -> list[Taken] | None:
    """The same; None while another process is at it."""
    make_inbox(settings)
    archive, told = Archive(settings.archive), []
    with archive.locked() as is_ours:
        if not is_ours:
            return None
        destinations = Destinations(settings)
        for path in sorted(_candidates(settings.inbox), key=_came):
            taken = _Intake(settings, archive, destinations, path).take()
            told.append(taken)
            if say:
                say(taken)
    return told


def show_inbox(settings: Settings, terminal: Terminal) -> int:
    """Take the inbox in and tell what came of each document. Returns the exit code: 1 when one was set aside."""
    done = _taken_in(settings)
    taken = done or []
    rows = [(one.name, terminal.label(named("intake", one.outcome)), one.edition, one.revision or "",
             terminal.line(one.why), one.place or "") for one in taken]
    if taken or terminal.as_json:
        terminal.table(["document", "outcome", "edition", "revision", "why", "place"], rows)
    elif done is not None:
        terminal.complain(terminal.words("inbox_empty", folder=settings.inbox.resolve()))
    if done is None:
        terminal.complain(terminal.words("inbox_busy", folder=settings.inbox.resolve()))
    if any(one.is_new for one in taken):
        terminal.complain(terminal.words("inbox_run"))
    return 1 if any(one.outcome == "aside" for one in taken) else 0


def _candidates(inbox: Path) -> Iterator[Path]:
    """Files at any depth; not what was set aside, what programs keep for themselves, and words about the folder."""
    for where, folders, files in os.walk(inbox):
        is_top = Path(where) == inbox
        folders[:] = [name for name in folders if not name.startswith(".") and not (is_top and name == ASIDE)]
        links = [name for name in folders if Path(where, name).is_symlink()]
        for name in [*files, *links]:
            is_about = name.lower().startswith("readme") and not name.lower().endswith(SUFFIXES)
            is_of_program = OF_PROGRAMS.fullmatch(name) or (
                name.startswith(".") and name.lower().endswith(OF_COPYING))
            if not (is_of_program or is_about):
                yield Path(where, name)


def _came(path: Path) -> tuple[float, str]:
    """What was written first comes first: the later one of two revisions is the one that counts."""
    return path.lstat().st_mtime, path.as_posix()


class _Intake:
    """One file on its way from the inbox."""

    def __init__(self, settings: Settings, archive: Archive, destinations: Destinations, path: Path) -> None:
        self._settings, self._archive, self._destinations, self._path = settings, archive, destinations, path
        self._name = shown_name(path.name)

    def take(self) -> Taken:
        if not stat.S_ISREG(self._path.lstat().st_mode):
            return self._set_aside(None, said("inbox_no_file"))
        try:
            kept = self._archive.keep(self._path) if _is_settled(self._path) else None
        except StillGrowing:
            kept = None
        except (PermissionError, FileNotFoundError):
            if os.access(self._path, os.R_OK):  # then it is the archive that cannot be written to
                raise
            return Taken(self._name, "waits", said("inbox_locked"))
        if kept is None:
            return Taken(self._name, "waits", _why_it_waits(self._name))
        return self._decide(kept)

    def _decide(self, kept: Kept) -> Taken:
        if self._name.startswith("."):
            return self._set_aside(kept, said("inbox_hidden", name=ascii(self._name)))
        try:
            decision = self._destinations.decide(kept.path, kept.sha256, self._name)
        except DataError as error:
            return self._set_aside(kept, replace(error.problems[0], file=self._name))
        except Exception as error:  # one document that breaks a reader must not keep the others back
            return self._set_aside(kept, said("inbox_unreadable", kind=type(error).__name__))
        if decision.folder is None:
            return self._set_aside(kept, decision.why)
        return self._put(kept, decision, decision.folder)

    def _put(self, kept: Kept, decision: Decision, folder: Path) -> Taken:
        """Into the folder of its edition, or nowhere if it lies there already."""
        outcome, place = decision.outcome, decision.place
        if place is None:
            self._archive.note(self._name, kept.sha256, PLACING, edition=decision.edition, folder=folder.as_posix())
            place = put(kept.path, folder, safe_name(self._name, decision.suffix), kept.sha256)
        elif self._archive.lines(kept.sha256)[-1]["outcome"] == PLACING:  # a run was killed before it said so
            outcome = "revision" if decision.revision > 1 else "taken"
        self._archive.note(self._name, kept.sha256, outcome, edition=decision.edition, revision=decision.revision,
                           place=place.as_posix())
        self._remove(kept)
        return Taken(self._name, outcome, decision.why, kept.sha256, decision.edition, decision.revision, place)

    def _set_aside(self, kept: Kept | None, why: Telling) -> Taken:
        folder = self._settings.inbox / ASIDE
        folder.mkdir(exist_ok=True)
        target = free_name(folder, safe_name(self._name), kept.sha256 if kept else f"{time.time_ns():x}"[::-1])
        why, reason = of_file(why, target), target.with_name(target.name + REASON)
        reason.write_text(f"{why.render('vi')}\n\n{why.render('en')}\n", encoding="utf-8")
        if kept is None or state_of(self._path) == kept.state:
            os.replace(self._path, target)
        if kept:
            self._archive.note(self._name, kept.sha256, "aside", why=why.render("en"))
        return Taken(self._name, "aside", why, kept.sha256 if kept else "", place=target)

    def _remove(self, kept: Kept) -> None:
        """Take the file out of the inbox, unless another one was put in its place meanwhile."""
        if self._path.exists() and state_of(self._path) == kept.state:
            self._path.unlink()


def is_ripe(path: Path) -> bool:
    """Whether a file lies unchanged for so long that it is looked at although its end is missing.

    Raises:
        OSError: it is no longer there.
    """
    return _quiet_seconds(path.lstat()) > HALF_COPIED_SECONDS


def _quiet_seconds(facts: os.stat_result) -> float:
    return time.time() - max(facts.st_mtime, facts.st_ctime)


def _why_it_waits(name: str) -> Said:
    if name.lower().endswith(OF_COPYING):
        return said("inbox_waits_for_name")
    return said("inbox_waits", minutes=f"{HALF_COPIED_SECONDS / 60:.0f}")


def _is_settled(path: Path) -> bool:
    """Whether nobody writes to a file any more, as far as can be seen."""
    if path.name.lower().endswith(OF_COPYING):
        return False
    before = path.stat()
    quiet = _quiet_seconds(before)
    if quiet < QUIET_SECONDS:
        time.sleep(min(QUIET_SECONDS, QUIET_SECONDS - quiet))
    if not path.exists() or state_of(path) != (before.st_size, before.st_mtime_ns, before.st_ino):
        return False
    return quiet > HALF_COPIED_SECONDS or _has_its_end(path)


def _has_its_end(path: Path) -> bool:
    """Whether a PDF or a zipped workbook has what stands at its end; of other files nobody knows."""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(max(0, path.stat().st_size - LAST_BYTES))
        tail = file.read()
    if head == b"%PDF":
        return PDF_END in tail
    return ZIP_END in tail if head == b"PK\x03\x04" else bool(head)
