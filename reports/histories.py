"""Ranks of a body over the years, told by any edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.editions import Edition
from reports.tables import Row

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Histories:
    """(framework, node, body) → its ranks, a row a year, in order of years."""

    rows: Mapping[Key, tuple[Row, ...]]

    def of(self, framework: object, node: object, body: object) -> tuple[Row, ...]:
        """The years known of a body in a node; none if none."""
        return self.rows.get((str(framework), str(node), str(body)), ())

    def frameworks(self) -> list[str]:
        """Indices of which some body has two years or more."""
        return list(dict.fromkeys(framework for (framework, _, _), rows in self.rows.items() if len(rows) > 1))


def histories_of(editions: Iterable[Edition]) -> Histories:
    """All ranks that any edition tells, each year once: where several editions tell it, as the latest does."""
    found: dict[Key, dict[int, Row]] = {}
    for edition in editions:
        for row in edition.rows["rank_history"]:
            key = (str(row["framework_code"]), str(row["node_code"]), str(row["entity_code"]))
            found.setdefault(key, {})[int(str(row["period_year"]))] = row
    return Histories({key: tuple(years[year] for year in sorted(years)) for key, years in found.items()})
