"""Hand-overs → Arrow tables in the shape of schema raw. Figures go from text to decimal, never by a float."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj
import sqlalchemy as sa

from warehouse import tables
from warehouse.errors import HandoverRefused

DECIMAL = pa.decimal128(28, 10)
_BOX = ("box_x0", "box_top", "box_x1", "box_bottom")
_FIELD_OF_COLUMN = {
    "table_code": "table",
    "row_number": "row",
    "column_key": "column",
    "text_printed": "text",
    "statement_key": "statement",
    "body_printed": "body",
    "check_code": "check",
    "form_code": "form",
    "input_key": "input",
}


def arrow_type(column: sa.Column[Any]) -> pa.DataType:
    """The Arrow type of a column of schema raw."""
    kinds: dict[type, pa.DataType] = {
        sa.String: pa.string(), sa.Integer: pa.int64(), sa.Numeric: DECIMAL, sa.Boolean: pa.bool_(),
    }
    return kinds[type(column.type)]


def read_outcome(folder: Path) -> dict[str, Any]:
    """`outcome.json` of a hand-over. Raises HandoverRefused when there is none."""
    try:
        text = (folder / "outcome.json").read_text(encoding="utf-8")
        outcome: dict[str, Any] = json.loads(text, parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise HandoverRefused(
            f"hand-over {folder}: not whole ({error}).\n  do:       run the stage before again, with --force."
        ) from error
    return outcome


def edition_tables(extract_dir: Path, check_dir: Path, input_hash: str) -> dict[str, pa.Table]:
    """Both hand-overs of one edition as Arrow tables: name of the raw table → its rows.

    Raises HandoverRefused for a file that is missing, a field that is unknown or of another type, a
    cell that is there twice, a row held back that does not exist.
    """
    outcome = read_outcome(extract_dir)
    edition = outcome["edition"]
    cells = _cells(extract_dir)
    failures = _lines(check_dir / "failures.jsonl", tables.check_failures, added=("ordinal",))
    ordinals = pa.array(range(1, failures.num_rows + 1), pa.int64())
    found = {
        "editions": _rows(tables.editions, [_edition_row(outcome, input_hash)]),
        "source_files": _rows(tables.source_files, [
            {**document, "file_name": document["name"], "document_kind": document["kind"]}
            for document in outcome["documents"]
        ]),
        "printed_tables": _rows(tables.printed_tables, _table_rows(outcome)),
        "printed_columns": _rows(tables.printed_columns, _column_rows(outcome)),
        "printed_rows": _rows(tables.printed_rows, _printed_rows(cells, check_dir)),
        "cells": cells,
        "mentions": _lines(extract_dir / "mentions.jsonl", tables.mentions),
        "readings": _lines(extract_dir / "readings.jsonl", tables.readings),
        "statements": _lines(extract_dir / "statements.jsonl", tables.statements),
        "forms": _lines(extract_dir / "forms.jsonl", tables.forms, more=(("name", pa.string()),)).drop_columns("name"),
        "form_inputs": _form_inputs(extract_dir, check_dir),
        **{name: _lines(extract_dir / f"{name}.jsonl", tables.metadata.tables[f"{tables.SCHEMA}.{name}"])
           for name in ("targets", "tasks", "task_indicators", "assignments", "revisions", "revision_changes")},
        **{name: _lines(check_dir / f"{name}.jsonl", tables.metadata.tables[f"{tables.SCHEMA}.{name}"])
           for name in ("recovered_scales", "recovered_rows", "scale_repairs", "recovered_fractions")},
        "check_results": _lines(check_dir / "results.jsonl", tables.check_results),
        "check_failures": failures.append_column("ordinal", ordinals),
    }
    return {name: _of_edition(rows, name, edition) for name, rows in found.items()}


def _edition_row(outcome: dict[str, Any], input_hash: str) -> dict[str, Any]:
    names = ("period", "published_on", "title_vi", "title_en", "issuer", "bodies_of")
    printed = {name: outcome[name] for name in names}
    return {**printed, "series_code": outcome["series"], "input_hash": input_hash}


def _table_rows(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "table_code": table["id"], "table_key": table["key"], "file_sha256": table["file_sha256"],
            "sheet": table["sheet"], "repeats": table["repeats"], "ordinal": ordinal,
            "title_vi": table["title"], "title_en": table["title_en"],
            "caption_printed": table["caption_printed"], "entity_type": table["entity_type"],
            "page_first": table["page"], "page_last": table["page_end"],
            "rows_expected": table["rows_expected"], "rows_read": table["rows_read"],
            "notes": "\n".join(table["notes"]),
        }
        for ordinal, table in enumerate(outcome["tables"], start=1)
    ]


def _column_rows(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "table_code": table["id"], "column_key": column["key"], "ordinal": ordinal,
            "header_printed": column["header_printed"], "data_type": column["type"],
            "unit": column["unit"], "maximum": Decimal(column["maximum"]) if column["maximum"] else None,
        }
        for table in outcome["tables"]
        for ordinal, column in enumerate(table["columns"], start=1)
    ]


def _cells(extract_dir: Path) -> pa.Table:
    """The cells with their box in four columns and the document that they stand in."""
    path = extract_dir / "cells.jsonl"
    cells = _lines(path, tables.cells, added=_BOX, more=(("box", pa.list_(DECIMAL)), ("decimals_shown", pa.int32())))
    _refuse_twice(path, cells)
    for place, name in enumerate(_BOX):
        cells = cells.append_column(name, pc.list_element(cells["box"], place))
    return cells.drop_columns(["box", "decimals_shown"])


def _form_inputs(extract_dir: Path, check_dir: Path) -> pa.Table:
    """The figures of the forms; those that the checks hold back carry the reasons."""
    path = extract_dir / "form_inputs.jsonl"
    inputs = _lines(path, tables.form_inputs, added=("status", "reason"))
    _refuse_twice(path, inputs)
    reasons: dict[str, list[str]] = {}
    for line in _held_back(check_dir):
        if line["row"] is None:
            reasons.setdefault(line["cell_id"], []).append(line["reason"])
    cell_ids = inputs["cell_id"].to_pylist()
    unknown = reasons.keys() - set(cell_ids)
    if unknown:
        raise HandoverRefused(f"{check_dir}: holds back {min(unknown)}, which no form has.")
    status = ["held_back" if cell in reasons else "accepted" for cell in cell_ids]
    reason = ["; ".join(reasons.get(cell, ())) for cell in cell_ids]
    return inputs.append_column("status", pa.array(status, pa.string())).append_column(
        "reason", pa.array(reason, pa.string()))


def _refuse_twice(path: Path, cells: pa.Table) -> None:
    twice = [cell for cell, times in Counter(cells["cell_id"].to_pylist()).items() if times > 1]
    if twice:
        raise HandoverRefused(f"{path}: {len(twice)} cells are there twice or more, the first is {twice[0]}.")


def _printed_rows(cells: pa.Table, check_dir: Path) -> list[dict[str, Any]]:
    """The rows that the cells stand in; those that the checks hold back carry the reasons."""
    path = check_dir / "held_back.jsonl"
    reasons: dict[tuple[str, int], list[str]] = {}
    for line in _held_back(check_dir):
        if line["row"] is not None:
            reasons.setdefault((line["table"], line["row"]), []).append(line["reason"])
    key = ["table_code", "row_number", "row_kind"]
    rows = cells.group_by(key, use_threads=False).aggregate([])
    printed: list[dict[str, Any]] = rows.to_pylist()
    unknown = reasons.keys() - {(row["table_code"], row["row_number"]) for row in printed}
    if unknown:
        table, number = min(unknown)
        raise HandoverRefused(f"{path}: holds back row {number} of table {table}, which has no cell.")
    for row in printed:
        why = reasons.get((row["table_code"], row["row_number"]))
        row["status"] = "held_back" if why else "accepted"
        row["reason"] = "; ".join(why) if why else ""
    return printed


def _held_back(check_dir: Path) -> list[dict[str, Any]]:
    schema = pa.schema({"table": pa.string(), "row": pa.int64(), "cell_id": pa.string(), "reason": pa.string()})
    lines: list[dict[str, Any]] = _read_json(check_dir / "held_back.jsonl", schema).to_pylist()
    return lines


def _rows(table: sa.Table, rows: list[dict[str, Any]]) -> pa.Table:
    columns = [column for column in table.columns if column.name != "edition_code"]
    schema = pa.schema([(column.name, arrow_type(column)) for column in columns])
    return pa.Table.from_pylist(rows, schema=schema)


def _lines(
    path: Path,
    table: sa.Table,
    added: tuple[str, ...] = (),
    more: tuple[tuple[str, pa.DataType], ...] = (),
) -> pa.Table:
    """A file of JSON lines under the names of a raw table.

    `added` are columns that do not come from the file, `more` are fields that are no column.
    """
    columns = [column for column in table.columns if column.name not in ("edition_code", *added)]
    fields = [(_FIELD_OF_COLUMN.get(column.name, column.name), arrow_type(column)) for column in columns]
    rows = _read_json(path, pa.schema([*fields, *more]))
    return rows.rename_columns([column.name for column in columns] + [name for name, _ in more])


def _read_json(path: Path, schema: pa.Schema) -> pa.Table:
    options = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="infer")
    try:
        if path.stat().st_size == 0:  # nothing to tell is a hand-over too; Arrow calls it an error
            return schema.empty_table()
        rows = pj.read_json(path, parse_options=options)
    except (OSError, pa.ArrowInvalid) as error:
        raise HandoverRefused(f"{path}: does not fit the hand-over ({error}).") from error
    unknown = [name for name in rows.column_names if name not in schema.names]
    if unknown:
        known = ", ".join(schema.names)
        raise HandoverRefused(f"{path}: unknown fields {', '.join(unknown)}; known are {known}.")
    return rows.select(schema.names)


def _of_edition(rows: pa.Table, name: str, edition: str) -> pa.Table:
    whole = rows.append_column("edition_code", pa.repeat(edition, rows.num_rows))
    return whole.select([column.name for column in tables.metadata.tables[f"{tables.SCHEMA}.{name}"].columns])
