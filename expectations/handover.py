"""The hand-over of `extract`, read back as printed tables beside their specification."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from extractors.bodies import KnownBody
from extractors.errors import Problem
from extractors.spec import ColumnSpec, TableSpec


class SeriesSpec(Protocol):
    """The part of `extractors.spec.EditionSpec` that checks need."""

    @property
    def tables(self) -> tuple[TableSpec, ...]: ...

    @property
    def decimal_mark(self) -> str: ...

    @property
    def bodies_of(self) -> str: ...


@dataclass(frozen=True)
class PrintedCell:
    cell_id: str
    text: str
    value: Decimal | None
    decimals: int | None
    page: int | None
    decimals_shown: int | None = None
    """`decimals`, but none of a workbook's number that is shown as it is stored."""


@dataclass(frozen=True)
class PrintedRow:
    """`kind`: data, total, or pooled (one printed row that stands for several bodies)."""

    number: int
    kind: str
    cells: dict[str, PrintedCell]


@dataclass(frozen=True)
class Mention:
    """A body named in a cell; `entity_code` is empty when nobody of the table's block has that name."""

    row: int
    column: str
    name_printed: str
    name_key: str
    entity_code: str


@dataclass(frozen=True)
class PrintedTable:
    """A table as read, its specification, and the bodies of the block that it is about.

    `id` is that of the specification, and another where a second document prints the same table;
    `headers` as printed, by column; `limits`: the inputs whose sum another input never exceeds;
    `attached_to`: the number of the document that a heading over the table names, beside the own one.
    """

    edition: str
    id: str
    file: str
    spec: TableSpec
    decimal_mark: str
    page: int | None
    rows: tuple[PrintedRow, ...]
    mentions: tuple[Mention, ...]
    block: tuple[KnownBody, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attached_to: str = ""
    document_number: str = ""

    @property
    def has_all_rows(self) -> bool:
        return len(self.rows) == self.spec.rows

    @property
    def block_size(self) -> int:
        return len({body.entity_code for body in self.block})

    def cells(self, *kinds: str) -> Iterator[tuple[PrintedRow, ColumnSpec, PrintedCell]]:
        """The cells of the specified columns that were read; `kinds` of rows, all when none is given."""
        for row in self.rows:
            for column in self.spec.columns:
                if column.key in row.cells and (not kinds or row.kind in kinds):
                    yield row, column, row.cells[column.key]

    def bodies_of(self, row: PrintedRow) -> list[Mention]:
        return [mention for mention in self.mentions if mention.row == row.number]


@dataclass(frozen=True)
class Witness:
    """A table that two documents of the edition print."""

    first: PrintedTable
    second: PrintedTable


@dataclass(frozen=True)
class Extract:
    """`outcome` is the extractor's own account; tables that were not found are not in `tables`."""

    outcome: dict[str, Any]
    tables: tuple[PrintedTable, ...]
    witnesses: tuple[Witness, ...]
    problems: tuple[Problem, ...]
    set_aside: tuple[Problem, ...]
    doubts: tuple[Problem, ...]

    def table(self, table_id: str) -> PrintedTable | None:
        every = (*self.tables, *(witness.second for witness in self.witnesses))
        return next((table for table in every if table.id == table_id), None)

    @property
    def publications(self) -> str:
        """The names of all documents but the forms, for what is in none of them."""
        return "; ".join(document["name"] for document in self.outcome["documents"]
                         if document["kind"] != "form")


def read_extract(folder: Path, spec: SeriesSpec, bodies: Sequence[KnownBody],
                 limits: Mapping[str, tuple[str, ...]]) -> Extract:
    """Read the hand-over in `folder` and put its cells and mentions to the tables of `spec`.

    Args:
        limits: input → the inputs whose sum it never exceeds, for tables that hold inputs.

    Raises:
        OSError, KeyError, ValueError: the hand-over is not of the form in docs/architecture.md.
    """
    outcome = json.loads((folder / "outcome.json").read_text(encoding="utf-8"))
    names = {document["sha256"]: document["name"] for document in outcome["documents"]}
    by_table: dict[str, list[dict[str, Any]]] = {}
    for name in ("cells", "mentions"):
        for record in read_lines(folder / f"{name}.jsonl"):
            by_table.setdefault(f"{name} {record['table']}", []).append(record)

    def printed(found: dict[str, Any], table: TableSpec) -> PrintedTable:
        block = tuple(body for body in bodies if body.entity_type in table.entity_type.split())
        return PrintedTable(
            outcome["edition"], found["id"], names.get(found["file_sha256"], ""), table, spec.decimal_mark,
            found["page"], _printed_rows(by_table.get(f"cells {found['id']}", [])),
            _known_mentions(by_table.get(f"mentions {found['id']}", []), block), block,
            {column["key"]: column["header_printed"] for column in found["columns"]},
            limits if table.holds == "inputs" else {}, found.get("attached_to", ""), found.get("document_number", ""))

    firsts = {found["id"]: found for found in outcome["tables"] if found["repeats"] is None}
    tables = {table.id: printed(firsts[table.id], table) for table in spec.tables
              if table.id in firsts and table.id not in outcome["missing"]}
    witnesses = tuple(Witness(tables[found["repeats"]], printed(found, tables[found["repeats"]].spec))
                      for found in outcome["tables"] if found["repeats"] in tables)
    problems, set_aside, doubts = (tuple(Problem.from_dict(item) for item in outcome[name])
                                   for name in ("problems", "set_aside", "doubts"))
    return Extract(outcome, tuple(tables.values()), witnesses, problems, set_aside, doubts)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _printed_rows(cells: list[dict[str, Any]]) -> tuple[PrintedRow, ...]:
    rows: dict[int, PrintedRow] = {}
    for cell in cells:
        row = rows.setdefault(cell["row"], PrintedRow(cell["row"], cell["row_kind"], {}))
        value = None if cell["value"] is None else Decimal(cell["value"])
        row.cells[cell["column"]] = PrintedCell(cell["cell_id"], cell["text"], value, cell["decimals"],
                                                cell["page"], cell["decimals_shown"])
    return tuple(rows[number] for number in sorted(rows))


def _known_mentions(mentions: list[dict[str, Any]], block: Sequence[KnownBody]) -> tuple[Mention, ...]:
    code_of = {body.name_key: body.entity_code for body in block}
    return tuple(
        Mention(item["row"], item["column"], item["name_printed"], item["name_key"],
                code_of.get(item["name_key"], ""))
        for item in mentions
    )
