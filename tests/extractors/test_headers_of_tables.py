"""Headers: printed levels lined up with the specification; unknown, double and missing ones all told at once."""

from __future__ import annotations

import pytest

from extractors.errors import Problem
from extractors.grid import find_grids
from extractors.headers import Header, match_columns, read_header
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


RATED = (column("body", "Đơn vị"), column("a_rate", "Hạ tầng | Tỷ lệ A", "percent"),
         column("a_points", "Hạ tầng | Điểm tối đa 5", "decimal"), column("b_rate", "Hạ tầng | Tỷ lệ B", "percent"),
         column("b_points", "Hạ tầng | Điểm tối đa 5", "decimal"), column("c_rate", "Hạ tầng | Tỷ lệ C", "percent"),
         column("c_points", "Hạ tầng | Điểm tối đa 5", "decimal"))
BODY, POINTS = ("Đơn vị",), ("Hạ tầng", "Điểm tối đa 5")
RATES = {letter: ("Hạ tầng", f"Tỷ lệ {letter.upper()}") for letter in "abc"}


@pytest.mark.parametrize("order", ["abc", "bac", "cba", "cab"])
@pytest.mark.parametrize("points_first", [False, True])
def test_equal_headers_belong_to_the_column_beside_them(order: str, points_first: bool) -> None:
    paths, keys = [BODY], ["body"]
    for letter in order:
        pair = [(RATES[letter], f"{letter}_rate"), (POINTS, f"{letter}_points")]
        for path, key in reversed(pair) if points_first else pair:
            paths.append(path)
            keys.append(key)
    places, problems = match_columns(paths, table_spec(RATED))
    assert not problems
    assert places == {key: place for place, key in enumerate(keys)}


def test_equal_headers_that_stand_beside_nothing_keep_their_order() -> None:
    paths = [BODY, RATES["a"], RATES["b"], RATES["c"], POINTS, POINTS, POINTS]
    places, problems = match_columns(paths, table_spec(RATED))
    assert not problems
    assert [places[f"{letter}_points"] for letter in "abc"] == [4, 5, 6]


def test_equal_headers_that_nothing_tells_apart_stop_the_table() -> None:
    paths = [BODY, RATES["b"], RATES["c"], RATES["a"], POINTS, POINTS, POINTS]
    places, problems = match_columns(paths, table_spec(RATED))
    assert not places
    assert [(problem.code, problem.details["column"]) for problem in problems] == [
        ("header_double", "5"), ("header_double", "6"), ("header_double", "7")]


def test_one_of_several_equal_headers_too_few_is_told() -> None:
    _, problems = match_columns([BODY, RATES["a"], POINTS, RATES["b"], POINTS, RATES["c"]], table_spec(RATED))
    assert [(problem.code, problem.expected) for problem in problems] == [("header_absent", "Hạ tầng / Điểm tối đa 5")]


@pytest.mark.parametrize("paths", [
    [path[-1:] for path in (BODY, RATES["a"], POINTS, RATES["b"], POINTS, RATES["c"], POINTS)],
    [("Năm 2016", *path) for path in (BODY, RATES["a"], POINTS, RATES["b"], POINTS, RATES["c"], POINTS)],
])
def test_a_level_more_or_less_over_the_columns_does_no_harm(paths: list[tuple[str, ...]]) -> None:
    places, problems = match_columns(paths, table_spec(RATED))
    assert not problems
    assert places == {column.key: place for place, column in enumerate(RATED)}


def test_equal_headers_under_another_group_are_other_headers() -> None:
    columns = (column("body", "Đơn vị"), column("a", "Hạ tầng | Điểm"), column("b", "Nhân lực | Điểm"))
    places, problems = match_columns([BODY, ("Nhân lực", "Điểm"), ("Hạ tầng", "Điểm")], table_spec(columns))
    assert (places, problems) == ({"body": 0, "a": 2, "b": 1}, [])
    _, problems = match_columns([BODY, ("Nhân lực", "Điểm"), ("Ứng dụng", "Điểm")], table_spec(columns))
    assert [problem.code for problem in problems] == ["header_unknown", "header_absent"]


def test_a_header_that_is_cut_short_where_it_is_repeated_is_no_data(spec: EditionSpec) -> None:
    first, second = Sheet(1).text("Bảng 4.1. Chỉ số hạ tầng của các tỉnh", 580), Sheet(2)
    first.table([["Thứ hạng", "Địa phương", "Chỉ số"], ["1", "An Giang", "0,5"]], 600.0, (90.0,) * 3)
    second.table([["Thứ", "Địa phương", "Chỉ số"], ["2", "Bắc Kạn", "0,4"]], 60.0, (90.0,) * 3)
    reading = read_sheets(with_tables(spec, table_spec(rows=2)), first, second)
    assert reading.rows["4.1"] == [["1", "An Giang", "0,5"], ["2", "Bắc Kạn", "0,4"]]
