"""One form for everything that can be wrong with a document: where, found, expected, what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "vi")


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
        for label, text in zip(labels, (self.found, self.expected,
                                        self._told("do", language)), strict=True):
            if text:
                lines.append(f"  {label + ':':<10} {text}")
        return "\n".join(lines)

    def _told(self, part: str, language: str) -> str:
        values = {"found": self.found, "expected": self.expected, "file": self.file,
                  "table": self.table, "edition": self.edition, **self.details}
        return messages()[self.code][part][language].format_map(values)


class DataError(Exception):
    """The data stopped the work: one or more problems, all told at once. Exit code 1."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems)  # the arguments as they are: so the error passes from process to process

    def __str__(self) -> str:
        return "\n".join(problem.render() for problem in self.problems)


@cache
def messages() -> dict[str, dict[str, dict[str, str]]]:
    """The wording of each problem: code → what/do → language."""
    text = Path(__file__).with_name("messages.yml").read_text(encoding="utf-8")
    wording: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return wording
