"""Tables in workbooks: every cell of the bundled ones, wherever the tables stand and however headers are typed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from extractors.extract import extract
from tests.extractors.changed_workbooks import (
    AGENCIES,
    BOOKS,
    DIENBIEN,
    DISTRICTS,
    LAOCAI,
    ROOT,
    TRUTH,
    all_differences,
    cells_of,
    changed,
    move,
    read,
    spec_of,
)

RENDERINGS = ROOT / "tests" / "renderings" / "workbooks"


@pytest.mark.parametrize("path", [BOOKS[LAOCAI], RENDERINGS / "ket-qua-2016.xls"], ids=lambda path: path.suffix)
def test_every_cell_of_the_bundled_results(path: Path) -> None:
    outcome = read(path)
    assert all_differences(outcome) == []
    assert (outcome.problems, outcome.doubts, outcome.missing) == ([], [], [])
    assert [(table.id, table.sheet, table.page, table.rows, table.caption_printed) for table in outcome.tables] == [
        ("provincial_agencies", AGENCIES, None, 22, "I. Các cơ quan, đơn vị cấp tỉnh:"),
        ("districts", DISTRICTS, None, 9, "II. UBND các huyện, thành phố:")]


def test_text_is_as_typed_and_every_cell_has_its_place() -> None:
    cells = cells_of(read(BOOKS[LAOCAI]), "provincial_agencies")
    typed = cells[5, "citizen_application"]
    assert (typed.text, typed.value, typed.raw_type, typed.decimals) == ("10,5", Decimal("10.5"), "text", 1)
    number = cells[6, "citizen_application"]
    assert (number.text, number.value, number.raw_type, number.sheet_cell) == ("12.5", Decimal("12.5"), "number", "E14")
    assert (cells[5, "internal_application"].sheet_cell, cells[19, "group_heading"].sheet_cell) == ("D13", "A27")
    assert all(cell.page is None and cell.box is None and cell.file_sha256 == "sha" for cell in cells.values())


def test_bodies_are_mentioned_once_a_row() -> None:
    mentions = read(BOOKS[LAOCAI]).mentions
    assert [(m.table_id, m.row, m.column, m.name_printed) for m in mentions[21:23]] == [
        ("provincial_agencies", 22, "agency", "Vườn Quốc gia Hoàng Liên"), ("districts", 1, "agency", "Huyện Sa Pa")]


def test_a_table_may_begin_anywhere(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[AGENCIES]
        move(sheet, "A1:I31", sheet, 7, 3)
        sheet["B1"], sheet["H1"] = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        sheet["H3"] = "Lào Cai, ngày 16 tháng 02 năm 2017"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts
    assert cells_of(outcome, "provincial_agencies")[1, "total"].sheet_cell == "L16"


@pytest.mark.parametrize(("rows", "columns"), [(40, 0), (33, 2), (0, 10), (5, 11)],
                         ids=["below", "below, moved to the right", "beside", "beside and lower"])
def test_tables_may_share_a_sheet(rows: int, columns: int, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        move(book[DISTRICTS], "A4:J18", book[AGENCIES], rows, columns)
        del book[DISTRICTS]

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == [] and not outcome.doubts
    assert outcome.tables[1].caption_printed == "II. UBND các huyện, thành phố:"


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row in range(7, 32):
            one, other = book[AGENCIES].cell(row, 4), book[AGENCIES].cell(row, 7)
            if row not in (8, 27):
                one.value, other.value = other.value, one.value

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == []
    assert cells_of(outcome, "provincial_agencies")[1, "human_resources"].sheet_cell == "D9"


def test_headers_may_be_typed_with_breaks_and_blanks(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[AGENCIES]["D7"] = " ƯD CNTT trong\nhoạt động  của đơn vị\u00a0(40) "
        book[AGENCIES]["B6"] = "TÊN ĐƠN VỊ"

    outcome = changed(tmp_path, change)
    assert all_differences(outcome) == []
    printed = outcome.tables[0].headers_printed["internal_application"]
    assert printed == "Điểm thành phần (điểm tối đa) | ƯD CNTT trong hoạt động của đơn vị (40)"


@pytest.mark.parametrize("edition", [LAOCAI, DIENBIEN])
def test_headers_may_have_lost_their_merges(edition: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for sheet in book:
            for merged in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(merged.coord)

    as_bundled, outcome = read(BOOKS[edition], edition), changed(tmp_path, change, edition)
    assert [(c.column, c.row, c.text[:12], c.sheet_cell) for c in outcome.cells] == [
        (c.column, c.row, c.text[:12], c.sheet_cell) for c in as_bundled.cells]
    assert outcome.tables[0].headers_printed == as_bundled.tables[0].headers_printed
    assert not outcome.problems and not outcome.doubts


def test_all_drift_of_a_header_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[AGENCIES]["D7"] = "Ứng dụng trong cơ quan (45)"
        book[AGENCIES]["J6"] = "Xếp loại"
        book[DISTRICTS]["I7"] = None

    outcome = changed(tmp_path, change)
    assert not outcome.tables
    assert [(p.code, p.table, p.cell_id) for p in outcome.problems] == [
        ("header_unknown", "provincial_agencies", f"{AGENCIES}!D7"),
        ("header_unknown", "provincial_agencies", f"{AGENCIES}!J6"),
        ("header_absent", "provincial_agencies", f"{AGENCIES}!A6"),
        ("header_unknown", "districts", f"{DISTRICTS}!C6"), ("header_absent", "districts", f"{DISTRICTS}!A6")]
    for problem in outcome.problems:
        assert problem.cell_id in problem.render() and problem.cell_id in problem.render("vi")


def test_protected_sheets_and_macros_do_not_hinder(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BOOKS[LAOCAI])
    for sheet in book:
        sheet.protection.sheet, sheet.protection.password = True, "bí mật"
    book.save(tmp_path / "bảng.xlsm")
    assert all_differences(read(tmp_path / "bảng.xlsm")) == []


def test_the_workbook_of_a_decision_is_its_second_witness(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BOOKS[LAOCAI])
    book[DISTRICTS]["C9"] = 4
    book.save(tmp_path / "a.xlsx")
    outcome = extract([tmp_path / "a.xlsx", BOOKS[LAOCAI].with_name("quyet-dinh-512-2017.pdf")], spec_of(LAOCAI))
    assert [(table.id, table.repeats, table.sheet) for table in outcome.tables] == [
        ("provincial_agencies", None, None), ("districts", None, None),
        ("provincial_agencies@workbook", "provincial_agencies", AGENCIES),
        ("districts@workbook", "districts", DISTRICTS)]
    unequal = []
    for table in ("provincial_agencies", "districts"):
        printed, typed = cells_of(outcome, table), cells_of(outcome, f"{table}@workbook")
        assert printed.keys() == typed.keys()
        unequal += [(typed[place].cell_id(LAOCAI), printed[place].text, typed[place].text) for place in printed
                    if (printed[place].value or printed[place].text) != (typed[place].value or typed[place].text)]
    assert unequal == [(f"{LAOCAI}:districts@workbook:r1:infrastructure", "5", "4")]


def test_the_quirks_of_the_bundled_workbook_are_those_of_the_truth() -> None:
    quirks = json.loads((TRUTH / LAOCAI / "workbook.json").read_text(encoding="utf-8"))
    outcome = read(BOOKS[LAOCAI])
    assert {table.id: table.sheet for table in outcome.tables} == quirks["sheets"]
    typed = [{"table": cell.table_id, "row": cell.row, "column": cell.column, "typed": cell.text}
             for cell in outcome.cells if cell.raw_type == "text" and cell.value is not None]
    assert typed == quirks["decimals_as_text"]
