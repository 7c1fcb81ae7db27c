"""Which table stands on a sheet, of which year, and what is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from extractors.errors import DataError
from tests.extractors.changed_workbooks import (
    AGENCIES,
    DIENBIEN,
    DISTRICTS,
    all_differences,
    changed,
    differences,
    doubts,
    move,
)


def test_the_same_table_of_another_year_may_stand_below(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        other = book.copy_worksheet(book[DISTRICTS])
        move(other, "A4:J18", book[DISTRICTS], 30, 0)
        book[DISTRICTS]["A34"] = "II. UBND các huyện, thành phố (năm 2015):"
        book.remove(other)

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == []
    assert [code for code, _, _ in doubts(outcome)] == ["sheet_other_period"]


def test_what_is_hidden_is_not_read_and_said(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.copy_worksheet(book[AGENCIES]).sheet_state = "hidden"
        book[AGENCIES].row_dimensions[31].hidden = True
        move(book[DISTRICTS], "C6:J7", book[DISTRICTS], 0, 1)
        move(book[DISTRICTS], "C9:J15", book[DISTRICTS], 0, 1)
        move(book[DISTRICTS], "C17:J18", book[DISTRICTS], 0, 1)
        book[DISTRICTS]["C9"] = "nháp"
        book[DISTRICTS].column_dimensions["C"].hidden = True

    outcome = changed(tmp_path, change)
    assert outcome.tables[0].rows == 21
    assert differences(outcome, "districts") == [] and not outcome.problems
    assert doubts(outcome) == [("sheet_rows_hidden", AGENCIES, "31"), ("sheet_columns_hidden", DISTRICTS, "C"),
                               ("sheet_hidden", "", f"{AGENCIES} Copy")]


@pytest.mark.parametrize("titled", [True, False], ids=["year in the title", "year in the sheet's name"])
@pytest.mark.parametrize("comes_first", [True, False])
def test_another_years_sheet_beside_is_not_read(titled: bool, comes_first: bool, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for name in (AGENCIES, DISTRICTS):
            other = book.copy_worksheet(book[name])
            other["A2"] = book[name]["A2"].value.replace("2016", "2015") if titled else "Đánh giá, xếp hạng"
            other["C9"], other.title = 1, f"{name} {'' if titled else 'nam 2015'}"
            book.move_sheet(other, -5 if comes_first else 0)

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.problems
    assert [doubt.code for doubt in outcome.doubts] == ["sheet_other_period"] * 2


def test_the_title_counts_more_than_the_name_of_the_sheet(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[AGENCIES].title = "Mau 2011"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts


def test_a_workbook_of_another_year_is_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for sheet in book:
            sheet["A2"] = "Đánh giá, xếp hạng mức độ ứng dụng CNTT năm 2015"

    with pytest.raises(DataError) as stopped:
        changed(tmp_path, change)
    assert {(p.code, p.expected) for p in stopped.value.problems} == {("sheet_other_period", "2016")}


def test_the_same_table_twice_is_told(tmp_path: Path) -> None:
    outcome = changed(tmp_path, lambda book: book.copy_worksheet(book[AGENCIES]))
    assert [(p.code, p.table, p.found) for p in outcome.problems] == [
        ("table_twice", "provincial_agencies", f"{AGENCIES}!A6 · {AGENCIES} Copy!A6")]
    assert differences(outcome, "districts") == []


def test_a_draft_with_another_header_does_not_hinder_the_whole_table(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.copy_worksheet(book[AGENCIES])["H7"] = "Quy định (14)"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.problems
    assert [(code, place) for code, place, _ in doubts(outcome)] == [("sheet_like_another", f"{AGENCIES} Copy!A6")]


def test_tables_of_one_header_are_told_apart_by_title_or_sheet(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for sheet in book:
            sheet["A2"] = None
        book.move_sheet(book.worksheets[0], 1)

    outcome = changed(tmp_path, change, DIENBIEN)
    assert {table.id: table.sheet for table in outcome.tables} == {
        "dep_consolidated": "Sở ban ngành", "dist_consolidated": "Huyện thị TP"}


def test_tables_of_one_header_that_nothing_tells_apart_are_not_guessed(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for number, sheet in enumerate(book, 1):
            sheet["A2"], sheet.title = None, f"Sheet{number}"

    outcome = changed(tmp_path, change, DIENBIEN)
    assert not outcome.tables
    assert [(p.code, p.cell_id) for p in outcome.problems] == [
        ("sheet_table_unclear", "Sheet1!A4"), ("sheet_table_unclear", "Sheet2!A4")]


@pytest.mark.parametrize(("rows", "columns"), [(30, 0), (0, 48)])
def test_tables_of_one_header_may_share_a_sheet(rows: int, columns: int, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        first, second = book.worksheets
        move(second, "A4:AU15", first, rows, columns)
        if rows:
            first.cell(3 + rows, 1).value = "UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ"
        book.remove(second)

    outcome = changed(tmp_path, change, DIENBIEN)
    if rows:
        assert [(table.id, table.rows) for table in outcome.tables] == [
            ("dep_consolidated", 20), ("dist_consolidated", 9)] and not outcome.problems
    else:  # side by side under one title: both are the departments' by what stands above
        assert [problem.code for problem in outcome.problems] == ["table_twice"]


def test_a_foreign_workbook_is_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for sheet in book.worksheets:
            book.remove(sheet)
        book.create_sheet("Danh bạ").append(["STT", "Tên đơn vị", "Điện thoại"])

    with pytest.raises(DataError) as stopped:
        changed(tmp_path, change)
    problem, = stopped.value.problems
    assert (problem.code, problem.found) == ("document_foreign", "Danh bạ")


def test_a_workbook_whose_tables_are_all_hidden_is_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Bìa").append(["Kết quả năm 2016"])
        for name in (AGENCIES, DISTRICTS):
            book[name].sheet_state = "veryHidden"
        book.active = 2

    with pytest.raises(DataError) as stopped:
        changed(tmp_path, change)
    [problem] = stopped.value.problems
    assert (problem.code, problem.found) == ("document_foreign", f"Bìa; hidden: {AGENCIES} · {DISTRICTS}")
    assert "Bìa; bị ẩn: " in problem.render("vi")
