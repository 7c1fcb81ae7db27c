"""Headers: printed levels lined up with the specification; unknown, double and missing ones all told at once."""

from __future__ import annotations

import pytest

from extractors.errors import Problem
from extractors.grid import find_grids
from extractors.headers import Header, read_header
from extractors.spec import ColumnSpec, EditionSpec
from tests.extractors.drawn_pages import ABOVE, LEFT, RANKED, Sheet, column, read_sheets, table_spec, with_tables

LEVELS = (column("rank", "Thứ hạng", "rank"), column("entity", "Địa phương"),
          column("level3", "Dịch vụ công | Mức độ 3", "integer"),
          column("level4", "Dịch vụ công | Mức độ 4", "integer"))


def header_of(rows: list[list[str]], columns: tuple[ColumnSpec, ...] = RANKED) -> tuple[Header | None, list[Problem]]:
    sheet = Sheet()
    sheet.table(rows, 100.0, (90.0,) * len(rows[0]))
    return read_header(find_grids(sheet.content())[0], table_spec(columns))


def test_headers_are_found_in_any_order_of_columns() -> None:
    header, problems = header_of([["Chỉ số", "Thứ hạng", "Địa phương"], ["0,5", "1", "An Giang"]])
    assert header and not problems
    assert (header.rows, header.places) == (1, {"rank": 1, "entity": 2, "index": 0})


@pytest.mark.parametrize("printed", ["Thứ\nhạng", "THỨ HẠNG", "Thứ hạng:", "Thứ  hạng", "Thứ-\nhạng"])
def test_line_breaks_case_and_marks_of_a_header_do_not_count(printed: str) -> None:
    header, problems = header_of([[printed, "Địa phương", "Chỉ số"], ["1", "An Giang", "0,5"]])
    assert header and not problems


def test_a_missing_tone_mark_makes_another_header() -> None:
    header, problems = header_of([["Thứ hang", "Địa phương", "Chỉ số"], ["1", "An Giang", "0,5"]])
    assert header is None
    assert [problem.code for problem in problems] == ["header_unknown", "header_absent"]


def test_two_levels_of_headers_are_one_path() -> None:
    header, problems = header_of([["Thứ hạng", "Địa phương", "Dịch vụ công", LEFT],
                                  [ABOVE, ABOVE, "Mức độ 3", "Mức độ 4"], ["1", "An Giang", "5", "6"]], LEVELS)
    assert header and not problems
    assert header.rows == 2 and header.printed["level4"] == "Dịch vụ công | Mức độ 4"
    assert header.places == {"rank": 0, "entity": 1, "level3": 2, "level4": 3}


def test_a_wrong_upper_level_makes_another_header() -> None:
    header, problems = header_of([["Thứ hạng", "Địa phương", "Hồ sơ", LEFT],
                                  [ABOVE, ABOVE, "Mức độ 3", "Mức độ 4"], ["1", "An Giang", "5", "6"]], LEVELS)
    assert header is None
    assert [p.found for p in problems if p.code == "header_unknown"] == ["Hồ sơ / Mức độ 3", "Hồ sơ / Mức độ 4"]


@pytest.mark.parametrize("numbers", [
    ["(1)", "(2)", "(3)"], ["1", "2", "3"], ["0", "1", "2"], ["A", "B", "1"], ["(1)", "(2)", "(3)=(1)+(2)"],
])
def test_a_row_of_column_numbers_is_no_data(numbers: list[str], spec: EditionSpec) -> None:
    sheet = Sheet().text("Bảng 4.1. Chỉ số hạ tầng của các tỉnh", 80.0)
    sheet.table([["Thứ hạng", "Địa phương", "Chỉ số"], numbers, ["1", "An Giang", "0,5"]], 100.0, (90.0,) * 3)
    reading = read_sheets(with_tables(spec, table_spec(rows=1)), sheet)
    assert reading.rows["4.1"] == [["1", "An Giang", "0,5"]]


@pytest.mark.parametrize("first", [["1", "2", "4"], ["2", "3", "4"], ["1", "", "3"]])
def test_a_first_row_of_figures_that_do_not_count_columns_is_data(first: list[str], spec: EditionSpec) -> None:
    sheet = Sheet().text("Bảng 4.1. Chỉ số hạ tầng của các tỉnh", 80.0)
    sheet.table([["Thứ hạng", "Địa phương", "Chỉ số"], first], 100.0, (90.0,) * 3)
    assert read_sheets(with_tables(spec, table_spec(rows=1)), sheet).rows["4.1"] == [first]


def test_an_unknown_header_names_its_place_and_the_nearest_one() -> None:
    header, problems = header_of([["Thứ hạng", "Địa phương", "Chỉ số TB"], ["1", "An Giang", "0,5"]])
    assert header is None
    unknown, absent = problems
    assert (unknown.code, unknown.found, unknown.page) == ("header_unknown", "Chỉ số TB", 1)
    assert unknown.details["column"] == "3" and unknown.details["nearest"] == "Chỉ số"
    assert (absent.code, absent.expected) == ("header_absent", "Chỉ số")


def test_a_new_wording_is_likened_to_headers_that_are_not_there() -> None:
    _, problems = header_of([["Thứ hạng", "Địa phương", "Địa chỉ số"], ["1", "An Giang", "0,5"]])
    assert problems[0].details["nearest"] == "Chỉ số"


def test_a_header_printed_twice_stops_the_table() -> None:
    header, problems = header_of([["Thứ hạng", "Địa phương", "Chỉ số", "Chỉ số"], ["1", "An Giang", "0,5", "0,6"]])
    assert header is None
    assert [(p.code, p.details["column"]) for p in problems] == [("header_double", "4")]


def test_a_column_too_many_stops_the_table_even_without_a_header() -> None:
    for extra in ("Ghi chú", ""):
        header, problems = header_of([["Thứ hạng", "Địa phương", "Chỉ số", extra], ["1", "An Giang", "0,5", "x"]])
        assert header is None
        assert [(p.code, p.found) for p in problems] == [("header_unknown", extra or "(empty)")]


def test_all_drift_is_told_at_once() -> None:
    _, problems = header_of([["Hạng", "Địa phương", "Điểm"], ["1", "An Giang", "0,5"]])
    assert sorted(p.code for p in problems) == ["header_absent", "header_absent", "header_unknown", "header_unknown"]


def test_a_table_without_any_known_header_is_told_once() -> None:
    header, problems = header_of([["Sở", "Tổng"], ["Y tế", "5"]])
    assert header is None and [problem.code for problem in problems] == ["header_missing"]
