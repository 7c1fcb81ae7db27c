"""What stands on a page: words and rules with their positions, whatever gave them.

Today the text layer of a PDF gives them; an OCR engine can give the same types.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTContainer
from pdfplumber.page import Page
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.geometry import curve_to_edges
from pdfplumber.utils.text import extract_words

from extractors.drawn_bullets import drawn_bullets

THIN = 3.0
"""A filled rectangle not thicker than this (points) is a drawn line."""
GRAIN = 64
"""Parts of a point that places of turned letters are rounded to; binary, so that sums of them are exact."""
SLANT = 0.1
"""Rise of a line of text, as part of its run, from which on it is no line of the page."""
WHITES = (1, (1, 1, 1), (0, 0, 0, 0))
"""Of grey, red-green-blue and cyan-magenta-yellow-black; a pattern's colour is a name."""
CONTROL = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
RAISED_MARK = re.compile(r"^\(?(\d{1,2}|\*+)\)?$")
SMALL = 0.85
"""Letters smaller than this part of those beside them may be the mark of a note."""
OPENING, CLOSING = "“‘\"(", "”’\").,;:"
Things = dict[str, list[dict[str, Any]]]
"""What a page draws, by kind: char, line, rect, curve, image."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a space; positions in points from the top left.

    `turn`: 1 for a whole line that reads upwards, -1 for one that reads downwards.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: at `at` on its own axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class PageContent:
    """Words, rules and shaded areas (x0, top, x1, bottom) of one page.

    `images` tells a scan from an empty page.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    shades: tuple[tuple[float, float, float, float], ...]
    images: int


def read_pdf_page(page: Page) -> PageContent:
    """Take words and rules out of a page with a text layer."""
    things = _things(page)
    horizontals, verticals = _rules(things)
    words = _words(things, horizontals)
    bullets = drawn_bullets([*things.get("curve", []), *things.get("rect", [])], words)
    width, height = float(page.width), float(page.height)
    return PageContent(
        number=page.page_number,
        width=height if page.rotation in (90, 270) else width,
        height=width if page.rotation in (90, 270) else height,
        words=tuple(_lowered(list(_cut_at_rules([*words, *bullets], verticals)))),
        horizontals=tuple(horizontals),
        verticals=tuple(verticals),
        shades=tuple(_shades(things)),
        images=len(things.get("image", [])),
    )


def clean(text: str) -> str:
    """Composed letters (NFC), plain spaces, no invisible characters."""
    composed = unicodedata.normalize("NFC", text.translate(CONTROL))
    return re.sub(r"\s+", " ", composed).strip()


def _things(page: Page) -> Things:
    """As `page.objects`, but letters carry only what words are made of: in half the time."""
    left, above = page.mediabox[:2]
    zero = page.height + above  # the PDF counts upwards from the bottom
    things: Things = {"char": []}
    for item in _leaves(page.layout):
        if not isinstance(item, LTChar):
            thing = page.process_object(item)
            things.setdefault(thing["object_type"], []).append(thing)
        elif not _is_slanted(item):
            things["char"].append(_letter(item, left, zero))
    return things


def _leaves(container: Iterable[LTComponent]) -> Iterator[LTComponent]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _is_slanted(letter: LTChar) -> bool:
    """A letter of a watermark across the page: turned, and not by a quarter."""
    along, rise = abs(letter.matrix[0]), abs(letter.matrix[1])
    return rise > 0 and min(along, rise) > SLANT * max(along, rise)


def _letter(item: LTChar, left: float, zero: float) -> dict[str, Any]:
    # Quotation marks in lines that run upwards are drawn head down, and taken for upright.
    is_upright = item.upright and item.matrix[0] >= 0
    top, bottom = zero - item.y1, zero - item.y0
    if not is_upright:  # a mark set apart from its letter stands where the next letter begins, but for the noise
        top, bottom = round(top * GRAIN) / GRAIN, round(bottom * GRAIN) / GRAIN
    return {"text": item.get_text(), "x0": item.x0 + left, "x1": item.x1 + left, "top": top, "bottom": bottom,
            "doctop": top, "height": bottom - top, "width": item.width, "size": item.size,
            "upright": is_upright, "turn": -1 if item.matrix[1] < 0 else 1}


def _words(things: Things, horizontals: list[Rule]) -> list[dict[str, Any]]:
    """Words of upright letters, and whole lines of letters turned by a quarter (headers of narrow columns): to the
    left, and read from bottom to top, or to the right, and read from top to bottom."""
    upright = [letter for letter in things["char"] if letter["upright"]]
    words = extract_words(upright, x_tolerance_ratio=0.2, y_tolerance=2, return_chars=True)
    for turn, direction in ((1, "btt"), (-1, "ttb")):
        turned = [letter for letter in things["char"] if not letter["upright"] and letter["turn"] == turn]
        lines = extract_words(turned, x_tolerance=2, y_tolerance_ratio=0.2, return_chars=True,
                              keep_blank_chars=True, char_dir_rotated=direction)
        words += _rejoined([{**line, "turn": turn} for line in lines if line["text"].strip()], horizontals)
    return words


