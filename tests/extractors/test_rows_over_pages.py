"""Rows: cut by a page break, merged over it, totals and pooled rows; and rows that only look cut."""

from __future__ import annotations

import pytest

from extractors.printed_rows import row_kind
from extractors.spec import ColumnSpec, EditionSpec
from tests.extractors.drawn_pages import (
    ABOVE,
    HEADER,
    LEFT,
    RANKED,
    Sheet,
    column,
    read_sheets,
    table_spec,
    with_tables,
)

CAPTION = "Bảng 4.1. Chỉ số hạ tầng của các tỉnh"
WIDTHS = (60.0, 200.0, 80.0)
MEASURES = (column("tt", "TT", "integer", False, True), column("application", "Ứng dụng", "text", False, True),
            column("measure", "Triển khai"), column("rate", "Tỉ lệ", "percent"))
FIGURES_HEADER = ["Thứ hạng", "Địa phương", "Mức độ 3", "Mức độ 4"]
FIGURES_WIDTHS = (60.0, 150.0, 80.0, 80.0)
MEASURE_HEADER = ["TT", "Ứng dụng", "Triển khai", "Tỉ lệ"]
FIGURES = (column("rank", "Thứ hạng", "rank"), column("entity", "Địa phương"),
           column("level3", "Mức độ 3", "integer", False), column("level4", "Mức độ 4", "integer", False))


def read_parts(spec: EditionSpec, parts: list[list[list[str]]], expected: int, columns: tuple[ColumnSpec, ...] = RANKED,
               is_open: bool = False, widths: tuple[float, ...] = WIDTHS) -> list[list[str]]:
    """The rows of a table, a page a part. `is_open`: no rule closes a part at a break."""
    sheets = []
    for number, part in enumerate(parts, 1):
        sheet = Sheet(number)
        if number == 1:
            sheet.text(CAPTION, 580)
        sheet.table(part, 600 if number == 1 else 60, widths, is_open_top=is_open and number > 1,
                    is_open_bottom=is_open and number < len(parts))
        sheets.append(sheet)
    return read_sheets(with_tables(spec, table_spec(columns, expected)), *sheets).rows["4.1"]


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_cut_by_the_page_is_one_row(is_open: bool, repeated: bool, spec: EditionSpec) -> None:
    head = [list(HEADER)]
    rows = read_parts(spec, [[*head, ["1", "Tỉnh A", "0,9"], ["2", "Bà Rịa -", "0,8"]],
                             [*(head if repeated else []), ["", "Vũng Tàu", ""], ["3", "Tỉnh C", "0,7"]]], 3,
                      is_open=is_open)
    assert rows == [["1", "Tỉnh A", "0,9"], ["2", "Bà Rịa - Vũng Tàu", "0,8"], ["3", "Tỉnh C", "0,7"]]


def test_a_cut_row_may_begin_with_its_name_only(spec: EditionSpec) -> None:
    """Text in the middle of its cell: the figures of a cut row stand on the second page."""
    rows = read_parts(spec, [[list(HEADER), ["1", "Tỉnh A", "0,9"], ["", "Tỉnh", ""]],
                             [["2", "B", "0,8"], ["3", "Tỉnh C", "0,7"]]], 3, is_open=True)
    assert rows == [["1", "Tỉnh A", "0,9"], ["2", "Tỉnh B", "0,8"], ["3", "Tỉnh C", "0,7"]]


@pytest.mark.parametrize("is_open", [True, False])
def test_whole_rows_on_both_sides_of_a_break_stay_two(is_open: bool, spec: EditionSpec) -> None:
    rows = read_parts(spec, [[list(HEADER), ["1", "Tỉnh A", "0,9"]], [["1", "Tỉnh A", "0,9"]]], 2, is_open=is_open)
    assert rows == [["1", "Tỉnh A", "0,9"]] * 2


def test_a_table_over_four_pages_keeps_its_order(spec: EditionSpec) -> None:
    data = [[str(n), f"Tỉnh {'ABCDEFGH'[n]}", f"0,{9 - n}"] for n in range(8)]
    parts = [[list(HEADER), *data[:2]], data[2:4], [list(HEADER), *data[4:6]], data[6:]]
    assert read_parts(spec, parts, 8) == data


def test_only_the_row_of_column_numbers_may_be_repeated(spec: EditionSpec) -> None:
    numbers = ["(1)", "(2)", "(3)"]
    rows = read_parts(spec, [[list(HEADER), numbers, ["1", "Tỉnh A", "0,9"]], [numbers, ["2", "Tỉnh B", "0,8"]]], 2)
    assert rows == [["1", "Tỉnh A", "0,9"], ["2", "Tỉnh B", "0,8"]]


