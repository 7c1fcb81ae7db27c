"""What a run and a plan tell besides their steps: what is set aside, what was restated, what lies in the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import Problem
from flows.documents import Inventory
from flows.inbox import ASIDE, REASON, waiting
from flows.settings import Settings
from flows.words import Telling, said


@dataclass(frozen=True)
class Reason:
    """Why a document was set aside, in both languages, as it stands beside it."""

    vietnamese: str
    english: str

    def render(self, language: str = "en") -> str:
        return self.vietnamese if language == "vi" else self.english


Notice = tuple[str, str, Telling]
"""Document, folder or edition; how it stands (a word of the group `outcome`); why."""


def notices(settings: Settings, stock: Inventory) -> Iterator[Notice]:
    """Everything that is to be told of documents before a run."""
    yield from ((name, "set aside", why) for name, why in stock.set_aside.items())
    yield from ((edition, "revised", said("stock_revised", revision=last)) for edition, last in stock.revisions.items())
    if settings.inbox.exists() and not settings.inbox.is_dir():
        yield settings.inbox.name, "failed", Problem("inbox_is_file", found=str(settings.inbox))
    yield from ((path.relative_to(settings.inbox.parent).as_posix(), "waits", said("inbox_full"))
                for path in waiting(settings))
    for path in sorted((settings.inbox / ASIDE).glob(f"*{REASON}")):
        yield f"{settings.inbox.name}/{ASIDE}/{path.name.removesuffix(REASON)}", "set aside", _reason(path)


def _reason(path: Path) -> Reason:
    vietnamese, _, english = path.read_text(encoding="utf-8", errors="replace").partition("\n\n")
    return Reason(vietnamese.strip(), english.strip())
