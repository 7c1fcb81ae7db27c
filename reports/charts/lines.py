"""Lines over years: ranks, broken where the method changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from reports.charts.drawing import INK, OWN, SOFT, Data, compiled, drawn, letters

_ACROSS, _PANEL = 3, 198  # panels in a line, and the width of one
_LOWEST = 10  # ranks that the axis always has room for: 1 and 2 are close to each other


def rank_lines(panels: Sequence[Sequence[tuple[int, int, int]]], changes: Sequence[int]) -> str:
    """A panel for each series of (year, rank, run of years under one method); keys `n0`, `n1` … head the panels.

    `changes`: years from which another method holds, marked by a dashed line before them.
    """
    data: Data = [{"panel": f"n{place}", "order": place, "year": year, "rank": rank, "run": run}
                  for place, panel in enumerate(panels) for year, rank, run in panel]
    data += [{"panel": f"n{place}", "order": place, "change": year - 0.5}
             for place in range(len(panels)) for year in changes]
    lowest = max((rank for panel in panels for _, rank, _ in panel), default=1)
    data += [{"panel": "n0", "order": 0, "edge": max(lowest * 1.12, _LOWEST)}]
    return drawn(_rank_lines(min(_ACROSS, len(panels))), data, left=24, right=40, top=20, bottom=16)


@cache
def _rank_lines(columns: int) -> dict[str, Any]:
    import altair as alt

    x = alt.X("year:Q", title=None, scale=alt.Scale(zero=False, nice=False, padding=8),
              axis=alt.Axis(format="d", tickMinStep=1, grid=False, labelFont="9"))
    y = alt.Y("rank:Q", title=None, scale=alt.Scale(reverse=True, domainMin=0),
              axis=alt.Axis(tickMinStep=1, tickCount=4, labelExpr="datum.value < 1 ? '' : datum.label"))
    told = alt.Chart().transform_filter("isValid(datum.rank)").encode(x=x, y=y)
    change = alt.Chart().transform_filter("isValid(datum.change)").mark_rule(
        color=SOFT, strokeDash=[4, 3]).encode(x=alt.X("change:Q"))
    edge = alt.Chart().mark_point(opacity=0).encode(y=alt.Y("edge:Q"))
    layers = alt.layer(edge, change, told.mark_line(color=OWN, strokeWidth=1.5).encode(detail="run:N"),
                       told.mark_point(color=OWN, filled=True, size=28, opacity=1),
                       told.mark_text(**letters(9, dy=-8)).encode(text="rank:Q"))
    chart = layers.properties(width=_PANEL, height=104).facet(
        facet=alt.Facet("panel:N", title=None, sort=alt.EncodingSortField("order", op="min"),
                        header=alt.Header(labelFontWeight="bold", labelColor=INK, labelLimit=0, labelPadding=12)),
        columns=columns, data=alt.NamedData("rows"), bounds="flush", spacing={"row": 46, "column": 24})
    return compiled(chart)
