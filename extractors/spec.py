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

from extractors.edition_dates import FORM_OF, is_date_of
from extractors.errors import DataError, Problem
from extractors.outline import HeadingMarks, Outline, read_headings, read_outlines
from extractors.plan_rules import TargetRules, TaskRules, read_target_rules, read_task_rules
from extractors.statements import StatementRule, read_statement_rules

SERIES_FOLDER = Path(__file__).with_name("series")
HEADER_LEVELS = " | "
"""Between the levels of a header in columns.csv: the upper level first."""
NOT_PRINTED = "-"
"""In an edition's column of columns.csv: this column was not printed that year."""
NO_HEADER = "*"
"""There: the column has no header of its own, its texts come from headings or marks of rows."""
IN_OTHERS = "{}"
"""There: the column is a figure inside the headers of other columns, which write its key in braces."""
FIGURE_IN_HEADER = re.compile(r"\{(\w+)\}")
"""`Hạ tầng kỹ thuật (xếp thứ {infrastructure})`: the figure printed there goes into that column."""


@dataclass(frozen=True)
class ColumnSpec:
    """A column of a printed table. `type`: rank, integer, decimal, percent, mixed, text, items (text whose
    items stand behind bullets), url, flag (marked or not), choice, or heading (printed across the table, over
    the rows that it holds for)."""

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
        """Not a heading over rows, nor derived from marks of rows (outlines.yml) or from other headers."""
        return self.header not in ((NO_HEADER,), (IN_OTHERS,))

    @property
    def is_in_others(self) -> bool:
        """A figure that stands in the headers of other columns (header_figures.py): in no column of the print."""
        return self.header == (IN_OTHERS,)


@dataclass(frozen=True)
class TableSpec:
    """A table as the edition prints it; `rows` was counted by a person in the document.

    `entity_type` is that of the bodies it is about, several types parted by blanks; `body_column` names them
    (empty: it names none), several in one cell where `pooled_separators` part them; `holds` results or inputs
    of the index; `found_in`: pdf, workbook; `section`: headings that tell it from another table under the same
    caption; `running_column` numbers the rows 1…n; `ranks_run_on`: equal figures stand one rank behind the
    other, not on the same one.
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

    @cached_property
    def header_templates(self) -> tuple[str, ...]:
        """The levels of headers that hold figures."""
        return tuple(dict.fromkeys(level for column in self.columns for level in column.header
                                   if FIGURE_IN_HEADER.search(level)))


@dataclass(frozen=True)
class EditionSpec:
    """One issue of a series: its id, the year of its data, when it was published, its tables."""

    id: str
    series: str
    period: str
    published_on: str
    title_vi: str
    title_en: str
    issuer: str
    """Who publishes it, as named in its own language; several are parted by commas."""
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
    statements: tuple[StatementRule, ...]
    targets: TargetRules | None = None
    tasks: TaskRules | None = None
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """By table key: how its rows tell their place in a tree (outlines.yml)."""
    headings: Mapping[str, HeadingMarks] = field(default_factory=dict)
    """By table key: how its headings over rows are told apart, where they stand on several levels (headings.yml)."""

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


def load_series_title(series: str, folder: Path = SERIES_FOLDER) -> str:
    """The title of a series, in its own language."""
    return str(yaml.safe_load((folder / series / "series.yml").read_text(encoding="utf-8"))["title_vi"])


def issuers(folder: Path = SERIES_FOLDER) -> dict[str, str]:
    """Series id → who issues it, in its own language."""
    told = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/series.yml")))
    return {str(series["series"]): str(series["issuer"]) for series in told}


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
    dates = _dates(facts, edition)
    return EditionSpec(
        id=edition,
        series=series["series"],
        period=dates["period"],
        published_on=dates["published_on"],
        title_vi=facts["title_vi"],
        title_en=facts["title_en"],
        issuer=series["issuer"],
        bodies_of=series.get("bodies_of", ""),
        home=home,
        caption=re.compile(series["caption"], re.IGNORECASE),
        continued=re.compile(series["continued"], re.IGNORECASE),
        note=re.compile(series["note"]),
        decimal_mark=facts.get("decimal_mark", series["decimal_mark"]),
        total_labels=frozenset(label.casefold() for label in series["total_labels"]),
        tables=_tables(home, edition),
        readings=tuple(_optional_yaml(home / "readings.yml")),
        statements=read_statement_rules(_optional_yaml(home / "statements.yml")),
        targets=read_target_rules(_optional_yaml(home / "targets.yml")),
        tasks=read_task_rules(_optional_yaml(home / "tasks.yml")),
        outlines=read_outlines(_optional_yaml(home / "outlines.yml")),
        headings=read_headings(_optional_yaml(home / "headings.yml")),
    )


def _dates(facts: Mapping[str, Any], edition: str) -> dict[str, str]:
    """Year and date of publication; YAML reads an unquoted one as a number or a date."""
    dates = {fact: str(facts.get(fact, "")) for fact in FORM_OF}
    wrong = [Problem("edition_date_wrong", edition=edition, file="series.yml", found=dates[fact], expected=form,
                     details={"name": fact}) for fact, form in FORM_OF.items() if not is_date_of(fact, dates[fact])]
    if wrong:
        raise DataError(wrong)
    return dates


def _tables(home: Path, edition: str) -> tuple[TableSpec, ...]:
    by_key = {row["table_key"]: row for row in _rows(home / "tables.csv")}
    columns = _rows(home / "columns.csv")
    printed = [row for row in _rows(home / "printed_tables.csv") if row["edition"] == edition]
    if printed and edition not in columns[0]:
        raise DataError([Problem("specification_incomplete", edition=edition,
                                 found=f"{len(printed)} tables in printed_tables.csv",
                                 expected=f"tables, and a column {edition} in columns.csv")])
    tables = tuple(
        _table(row, by_key[row["table_key"]],
               tuple(_column(column, edition) for column in columns
                     if column["table_key"] == row["table_key"] and column[edition] != NOT_PRINTED))
        for row in printed
    )
    problems = [Problem("specification_incomplete", edition=edition, table=table.id, found=f"a header with {{{key}}}",
                        expected=f"a column {key} of this table in columns.csv") for table in tables
                for template in table.header_templates for key in FIGURE_IN_HEADER.findall(template)
                if key not in {column.key for column in table.columns}]
    if problems:
        raise DataError(problems)
    return tables


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
