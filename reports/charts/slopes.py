"""Ranks of two editions side by side: who went up, who went down, and whether the two can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from reports.catalogue import Words
from reports.charts.drawing import (
    INK,
    OWN,
    SOFT,
    Data,
    Drawing,
    Keys,
    Link,
    compiled,
    drawn,
    folded,
    letters,
    lines_of,
    name_room,
    same,
)

_SIZE, _LINE, _WIDTH = 11, 14, 170  # of letters, of a line of a name, from one edition to the next
_FIGURE, _MARK = 24, 34  # the room for a rank, and for how far a body moved
_LEAST, _RANK = 60, 5  # the height of a field and of a rank at least
_LONG, _LONGEST = 22, 32  # letters; longer names stand on the left only, still longer ones in several lines
_TURN, _GAP = 10, 8  # from a name to where its line begins; half the break in a line
_REST = "#9aa5b1"
_Rule = tuple[float, float | None, float, float | None]  # x, y; x, y
_WAYS: Mapping[str, tuple[str, str]] = {"up": ("▲", OWN), "down": ("▼", "#8a5600"), "same": ("=", SOFT)}


@dataclass(frozen=True)
class Move:
    """A body's ranks before and after (None where it has none); `is_shown`: in colour and by name, else in grey."""

    name: Words
    before: int | None
    after: int | None
    is_shown: bool = True

    @property
    def way(self) -> str:
        """`up`, `down` or `same`; a body that has one rank only went no way."""
        if self.before is None or self.after is None or self.before == self.after:
            return "same"
        return "up" if self.after < self.before else "down"


@dataclass(frozen=True)
class _Field:
    """Where ranks lie, and where the names of the bodies stand on each side: as near as they do not touch."""

    moves: Sequence[Move]
    comparable: bool

    @cached_property
    def named(self) -> list[Move]:
        return [move for move in self.moves if move.is_shown]

    @cached_property
    def ends(self) -> tuple[int, int]:
        ranks = [rank for move in self.moves for rank in (move.before, move.after) if rank is not None]
        return min(ranks, default=1), max(ranks, default=1)

    @cached_property
    def step(self) -> int:
        """From one name to the next."""
        return max((_LINE * lines_of(_name(move)) for move in self.named), default=_LINE)

    @cached_property
    def height(self) -> int:
        return max(_LEAST, self.step * (len(self.named) - 1), _RANK * (self.ends[1] - self.ends[0]))

    @property
    def is_one_sided(self) -> bool:
        return self.longest > _LONG

    @property
    def lacks_before(self) -> bool:
        return any(move.before is None for move in self.named)

    @cached_property
    def longest(self) -> int:
        """The letters of the longest line of a name."""
        return max((len(line) for move in self.named for name in (_name(move).vi, _name(move).en)
                    for line in name.split("\n")), default=0)

    def at(self, rank: int) -> float:
        return round(self.height * (rank - self.ends[0]) / max(self.ends[1] - self.ends[0], 1), 2)

    def names(self, ranks: Sequence[int | None]) -> list[float | None]:
        """The heights of names beside these ranks of the named bodies."""
        order = sorted((rank, place) for place, rank in enumerate(ranks) if rank is not None)
        heights: list[float] = []
        for rank, _ in order:
            heights.append(max(self.at(rank), heights[-1] + self.step if heights else 0))
        for below in range(1, len(heights) + 1):
            heights[-below] = min(heights[-below], self.height - self.step * (below - 1))
        found = {place: height for (_, place), height in zip(order, heights, strict=True)}
        return [found.get(place) for place in range(len(ranks))]


def slope(moves: Sequence[Move], heads: tuple[Words, Words], texts: Mapping[str, Words], title: Words,
          comparable: bool = True) -> Drawing:
    """A line a body from its rank in one edition (`heads[0]`) to its rank in the next, the best on top.

    Colour, stroke and a mark tell up, down and same. Where the method changed (`comparable` is false) every line is
    broken and nobody is said to have moved.
    """
    field, keys, rows = _Field(moves, comparable), Keys(), []  # type: _Field, Keys, Data
    heights = {id(move): (left, right) for move, left, right in zip(
        field.named, field.names([move.before for move in field.named]),
        field.names([move.after for move in field.named]), strict=True)}
    for move in sorted(moves, key=lambda move: move.is_shown):
        rows += _path(move, field, heights.get(id(move)), keys)
        if move.is_shown:
            rows += _labels(move, field, heights[id(move)], keys)
    rows += [{"text": keys.name(head), "x": x, "y": -26, "side": side, "tone": INK}
             for head, x, side in ((heads[0], -4, "right"), (heads[1], _WIDTH + 4, "left"))]
    rows += _legend(field, texts, keys)
    room = name_room(field.longest, _SIZE) + _FIGURE
    right = _MARK + (_FIGURE if field.is_one_sided and not field.lacks_before else room)
    svg = drawn(_slope(), rows, left=room, right=right, top=12, bottom=12)
    return keys.drawing(svg, title)


