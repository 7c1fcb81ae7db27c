"""The consolidated workbook of inputs: all 47 columns of both sheets, and its inputs as lines."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from extractors.bodies import KnownBody, read_known_bodies
from extractors.consolidated import COLUMNS, write_inputs_of_tables
from extractors.contract import Outcome
from tests.extractors.changed_workbooks import (
    BOOKS,
    DIENBIEN,
    ROOT,
    cells_of,
    changed,
    doubts,
    read,
    spec_of,
    true_rows,
)

DEPARTMENTS, DISTRICTS = "Sở ban ngành", "Huyện thị TP"
TABLES = {"dep_consolidated": DEPARTMENTS, "dist_consolidated": DISTRICTS}
RENDERING = ROOT / "tests" / "renderings" / "workbooks" / "tong-hop-egov-2012.xls"


@pytest.fixture(scope="module")
def bodies() -> list[KnownBody]:
    seeds = ROOT / "dbt" / "seeds" / "entities"
    spec = spec_of(DIENBIEN)
    return read_known_bodies(seeds / "entities.csv", seeds / "entity_names.csv", seeds / "excluded_entities.csv",
                             spec.id, spec.period, spec.bodies_of)


def lines(outcome: Outcome, bodies: list[KnownBody], folder: Path) -> list[dict[str, str]]:
    path = folder / "consolidated.csv"
    write_inputs_of_tables(outcome, spec_of(DIENBIEN), bodies, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(file: str) -> list[dict[str, str]]:
    """The truth gives an empty budget the unit of a count; the header over it says otherwise."""
    return [{**row, "file": file, "unit": "Triệu đồng" if row["key"].startswith("budget") else row["unit"]}
            for row in true_rows(DIENBIEN, "consolidated")]


@pytest.mark.parametrize("path", [BOOKS[DIENBIEN], RENDERING], ids=lambda path: path.suffix)
def test_every_input_of_every_body_is_a_line(path: Path, bodies: list[KnownBody], tmp_path: Path) -> None:
    outcome = read(path, DIENBIEN)
    found = lines(outcome, bodies, tmp_path)
    assert tuple(found[0]) == COLUMNS and len(found) == 783
    assert found == expected(path.name)
    assert (outcome.problems, outcome.doubts) == ([], [])


def test_every_column_is_read_and_every_figure_is_the_one_in_the_cell() -> None:
    """Against openpyxl, which knows nothing of tables: all cells under the header, rates as per cents."""
    outcome = read(BOOKS[DIENBIEN], DIENBIEN)
    book = openpyxl.load_workbook(BOOKS[DIENBIEN], data_only=True)
    assert [(table.id, table.rows, len(table.headers_printed)) for table in outcome.tables] == [
        ("dep_consolidated", 20, 47), ("dist_consolidated", 9, 47)]
    for table, sheet in TABLES.items():
        cells = cells_of(outcome, table)
        filled = {cell.coordinate for row in book[sheet].iter_rows(min_row=7) for cell in row if cell.value is not None}
        assert {cell.sheet_cell for cell in cells.values() if cell.text} == filled
        for cell in cells.values():
            stored = book[sheet][cell.sheet_cell]
            if isinstance(stored.value, int | float):
                scale = 100 if "%" in stored.number_format else 1
                assert cell.value == Decimal(repr(stored.value)) * scale
                assert (cell.unit == "%") == (scale == 100)


def test_sums_of_points_are_the_totals_beside_them() -> None:
    """The columns are those that their keys say."""
    for table in TABLES:
        cells = cells_of(read(BOOKS[DIENBIEN], DIENBIEN), table)
        for row in {row for row, _ in cells}:
            parts = [cells[row, f"{part}_score"].value or Decimal(0)
                     for part in ("infra", "application", "hr", "policy")]
            assert abs(sum(parts) - (cells[row, "total_score"].value or 0)) <= Decimal("0.2")


def test_formulas_without_a_stored_result_are_told_once_a_column(tmp_path: Path) -> None:
    """As a program leaves them that writes formulas and does not compute."""
    path = tmp_path / "bảng.xlsx"
    openpyxl.load_workbook(BOOKS[DIENBIEN]).save(path)
    outcome = read(path, DIENBIEN)
    assert {code for code, _, _ in doubts(outcome)} == {"sheet_cell_unread"}
    assert len(outcome.doubts) == 2 * 11
    assert doubts(outcome)[0][1:] == (f"{DEPARTMENTS}!E7", "=IF(C7>0,D7/C7,0) (× 20)")
    assert not any(cell.value for cell in outcome.cells if cell.column == "lan_rate")
    assert all(cell.value for cell in outcome.cells if cell.column == "staff_total")


def test_a_choice_that_nobody_knows_is_told_and_has_no_value(bodies: list[KnownBody], tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[DEPARTMENTS]["R7"], book[DEPARTMENTS]["R8"] = "Tạm được", "ĐẦY ĐỦ"

    outcome = changed(tmp_path, change, DIENBIEN)
    assert doubts(outcome) == [("sheet_choice_unknown", f"{DEPARTMENTS}!R7", "Tạm được")]
    told = [line for line in lines(outcome, bodies, tmp_path) if line["key"] == "website"][:2]
    assert [(line["value"], line["raw"]) for line in told] == [("", "Tạm được"), ("full", "ĐẦY ĐỦ")]


def test_figures_typed_as_text_and_marks_are_inputs(bodies: list[KnownBody], tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[DEPARTMENTS]
        sheet["AC7"], sheet["AD7"], sheet["AO7"] = "1.792 ", " 7 054", "511,5"
        sheet["AM7"], sheet["AN7"] = "Không", "x"

    found = {line["key"]: line for line in lines(changed(tmp_path, change, DIENBIEN), bodies, tmp_path)[:27]}
    assert [(found[key]["value"], found[key]["raw_type"]) for key in (
        "docs_out_total", "docs_in_total", "budget_it", "plan", "regulation", "staff_total")] == [
        ("1792", "text"), ("7054", "text"), ("511.5", "text"), ("0", "text"), ("1", "text"), ("49", "number")]


def test_a_body_that_nobody_knows_has_its_lines_without_a_slug(bodies: list[KnownBody], tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[DEPARTMENTS]["B7"], book[DEPARTMENTS]["B8"] = "Sở Mây và Gió", "Sở Nông nghiệp và PTNT"

    found = lines(changed(tmp_path, change, DIENBIEN), bodies, tmp_path)
    assert [(line["slug"], line["agency"], line["agency_written"]) for line in (found[0], found[27])] == [
        ("", "", "Sở Mây và Gió"),
        ("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và PTNT")]


def test_totals_and_tables_of_results_give_no_inputs(bodies: list[KnownBody], tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[DISTRICTS]["B16"], book[DISTRICTS]["C16"] = "Tổng cộng", 1800

    outcome = changed(tmp_path, change, DIENBIEN)
    assert outcome.tables[1].rows == 10
    assert len(lines(outcome, bodies, tmp_path)) == 783
