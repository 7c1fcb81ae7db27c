"""Tables that print their header more than once on a page: side by side, and one block below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.spec import TableSpec, load_edition_spec
from tests.extractors.drawn_pages import Reading, Sheet, column, read_sheets, table_spec, with_tables

CAPTION = "Bảng 4.1. Chỉ số hạ tầng của các tỉnh"
LISTED = (column("number", "STT", "integer"), column("entity", "Địa phương"))
HEADER = ("STT", "Địa phương")
WIDTHS = (40.0, 120.0)
PROVINCES = ["An Giang", "Bắc Kạn", "Cà Mau", "Đắk Lắk", "Gia Lai", "Hà Nam", "Kon Tum", "Lai Châu"]


def spec(rows: int) -> TableSpec:
    return replace(table_spec(LISTED, rows), running_column="number", rank_basis=())


def line(*numbers: int) -> list[str]:
    """Blocks side by side: the number and the name of each."""
    return [text for number in numbers for text in ((str(number), PROVINCES[number - 1]) if number else ("", ""))]


def read(rows: int, *pages: Sequence[Sequence[str]], widths: Sequence[float] = (*WIDTHS, *WIDTHS)) -> Reading:
    sheets = []
    for number, page in enumerate(pages, 1):
        sheet = Sheet(number)
        if number == 1:
            sheet.text(CAPTION, 40)
        sheet.table(page, 60, widths)
        sheets.append(sheet)
    return read_sheets(with_tables(load_edition_spec("mic-2016"), spec(rows)), *sheets)


def expected(count: int) -> list[list[str]]:
    return [[str(number), PROVINCES[number - 1]] for number in range(1, count + 1)]


def test_the_left_block_is_read_before_the_right() -> None:
    reading = read(5, [[*HEADER, *HEADER], line(1, 4), line(2, 5), line(3, 0)])
    assert reading.rows == {"4.1": expected(5)} and not reading.problems


def test_column_numbers_run_on_from_block_to_block() -> None:
    reading = read(4, [[*HEADER, *HEADER], ["1", "2", "3", "4"], line(1, 3), line(2, 4)])
    assert reading.rows == {"4.1": expected(4)}


def test_blocks_that_run_on_over_a_page_are_read_one_after_the_other() -> None:
    reading = read(8, [[*HEADER, *HEADER], line(1, 5), line(2, 6)], [line(3, 7), line(4, 8)])
    assert reading.rows == {"4.1": expected(8)}


def test_pages_that_are_full_each_are_read_one_after_the_other() -> None:
    reading = read(8, [[*HEADER, *HEADER], line(1, 3), line(2, 4)], [[*HEADER, *HEADER], line(5, 7), line(6, 8)])
    assert reading.rows == {"4.1": expected(8)}


def test_an_empty_column_between_blocks_is_a_gap() -> None:
    page = [[*HEADER, "", *HEADER], [*line(1), "", *line(3)], [*line(2), "", *line(4)]]
    reading = read(4, page, widths=(*WIDTHS, 20.0, *WIDTHS))
    assert reading.rows == {"4.1": expected(4)}


def test_words_between_blocks_are_not_lost() -> None:
    page = [[*HEADER, "", *HEADER], [*line(1), "mới", *line(3)], [*line(2), "", *line(4)]]
    reading = read(4, page, widths=(*WIDTHS, 40.0, *WIDTHS))
    assert reading.rows == {} and {problem.code for problem in reading.problems} == {"header_unknown", "header_double"}


def test_a_block_with_another_header_is_told() -> None:
    reading = read(4, [[*HEADER, "STT", "Xếp hạng"], line(1, 3), line(2, 4)])
    assert reading.rows == {} and "Xếp hạng" in {problem.found for problem in reading.problems}


def test_a_header_printed_again_between_the_rows_is_no_row() -> None:
    page = [HEADER, line(1), line(2), HEADER, line(3)]
    assert read(3, page, widths=WIDTHS).rows == {"4.1": expected(3)}
