"""Which grid belongs to which table: captions above and below, lists of tables, mentions, parts that go on."""

from __future__ import annotations

import pytest

from extractors.spec import EditionSpec
from tests.extractors.drawn_pages import HEADER, LEFT, WIDTHS, Sheet, read_sheets, table_spec, with_tables

CAPTION = "Bảng 4.1. Chỉ số hạ tầng của các tỉnh"
OTHER = "Bảng 4.2. Chỉ số nhân lực của các tỉnh"


@pytest.fixture
def two_tables(spec: EditionSpec) -> EditionSpec:
    return with_tables(spec, table_spec(), table_spec(table_id="4.2", title="Chỉ số nhân lực của các tỉnh"))


def row(rank: int) -> list[str]:
    return [str(rank), f"Tỉnh {'ABCDEFGHIK'[rank]}", f"0,{rank}"]


def grid(sheet: Sheet, top: float, *ranks: int, header: bool = True) -> float:
    return sheet.table([list(HEADER)] * header + [row(rank) for rank in ranks], top, WIDTHS)


def test_a_caption_above_names_the_table_below_it(two_tables: EditionSpec) -> None:
    sheet = Sheet().text(CAPTION, 80)
    end = grid(sheet, 100, 1, 2)
    sheet.text(OTHER, end + 20)
    grid(sheet, end + 40, 3)
    assert read_sheets(two_tables, sheet).rows == {"4.1": [row(1), row(2)], "4.2": [row(3)]}


def test_a_caption_below_names_the_table_above_it(two_tables: EditionSpec) -> None:
    sheet = Sheet()
    end = grid(sheet, 100, 1, 2)
    sheet.text(CAPTION, end + 5)
    after = grid(sheet, end + 30, 3)
    sheet.text(OTHER, after + 5)
    assert read_sheets(two_tables, sheet).rows == {"4.1": [row(1), row(2)], "4.2": [row(3)]}


@pytest.mark.parametrize("between", ["Đơn vị: %", "(Nguồn: báo cáo của các tỉnh)"])
def test_a_line_may_stand_between_caption_and_table(between: str, two_tables: EditionSpec) -> None:
    sheet = Sheet().text(CAPTION, 70).text(between, 84)
    grid(sheet, 100, 1)
    assert read_sheets(two_tables, sheet).rows["4.1"] == [row(1)]


@pytest.mark.parametrize("caption", [
    "Bảng 4.1: Chỉ số hạ tầng của các tỉnh", "BẢNG 4.1 CHỈ SỐ HẠ TẦNG CỦA CÁC TỈNH",
    "Bảng 4.1. Chỉ số hạ tầng của các tỉnh (*)", "Bảng  4.1 . Chỉ số hạ tầng các tỉnh",
])
def test_small_differences_of_a_caption_do_not_matter(caption: str, two_tables: EditionSpec) -> None:
    sheet = Sheet().text(caption, 80)
    grid(sheet, 100, 1)
    assert read_sheets(two_tables, sheet).rows["4.1"] == [row(1)]


def test_a_caption_may_be_the_first_row_of_its_grid(two_tables: EditionSpec) -> None:
    sheet = Sheet().text("Lời dẫn của mục này.", 80)
    end = sheet.table([[CAPTION, LEFT, LEFT], list(HEADER), row(1)], 100, WIDTHS)
    sheet.table([[OTHER, LEFT, LEFT], list(HEADER), row(2)], end + 40, WIDTHS)
    assert read_sheets(two_tables, sheet).rows == {"4.1": [row(1)], "4.2": [row(2)]}


def test_a_caption_over_three_lines_is_read_whole(two_tables: EditionSpec) -> None:
    sheet = Sheet().text("Bảng 4.1. Chỉ số", 60).text("hạ tầng của", 72).text("các tỉnh (*)", 84)
    grid(sheet, 100, 1)
    assert read_sheets(two_tables, sheet).rows["4.1"] == [row(1)]


def test_a_list_of_tables_is_no_table(two_tables: EditionSpec) -> None:
    contents = Sheet(1).text(f"{CAPTION}....................12", 100).text(f"{OTHER}.....13", 112)
    sheet = Sheet(2).text(CAPTION, 200)
    end = grid(sheet, 220, 1)
    sheet.text(OTHER, end + 20)
    grid(sheet, end + 40, 2)
    assert read_sheets(two_tables, contents, sheet).rows == {"4.1": [row(1)], "4.2": [row(2)]}


def test_the_last_entry_of_a_list_right_over_the_first_caption_takes_nothing(two_tables: EditionSpec) -> None:
    sheet = Sheet(1).text(f"{CAPTION} 12", 150).text(f"{OTHER} 13", 162).text(CAPTION, 190)
    end = grid(sheet, 210, 1)
    sheet.text(OTHER, end + 20)
    grid(sheet, end + 40, 2)
    reading = read_sheets(two_tables, sheet)
    assert reading.rows == {"4.1": [row(1)], "4.2": [row(2)]} and not reading.unclaimed


@pytest.mark.parametrize("mention", [
    "Bảng 4.2 cho thấy số tỉnh nộp hồ sơ trực tiếp", "Bảng 4.2 trình bày kết quả; các bước tiếp theo",
    "Bảng 4.2. Kết quả chung", "Bảng 4.9. Chỉ số nhân lực của các tỉnh", "Biểu 7. Nhân lực",
])
def test_a_mention_at_the_start_of_a_line_is_no_caption(mention: str, two_tables: EditionSpec) -> None:
    sheet = Sheet().text(CAPTION, 150)
    end = grid(sheet, 170, 1)
    sheet.text(mention, end + 10)
    grid(sheet, end + 40, 2)
    reading = read_sheets(two_tables, sheet)
    assert reading.rows == {"4.1": [row(1)]} and reading.unclaimed == 1


