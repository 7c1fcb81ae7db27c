"""Targets told as bullets in the prose of a plan, by the words of the series (targets.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.errors import Problem
from extractors.layout import Item
from extractors.page_content import clean
from extractors.plan_parts import Target
from extractors.plan_rules import TargetRules
from extractors.quarters import quarters_of
from extractors.target_figures import read_target_figure
from extractors.text_lines import Line, running_text

MOST_LINES = 3
"""That a heading may run over."""


@dataclass(frozen=True)
class _Bullet:
    page: int
    year: int
    text: str


def read_targets(items: Sequence[Item], rules: TargetRules, decimal_mark: str) -> tuple[list[Target], list[Problem]]:
    """The targets under the headings of targets, as printed, and what is no target that can be read."""
    targets: list[Target] = []
    doubts: list[Problem] = []
    for bullet in _bullets(items, rules):
        target, doubt = _target(bullet, len(targets) + 1, rules, decimal_mark)
        targets += [target] if target else []
        doubts += [doubt] if doubt else []
    return targets, doubts


def _bullets(items: Sequence[Item], rules: TargetRules) -> Iterator[_Bullet]:
    """The bullets of the sections that set targets, each in one text, however its lines are broken."""
    year = 0
    lines: list[tuple[int, Line]] = []
    for index, item in enumerate(items):
        text = clean(item.line.text) if item.line else ""
        opened = rules.next_heading.match(text) if text else None
        begins = bool(rules.bullet.match(text) or rules.inner_heading.match(text))
        if lines and (opened or begins or not item.line):
            yield _bullet(lines, year, rules)
            lines = []
        if opened:
            year = _year_of_heading(items[index:index + MOST_LINES], rules)
        elif year and item.line and (lines or rules.bullet.match(text)):
            lines.append((item.page, item.line))
    if lines:
        yield _bullet(lines, year, rules)


def _bullet(lines: Sequence[tuple[int, Line]], year: int, rules: TargetRules) -> _Bullet:
    text = clean(running_text([line for _, line in lines]))
    return _Bullet(lines[0][0], year, rules.bullet.sub("", text))


def _year_of_heading(items: Sequence[Item], rules: TargetRules) -> int:
    """The year that a heading sets targets for; 0 for another heading."""
    text = ""
    for item in items:
        if not item.line or (text and rules.bullet.match(item.line.text)):
            break
        text = f"{text} {clean(item.line.text)}".strip()
        match = rules.heading.match(text)
        if match:
            return int(match["year"])
    return 0


def _target(bullet: _Bullet, row: int, rules: TargetRules,
            decimal_mark: str) -> tuple[Target | None, Problem | None]:
    head, parts = _parts(bullet.text, rules.parts)
    for form in rules.name_and_figure:
        match = form.match(head)
        figure = read_target_figure(match["figure"], rules.figures, decimal_mark) if match else None
        if match and figure:
            due = parts.get("due", "")
            told = quarters_of(due)
            year = re.search(r"\b\d{4}\b", due)
            target = Target(row, match["name"].strip(), int(year[0]) if year else bullet.year, figure.comparator,
                            figure.target, figure.target_max, figure.unit, parts.get("lead", ""), due,
                            told[1] if told else None, bullet.text, bullet.page)
            unclear = Problem("target_comparator_unclear", page=bullet.page, found=match["figure"],
                              expected=figure.comparator)
            return target, unclear if figure.is_contradictory else None
    return None, Problem("target_unread", page=bullet.page, found=bullet.text)


def _parts(text: str, marks: Mapping[str, re.Pattern[str]]) -> tuple[str, dict[str, str]]:
    """What stands before the first mark, and what stands behind each of them."""
    found = sorted((match.start(), match.end(), name) for name, mark in marks.items()
                   for match in [mark.search(text)] if match)
    starts = [start for start, _, _ in found] + [len(text)]
    return text[:starts[0]].strip(" .;"), {
        name: text[begin:end].strip(" .;") for (_, begin, name), end in zip(found, starts[1:], strict=True)}
