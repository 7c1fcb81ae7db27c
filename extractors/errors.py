"""One form for everything that can be wrong with a document: where, found, expected, what to do."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extractors.wording import LANGUAGES, Writer, marked

__all__ = ["LANGUAGES", "DataError", "Problem", "messages"]


@dataclass(frozen=True)
class Problem:
    """One fault of the input. `code` names its wording in messages.yml, in both languages."""

    code: str
    edition: str = ""
    file: str = ""
    table: str = ""
    page: int | None = None
    cell_id: str = ""
    found: str = ""
    expected: str = ""
    details: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """A plain mapping, for JSON; `from_dict` is its inverse."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Problem:
        return cls(**data)

    def where(self, language: str = "en") -> str:
        """Edition, file, table, page and cell, as far as they are known."""
        words = {"en": ("table", "page"), "vi": ("bảng", "trang")}[language]
        parts = [
            self.edition,
            self.file,
            f"{words[0]} {self.table}" if self.table else "",
            f"{words[1]} {self.page}" if self.page else "",
            self.cell_id,
        ]
        return ", ".join(part for part in parts if part)

    def what(self, language: str = "en") -> str:
        """What is wrong, without its place."""
        return self._told("what", language)

    def render(self, language: str = "en") -> str:
        """Several lines for a person: where and what, found, expected, what to do."""
        labels = {"en": ("found", "expected", "do"), "vi": ("thấy", "cần", "cách sửa")}[language]
        place = self.where(language)
        what = self.what(language)
        lines = [f"{place}: {what}" if place else what]
        for label, text in zip(labels, (self.in_words(self.found, language), self.in_words(self.expected, language),
                                        self._told("do", language)), strict=True):
            if text:
                lines.append(f"  {label + ':':<10} {text}")
        return "\n".join(lines)

    def in_words(self, text: str, language: str) -> str:
        """`found` or `expected` for a person: `texts` of messages.yml may word it, else it is as it stands.

        There `{figure}` is a plain number such as 6553.5, to be written with the marks of the language.
        """
        for english, vietnamese in messages()[self.code].get("texts", {}).items():
            match = _pattern(english).fullmatch(text)
            if match:
                parts = match.groupdict()
                if "figure" in parts:
                    parts["figure"] = marked(f"{Decimal(parts['figure']):,f}", language)
                return (vietnamese if language == "vi" else english).format_map(parts)
        return text

    def _told(self, part: str, language: str) -> str:
        values = {"found": self.in_words(self.found, language), "expected": self.in_words(self.expected, language),
                  "file": self.file, "table": self.table, "edition": self.edition, **self.details}
        return Writer(language).vformat(messages()[self.code][part][language], (), values)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A text of messages.yml with its parts in braces, as a pattern."""
    figure = re.escape(text).replace(r"\{figure\}", r"(?P<figure>-?\d+(?:\.\d+)?)")
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", figure), re.DOTALL)


class DataError(Exception):
    """The data stopped the work: one or more problems, all told at once. Exit code 1."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems)  # the arguments as they are: so the error passes from process to process

    def __str__(self) -> str:
        return "\n".join(problem.render() for problem in self.problems)


@cache
def messages() -> dict[str, dict[str, dict[str, str]]]:
    """The wording of each problem: code → what/do → language; `texts`: English found or expected → Vietnamese."""
    text = Path(__file__).with_name("messages.yml").read_text(encoding="utf-8")
    wording: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return wording
