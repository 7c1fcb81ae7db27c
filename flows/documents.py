"""Which documents lie in the folder of sources, and which edition each belongs to."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.contract import revision_of
from extractors.errors import DataError, Problem
from extractors.fingerprint import place_in_edition, sha256_of
from extractors.spec import known_editions
from flows.words import Said, said

SUFFIXES = (".pdf", ".xlsx", ".xlsm", ".xls")
"""Of files that are opened; what they are, only their content says."""

SHA256_LETTERS = 64


@dataclass
class Inventory:
    """What was found. `set_aside`: folder or file → why no edition takes it."""

    documents: dict[str, dict[Path, str]] = field(default_factory=dict)
    """Edition → its documents and their sha256, in the order of their places; copies within a revision are not in
    it."""
    revisions: dict[str, int] = field(default_factory=dict)
    """Edition → number of its last revision, for those that were restated."""
    set_aside: dict[str, Said] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    """Edition → why it has no document to read."""


def take_stock(sources: Path, wanted: Sequence[str] = ()) -> Inventory:
    """Look through `sources`: a folder an edition, named after it, with its documents at any depth.

    Raises:
        DataError: there is nothing to read, or a wanted edition is not known or not there.
    """
    known = known_editions()
    _require_known(wanted, known)
    if not sources.is_dir():
        raise DataError([Problem("folder_absent", found=str(sources))])
    stock = look_through(sources, wanted)
    absent = [edition for edition in wanted if edition not in stock.documents | stock.problems]
    if absent or not (stock.documents or stock.problems):
        expected = " · ".join(f"{edition}/{_patterns()}" for edition in absent or sorted(known))
        raise DataError([Problem("sources_empty", edition=", ".join(absent), found=str(sources), expected=expected)])
    return stock


def look_through(sources: Path, wanted: Sequence[str] = ()) -> Inventory:
    """The same, whatever is there or is not."""
    known, stock = known_editions(), Inventory()
    for path in sorted(sources.iterdir()) if sources.is_dir() else ():
        if _is_no_document(path.name):
            continue
        if path.name not in known:
            stock.set_aside[path.name] = said("aside_unknown") if path.is_dir() else said("aside_loose")
        elif not wanted or path.name in wanted:
            _take(stock, path)
    return stock


def documents_by_hash(sources: Path, archive: Path) -> dict[str, Path]:
    """sha256 → where a document lies: in the folder of sources, of whatever edition, else in the archive."""
    kept = {path.name[:SHA256_LETTERS]: path for path in sorted(archive.glob("??/*"))} if archive.is_dir() else {}
    return kept | {digest: path for documents in look_through(sources).documents.values()
                   for path, digest in documents.items()}


def _take(stock: Inventory, folder: Path) -> None:
    edition = folder.name
    documents: dict[Path, str] = {}
    seen: set[tuple[int, str]] = set()
    last = 1
    places: set[str] = set()
    for path in sorted(_files_below(folder), key=lambda path: place_in_edition(path, edition)):
        unfit = _unfit(path, folder.parent, places)
        if unfit:
            stock.set_aside[path.relative_to(folder.parent).as_posix()] = unfit
            continue
        digest, revision = sha256_of(path), revision_of(place_in_edition(path, edition))
        if (revision, digest) not in seen:
            documents[path] = digest
        if path.stat().st_size:
            seen.add((revision, digest))
        last = max(last, revision)
    if last > 1:
        stock.revisions[edition] = last
    if documents:
        stock.documents[edition] = documents
    else:
        stock.problems[edition] = Problem("sources_empty", edition=edition, found=str(folder), expected=_patterns())


def _files_below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where, name) for name in files if not _is_no_document(name))


def _unfit(path: Path, sources: Path, places: set[str]) -> Said | None:
    """Why a file is not opened; None where it is. `places`: those of the files before, composed (NFC)."""
    place = unicodedata.normalize("NFC", path.relative_to(sources).as_posix())
    if any(unicodedata.category(letter)[0] == "C" for letter in place):
        return said("aside_name", name=ascii(place))
    if not path.resolve().is_relative_to(sources.resolve()):
        return said("aside_link", target=path.resolve())
    if not path.is_file():
        return said("aside_no_file")
    if path.suffix.lower() not in SUFFIXES:
        return said("aside_kind", patterns=_patterns())
    if place in places:
        return said("aside_name_twice")
    places.add(place)
    return None


def _is_no_document(name: str) -> bool:
    """Hidden files, what an office program keeps beside an open workbook, and words about the folder."""
    return name.startswith((".", "~$")) or name.lower().startswith("readme")


def _patterns() -> str:
    return ", ".join(f"*{suffix}" for suffix in SUFFIXES)


def _require_known(wanted: Sequence[str], known: dict[str, str]) -> None:
    unknown = [edition for edition in wanted if edition not in known]
    if unknown:
        raise DataError([Problem("edition_unknown", edition=edition, found=edition,
                                 expected=", ".join(sorted(known))) for edition in unknown])
