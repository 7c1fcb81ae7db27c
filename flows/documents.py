"""Which documents lie in the folder of sources, and which edition each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.errors import DataError, Problem
from extractors.fingerprint import sha256_of
from extractors.spec import known_editions
from flows.words import Said, said


@dataclass
class Inventory:
    """What was found. `set_aside`: folder or file → why no edition takes it."""

    documents: dict[str, Path] = field(default_factory=dict)
    set_aside: dict[str, Said] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    """Edition → why it has no document to read."""


def take_stock(sources: Path, wanted: Sequence[str] = ()) -> Inventory:
    """Look through `sources`: a folder an edition, named after it, with one PDF (copies do not count).

    Raises:
        DataError: there is nothing to read, or a wanted edition is not known or not there.
    """
    known = known_editions()
    _require_known(wanted, known)
    if not sources.is_dir():
        raise DataError([Problem("folder_absent", found=str(sources))])
    stock = Inventory()
    for path in sorted(sources.iterdir()):
        if path.name.startswith(".") or path.name.lower() == "readme.md":
            continue
        if path.name not in known:
            stock.set_aside[path.name] = said("aside_unknown") if path.is_dir() else said("aside_loose")
        elif not wanted or path.name in wanted:
            _take(stock, path)
    absent = [edition for edition in wanted if edition not in stock.documents | stock.problems]
    if absent or not (stock.documents or stock.problems):
        raise DataError([Problem("sources_empty", edition=", ".join(absent), found=str(sources),
                                 expected=" · ".join(f"{edition}/*.pdf" for edition in absent or sorted(known)))])
    return stock


def one_document(paths: Sequence[Path], edition: str) -> Path:
    """The one document that these files are, copies of the same bytes counted once.

    Raises:
        DataError: two files differ.
    """
    by_bytes = {sha256_of(path): path for path in reversed(paths) if path.is_file()}
    if len(by_bytes) > 1:
        files = sorted(by_bytes.items(), key=lambda pair: pair[1])
        raise DataError([Problem("files_disagree", edition=edition, file=files[0][1].name,
                                 found=" · ".join(f"{path.name} (sha256 {digest[:12]}…)" for digest, path in files),
                                 expected="one document")])
    return paths[0]


def _take(stock: Inventory, folder: Path) -> None:
    edition = folder.name
    papers = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    if not papers:
        stock.problems[edition] = Problem("sources_empty", edition=edition, found=str(folder), expected="*.pdf")
        return
    try:
        stock.documents[edition] = one_document(papers, edition)
    except DataError as error:
        stock.problems[edition] = error.problems[0]


def _require_known(wanted: Sequence[str], known: dict[str, str]) -> None:
    unknown = [edition for edition in wanted if edition not in known]
    if unknown:
        raise DataError([Problem("edition_unknown", edition=edition, found=edition,
                                 expected=", ".join(sorted(known))) for edition in unknown])
