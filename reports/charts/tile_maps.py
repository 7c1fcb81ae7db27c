"""A map of equal tiles: a body each, about where it lies, with its rank in figures and in shade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reports.catalogue import LANGUAGES, Words
from reports.charts.drawing import INK, RULE, SOFT, Data, Drawing, Keys, Link, compiled, drawn, letters, same
from reports.charts.tile_layouts import places_for
from reports.tables import Row

_WIDE, _HIGH, _GAP = 46, 42, 2  # of a tile, and between two
_BELOW, _SWATCH = 14, 20  # from the map to what its shades mean, and the height of that
# From the first ranks down: shade and letters. Lightness alone tells them apart, also in print without colour.
_SHADES = (("#0b3c6f", "white"), ("#2a6496", "white"), ("#7fabd0", INK), ("#b3cfe6", INK), ("#e4eef8", INK))
_EMPTY = ("white", SOFT)


@dataclass(frozen=True)
class Tile:
    """What is known of a body: full name, rank, score as people read it, the page that its tile leads to.

    `shown`: what the tile prints instead of the rank.
    """

    name: Words
    rank: int | None = None
    score: Words | None = None
    href: Words | None = None
    shown: Words | None = None


def tile_map(tiles: Mapping[str, Tile], ranked: int, history: Sequence[Row], year: int, texts: Mapping[str, Words],
             title: Words) -> Drawing | None:
    """The bodies of a ranking on the layout that fits them; None where no layout holds them all.

    `tiles`: by entity_code; `ranked`: how many were ranked, of which each shade has a fifth; `history`: rows of
    `rpt_entity_history`, which tell what other bodies there were in that year: their tiles are empty.
    """
    places = places_for(tiles, history, year)
    if not places:
        return None
    keys, rows = Keys(), []  # type: Keys, Data
    names = {row["entity_code"]: Words(str(row["name_vi"]), str(row["name_en"] or row["name_vi"])) for row in history}
    for place in places:
        tile = tiles.get(place.entity_code) or Tile(names.get(place.entity_code, place.short))
        has_data = tile.rank is not None or tile.shown is not None
        shade, tone = _EMPTY if tile.rank is None else _SHADES[_fifth(tile.rank, ranked)]
        x, y = place.column * (_WIDE + _GAP), place.line * (_HIGH + _GAP)
        rows.append({"tile": keys.link(Link(_title(tile, ranked, texts), tile.href)), "x": x, "y": y, "shade": shade,
                     "edge": RULE if has_data else SOFT, "has_data": has_data, "x2": x + _WIDE, "y2": y + _HIGH})
        rows += _inside(x + _WIDE / 2, y, place.short, tile.shown or same("–" if tile.rank is None else tile.rank),
                        tone if has_data else INK, keys)
    bottom = max(place.line for place in places) * (_HIGH + _GAP) + _HIGH + _BELOW
    rows += _legend(bottom, ranked, any(row.get("has_data") is False for row in rows), texts, keys)
    return keys.drawing(drawn(_tile_map(), rows), title)


def _fifth(rank: int, ranked: int) -> int:
    return min(len(_SHADES) * (rank - 1) // max(ranked, rank), len(_SHADES) - 1)


def _inside(middle: float, top: float, short: Words, shown: Words, tone: str, keys: Keys) -> Data:
    """The name in two lines, a word each, and the figure below it."""
    lines = [Words(*pair) for pair in zip(short.vi.split(" ", 1), short.en.split(" ", 1), strict=True)]
    rows: Data = [{"name": keys.name(words), "x": middle, "y": top + (15 if len(lines) == 1 else 9 + 10.5 * place),
                   "tone": tone} for place, words in enumerate(lines)]
    return [*rows, {"figure": keys.name(shown), "x": middle, "y": top + 33, "tone": tone}]


def _title(tile: Tile, ranked: int, texts: Mapping[str, Words]) -> Words:
    """What the tile says to who points at it or hears it."""
    if tile.rank is None:
        told = tile.score or tile.shown or texts["chart_no_data"]
        return Words(f"{tile.name.vi}: {told.vi}", f"{tile.name.en}: {told.en}")
    parts = [texts["chart_rank"][language].format(tile.rank, ranked) for language in LANGUAGES]
    said = [f"{part}; {tile.score[language]}" if tile.score else part
            for part, language in zip(parts, LANGUAGES, strict=True)]
    return Words(f"{tile.name.vi}: {said[0]}", f"{tile.name.en}: {said[1]}")


def _legend(top: float, ranked: int, has_empty: bool, texts: Mapping[str, Words], keys: Keys) -> Data:
    """The ranks of each shade; what an empty tile means, if there is one."""
    rows, wide = [], _WIDE + 8  # type: Data, int
    words = {"name": keys.name(texts["chart_ranks"]), "x": 0, "y": top + 2, "tone": INK, "is_left": True}
    own = [[rank for rank in range(1, ranked + 1) if _fifth(rank, ranked) == fifth] for fifth in range(len(_SHADES))]
    for place, (ranks, (shade, tone)) in enumerate((ranks, shade) for ranks, shade in zip(own, _SHADES, strict=True)
                                                   if ranks):
        x, y = place * (wide + _GAP), top + 12
        span = f"{ranks[0]}–{ranks[-1]}" if len(ranks) > 1 else str(ranks[0])
        rows += [{"swatch": True, "x": x, "y": y, "x2": x + wide, "y2": y + _SWATCH, "shade": shade, "edge": RULE,
                  "has_data": True},
                 {"name": keys.name(same(span)), "x": x + wide / 2, "y": y + _SWATCH / 2, "tone": tone}]
    if has_empty:
        y = top + 12 + _SWATCH + 6
        rows += [{"swatch": True, "x": 0, "y": y, "x2": _WIDE, "y2": y + _SWATCH, "shade": _EMPTY[0], "edge": SOFT,
                  "has_data": False},
                 {"name": keys.name(texts["chart_no_data"]), "x": _WIDE + 6, "y": y + _SWATCH / 2, "tone": INK,
                  "is_left": True}]
    return [words, *rows]


@cache
def _tile_map() -> dict[str, Any]:
    import altair as alt

    def having(field: str) -> Any:
        return alt.Chart().transform_filter(field).encode(x=alt.X("x:Q", scale=None, axis=None),
                                                          y=alt.Y("y:Q", scale=None, axis=None))

    def tiles(field: str, **style: Any) -> Any:
        return having(field).mark_rect(**style).encode(
            x2="x2:Q", y2="y2:Q", fill=alt.Fill("shade:N", scale=None), stroke=alt.Stroke("edge:N", scale=None))

    def words(field: str, size: float, which: str = "true", **style: Any) -> Any:
        return having(f"isValid(datum.{field}) && {which}").mark_text(**letters(size, **style)).encode(
            text=f"{field}:N", color=alt.Color("tone:N", scale=None))

    return compiled(alt.layer(
        tiles("isValid(datum.tile) && datum.has_data").encode(href="tile:N"),
        tiles("isValid(datum.tile) && !datum.has_data", strokeDash=[4, 3]).encode(href="tile:N"),
        tiles("datum.swatch && datum.has_data"), tiles("datum.swatch && !datum.has_data", strokeDash=[4, 3]),
        words("name", 10, "!datum.is_left"), words("name", 11, "datum.is_left", align="left"),
        words("figure", 14, fontWeight="bold")).properties(data=alt.NamedData("rows"), width=1, height=1))
