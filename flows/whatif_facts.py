"""What is asked of `whatif`, and what the warehouse answers: the body's tree, the new figures, index and rank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.errors import DataError, Problem
from extractors.numbers import parse_number
from flows.meant import Row, body_meant, listed, node_meant
from flows.whatif_tree import Gain, Moved, cut_to_scale, moved, unknown_on_the_way
from warehouse.read import Reader

TREE = """
select tree.*, nodes.name_vi as node_name_vi, nodes.name_en as node_name_en
from marts.fct_body_tree as tree
inner join marts.dim_node as nodes on tree.framework_code = nodes.framework_code
    and tree.framework_edition = nodes.framework_edition and tree.node_code = nodes.node_code
where tree.edition_code = $1 and tree.entity_code = $2 order by tree.level desc, tree.node_code
"""
OTHERS = """
select entity_code, score, score_low, score_high from marts.fct_body_tree
where edition_code = $1 and entity_type = $2 and rank_pool = $3 and level = 0 and score is not null
    and entity_code <> $4
"""
FIGURES = """
select 1 as printed from reporting.rpt_ranking
where edition_code = $1 and entity_code = $2 and coalesce(score_published, score_recomputed) is not null
union select 1 from reporting.rpt_indicator_values where edition_code = $1 and entity_code = $2
"""
LARGEST = "select max(figure) as figure from marts.fct_body_tree where edition_code = $1 and node_code = $2"
TARGETS = """
select node_code, value_to from marts.fct_scenario
where edition_code = $1 and entity_code = $2 and scenario = 'target' order by node_code
"""
ALL_TARGETS = """
select target_code, indicator, node_code, comparator, target, target_max, unit from reporting.rpt_targets
where edition_code = $1 and entity_code = $2 order by target_code
"""
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Ranks:
    """1 + number of compared bodies with a larger index; low and high are what scale and rounding allow.

    Below the last body whose index is known any of the others may stand: then `after` is None and `high` is `ranked`.
    """

    before: int
    after: int | None
    low: int
    high: int
    bodies: int
    """Bodies whose index is known."""
    ranked: int
    """All that are ranked with it."""


@dataclass(frozen=True)
class WhatIf:
    """A body's index if some of its figures were others, everything else unchanged."""

    edition_code: str
    entity_code: str
    entity_name_vi: str
    nodes: dict[str, Row]
    changes: dict[str, Moved]
    """Nodes that move, from the indicators to the root."""
    ranks: Ranks | None
    """None where the index of the body is not known."""
    targets_left_out: list[Row]
    """Targets of the plan that could not be counted."""

    @property
    def root(self) -> Moved:
        return next(change for change in self.changes.values() if change.node["level"] == 0)

    def is_beyond(self, change: Moved) -> bool:
        """The new figure, or score, would itself become an end of the scale, which is kept here."""
        is_beyond = change.is_cut or (change.value_to is not None and cut_to_scale(
            {**change.node, "is_clipped": True}, change.value_to) != change.value_to)
        return is_beyond and change.node["scale_basis"] != "given"


def whatif_facts(reader: Reader, edition: str, entity: str, changes: Sequence[str], with_targets: bool) -> WhatIf:
    """Index and rank with the figures of `changes` (`3.2.3=60%`), and with the plan's targets where they are asked for.

    Raises DataError for an edition, body or node that is not there, a figure that cannot be one, and an indicator
    whose scale nobody knows.
    """
    code, name = body_meant(reader, edition, entity)
    rows = reader.rows(TREE, [edition, code])
    if not rows:
        has_figures = reader.rows(FIGURES, [edition, code])
        raise DataError([Problem("no_index" if has_figures else "no_index_of_ranks", edition=edition, found=name)])
    values = {}
    if with_targets:
        values = {row["node_code"]: row["value_to"] for row in reader.rows(TARGETS, [edition, code])}
        if not values and not changes:
            raise DataError([Problem("no_targets", edition=edition, found=name)])
    left_out = [row for row in reader.rows(ALL_TARGETS, [edition, code])
                if row["node_code"] not in values] if with_targets else []
    asked = [_asked(reader, edition, rows, change) for change in changes]
    _require_once(edition, asked, changes)
    values |= dict(asked)
    for node_code in values:
        _require_way(edition, rows, node_code)
    found = moved(rows, values)
    nodes = {row["node_code"]: row for row in rows}
    root = next(change for change in found.values() if change.node["level"] == 0)
    return WhatIf(edition, code, name, nodes, found, _ranks(reader, root), left_out)


