"""What is proposed for a new edition: its tables and columns beside those of the last one, and every difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

NEW = "new"
"""The answer that a table, a column or a name is one that no edition had before."""
SKIP = "skip"
"""The answer that a table is none of the edition's."""

ColumnKind = Literal["same", "reworded", "moved", "new", "gone"]
TableKind = Literal["same", "reworded", "renumbered", "new", "gone"]
DriftKind = Literal[
    "table_renumbered", "table_reworded", "table_new", "table_gone", "rows_changed", "section_reworded",
    "caption_moved", "header_reworded", "header_levels", "heading_levels", "column_new", "column_gone", "column_moved",
    "scale_changed", "decimal_mark", "name_respelt", "body_new", "body_gone", "body_left_out",
    "year_differs", "found_in", "only_forms"]


@dataclass(frozen=True)
class ColumnMatch:
    """A column of columns.csv in the new edition.

    `last_header` and `new_header` are written as columns.csv writes them (levels parted by ` | `); empty where the
    edition has no such column. The other facts are those of columns.csv, of a new column as the cells suggest them.
    """

    column_key: str
    last_header: str
    new_header: str
    likeness: float
    kind: ColumnKind
    type: str
    unit: str = ""
    minimum: str = ""
    maximum: str = ""
    required: str = "no"
    spans_rows: str = "no"
    place: int | None = None
    """Which printed column it is (from 1); None for one that is gone, or stands in no header of its own."""

    @property
    def is_printed(self) -> bool:
        return self.kind != "gone"


@dataclass(frozen=True)
class TableMatch:
    """A table of the last edition, of the new one, or both.

    `rows` counts data and totals as printed_tables.csv does; `facts` are the columns of tables.csv, of a new table
    as its cells suggest them.
    """

    table_key: str
    kind: TableKind
    last_id: str
    new_id: str
    last_title: str
    new_title: str
    likeness: float
    page: int | None
    """Of a PDF; None in a workbook."""
    rows: int
    rows_last: int
    section: tuple[str, ...]
    found_in: tuple[str, ...]
    columns: tuple[ColumnMatch, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    has_heading_levels: bool = False
    """Whether headings stand over headings in it, of a new table: only the last one over a row is kept beside it."""

    @property
    def is_printed(self) -> bool:
        return self.kind != "gone"


@dataclass(frozen=True)
class Drift:
    """One difference to the last edition. `table` is the id in the new edition, of a table that is gone the last id."""

    kind: DriftKind
    table: str
    last: str
    new: str
    likeness: float
    column: str = ""


@dataclass(frozen=True)
class Question:
    """What the documents do not decide; answered by `--say NAME=VALUE`.

    `name`: `period`, `published_on`, `title_vi`, `title_en`, `table:<number or place>`, `column:<table id>:<place>`,
    `scale:<table id>:<key>`, `levels:<table id>`, `title_en:<table id>`, `name:<name as printed>`; of a new body
    `type`, `name_en`, `since`, `region` and `replaces`, each with `:<name as printed>`.
    """

    name: str
    about: str
    """A kind of question: `question_<about>` is its wording."""
    found: str
    """What is printed, and where."""
    candidates: tuple[tuple[str, float], ...]
    """Values that may be said, the likeliest first, each with its likeness; empty: free text."""
    is_needed: bool = True
    """Whether nothing may be accepted before it is answered; else `candidates[0]` holds meanwhile."""


@dataclass(frozen=True)
class NameMatch:
    """A spelling of a body's name that the list of names does not have. Without a code nobody is meant for certain."""

    printed: str
    entity_code: str | None
    likeness: float
    where: str
    """`4.1 r21`."""


@dataclass(frozen=True)
class NewBody:
    """A row of entities.csv. `replaces`: the bodies that are no more since the day before `valid_from`."""

    entity_code: str
    entity_type: str
    name_vi: str
    name_en: str
    region: str
    valid_from: str
    parent_code: str
    slug: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The specification of a new edition as far as the documents and the last edition tell it."""

    series: str
    edition: str
    period: str
    published_on: str
    title_vi: str
    title_en: str
    last_edition: str
    tables: tuple[TableMatch, ...]
    drifts: tuple[Drift, ...]
    questions: tuple[Question, ...]
    names: tuple[NameMatch, ...]
    decimal_mark: str = ""
    """Where it is another than the series': to be written under the edition in series.yml."""
    bodies: tuple[NewBody, ...] = ()
    """Those that no list has and that were said to be new."""

    @property
    def printed(self) -> tuple[TableMatch, ...]:
        """The tables of the new edition, in their order."""
        return tuple(table for table in self.tables if table.is_printed)

    @property
    def open_questions(self) -> Iterator[Question]:
        """Those that must be answered first."""
        return (question for question in self.questions if question.is_needed)
