"""What one body reads about itself: its place, where its points were lost, what would bring it further."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.catalogue import Words
from reports.rankings import name_of
from reports.reading_order import reading_order
from reports.safe_text import file_name
from reports.tables import Row


@dataclass(frozen=True)
class Profile:
    """A body in an edition: `outlook` its total and what is next, the nodes below the total by kind.

    `components`: nodes with nodes below them; `indicators`: those without, the greatest loss first;
    `parents`: the name of the component of each indicator.
    """

    outlook: Row
    name: Words
    total: Row
    components: tuple[Row, ...]
    indicators: tuple[Row, ...]
    parents: Mapping[str, Words]

    @property
    def code(self) -> str:
        """The code of the body, fit for a file name."""
        return file_name(str(self.outlook["entity_code"]))

    @property
    def entity_type(self) -> str:
        """The block it is ranked in."""
        return str(self.outlook["entity_type"])

    @property
    def has_self_assessment(self) -> bool:
        """Whether it told its own points for anything."""
        return any(row["self_points"] is not None for row in (*self.components, *self.indicators))

    def enough_for(self, target: str) -> list[Row]:
        """Indicators that alone would bring the next `rank` or `band`, the greatest loss first."""
        return [row for row in self.indicators if row[f"is_enough_for_next_{target}"] == "true"]


def profiles_of(nodes: Iterable[Row], outlooks: Iterable[Row]) -> list[Profile]:
    """Profiles by block and rank; a body whose nodes are not given has none."""
    by_body: dict[object, list[Row]] = {}
    for row in nodes:
        by_body.setdefault(row["entity_code"], []).append(row)
    profiles = [_profile(outlook, by_body[outlook["entity_code"]]) for outlook in outlooks
                if outlook["entity_code"] in by_body]
    return sorted(profiles, key=lambda profile: (profile.entity_type, _rank(profile.outlook),
                                                 reading_order(profile.name.vi)))


def lost(row: Row) -> Decimal:
    """Points lost in a node; nothing known is nothing lost."""
    value = row["points_lost"]
    return value if isinstance(value, Decimal) else Decimal(0)


def share_kept(row: Row) -> int:
    """Points as a share of the maximum, in whole per cent between 0 and 100."""
    points, maximum = row["points"], row["maximum"]
    if not isinstance(points, Decimal) or not isinstance(maximum, Decimal) or not maximum:
        return 0
    return max(0, min(100, int(100 * points / maximum)))


def _profile(outlook: Row, rows: list[Row]) -> Profile:
    parents = {row["parent_node_code"] for row in rows}
    codes = {row["node_code"] for row in rows}
    total = next(row for row in rows if row["parent_node_code"] not in codes)
    below = [row for row in rows if row is not total]
    names = {row["node_code"]: name_of(row, "node") for row in rows}
    indicators = sorted((row for row in below if row["node_code"] not in parents),
                        key=lambda row: (-lost(row), reading_order(str(row["node_code"]))))
    return Profile(outlook, name_of(outlook, "entity"), total,
                   tuple(row for row in below if row["node_code"] in parents), tuple(indicators),
                   {str(row["node_code"]): names[row["parent_node_code"]] for row in indicators
                    if row["parent_node_code"] in names and row["parent_node_code"] != total["node_code"]})


def _rank(outlook: Row) -> int:
    rank = outlook["entity_rank"]
    return rank if isinstance(rank, int) else 10**6
