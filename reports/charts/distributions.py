"""Where every body of a ranking stands: a dot each, or bars of how many where there are too many for dots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from statistics import median
from typing import Any

from reports.catalogue import LANGUAGES, Words
from reports.charts.drawing import (
    BEST,
    HALO,
    INK,
    OWN,
    RULE,
    Data,
    Drawing,
    Keys,
    Link,
    compiled,
    drawn,
    letters,
    lines_of,
    same,
)
from reports.tables import grouped, plain, to_places

_WIDTH, _HEIGHT, _LINE = 400, 84, 17  # of the field of dots, and of a line of words above it
_RADII = (5.5, 4.5, 3.5, 2.5)
_MOST_DOTS, _MOST_BARS = 200, 20
_SKEWED = 10  # a highest figure so many times the median leaves nothing to see on an even scale


@dataclass(frozen=True)
class Standing:
    """A body and its figure; `is_own`: the body whose page it is."""

    name: Words
    figure: Decimal | None
    is_own: bool = False


@dataclass(frozen=True)
class _Scale:
    """Where a figure lies between the ends, in pixels."""

    low: float
    high: float
    is_log: bool

    def place(self, figure: float) -> float:
        low, high, at = (math.log1p(end) if self.is_log else end for end in (self.low, self.high, figure))
        return round(_WIDTH * (at - low) / (high - low), 2)

    def figure(self, place: float) -> float:
        """The figure that lies there."""
        low, high = (math.log1p(end) if self.is_log else end for end in (self.low, self.high))
        at = low + (high - low) * place / _WIDTH
        return math.expm1(at) if self.is_log else at


def distribution(standings: Sequence[Standing], texts: Mapping[str, Words], title: Words, places: int = 0,
                 unit: str = "", ends: Sequence[Decimal] = ()) -> Drawing:
    """The figures of a ranking, its bodies best first; the first, the last, the median and the own body are told.

    `places`: decimals that are shown; `ends`: those of the scale (goalposts, the maximum), marked and told.
    Bodies without a figure are left out; a scale without ends is logarithmic where most are far below the highest.
    """
    known = [one for one in standings if one.figure is not None]
    figures = [one.figure for one in known if one.figure is not None]
    keys, middle = Keys(), median(figures) if figures else None
    scale = _scale([*figures, *ends], middle, has_ends=bool(ends))
    rows: Data = [{"edge": scale.low, "level": 0}, {"edge": scale.high, "level": 0}]
    rows += [{"end": float(end)} for end in ends]
    rows += _dots(known, scale, keys, places, unit) or _bars(figures, scale)
    rows += [{"middle": float(middle)}] if middle is not None else []
    lines = _words(known, middle, scale, texts, places, unit) + _notes(ends, scale, texts, unit)
    height = float(_HEIGHT)
    for figure, words in lines:
        room = _LINE * lines_of(words) - 3.0 * (lines_of(words) - 1)
        rows.append(_line(height + room / 2, figure, words, scale, keys))
        height += room
    return keys.drawing(drawn(_distribution(scale.is_log), rows, left=16, right=16, top=16, bottom=22), title)


def _scale(figures: Sequence[Decimal], middle: Decimal | None, has_ends: bool) -> _Scale:
    low, high = (float(min(figures)), float(max(figures))) if figures else (0.0, 1.0)
    is_log = bool(not has_ends and middle and low >= 0 and Decimal(high) > _SKEWED * middle)
    if low == high:
        room = abs(low) / 10 or 1.0
        return _Scale(low - room, high + room, False)
    return _Scale(low, high, is_log)


def _dots(known: Sequence[Standing], scale: _Scale, keys: Keys, places: int, unit: str) -> Data:
    """A dot a body on the lowest line where it touches no other, as large as the field allows; none if it does not."""
    if len(known) > _MOST_DOTS:
        return []
    spots = sorted(((scale.place(float(one.figure or 0)), one) for one in known), key=lambda spot: spot[0])
    for radius in _RADII:
        levels, ends = [], []  # type: list[int], list[float]
        for spot, _ in spots:
            level = next((level for level, end in enumerate(ends) if spot - end >= 2 * radius), len(ends))
            ends[level:level + 1] = [spot]
            levels.append(level)
        if (2 * len(ends)) * radius <= _HEIGHT:
            return [{"dot": float(one.figure or 0), "level": radius * (2 * level + 1), "own": one.is_own,
                     "size": 4 * radius ** 2 * (2 if one.is_own else 1),
                     "key": keys.link(Link(_said(one.name, one.figure, places, unit)))}
                    for level, (_, one) in zip(levels, spots, strict=True)]
    return []


def _bars(figures: Sequence[Decimal], scale: _Scale) -> Data:
    """How many bodies lie between two even steps of the scale."""
    counts: dict[int, int] = {}
    for figure in figures:
        step = min(int(scale.place(float(figure)) / _WIDTH * _MOST_BARS), _MOST_BARS - 1)
        counts[step] = counts.get(step, 0) + 1
    most = max(counts.values(), default=1)
    wide = _WIDTH / _MOST_BARS
    return [{"left": scale.figure(step * wide + 1), "right": scale.figure((step + 1) * wide - 1),
             "at_middle": scale.figure((step + 0.5) * wide), "count": count, "top": (_HEIGHT - 12) * count / most}
            for step, count in sorted(counts.items())]


def _words(known: Sequence[Standing], middle: Decimal | None, scale: _Scale, texts: Mapping[str, Words], places: int,
           unit: str) -> list[tuple[Decimal | None, Words]]:
    """The lines above the field from the lowest up, each with the figure it stands over.

    Those in the middle come first: so no line from words to their figure crosses other words.
    """
    if not known:
        return [(None, texts["chart_no_data"])]
    told = [(one.figure, one.name) for one in known if one.is_own] + [(middle, texts["chart_median"])]
    if known[0].figure == known[-1].figure and len(known) > 1:
        everybody = _filled(texts["chart_all"], same(len(known)))
        return [(known[0].figure, _said(everybody, known[0].figure, places, unit))]
    for key, end in (("chart_first", known[0]), ("chart_last", known[-1])):
        among = [one for one in known if one.figure == end.figure]
        who = end.name if len(among) == 1 else _filled(texts["chart_several"], same(len(among)))
        if key == "chart_first" or end.figure != known[0].figure:
            told.append((end.figure, _filled(texts[key], who)))
    return [(figure, _said(words, figure, places, unit)) for figure, words in
            sorted(told, key=lambda one: abs(scale.place(float(one[0] or 0)) - _WIDTH / 2))]


def _notes(ends: Sequence[Decimal], scale: _Scale, texts: Mapping[str, Words],
           unit: str) -> list[tuple[Decimal | None, Words]]:
    notes: list[tuple[Decimal | None, Words]] = []
    if ends:
        span = (" – ".join(f"{grouped(plain(end), language)}{unit}" for end in ends) for language in LANGUAGES)
        notes.append((None, _filled(texts["chart_ends"], Words(*span))))
    return notes + ([(None, texts["chart_log"])] if scale.is_log else [])


def _line(height: float, figure: Decimal | None, words: Words, scale: _Scale, keys: Keys) -> dict[str, object]:
    """Words over their figure, on the side of it where there is room."""
    where = scale.low if figure is None else float(figure)
    under = {} if figure is None else {"under": where}
    return {"words": keys.name(words), "height": height, "is_left": scale.place(where) <= _WIDTH / 2, "at": where,
            **under}


def _said(name: Words, figure: Decimal | None, places: int, unit: str) -> Words:
    shown = [grouped(to_places(figure or Decimal(0), places), language) + unit for language in LANGUAGES]
    return Words(f"{name.vi}: {shown[0]}", f"{name.en}: {shown[1]}")


def _filled(text: Words, part: Words) -> Words:
    return Words(text.vi.format(part.vi), text.en.format(part.en))


@cache
def _distribution(is_log: bool) -> dict[str, Any]:
    import altair as alt

    scale = alt.Scale(type="symlog" if is_log else "linear", zero=False, nice=False)
    axis = (alt.Axis(grid=False, labelFont="11", values=[0, *(10 ** power for power in range(10))], format=",d")
            if is_log else alt.Axis(grid=False, labelFont="11", tickCount=6))

    def having(field: str, height: str = "level") -> Any:
        return alt.Chart().transform_filter(f"isValid(datum.{field})").encode(
            x=alt.X(f"{field}:Q", scale=scale, axis=axis, title=None),
            y=alt.Y(f"{height}:Q", axis=None, scale=alt.Scale(domain=[0, _HEIGHT], nice=False)))

    def ruled(field: str, height: str = "full", **style: Any) -> Any:
        return having(field, height).transform_calculate(full=str(_HEIGHT)).mark_rule(**style).encode(y2=alt.datum(0))

    def words(is_left: bool) -> Any:
        side: dict[str, Any] = {"align": "left", "dx": -4} if is_left else {"align": "right", "dx": 4}
        return having("at", "height").transform_filter(f"datum.is_left === {str(is_left).lower()}").mark_text(
            **letters(12, **{**HALO, **side})).encode(text="words:N")

    def dots(which: str, **style: Any) -> Any:
        return having("dot").transform_filter(which).mark_point(filled=True, opacity=1, **style).encode(
            size=alt.Size("size:Q", scale=None), href="key:N")

    return compiled(alt.layer(
        having("edge").mark_point(opacity=0),
        ruled("end", color=BEST, strokeDash=[2, 3], strokeWidth=1.5),
        having("left", "top").mark_rect(color=OWN).encode(x2="right:Q", y2=alt.datum(0)),
        ruled("under", "height", color=RULE), ruled("middle", color=INK, strokeWidth=2, strokeDash=[6, 3]),
        dots("!datum.own", color=OWN), dots("datum.own", color=BEST, stroke=INK, shape="diamond"),
        having("at_middle", "top").mark_text(**letters(9, dy=-6)).encode(text="count:Q"),
        words(True), words(False)).properties(data=alt.NamedData("rows"), width=_WIDTH, height=_HEIGHT))