def test_a_table_of_another_title_under_a_known_number_is_not_taken(two_tables: EditionSpec) -> None:
    sheet = Sheet().text("Bảng 4.1. Danh sách cán bộ tham gia tập huấn", 150)
    grid(sheet, 170, 1)
    reading = read_sheets(two_tables, sheet)
    assert reading.rows == {} and reading.unclaimed == 1


@pytest.mark.parametrize("again", [
    [], ["Bảng 4.1 (tiếp theo)"], ["Bảng 4.1. (tiếp)"], ["(tiếp theo)"], ["Bảng 4.1 – tiếp theo"],
    ["(tiếp theo trang trước)"], [CAPTION], ["Bảng 4.1. Chỉ số hạ tầng", "của các tỉnh"],
    ["Bảng 4.1. Chỉ số hạ tầng của các tỉnh (tiếp theo)"],
])
@pytest.mark.parametrize("header", [True, False])
def test_a_table_goes_on_over_the_page(again: list[str], header: bool, two_tables: EditionSpec) -> None:
    first, second = Sheet(1).text(CAPTION, 600), Sheet(2)
    grid(first, 620, 1, 2)
    for number, line in enumerate(again):
        second.text(line, 120 + 12 * number)
    end = grid(second, 150, 3, header=header)
    second.text(OTHER, end + 20)
    grid(second, end + 40, 4)
    assert read_sheets(two_tables, first, second).rows == {"4.1": [row(1), row(2), row(3)], "4.2": [row(4)]}


def test_a_grid_after_prose_does_not_go_on_with_the_table(two_tables: EditionSpec) -> None:
    sheet = Sheet().text(CAPTION, 150)
    end = grid(sheet, 170, 1)
    sheet.text("Các tỉnh còn lại chưa báo cáo.", end + 10)
    grid(sheet, end + 40, 2)
    reading = read_sheets(two_tables, sheet)
    assert reading.rows == {"4.1": [row(1)]} and reading.unclaimed == 1


def test_a_table_with_a_caption_below_goes_on_over_the_page(two_tables: EditionSpec) -> None:
    first, second = Sheet(1), Sheet(2)
    grid(first, 620, 1, 2)
    end = grid(second, 150, 3, header=False)
    second.text(CAPTION, end + 5)
    after = grid(second, end + 40, 4)
    second.text(OTHER, after + 5)
    assert read_sheets(two_tables, first, second).rows == {"4.1": [row(1), row(2), row(3)], "4.2": [row(4)]}


def test_notes_are_kept_line_by_line_and_prose_is_not(two_tables: EditionSpec) -> None:
    sheet = Sheet().text(CAPTION, 150)
    end = grid(sheet, 170, 1)
    sheet.text("(*) Theo báo cáo của", end + 5).text("các tỉnh", end + 17).text("(**) Không tính cấp xã", end + 29)
    sheet.text("Các tỉnh còn lại chưa báo cáo.", end + 60).text("(*) Câu khác", end + 80)
    assert read_sheets(two_tables, sheet).notes["4.1"] == ["(*) Theo báo cáo của các tỉnh", "(**) Không tính cấp xã"]


def test_a_note_does_not_run_on_over_the_page(two_tables: EditionSpec) -> None:
    first, second = Sheet(1).text(CAPTION, 600), Sheet(2).text("Chương sau bắt đầu.", 150)
    end = grid(first, 620, 1)
    first.text("(*) Theo báo cáo", end + 5)
    assert read_sheets(two_tables, first, second).notes["4.1"] == ["(*) Theo báo cáo"]


def test_running_titles_and_page_numbers_do_not_part_a_table(two_tables: EditionSpec) -> None:
    sheets = [Sheet(number).text("Báo cáo năm 2016", 20).text(f"Trang {number}/3", 770, 280) for number in (1, 2, 3)]
    sheets[0].text(CAPTION, 600)
    grid(sheets[0], 620, 1, 2)
    grid(sheets[1], 60, 3)
    grid(sheets[2], 60, 4, header=False)
    assert read_sheets(two_tables, *sheets).rows["4.1"] == [row(1), row(2), row(3), row(4)]


@pytest.mark.parametrize("foot", ["{}", "- {} -", "Trang {}", "{}/3", "Trang {} | Báo cáo", "Báo cáo năm – {}"])
def test_a_foot_of_a_page_is_known_in_any_form(foot: str, two_tables: EditionSpec) -> None:
    sheets = [Sheet(number).text(foot.format(number), 770) for number in (1, 2, 3)]
    sheets[0].text(CAPTION, 600)
    for number, sheet in enumerate(sheets):
        grid(sheet, 620 if number == 0 else 60, number + 1)
    assert read_sheets(two_tables, *sheets).rows["4.1"] == [row(1), row(2), row(3)]


def test_captions_at_the_head_of_every_page_are_no_running_title(spec: EditionSpec) -> None:
    tables = [table_spec(table_id=f"4.{n}", title="Chỉ số của các tỉnh") for n in (1, 2, 3)]
    sheets = [Sheet(n).text(f"Bảng 4.{n}. Chỉ số của các tỉnh", 40) for n in (1, 2, 3)]
    for number, sheet in enumerate(sheets, 1):
        grid(sheet, 60, number)
    assert read_sheets(with_tables(spec, *tables), *sheets).rows == {f"4.{n}": [row(n)] for n in (1, 2, 3)}
