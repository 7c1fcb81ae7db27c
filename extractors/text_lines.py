"""Words of a cell or page → lines → running text, with bullets told from wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.page_content import Word

BULLET = re.compile(r"^[-–•+]\s+\S")
ROUND_BULLET = re.compile(r"^[•●▪◦■]\s*(?=\S)")
"""A mark of a list that is no part of its text; a dash or a plus may be one."""
ENDS_AN_ITEM = re.compile(r"[.;:,]$")
BROKEN_INSIDE = re.compile(r"[^\s][-/]$")
MOST_PADDING = 6.0
"""Points between a cell's border and its text; more is alignment, not padding."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `room` is how much of the cell's width (points) it leaves free."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    room: float = 0.0

    @property
    def size(self) -> float:
        return self.bottom - self.top


def lines_of(words: Iterable[Word], box: tuple[float, float, float, float] | None = None) -> list[Line]:
    """Group words into lines, top to bottom; `box` is the cell that they stand in."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle[1], word.x0)):
        last = rows[-1] if rows else []
        if last and word.middle[1] - last[0].middle[1] < 0.5 * min(word.size, last[0].size):
            last.append(word)
        else:
            rows.append([word])
    ordered = [sorted(row, key=lambda word: word.x0) for row in rows]
    padding = min((row[0].x0 - box[0] for row in ordered), default=0.0) if box else 0.0
    width = box[2] - box[0] - 2 * max(0.0, min(padding, MOST_PADDING)) if box else 0.0
    return [_line(row, width) for row in ordered]


def _line(words: Sequence[Word], width: float) -> Line:
    x0, x1 = words[0].x0, max(word.x1 for word in words)
    return Line(" ".join(word.text for word in words), x0, min(word.top for word in words), x1,
                max(word.bottom for word in words), width - (x1 - x0))


def running_text(lines: Sequence[Line]) -> str:
    """Join the lines of a cell with spaces, its bullets with "; " where the print has no mark.

    Round bullets are left out. A word broken after its hyphen or slash is put together again, and so is
    a figure and its %.
    """
    bullets = _bullets(lines)
    text = ROUND_BULLET.sub("", lines[0].text) if lines else ""
    item_is_bullet = 0 in bullets
    for index, line in enumerate(lines[1:], 1):
        following = ROUND_BULLET.sub("", line.text)
        if index in bullets and item_is_bullet and not ENDS_AN_ITEM.search(text):
            text += f"; {following}"
        elif _is_broken_inside(text, following):
            text += following
        else:
            text += f" {following}"
        item_is_bullet = item_is_bullet or index in bullets
    return text


def _is_broken_inside(text: str, following: str) -> bool:
    if following.startswith("%"):
        return text[-1:].isdigit()
    return bool(BROKEN_INSIDE.search(text) and re.match(r"\w", following))


def _bullets(lines: Sequence[Line]) -> set[int]:
    """The lines that begin an item.

    A dash may also stand first because the line before was full; it counts as a bullet in a cell
    that has bullets for certain.
    """
    round_ones = {index for index, line in enumerate(lines) if ROUND_BULLET.match(line.text)}
    dashed = {index for index, line in enumerate(lines) if BULLET.match(line.text)}
    is_list = any(index == 0 or _is_forced(lines[index - 1]) for index in dashed)
    return dashed | round_ones if is_list else round_ones


def _is_forced(previous: Line) -> bool:
    """Whether the line break before a dash was meant, not made by a full line.

    If the dash had room on the line before, it would stand there ("Bà Rịa - Vũng Tàu").
    """
    dash = 0.6 * previous.size
    return previous.room > dash or bool(re.search(r"[\d%.;:,)]$", previous.text))
