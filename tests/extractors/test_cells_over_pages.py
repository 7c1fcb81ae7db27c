"""Cells merged over a page break: told by rules that are not drawn, by empty cells, by words that go on."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extractors.outline import HeadingLevel, HeadingMarks
from extractors.page_content import Rule
from extractors.printed_rows import rows_covered
from extractors.spec import EditionSpec, load_edition_spec
from tests.extractors.drawn_pages import ABOVE, LEFT, Reading, Sheet, column, read_sheets, table_spec, with_tables

CAPTION = "Bảng 4.1. Chỉ số hạ tầng của các tỉnh"
COLUMNS = (column("indicator", "Chỉ số", "items", False, True), column("task", "Nhiệm vụ", "items"),
           column("other", "Phối hợp", "items", False))
HEADER = ["Chỉ số", "Nhiệm vụ", "Phối hợp"]
WIDTHS = (70.0, 150.0, 70.0)


@pytest.fixture(scope="module")
def edition() -> EditionSpec:
    return load_edition_spec("mic-2016")


def read(edition: EditionSpec, expected: int, *parts: list[list[str]]) -> Reading:
    """A table of which each part stands on a page of its own."""
    sheets = [Sheet(number) for number in range(1, len(parts) + 1)]
    sheets[0].text(CAPTION, 580)
    for number, (sheet, part) in enumerate(zip(sheets, parts, strict=True)):
        sheet.table(part, 60 if number else 600, WIDTHS)
    return read_sheets(with_tables(edition, table_spec(COLUMNS, expected)), *sheets)


def merged(reading: Reading) -> list[tuple[str, int, int]]:
    """(column, first row, last row) of each merged cell."""
    rows = reading.printed["4.1"]
    return [(key, number + 1, number + rows_covered(rows, number, key)) for number, row in enumerate(rows)
            for key in row.cells if rows_covered(rows, number, key) > 1]


def test_an_empty_cell_goes_on_with_the_one_before_where_none_is_empty(edition: EditionSpec) -> None:
    reading = read(edition, 2, [HEADER, ["Máy tính", "Mua máy", "Sở A"]], [["", "Sửa máy", ""]])
    assert reading.rows["4.1"] == [["Máy tính", "Mua máy", "Sở A"], ["", "Sửa máy", ""]]
    assert merged(reading) == [("indicator", 1, 2)]


def test_a_cell_that_is_merged_on_both_pages_is_one(edition: EditionSpec) -> None:
    reading = read(edition, 4, [HEADER, ["Máy tính", "Mua máy", "Sở A"], [ABOVE, "Sửa máy", ABOVE]],
                   [["", "Thuê máy", ""], [ABOVE, "Bán máy", ABOVE]])
    assert merged(reading) == [("indicator", 1, 4), ("other", 1, 4)]


def test_words_go_on_in_a_merged_cell_where_they_are_said_elsewhere(edition: EditionSpec) -> None:
    """The line was full, and the two words stand beside each other in another cell."""
    reading = read(edition, 2, [HEADER, ["Số điện\nthoại cố định", "Lắp điện thoại", "Sở A"]],
                   [["thoại di động", "Gọi số cố định thoại", "Sở B"]])
    assert reading.rows["4.1"][0][0] == "Số điện thoại cố định thoại di động"
    assert merged(reading) == [("indicator", 1, 2)]


def test_words_after_a_line_with_room_begin_a_cell(edition: EditionSpec) -> None:
    reading = read(edition, 2, [HEADER, ["Số máy", "Lắp máy tính", "Sở A"]], [["tính", "Mua máy tính", "Sở B"]])
    assert [row[0] for row in reading.rows["4.1"]] == ["Số máy", "tính"] and not merged(reading)


def test_a_rule_that_is_not_drawn_tells_a_cell_that_goes_on(edition: EditionSpec) -> None:
    """Of the last row all cells are closed but one; its text hangs over the end of the row."""
    first, second = Sheet(1).text(CAPTION, 580), Sheet(2)
    first.table([HEADER, ["Máy tính", "Mua máy", "Sở A"]], 600, WIDTHS, is_open_bottom=True)
    bottom = max(rule.end for rule in first.verticals)
    first.horizontals.append(Rule(bottom, 50.0, 50.0 + WIDTHS[0] + WIDTHS[1]))
    first.text("và B", bottom + 1, 50.0 + WIDTHS[0] + WIDTHS[1] + 4)
    second.table([["", "Sửa máy", ""], ["Mạng", "Nối mạng", "Sở C"]], 60, WIDTHS)
    reading = read_sheets(with_tables(edition, table_spec(COLUMNS, 3)), first, second)
    assert [row[2] for row in reading.rows["4.1"]] == ["Sở A và B", "", "Sở C"]
    assert merged(reading) == [("other", 1, 2)]


def test_a_cell_cut_above_and_below_does_not_part_the_table(edition: EditionSpec) -> None:
    """On the page between, nothing is drawn across the merged cell: its neighbours hang together in no other way."""
    first, second, third = Sheet(1).text(CAPTION, 580), Sheet(2), Sheet(3)
    first.table([HEADER, ["Mua", "Máy tính", "Sở A"]], 600, WIDTHS, is_open_bottom=True)
    second.table([["", "", "Sở B"], ["Sửa", ABOVE, "Sở C"], ["Thuê", ABOVE, "Sở D"]], 60, WIDTHS, is_open_top=True,
                 is_open_bottom=True)
    second.horizontals = [rule for rule in second.horizontals if rule.start != 50.0 + WIDTHS[0]]
    third.table([["", "", "Sở E"]], 60, WIDTHS, is_open_top=True)
    assert len(second.horizontals) == 4
    shifted = (COLUMNS[1], replace(COLUMNS[0], key="merged"), COLUMNS[2])
    columns = tuple(replace(one, header=(title,)) for one, title in zip(shifted, HEADER, strict=True))
    reading = read_sheets(with_tables(edition, table_spec(columns, 3)), first, second, third)
    assert [row[2] for row in reading.rows["4.1"]] == ["Sở A Sở B", "Sở C", "Sở D Sở E"]
    assert merged(reading) == [("merged", 1, 3)]


MARKS = HeadingMarks("tt", (HeadingLevel("group", re.compile("[IVX]+")),
                            HeadingLevel("subgroup", re.compile(r"\d+"))))
GROUPED = (column("group", "*", "heading", False), column("subgroup", "*", "heading", False),
           column("tt", "TT", "text", False), column("name", "Tên", "text"), column("figure", "Số", "text"))


def read_grouped(edition: EditionSpec, *rows: list[str]) -> list[list[str]]:
    sheet = Sheet().text(CAPTION, 40)
    sheet.table([["TT", "Tên", "Số"], *rows], 60, (40.0, 200.0, 60.0))
    table = table_spec(GROUPED, sum(LEFT not in row for row in rows))
    return read_sheets(replace(with_tables(edition, table), headings={table.key: MARKS}), sheet).rows["4.1"]


A, B, C = ["", "Việc A", "1"], ["", "Việc B", "2"], ["", "Việc C", "3"]


def test_headings_of_two_levels_are_told_by_their_marks(edition: EditionSpec) -> None:
    rows = read_grouped(edition, ["I", "Nhóm một", LEFT], ["1", "Phần một", LEFT], A, ["2", "Phần hai", LEFT], B,
                        ["II", "Nhóm hai", LEFT], C)
    assert [row[:2] for row in rows] == [["I Nhóm một", "1 Phần một"], ["I Nhóm một", "2 Phần hai"],
                                         ["II Nhóm hai", ""]]


def test_a_heading_may_bear_its_mark_itself_or_none(edition: EditionSpec) -> None:
    rows = read_grouped(edition, ["I. Nhóm một", LEFT, LEFT], ["Phần một", LEFT, LEFT], A, ["Phần hai", LEFT, LEFT], B,
                        ["Nhóm hai", LEFT, LEFT], ["Phần ba", LEFT, LEFT], C)
    assert [row[:2] for row in rows] == [["I. Nhóm một", "Phần một"], ["I. Nhóm một", "Phần hai"],
                                         ["Nhóm hai", "Phần ba"]]


def test_a_row_with_the_mark_of_a_group_ends_the_group_before(edition: EditionSpec) -> None:
    rows = read_grouped(edition, ["I", "Nhóm một", LEFT], ["1", "Phần một", LEFT], A, B, ["II", "Việc khác", "4"], C)
    assert [row[:3] for row in rows] == [["I Nhóm một", "1 Phần một", ""]] * 2 + [["", "", "II"], ["", "", ""]]


def test_numbers_of_all_rows_end_no_group(edition: EditionSpec) -> None:
    rows = read_grouped(edition, ["I", "Nhóm một", LEFT], ["1", "Phần một", LEFT], ["1", *A[1:]], ["2", *B[1:]],
                        ["3", *C[1:]])
    assert [row[:3] for row in rows] == [["I Nhóm một", "1 Phần một", number] for number in "123"]


@pytest.mark.parametrize("rest", [["", "hai", ""], ["hai", LEFT, LEFT]])
def test_a_heading_may_go_on_behind_a_page_break(rest: list[str], edition: EditionSpec) -> None:
    first, second, widths = Sheet(1).text(CAPTION, 580), Sheet(2), (40.0, 60.0, 60.0)
    first.table([["TT", "Tên", "Số"], ["I", "Nhóm một", LEFT], A, ["II", "Nhóm", ""]], 600, widths)
    first.words[-1] = replace(first.words[-1], x1=first.words[-1].x1 + 26)
    second.table([rest, B, C], 60, widths)
    table = table_spec(GROUPED, 3)
    rows = read_sheets(replace(with_tables(edition, table), headings={table.key: MARKS}), first, second).rows["4.1"]
    assert [row[0] for row in rows] == ["I Nhóm một", "II Nhóm hai", "II Nhóm hai"]
