"""The hand-over of `extract`, read back as printed tables beside their specification."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from expectations.bodies import KnownBody
from extractors.errors import Problem
from extractors.spec import ColumnSpec, TableSpec


class SeriesSpec(Protocol):
    """The part of `extractors.spec.EditionSpec` that checks need."""

    @property
    def tables(self) -> tuple[TableSpec, ...]: ...

    @property
    def decimal_mark(self) -> str: ...


@dataclass(frozen=True)
class PrintedCell:
    cell_id: str
    text: str
    value: Decimal | None
    decimals: int | None
    page: int | None


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
    """A table as read, its specification, and the bodies of the block that it is about."""

    edition: str
    spec: TableSpec
    decimal_mark: str
    page: int | None
    rows: tuple[PrintedRow, ...]
    mentions: tuple[Mention, ...]
    block: tuple[KnownBody, ...]

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
class Extract:
    """`outcome` is the extractor's own account; tables that were not found are not in `tables`."""

    outcome: dict[str, Any]
    tables: tuple[PrintedTable, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


def read_extract(folder: Path, spec: SeriesSpec, bodies: Sequence[KnownBody]) -> Extract:
    """Read the hand-over in `folder` and put its cells and mentions to the tables of `spec`.

    Raises:
        OSError, KeyError, ValueError: the hand-over is not of the form in docs/architecture.md.
    """
    outcome = json.loads((folder / "outcome.json").read_text(encoding="utf-8"))
    found = {table["id"]: table for table in outcome["tables"]}
    cells = _by_table(folder / "cells.jsonl")
    mentions = _by_table(folder / "mentions.jsonl")
    tables = []
    for table in spec.tables:
        if table.id not in found or table.id in outcome["missing"]:
            continue
        block = tuple(body for body in bodies if body.entity_type == table.entity_type)
        tables.append(PrintedTable(outcome["edition"], table, spec.decimal_mark, found[table.id]["page"],
                                   _printed_rows(cells.get(table.id, [])),
                                   _known_mentions(mentions.get(table.id, []), block), block))
    problems, doubts = (tuple(Problem.from_dict(item) for item in outcome[name])
                        for name in ("problems", "doubts"))
    return Extract(outcome, tuple(tables), problems, doubts)


def _by_table(path: Path) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            tables.setdefault(record["table"], []).append(record)
    return tables


def _printed_rows(cells: list[dict[str, Any]]) -> tuple[PrintedRow, ...]:
    rows: dict[int, PrintedRow] = {}
    for cell in cells:
        row = rows.setdefault(cell["row"], PrintedRow(cell["row"], cell["row_kind"], {}))
        value = None if cell["value"] is None else Decimal(cell["value"])
        row.cells[cell["column"]] = PrintedCell(cell["cell_id"], cell["text"], value, cell["decimals"],
                                                cell["page"])
    return tuple(rows[number] for number in sorted(rows))


def _known_mentions(mentions: list[dict[str, Any]], block: Sequence[KnownBody]) -> tuple[Mention, ...]:
    code_of = {body.name_key: body.entity_code for body in block}
    return tuple(
        Mention(item["row"], item["column"], item["name_printed"], item["name_key"],
                code_of.get(item["name_key"], ""))
        for item in mentions
    )
