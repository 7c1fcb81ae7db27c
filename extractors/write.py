"""Write what was read: CSV tables as printed, JSON lines with values and places, and the outcome."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.bodies import KnownBody
from extractors.consolidated import COLUMNS, write_inputs_of_tables
from extractors.contract import Cell, Form, FormInput, Mention, Outcome, Reading, Table
from extractors.plan_parts import Assignment, Task, TaskIndicator
from extractors.spec import ColumnSpec, EditionSpec

MOST_DECIMALS = 10
"""As many as the warehouse keeps."""


def write_outcome(outcome: Outcome, spec: EditionSpec, out: Path, bodies: Sequence[KnownBody] = ()) -> None:
    """Write the hand-over of the stage `extract` (docs/architecture.md) into the folder `out`.

    `bodies`: whom the rows of tables that hold inputs may be about.
    """
    out.mkdir(parents=True, exist_ok=True)
    for table in outcome.tables:
        columns = [column.key for column in spec.table(table.repeats or table.id).columns if not column.is_in_others]
        _write_csv(out / f"{table.id}.csv", columns,
                   [cell for cell in outcome.cells if cell.table_id == table.id and cell.column in columns])
    edition = outcome.edition
    _write_lines(out / "cells.jsonl", (_cell(cell, edition) for cell in outcome.cells))
    _write_lines(out / "mentions.jsonl", (_in_cell(mention, edition) for mention in outcome.mentions))
    _write_lines(out / "readings.jsonl", (_in_cell(reading, edition) for reading in outcome.readings))
    _write_lines(out / "statements.jsonl",
                 ({"cell_id": s.cell_id(edition), **asdict(s)} for s in outcome.statements))
    _write_lines(out / "forms.jsonl", (_form(form) for form in outcome.forms))
    _write_lines(out / "form_inputs.jsonl",
                 (_form_input(given, edition) for form in outcome.forms for given in form.inputs))
    _write_lines(out / "targets.jsonl", ({"cell_id": t.cell_id(edition), **asdict(t)} for t in outcome.targets))
    _write_lines(out / "tasks.jsonl", ({"cell_id": t.cell_id(edition), **_in_table(t)} for t in outcome.tasks))
    _write_lines(out / "task_indicators.jsonl", map(_in_table, outcome.task_indicators))
    _write_lines(out / "assignments.jsonl", map(_in_table, outcome.assignments))
    _write_lines(out / "revisions.jsonl", map(asdict, outcome.revisions))
    _write_lines(out / "revision_changes.jsonl", map(asdict, outcome.revision_changes))
    if outcome.forms:
        write_inputs_of_forms(outcome.forms, out / "forms.csv")
    if any(spec.table(table.repeats or table.id).holds == "inputs" for table in outcome.tables):
        write_inputs_of_tables(outcome, spec, bodies, out / "consolidated.csv")
    text = json.dumps(_outcome(outcome, spec), ensure_ascii=False, indent=1, default=str)
    (out / "outcome.json").write_text(text + "\n", encoding="utf-8")


def write_inputs_of_forms(forms: Sequence[Form], path: Path) -> None:
    """The inputs of the forms that count, one a line, in the order of the forms."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for form in forms:
            writer.writerows(
                (form.slug, form.name, form.name_printed, form.source.name, given.sheet, given.indicator, given.input,
                 "" if given.value is None else f"{given.value:f}", given.unit, given.sheet_cell, given.text,
                 given.raw_type)
                for given in form.inputs if form.status == "counted" and given.kind == "input")


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
    """A decimal as text; a workbook's binary number may have more decimals than anything below keeps."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return f"{value:.{MOST_DECIMALS}f}" if isinstance(exponent, int) and -exponent > MOST_DECIMALS else f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in a hand-over")


def _cell(cell: Cell, edition: str) -> dict[str, Any]:
    box = [round(side, 2) for side in cell.box] if cell.box else None
    return {
        "cell_id": cell.cell_id(edition), "table": cell.table_id, "row": cell.row, "row_kind": cell.row_kind,
        "column": cell.column, "text": cell.text, "value": cell.value, "unit": cell.unit,
        "decimals": cell.decimals,
        "decimals_shown": cell.decimals_shown if cell.raw_type == "number" else cell.decimals,
        "page": cell.page, "box": box, "sheet_cell": cell.sheet_cell,
        "confidence": cell.confidence, "file_sha256": cell.file_sha256,
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "form": form.form, "entity_code": form.entity_code, "slug": form.slug, "name_printed": form.name_printed,
        "name": form.name, "confidence": form.confidence, "file_sha256": form.source.sha256,
        "file_name": form.source.name, "sheet": form.sheet, "written_on": form.written_on, "status": form.status,
        "reason": form.reason,
    }


def _form_input(given: FormInput, edition: str) -> dict[str, Any]:
    return {"cell_id": given.cell_id(edition), **asdict(given)}


def _in_cell(part: Mention | Reading, edition: str) -> dict[str, Any]:
    facts = asdict(part)
    table = facts.pop("table_id")
    return {"cell_id": f"{edition}:{table}:r{part.row}:{part.column}", "table": table, **facts}


def _in_table(part: Task | TaskIndicator | Assignment) -> dict[str, Any]:
    facts = asdict(part)
    return {"table": facts.pop("table_id"), **facts}


def _outcome(outcome: Outcome, spec: EditionSpec) -> dict[str, Any]:
    return {
        "edition": spec.id, "series": spec.series, "period": spec.period, "published_on": spec.published_on,
        "title_vi": spec.title_vi, "title_en": spec.title_en, "issuer": spec.issuer,
        "bodies_of": spec.bodies_of,
        "documents": [{"name": source.name, "sha256": source.sha256, "bytes": source.bytes, "pages": source.pages,
                       "media_type": source.media_type, "kind": source.kind} for source in outcome.sources],
        "tables": [{**_table(table, spec), "merged": _merged(outcome.cells, table.id)} for table in outcome.tables],
        "missing": outcome.missing,
        "problems": [problem.as_dict() for problem in outcome.problems],
        "doubts": [doubt.as_dict() for doubt in outcome.doubts],
        "set_aside": [problem.as_dict() for problem in outcome.set_aside],
    }


def _table(table: Table, spec: EditionSpec) -> dict[str, Any]:
    facts = spec.table(table.repeats or table.id)
    return {
        "id": table.id, "key": facts.key if table.repeats is None else table.id, "file_sha256": table.file_sha256,
        "sheet": table.sheet, "repeats": table.repeats, "title": facts.title, "title_en": facts.title_en,
        "entity_type": facts.entity_type, "caption_printed": table.caption_printed, "page": table.page,
        "page_end": table.page_end, "rows_expected": facts.rows, "rows_read": table.rows,
        "notes": list(table.notes), "attached_to": table.numbers.named if table.numbers else "",
        "document_number": table.numbers.own if table.numbers else "",
        "columns": [_column(column, table.headers_printed[column.key]) for column in facts.columns],
    }


def _merged(cells: Sequence[Cell], table_id: str) -> list[dict[str, Any]]:
    """The cells that reach over several rows."""
    return [{"column": cell.column, "from_row": cell.row, "to_row": cell.row + cell.rows - 1}
            for cell in cells if cell.table_id == table_id and cell.rows > 1]


def _column(column: ColumnSpec, printed: str) -> dict[str, Any]:
    return {
        "key": column.key, "header_printed": printed, "type": column.type, "unit": column.unit,
        "minimum": None if column.minimum is None else str(column.minimum),
        "maximum": None if column.maximum is None else str(column.maximum), "required": column.required,
    }
