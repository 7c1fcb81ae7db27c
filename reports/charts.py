"""Charts of pages as SVG with its text as text. Each is drawn once and then given the words of a language.

Names and marks stand in a drawing as short keys: measuring Vietnamese words costs more than all the rest, and the
room for them is fixed anyway. `spoken` puts the words in. altair and vl_convert are loaded when a chart is drawn.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.catalogue import Words

if TYPE_CHECKING:
    import altair as alt

_FONTS = "Noto Sans, DejaVu Sans, Segoe UI, Liberation Sans, Arial, sans-serif"
_INK, _OWN, _BEST, _SOFT, _RULE = "#1f2933", "#12467b", "#a86a00", "#5f6b7a", "#c3ccd6"
_TEXT = re.compile(r"(<text[^>]*>)([^<]*)</text>")
_NUMBER = re.compile(r"[\u2212+-]?[\d.,]+")
_NAMESPACES = re.compile(r' xmlns(:xlink)?="[^"]*"')
_LETTERS, _LETTER = 48, 5.4  # the longest line of a name, and the width of a letter
_ACROSS, _PANEL = 3, 198  # panels in a line, and the width of one
_LOWEST = 10  # ranks that the axis always has room for: 1 and 2 are close to each other

Data = list[dict[str, object]]


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
    return _drawn(_rank_lines(min(_ACROSS, len(panels))), data)


def dots(rows: Sequence[tuple[float, float, float]], letters: int) -> str:
    """A line for each (own, leader, median), from the first down; keys `n0`, `n1` … name them.

    `letters`: of the longest name, for which there must be room.
    """
    data: Data = [{"name": f"n{place}", "order": place, "own": own, "best": best, "middle": middle}
                  for place, (own, best, middle) in enumerate(rows)]
    return _drawn(_dots(), data, letters)


def bars(figures: Sequence[float], letters: int) -> str:
    """A bar for each figure, from the first down; names as for `dots`."""
    return _drawn(_bars(), [{"name": f"n{place}", "order": place, "figure": figure}
                            for place, figure in enumerate(figures)], letters)


def spoken(svg: str, names: Sequence[Words], title: Words, language: str) -> str:
    """The drawing with its names (`n0` is the first) and marks in a language, and its title for who cannot see it."""
    words = {f"n{place}": name[language] for place, name in enumerate(names)}
    told = _TEXT.sub(lambda found: _text(found[1], found[2], words, language), svg)
    label = html.escape(title[language])
    return told.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1).replace(
        ">", f"><title>{label}</title>", 1)


def _text(tag: str, text: str, words: Mapping[str, str], language: str) -> str:
    if text in words:
        lines = textwrap.wrap(words[text], _LETTERS)[:2] or [""]
        if len(lines) == 1:
            return f"{tag}{html.escape(lines[0])}</text>"
        spans = "".join(f'<tspan x="0" dy="{dy}">{html.escape(line)}</tspan>'
                        for line, dy in zip(lines, ("-0.6em", "1.1em"), strict=True))
        return f"{tag}{spans}</text>"
    if language == "vi" and _NUMBER.fullmatch(text):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{tag}{text}</text>"


def _drawn(specification: dict[str, Any], rows: Data, letters: int = 0) -> str:
    """The SVG of a compiled chart with these rows, fit to stand inside a page."""
    import vl_convert

    room = {"left": 8 + _LETTER * min(letters, _LETTERS), "right": 40, "top": 8, "bottom": 4}
    filled = {**specification, "padding": room, "data": [{**data, "values": rows} if data["name"] == "rows" else data
                                        for data in specification["data"]]}
    return _NAMESPACES.sub("", vl_convert.vega_to_svg(filled))


def _compiled(chart: alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    import vl_convert

    styled = chart.configure(font=_FONTS, aria=False, background="white").configure_view(stroke=None).configure_axis(
        labelLimit=0, labelOverlap=False, labelBound=False, labelFlush=False, labelColor=_INK, labelFontSize=10,
        gridColor="#e4e9ef", domainColor=_SOFT, tickColor=_SOFT, titleFontWeight="normal")
    return vl_convert.vegalite_to_vega(styled.to_dict())


@cache
def _rank_lines(columns: int) -> dict[str, Any]:
    import altair as alt

    x = alt.X("year:Q", title=None, scale=alt.Scale(zero=False, nice=False, padding=8),
              axis=alt.Axis(format="d", tickMinStep=1, grid=False, labelFontSize=9))
    y = alt.Y("rank:Q", title=None, scale=alt.Scale(reverse=True, domainMin=0),
              axis=alt.Axis(tickMinStep=1, tickCount=4, labelExpr="datum.value < 1 ? '' : datum.label"))
    told = alt.Chart().transform_filter("isValid(datum.rank)").encode(x=x, y=y)
    change = alt.Chart().transform_filter("isValid(datum.change)").mark_rule(
        color=_SOFT, strokeDash=[4, 3]).encode(x=alt.X("change:Q"))
    edge = alt.Chart().mark_point(opacity=0).encode(y=alt.Y("edge:Q"))
    layers = alt.layer(edge, change, told.mark_line(color=_OWN, strokeWidth=1.5).encode(detail="run:N"),
                       told.mark_point(color=_OWN, filled=True, size=28, opacity=1),
                       told.mark_text(dy=-8, fontSize=9, color=_INK).encode(text="rank:Q"))
    chart = layers.properties(width=_PANEL, height=104).facet(
        facet=alt.Facet("panel:N", title=None, sort=alt.EncodingSortField("order", op="min"),
                        header=alt.Header(labelFontSize=11, labelFontWeight="bold", labelColor=_INK, labelLimit=0,
                                          labelPadding=12)),
        columns=columns, data=alt.NamedData("rows"), bounds="flush", spacing={"row": 46, "column": 24})
    return _compiled(chart)


@cache
def _dots() -> dict[str, Any]:
    import altair as alt

    base = _named_rows(24)
    x = alt.X("own:Q", title=None, scale=alt.Scale(zero=True))
    layers = alt.layer(
        base.mark_rule(color=_RULE, strokeWidth=2).encode(x=x, x2="best:Q"),
        base.mark_tick(color=_SOFT, thickness=2.5, size=14).encode(x=alt.X("middle:Q")),
        base.mark_point(shape="diamond", color=_BEST, filled=False, strokeWidth=2, size=70, opacity=1).encode(
            x=alt.X("best:Q")),
        base.mark_point(color=_OWN, filled=True, size=80, opacity=1).encode(x=x))
    return _compiled(layers.properties(data=alt.NamedData("rows"), width=400))


@cache
def _bars() -> dict[str, Any]:
    import altair as alt

    base = _named_rows(25).encode(x=alt.X("figure:Q", title=None))
    layers = alt.layer(base.mark_bar(color=_OWN, size=13),
                       base.mark_text(align="left", dx=3, fontSize=9, color=_INK).encode(
                           text=alt.Text("figure:Q", format=".4f")))
    return _compiled(layers.properties(data=alt.NamedData("rows"), width=400))


def _named_rows(step: int) -> alt.Chart:
    import altair as alt

    return alt.Chart(height=alt.Step(step)).encode(y=alt.Y(
        "name:N", title=None, sort=alt.EncodingSortField("order", op="min"),
        axis=alt.Axis(domain=False, ticks=False, grid=False)))
