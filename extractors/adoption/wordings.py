"""How alike two captions or two headers are, years and marks aside."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from extractors.adoption.years import masked
from extractors.likeness import letters, likeness
from extractors.names import folded
from extractors.notes import MARK_BEHIND
from extractors.spec import EditionSpec

SAME = 0.999
OTHER = 0.85
"""What likeness of words is worth beside a header that is the same to the letter."""
LAST_YEAR = re.compile(r"ỹ[mp]?\d*ỹ$")
SHARP = 0.4
"""Likeness of letters below which captions have nothing in common: all of them share some."""
LEVEL = re.compile(r"^[\W_]+|[\W_]+$")
NUMBERING = re.compile(r"^\W*(?:[a-zđ]|\d{1,2}|[ivx]+)\s*[.)]\s+", re.IGNORECASE)
"""A letter or number in front of a header: `A. HẠ TẦNG`, `1. Máy tính`."""


class Titles:
    """Captions compared by letters and by words, those that few captions have counting more."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._counts = Counter(word for title in titles for word in set(folded(title).split()))
        self._many = max(1, sum(self._counts.values()))
        self._most = max(self._counts.values(), default=1)

    def likeness(self, one: str, other: str) -> float:
        """0 to 1; both masked and bare."""
        if letters(one) == letters(other) or LAST_YEAR.sub("", letters(one)) == LAST_YEAR.sub("", letters(other)):
            return 1.0  # a year alone in the last line of a caption, on top of a page, passes for its number
        alike = max(0.0, (_alike(letters(one), letters(other)) - SHARP) / (1 - SHARP))
        return 0.5 * alike + 0.5 * self._shared(frozenset(folded(one).split()), frozenset(folded(other).split()))

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        total = sum(map(self._weight, one | other))
        return sum(map(self._weight, one & other)) / total if total else 0.0

    def _weight(self, word: str) -> float:
        """A word of every caption counts little, one of a single caption the most."""
        return 0.1 + math.log((1 + self._most) / (1 + min(self._most, self._counts[word]) * 0.9))


def bare_title(text: str, spec: EditionSpec, period: str) -> str:
    """A caption without its mark and number, without the mark of a note, its years as distances to the period."""
    match = spec.caption.match(text)
    bare = match["title"] if match else text
    bare = MARK_BEHIND.sub("", bare)
    return masked(spec.continued.sub("", bare) or bare, period)


@lru_cache(maxsize=1 << 17)
def header_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """0 to 1 of two headers, level by level, the upper level first; both masked."""
    mine, its = (tuple(map(letters, levels)) for levels in (one, other))
    if not mine or not its:
        return 0.0
    if mine == its:
        return 1.0
    lowest = max(_alike(mine[-1], its[-1]), _alike(_plain(one[-1]), _plain(other[-1])))
    if len(mine) == 1 and len(its) == 1:
        return OTHER * lowest
    whole = _alike("".join(mine), "".join(its))
    upper = _alike("".join(mine[:-1]), "".join(its[:-1])) if len(mine) > 1 and len(its) > 1 else 0.5
    return OTHER * max(0.95 * whole, 0.7 * lowest + 0.3 * upper)


def _plain(level: str) -> str:
    return letters(NUMBERING.sub("", level))


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else likeness(one, other)
