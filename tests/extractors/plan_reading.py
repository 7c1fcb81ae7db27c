"""The printed tables of the plans as they should be read, whatever they are printed like."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from extractors.contract import Outcome
from extractors.extract import extract
from extractors.fingerprint import identify_pdf
from extractors.pdf_report import read_pdf_report
from extractors.spec import EditionSpec, load_edition_spec
from tests.renderings.plan_text import LEFT_OUT, Plan

ROOT = Path(__file__).parents[2]
PLAN, NEXT_PLAN = "laocai-ict-2016", "laocai-ict-2017"
DOCUMENTS = {PLAN: ROOT / "sources" / PLAN / "ke-hoach-132-2017.pdf",
             NEXT_PLAN: ROOT / "sources" / NEXT_PLAN / "ke-hoach-332-2017.pdf"}
APPENDIX = ROOT / "sources" / PLAN / "phu-luc-ict-index-2016.xlsx"
Place = tuple[str, int, str]
"""Table, row, column; the column `row_kind` among them."""


@cache
def spec_of(edition: str) -> EditionSpec:
    """The edition without the tables that other tests print."""
    spec = load_edition_spec(edition)
    return replace(spec, tables=tuple(table for table in spec.tables if table.id not in LEFT_OUT))


def read_plan(path: Path, edition: str) -> Outcome:
    return read_pdf_report(identify_pdf(path, edition), spec_of(edition), workers=1)


@cache
def bundled(edition: str) -> Outcome:
    return read_plan(DOCUMENTS[edition], edition)


@cache
def with_workbook() -> Outcome:
    """The plan and the workbook of its appendix."""
    return extract([DOCUMENTS[PLAN], APPENDIX], load_edition_spec(PLAN), workers=1)


def true_rows(edition: str, table: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "truth" / edition / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def true_cells(edition: str) -> dict[Place, str]:
    """What the truth says, without the figures in headers."""
    return {(table.id, number, column): text for table in spec_of(edition).tables
            for number, row in enumerate(true_rows(edition, table.id), 1) for column, text in row.items()}


def true_values(edition: str) -> dict[Place, tuple[Decimal, str]]:
    return {(row["table"], int(row["row"]), row["column"]): (Decimal(row["value"]), row["unit"])
            for row in true_rows(edition, "values")}


def read_cells(outcome: Outcome) -> Iterator[tuple[Place, str]]:
    for cell in outcome.cells:
        yield (cell.table_id, cell.row, cell.column), cell.text
        yield (cell.table_id, cell.row, "row_kind"), cell.row_kind


def said_by(plan: Plan) -> dict[Place, str]:
    """What a printed plan says, the figures in headers among it."""
    return dict(pair for table in plan.tables for pair in table.said())


def differences(outcome: Outcome, said: dict[Place, str]) -> list[str]:
    """Every cell that is read otherwise, and every one too many."""
    read = dict(read_cells(outcome))
    return [f"{place}: read {read.get(place)!r}, printed {said.get(place)!r}"
            for place in {**said, **read} if read.get(place) != said.get(place)]
