"""Headings over rows: across the table, beside it, between its parts, as a merged column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.spec import EditionSpec, TableSpec, load_edition_spec
from tests.extractors.drawn_pages import (
    ABOVE,
    HEADER,
    LEFT,
    RANKED,
    WIDTHS,
    Sheet,
    column,
    read_sheets,
    table_spec,
    with_tables,
)

GROUP = replace(column("group", "*", "heading", required=False), spans_rows=True)
GOOD, FAIR = "MỨC TỐT", "MỨC KHÁ"
A, B, C = ["1", "Sở A", "0,9"], ["2", "Sở B", "0,8"], ["3", "Sở C", "0,7"]
READ = [[GOOD, *A], [GOOD, *B], [FAIR, *C]]


@pytest.fixture(scope="module")
def grouped() -> EditionSpec:
    return with_tables(load_edition_spec("mic-2016"), grouped_table(3))


def grouped_table(rows: int) -> TableSpec:
    return table_spec((GROUP, *RANKED), rows)


def rows_of(spec: EditionSpec, *sheets: Sheet) -> list[list[str]]:
    reading = read_sheets(spec, *sheets)
    assert not reading.problems and not reading.unclaimed
    return reading.rows["4.1"]


def captioned() -> Sheet:
    return Sheet(1).text("Bảng 4.1. Chỉ số hạ tầng của các tỉnh", 40)


def test_a_heading_across_the_table_goes_to_the_rows_under_it(grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([HEADER, [GOOD, LEFT, LEFT], A, B, [FAIR, LEFT, LEFT], C], 60, WIDTHS)
    assert rows_of(grouped, sheet) == READ


@pytest.mark.parametrize("fair", [["", FAIR, LEFT], ["", "", FAIR], [FAIR, LEFT, ""]])
def test_a_heading_in_a_cell_beside_the_bodies_is_one_too(fair: list[str], grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([HEADER, [GOOD, "", ""], A, B, fair, C], 60, WIDTHS)
    assert rows_of(grouped, sheet) == READ


def test_a_body_without_figures_is_no_heading(grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([HEADER, [GOOD, LEFT, LEFT], A, ["", "Sở B", ""], C], 60, WIDTHS)
    assert [row[2] for row in rows_of(grouped, sheet)] == ["Sở A", "Sở B", "Sở C"]


def test_a_heading_without_rows_gives_way_to_the_next(grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([HEADER, ["MỨC XUẤT SẮC", LEFT, LEFT], [GOOD, LEFT, LEFT], A, B, [FAIR, LEFT, LEFT], C], 60, WIDTHS)
    assert rows_of(grouped, sheet) == READ


@pytest.mark.parametrize("again", [[], [[GOOD, LEFT, LEFT]], [[f"{GOOD} (tiếp theo)", LEFT, LEFT]],
                                   [HEADER], [HEADER, [GOOD, LEFT, LEFT]]])
def test_a_group_goes_on_over_a_page_break(again: list[list[str]], grouped: EditionSpec) -> None:
    first, second = captioned(), Sheet(2)
    first.table([HEADER, [GOOD, LEFT, LEFT], A], 600, WIDTHS)
    second.table([*again, B, [FAIR, LEFT, LEFT], C], 60, WIDTHS)
    read = rows_of(grouped, first, second)
    assert [row[1:] for row in read] == [A, B, C]
    assert [row[0].removesuffix(" (tiếp theo)") for row in read] == [GOOD, GOOD, FAIR]


def test_a_heading_may_be_the_last_row_of_a_page(grouped: EditionSpec) -> None:
    first, second = captioned(), Sheet(2)
    first.table([HEADER, [GOOD, LEFT, LEFT], A, B, [FAIR, LEFT, LEFT]], 600, WIDTHS)
    second.table([C], 60, WIDTHS)
    assert rows_of(grouped, first, second) == READ


def test_headings_between_the_parts_of_a_table(grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([HEADER], 60, WIDTHS)
    sheet.text(GOOD, 85)
    sheet.table([A, B], 105, WIDTHS)
    sheet.text(FAIR, 150)
    sheet.table([HEADER, C], 170, WIDTHS)
    assert rows_of(grouped, sheet) == READ


def test_a_table_without_such_headings_ends_at_a_line_of_text() -> None:
    spec = with_tables(load_edition_spec("mic-2016"), table_spec(rows=1))
    sheet = captioned()
    sheet.table([HEADER, A], 60, WIDTHS)
    sheet.text(FAIR, 110)
    sheet.table([B], 130, WIDTHS)
    reading = read_sheets(spec, sheet)
    assert reading.rows["4.1"] == [A] and reading.unclaimed == 1


@pytest.mark.parametrize("header", ["Nhóm", "Xếp loại", ""])
def test_headings_as_a_merged_column(header: str, grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([[header, *HEADER], [GOOD, *A], [ABOVE, *B], [FAIR, *C]], 60, (80.0, *WIDTHS))
    assert rows_of(grouped, sheet) == READ


def test_a_merged_heading_goes_on_over_a_page_break(grouped: EditionSpec) -> None:
    first, second = captioned(), Sheet(2)
    first.table([["Nhóm", *HEADER], ["Mức độ", *A]], 600, (80.0, *WIDTHS), is_open_bottom=True)
    second.table([["tốt", *B], [FAIR, *C], [ABOVE, "4", "Sở D", "0,6"]], 60, (80.0, *WIDTHS), is_open_top=True)
    spec = with_tables(grouped, grouped_table(4))
    assert [row[0] for row in rows_of(spec, first, second)] == ["Mức độ tốt", "Mức độ tốt", FAIR, FAIR]


def test_a_column_of_running_numbers_is_not_taken_for_headings(grouped: EditionSpec) -> None:
    sheet = captioned()
    sheet.table([["Mục", *HEADER], ["1", *A], ["2", *B], ["", *C]], 60, (80.0, *WIDTHS))
    assert [problem.code for problem in read_sheets(grouped, sheet).problems] == ["header_unknown"]
