"""Rows under a header on a sheet: what is data, what a heading, a note, a signature, and what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from tests.extractors.changed_workbooks import (
    AGENCIES,
    DIENBIEN,
    DISTRICTS,
    all_differences,
    cells_of,
    changed,
    doubts,
    move,
)


@pytest.mark.parametrize("over", ["", "Trang 2", "I. Các cơ quan, đơn vị cấp tỉnh (tiếp theo)"])
def test_blank_rows_column_numbers_and_repeated_headers_are_no_data(over: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        move(sheet, "A20:I31", sheet, 5, 0)
        sheet["A21"] = over or None
        for row in (6, 7):
            for column in range(1, 10):
                sheet.cell(row + 16, column).value = sheet.cell(row, column).value
        move(sheet, "A8:I40", sheet, 1, 0)
        for column in range(1, 10):
            sheet.cell(8, column).value = f"({column})"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts
    assert cells_of(outcome, "provincial_agencies")[22, "total"].sheet_cell == "I37"


def test_notes_and_signatures_below_are_no_rows(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        sheet["A33"] = "Ghi chú: điểm tối đa 100."
        sheet["G34"] = "Lào Cai, ngày 16 tháng 02 năm 2017"
        sheet["B35"], sheet["G35"] = "NGƯỜI LẬP BIỂU", "CHỦ TỊCH"
        sheet["B39"], sheet["G39"] = "Nguyễn Văn A", "Trần Thị B"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts
    assert outcome.tables[0].notes == ("Ghi chú: điểm tối đa 100.",)


def test_figures_below_the_table_are_told_and_not_taken_for_rows(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        sheet["A33"] = "Ghi chú: mức tốt từ 80 điểm."
        sheet["B34"], sheet["I34"] = "Điểm trung bình", 85.2

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == []
    assert doubts(outcome) == [("sheet_row_unread", f"{AGENCIES}!B34", "Điểm trung bình 85.2")]


def test_the_date_of_a_signature_is_no_row(tmp_path: Path) -> None:
    outcome = changed(tmp_path, lambda book: book[DISTRICTS].__setitem__("J20", date(2017, 2, 16)))
    assert all_differences(outcome) == []
    assert [place for _, place, _ in doubts(outcome)] == [f"{DISTRICTS}!J20"]


def test_headings_of_bands_may_be_typed_under_the_names(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        for row in (8, 27):
            sheet.unmerge_cells(f"A{row}:I{row}")
            sheet[f"B{row}"], sheet[f"A{row}"] = sheet[f"A{row}"].value, None

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts


def test_only_words_across_the_table_or_at_its_left_are_headings(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        for column in range(1, 10):
            sheet.cell(12, column).value = None
            sheet.cell(28, column).value = None
        sheet["F12"], sheet["A28"], sheet["B28"] = "chưa chấm", "II", "MỨC KHÁ (tiếp)"

    outcome = changed(tmp_path, change)
    cells = cells_of(outcome, "provincial_agencies")
    assert outcome.tables[0].rows == 20
    assert [cells[row, "group_heading"].text for row in (4, 17, 18)] == ["MỨC TỐT", "MỨC TỐT", "II MỨC KHÁ (tiếp)"]
    assert doubts(outcome) == [("sheet_row_unread", f"{AGENCIES}!F12", "chưa chấm"),
                               ("sheet_row_unread", f"{AGENCIES}!A27", "MỨC KHÁ")]


def test_a_totals_row_names_no_body(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[DISTRICTS]
        sheet["A19"], sheet["J19"] = "Tổng cộng:", 769.5
        sheet.merge_cells("A19:B19")

    outcome = changed(tmp_path, change)
    assert [cell.row_kind for cell in outcome.cells if cell.column == "total"][-2:] == ["data", "total"]
    assert sum(mention.table_id == "districts" for mention in outcome.mentions) == 9


def test_a_body_without_figures_is_a_row_in_a_table_without_headings(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for column in range(1, 48):
            if column != 2:
                book["Huyện thị TP"].cell(9, column).value = None

    outcome = changed(tmp_path, change, DIENBIEN)
    cells = cells_of(outcome, "dist_consolidated")
    assert (cells[3, "unit_name"].text, cells[3, "staff_total"].value) == ("UBND huyện Điện Biên Đông", None)
    assert outcome.tables[1].rows == 9 and not outcome.doubts


def test_a_heading_that_the_table_does_not_know_is_told_and_rows_below_it_are_read(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Huyện thị TP"]
        move(sheet, "A10:AU15", sheet, 1, 0)
        sheet["A10"] = "Các huyện vùng thấp"
        sheet.merge_cells("A10:AU10")

    outcome = changed(tmp_path, change, DIENBIEN)
    assert outcome.tables[1].rows == 9
    assert doubts(outcome) == [("sheet_row_unread", "Huyện thị TP!A10", "Các huyện vùng thấp")]


def test_merged_cells_of_the_body_stand_in_their_first_row(tmp_path: Path) -> None:
    outcome = changed(tmp_path, lambda book: book[AGENCIES].merge_cells("C9:C12"))
    cells = cells_of(outcome, "provincial_agencies")
    assert [cells[row, "infrastructure"].text for row in range(1, 6)] == ["12", "", "", "", "12"]


def test_cells_that_hold_no_figure_are_told_and_have_no_value(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        sheet["C9"], sheet["D9"], sheet["E9"] = "#DIV/0!", date(2017, 5, 10), "=SUM(C9:D9)"
        sheet["F9"], sheet["G9"], sheet["H9"] = True, "bảy", None

    outcome = changed(tmp_path, change)
    cells = cells_of(outcome, "provincial_agencies")
    assert [cells[1, column].value for column in ("infrastructure", "internal_application", "citizen_application",
                                                  "security", "human_resources", "regulations")] == [None] * 6
    assert doubts(outcome) == [("sheet_cell_unread", f"{AGENCIES}!{place}", found) for place, found in [
        ("C9", "#DIV/0!"), ("D9", "2017-05-10T00:00:00"), ("E9", "=SUM(C9:D9)"), ("F9", "TRUE")]]


def test_cells_under_no_header_are_told_once_a_column(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[AGENCIES]["K10"], book[AGENCIES]["K12"] = "xem lại", "đã sửa"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == []
    assert doubts(outcome) == [("sheet_cell_without_header", f"{AGENCIES}!K10", "xem lại")]


def test_empty_rows_with_a_style_cost_nothing(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row in range(40, 60_000):
            book[AGENCIES].cell(row, 1).fill = PatternFill("solid", "FFFF00")

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts


def test_a_lone_cell_far_off_costs_nothing(tmp_path: Path) -> None:
    outcome = changed(tmp_path, lambda book: book[AGENCIES].__setitem__("XFD1048576", "lạc"))
    assert all_differences(outcome) == [] and not outcome.doubts
