"""The figure of a target: `trên 80%`, `từ 60% trở lên`, `88-90%`, `8 loại văn bản`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.numbers import parse_digits
from extractors.plan_rules import FigureWords

NUMBER = r"\d+(?:[.,]\d+)*"
LONGEST_UNIT = 4
"""Words of a unit that no list names; what is longer is a sentence."""


@dataclass(frozen=True)
class TargetFigure:
    """`comparator`: >, >=, <, <=, = or between; `target_max` only with between.

    `is_contradictory`: the words before the figure and those behind it say different things.
    """

    comparator: str
    target: Decimal
    target_max: Decimal | None
    unit: str
    is_contradictory: bool = False


def read_target_figure(text: str, words: FigureWords, decimal_mark: str) -> TargetFigure | None:
    """Read a text that is one figure, or a range, with its words; None for anything else."""
    rest, _ = _without_words(text.strip(" .;"), words.said_before, at_end=False)
    rest, before = _without_words(rest, words.before, at_end=False)
    rest, opened = _without_words(rest, (words.range_from,), at_end=False)
    rest, behind = _without_words(rest, words.behind, at_end=True)
    match = re.fullmatch(rf"(?P<low>{NUMBER})\s*(?:%?\s*(?:{words.range})\s*(?P<high>{NUMBER}))?\s*(?P<unit>.*)", rest,
                         re.IGNORECASE)
    unit = _unit(match["unit"], words.units) if match else None
    if match is None or unit is None:
        return None
    low, high = (parse_digits(digits, decimal_mark) if digits else None for digits in (match["low"], match["high"]))
    if low is None or (match["high"] and (high is None or high < low)):
        return None
    signs = [words.before[before]] if before else []
    signs += [words.behind[behind]] if behind else []
    if high is not None:
        return None if signs else TargetFigure("between", low, high, unit)
    sign = signs[-1] if signs else ">=" if opened else "="
    return TargetFigure(sign, low, None, unit, len(set(signs)) > 1)


def _without_words(text: str, words: Iterable[str], *, at_end: bool) -> tuple[str, str]:
    """The text without the longest of the words that it begins (ends) with, again and again; and the last one."""
    taken = ""
    ordered: Sequence[str] = sorted(words, key=len, reverse=True)
    while True:
        folded = text.casefold()
        word = next((word for word in ordered if _stands_at(folded, word, at_end)), "")
        if not word:
            return text, taken
        text = (text[:-len(word)] if at_end else text[len(word):]).strip()
        taken = word


def _stands_at(text: str, word: str, at_end: bool) -> bool:
    """Whether the text begins (ends) with the word, and not with a longer one."""
    rest = text[:-len(word)] if at_end else text[len(word):]
    beside = rest[-1:] if at_end else rest[:1]
    return (text.endswith(word) if at_end else text.startswith(word)) and not (
        beside.isalpha() and word[-1 if not at_end else 0].isalpha())


def _unit(printed: str, units: Mapping[str, str]) -> str | None:
    """The unit, as listed or as printed; None for what is no unit."""
    known = units.get(printed.strip().casefold())
    if known is not None:
        return known
    is_unit = len(printed.split()) <= LONGEST_UNIT and not re.search(r"[\d.,;:]", printed)
    return printed.strip() if is_unit else None
