"""A series as data: which tables an edition prints, under which caption, with which headers."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from extractors.errors import DataError, Problem
from extractors.outline import Outline, read_outlines

SERIES_FOLDER = Path(__file__).with_name("series")
HEADER_LEVELS = " | "
"""Between the levels of a header in columns.csv: the upper level first."""
NOT_PRINTED = "-"
"""In an edition's column of columns.csv: this column was not printed that year."""
NO_HEADER = "*"
"""There: the column has no header of its own, its texts come from headings or marks of rows."""


@dataclass(frozen=True)
class ColumnSpec:
    """A column of a printed table. `type`: rank, integer, decimal, percent, mixed, text, url, flag (marked
    or not), choice, or heading (printed across the table, over the rows that it holds for)."""

    key: str
    header: tuple[str, ...]
    type: str
    unit: str
    minimum: Decimal | None
    maximum: Decimal | None
    required: bool
    spans_rows: bool

    @property
    def is_in_header(self) -> bool:
        """Not a heading over rows, nor derived from marks of rows (outlines.yml)."""
        return self.header != (NO_HEADER,)


@dataclass(frozen=True)
class TableSpec:
    """A table as the edition prints it; `rows` was counted by a person in the document.

    `body_column` names the bodies (empty: it is about none), several in one cell where
    `pooled_separators` part them; `holds` results or inputs of the index; `found_in`: pdf, workbook;
    `section`: headings that tell it from another table under the same caption; `running_column` numbers
    the rows 1…n; `ranks_run_on`: equal figures stand one rank behind the other, not on the same one.
    """

    id: str
    key: str
    title: str
    title_en: str
    entity_type: str
    rows: int
    coverage: str
    rank_basis: tuple[str, ...]
    row_sum: str
    column_sum: tuple[str, ...]
    body_column: str
    pooled_separators: str
    holds: str
    found_in: frozenset[str]
    section: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    running_column: str = ""
    ranks_run_on: bool = False

    @cached_property
    def names_bodies(self) -> bool:
        return bool(self.body_column)


@dataclass(frozen=True)
class EditionSpec:
    """One issue of a series: its id, the year of its data, when it was published, its tables."""

    id: str
    series: str
    period: str
    published_on: str
    title_vi: str
    title_en: str
    bodies_of: str
    """The province whose bodies it is about; empty: the ministries and provinces of the country."""
    home: Path
    """The folder of the series."""
    caption: re.Pattern[str]
    continued: re.Pattern[str]
    note: re.Pattern[str]
    decimal_mark: str
    total_labels: frozenset[str]
    tables: tuple[TableSpec, ...]
    readings: tuple[dict[str, Any], ...]
    statements: tuple[dict[str, Any], ...]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """By table key: how its rows tell their place in a tree (outlines.yml)."""

    def table(self, table_id: str) -> TableSpec:
        return next(table for table in self.tables if table.id == table_id)

    def tables_in(self, document_kind: str) -> tuple[TableSpec, ...]:
        """The tables that are printed in documents of a kind: pdf or workbook."""
        return tuple(table for table in self.tables if document_kind in table.found_in)


def known_editions(folder: Path = SERIES_FOLDER) -> dict[str, str]:
    """Edition id → series id, over all series in `folder`."""
    return {
        edition: path.parent.name
        for path in sorted(folder.glob("*/series.yml"))
        for edition in yaml.safe_load(path.read_text(encoding="utf-8"))["editions"]
    }


def load_edition_spec(edition: str, folder: Path = SERIES_FOLDER) -> EditionSpec:
    """Read the specification of one edition.

    Raises:
        DataError: no series knows the edition, or its specification contradicts itself.
    """
    known = known_editions(folder)
    if edition not in known:
        raise DataError([Problem("edition_unknown", edition=edition, found=edition,
                                 expected=", ".join(sorted(known)))])
    home = folder / known[edition]
    series = yaml.safe_load((home / "series.yml").read_text(encoding="utf-8"))
    facts = series["editions"][edition]
    return EditionSpec(
        id=edition,
        series=series["series"],
        period=facts["period"],
        published_on=facts["published_on"],
        title_vi=facts["title_vi"],
        title_en=facts["title_en"],
        bodies_of=series.get("bodies_of", ""),
        home=home,
        caption=re.compile(series["caption"], re.IGNORECASE),
        continued=re.compile(series["continued"], re.IGNORECASE),
        note=re.compile(series["note"]),
        decimal_mark=series["decimal_mark"],
        total_labels=frozenset(label.casefold() for label in series["total_labels"]),
        tables=_tables(home, edition),
        readings=tuple(_optional_yaml(home / "readings.yml")),
        statements=tuple(_optional_yaml(home / "statements.yml")),
        outlines=read_outlines(_optional_yaml(home / "outlines.yml")),
    )


def _tables(home: Path, edition: str) -> tuple[TableSpec, ...]:
    by_key = {row["table_key"]: row for row in _rows(home / "tables.csv")}
    columns = _rows(home / "columns.csv")
    printed = [row for row in _rows(home / "printed_tables.csv") if row["edition"] == edition]
    if printed and edition not in columns[0]:
        raise DataError([Problem("specification_incomplete", edition=edition,
                                 found=f"{len(printed)} tables in printed_tables.csv",
                                 expected=f"tables, and a column {edition} in columns.csv")])
    return tuple(
        _table(row, by_key[row["table_key"]],
               tuple(_column(column, edition) for column in columns
                     if column["table_key"] == row["table_key"] and column[edition] != NOT_PRINTED))
        for row in printed
    )


def _table(printed: dict[str, str], facts: dict[str, str], columns: tuple[ColumnSpec, ...]) -> TableSpec:
    return TableSpec(
        id=printed["table_id"],
        key=printed["table_key"],
        title=printed["title"],
        title_en=facts["title_en"],
        entity_type=facts["entity_type"],
        rows=int(printed["rows"]),
        coverage=facts["coverage"],
        rank_basis=tuple(facts["rank_basis"].split()),
        row_sum=facts["row_sum"],
        column_sum=tuple(facts["column_sum"].split()),
        body_column=facts["body_column"],
        pooled_separators=facts["pooled_separators"],
        holds=facts["holds"] or "results",
        found_in=frozenset(printed["found_in"].split() or ["pdf"]),
        section=tuple(filter(None, printed["section"].split(HEADER_LEVELS))),
        columns=columns,
        running_column=facts.get("running_column") or "",
        ranks_run_on=facts.get("ranks_run_on") == "yes",
    )


def _column(row: dict[str, str], edition: str) -> ColumnSpec:
    def limit(name: str) -> Decimal | None:
        return Decimal(row[name]) if row[name] else None

    return ColumnSpec(
        key=row["column_key"],
        header=tuple(row[edition].split(HEADER_LEVELS)),
        type=row["type"],
        unit=row["unit"],
        minimum=limit("minimum"),
        maximum=limit("maximum"),
        required=row["required"] == "yes",
        spans_rows=row["spans_rows"] == "yes",
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _optional_yaml(path: Path) -> Any:
    """A list, or a mapping; an empty list where there is no such file."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
