"""Where results are printed beside the inputs that they are scaled from, from the seeds of the framework."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from expectations.frameworks import framework_editions, seed_rows

Seed = list[dict[str, str]]


@dataclass(frozen=True)
class PartRule:
    """An input of a result. A figure at the lower goalpost earns `scale_from`, at the upper one `scale_to`; `minimum`,
    `maximum`: goalposts that are published; `missing`: what counts where nothing is reported (zero, skip …)."""

    node: str
    column: str
    unit: str
    weight: Decimal
    scale_from: Decimal
    scale_to: Decimal
    is_falling: bool
    missing: str
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True)
class ScaleRule:
    """A node whose result is printed beside all its parts: the weighted mean (or, not `is_mean`, the sum) of their
    scores. `pooled`: nodes and columns of shares that are pooled into the one part, which is the node itself."""

    node: str
    table_key: str
    result_column: str
    is_mean: bool
    parts: tuple[PartRule, ...]
    pooled: tuple[tuple[str, str], ...] = ()


def read_scale_rules(framework: Path, series: str, period: str) -> tuple[ScaleRule, ...]:
    """The printed results whose scale is that of the group, of the framework of a series in the year `period`.

    Args:
        framework: the folder of seeds with series_frameworks.csv, framework_editions.csv, nodes.csv,
            normalisation_rules.csv, node_inputs.csv, input_sources.csv, inputs.csv and node_results.csv.
    """
    editions = framework_editions(framework, series, period)
    return tuple(rule for edition in editions for rule in _Method(framework, edition).rules())


class _Method:
    """The seeds of one framework edition."""

    def __init__(self, folder: Path, edition: tuple[str, str]) -> None:
        def own(name: str) -> Seed:
            return [row for row in seed_rows(folder, name)
                    if (row["framework_code"], row["framework_edition"]) == edition]

        self._nodes = {row["node_code"]: row for row in own("nodes")}
        self._normalisation = {row["node_code"]: row for row in own("normalisation_rules")}
        self._input_of = {row["node_code"]: row["input_key"] for row in own("node_inputs") if row["role"] == "value"}
        self._units = {row["input_key"]: row["unit"] for row in own("inputs")}
        self._columns = {(row["table_key"], row["input_key"]): row["column_key"] for row in own("input_sources")
                         if row["basis"] == "print"}
        self._results = [row for row in own("node_results") if row["score_column"] and row["node_code"] in self._nodes]

    def rules(self) -> Iterator[ScaleRule]:
        for result in self._results:
            node, table = result["node_code"], result["table_key"]
            itself = self._normalisation.get(node)
            parts = [node] if itself else [code for code, row in self._nodes.items() if row["parent_node_code"] == node]
            aggregation = self._nodes[node]["aggregation"]
            rules = [self._part(part, table) for part in parts]
            found = [rule for rule in rules if rule]
            is_unknown = any(rule.minimum is None or rule.maximum is None for rule in found)
            if found and len(found) == len(parts) and is_unknown and (itself or aggregation in ("mean", "sum")):
                yield ScaleRule(node, table, result["score_column"], itself is not None or aggregation == "mean",
                                tuple(found), self._pooled(node, table) if itself else ())

    def _part(self, node: str, table: str) -> PartRule | None:
        rule, facts = self._normalisation.get(node), self._nodes[node]
        key = self._input_of.get(node, "")
        column = self._columns.get((table, key))
        if (rule is None or column is None or rule["transform"] not in ("", "none")
                or rule["method"] not in ("min_max", "share_of_maximum")):
            return None
        is_given = rule["goalposts"] == "given"
        return PartRule(
            node, column, self._units.get(key, ""), Decimal(facts["weight"] or 1), Decimal(rule["scale_from"] or 0),
            Decimal(rule["scale_to"] or facts["maximum"] or 1), facts["direction"] == "-1", rule["missing_rule"],
            Decimal(0) if rule["method"] == "share_of_maximum" else Decimal(rule["minimum"]) if is_given else None,
            Decimal(rule["maximum"]) if is_given else None)

    def _pooled(self, node: str, table: str) -> tuple[tuple[str, str], ...]:
        """The shares below a node that pools them, where the table prints all of them."""
        if self._nodes[node]["aggregation"] != "pooled_share":
            return ()
        below = [code for code, row in self._nodes.items() if row["parent_node_code"] == node]
        columns = [self._columns.get((table, self._input_of.get(code, ""))) for code in below]
        return tuple((code, column) for code, column in zip(below, columns, strict=True) if column) if all(
            columns) else ()
