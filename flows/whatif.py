"""`chiso whatif`: index and rank of a body if some of its figures were others. Reads the warehouse only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flows.cell_lines import aligned
from flows.settings import Settings
from flows.terminal import Terminal
from flows.whatif_facts import WhatIf, settled, whatif_facts
from flows.whatif_lines import whatif_lines, whatif_rows
from warehouse.read import open_reader


def show_whatif(settings: Settings, terminal: Terminal, edition: str, entity: str, changes: Sequence[str],
                with_targets: bool) -> int:
    """Print what the index and the rank would be. Returns the exit code."""
    with open_reader(settings.warehouse) as reader:
        facts = whatif_facts(reader, edition, entity, changes, with_targets)
    if terminal.as_json:
        terminal.fields(_fields(facts))
        return 0
    root = facts.root.node
    terminal.say(f"{facts.entity_name_vi} · {terminal.words.of_pair(root, 'node_name')} · {edition}")
    terminal.table(["node", "name", "figure", "before", "after", "gain", "between"],
                   whatif_rows(terminal.words, facts))
    for text in aligned(list(whatif_lines(terminal.words, facts)), terminal.language):
        terminal.say(text)
    return 0


def _fields(facts: WhatIf) -> dict[str, Any]:
    """The same for machines: figures as they are, scores with what the scale allows."""
    told = ("node_code", "node_name_vi", "node_name_en", "level", "unit", "figure", "score", "scale_basis",
            "scale_minimum", "scale_maximum", "range_low", "range_high")
    moves = [{**{name: change.node[name] for name in told}, "value_to": change.value_to,
              **{f"gain{end}": value for end, value in zip(("", "_low", "_high"), settled(change.gain), strict=True)},
              "is_beyond_scale": facts.is_beyond(change)} for change in facts.changes.values()]
    gain, score = settled(facts.root.gain), facts.root.node["score"]
    return {
        "edition_code": facts.edition_code, "entity_code": facts.entity_code, "entity_name_vi": facts.entity_name_vi,
        "index_before": score, "index_gain": gain.value, "gain_low": gain.low, "gain_high": gain.high,
        "index_after": None if score is None else score + gain.value,
        "ranks": asdict(facts.ranks) if facts.ranks else None,
        "nodes": moves, "targets_left_out": facts.targets_left_out,
    }
