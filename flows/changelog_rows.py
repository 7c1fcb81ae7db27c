"""One row of published data that changed, as a short sentence in Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten
from typing import TYPE_CHECKING

from flows.words import Words
from reports.catalogue import Column
from reports.catalogue import Words as Both
from warehouse.differences import CHANGED, RowDifference

if TYPE_CHECKING:
    from reports.catalogue import Catalogue, Report

MOST_LETTERS = 100
_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
_NAMED = re.compile(r"_(code|key)$")

Cells = Mapping[str, str | None]


@dataclass(frozen=True)
class Teller:
    """Tells the rows of one report in one language. `is_guarded`: its texts come from a CSV file."""

    words: Words
    catalogue: Catalogue
    report: Report
    is_guarded: bool

    @property
    def about(self) -> tuple[str, ...]:
        """The columns that every row must bring along: its edition, and what a person knows it by."""
        pairs = [name for key in self._names for name in (key, self._column(key).pair) if name]
        return tuple(dict.fromkeys([self.report.edition_column, *pairs]))

    def label(self, row: RowDifference) -> str:
        """Whom or what the row is about."""
        cells = {**row.key, **row.about}
        told = (self._value(self._in_language(key, cells), cells).strip("“”") for key in self._names)
        return " · ".join(filter(None, told))

    def sentence(self, row: RowDifference, left_out: frozenset[str] = frozenset()) -> str:
        """The row with its changes; of a row that is new or gone, what the catalogue wants told."""
        if row.kind == CHANGED:
            told = [self.change(key, row.before[key], row.after[key]) for key in row.after if key not in left_out]
        else:
            cells = {**row.key, **row.before, **row.after}
            news = [self._in_language(key, cells) for key in self.report.news]
            told = [self.words("changelog_fact", column=self._label(column), value=value) for column in news
                    if (value := self._value(column, cells))]
        return f"**{self.label(row)}**" + (f" — {'; '.join(told)}" if told else "")

    def change(self, key: str, before: str | None, after: str | None) -> str:
        """`Rank as printed: 7 → 5 (up 2)`."""
        column = self._column(key)
        told = {"column": self._label(column), "before": self.value(column, before), "after": self.value(column, after)}
        if self.is_place(key) and before and after:
            places = int(before) - int(after)
            return self.words("changelog_up" if places > 0 else "changelog_down", places=abs(places), **told)
        return self.words("changelog_change", **told)

    def is_place(self, key: str) -> bool:
        """Whether the column tells a place in a ranking."""
        return self._column(key).type == "rank" and "rank" in key.split("_")

    def value(self, column: Column, text: str | None) -> str:
        """A value as people of that language read it, safe in Markdown."""
        if text is None or text == "":
            return self.words("changelog_none")
        if column.type == "decimal":
            return self.words.figure(Decimal(text))
        plain = text.removeprefix("'") if self.is_guarded and len(text) > 1 else text
        if column.type == "code":
            return marked_off(self.catalogue.code(column, plain).words[self.words.language])
        if column.type in ("id", "text"):
            short = shorten(plain, MOST_LETTERS, placeholder=" …")
            return f"`{short.replace('`', '´')}`" if column.type == "id" else f"“{marked_off(short)}”"
        return plain

    @property
    def _names(self) -> tuple[str, ...]:
        """The columns a row is known by: those of its key, names for codes where there are any."""
        known = {column.key for column in self.report.columns}
        named = (next((name for end in ("_name_vi", "_vi") if (name := _NAMED.sub(end, key)) in known and name != key),
                      key) for key in self.report.key if key != self.report.edition_column)
        return self.report.told_by or tuple(named) or self.report.key

    def _in_language(self, key: str, cells: Cells) -> Column:
        """The column, or the one that says the same in the reader's language where there it says anything."""
        column = self._column(key)
        is_other = column.pair and column.language != self.words.language and cells.get(column.pair)
        return self._column(column.pair) if is_other else column

    def _value(self, column: Column, cells: Cells) -> str:
        """What the row says there; words of our own stand without the marks of a quotation, nothing is nothing."""
        text = cells.get(column.key)
        told = self.value(column, text) if text else ""
        return told.strip("“”") if column.language else told

    def _label(self, column: Column) -> str:
        return marked_off(column.label[self.words.language])

    def _column(self, key: str) -> Column:
        """As the catalogue has it; a column that it does not have is told by its own name."""
        known = {column.key: column for column in self.report.columns}
        return known.get(key) or Column(key, "text", Both(key, key), Both(key, key))


def marked_off(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
