"""How a wording is filled: figures with the marks of the language, one or several, lists."""

from __future__ import annotations

from string import Formatter
from typing import Any

LANGUAGES = ("en", "vi")
_VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def marked(figure: str, language: str) -> str:
    """A figure written as `1,234.5` with the marks of the language."""
    return figure.translate(_VIETNAMESE_MARKS) if language == "vi" else figure


class Writer(Formatter):
    """Fills a wording. `{rows:,}` gets the marks of the language; `{forms:form|forms}` is the word for so many."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if hasattr(value, "render"):
            return str(value.render(self._language))
        if isinstance(value, list):
            return ", ".join(self.format_field(part, "") for part in value)
        if "|" in format_spec:
            one, several = format_spec.split("|")
            return one if str(value) == "1" else several
        text = format(value, format_spec)
        return marked(text, self._language) if format_spec else text
