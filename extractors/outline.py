"""Rows that tell their place in a tree by a mark: A, then 1, then rows without any."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CLOSING = ".):"
"""Behind a mark: `1.` is `1`."""


@dataclass(frozen=True)
class Level:
    """A level of an outline: which marks stand on it, its name, and its kind of row."""

    kind: str
    pattern: re.Pattern[str]
    row_kind: str


@dataclass(frozen=True)
class Outline:
    """How the rows of a table are marked, and the columns that its code and its level go into."""

    mark: str
    code: str
    kind: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class HeadingLevel:
    """A level of headings over rows: the column that they go into, and the marks that stand on it."""

    column: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class HeadingMarks:
    """The column that holds the marks of headings (and perhaps of rows), and the levels, the upper one first."""

    mark: str
    levels: tuple[HeadingLevel, ...]

    def depth(self, mark: str) -> int | None:
        """The level (0 the uppermost) that a mark such as `II` or `1.` stands on."""
        bare = mark.strip().rstrip(CLOSING)
        return next((depth for depth, level in enumerate(self.levels) if level.pattern.fullmatch(bare)), None)

    def split(self, text: str) -> str:
        """The mark at the beginning of a heading, empty where there is none: `II. Nhóm` → `II`."""
        first = text.partition(" ")[0].rstrip(CLOSING + "-–")
        return "" if self.depth(first) is None else first


@dataclass(frozen=True)
class Place:
    """Where a row stands in the tree; a row that no level fits has an empty code and kind."""

    code: str
    kind: str
    row_kind: str


def read_outlines(facts: Mapping[str, Mapping[str, Any]]) -> dict[str, Outline]:
    """The outlines of a series (outlines.yml), by table key."""
    return {
        key: Outline(rule["mark"], rule["code"], rule["kind"],
                     tuple(Level(level["kind"], re.compile(level["pattern"]), level.get("row_kind", "data"))
                           for level in rule["levels"]))
        for key, rule in dict(facts).items()
    }


def read_headings(facts: Mapping[str, Mapping[str, Any]]) -> dict[str, HeadingMarks]:
    """The headings of several levels of a series (headings.yml), by table key."""
    return {
        key: HeadingMarks(rule["mark"], tuple(HeadingLevel(level["column"], re.compile(level["pattern"]))
                                              for level in rule["levels"]))
        for key, rule in dict(facts).items()
    }


def places(marks: Sequence[str], outline: Outline) -> list[Place]:
    """The place of each row, by the marks of all rows in printed order.

    >>> levels = (Level("component", re.compile("[A-Z]"), "total"), Level("indicator", re.compile("[0-9]+"), "data"))
    >>> [place.code for place in places(["A", "1", "2.", "B", "1"], Outline("tt", "code", "kind", levels))]
    ['A', 'A1', 'A2', 'B', 'B1']
    """
    above: list[str] = []
    found = []
    for mark in (text.strip().rstrip(CLOSING) for text in marks):
        depth = next((depth for depth, level in enumerate(outline.levels) if level.pattern.fullmatch(mark)), None)
        if depth is None:
            found.append(Place("", "", "data"))
            continue
        above = [*above[:depth], mark]
        found.append(Place("".join(above), outline.levels[depth].kind, outline.levels[depth].row_kind))
    return found
