"""The bundled workbooks, changed as people change them, and what is read of the result."""

from __future__ import annotations

import csv
from collections.abc import Callable
from copy import copy
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractors.contract import Cell, Outcome, SourceFile
from extractors.sheets import read_workbook
from extractors.spec import EditionSpec, load_edition_spec
from extractors.workbook_tables import read_workbook_tables

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "truth"
LAOCAI, DIENBIEN = "laocai-agencies-2016", "dienbien-2012"
BOOKS = {LAOCAI: ROOT / "sources" / LAOCAI / "ket-qua-2016.xlsx",
         DIENBIEN: ROOT / "sources" / DIENBIEN / "tong-hop-egov-2012.xlsx"}
AGENCIES, DISTRICTS = "Cap tinh", "Cap huyen"
"""The sheets of the first."""

Change = Callable[[Workbook], None]
spec_of = cache(load_edition_spec)


def read(path: Path, edition: str = LAOCAI, spec: EditionSpec | None = None) -> Outcome:
    return read_workbook_tables(read_workbook(path), SourceFile(path, "sha", 1, "", None, kind="workbook"),
                                spec or spec_of(edition))


def changed(folder: Path, change: Change, edition: str = LAOCAI, spec: EditionSpec | None = None) -> Outcome:
    """What is read of the bundled workbook after a change; formulas are stored as their results."""
    book = openpyxl.load_workbook(BOOKS[edition], data_only=True)
    change(book)
    path = folder / "bảng.xlsx"
    book.save(path)
    return read(path, edition, spec)


def move(sheet: Worksheet, area: str, to: Worksheet, rows: int, columns: int) -> None:
    """Move cells with their formats and merges, perhaps to another sheet."""
    left, top, right, bottom = range_boundaries(area)
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= top and merged.max_row <= bottom and left <= merged.min_col <= merged.max_col <= right:
            sheet.unmerge_cells(merged.coord)
            merged.shift(col_shift=columns, row_shift=rows)
            to.merged_cells.add(merged)
    cells = [(cell.row, cell.column, cell.value, copy(cell._style))
             for line in sheet.iter_rows(top, bottom, left, right) for cell in line]
    for line in sheet.iter_rows(top, bottom, left, right):
        for cell in line:
            cell.value = None
    for row, column, value, style in cells:
        moved = to.cell(row + rows, column + columns, value)
        moved._style = style


def cells_of(outcome: Outcome, table: str) -> dict[tuple[int, str], Cell]:
    return {(cell.row, cell.column): cell for cell in outcome.cells if cell.table_id == table}


def true_rows(edition: str, table: str) -> list[dict[str, str]]:
    with (TRUTH / edition / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(outcome: Outcome, table: str) -> list[str]:
    """Every cell of a table of Lào Cai that is not worth what the truth says, and every one too many."""
    read_cells = cells_of(outcome, table)
    told = []
    for number, row in enumerate(true_rows(LAOCAI, table), 1):
        for column, truth in row.items():
            if column == "row_kind":
                continue
            cell = read_cells.pop((number, column), None)
            value = cell and (cell.value if cell.value is not None else cell.text)
            if value is None or str(value) != truth or (cell and _is_figure(truth) != (cell.value is not None)):
                told.append(f"{table} r{number} {column}: read {cell and cell.text!r}, truth {truth!r}")
    return told + [f"{table} r{row} {column}: one too many" for row, column in read_cells]


def _is_figure(text: str) -> bool:
    try:
        Decimal(text)
    except ArithmeticError:
        return False
    return True


def all_differences(outcome: Outcome) -> list[str]:
    return [*differences(outcome, "provincial_agencies"), *differences(outcome, "districts")]


def doubts(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Code, place and what was found, of each doubt."""
    return [(doubt.code, doubt.cell_id, doubt.found) for doubt in outcome.doubts]
