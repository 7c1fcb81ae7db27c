"""Figures told in the prose around the tables, by the rules of the series (statements.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractors.contract import Statement
from extractors.names import name_key
from extractors.numbers import parse_digits

MOVES = {"_up": 1, "_down": -1, "_same": 0}
"""Endings of groups that tell a move by their words: the sign of the figure named before."""
BROKEN_INSIDE = re.compile(r"(?<=\w[-/]) (?=\w)")
"""Where a line ended behind the hyphen or slash of a word."""
OF_THE_RULE = ("body", "list")
"""Groups that are no figures."""


@dataclass(frozen=True)
class StatementRule:
    """What is looked for in the prose. Groups of `pattern` are figures; `body` is whom they are about.

    `each` is looked for in the group `list`: bodies with figures of their own, or, where it tells no figure,
    the bodies that the figures of `pattern` are about. `after`: the phrase, of all those of the rules, that
    has to be the last one said.
    """

    statement: str
    pattern: re.Pattern[str]
    each: re.Pattern[str] | None = None
    after: str = ""
    unit: str = ""


@dataclass(frozen=True)
class _Told:
    """Figures told at one place of the text: name → where they stand in `match`."""

    start: int
    rule: StatementRule
    body: str
    match: re.Match[str]


def read_statement_rules(told: Mapping[str, Any] | Sequence[Any]) -> tuple[StatementRule, ...]:
    """The rules of statements.yml; `{name}` in a pattern stands for that one of `parts`."""
    if not isinstance(told, Mapping):
        return ()
    parts: Mapping[str, str] = told.get("parts", {})

    def pattern(text: str) -> re.Pattern[str]:
        for _ in parts:  # a part may be made of others
            text = re.sub(r"\{([a-z_]+)\}", lambda name: parts[name[1]], text)
        return re.compile(text)

    return tuple(StatementRule(rule["statement"], pattern(rule["pattern"]),
                               pattern(rule["each"]) if "each" in rule else None, rule.get("after", ""),
                               rule.get("unit", "")) for rule in told["statements"])


def read_statements(pages: Iterable[tuple[int, str]], rules: Sequence[StatementRule],
                    decimal_mark: str) -> list[Statement]:
    """Figures told in the prose. `pages`: page number and its text without tables, on one line each."""
    text, starts = "", []
    for page, content in pages:
        starts.append((len(text), page))
        text += BROKEN_INSIDE.sub("", content) + " "
    phrases = {rule.after for rule in rules if rule.after}
    places = sorted((place for rule in rules for match in _matches(rule, text, phrases)
                     for place in _places(rule, match)), key=lambda place: place.start)
    told = [(place, figures) for place in places if (figures := list(_figures(place, decimal_mark)))]
    return [
        Statement(place.rule.statement, ordinal, name, shown, value, max(0, -int(value.as_tuple().exponent)), unit,
                  max(page for offset, page in starts if offset <= place.start), place.body,
                  name_key(place.body))
        for ordinal, (place, figures) in enumerate(told, 1) for name, shown, value, unit in figures
    ]


def _matches(rule: StatementRule, text: str, phrases: set[str]) -> Iterator[re.Match[str]]:
    """With `after`, a match counts where that phrase, of all such phrases, was the last one said."""
    for match in rule.pattern.finditer(text):
        said = {phrase: text.rfind(phrase, 0, match.start()) for phrase in phrases}
        if not rule.after or said[rule.after] == max(said.values()) >= 0:
            yield match


def _places(rule: StatementRule, match: re.Match[str]) -> Iterator[_Told]:
    """What one match tells of the province itself, and of each body that it lists."""
    groups = match.groupdict()
    listed = list(rule.each.finditer(match.string, *match.span("list"))) if rule.each and groups.get("list") else []
    is_shared = bool(listed) and not set(listed[0].groupdict()) - set(OF_THE_RULE)
    if not is_shared:
        yield _Told(match.start(), rule, (groups.get("body") or "").strip(), match)
    for each in listed:
        yield _Told(each.start("body"), rule, each["body"].strip(), match if is_shared else each)


def _figures(place: _Told, decimal_mark: str) -> Iterator[tuple[str, str, Decimal, str]]:
    """The figures of a place: name, text, value, unit (printed, or else that of the rule)."""
    match = place.match
    for group, digits in match.groupdict().items():
        if group in OF_THE_RULE or digits is None:
            continue
        ending = next((ending for ending in MOVES if group.endswith(ending)), "")
        value = Decimal(0) if ending == "_same" else parse_digits(digits, decimal_mark)
        if value is not None:
            name, sign = group.removesuffix(ending), MOVES.get(ending, 1)
            is_share = match.string[match.end(group):match.end(group) + 1] == "%"
            unit = place.rule.unit if name.startswith("value") else ""
            yield name, digits + "%" * is_share, sign * value, "%" if is_share else unit
