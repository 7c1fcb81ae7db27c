"""Whose a document is, by its content: which series and edition, and which revision of what is there already."""

from __future__ import annotations

from codecs import getincrementaldecoder
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from extractors.contract import revision_of
from extractors.errors import DataError, Problem
from extractors.fingerprint import OLE, OOXML, PDF, media_type, place_in_edition
from flows.documents import SUFFIXES, look_through
from flows.settings import Settings
from flows.words import Said, Telling, said

if TYPE_CHECKING:
    from extractors.adoption.claim import SeriesLikeness
    from extractors.contract import Outcome

ALIKE = 0.1
"""Two series whose likeness differs by less are not told apart."""
FIRST_BYTES = 1024
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
SUFFIX_OF = {PDF: ".pdf", OOXML: ".xlsx", OLE: ".xls"}

Parts = frozenset[str]


@dataclass(frozen=True)
class Claim:
    """What a document is about. `edition` is empty where it is of none that is specified; `period` where it tells no
    year, or several alike. `why`: what speaks for it, or why nobody claims it."""

    series: str
    edition: str
    period: str
    why: Telling


@dataclass(frozen=True)
class Decision:
    """What is to be done with a document; `folder` is None where it is to be set aside.

    `place`: where the same bytes lie already.
    """

    outcome: str
    why: Telling
    folder: Path | None = None
    edition: str = ""
    revision: int = 0
    place: Path | None = None
    suffix: str = ""


def claim(path: Path) -> Claim:
    """Which series and edition a document is of; its name tells nothing.

    Raises:
        DataError: it cannot be read.
    """
    from extractors.guard import guarded

    found = guarded(_series_of, path)
    if not found:
        return Claim("", "", "", said("claim_none"))
    best = found[0]
    if len(found) > 1 and best.likeness - found[1].likeness < ALIKE:
        return Claim("", "", "", said("claim_several", series=[said("verbatim", text=one.series) for one in found]))
    per_cent = f"{best.likeness:.0%}"
    if best.period is None:
        return Claim(best.series, "", "", said("claim_no_year", series=best.series, likeness=per_cent,
                                                 file=quote(str(path))))
    if best.edition is None:
        return Claim(best.series, "", best.period, said("claim_new", series=best.series, period=best.period,
                                                        likeness=per_cent, file=quote(str(path))))
    return Claim(best.series, best.edition, best.period, said("claim_edition", edition=best.edition,
                                                              series=best.series, likeness=per_cent))


def _series_of(path: Path) -> list[SeriesLikeness]:
    """For a process of its own: nobody knows yet what the document is."""
    from extractors.adoption.claim import which_series

    return which_series([path])


def of_file(why: Telling, path: Path) -> Telling:
    """A reason with the place of the document in it where a person will find it: it was told of the archived one."""
    if isinstance(why, Said) and "file" in why.values:
        return Said(why.code, {**why.values, "file": quote(str(path.absolute()))})
    return why


class Destinations:
    """Where documents go. What the documents that are there already print is read once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._told: dict[tuple[str, str], tuple[str, Parts]] = {}

    def decide(self, document: Path, sha256: str, name: str) -> Decision:
        """What to do with an archived document.

        Raises:
            DataError: it cannot be read, or tells nothing that its edition asks for.
        """
        known = self._where(sha256)
        if known:
            edition, place = known
            return Decision("known", said("inbox_known", place=place), place.parent, edition,
                            revision_of(place_in_edition(place, edition)), place)
        if SUFFIX_OF.get(media_type(document)) is None:
            return Decision("aside", said(f"inbox_found_{_kind_of_rubbish(document)}",
                                          patterns=", ".join(f"*{suffix}" for suffix in SUFFIXES)))
        found = claim(document)
        if not found.edition:
            return Decision("aside", found.why)
        kind, parts = self._parts(document, sha256, found.edition)
        if not parts:
            raise DataError([Problem("document_foreign", edition=found.edition, file=name)])
        revision = self._revision(found.edition, kind, parts)
        folder = self._settings.sources / found.edition
        outcome = "taken" if revision == 1 else "revision"
        return Decision(outcome, said(f"inbox_{outcome}", edition=found.edition, revision=revision, parts=len(parts)),
                        folder / f"revision-{revision}" if revision > 1 else folder, found.edition, revision,
                        suffix=_suffix(name, document))

    def _where(self, sha256: str) -> tuple[str, Path] | None:
        """Edition and place of a document of the same bytes."""
        return next(((edition, path) for edition, documents in self._documents().items()
                     for path, digest in documents.items() if digest == sha256), None)

    def _documents(self) -> dict[str, dict[Path, str]]:
        return look_through(self._settings.sources).documents

    def _revision(self, edition: str, kind: str, parts: Parts) -> int:
        """The first one in which it restates nothing of its own revision.

        What prints the same in another kind of document (a decision and its workbook) stands beside it.
        """
        revision = 1
        for path, digest in self._documents().get(edition, {}).items():
            there = revision_of(place_in_edition(path, edition))
            try:
                other_kind, told = self._parts(path, digest, edition)
            except DataError:  # a scan beside the text, or one that is damaged: it restates nothing
                continue
            if told & parts:
                revision = max(revision, there + (other_kind == kind))
        return revision

    def _parts(self, path: Path, sha256: str, edition: str) -> tuple[str, Parts]:
        """The kind of a document of an edition, and the tables or the form that it tells.

        Raises:
            DataError: it cannot be read, or nothing of it counts.
        """
        key = (edition, sha256)
        if key not in self._told:
            self._told[key] = _parts_of(self._read(path, sha256, edition))
        return self._told[key]

    def _read(self, path: Path, sha256: str, edition: str) -> Outcome:
        """What one document tells; of those of an edition it is kept from the last run."""
        from flows.inputs import part_hashes
        from flows.parts import Parts as KeptParts
        from flows.stages import document_reader

        kept = KeptParts(self._settings.work, edition, part_hashes(edition, {path: sha256}))
        return kept.get(path, document_reader(edition))


def _parts_of(part: Outcome) -> tuple[str, Parts]:
    """Its kind; its tables and forms, or where it has none its sentences and targets."""
    if part.forms and all(form.status == "held_back" for form in part.forms):
        raise DataError(part.set_aside or [Problem("form_empty")])
    tables = {table.repeats or table.id for table in part.tables} | {
        form.form for form in part.forms if form.status == "counted"}
    prose = {name for name in ("statements", "targets") if getattr(part, name)}
    if not tables and not prose and part.problems:
        raise DataError(part.problems)
    return part.sources[0].kind, frozenset(tables or prose)


def _kind_of_rubbish(path: Path) -> str:
    """What a file is that is no document: empty, picture, text or other."""
    with path.open("rb") as file:
        head = file.read(FIRST_BYTES)
    if not head:
        return "empty"
    if head.startswith(PICTURES):
        return "picture"
    try:
        text = getincrementaldecoder("utf-8")().decode(head)  # a letter cut at the end is no fault
    except UnicodeDecodeError:
        return "other"
    return "other" if "\x00" in text else "text"


def _suffix(name: str, document: Path) -> str:
    """The ending that a document needs to be looked at, where its name has another one."""
    ending = Path(name).suffix.lower()
    return ending if ending in SUFFIXES else SUFFIX_OF[media_type(document)]