def _path(move: Move, field: _Field, names: tuple[float | None, float | None] | None, keys: Keys) -> Data:
    """The line of a body from the height of its name over that of its rank, and a dot at each rank."""
    ends = [None if rank is None else field.at(rank) for rank in (move.before, move.after)]
    tone, way = (_REST, "rest") if not move.is_shown else (OWN, "up") if not field.comparable else (
        _WAYS[move.way][1], move.way)
    link = keys.link(Link(Words(*(f"{name}: {_rank(move.before)} → {_rank(move.after)}"
                                  for name in (move.name.vi, move.name.en)))))
    rows: Data = [{"dot": link, "x": x, "y": y, "tone": tone}
                  for x, y in zip((_TURN, _WIDTH - _TURN), ends, strict=True) if y is not None]
    lines: list[_Rule] = [] if not names else [
        (0, names[0], _TURN, ends[0]), (_WIDTH, names[1], _WIDTH - _TURN, ends[1])]
    if ends[0] is not None and ends[1] is not None:
        lines += _across(ends[0], ends[1], field.comparable)
    return rows + [{"x": x, "y": y, "x2": x2, "y2": y2, "tone": tone, "way": way}
                   for x, y, x2, y2 in lines if y is not None and y2 is not None]


def _across(before: float, after: float, is_whole: bool) -> list[_Rule]:
    """From one edition to the other, whole or with a gap in the middle."""
    rise = (after - before) / (_WIDTH - 2 * _TURN)
    middle, left, right = _WIDTH / 2, _TURN, _WIDTH - _TURN
    if is_whole:
        return [(left, before, right, after)]
    return [(left, before, middle - _GAP, round(before + rise * (middle - _GAP - left), 2)),
            (middle + _GAP, round(after - rise * (middle - _GAP - left), 2), right, after)]


def _labels(move: Move, field: _Field, heights: tuple[float | None, float | None], keys: Keys) -> Data:
    """Name and rank on the left; mark, rank and, if there is room, the name on the right."""
    mark, tone = _WAYS[move.way]
    left, right = heights
    texts: list[tuple[Words, float, float | None, str, str]] = [
        (same(move.before), -4, left, "right", INK), (_name(move), -_FIGURE, left, "right", INK)]
    after = _WIDTH + (_MARK if field.comparable else 4)
    texts.append((same(move.after), after, right, "left", INK))
    if left is None or not field.is_one_sided:
        texts.append((_name(move), after + _FIGURE - 4, right, "left", INK))
    if field.comparable and move.before is not None and move.after is not None:
        texts.append((same(f"{mark}{abs(move.after - move.before) or ''}"), _WIDTH + 4, right, "left", tone))
    return [{"text": keys.name(words), "x": x, "y": y, "side": side, "tone": colour}
            for words, x, y, side, colour in texts if y is not None]


def _legend(field: _Field, texts: Mapping[str, Words], keys: Keys) -> Data:
    """What the marks say; or the break and what it says."""
    place: dict[str, object] = {"y": field.height + 24, "side": "middle"}
    if field.comparable:
        told = [(mark, tone, texts[f"chart_{way}"]) for way, (mark, tone) in _WAYS.items()]
        return [{**place, "text": keys.name(Words(f"{mark} {words.vi}", f"{mark} {words.en}")), "tone": tone,
                 "x": _WIDTH / 2 + 90 * (column - 1)} for column, (mark, tone, words) in enumerate(told)]
    rules: Data = [{"break": _WIDTH / 2 + x, "y": -8, "y2": field.height + 10} for x in (-3, 3)]
    return [{**place, "text": keys.name(texts["chart_changed"]), "tone": INK, "x": _WIDTH / 2}, *rules]


def _name(move: Move) -> Words:
    return folded(move.name, _LONGEST)


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


@cache
def _slope() -> dict[str, Any]:
    import altair as alt

    y, tone = alt.Y("y:Q", scale=None, axis=None), alt.Color("tone:N", scale=None)

    def having(field: str, x: str = "x") -> Any:
        return alt.Chart().transform_filter(f"isValid(datum.{field})").encode(
            x=alt.X(f"{x}:Q", scale=None, axis=None), y=y)

    def words(side: str, align: str) -> Any:
        return having("text").transform_filter(f"datum.side === '{side}'").mark_text(
            **letters(_SIZE, align=align)).encode(text="text:N", color=tone)

    def lines(way: str, **style: Any) -> Any:
        return having("way").transform_filter(f"datum.way === '{way}'").mark_rule(**style).encode(
            x2="x2:Q", y2="y2:Q", color=tone)

    return compiled(alt.layer(
        lines("rest", strokeWidth=1), lines("same", strokeWidth=1.5, strokeDash=[2, 2]),
        lines("down", strokeWidth=1.8, strokeDash=[6, 3]), lines("up", strokeWidth=2),
        having("dot").mark_point(filled=True, opacity=1, size=22).encode(color=tone, href="dot:N"),
        having("break", "break").mark_rule(color=INK, strokeWidth=1.5).encode(y2="y2:Q"),
        words("right", "right"), words("left", "left"), words("middle", "center")).properties(
            data=alt.NamedData("rows"), width=_WIDTH, height=1))
