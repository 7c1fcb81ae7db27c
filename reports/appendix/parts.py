"""What an appendix is made of: sections of sentences, tables and charts, in the words of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.catalogue import LANGUAGES, Catalogue, Column, Words
from reports.rankings import name_of
from reports.tables import Row, Value, grouped, plain, to_places

Kind = Literal["ranks", "dots", "bars"]
_MOST_DECIMALS = 4
GAP = Words("‖", "‖")  # between two years whose methods differ
MINUS = "−"


@dataclass(frozen=True)
class Entry:
    """What stands in a cell: words of both languages, text as printed, or a number.

    `places`: decimals that are shown, None as many as it has (at most four); `sign` follows the number;
    `has_plus`: a positive number bears its sign; `is_both`: a sheet, which has one language, gives the words of both;
    `is_year`: a number without marks between its thousands; `cell_id`: where the figure is printed.
    """

    value: Value | Words = None
    places: int | None = None
    sign: str = ""
    tone: str = ""
    has_plus: bool = False
    is_bold: bool = False
    is_both: bool = False
    is_year: bool = False
    cell_id: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return isinstance(self.value, Decimal | int)

    def text(self, language: str) -> str:
        """It as people of that language read it; empty if absent."""
        if self.value is None:
            return ""
        if isinstance(self.value, Words):
            return self.value[language]
        if not self.is_number or self.is_year:
            return str(self.value)
        number = self.rounded
        text = grouped(number, language).replace("-", MINUS)
        return f"{'+' if self.has_plus and number > 0 else ''}{text}{self.sign}"

    @property
    def rounded(self) -> Decimal:
        """Its number with the decimals that are shown."""
        assert isinstance(self.value, Decimal | int)
        number = plain(Decimal(self.value))
        return to_places(number, min(_MOST_DECIMALS, -int(number.as_tuple().exponent))
                         if self.places is None else self.places)


@dataclass(frozen=True)
class Head:
    """The head of a column; `width` in letters of a sheet."""

    words: Words
    width: float = 12
    is_number: bool = True


@dataclass(frozen=True)
class Series:
    """What a chart draws of one thing: its name and a figure a place of the axis (None = a gap)."""

    name: Words
    figures: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart beside a table. `ranks`: lines over the years, 1 on top; `axis` the years, GAP where a method ends.

    `dots`: own, leader and median (the series) for each name of `axis`; `bars`: one series. `rows` (from, to; 0-based,
    the end not included) and `columns`: the cells of the section's table that hold the same figures.
    """

    kind: Kind
    title: Words
    axis: tuple[Words, ...]
    series: tuple[Series, ...]
    rows: tuple[int, int]
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """A part of an appendix; `about` and `sentences` stand before the table, `notes` below it."""

    key: str
    title: Words
    header: tuple[Head, ...] = ()
    lines: tuple[tuple[Entry, ...], ...] = ()
    groups: tuple[tuple[Words, int], ...] = ()
    about: Words | None = None
    sentences: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class Speaker:
    """Writes words of both languages from the texts and the codes of the catalogue."""

    catalogue: Catalogue

    def words(self, key: str, **parts: object) -> Words:
        """A text of `texts.yml`, its places filled; a part may be words, an entry, or anything with a text."""
        return Words(*(self.catalogue.texts[key][language].format(
            **{name: _said(part, language) for name, part in parts.items()}) for language in LANGUAGES))

    def head(self, key: str, width: float = 12, is_number: bool = True) -> Head:
        """A head from a text."""
        return Head(self.catalogue.texts[key], width, is_number)

    def code(self, report: str, key: str, value: object) -> Entry:
        """What a code of a column means, with its tone; nothing for nothing."""
        if value is None:
            return Entry()
        code = self.catalogue.code(self.column(report, key), value)
        return Entry(code.words, tone=code.tone)

    def column(self, report: str, key: str) -> Column:
        """A column of the catalogue."""
        return self.catalogue.coded(report).column(key)

    def unit(self, value: object) -> Words:
        """A unit in words; empty for none."""
        return Words("", "") if value is None else self.catalogue.code(self.column("targets", "unit"), value).words


def named(row: Row, what: str = "node") -> Words:
    """The name of a node with its number before it, if it has one; or the name of a body."""
    name = name_of(row, what)
    code = str(row["node_code"]) if what == "node" else ""
    return Words(f"{code} {name.vi}", f"{code} {name.en}") if code[:1].isdigit() else name


def body_name(row: Row, what: str) -> Words:
    """The name of the `leader` or of the body `ahead`; empty where there is none."""
    vietnamese = str(row[f"{what}_name_vi"] or "")
    return Words(vietnamese, str(row[f"{what}_name_en"] or vietnamese))


def figure(row: Row, key: str, places: int | None = None, **more: str | bool) -> Entry:
    """A number of a row; a per cent sign follows a share."""
    sign = "%" if row.get("unit") in ("%", "percent") and places is None else ""
    return Entry(row[key], places, sign, **more)  # type: ignore[arg-type]


def between(low: Value, high: Value, places: int | None = None) -> Entry:
    """The ends of an interval, or the one figure that both are."""
    first, last = Entry(low, places), Entry(high, places)
    if low is None or high is None or first.text("vi") == last.text("vi"):
        return first if low is not None else last
    dash = " – " if first.text("vi").startswith(MINUS) else "–"
    return Entry(Words(*(f"{first.text(language)}{dash}{last.text(language)}" for language in LANGUAGES)))


def drop_empty(header: Sequence[Head], lines: Sequence[tuple[Entry, ...]],
               kept: int = 1) -> tuple[tuple[Head, ...], tuple[tuple[Entry, ...], ...]]:
    """A table without the columns in which nothing stands; the first ones are kept."""
    places = [place for place in range(len(header))
              if place < kept or any(line[place].value is not None for line in lines)]
    return tuple(header[place] for place in places), tuple(tuple(line[place] for place in places) for line in lines)


def _said(part: object, language: str) -> str:
    if isinstance(part, Entry):
        return part.text(language)
    return part[language] if isinstance(part, Words) else str(part)
