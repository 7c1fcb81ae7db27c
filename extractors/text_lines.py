"""Words of a cell or page → lines → running text, with bullets told from wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.page_content import Word

BULLET = re.compile(r"^[-–•+]\s+\S")
ROUND_BULLET = re.compile(r"^[•●▪◦■]\s*(?=\S)")
"""A mark of a list that is no part of its text; a dash or a plus may be one."""
ITEM_MARK = re.compile(r"^(?:[-–—+*•●▪◦■‣∙·○❖✓➢\uf000-\uf0ff]\s+|[•●▪◦■‣○❖✓➢\uf000-\uf0ff])(?=\S)")
CLOSE_MARK = re.compile(r"^[-–—+](?=[^\W\d_])")
"""A mark that no blank parts from its text; only where the line before ends with purpose."""
ENDS_AN_ITEM = re.compile(r"[.;:,]$")
ADDRESS = re.compile(r"://\S*$")
OPEN_ADDRESS = re.compile(r"(?<!\.[a-z]{2})\.$")
REST_OF_ADDRESS = re.compile(r"(?a:[\w-]*\.[a-z]{2}|[./?=&_])")
TOP_DOMAIN = re.compile(r"(?a:[a-z]{2,4}(?![\w.]))(?!\w)")
"""What follows an address that a line's end parts: a dotted rest, or the last word of one without a country."""
BROKEN_INSIDE = re.compile(r"[^\s][-/]$")
MOST_PADDING = 6.0
"""Points between a cell's border and its text; more is alignment, not padding."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `room` is how much of the cell's width (points) it leaves free, `opening` the width of its
    first word; `turn` is as of words."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    room: float = 0.0
    opening: float = 0.0
    turn: int = 0

    @property
    def size(self) -> float:
        return self.x1 - self.x0 if self.turn else self.bottom - self.top


def lines_of(words: Iterable[Word], box: tuple[float, float, float, float] | None = None) -> list[Line]:
    """Group words into lines, top to bottom; `box` is the cell that they stand in.

    Turned lines come last: those that read upwards from left to right, those that read downwards from right to left.
    """
    every = list(words)
    turned = sorted((word for word in every if word.turn), key=lambda word: (word.turn, word.turn * word.middle[0]))
    rows: list[list[Word]] = []
    for word in sorted((word for word in every if not word.turn), key=lambda word: (word.middle[1], word.x0)):
        last = rows[-1] if rows else []
        if last and word.middle[1] - last[0].middle[1] < 0.5 * min(word.size, last[0].size):
            last.append(word)
        else:
            rows.append([word])
    ordered = [sorted(row, key=lambda word: word.x0) for row in rows]
    padding = min((row[0].x0 - box[0] for row in ordered), default=0.0) if box else 0.0
    width = box[2] - box[0] - 2 * max(0.0, min(padding, MOST_PADDING)) if box else 0.0
    return [_line(row, width) for row in ordered] + _turned_lines(turned, box)


def _line(words: Sequence[Word], width: float) -> Line:
    x0, x1 = words[0].x0, max(word.x1 for word in words)
    return Line(" ".join(word.text for word in words), x0, min(word.top for word in words), x1,
                max(word.bottom for word in words), width - (x1 - x0), words[0].x1 - x0)


def _turned_lines(words: Sequence[Word], box: tuple[float, float, float, float] | None) -> list[Line]:
    """Turned words in the order of their lines; those of one line, set far apart, put together."""
    lines: list[list[Word]] = []
    for word in words:
        last = lines[-1][0] if lines else None
        if last and last.turn == word.turn and abs(last.middle[0] - word.middle[0]) < 0.5 * (last.x1 - last.x0):
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [sorted(line, key=lambda word: -word.turn * word.middle[1]) for line in lines]
    height = box[3] - box[1] if box else 0.0
    return [replace(_line(line, 0.0), room=height - sum(word.size for word in line), opening=line[0].size,
                    turn=line[0].turn) for line in ordered]


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


def listed_text(lines: Sequence[Line]) -> str:
    """The text of a cell, its items without their bullets and parted by "; "; the last ends without it.

    Words before the first bullet are an item of their own, unless a colon leads on to the next.
    """
    starts = _item_starts(lines)
    if not starts:
        return running_text(lines).rstrip(" ;")
    bounds = sorted({0, *starts, len(lines)})
    text = ""
    for start, end in pairwise(bounds):
        first = lines[start]
        bare = CLOSE_MARK.sub("", ITEM_MARK.sub("", first.text)) if start in starts else first.text
        item = _joined([bare, *(line.text for line in lines[start + 1:end])]).strip(" ;")
        parting = " " if text.endswith((":", ",")) else "; "
        text += parting + item if text and item else item
    return text


def _joined(texts: Sequence[str]) -> str:
    text = ""
    for following in texts:
        text += following if not text or _is_broken_inside(text, following) else f" {following}"
    return text


def _item_starts(lines: Sequence[Line]) -> set[int]:
    """The lines that begin with a bullet, where one of them is no dash that a full line pushed down.

    A dash before a small letter is none either where the items begin with capitals.
    """
    def is_meant(index: int) -> bool:
        return index == 0 or _is_forced(lines[index - 1])

    is_close = bool(lines) and bool(CLOSE_MARK.match(lines[0].text))
    marked = {index for index, line in enumerate(lines) if ITEM_MARK.match(line.text) or (
        CLOSE_MARK.match(line.text) and (is_meant(index) or (is_close and line.text[1].isupper())))}
    if not any(is_meant(index) or ROUND_BULLET.match(lines[index].text) for index in marked):
        return set()
    small = {index for index in marked if re.match(r"\W+[^\W\d_]", lines[index].text)
             and re.sub(r"^\W+", "", lines[index].text)[:1].islower()}
    return marked - {index for index in small if len(small) * 2 < len(marked) and not is_meant(index)}


def _is_broken_inside(text: str, following: str) -> bool:
    if following.startswith("%"):
        return text[-1:].isdigit()
    if ADDRESS.search(text):
        return bool(REST_OF_ADDRESS.match(following) or (OPEN_ADDRESS.search(text) and TOP_DOMAIN.match(following)))
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
