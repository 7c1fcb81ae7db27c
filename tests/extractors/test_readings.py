"""Figures told in running words: numbers of services and of dossiers in tables 2.7 and 4.8."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.contract import Cell, Outcome, Reading
from extractors.readings import read_cell
from extractors.spec import EditionSpec
from extractors.statements import read_statements
from tests.extractors.truth import true_rows

LEVELS = ("dossiers_level3", "dossiers_level4")
TABLES = ("2.7", "4.8")
TOLD_OTHERWISE = {
    ("2.7", 2, "dossiers_level3", "dossiers"), ("2.7", 12, "dossiers_level3", "dossiers"),
    ("2.7", 12, "dossiers_level4", "dossiers"), ("2.7", 13, "dossiers_level3", "dossiers"),
    ("2.7", 14, "dossiers_level3", "dossiers"), ("2.7", 14, "dossiers_level4", "dossiers"),
    ("4.8", 5, "dossiers_level3", "services"), ("4.8", 11, "dossiers_level3", "services"),
    ("4.8", 11, "dossiers_level4", "services"),
}
"""Cells that give a share in place of a number of dossiers, or dossiers without a number of services."""


def of(outcome: Outcome, quantity: str) -> list[Reading]:
    return [r for r in outcome.readings if r.table_id in TABLES and r.quantity == quantity]


@pytest.mark.parametrize("quantity", ["services", "dossiers"])
def test_each_text_cell_tells_services_and_dossiers_or_is_marked(quantity: str, published: Outcome) -> None:
    cells = {(table, number, level) for table in TABLES for number, row in enumerate(true_rows(f"{table}.csv"), 1)
             for level in LEVELS if row[level]}
    assert len(cells) == 53
    assert {(r.table_id, r.row, r.column) for r in of(published, quantity)} == cells


def test_what_is_not_told_is_marked_and_carries_the_text(published: Outcome) -> None:
    marked = [r for r in published.readings if r.status == "not_read"]
    assert {(r.table_id, r.row, r.column, r.quantity) for r in marked} == TOLD_OTHERWISE
    assert all(r.value is None and r.decimals is None and r.text for r in marked)
    assert all(r.value is not None for r in published.readings if r.status == "read")


@pytest.mark.parametrize("table", TABLES)
def test_dossiers_of_both_levels_add_up_to_the_printed_total_but_once(table: str, published: Outcome) -> None:
    totals = {c.row: c.value for c in published.cells if c.table_id == table and c.column == "dossiers_total"}
    sums: dict[int, Decimal] = {}
    for reading in of(published, "dossiers"):
        if reading.table_id == table and reading.value is not None:
            sums[reading.row] = sums.get(reading.row, Decimal(0)) + reading.value
    assert {row for row, value in totals.items() if value is not None} == set(sums)
    assert {row: (value, totals[row]) for row, value in sums.items() if value != totals[row]} == (
        {5: (Decimal(28622), Decimal(28167))} if table == "4.8" else {})


def test_a_figure_said_to_be_about_so_much_is_flagged(published: Outcome) -> None:
    flagged = [(r.table_id, r.row, r.column, r.value) for r in published.readings if r.is_approximate]
    assert flagged == [("2.7", 5, "dossiers_level4", Decimal(295415))]


def test_shares_in_notes_and_their_counts_are_read(published: Outcome) -> None:
    told = {(r.row, r.quantity): r.value for r in published.readings if (r.table_id, r.column) == ("2.2", "note")}
    assert told[4, "numerator"] == 18 and told[4, "denominator"] == 19
    assert {quantity for _, quantity in told} == {"numerator", "denominator"}


@pytest.mark.parametrize(("text", "services", "dossiers"), [
    ("04 dịch vụ có số lượng hồ sơ xử lý trực tuyến trong năm là 80.216.", [4], [80216]),
    ("- 02 dịch vụ có số lượng hồ sơ xử lý trực tuyến là: 1.637.000; - 09 dịch vụ có số lượng hồ sơ xử lý trực tuyến "
     "là: 45.000", [2, 9], [1637000, 45000]),
    ("01 dịch vụ có số lượng hồ sơ xử lý trực tuyến trong năm là 8.015/37.159", [1], [8015]),
    ("03 dịch vụ chưa phát sinh hồ sơ", [3], [0]),
    ("21 dịch vụ có tỷ lệ hồ sơ trực tuyến được xử lý trong năm là 100%", [21], [None]),
    ("54 dịch vụ có tổng số hồ sơ được xử lý trong năm là 669.504, trong đó có 42 dịch vụ có số lượng hồ sơ được xử lý "
     "trực tuyến trong năm là 340.027", [54], [340027]),
    ("Hồ sơ được xử lý trực tuyến: chưa thống kê", [None], [None]),
])
def test_a_text_cell_is_read_item_by_item(text: str, services: list[int | None], dossiers: list[int | None],
                                          spec: EditionSpec) -> None:
    cell = Cell("2.7", 1, "data", "dossiers_level3", text, None, "", None, 1, None)
    readings = read_cell(cell, spec.readings, spec.decimal_mark)
    assert [r.value for r in readings if r.quantity == "services"] == services
    assert [r.value for r in readings if r.quantity == "dossiers"] == dossiers
    assert [r.ordinal for r in readings] == list(range(1, len(readings) + 1))


def test_an_empty_cell_and_a_column_without_rules_tell_nothing(spec: EditionSpec) -> None:
    empty = Cell("2.7", 1, "data", "dossiers_level3", "", None, "", None, 1, None)
    name = Cell("2.7", 1, "data", "entity", "04 dịch vụ", None, "", None, 1, None)
    assert not read_cell(empty, spec.readings, ",") and not read_cell(name, spec.readings, ",")


def test_a_statement_counts_for_the_block_that_was_named_last(spec: EditionSpec) -> None:
    pages = [(3, "Dịch vụ của các Bộ, cơ quan ngang Bộ. Có hồ sơ trực tuyến: 45,6% ở mức độ 3, 92,8% ở mức độ 4."),
             (9, "Dịch vụ của các tỉnh, thành phố trực thuộc Trung ương. Có hồ sơ trực tuyến: 81,67% ở mức độ 3,"),
             (10, "22,63% ở mức độ 4.")]
    told = [(s.statement, s.value, s.page) for s in read_statements(pages, spec.statements, ",")]
    assert told == [
        ("ministry_services_with_dossiers_level3", Decimal("45.6"), 3),
        ("ministry_services_with_dossiers_level4", Decimal("92.8"), 3),
        ("province_services_with_dossiers_level3", Decimal("81.67"), 9),
        ("province_services_with_dossiers_level4", Decimal("22.63"), 9),
    ]
