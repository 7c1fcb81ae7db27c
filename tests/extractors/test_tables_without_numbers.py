"""Captions without numbers: tables known by their titles and by the headings above them; notes at the page foot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.spec import EditionSpec, TableSpec, load_edition_spec
from tests.extractors.drawn_pages import HEADER, WIDTHS, Reading, Sheet, read_sheets, table_spec, with_tables

FIRST, SECOND = "1. Khối các sở, ban, ngành tỉnh", "2. Khối các huyện, thị xã, thành phố"
TITLE = "Bảng xếp hạng hạ tầng kỹ thuật"
SOSO: TableSpec = table_spec(rows=1, table_id="dep", title=TITLE, section=(FIRST,))
DISTRICTS: TableSpec = replace(SOSO, id="dist", key="dist", section=(SECOND,))


@pytest.fixture(scope="module")
def titled() -> EditionSpec:
    return with_tables(load_edition_spec("dienbien-2012"), SOSO, DISTRICTS)


def grid(sheet: Sheet, top: float, name: str) -> Sheet:
    sheet.table([HEADER, ["1", name, "0,5"]], top, WIDTHS)
    return sheet


def names(reading: Reading) -> dict[str, list[str]]:
    assert not reading.problems
    return {table: [row[1] for row in rows] for table, rows in reading.rows.items()}


@pytest.mark.parametrize("mark", ["• ", "- ", "", "a. ", "b, ", "II. ", "Bảng 3. ", "Bảng số 2: "])
def test_a_title_is_known_behind_any_mark(mark: str, titled: EditionSpec) -> None:
    sheet = grid(Sheet().text(FIRST, 60).text(mark + TITLE, 80), 100, "Sở A")
    assert names(read_sheets(titled, sheet)) == {"dep": ["Sở A"]}


def test_the_same_caption_in_two_sections_is_two_tables(titled: EditionSpec) -> None:
    sheet = grid(Sheet().text(SECOND, 60).text(f"• {TITLE}", 80), 100, "Huyện A")
    grid(sheet.text(FIRST, 200).text(f"• {TITLE}", 220), 240, "Sở A")
    assert names(read_sheets(titled, sheet)) == {"dist": ["Huyện A"], "dep": ["Sở A"]}


def test_without_headings_tables_stand_in_the_order_of_the_specification(titled: EditionSpec) -> None:
    sheet = grid(Sheet().text(TITLE, 80), 100, "Sở A")
    grid(sheet.text(TITLE, 220), 240, "Huyện A")
    assert names(read_sheets(titled, sheet)) == {"dep": ["Sở A"], "dist": ["Huyện A"]}


def test_captions_below_are_told_by_the_headers_that_fit(titled: EditionSpec) -> None:
    other = table_spec([replace(column, header=("Mục", *column.header)) for column in SOSO.columns], 1, "other",
                       "Danh sách các mục đã chấm")
    sheet = grid(Sheet().text(FIRST, 60), 80, "Sở A").text(TITLE, 150)
    sheet.table([["Mục", "<", "<"], HEADER, ["1", "B", "0,6"]], 180, WIDTHS)
    sheet.text("Danh sách các mục đã chấm", 270)
    assert names(read_sheets(with_tables(titled, SOSO, other), sheet)) == {"dep": ["Sở A"], "other": ["B"]}


def test_prose_over_a_grid_is_no_caption(titled: EditionSpec) -> None:
    sheet = grid(Sheet().text(FIRST, 60).text("Nhận xét theo bảng xếp hạng hạ tầng kỹ thuật: các đơn vị đạt cao", 80),
                 100, "Sở A")
    reading = read_sheets(titled, sheet)
    assert not reading.rows and reading.unclaimed == 1


def test_a_note_at_the_foot_belongs_to_the_caption_with_its_mark(titled: EditionSpec) -> None:
    sheet = grid(Sheet().text(FIRST, 60).text(f"• {TITLE}1", 80), 100, "Sở A")
    grid(sheet.text(SECOND, 200).text(f"• {TITLE}2", 220), 240, "Huyện A")
    sheet.text("1 HTKT: Hạ tầng kỹ thuật;", 700).text("CBCC: Cán bộ công chức", 710).text("2 Số liệu cuối năm", 720)
    reading = read_sheets(titled, sheet)
    assert reading.notes == {"dep": ["1 HTKT: Hạ tầng kỹ thuật; CBCC: Cán bộ công chức"],
                             "dist": ["2 Số liệu cuối năm"]}


def test_a_note_at_the_foot_does_not_end_a_table_that_goes_on(titled: EditionSpec) -> None:
    first = grid(Sheet(1).text(FIRST, 60).text(f"{TITLE}1", 80), 600, "Sở A").text("1 HTKT: Hạ tầng", 720)
    first.text(TITLE, 580)
    second = Sheet(2)
    second.table([["2", "Sở B", "0,4"]], 60, WIDTHS)
    reading = read_sheets(with_tables(titled, replace(SOSO, rows=2)), first, second)
    assert names(reading) == {"dep": ["Sở A", "Sở B"]}


def test_a_caption_in_the_first_row_of_its_grid_is_found(titled: EditionSpec) -> None:
    sheet = Sheet().text(FIRST, 60)
    sheet.table([[TITLE, "<", "<"], HEADER, ["1", "Sở A", "0,5"]], 100, WIDTHS)
    assert names(read_sheets(titled, sheet)) == {"dep": ["Sở A"]}
