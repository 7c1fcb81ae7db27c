"""One series of ranks over years, large: each year's rank among how many, broken where the method changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from reports.catalogue import Words
from reports.charts.drawing import HALO, INK, OWN, RULE, SOFT, Data, Drawing, Keys, compiled, drawn, letters, same

_WIDTH, _HEIGHT = 380, 150
_STEP = (34.0, 110.0)  # from a year to the next, at least and at most
_LOWEST = 10  # ranks that there is room for where nobody tells how many there are


@dataclass(frozen=True)
class YearRank:
    """A rank; `ranked`: among how many, if known; years of one `run` are of one method."""

    year: int
    rank: int
    ranked: int | None
    run: int


def rank_years(years: Sequence[YearRank], texts: Mapping[str, Words], title: Words) -> Drawing:
    """The ranks of a body in ascending years, rank 1 on top, below each year the number of bodies ranked."""
    keys, rows = Keys(), []  # type: Keys, Data
    lowest = max([2, *(max(one.rank, one.ranked or _LOWEST) for one in years)])
    span = years[-1].year - years[0].year if years else 0
    step = min(max(_WIDTH / span, _STEP[0]), _STEP[1]) if span else _STEP[1]
    edges = (-20, span * step + 20)

    def spot(one: YearRank) -> tuple[float, float]:
        return round((one.year - years[0].year) * step, 2), _height(one.rank, lowest)

    rows += [{"x": edges[0], "x2": edges[1], "y": y, "y2": y, "kind": "guide"} for y in (0, _HEIGHT)]
    rows += [{"x": edges[0] - 6, "y": _height(rank, lowest), "side": "right", "text": str(rank)}
             for rank in (1, lowest)]
    for one in years:
        x, y = spot(one)
        rows += [{"x": x, "y": y, "dot": True}, {"x": x, "y": y - 12, "rank": str(one.rank)},
                 {"x": x, "y": _HEIGHT + 18, "text": str(one.year), "side": "center"}]
        if one.ranked is not None:
            low = _height(one.ranked, lowest)
            rows += [{"x": x, "y": _HEIGHT + 32, "text": f"/{one.ranked}", "side": "center"},
                     {"x": x - 7, "x2": x + 7, "y": low, "y2": low, "kind": "ranked"}]
    rows += _between(years, spot, texts, keys)
    return keys.drawing(drawn(_rank_years(), rows, left=26, right=26, top=16, bottom=16), title)


def _between(years: Sequence[YearRank], spot: Callable[[YearRank], tuple[float, float]], texts: Mapping[str, Words],
             keys: Keys) -> Data:
    """Lines from year to year, and the breaks; the first one says what it is."""
    rows: Data = []
    words = texts["chart_changed"]
    for before, after in pairwise(years):
        (x, y), (x2, y2) = spot(before), spot(after)
        if before.run == after.run:
            rows.append({"x": x, "y": y, "x2": x2, "y2": y2, "kind": "own"})
            continue
        middle = (x + x2) / 2
        rows += [{"x": middle, "x2": middle, "y": -14, "y2": _HEIGHT, "kind": "break"},
                 {"x": middle, "y": -22, "text": keys.name(words), "side": "center"}]
        words = same("‖")
    return rows


def _height(rank: int, lowest: int) -> float:
    return round(_HEIGHT * (rank - 1) / (lowest - 1), 2)


@cache
def _rank_years() -> dict[str, Any]:
    import altair as alt

    def having(condition: str) -> Any:
        return alt.Chart().transform_filter(condition).encode(
            x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))

    def rules(kind: str, **style: Any) -> Any:
        return having(f"datum.kind === '{kind}'").mark_rule(**style).encode(x2="x2:Q", y2="y2:Q")

    def words(side: str, size: float) -> Any:
        return having(f"datum.side === '{side}'").mark_text(**letters(size, align=side)).encode(text="text:N")

    return compiled(alt.layer(
        rules("guide", color=RULE), rules("ranked", color=SOFT, strokeWidth=2),
        rules("break", color=SOFT, strokeDash=[4, 3]), rules("own", color=OWN, strokeWidth=2),
        having("datum.dot").mark_point(color=OWN, filled=True, size=60, opacity=1),
        having("isValid(datum.rank)").mark_text(**letters(13, fontWeight="bold", **{**HALO, "color": INK})).encode(
            text="rank:N"),
        words("right", 11), words("center", 11)).properties(data=alt.NamedData("rows"), width=1, height=1))
