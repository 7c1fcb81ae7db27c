"""The types that leave this folder: what was read, exactly as printed, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from extractors.errors import Problem
from extractors.plan_parts import Assignment, Target, Task, TaskIndicator
from extractors.revision_parts import RevisionChange, RevisionPart

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left corner of the page as it is shown."""

_REVISION = re.compile(r"revision-(\d+)/")


def revision_of(place: str) -> int:
    """Which revision of its edition a document is of, by its place there: `revision-2/x.pdf` → 2, `x.pdf` → 1."""
    found = _REVISION.match(place)
    return max(1, int(found[1])) if found else 1


@dataclass(frozen=True)
class SourceFile:
    """A document as received; its bytes are known by their sha256, never by its name."""

    path: Path
    sha256: str
    bytes: int
    media_type: str
    pages: int | None
    kind: str = "report"
    """report (PDF), workbook (printed tables), form (filled in by one body) or foreign."""
    place: str = ""
    """Where it lies in the folder of its edition, such as `forms/finance.xlsx`."""

    @property
    def name(self) -> str:
        return self.place or self.path.name

    @property
    def revision(self) -> int:
        return revision_of(self.place)


@dataclass(frozen=True)
class Number:
    """A figure: the text as printed, its value, its unit and how many decimals were printed."""

    text: str
    value: Decimal
    unit: str
    decimals: int


@dataclass(frozen=True)
class Cell:
    """One cell of a printed table. `value` is empty where the text is not one figure."""

    table_id: str
    row: int
    row_kind: str
    column: str
    text: str
    value: Decimal | None
    unit: str
    decimals: int | None
    page: int | None
    box: Box | None
    sheet_cell: str | None = None
    confidence: Decimal = Decimal(1)
    file_sha256: str = ""
    raw_type: str = ""
    """number, text or empty: what the cell of a workbook holds; print has no types."""
    decimals_shown: int | None = None
    """Of a number of a workbook: the decimals of its format, none where it has no such format."""
    rows: int = 1
    """How many rows of its table the cell reaches over; below its own, these have empty cells."""

    def cell_id(self, edition: str) -> str:
        return f"{edition}:{self.table_id}:r{self.row}:{self.column}"


@dataclass(frozen=True)
class Mention:
    """A body named in a cell; a pooled row names several."""

    table_id: str
    row: int
    column: str
    ordinal: int
    name_printed: str
    remark_printed: str
    name_key: str


@dataclass(frozen=True)
class Reading:
    """A figure told in running words inside a cell, or the mark that it could not be read."""

    table_id: str
    row: int
    column: str
    ordinal: int
    quantity: str
    value: Decimal | None
    decimals: int | None
    unit: str
    text: str
    status: str
    is_approximate: bool = False


@dataclass(frozen=True)
class Statement:
    """A figure told in the prose around the tables, such as a share with its two counts.

    `body`: whom it is about, as printed, with its `name_key`; empty: the body that the publication is about.
    """

    statement: str
    ordinal: int
    figure: str
    text: str
    value: Decimal
    decimals: int
    unit: str
    page: int
    body: str = ""
    name_key: str = ""

    def cell_id(self, edition: str) -> str:
        return f"{edition}:prose:r{self.ordinal}:{self.figure}"


@dataclass(frozen=True)
class DocumentNumbers:
    """The document that a heading over a table names, such as `162/KH-UBND`, and the one that it stands in."""

    named: str
    own: str


@dataclass(frozen=True)
class Table:
    """A table of the specification as found in the document, all its fragments put together."""

    id: str
    key: str
    caption_printed: str
    page: int | None
    page_end: int | None
    headers_printed: dict[str, str]
    rows: int
    notes: tuple[str, ...]
    file_sha256: str = ""
    sheet: str | None = None
    repeats: str | None = None
    """The id of the table that another document of the edition prints as well."""
    numbers: DocumentNumbers | None = None


@dataclass(frozen=True)
class FormInput:
    """A figure that a body filled in; `value` is empty where nothing, or nothing readable, was filled in."""

    form: str
    kind: str
    """input, or self_points: what the body gives itself for an indicator."""
    indicator: str
    input: str
    text: str
    raw_type: str
    """number, text or empty: what the cell holds."""
    value: Decimal | None
    unit: str
    sheet: str
    sheet_cell: str
    label_printed: str
    confidence: Decimal = Decimal(1)
    file_sha256: str = ""

    def cell_id(self, edition: str) -> str:
        return f"{edition}:{self.form}:{self.sheet_cell}:{self.input}"


@dataclass(frozen=True)
class Form:
    """A form that one body filled in. `form` is `form/<slug>`, of an earlier one `form/<slug>.earlier-1`."""

    form: str
    entity_code: str
    slug: str
    name_printed: str
    name: str
    """The body's official name."""
    confidence: Decimal
    source: SourceFile
    sheet: str
    written_on: str
    status: str
    """counted, superseded or held_back."""
    reason: str
    inputs: tuple[FormInput, ...]
    correction: int = 0
    """2 for “lần 2”; 1 for another mark of a corrected form."""
    modified: str = ""
    """When the workbook says that it was saved."""


@dataclass
class Outcome:
    """Everything that the documents of an edition gave, and everything that is in doubt."""

    edition: str
    sources: list[SourceFile] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    task_indicators: list[TaskIndicator] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    revisions: list[RevisionPart] = field(default_factory=list)
    revision_changes: list[RevisionChange] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What stops the edition."""
    set_aside: list[Problem] = field(default_factory=list)
    """Documents that go no further, while the others do."""
    doubts: list[Problem] = field(default_factory=list)
    """What a person should look at, though nothing stops."""

    def add(self, part: Outcome) -> None:
        """Take in what one more document gave."""
        for name in ("sources", "tables", "cells", "mentions", "readings", "statements", "forms", "targets",
                     "tasks", "task_indicators", "assignments", "missing", "problems", "set_aside", "doubts"):
            getattr(self, name).extend(getattr(part, name))