def _rejoined(lines: list[dict[str, Any]], horizontals: list[Rule]) -> list[dict[str, Any]]:
    """Lines of one turn that another manner of letters (a quotation mark) parted, put together again."""
    whole: list[dict[str, Any]] = []
    for column in cluster_objects(lines, itemgetter("x0"), 2):
        parts: list[dict[str, Any]] = []
        for line in sorted(column, key=lambda line: -line["turn"] * line["bottom"]):
            if parts and _goes_on(parts[-1], line, horizontals):
                before = parts[-1]
                is_close = before["text"][-1] in OPENING or line["text"][0] in CLOSING
                parts[-1] = {**before, "text": before["text"].rstrip() + " " * (not is_close) + line["text"].lstrip(),
                             "top": min(before["top"], line["top"]), "bottom": max(before["bottom"], line["bottom"]),
                             "x1": max(before["x1"], line["x1"]), "chars": [*before["chars"], *line["chars"]]}
            else:
                parts.append(line)
        whole += parts
    return whole


def _goes_on(before: dict[str, Any], after: dict[str, Any], horizontals: list[Rule]) -> bool:
    """Whether a turned line goes on in another, near and not behind a rule."""
    line, above = (before, after)[::before["turn"]]
    gap = line["top"] - above["bottom"]
    return 0 <= gap < line["x1"] - line["x0"] and not any(
        above["bottom"] <= rule.at <= line["top"] and rule.start <= line["x0"] <= rule.end for rule in horizontals)


def _rules(things: Things) -> tuple[list[Rule], list[Rule]]:
    horizontals: list[Rule] = []
    verticals: list[Rule] = []
    for edge in _edges(things):
        x0, x1, top, bottom = (float(edge[name]) for name in ("x0", "x1", "top", "bottom"))
        if bottom - top <= THIN < x1 - x0:
            horizontals.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= THIN < bottom - top:
            verticals.append(Rule((x0 + x1) / 2, top, bottom))
    return horizontals, verticals


def _edges(things: Things) -> Iterable[dict[str, Any]]:
    """Drawn lines, thin filled boxes and the sides of stroked boxes; shaded areas are no lines."""
    yield from things.get("line", [])
    for curve in things.get("curve", []):
        yield from curve_to_edges(curve) if curve.get("stroke") else ()
    for rect in things.get("rect", []):
        if min(float(rect["width"]), float(rect["height"])) <= THIN:
            yield rect
        elif rect.get("stroke"):
            x0, x1, top, bottom = (rect[name] for name in ("x0", "x1", "top", "bottom"))
            yield {"x0": x0, "x1": x1, "top": top, "bottom": top}
            yield {"x0": x0, "x1": x1, "top": bottom, "bottom": bottom}
            yield {"x0": x0, "x1": x0, "top": top, "bottom": bottom}
            yield {"x0": x1, "x1": x1, "top": top, "bottom": bottom}


def _shades(things: Things) -> Iterable[tuple[float, float, float, float]]:
    """Coloured areas; white ones only hide what is under them."""
    for rect in things.get("rect", []):
        is_white = rect.get("non_stroking_color") in WHITES
        if rect.get("fill") and not is_white and min(rect["width"], rect["height"]) > THIN:
            yield float(rect["x0"]), float(rect["top"]), float(rect["x1"]), float(rect["bottom"])


def _cut_at_rules(words: list[dict[str, Any]], verticals: list[Rule]) -> Iterable[Word]:
    """A word that runs across a vertical rule is two words of two cells."""
    for word in words:
        middle = (word["top"] + word["bottom"]) / 2
        cuts = [rule.at for rule in verticals
                if word["x0"] + 1 < rule.at < word["x1"] - 1 and rule.start < middle < rule.end]
        parts: dict[int, list[dict[str, Any]]] = {}
        for char in word["chars"] if cuts else ():
            centre = (char["x0"] + char["x1"]) / 2
            parts.setdefault(sum(cut < centre for cut in cuts), []).append(char)
        for chars in parts.values():
            yield _word("".join(char["text"] for char in chars), chars[0]["x0"], word, chars[-1]["x1"])
        if not cuts:
            yield _word(word["text"], word["x0"], word, word["x1"])


def _lowered(words: list[Word]) -> list[Word]:
    """The raised marks of notes, at the height of the word that they stand beside."""
    tallest = max((word.size for word in words), default=0.0)
    marks = [word for word in words if word.size < SMALL * tallest and RAISED_MARK.match(word.text)]
    if not marks:
        return words
    before = sorted((word for word in words if word.size > 0), key=lambda word: word.x1)
    behind = sorted(before, key=lambda word: word.x0)
    lowered: dict[Word, Word] = {}
    for mark in marks:
        near = behind[bisect_left(behind, mark.x1 - 1, key=lambda word: word.x0):
                      bisect_right(behind, mark.x1 + mark.size, key=lambda word: word.x0)]
        near += before[bisect_left(before, mark.x0 - mark.size, key=lambda word: word.x1):
                       bisect_right(before, mark.x0 + 1, key=lambda word: word.x1)]
        for word in near:
            if (mark.size < SMALL * word.size and word.top - mark.size / 2 < mark.top
                    and word.top < mark.bottom < word.bottom):
                lowered[mark] = replace(mark, top=word.top, bottom=word.bottom)
    return [lowered.get(word, word) for word in words]


def _word(text: str, x0: float, place: dict[str, Any], x1: float) -> Word:
    return Word(clean(text), float(x0), float(place["top"]), float(x1), float(place["bottom"]), place.get("turn", 0))
