"""Where the tiles of a map stand. Layouts are rows of tile_layouts.csv; bodies and their times choose among them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports.catalogue import Words
from reports.tables import Row

_LAYOUTS = Path(__file__).with_name("tile_layouts.csv")


@dataclass(frozen=True)
class Place:
    """The tile of a body: its line from the top, its column from the left, and a name that fits in two lines."""

    entity_code: str
    line: int
    column: int
    short: Words


@cache
def tile_layouts() -> Mapping[str, tuple[Place, ...]]:
    """The layouts by name, their places in the order of the file.

    Two bodies have one place where one followed the other; `places_for` takes the one of the time.
    """
    layouts: dict[str, list[Place]] = {}
    with _LAYOUTS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            layouts.setdefault(row["layout"], []).append(Place(
                row["entity_code"], int(row["line"]), int(row["column"]), Words(row["short_vi"], row["short_en"])))
    return {name: tuple(places) for name, places in layouts.items()}


def places_for(bodies: Collection[str], history: Iterable[Row], year: int) -> tuple[Place, ...]:
    """The places of the layout that holds all of the bodies and fits the year best; none where no layout holds them.

    `history`: rows of bodies with `entity_code`, `valid_from`, `valid_to` (`rpt_entity_history`). A place stands for a
    body that is given, or that was there on the last day of the year on which all given ones were.
    """
    times: dict[str, list[tuple[datetime.date, datetime.date]]] = {}
    for row in history:
        times.setdefault(str(row["entity_code"]), []).append(
            (_day(row["valid_from"], datetime.date.min), _day(row["valid_to"], datetime.date.max)))
    ends = [max(end for _, end in times[body]) for body in bodies if body in times]
    day = min([datetime.date(year, 12, 31), *ends])

    def was_there(place: Place) -> bool:
        return any(start <= day <= end for start, end in times.get(place.entity_code, ()))

    layouts = [layout for layout in tile_layouts().values() if bodies and {place.entity_code for place in layout}
               >= set(bodies)]
    layout = max(layouts, key=lambda layout: sum(map(was_there, layout)), default=())
    kept: dict[tuple[int, int], Place] = {}
    for place in layout:
        if place.entity_code in bodies or (was_there(place) and (place.line, place.column) not in kept):
            kept[place.line, place.column] = place
    return tuple(kept.values())


def _day(value: object, otherwise: datetime.date) -> datetime.date:
    return value if isinstance(value, datetime.date) else otherwise
