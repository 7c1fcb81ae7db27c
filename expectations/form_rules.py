"""What the forms of a series may hold, from the seeds of its framework: inputs, limits, units, maxima."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from expectations.frameworks import framework_editions, seed_rows


@dataclass(frozen=True)
class InputRule:
    """An input of the index. `kind`: count, flag or money; `blank_is`: missing, or no for a mark."""

    key: str
    kind: str
    unit: str
    blank_is: str
    name_vi: str


@dataclass(frozen=True)
class Node:
    """A node of the index's tree; `maximum` in points."""

    parent: str
    maximum: Decimal | None


@dataclass(frozen=True)
class FormRules:
    """The rules of one framework's edition; all empty for a series that has none."""

    inputs: Mapping[str, InputRule] = field(default_factory=dict)
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Input → the inputs whose sum it never exceeds."""
    units: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    """Printed unit, folded → base unit and factor."""
    nodes: Mapping[str, Node] = field(default_factory=dict)
    maxima: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    """(node, entity type) → maximum, where it is not that of the node."""
    unasked: frozenset[str] = frozenset()
    """Inputs of the framework that the forms of the edition do not ask."""

    def in_base_unit(self, key: str, value: Decimal, unit: str) -> Decimal | None:
        """The value in the unit of its input; None where money comes in a unit that nobody knows."""
        rule = self.inputs.get(key)
        if rule is None or rule.kind != "money" or unit.casefold() == rule.unit.casefold():
            return value
        base, factor = self.units.get(unit.casefold(), ("", Decimal(0)))
        return value * factor if base == rule.unit else None

    def maximum(self, node: str, entity_type: str) -> Decimal | None:
        """The most points that a body of this type can have."""
        own = self.nodes.get(node)
        return self.maxima.get((node, entity_type), own.maximum if own else None)


def read_form_rules(framework: Path, series: str, period: str) -> FormRules:
    """Read the rules of the series' framework that hold in the year `period`.

    Args:
        framework: the folder of seeds with series_frameworks.csv, framework_editions.csv, inputs.csv,
            input_limits.csv, units.csv, nodes.csv and node_maxima.csv.
    """
    editions = framework_editions(framework, series, period)

    def own(name: str) -> Iterator[dict[str, str]]:
        return (row for row in seed_rows(framework, name)
                if (row["framework_code"], row["framework_edition"]) in editions)

    limits: dict[str, tuple[str, ...]] = {}
    for row in own("input_limits"):
        limits[row["input_key"]] = (*limits.get(row["input_key"], ()), row["at_most_input_key"])
    return FormRules(
        {row["input_key"]: InputRule(row["input_key"], row["kind"], row["unit"], row["blank_is"], row["name_vi"])
         for row in own("inputs")},
        limits,
        {row["unit"].casefold(): (row["base_unit"], Decimal(row["factor"])) for row in seed_rows(framework, "units")},
        {row["node_code"]: Node(row["parent_node_code"], Decimal(row["maximum"]) if row["maximum"] else None)
         for row in own("nodes")},
        {(row["node_code"], row["entity_type"]): Decimal(row["maximum"]) for row in own("node_maxima")},
    )
