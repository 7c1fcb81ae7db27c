"""From a figure back to its cell and file, and through its arithmetic. Reads the warehouse only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from flows.cell_facts import cell_facts
from flows.cell_lines import Line, aligned, cell_lines
from flows.result_facts import ResultFacts, result_facts
from flows.result_lines import result_lines
from flows.settings import Settings
from flows.terminal import Terminal
from warehouse.read import open_reader


def explain_cell(settings: Settings, terminal: Terminal, cell_id: str) -> int:
    """Where a cell is printed, what it says, how it was recomputed, what goes into it. Returns the exit code."""
    with open_reader(settings.warehouse) as reader:
        facts = cell_facts(reader, terminal.words, cell_id)
    if terminal.as_json:
        terminal.fields(asdict(facts))
    else:
        _say(terminal, cell_lines(terminal.words, facts))
    return 0


def explain_result(settings: Settings, terminal: Terminal, edition: str, entity: str, node: str) -> int:
    """Points, score and rank of a body in a node of an index, led to their cells."""
    with open_reader(settings.warehouse) as reader:
        facts = result_facts(reader, edition, entity, node)
        cells = [cell_facts(reader, terminal.words, cell_id) for cell_id in _cells(facts)]
    if terminal.as_json:
        terminal.fields({**asdict(facts), "cells": [asdict(cell) for cell in cells]})
        return 0
    name = terminal.words.of_pair(facts.node, "node_name")
    terminal.say(f"{facts.entity_name_vi} · {name} ({facts.node['node_code']}) · {edition}")
    _say(terminal, result_lines(terminal.words, facts))
    for cell in cells:
        terminal.say("")
        _say(terminal, cell_lines(terminal.words, cell), indent="  ")
    return 0


def _cells(facts: ResultFacts) -> list[str]:
    """Printed cells to be told in full: those of a node that is not computed from what bodies told."""
    if facts.is_computed or facts.is_of_means:
        return []
    rows = [(facts.ranking or {}).get("rank_cell_id"), (facts.ranking or {}).get("score_cell_id"),
            (facts.indicator or {}).get("cell_id")]
    return list(dict.fromkeys(cell for cell in rows if cell))


def _say(terminal: Terminal, lines: Sequence[Line], indent: str = "") -> None:
    for text in aligned(lines, terminal.language, indent):
        terminal.say(text)
