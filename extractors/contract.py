"""The types that leave this folder: what was read, exactly as printed, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from extractors.errors import Problem

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left corner of the page as it is shown."""


@dataclass(frozen=True)
class SourceFile:
    """A document as received; its bytes are known by their sha256, never by its name."""

    path: Path
    sha256: str
    bytes: int
    media_type: str
    pages: int

    @property
    def name(self) -> str:
        return self.path.name


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
    page: int
    box: Box | None
    sheet_cell: str | None = None
    confidence: Decimal = Decimal(1)

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
    """A figure told in the prose around the tables, such as a share with its two counts."""

    statement: str
    ordinal: int
    figure: str
    text: str
    value: Decimal
    decimals: int
    unit: str
    page: int

    def cell_id(self, edition: str) -> str:
        return f"{edition}:prose:r{self.ordinal}:{self.figure}"


@dataclass(frozen=True)
class Table:
    """A table of the specification as found in the document, all its fragments put together."""

    id: str
    key: str
    caption_printed: str
    page: int
    page_end: int
    headers_printed: dict[str, str]
    rows: int
    notes: tuple[str, ...]


@dataclass
class Outcome:
    """Everything that one document of an edition gave, and everything that is in doubt."""

    edition: str
    source: SourceFile
    tables: list[Table] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What stops the edition."""
    doubts: list[Problem] = field(default_factory=list)
    """What a person should look at, though nothing stops."""
