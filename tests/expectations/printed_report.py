"""The 2016 report as its truth tells it, to be spoilt one thing at a time and checked."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expectations.bodies import KnownBody
from expectations.outcome import CheckOutcome, Failure
from expectations.policy import read_policy
from extractors.names import name_key
from extractors.numbers import parse_number
from extractors.spec import EditionSpec, TableSpec

ROOT = Path(__file__).parents[2]
EDITION = "mic-2016"
TRUTH = ROOT / "tests" / "truth" / EDITION

Rows = list[dict[str, str]]
Spoil = Callable[[Rows], object]


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


def check_edition_of(spec: EditionSpec, spoils: dict[str, Spoil], bodies: Sequence[KnownBody], folder: Path,
                     outcome: dict[str, Any]) -> Checked:
    from expectations.run import check_edition

    write_extract(spec, spoils, folder / "extract", outcome)
    return Checked(check_edition(folder / "extract", spec, bodies, folder / "check", read_policy()),
                   folder / "check")


def write_extract(spec: EditionSpec, spoils: dict[str, Spoil], out: Path, outcome: dict[str, Any]) -> None:
    """The hand-over of `extract` made from the truth: text as printed, values and names read from it."""
    out.mkdir(parents=True)
    cells, mentions, tables = [], [], []
    for table in spec.tables:
        with (TRUTH / f"{table.id}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if table.id in spoils:
            spoils[table.id](rows)
        cells += list(_cells(table, rows, spec.decimal_mark))
        mentions += list(_mentions(table, rows))
        tables.append({"id": table.id, "title": table.title, "title_en": table.title_en, "page": 1,
                       "page_end": 2, "rows_expected": table.rows, "rows_read": len(rows)})
    _write_lines(out / "cells.jsonl", cells)
    _write_lines(out / "mentions.jsonl", mentions)
    facts = {"edition": spec.id, "title_vi": spec.title_vi, "title_en": spec.title_en, "period": spec.period,
             "published_on": spec.published_on, "tables": tables, "missing": [], "problems": [], "doubts": [],
             "documents": [{"name": "report.pdf", "sha256": "00", "pages": 29}], **outcome}
    (out / "outcome.json").write_text(json.dumps(facts), encoding="utf-8")


def _cells(table: TableSpec, rows: Rows, decimal_mark: str) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, 1):
        for column in table.columns:
            text = row[column.key]
            figure = parse_number(text, column.type, column.unit, decimal_mark)
            yield {"cell_id": f"{EDITION}:{table.id}:r{number}:{column.key}", "table": table.id,
                   "row": number, "row_kind": row["row_kind"], "column": column.key, "text": text, "page": 1,
                   "value": str(figure.value) if figure else None,
                   "decimals": figure.decimals if figure else None}


def _mentions(table: TableSpec, rows: Rows) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, 1):
        if not table.names_bodies or row["row_kind"] == "total":
            continue
        names = [row["entity"]]
        if row["row_kind"] == "pooled":
            names = row["entity"].split(";" if ";" in row["entity"] else ",")
        for name in names:
            printed = name.partition("(")[0].strip()
            yield {"table": table.id, "row": number, "column": "entity", "name_printed": printed,
                   "name_key": name_key(printed)}


def _write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")
