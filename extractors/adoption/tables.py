"""The tables of the last edition lined up with those of a document, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.adoption.bodies import NamesByType
from extractors.adoption.columns import ColumnLineup, best_lineup, folded_reading, shared_headers
from extractors.adoption.documents import Document
from extractors.adoption.pairing import Pair, best_pairs
from extractors.adoption.printed import PrintedTable, Title, tables_of_items
from extractors.adoption.printed_sheets import tables_of_book
from extractors.adoption.wordings import Titles, bare_title
from extractors.spec import EditionSpec, TableSpec

TITLE, COLUMNS, BODIES, ORDER, ROWS = 0.45, 0.3, 0.1, 0.1, 0.05
LEAST = 0.45
"""Likeness below which a table is another one."""
TITLE_AT_LEAST, HEADERS_AT_LEAST = 0.35, 0.15
"""Tables less alike than this both in captions and in headers are not looked at any closer."""
CERTAIN = 0.9
EQUAL = 0.02
"""A caption that its place makes natural is taken, where no other one is that much liker."""


@dataclass(frozen=True, eq=False)
class Known:
    """A table that may be printed again. `period`: the year of the data in the edition that its wording is of."""

    table: TableSpec
    period: str
    is_last: bool = True
    """Whether the last edition prints it; else an earlier one did, or another document of the new one does."""


@dataclass(frozen=True)
class Likeness:
    """How alike a known and a printed table are, and by which caption and which header."""

    score: float
    title: Title | None
    title_likeness: float
    columns: ColumnLineup | None
    """None where neither caption nor headers have anything in common."""


@dataclass(frozen=True, eq=False)
class TableLineup:
    """The pairs of the known tables with those that a document prints."""

    document: Document
    known: tuple[Known, ...]
    printed: tuple[PrintedTable, ...]
    cells: tuple[tuple[Likeness, ...], ...]
    pairs: tuple[Pair, ...]
    printed_period: str
    names: NamesByType
    is_below: bool = False

    def columns_of(self, pair: Pair) -> ColumnLineup:
        """The columns of a pair; also of one that a person named, though nothing spoke for it."""
        known, printed = self.known[pair.known], self.printed[pair.printed]
        return self.cells[pair.known][pair.printed].columns or best_lineup(
            known.table, printed.readings, known.period, self.printed_period, self.names)

    @property
    def total(self) -> float:
        return sum(pair.likeness for pair in self.pairs)


def known_tables(editions: Sequence[EditionSpec]) -> list[Known]:
    """The tables of the last edition, and behind them those that only earlier ones print; `editions` from the last
    one on."""
    known: dict[str, Known] = {}
    for edition in editions:
        for table in edition.tables:
            known.setdefault(table.key, Known(table, edition.period, edition is editions[0]))
    return list(known.values())


def line_up_tables(document: Document, known: Sequence[Known], spec: EditionSpec, printed_period: str,
                   names: NamesByType) -> TableLineup:
    """Pair known tables with those of a document; captions above or below, whichever reading pairs more.

    Args:
        spec: the last edition, for how the series prints its tables.
    """
    if document.book is not None:
        return _lined_up(document, known, tables_of_book(document.book, spec), spec, printed_period, names)
    above = _lined_up(document, known, tables_of_items(document.items, spec, False), spec, printed_period, names)
    if above.total >= CERTAIN * len(above.printed):
        return above
    below = _lined_up(document, known, tables_of_items(document.items, spec, True), spec, printed_period, names)
    return above if above.total >= below.total else replace(below, is_below=True)


def _lined_up(document: Document, known: Sequence[Known], printed: Sequence[PrintedTable], spec: EditionSpec,
              printed_period: str, names: NamesByType) -> TableLineup:
    tables = tuple(replace(table, readings=tuple(map(folded_reading, table.readings))) for table in printed)
    titles = Titles([bare_title(one.table.title, spec, one.period) for one in known]
                    + [bare_title(table.natural_title.text, spec, printed_period)
                       for table in tables if table.natural_title])
    last = [one for one in known if one.is_last and document.found_in in one.table.found_in]
    places = {id(one): place / max(1, len(last) - 1) for place, one in enumerate(last)}
    cells = tuple(tuple(
        _likeness(one, places.get(id(one)), other, column / max(1, len(tables) - 1), titles, spec,
                  printed_period, names)
        for column, other in enumerate(tables)) for one in known)
    pairs = best_pairs([[cell.score for cell in row] for row in cells], LEAST)
    return TableLineup(document, tuple(known), tables, cells, tuple(pairs), printed_period, names)


def _likeness(one: Known, place: float | None, printed: PrintedTable, printed_place: float, titles: Titles,
              spec: EditionSpec, printed_period: str, names: NamesByType) -> Likeness:
    known = one.table
    title, title_likeness = _best_title(one, printed, titles, spec, printed_period)
    shared = max(shared_headers(known, reading, one.period, printed_period) for reading in printed.readings)
    if title_likeness < TITLE_AT_LEAST and shared < HEADERS_AT_LEAST:
        return Likeness(TITLE * title_likeness, title, title_likeness, None)
    columns = best_lineup(known, printed.readings, one.period, printed_period, names)
    many = columns.reading.body_rows
    rows = min(many, known.rows) / max(many, known.rows, 1)
    score = (TITLE * title_likeness + COLUMNS * columns.score + BODIES * _names_fit(known, columns, names)
             + ORDER * (0.0 if place is None else 1 - abs(place - printed_place)) + ROWS * rows)
    return Likeness(score, title, title_likeness, columns)


def _best_title(known: Known, printed: PrintedTable, titles: Titles, spec: EditionSpec,
                printed_period: str) -> tuple[Title | None, float]:
    wanted = bare_title(known.table.title, spec, known.period)
    scored = [(titles.likeness(bare_title(title.text, spec, printed_period), wanted), title)
              for title in printed.titles]
    if not scored:
        return None, 0.0
    best = max(scored, key=lambda pair: pair[0])
    natural = next((pair for pair in scored if pair[1].is_natural), best)
    chosen = natural if natural[0] >= best[0] - EQUAL else best
    return chosen[1], chosen[0]


def _names_fit(known: TableSpec, columns: ColumnLineup, names: NamesByType) -> float:
    """Whether a printed table names bodies of the kind that the known one does."""
    if not names:
        return 0.5
    shares = [content.share_of_bodies(names) for content in columns.reading.contents]
    share, kind = max(shares, default=(0.0, ""))
    if not known.body_column:
        return 1 - share
    return share if kind in known.entity_type.split() else 0.0