def _asked(reader: Reader, edition: str, rows: list[Row], change: str) -> tuple[str, Decimal]:
    """`NODE=VALUE` as the code of an indicator and a figure in its unit."""
    asked, mark, text = change.partition("=")
    if not mark:
        raise DataError([Problem("figure_unreadable", edition=edition, found=change, expected="3.2.3=60%")])
    meant = node_meant(rows, edition, asked.strip())
    node = next(row for row in rows if row["node_code"] == meant["node_code"])
    if not node["is_leaf"]:
        below = [row for row in rows if row["is_leaf"] and _is_below(rows, row, node["node_code"])]
        raise DataError([Problem("node_no_indicator", edition=edition, found=node["node_code"],
                                 expected=listed(sorted(below, key=lambda row: str(row["node_code"]))))])
    figure = figure_typed(text, node["unit"] or "")
    if figure is None:
        raise DataError([Problem("figure_unreadable", edition=edition, found=change,
                                 expected=f"{node['node_code']}=41,8 ({node['unit']})")])
    largest = _largest(reader, edition, node)
    if figure < 0 or (largest is not None and figure > largest):
        expected = f"0–{largest:f} {node['unit']}" if largest is not None else f"≥ 0 {node['unit']}"
        raise DataError([Problem("figure_beyond_limits", edition=edition, found=change, expected=expected)])
    return node["node_code"], figure


def _require_once(edition: str, asked: Sequence[tuple[str, Decimal]], changes: Sequence[str]) -> None:
    """Of two figures for an indicator nobody knows which one is meant."""
    for node_code, times in Counter(code for code, _ in asked).items():
        if times > 1:
            given = [change for (code, _), change in zip(asked, changes, strict=True) if code == node_code]
            raise DataError([Problem("figure_twice", edition=edition, found=" · ".join(given), expected=given[0])])


def figure_typed(text: str, unit: str) -> Decimal | None:
    """A figure as people here type it: `41,8`, `41.8`, `60 %`, `2.736,5`; None for anything else.

    One mark before three digits (`2.736`) may part thousands or a fraction: that is nobody's to guess. A share in per
    cent of a ratio is taken as the ratio.
    """
    bare = text.strip().removesuffix("%").strip()
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare):
        return None
    if re.fullmatch(r"-?\d+\.\d+", bare):
        figure: Decimal | None = Decimal(bare)
    else:
        decimal_mark = "." if "," in bare and bare.rfind(".") > bare.rfind(",") else ","
        read = parse_number(bare, "mixed", decimal_mark=decimal_mark)
        figure = read.value if read else None
    if figure is None or not text.strip().endswith("%") or unit == "%":
        return figure
    return figure / HUNDRED if unit == "ratio" else None


def _largest(reader: Reader, edition: str, node: Row) -> Decimal | None:
    """The natural limit: the points that there are, a hundred per cent; none where a body has passed it."""
    limit: Decimal | None = node["scale_maximum"] if node["is_points"] else HUNDRED if node["unit"] == "%" else None
    [largest] = reader.rows(LARGEST, [edition, node["node_code"]])
    return None if limit is not None and (largest["figure"] or 0) > limit else limit


def _is_below(rows: list[Row], row: Row, code: str) -> bool:
    above = {each["node_code"]: each["parent_node_code"] for each in rows}
    at: str | None = row["node_code"]
    while at is not None and at != code:
        at = above.get(at)
    return at == code


def _require_way(edition: str, rows: list[Row], code: str) -> None:
    """A figure moves the index only where its scale, and the weights and parts of all above it, are known."""
    unknown = unknown_on_the_way(rows, code)
    if unknown is None:
        return
    has_figure = not unknown["is_leaf"] or unknown["counted"] is not None
    has_scale = not unknown["is_leaf"] or unknown["scale_basis"] is not None
    has_weight = unknown["parent_node_code"] is None or unknown["part_whole"]
    told = [row["node_code"] for row in rows if row["is_leaf"] and unknown_on_the_way(rows, row["node_code"]) is None]
    raise DataError([Problem(
        "figure_unknown" if not has_figure else "scale_unknown" if not has_scale
        else "weight_unknown" if not has_weight else "parts_unknown",
        edition=edition, found=code, expected=" · ".join(sorted(told)),
        details={"node": f"{unknown['node_code']} ({unknown['node_name_vi']})"})])



def _ranks(reader: Reader, root: Moved) -> Ranks | None:
    node, gain = root.node, root.gain
    if node["score"] is None:
        return None
    others = reader.rows(OTHERS, [node["edition_code"], node["entity_type"], node["rank_pool"], node["entity_code"]])

    def place(score: Decimal, column: str) -> int:
        return 1 + len([other for other in others if other[column] > score])

    value, low, high = settled(gain)
    ranked = max(node["bodies_ranked"] or 0, len(others) + 1)
    # Of the bodies whose index is not known only this is: they stand behind all the others.
    is_open = ranked > len(others) + 1
    is_below = is_open and node["score"] + value < min(other["score"] for other in (*others, node))
    may_be_below = is_below or (
        is_open and node["score_low"] + low < min(other["score_low"] for other in (*others, node)))
    return Ranks(place(node["score"], "score"), None if is_below else place(node["score"] + value, "score"),
                 place(node["score_high"] + high, "score_low"),
                 ranked if may_be_below else place(node["score_low"] + low, "score_high"), len(others) + 1, ranked)



def settled(gain: Gain) -> Gain:
    """With the ten decimals that the warehouse keeps, so that equals are equal."""
    return Gain(*(end.quantize(Decimal("1e-10")) for end in gain))
