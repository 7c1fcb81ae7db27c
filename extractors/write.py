"""Write what was read: CSV tables as printed, JSON lines with values and places, and the outcome."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.contract import Cell, Mention, Outcome, Reading, Table
from extractors.spec import ColumnSpec, EditionSpec


def write_outcome(outcome: Outcome, spec: EditionSpec, out: Path) -> None:
    """Write the hand-over of the stage `extract` (docs/architecture.md) into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for table in outcome.tables:
        columns = [column.key for column in spec.table(table.id).columns]
        _write_csv(out / f"{table.id}.csv", columns, [c for c in outcome.cells if c.table_id == table.id])
    edition = outcome.edition
    _write_lines(out / "cells.jsonl", (_cell(cell, edition) for cell in outcome.cells))
    _write_lines(out / "mentions.jsonl", (_in_cell(mention, edition) for mention in outcome.mentions))
    _write_lines(out / "readings.jsonl", (_in_cell(reading, edition) for reading in outcome.readings))
    _write_lines(out / "statements.jsonl",
                 ({"cell_id": s.cell_id(edition), **asdict(s)} for s in outcome.statements))
    text = json.dumps(_outcome(outcome, spec), ensure_ascii=False, indent=1, default=str)
    (out / "outcome.json").write_text(text + "\n", encoding="utf-8")


def _write_csv(path: Path, columns: list[str], cells: list[Cell]) -> None:
    rows: dict[int, dict[str, str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {"row_kind": cell.row_kind})[cell.column] = cell.text
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["row_kind", *columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in a hand-over")


def _cell(cell: Cell, edition: str) -> dict[str, Any]:
    box = [round(side, 2) for side in cell.box] if cell.box else None
    return {
        "cell_id": cell.cell_id(edition), "table": cell.table_id, "row": cell.row, "row_kind": cell.row_kind,
        "column": cell.column, "text": cell.text, "value": cell.value, "unit": cell.unit,
        "decimals": cell.decimals, "page": cell.page, "box": box, "sheet_cell": cell.sheet_cell,
        "confidence": cell.confidence,
    }


def _in_cell(part: Mention | Reading, edition: str) -> dict[str, Any]:
    facts = asdict(part)
    table = facts.pop("table_id")
    return {"cell_id": f"{edition}:{table}:r{part.row}:{part.column}", "table": table, **facts}


def _outcome(outcome: Outcome, spec: EditionSpec) -> dict[str, Any]:
    source = outcome.source
    return {
        "edition": spec.id, "series": spec.series, "period": spec.period, "published_on": spec.published_on,
        "title_vi": spec.title_vi, "title_en": spec.title_en,
        "documents": [{"name": source.name, "sha256": source.sha256, "bytes": source.bytes,
                       "pages": source.pages, "media_type": source.media_type}],
        "tables": [_table(table, spec) for table in outcome.tables],
        "missing": outcome.missing,
        "problems": [problem.as_dict() for problem in outcome.problems],
        "doubts": [doubt.as_dict() for doubt in outcome.doubts],
    }


def _table(table: Table, spec: EditionSpec) -> dict[str, Any]:
    facts = spec.table(table.id)
    return {
        "id": table.id, "key": table.key, "title": facts.title, "title_en": facts.title_en,
        "entity_type": facts.entity_type, "caption_printed": table.caption_printed, "page": table.page,
        "page_end": table.page_end, "rows_expected": facts.rows, "rows_read": table.rows,
        "notes": list(table.notes),
        "columns": [_column(column, table.headers_printed[column.key]) for column in facts.columns],
    }


def _column(column: ColumnSpec, printed: str) -> dict[str, Any]:
    return {
        "key": column.key, "header_printed": printed, "type": column.type, "unit": column.unit,
        "minimum": None if column.minimum is None else str(column.minimum),
        "maximum": None if column.maximum is None else str(column.maximum), "required": column.required,
    }
