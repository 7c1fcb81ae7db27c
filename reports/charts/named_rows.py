"""Charts with a line for each name: dots beside each other, bars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.charts.drawing import BEST, OWN, RULE, SOFT, Data, compiled, drawn, letters, name_room

if TYPE_CHECKING:
    import altair as alt

_WIDTH = 400


def dots(rows: Sequence[tuple[float, float, float]], longest: int) -> str:
    """A line for each (own, leader, median), from the first down; keys `n0`, `n1` … name them.

    `longest`: the letters of the longest name, for which there must be room.
    """
    data: Data = [{"name": f"n{place}", "order": place, "own": own, "best": best, "middle": middle}
                  for place, (own, best, middle) in enumerate(rows)]
    return drawn(_dots(), data, left=22 + name_room(longest), right=40, bottom=16)


def bars(figures: Sequence[float], longest: int) -> str:
    """A bar for each figure, from the first down; names as for `dots`."""
    return drawn(_bars(), [{"name": f"n{place}", "order": place, "figure": figure}
                           for place, figure in enumerate(figures)], left=22 + name_room(longest), right=48, bottom=16)


@cache
def _dots() -> dict[str, Any]:
    import altair as alt

    base = _named_rows(24)
    x = alt.X("own:Q", title=None, scale=alt.Scale(zero=True))
    layers = alt.layer(
        base.mark_rule(color=RULE, strokeWidth=2).encode(x=x, x2="best:Q"),
        base.mark_tick(color=SOFT, thickness=2.5, size=14).encode(x=alt.X("middle:Q")),
        base.mark_point(shape="diamond", color=BEST, filled=False, strokeWidth=2, size=70, opacity=1).encode(
            x=alt.X("best:Q")),
        base.mark_point(color=OWN, filled=True, size=80, opacity=1).encode(x=x))
    return compiled(layers.properties(data=alt.NamedData("rows"), width=_WIDTH))


@cache
def _bars() -> dict[str, Any]:
    import altair as alt

    base = _named_rows(25).encode(x=alt.X("figure:Q", title=None))
    layers = alt.layer(base.mark_bar(color=OWN, size=13),
                       base.mark_text(**letters(9, align="left", dx=3)).encode(
                           text=alt.Text("figure:Q", format=".4f")))
    return compiled(layers.properties(data=alt.NamedData("rows"), width=_WIDTH))


def _named_rows(step: int) -> alt.Chart:
    import altair as alt

    return alt.Chart(height=alt.Step(step)).encode(y=alt.Y(
        "name:N", title=None, sort=alt.EncodingSortField("order", op="min"),
        axis=alt.Axis(domain=False, ticks=False, grid=False)))
