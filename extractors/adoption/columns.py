"""The columns of a known table lined up with those of a printed one: by header, content, neighbours and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.adoption.bodies import NamesByType
from extractors.adoption.contents import Content, fits_type
from extractors.adoption.header_readings import HeaderReading, Path
from extractors.adoption.pairing import Pair, best_pairs
from extractors.adoption.wordings import header_likeness
from extractors.adoption.years import masked, shifted, year_of
from extractors.header_figures import as_specified
from extractors.headers import match_columns
from extractors.likeness import letters
from extractors.spec import ColumnSpec, TableSpec

HEADER, CONTENT, NEIGHBOURS, PLACE = 0.55, 0.2, 0.15, 0.1
BODIES = 0.7
"""How much the names of bodies under a header are worth, as its likeness."""
NAMES = ColumnSpec("", (), "text", "", None, None, True, False)
ALMOST_ALL = 0.8
NEARLY = 0.2
LEAST = 0.45
"""Likeness below which a column is another one."""


@dataclass(frozen=True, eq=False)
class ColumnLineup:
    """The pairs of one table's columns (`known`) with the printed ones of one reading of its header."""

    table: TableSpec
    reading: HeaderReading
    known: tuple[ColumnSpec, ...]
    likeness: tuple[tuple[float, ...], ...]
    headers: tuple[tuple[float, ...], ...]
    """Likeness of the headers alone."""
    pairs: tuple[Pair, ...]

    @cached_property
    def score(self) -> float:
        """How much of both is paired, 0 to 1."""
        named = sum(1 for path in self.reading.paths if path)
        return 2 * sum(pair.likeness for pair in self.pairs) / max(1, len(self.known) + named)

    @property
    def missing(self) -> list[int]:
        """The known columns that nothing is paired with."""
        found = {pair.known for pair in self.pairs}
        return [place for place in range(len(self.known)) if place not in found]

    @property
    def surplus(self) -> list[int]:
        """The printed columns with a header that nothing is paired with."""
        found = {pair.printed for pair in self.pairs}
        return [place for place, path in enumerate(self.reading.paths) if path and place not in found]


def line_up(table: TableSpec, reading: HeaderReading, period: str, printed_period: str,
            names: NamesByType) -> ColumnLineup:
    """Pair the columns that have a header. That of the bodies is told by their names, whatever its header.

    Args:
        period: the year of the data in the edition of the table, and `printed_period` that of the document.
    """
    known = tuple(column for column in table.columns if column.is_in_header)
    printed = [specified_path(path, table, printed_period) for path in reading.paths]
    wanted = [specified_path(column.header, table, period) for column in known]
    headers = tuple(tuple(header_likeness(path, header) for path in printed) for header in wanted)
    bodies = [_names_bodies(content, table, names) for content in reading.contents]
    headers = tuple(tuple(
        max(value, BODIES * bodies[place]) if column.key == table.body_column else value
        for place, value in enumerate(headers[row])) for row, column in enumerate(known))
    is_near = shared_headers(table, reading, period, printed_period) >= ALMOST_ALL
    as_read = _as_read(table, reading, period, printed_period) if is_near else {}
    headers = tuple(tuple(
        1.0 if as_read.get(column.key) == place else value for place, value in enumerate(headers[row]))
        for row, column in enumerate(known))
    likeness = tuple(tuple(
        _likeness(row, place, headers, known, reading, bodies[place] if column.key == table.body_column else None)
        if path else 0.0 for place, path in enumerate(reading.paths)) for row, column in enumerate(known))
    pairs = [Pair(row, as_read[column.key], likeness[row][as_read[column.key]], 1.0)
             for row, column in enumerate(known)] if as_read else best_pairs(likeness, LEAST)
    return ColumnLineup(table, reading, known, likeness, headers, tuple(pairs))


