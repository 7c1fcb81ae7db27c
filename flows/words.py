"""What the command says besides problems, in the language of the reader: words.yml, looked up by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from extractors.wording import Writer, marked


class Telling(Protocol):
    """What can be told in either language; so can a Problem."""

    def render(self, language: str = "en") -> str: ...


@dataclass(frozen=True)
class Said:
    """Something said before it is known in which language: the code of its wording, and what goes into it."""

    code: str
    values: Mapping[str, Any]

    def render(self, language: str = "en") -> str:
        """The wording with its values; a value may itself be something said, or a list to be told."""
        return Writer(language).vformat(_wordings()[self.code][language], (), self.values)


def said(code: str, **values: Any) -> Said:
    """A message of words.yml. KeyError when it is told, if there is no such code or a value is missing."""
    return Said(code, values)


def named(group: str, value: str) -> Said:
    """The word of a group for a code of the data; a code that the group does not know stands for itself."""
    code = f"{group}_{value.replace(' ', '_')}"
    return Said(code, {}) if code in _wordings() else Said("verbatim", {"text": value})


class Words:
    """Wordings and figures in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, code: str, **values: Any) -> str:
        return said(code, **values).render(self.language)

    def knows(self, code: str) -> bool:
        """Whether there is such a wording."""
        return code in _wordings()

    def named(self, group: str, value: str) -> str:
        """The word of a group for a code of the data."""
        return named(group, value).render(self.language)

    def figure(self, value: Any, at_most: int | None = None) -> str:
        """A number grouped by thousands and without trailing zeros, half rounded up to `at_most` decimals;
        nothing for no value."""
        if value is None:
            return ""
        text = self.rounded(value, at_most) if at_most is not None else marked(f"{value:,f}" if hasattr(
            value, "as_tuple") else f"{value:,}", self.language)
        mark = marked(".", self.language)
        return text.rstrip("0").rstrip(mark) if mark in text else text

    def rounded(self, value: Decimal, decimals: int) -> str:
        """A number with so many decimals, as one that is printed."""
        return marked(f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}", self.language)

    def of_row(self, row: Mapping[str, Any], column: str) -> str:
        """A text of the data that stands in both languages, such as `note` and `note_vi`; "" for none."""
        own = row.get(f"{column}_{self.language}")
        return str(own or row[column] or "")

    def of_pair(self, row: Mapping[str, Any], column: str) -> str:
        """A text of the data in two columns, such as `name_vi` and `name_en`; the Vietnamese one where it is alone."""
        return str(row[f"{column}_{self.language}"] or row[f"{column}_vi"] or "")


@cache
def _wordings() -> dict[str, dict[str, str]]:
    """Code → language → wording. libyaml's loader where there is one: every command waits for this."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    wordings: dict[str, dict[str, str]] = yaml.load(text, Loader=loader)
    return wordings
