"""How a series words its targets and tasks (targets.yml, tasks.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FigureWords:
    """Words around the figure of a target. `before` and `behind`: words → comparator; `units`: printed → unit."""

    said_before: tuple[str, ...]
    before: Mapping[str, str]
    behind: Mapping[str, str]
    range: str
    range_from: str
    units: Mapping[str, str]


@dataclass(frozen=True)
class TargetRules:
    """Where targets stand and how they are told. `heading` has the group `year`; the forms of a bullet have `name`
    and `figure`; `parts` are the marks of what stands behind: `due`, `lead`."""

    heading: re.Pattern[str]
    next_heading: re.Pattern[str]
    inner_heading: re.Pattern[str]
    bullet: re.Pattern[str]
    parts: Mapping[str, re.Pattern[str]]
    name_and_figure: tuple[re.Pattern[str], ...]
    figures: FigureWords


@dataclass(frozen=True)
class BodyWords:
    """How bodies are written that something is given to. A named group of `groups` is a group of bodies."""

    groups: re.Pattern[str]
    separators: re.Pattern[str]
    begins_anew: re.Pattern[str]
    kind_once: re.Pattern[str]
    remarks: re.Pattern[str]
    abbreviations: Mapping[str, str]


@dataclass(frozen=True)
class TaskRules:
    """Which table lists the tasks (its key), and where its caption tells their year (the group `year`)."""

    table: str
    year: re.Pattern[str]
    bodies: BodyWords


def read_target_rules(told: Mapping[str, Any] | Sequence[Any]) -> TargetRules | None:
    """The rules of targets.yml; None where a series has none."""
    if not isinstance(told, Mapping):
        return None
    return TargetRules(
        _pattern(told["heading"]), re.compile(told["next_heading"]), _pattern(told["inner_heading"]),
        _pattern(told["bullet"]), {name: _pattern(text) for name, text in told["parts"].items()},
        tuple(map(_pattern, told["name_and_figure"])), _figure_words(told))


def read_task_rules(told: Mapping[str, Any] | Sequence[Any]) -> TaskRules | None:
    """The rules of tasks.yml; None where a series has none."""
    if not isinstance(told, Mapping):
        return None
    bodies = told["bodies"]
    groups = "|".join(f"(?P<{name}>{pattern})" for name, pattern in bodies["groups"].items())
    return TaskRules(told["table"], _pattern(told["year"]), BodyWords(
        _pattern(rf"\b(?:{groups})"), re.compile(bodies["separators"]), re.compile(bodies["begins_anew"]),
        _pattern(bodies["kind_once"]), _pattern(bodies["remarks"]), bodies["abbreviations"]))


def _figure_words(told: Mapping[str, Any]) -> FigureWords:
    return FigureWords(
        tuple(told["said_before"]),
        {word: sign for sign, words in told["comparators"].items() for word in words.get("before", ())},
        {word: sign for sign, words in told["comparators"].items() for word in words.get("behind", ())},
        told["range"], told["range_from"], {unit.casefold(): key for unit, key in told["units"].items()})


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
