"""Notes to tables: right under them, or with a mark at the foot of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import Item
from extractors.spec import EditionSpec
from extractors.text_lines import Line

MARK_BEHIND = re.compile(r"(?<=[^\W\d])\s?(?P<mark>\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]+|\(?\*+\)?)$")
"""The mark of a note behind the last word of a caption."""
RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


@dataclass(frozen=True)
class FootNote:
    """A note at the foot of a page, and the mark that it explains."""

    page: int
    mark: str
    text: str


def take_out_foot_notes(items: Sequence[Item], spec: EditionSpec) -> tuple[list[Item], list[FootNote]]:
    """Take the notes under the last line or grid of each page out of the reading order.

    Only notes whose pattern tells a mark: those without one stand under their table.
    """
    if "mark" not in spec.note.groupindex:
        return list(items), []
    kept, notes = list(items), []
    for page in {item.page for item in items}:
        on_page = [item for item in items if item.page == page]
        last_grid = max((index for index, item in enumerate(on_page) if item.grid), default=-1)
        texts = [item for item in on_page[last_grid + 1:] if item.line]
        for index, item in enumerate(texts):
            if last_grid >= 0 and item.line and _are_notes(texts[index:], spec):
                found = notes_from(texts, index, spec)
                notes += [FootNote(page, mark_of(match["mark"]), text)
                          for text in found if (match := spec.note.match(text))]
                kept = [other for other in kept if not any(other is note for note in texts[index:])]
                break
    return kept, notes


def mark_of(text: str) -> str:
    """`¹`, `(1)` and `1` are one mark."""
    return text.translate(RAISED).strip("()")


def notes_from(items: Sequence[Item], start: int, spec: EditionSpec) -> list[str]:
    """The notes from items[start] on; a note may run on over lines of its size."""
    notes: list[str] = []
    before: Item | None = None
    for item in items[start:]:
        if item.line is None:
            break
        if spec.note.match(item.line.text):
            notes.append(item.line.text)
        elif notes and before and before.line and before.page == item.page and _follows(before.line, item.line):
            notes[-1] += " " + item.line.text
        else:
            break
        before = item
    return notes


def _are_notes(items: Sequence[Item], spec: EditionSpec) -> bool:
    """Whether these lines are notes to the end, each with the lines that it runs on over."""
    lines = [item.line for item in items if item.line]
    return bool(lines and spec.note.match(lines[0].text)) and all(
        spec.note.match(line.text) or _follows(before, line) for before, line in pairwise(lines))


def _follows(before: Line, line: Line) -> bool:
    return abs(line.size - before.size) < 0.5 and line.top - before.bottom < 0.4 * line.size
