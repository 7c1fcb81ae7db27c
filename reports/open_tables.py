"""The tables of the open data: each column with the one kind of value that it holds, whatever the file format.

A kind follows from the type that the catalogue gives, and from the values where a type allows two: a year or a day
is a text where a publication says no more (or less), and then the whole column is text.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.catalogue import Catalogue, Column, Report
from reports.tables import Row, Value

STRING, INTEGER, NUMBER, DATE, BOOLEAN = "string", "integer", "number", "date", "boolean"
_PLAIN = {"integer": INTEGER, "rank": INTEGER, "decimal": NUMBER}
_WHERE_ALL_ARE = {"year": (INTEGER, int), "date": (DATE, datetime.date)}
_FLAGS = {"true": True, "false": False}

Cell = str | int | bool | Decimal | datetime.date | None


@dataclass(frozen=True)
class Field:
    """A column with its kind; `codes`: those that it may hold, where it holds codes."""

    column: Column
    kind: str
    codes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the column."""
        return self.column.key

    def cell(self, value: Value) -> Cell:
        """A value of the column as one of its kind."""
        if value is None:
            return None
        if self.kind == BOOLEAN:
            return _FLAGS[str(value)]
        return str(value) if self.kind == STRING else value


@dataclass(frozen=True)
class OpenTable:
    """A report as a table of the open data, with its rows in reading order."""

    report: Report
    fields: tuple[Field, ...]
    rows: Sequence[Row]

    @property
    def is_key_whole(self) -> bool:
        """Whether every row has a value in every column of the key."""
        return all(row[key] is not None for row in self.rows for key in self.report.key)


def open_tables(catalogue: Catalogue, rows: Mapping[str, Sequence[Row]]) -> list[OpenTable]:
    """The tables of all reports that are published as CSV, in the order of the catalogue."""
    return [OpenTable(report, tuple(_field(column, rows[report.code], catalogue)
                                    for column in report.columns_in("csv")), rows[report.code])
            for report in catalogue.reports if "csv" in report.formats]


def _field(column: Column, rows: Sequence[Row], catalogue: Catalogue) -> Field:
    values = [row[column.key] for row in rows if row[column.key] is not None]
    if column.type == "code":
        return _coded(column, values, catalogue)
    if column.type in _WHERE_ALL_ARE:
        kind, python = _WHERE_ALL_ARE[column.type]
        return Field(column, kind if all(isinstance(value, python) for value in values) else STRING)
    return Field(column, _PLAIN.get(column.type, STRING))


def _coded(column: Column, values: Sequence[Value], catalogue: Catalogue) -> Field:
    """Yes and no, or a list of codes; one that the catalogue has no words for is known all the same."""
    known = [code for code in catalogue.codes[column.codes] if code]
    codes = (*known, *sorted({str(value) for value in values} - set(known)))
    return Field(column, BOOLEAN) if set(codes) == set(_FLAGS) else Field(column, STRING, codes)
