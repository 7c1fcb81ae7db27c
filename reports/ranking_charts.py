"""Drawings of a ranking: a map of the provinces in tiles, as they were and as they are today, and how scores spread."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from reports.catalogue import LANGUAGES, Words
from reports.charts import Drawing, distribution, tile_map
from reports.charts.distributions import Standing
from reports.charts.tile_maps import Tile
from reports.ranking_views import RankingViews
from reports.rankings import Block, Node, name_of
from reports.tables import Row

_FEWEST = 3  # bodies of which it is worth to draw how they spread
Drawings = list[tuple[Words, Drawing]]


def drawings_of(views: RankingViews, block: Block, node: Node, up: str) -> Drawings:
    """What is drawn above a ranking, with the words below it. `up`: from the page to the folder of all pages."""
    maps = [_map(views, block, node, up), _map_of_today(views, block, node)]
    return [*(found for found in maps if found), *_spread(views, block, node)]


def _map(views: RankingViews, block: Block, node: Node, up: str) -> tuple[Words, Drawing] | None:
    rows = [row for row in node.rows if row[f"rank_{node.basis}"] is not None]
    tiles = {str(row["entity_code"]): Tile(
        name_of(row, "entity"), rank if isinstance(rank := row[f"rank_{node.basis}"], int) else None,
        Words(*(views.score(row, node.basis, one).text for one in LANGUAGES)),
        Words(*(up + views.figure_address(block, row, one) for one in LANGUAGES))) for row in rows}
    told = _title(views, "map_title", node)
    drawing = tile_map(tiles, len(tiles), views.edition.directory.history, _year(views), views.catalogue.texts, told)
    return (told, drawing) if drawing else None


def _map_of_today(views: RankingViews, block: Block, node: Node) -> tuple[Words, Drawing] | None:
    """The same in the bodies of today, where some have merged since."""
    rows = [row for row in views.edition.rows["ranking_today"]
            if row["node_code"] == node.code and row["entity_type"] == block.entity_type]
    if not any(row["is_estimated"] == "true" for row in rows):
        return None
    column = views.catalogue.coded("ranking_today").column("score")
    tiles = {str(row["entity_code"]): Tile(
        name_of(row, "entity"), rank if isinstance(rank := row["entity_rank"], int) else None,
        Words(*(views.figure(row, column, one) for one in LANGUAGES))) for row in rows}
    told, history = _title(views, "map_today_title", node), views.edition.directory.history
    drawing = tile_map(tiles, len(tiles), history, datetime.MAXYEAR, views.catalogue.texts, told)
    return (told, drawing) if drawing else None


def _spread(views: RankingViews, block: Block, node: Node) -> Drawings:
    """Where all bodies stand; only where their scores are known."""
    column = f"score_{node.basis}"
    known = [row for row in node.rows if isinstance(row[column], Decimal)]
    if len(known) < _FEWEST:
        return []
    known.sort(key=lambda row: row[column], reverse=True)  # type: ignore[arg-type, return-value]
    places = known[0]["score_decimals"]
    return [spread(views, node.code, node.name, views.kind(block), known, column,
                   places if isinstance(places, int) else 2)]


def spread(views: RankingViews, node_code: str, name: Words, kind: Words, rows: Sequence[Row], column: str,
           places: int) -> tuple[Words, Drawing]:
    """Where bodies stand by a figure, the best first, with the words below the drawing."""
    texts = views.catalogue.texts
    told = Words(*(texts["spread_title"][one].format(name=name[one], kind=kind[one]) for one in LANGUAGES))
    standings = [Standing(name_of(row, "entity"), _decimal(row, column)) for row in rows]
    return told, distribution(standings, texts, told, places=places, ends=_ends(views, node_code))


def _ends(views: RankingViews, node_code: str) -> tuple[Decimal, ...]:
    """Nothing and the maximum of a node, where its method names one."""
    maxima = [row["maximum"] for row in views.edition.rows["method"] if row["node_code"] == node_code]
    return next(((Decimal(0), maximum) for maximum in maxima if isinstance(maximum, Decimal)), ())


def _decimal(row: Row, column: str) -> Decimal | None:
    value = row[column]
    return value if isinstance(value, Decimal) else None


def _title(views: RankingViews, key: str, node: Node) -> Words:
    texts = views.catalogue.texts[key]
    return Words(*(texts[one].format(name=node.name[one]) for one in LANGUAGES))


def _year(views: RankingViews) -> int:
    period = views.edition.publication["period"]
    return period if isinstance(period, int) else int(str(period)[:4])
