"""The task list of a plan as it should be read, whatever it is printed like."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors.contract import Outcome
from extractors.fingerprint import identify_pdf
from extractors.merged_cells import rows_filled
from extractors.pdf_report import read_pdf_report
from extractors.spec import EditionSpec, load_edition_spec
from tests.renderings.tasks_text import TRUTH, TaskList

EDITION, TABLE = "laocai-ict-2017", "task_list"
PUBLISHED = Path(__file__).parents[2] / "sources" / EDITION / "ke-hoach-332-2017.pdf"
Rows = list[dict[str, str]]


@cache
def spec_of_list(rows: int = 27) -> EditionSpec:
    """The edition as if it printed this table alone."""
    spec = load_edition_spec(EDITION)
    return replace(spec, tables=(replace(spec.table(TABLE), rows=rows),))


def read_list(path: Path, rows: int = 27) -> Outcome:
    return read_pdf_report(identify_pdf(path, EDITION), spec_of_list(rows), workers=1)


def true_rows(name: str) -> Rows:
    with (TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_rows_of(outcome: Outcome) -> Rows:
    rows: dict[int, dict[str, str]] = {}
    for cell in outcome.cells:
        rows.setdefault(cell.row, {"row_kind": cell.row_kind})[cell.column] = cell.text
    return [rows[number] for number in sorted(rows)]


def filled_rows_of(outcome: Outcome) -> Rows:
    filled = rows_filled(outcome.cells)
    kinds = {cell.row: cell.row_kind for cell in outcome.cells}
    return [{"row_kind": kinds[number], **{key: cell.text for key, cell in filled[number].items()}}
            for number in sorted(filled)]


def merged_in(outcome: Outcome) -> list[tuple[str, int, int]]:
    """(column, first row, last row) of each merged cell."""
    return sorted((cell.column, cell.row, cell.row + cell.rows - 1) for cell in outcome.cells if cell.rows > 1)


def assert_says(outcome: Outcome, tasks: TaskList) -> None:
    """Every cell, every merged one, without any problem or doubt."""
    assert (outcome.missing, outcome.problems, outcome.doubts) == ([], [], [])
    assert differing(read_rows_of(outcome), tasks.rows) == []
    assert merged_in(outcome) == sorted(tasks.merged)


def differing(read: Sequence[dict[str, str]], said: Sequence[dict[str, str]]) -> list[str]:
    """What is read otherwise than it is said."""
    wrong = [f"row {number}, {key}: read {mine.get(key)!r}, said {text!r}"
             for number, (mine, its) in enumerate(zip(read, said, strict=False), 1)
             for key, text in its.items() if mine.get(key) != text]
    return wrong + ([f"{len(read)} rows for {len(said)}"] if len(read) != len(said) else [])
