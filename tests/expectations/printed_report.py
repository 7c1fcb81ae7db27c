"""Editions as their truth tells them, to be spoilt one thing at a time and checked."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expectations.form_rules import FormRules
from expectations.outcome import CheckOutcome, Failure
from expectations.policy import read_policy
from extractors.bodies import KnownBody
from extractors.names import name_key
from extractors.numbers import parse_number
from extractors.spec import HEADER_LEVELS, ColumnSpec, EditionSpec, TableSpec

ROOT = Path(__file__).parents[2]
EDITION = "mic-2016"
TRUTH = ROOT / "tests" / "truth"

Rows = list[dict[str, str]]
Spoil = Callable[[Rows], object]
Record = dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """What `check_edition` returned, and the folder that it wrote."""

    outcome: CheckOutcome
    folder: Path

    def failures(self, check: str) -> list[Failure]:
        return [failure for failure in self.outcome.failures if failure.check == check]

    def only(self, check: str) -> Failure:
        """The one failure of this check; whatever else failed is shown when there is not just one."""
        found = self.failures(check)
        assert len(found) == 1, [failure.problem.render() for failure in self.outcome.failures]
        return found[0]

    def codes(self) -> set[str]:
        return {failure.check for failure in self.outcome.failures}

    def lines(self, name: str) -> list[Record]:
        """The objects of a file of the hand-over."""
        return [json.loads(line) for line in (self.folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


@dataclass
class Given:
    """What the extractor hands over, made from the truth.

    `spoils` change the rows of tables, `again` are tables that a workbook prints as well, with what is
    other there; `rows` are printed instead of those of the truth; `headers` other headers than
    specified, by table and column.
    """

    spoils: dict[str, Spoil] = field(default_factory=dict)
    again: dict[str, Spoil] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    headers: dict[tuple[str, str], str] = field(default_factory=dict)
    attached_to: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By table: the number of the document that a heading names, and the own one."""
    forms: list[Record] = field(default_factory=list)
    plan: dict[str, list[Record]] = field(default_factory=dict)
    """Lines of statements.jsonl, tasks.jsonl and assignments.jsonl."""
    outcome: Record = field(default_factory=dict)


def check_edition_of(spec: EditionSpec, given: Given, bodies: Sequence[KnownBody], folder: Path,
                     rules: FormRules | None = None) -> Checked:
    from expectations.run import check_edition

    write_extract(spec, given, folder / "extract")
    return Checked(check_edition(folder / "extract", spec, bodies, rules or FormRules(), folder / "check",
                                 read_policy()), folder / "check")


def write_extract(spec: EditionSpec, given: Given, out: Path) -> None:
    """The hand-over of `extract` made from the truth: text as printed, values and names read from it."""
    out.mkdir(parents=True)
    cells, mentions, tables = [], [], []
    printed = [(table, "", given.spoils.get(table.id)) for table in spec.tables]
    printed += [(spec.table(key), "@workbook", spoil) for key, spoil in given.again.items()]
    for table, behind, spoil in printed:
        rows = given.rows.get(table.id) or _rows_of_truth(spec, table)
        if spoil:
            spoil(rows)
        cells += list(_cells(spec, table, table.id + behind, rows))
        mentions += list(_mentions(table, table.id + behind, rows))
        tables.append(_table(table, behind, len(rows), given))
    _write_lines(out / "cells.jsonl", cells)
    _write_lines(out / "mentions.jsonl", mentions)
    _write_lines(out / "forms.jsonl", [{key: form[key] for key in form if key != "inputs"} for form in given.forms])
    _write_lines(out / "form_inputs.jsonl", [item for form in given.forms for item in form["inputs"]])
    for name in ("statements", "tasks", "assignments"):
        _write_lines(out / f"{name}.jsonl", given.plan.get(name, []))
    documents = [{"name": "report.pdf", "sha256": "00", "pages": 29, "kind": "report"}] if spec.tables else []
    documents += [{"name": "tables.xlsx", "sha256": "01", "pages": None, "kind": "workbook"}] if given.again else []
    documents += [{"name": form["file_name"], "sha256": "02", "pages": None, "kind": "form"} for form in given.forms]
    facts = {"edition": spec.id, "title_vi": spec.title_vi, "title_en": spec.title_en, "period": spec.period,
             "published_on": spec.published_on, "tables": tables, "missing": [], "problems": [], "doubts": [],
             "set_aside": [], "documents": documents, **given.outcome}
    (out / "outcome.json").write_text(json.dumps(facts), encoding="utf-8")


def _rows_of_truth(spec: EditionSpec, table: TableSpec) -> Rows:
    with (TRUTH / spec.id / f"{table.id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(table: TableSpec, behind: str, rows: int, given: Given) -> Record:
    columns = [{"key": column.key, "header_printed": given.headers.get((table.id, column.key),
                                                                        HEADER_LEVELS.join(column.header))}
               for column in table.columns]
    return {"id": table.id + behind, "title": table.title, "title_en": table.title_en, "page": None if behind else 1,
            "page_end": None if behind else 2, "sheet": "Cap tinh" if behind else None,
            "repeats": table.id if behind else None, "file_sha256": "01" if behind else "00",
            "rows_expected": table.rows, "rows_read": rows, "columns": columns,
            **dict(zip(("attached_to", "document_number"), given.attached_to.get(table.id, ("", "")), strict=True))}


def _cells(spec: EditionSpec, table: TableSpec, table_id: str, rows: Rows) -> Iterator[Record]:
    for number, row in enumerate(rows, 1):
        for column in table.columns:
            text = row[column.key]
            value, decimals = _figure(text, column, spec.decimal_mark)
            yield {"cell_id": f"{spec.id}:{table_id}:r{number}:{column.key}", "table": table_id,
                   "row": number, "row_kind": row["row_kind"], "column": column.key, "text": text, "page": 1,
                   "value": value, "decimals": decimals, "decimals_shown": decimals}


def _figure(text: str, column: ColumnSpec, decimal_mark: str) -> tuple[str | None, int | None]:
    if column.type == "flag":
        return {"Có": "1", "Không": "0"}.get(text), None
    figure = parse_number(text, column.type, column.unit, decimal_mark)
    return (str(figure.value), figure.decimals) if figure else (None, None)


def _mentions(table: TableSpec, table_id: str, rows: Rows) -> Iterator[Record]:
    for number, row in enumerate(rows, 1):
        if not table.names_bodies or row["row_kind"] == "total":
            continue
        text = row[table.body_column]
        names = [text]
        if row["row_kind"] == "pooled":
            names = text.split(";" if ";" in text else ",")
        for name in names:
            printed = name.partition("(")[0].strip()
            yield {"table": table_id, "row": number, "column": table.body_column, "name_printed": printed,
                   "name_key": name_key(printed)}


def _write_lines(path: Path, records: list[Record]) -> None:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")