def _as_read(table: TableSpec, reading: HeaderReading, period: str, printed_period: str) -> dict[str, int]:
    """The place of each column, where the reader of tables takes the header for the last edition's as it stands:
    it forgives levels that are printed over more or fewer columns."""
    years = year_of(printed_period) - year_of(period)
    moved_on = replace(table, columns=tuple(
        replace(column, header=tuple(shifted(level, years) for level in column.header)) for column in table.columns))
    places, problems = match_columns(reading.paths, moved_on, holds_headings=lambda place: (
        not reading.contents[place].figures and len(reading.contents[place].filled) < reading.body_rows))
    known = {column.key for column in table.columns if column.is_in_header}
    return {} if problems else {key: place for key, place in places.items() if key in known}


def best_lineup(table: TableSpec, readings: Sequence[HeaderReading], period: str, printed_period: str,
                names: NamesByType) -> ColumnLineup:
    """The reading of the header under which the most is paired; only those with the most known headers are tried."""
    shares = [shared_headers(table, reading, period, printed_period) for reading in readings]
    lineups = [line_up(table, reading, period, printed_period, names)
               for share, reading in zip(shares, readings, strict=True) if share >= max(shares) - NEARLY]
    return max(lineups, key=lambda lineup: lineup.score)


def shared_headers(table: TableSpec, reading: HeaderReading, period: str, printed_period: str) -> float:
    """The share of the lowest levels of a header that are the same to the letter: quick to tell."""
    wanted = Counter(letters(masked(column.header[-1], period)) for column in table.columns if column.is_in_header)
    found = Counter(letters(masked(as_specified(path[-1], table), printed_period)) for path in reading.paths if path)
    return 2 * (wanted & found).total() / max(1, wanted.total() + found.total())


def specified_path(path: Sequence[str], table: TableSpec, period: str) -> Path:
    """A header as the specification writes it: figures as their keys, years as distances to the period."""
    return tuple(masked(as_specified(level, table), period) for level in path)


def _likeness(row: int, place: int, headers: Sequence[Sequence[float]], known: Sequence[ColumnSpec],
              reading: HeaderReading, names_bodies: float | None) -> float:
    content = fits_type(reading.contents[place], known[row]) if names_bodies is None else names_bodies
    beside = [_neighbour(headers, row + step, place + step) for step in (-1, 1)]
    far = abs(row / max(1, len(known) - 1) - place / max(1, len(reading.paths) - 1))
    return (HEADER * headers[row][place] + CONTENT * content
            + NEIGHBOURS * sum(beside) / 2 + PLACE * (1 - min(1.0, far)))


def _names_bodies(content: Content, table: TableSpec, names: NamesByType) -> float:
    """The share of names of bodies of the types that a table is about; 1 where no list of names is at hand."""
    if not names:
        return fits_type(content, NAMES)
    share, kind = content.share_of_bodies(names)
    return share if kind in table.entity_type.split() else 0.0


def _neighbour(headers: Sequence[Sequence[float]], row: int, place: int) -> float:
    """How alike the neighbours are; both ends of a table are neighbours too."""
    is_row, is_place = 0 <= row < len(headers), 0 <= place < len(headers[0])
    if is_row and is_place:
        return headers[row][place]
    return 1.0 if not is_row and not is_place else 0.0


def folded_reading(reading: HeaderReading) -> HeaderReading:
    """Blocks side by side under the same header, as one below the other."""
    named = [place for place, path in enumerate(reading.paths) if path]
    keys = [tuple(map(letters, reading.paths[place])) for place in named]
    for wide in range(2, len(keys) // 2 + 1):
        if len(keys) % wide == 0 and keys == keys[:wide] * (len(keys) // wide):
            blocks = [named[start:start + wide] for start in range(0, len(named), wide)]
            contents = tuple(Content(tuple(text for block in blocks for text in reading.contents[block[column]].texts))
                             for column in range(wide))
            return HeaderReading(reading.rows, tuple(reading.paths[place] for place in blocks[0]), contents,
                                 reading.body_rows * len(blocks), reading.varying, reading.headings)
    return reading
