"""What stands in a printed column, whatever its header says: figures of which kind and range, words, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractors.names import name_key
from extractors.numbers import FLAGS, parse_digits
from extractors.spec import ColumnSpec

FIGURE = re.compile(r"^[+-]?\s?(\d[\d., ]*)\s*(%)?$")
URL = re.compile(r"(?:https?:|www\.|\.(?:vn|com|org|net)\b)", re.IGNORECASE)
NEUTRAL = 0.5
"""How well a column that is empty fits any type."""
NEARLY = 0.9
EMPTY, LESS, FIGURES_AND_WORDS = 0.2, 0.8, 0.6


@dataclass(frozen=True)
class Content:
    """The texts of a column, row by row."""

    texts: tuple[str, ...]

    @cached_property
    def filled(self) -> tuple[str, ...]:
        return tuple(text for text in self.texts if text)

    @cached_property
    def figures(self) -> tuple[Decimal, ...]:
        """The cells that are one figure; a lone mark before one or two digits, or behind a 0, is that of a fraction."""
        values = []
        for text in self.filled:
            match = FIGURE.match(text)
            digits = match[1].strip() if match else ""
            value = parse_digits(digits, "," if "," in digits or self.has_thousands else ".") if digits else None
            if value is not None:
                values.append(value)
        return tuple(values)

    @cached_property
    def has_thousands(self) -> bool:
        """Whether a point parts thousands: one before three digits, none before others or behind a 0."""
        pointed = [text for text in self.filled if re.fullmatch(r"[\d.]*\.\d+", text)]
        return bool(pointed) and all(re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text) for text in pointed)

    @cached_property
    def share_of_figures(self) -> float:
        return len(self.figures) / len(self.filled) if self.filled else 0.0

    @cached_property
    def are_whole(self) -> bool:
        return all(value == value.to_integral_value() for value in self.figures)

    @cached_property
    def share_of_urls(self) -> float:
        return self._share(lambda text: bool(URL.search(text)))

    @cached_property
    def share_of_flags(self) -> float:
        return self._share(lambda text: text.casefold() in FLAGS)

    @cached_property
    def share_in_per_cent(self) -> float:
        return self._share(lambda text: text.endswith("%"))

    @cached_property
    def marks(self) -> tuple[int, int]:
        """How many figures have a comma as the mark of a fraction, and how many a point."""
        return (sum(bool(re.fullmatch(r"\d+,\d{1,2}|0,\d+|\d+,\d{4,}", text.rstrip(" %"))) for text in self.filled),
                sum(bool(re.fullmatch(r"\d+\.\d{1,2}|0\.\d+|\d+\.\d{4,}", text.rstrip(" %"))) for text in self.filled))

    @cached_property
    def is_running(self) -> bool:
        """1, 2, 3 … with no gap."""
        return (len(self.figures) > 2 and self.share_of_figures >= NEARLY
                and list(self.figures) == [Decimal(number) for number in range(1, len(self.figures) + 1)])

    @cached_property
    def is_ranks(self) -> bool:
        """Whole numbers from 1, none greater than the rows by far, each not far from the others."""
        if not self.figures or not self.are_whole or self.share_of_figures < NEARLY:
            return False
        return min(self.figures) == 1 and max(self.figures) <= max(3, len(self.texts) + 5)

    @cached_property
    def name_keys(self) -> tuple[str, ...]:
        return tuple(name_key(part) for text in self.filled for part in text.split(";") if part.strip())

    def share_of_bodies(self, types: Mapping[str, frozenset[str]]) -> tuple[float, str]:
        """The share of cells that name known bodies, and of which type the most of them are."""
        if not self.name_keys:
            return 0.0, ""
        shares = {kind: sum(key in keys for key in self.name_keys) / len(self.name_keys)
                  for kind, keys in types.items()}
        best = max(shares, key=lambda kind: shares[kind], default="")
        return (shares[best], best) if best else (0.0, "")

    def _share(self, fits: Callable[[str], bool]) -> float:
        return sum(map(fits, self.filled)) / len(self.filled) if self.filled else 0.0


def fits_type(content: Content, column: ColumnSpec) -> float:
    """How well (0 to 1) what stands in a printed column fits the type and the range of a column."""
    if not content.filled:
        return NEUTRAL if not column.required else EMPTY
    if column.type in ("rank", "integer", "decimal"):
        return content.share_of_figures * _fits_figures(content, column) * _in_range(content, column)
    figures, words = content.share_of_figures, 1 - max(content.share_of_figures, content.share_of_urls)
    return {
        "percent": max(figures, content.share_in_per_cent) * (0.7 + 0.3 * min(1.0, content.share_in_per_cent * 2)),
        "mixed": max(figures, FIGURES_AND_WORDS),
        "url": content.share_of_urls,
        "flag": max(content.share_of_flags, 0.3 * figures),
        "text": words if column.required else max(words, NEUTRAL),
    }.get(column.type, words)


def _fits_figures(content: Content, column: ColumnSpec) -> float:
    """Ranks are whole and run from 1 on; points may be whole, but hardly look like ranks."""
    if column.type == "decimal":
        looks_like_ranks = content.is_ranks and not content.is_running and column.maximum != 1
        return LESS if content.are_whole and looks_like_ranks else 1.0
    if not content.are_whole:
        return 0.1
    return 1.0 if content.is_ranks or column.type == "integer" else LESS


def is_other_scale(content: Content, column: ColumnSpec) -> bool:
    """Whether most figures are beyond the range of the column: per cent where shares of one were."""
    if column.maximum is None or column.type not in ("decimal", "percent") or not content.figures:
        return False
    beyond = sum(value > column.maximum for value in content.figures)
    return beyond * 2 > len(content.figures)


def _in_range(content: Content, column: ColumnSpec) -> float:
    inside = sum((column.minimum is None or value >= column.minimum) and (
        column.maximum is None or value <= column.maximum) for value in content.figures)
    return 0.5 + 0.5 * inside / len(content.figures) if content.figures else 1.0