def test_a_repeated_header_may_lack_the_column_numbers(spec: EditionSpec) -> None:
    rows = read_parts(spec, [[list(HEADER), ["(1)", "(2)", "(3)"], ["1", "Tỉnh A", "0,9"]],
                             [list(HEADER), ["2", "Tỉnh B", "0,8"]]], 2)
    assert rows == [["1", "Tỉnh A", "0,9"], ["2", "Tỉnh B", "0,8"]]


def test_a_totals_row_after_a_break_stands_alone(spec: EditionSpec) -> None:
    rows = read_parts(spec, [[FIGURES_HEADER, ["1", "Tỉnh A", "5", "6"]], [["", "Tổng cộng", "5", "6"]]], 2, FIGURES,
                      widths=FIGURES_WIDTHS)
    assert rows == [["1", "Tỉnh A", "5", "6"], ["", "Tổng cộng", "5", "6"]]


def test_a_merged_cell_gives_its_text_to_its_first_row_only(spec: EditionSpec) -> None:
    rows = read_parts(spec, [[MEASURE_HEADER, ["1", "Quản lý", "Đã có", "90%"], [ABOVE, ABOVE, "Đang dùng", "80%"]]], 2,
                      MEASURES, widths=(60.0, 90.0, 150.0, 80.0))
    assert rows == [["1", "Quản lý", "Đã có", "90%"], ["", "", "Đang dùng", "80%"]]


def test_a_phrase_over_merged_figures_stands_in_the_first_of_them(spec: EditionSpec) -> None:
    rows = read_parts(spec, [[FIGURES_HEADER, ["1", "Tỉnh A", "5", "6"], ["63", "Tỉnh B; Tỉnh C", "Chưa có", LEFT]]],
                      2, FIGURES, widths=FIGURES_WIDTHS)
    assert rows[1] == ["63", "Tỉnh B; Tỉnh C", "Chưa có", ""]


def test_a_merged_row_alone_on_a_page_is_lined_up_by_its_places(spec: EditionSpec) -> None:
    """Its part has one column less: the border between the merged cells is not drawn there at all."""
    first, second = Sheet(1).text(CAPTION, 580), Sheet(2)
    first.table([FIGURES_HEADER, ["1", "Tỉnh A", "5", "6"]], 600, FIGURES_WIDTHS)
    second.table([["63", "Tỉnh B; Tỉnh C", "Chưa có"]], 60, (60.0, 150.0, 160.0))
    rows = read_sheets(with_tables(spec, table_spec(FIGURES, 2)), first, second).rows["4.1"]
    assert rows == [["1", "Tỉnh A", "5", "6"], ["63", "Tỉnh B; Tỉnh C", "Chưa có", ""]]


def test_text_of_a_cell_merged_over_a_break_goes_back_to_its_first_row(spec: EditionSpec) -> None:
    rows = read_parts(spec, [[MEASURE_HEADER, ["1", "Quản lý", "Đã có", "90%"], ["", "", "Đã nối", "70%"]],
                             [["2", "Thư điện tử", "Đang dùng", "80%"]]], 3, MEASURES, is_open=True,
                      widths=(60.0, 90.0, 150.0, 80.0))
    assert rows == [["1", "Quản lý", "Đã có", "90%"], ["2", "Thư điện tử", "Đã nối", "70%"],
                    ["", "", "Đang dùng", "80%"]]


def test_a_cell_on_two_pages_has_the_place_of_its_beginning(spec: EditionSpec) -> None:
    first, second = Sheet(1).text(CAPTION, 580), Sheet(2)
    first.table([list(HEADER), ["1", "Bà Rịa -", ""]], 600, WIDTHS, is_open_bottom=True)
    second.table([["", "Vũng Tàu", "0,9"]], 60, WIDTHS, is_open_top=True)
    reading = read_sheets(with_tables(spec, table_spec(rows=1)), first, second)
    cells = reading.printed["4.1"][0].cells
    assert (cells["entity"].text, cells["entity"].page) == ("Bà Rịa - Vũng Tàu", 1)
    assert (cells["index"].text, cells["index"].page) == ("0,9", 2)


@pytest.mark.parametrize(("entity", "names", "kind"), [
    ("Tổng cộng", 1, "total"), ("TỔNG SỐ:", 1, "total"), ("Cộng", 1, "total"), ("Tổng cục Thuế", 1, "data"),
    ("Cộng Hòa", 1, "data"), ("Tỉnh A", 1, "data"), ("Tỉnh A; Tỉnh B", 2, "pooled"),
])
def test_the_kind_of_a_row_follows_from_its_label_and_its_names(entity: str, names: int, kind: str,
                                                                spec: EditionSpec) -> None:
    sheet = Sheet().text(CAPTION, 100)
    sheet.table([list(HEADER), ["", entity, "0,5"]], 120, WIDTHS)
    edition = with_tables(spec, table_spec(rows=1))
    row = read_sheets(edition, sheet).printed["4.1"][0]
    assert row_kind(row, names, edition.table("4.1"), edition) == kind
