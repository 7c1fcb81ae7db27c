"""The answer of `whatif` for people: what moves, index and rank before and after, and what was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from flows.cell_lines import Line, line
from flows.whatif_facts import WhatIf
from flows.whatif_tree import Gain, Moved
from flows.words import Words

SCORE_DECIMALS = 4
FIGURE_DECIMALS = 4


def whatif_rows(words: Words, facts: WhatIf) -> list[tuple[str, ...]]:
    """A row a node that moves, from the indicators to the root."""
    order = sorted(facts.changes.values(), key=lambda change: (-change.node["level"], change.node["node_code"]))
    return [_row(words, change) for change in order]


def whatif_lines(words: Words, facts: WhatIf) -> Iterator[Line]:
    """The rank, the scales with what they rest on, what was kept, and what to know."""
    ranks = facts.ranks
    if ranks is None:
        yield line("rank", words("whatif_no_rank"))
    elif ranks.after is None:
        yield line("rank", words("whatif_rank_open", before=ranks.before, low=ranks.low, ranked=ranks.ranked,
                                 bodies=ranks.bodies))
    else:
        between = words("whatif_ranks_between", low=ranks.low, high=ranks.high) if ranks.low < ranks.high else ""
        yield line("rank", words("whatif_rank", before=ranks.before, after=ranks.after, bodies=ranks.bodies,
                                 between=between))
    for change in facts.changes.values():
        if change.node["scale_basis"] is not None and not change.node["is_points"]:
            yield line("scale", scale(words, change.node))
    yield line("kept", words("whatif_kept", name=facts.entity_name_vi))
    for change in facts.changes.values():
        if facts.is_beyond(change):
            yield line("beyond", words("whatif_score_beyond" if change.is_cut else "whatif_beyond",
                                       node=change.node["node_code"]))
    if facts.targets_left_out:
        yield line("not_counted", words("whatif_left_out", count=len(facts.targets_left_out)))


def scale(words: Words, node: Mapping[str, Any]) -> str:
    """Where a scale comes from and where it begins and ends."""
    values: dict[str, Any] = {"node": node["node_code"], **{name: words.figure(node[f"scale_{name}"], FIGURE_DECIMALS)
                                                           for name in ("minimum", "maximum")}}
    match node["scale_basis"]:
        case "recovered":
            return words("scale_recovered", low=words.figure(node["range_low"], FIGURE_DECIMALS),
                         high=words.figure(node["range_high"], FIGURE_DECIMALS), **values)
        case "group":
            return words("scale_group", **values)
    return words("scale_given", **values)


def _row(words: Words, change: Moved) -> tuple[str, ...]:
    node, gain = change.node, change.gain
    figure = ""
    if change.value_to is not None:
        unit = words.named("unit", node["unit"] or "")
        told = words.figure(node["figure"], FIGURE_DECIMALS) or words("not_told")
        figure = f"{told} → {words.figure(change.value_to, FIGURE_DECIMALS)} {unit}".rstrip()
    before = node["score"]
    return (node["node_code"], words.of_pair(node, "node_name"), figure, _score(words, before),
            _score(words, before + gain.value if before is not None else None),
            signed(words, gain.value), _between(words, gain))


def _score(words: Words, score: Decimal | None) -> str:
    return words.rounded(score, SCORE_DECIMALS) if score is not None else "–"


def signed(words: Words, value: Decimal) -> str:
    """A change with its sign."""
    told = words.rounded(abs(value), SCORE_DECIMALS)
    if not words.figure(value, SCORE_DECIMALS).strip("-0"):
        return "0"
    return f"−{told}" if value < 0 else f"+{told}"


def _between(words: Words, gain: Gain) -> str:
    if words.rounded(gain.low, SCORE_DECIMALS) == words.rounded(gain.high, SCORE_DECIMALS):
        return ""
    return words("whatif_between", low=signed(words, gain.low), high=signed(words, gain.high))
