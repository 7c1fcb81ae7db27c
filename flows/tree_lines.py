"""How a node of an index of means came about, in sentences: parts, fractions behind shares, and its scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flows.cell_lines import POINTS_DECIMALS, Line, line
from flows.whatif_lines import scale
from flows.words import Words, said

Row = Mapping[str, Any]
HUNDRED = Decimal(100)
LARGEST_DENOMINATOR = 999
AS_GOOD_AS_EQUAL = Decimal("1e-9")


def tree_lines(words: Words, node: Row, parts: Sequence[Row]) -> Iterator[Line]:
    """The formula of a node with its numbers, the scale that it rests on, then each part."""
    told = formula(words, node, parts)
    if told:
        yield line("formula", told)
    if _is_recovered(node, parts):
        is_only = all(row["is_fraction_exact"] for row in (node, *parts) if row["is_fraction_recovered"])
        yield line("fractions", words("fractions_recovered" if is_only else "fractions_not_only"))
    if node["scale_basis"] is not None and not node["is_points"]:
        yield line("scale", scale(words, node))
    if node["figure_cell_id"]:
        yield line("cell", f"{node['figure_cell_id']}  “{node['figure_text']}”")
    for part in parts:
        yield Line(said("verbatim", text=f"  {part['node_code']}"), _part(words, node, part))


def formula(words: Words, node: Row, parts: Sequence[Row]) -> str:
    """From the parts to the figure, from the figure to the score; "" where too little is known."""
    steps = [_figure(words, node, parts), _score(words, node)]
    return " → ".join(filter(None, steps))


def _figure(words: Words, node: Row, parts: Sequence[Row]) -> str:
    """The figure with the parts that it is made of."""
    parts = [part for part in parts if part["part_weight"] != 0]
    known = [part for part in parts if part["score"] is not None]
    if node["aggregation"] == "pooled_share" and node["denominator"] is not None:
        return _pool(words, parts) + _as_per_cent(words, node)
    if node["is_leaf"] and node["denominator"] is not None and node["is_fraction_exact"]:
        return _as_per_cent(words, node)
    if not parts or len(known) < len(parts) or any(not part["part_whole"] for part in parts):
        return ""
    weighted = [_weighted(words, node, part) for part in parts]
    if node["aggregation"] == "geometric_mean":
        return " × ".join(weighted) + _result(words, node)
    whole = parts[0]["part_whole"]
    over = "" if whole == 1 else f" / {words.figure(whole)}"
    return (f"({' + '.join(weighted)})" if over else " + ".join(weighted)) + over + _result(words, node)


def _as_per_cent(words: Words, node: Row) -> str:
    value = HUNDRED * node["numerator"] / node["denominator"]
    return f"{_fraction(words, node)} = {words.figure(value, POINTS_DECIMALS)} %"


def _result(words: Words, node: Row) -> str:
    """What comes out of the parts."""
    value = node["figure"] if node["figure"] is not None else node["score"]
    return "" if value is None else f" = {words.figure(value, POINTS_DECIMALS)}"


def _weighted(words: Words, node: Row, part: Row) -> str:
    """A part with its weight: a factor, in a geometric mean an exponent; the weight 1 of a mean is not told."""
    score = words.figure(part["score"], POINTS_DECIMALS)
    if node["aggregation"] == "geometric_mean":
        return f"{score}^({words.figure(part['part_weight'])}/{words.figure(part['part_whole'])})"
    return score if part["part_weight"] == 1 else f"{words.figure(part['part_weight'])} × {score}"


def _pool(words: Words, parts: Sequence[Row]) -> str:
    if not parts or any(part["denominator"] is None for part in parts):
        return ""
    return f"{' + '.join(_fraction(words, part) for part in parts)} → "


def _fraction(words: Words, row: Row) -> str:
    return f"{words.figure(row['numerator'])}/{words.figure(row['denominator'])}"


def _score(words: Words, node: Row) -> str:
    """Where the figure lies on its scale: (figure − minimum) / (maximum − minimum)."""
    if node["scale_basis"] is None or node["is_points"] or node["figure"] is None or node["score"] is None:
        return ""
    if node["aggregation"] == "pooled_share" and node["denominator"] is not None:
        figure = _fraction(words, node)
    else:
        figure = words.figure(node["figure"], POINTS_DECIMALS)
    as_share = node["aggregation"] == "pooled_share"
    low, high = (_goalpost(words, node[f"scale_{end}"], as_share) for end in ("minimum", "maximum"))
    log = "ln " if node["transform"] == "log" else ""
    above = f"({log}{figure} − {log}{low}) / ({log}{high} − {log}{low})"
    if node["scale_minimum"] == 0 and not log:
        above = f"{figure} / {high}"
    turned = f"1 − {above}" if node["direction"] == -1 else above
    return f"{turned} = {words.figure(node['score'], POINTS_DECIMALS)}"


def _goalpost(words: Words, value: Decimal, as_share: bool) -> str:
    """A goalpost; one of shares as the fraction that it is, where it is a simple one."""
    if as_share:
        simple = Fraction(value / HUNDRED).limit_denominator(LARGEST_DENOMINATOR)
        if abs(Decimal(simple.numerator) / simple.denominator * HUNDRED - value) < AS_GOOD_AS_EQUAL:
            return f"{simple.numerator}/{simple.denominator}"
    return words.figure(value, POINTS_DECIMALS)


def _is_recovered(node: Row, parts: Sequence[Row]) -> bool:
    """Fractions are told of a pooled share and of its parts."""
    rows = (node, *parts) if node["aggregation"] == "pooled_share" else (node,)
    return any(row["is_fraction_recovered"] for row in rows)


def _part(words: Words, node: Row, part: Row) -> str:
    """A part with its score, what it is made of, and its name."""
    made = ""
    if node["aggregation"] == "pooled_share" and part["denominator"] is not None:
        made = _fraction(words, part) + ("" if part["is_fraction_exact"] else f" {words('fraction_not_sure')}")
        if part["is_misread"]:
            made += f" {words('part_misread', text=part['figure_text'])}"
    elif part["is_leaf"]:
        made = _score(words, part).rpartition(" = ")[0]
        if part["scale_basis"] == "recovered":
            made = f"{made} {words('scale_found')}"
    score = words.figure(part["score"], POINTS_DECIMALS) or words("no_number")
    return "  ".join(filter(None, [score, made, words.of_pair(part, "node_name"), part["figure_cell_id"]
                                   or part["score_cell_id"] or ""]))
