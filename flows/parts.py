"""What one document gave, kept by the hash of all that it was made from: one new form does not make the others be read
again, and who reads a document need not be who puts the edition together."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from extractors.contract import Outcome


class Parts:
    """The parts of one edition in a folder. `hashes`: document → hash of what its part is made from."""

    def __init__(self, work: Path, edition: str, hashes: Mapping[Path, str]) -> None:
        self._folder = work / "parts" / edition
        self._hashes = hashes

    def missing(self) -> dict[Path, str]:
        """Documents without a part, with the hash that it would have."""
        return {path: digest for path, digest in self._hashes.items() if not self._file(digest).is_file()}

    def get(self, path: Path, read: Callable[[Path], Outcome]) -> Outcome:
        """The part of a document: the one kept, else read now and kept.

        A document that cannot be read leaves nothing: the next run tries it again. Raises DataError.
        """
        file = self._file(self._hashes[path])
        if file.is_file():
            try:
                return _at(path, _format().validate_json(file.read_bytes()))
            except ValidationError:  # half of it is there: the disk was full, or the power cut
                pass
        part = read(path)
        self._keep(part, file)
        return part

    def forget_others(self) -> None:
        """Remove what was kept of documents, code or specification that are no more."""
        current = {self._file(digest) for digest in self._hashes.values()}
        for file in set(self._folder.glob("*.json")) - current:
            file.unlink(missing_ok=True)

    def _keep(self, part: Outcome, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f".{file.stem}-{uuid.uuid4().hex[:8]}")
        try:
            aside.write_bytes(_format().dump_json(_at(Path(), part)))
            os.replace(aside, file)
        finally:
            aside.unlink(missing_ok=True)

    def _file(self, digest: str) -> Path:
        return self._folder / f"{digest[:32]}.json"


@cache
def _format() -> TypeAdapter[Outcome]:
    from pydantic import TypeAdapter

    from extractors.contract import Outcome

    return TypeAdapter(Outcome)


def _at(path: Path, part: Outcome) -> Outcome:
    """The same part of the same document at another path."""
    return replace(part, sources=[replace(source, path=path) for source in part.sources],
                   forms=[replace(form, source=replace(form.source, path=path)) for form in part.forms])
