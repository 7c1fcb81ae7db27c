"""`chiso profile`: how a body stands in an edition, on one screen. Reads the warehouse only."""

from __future__ import annotations

from dataclasses import asdict

from flows.cell_lines import aligned
from flows.profile_facts import profile_facts
from flows.profile_lines import place, profile_lines, profile_parts
from flows.settings import Settings
from flows.terminal import Terminal
from warehouse.read import open_reader


def show_profile(settings: Settings, terminal: Terminal, edition: str, entity: str) -> int:
    """Print the profile of a body. Returns the exit code."""
    with open_reader(settings.warehouse) as reader:
        facts = profile_facts(reader, edition, entity)
    if terminal.as_json:
        terminal.fields(asdict(facts))
        return 0
    words = terminal.words
    terminal.say(" · ".join(filter(None, [facts.entity_name_vi, edition, place(words, facts)])))
    for text in aligned(list(profile_lines(words, facts)), terminal.language):
        terminal.say(text)
    for part in profile_parts(words, facts):
        terminal.say("")
        if part.rows:
            terminal.table(part.columns, part.rows, part.title)
        else:
            terminal.say(part.title)
    return 0
