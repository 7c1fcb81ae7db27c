"""What changed figures give: up a body's tree of indicators to its index, exactly, everything else unchanged.

Rows are those of `marts.fct_body_tree`. A gain is told as its value and the least and the most that a recovered scale
allows; all of them are Decimal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

Row = Mapping[str, Any]
GEOMETRIC = "geometric_mean"
DIGITS = 40
HAIR = Decimal("1e-9")
"""What the warehouse, which computes in double precision, cannot tell from nothing."""


class Gain(NamedTuple):
    """A change, and the least and the most that it may be."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Moved:
    """A node whose score changes; `value_to` is the new figure of an indicator.

    `is_cut`: the end of its scale cuts its new score, by more than the rounding of the old one allows.
    """

    node: Row
    gain: Gain
    value_to: Decimal | None = None
    is_cut: bool = False


def moved(nodes: Iterable[Row], values: Mapping[str, Decimal]) -> dict[str, Moved]:
    """The nodes that change when indicators take new values (node code → figure), from the leaves to the root.

    Raises ValueError where the way up is not known; `unknown_on_the_way` says where.
    """
    tree = {row["node_code"]: row for row in nodes}
    with localcontext(prec=DIGITS):
        found = {code: Moved(tree[code], _leaf_gain(tree[code], value), value) for code, value in values.items()}
        for level in range(max((tree[code]["level"] for code in values), default=0), 0, -1):
            parts: dict[str, list[Moved]] = defaultdict(list)
            for change in [change for change in found.values() if change.node["level"] == level]:
                parts[change.node["parent_node_code"]].append(change)
            for code, changes in parts.items():
                found[code] = _moved_parent(tree, tree[code], changes)
    return found


def unknown_on_the_way(nodes: Iterable[Row], code: str) -> Row | None:
    """The first node from an indicator to the root of which scale or weight is not known; None where all are."""
    tree = {row["node_code"]: row for row in nodes}
    node: Row | None = tree[code]
    if node is not None and (node["scale_basis"] is None or node["counted"] is None):
        return node
    while node is not None:
        if node["parent_node_code"] is not None and not node["part_whole"]:
            return node
        if node["aggregation"] == GEOMETRIC and not all(
                part["score"] for part in tree.values() if part["parent_node_code"] == node["node_code"]):
            return node
        node = tree.get(node["parent_node_code"])
    return None


def cut_to_scale(node: Row, figure: Decimal) -> Decimal:
    """The figure, no further than the ends of the scale where these cut."""
    if not node["is_clipped"]:
        return figure
    lowest: Decimal = node["scale_minimum"]
    highest: Decimal = node["scale_maximum"]
    return min(max(figure, lowest), highest)


def _leaf_gain(node: Row, value: Decimal) -> Gain:
    if node["scale_basis"] is None or node["counted"] is None:
        raise ValueError(node["node_code"])
    growth = _on_scale(node, value) - _on_scale(node, node["counted"])
    return _product(Gain(growth, growth, growth), _unit_score(node))


def _on_scale(node: Row, figure: Decimal) -> Decimal:
    cut = cut_to_scale(node, figure)
    return cut.ln() if node["transform"] == "log" else cut


def _unit_score(node: Row) -> Gain:
    """What the score gains when the figure (or its logarithm) grows by one; a node without a scale is its figure."""
    if node["scale_basis"] is None:
        return Gain(Decimal(1), Decimal(1), Decimal(1))
    rise = (node["scale_to"] - node["scale_from"]) * node["direction"]
    value = rise / node["scale_range"]
    if node["transform"] == "log" or not (node["range_low"] or 0) > 0 or node["range_high"] is None:
        return Gain(value, value, value)
    ends = rise / node["range_low"], rise / node["range_high"]
    return Gain(value, min(ends), max(ends))


def _product(one: Gain, other: Gain) -> Gain:
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return Gain(one.value * other.value, min(ends), max(ends))


def _moved_parent(tree: Mapping[str, Row], node: Row, changes: list[Moved]) -> Moved:
    """By the aggregation of the node, then on its scale; no further than the ends of the scale, where these cut."""
    if node["aggregation"] == GEOMETRIC:
        figure = _geometric_mean([part for part in tree.values() if part["parent_node_code"] == node["node_code"]])
        added = Gain(*(figure * (_growth(changes, end).exp() - 1) for end in range(3)))
    else:
        added = Gain(*(sum((_share(change.node) * change.gain[end] for change in changes), Decimal())
                       for end in range(3)))
    gain = _product(added, _unit_score(node))
    if not node["is_clipped"] or node["score"] is None:
        return Moved(node, gain)
    bottom, top = sorted((node["scale_from"], node["scale_to"]))
    low, high = (node["score"] if node[end] is None else node[end] for end in ("score_low", "score_high"))
    is_cut = low + gain.value > top + HAIR or high + gain.value < bottom - HAIR
    return Moved(node, Gain(*(min(max(end, bottom - node["score"]), top - node["score"]) for end in gain)),
                 is_cut=is_cut)


def _share(node: Row) -> Decimal:
    if not node["part_whole"]:
        raise ValueError(node["node_code"])
    share: Decimal = node["part_weight"] / node["part_whole"]
    return share


def _geometric_mean(parts: list[Row]) -> Decimal:
    if not all(part["score"] for part in parts):
        raise ValueError(parts[0]["parent_node_code"])
    return sum((_share(part) * part["score"].ln() for part in parts), Decimal()).exp()


def _growth(changes: list[Moved], end: int) -> Decimal:
    """The logarithm of what a geometric mean grows by."""
    return sum((_share(change.node) * (1 + change.gain[end] / change.node["score"]).ln() for change in changes),
               Decimal())
