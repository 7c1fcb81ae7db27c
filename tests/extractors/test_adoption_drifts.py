"""A next edition whose print has changed in many places: every difference is told, what is unclear is asked."""

import re
from decimal import Decimal
from pathlib import Path

import openpyxl

from extractors.adoption.proposal import NEW
from tests.extractors.adopting import SOURCES, drifts, next_year, proposed, without_edition
from tests.renderings.next_report import add_column, drop_column, drop_table, figure, printed, renumber, rewrite
from tests.renderings.report_pdf import Layout
from tests.renderings.report_text import Block, PrintedTable, Report

SECURITY = "Chỉ số An toàn thông tin của các tỉnh, thành phố trực thuộc Trung ương"


def shift_and_reword(report: Report) -> None:
    """A table more before 4.3, one less in chapter 2, headers worded anew, columns more, less and elsewhere."""
    drop_table(report, "2.4")
    first = report.tables["4.1"]
    security = PrintedTable("4.3", f"Bảng 4.3. {SECURITY}", list(first.headers), [list(row) for row in first.rows])
    renumber(report, {f"4.{number}": f"4.{number + 1}" for number in range(3, 12)})
    place = next(index for index, block in enumerate(report.blocks) if (block.kind, block.text) == ("table", "4.2"))
    report.blocks.insert(place + 1, Block("table", "security", "15"))
    report.tables["security"] = security
    rewrite(report, {"Chỉ số năm 2017": "Điểm đánh giá năm 2017", "Tỉnh, thành phố": "Địa phương",
                     "Chỉ số Hạ tầng kỹ thuật CNTT của": "Mức độ sẵn sàng về hạ tầng kỹ thuật của"})
    add_column(report.tables["4.4"], 3, "Số lượt truy cập", lambda row: str(1000 + 37 * len(row[2])))
    drop_column(report.tables["2.2"], 4)
    report.tables["4.7"].reorder([1, 0, 4, 3, 2])


def test_all_drift_of_an_edition_is_told_at_once(tmp_path: Path) -> None:
    proposal = proposed(next_year(tmp_path, shift_and_reword))

    told = drifts(proposal)
    assert ("table_gone", "2.4", "", "Chỉ số Trang/Cổng thông tin điện tử (Cung cấp, cập nhật thông tin; chức năng hỗ "
            "trợ trên trang/cổng thông tin điện tử) của các Bộ, cơ quan ngang Bộ năm 2016", "") in told
    assert ("table_new", "4.3", "", "", SECURITY) in told
    assert {(new, last) for kind, _, _, last, new in told if kind == "table_renumbered"} == {
        (f"4.{number + 1}", f"4.{number}") for number in range(3, 12)}
    assert {table for kind, table, *_ in told if kind == "table_reworded"} == {"2.1", "3.1", "4.1"}
    assert {(table, key) for kind, table, key, *_ in told if kind == "column_new"} == {("4.5", "so_luot_truy_cap")}
    assert {(table, key) for kind, table, key, *_ in told if kind == "column_gone"} == {("2.2", "note")}
    assert {table for kind, table, *_ in told if kind == "column_moved"} == {"4.8"}
    reworded = [drift for drift in proposal.drifts if drift.kind == "header_reworded"]
    assert {(drift.last, drift.new) for drift in reworded} == {
        ("Chỉ số năm 2016", "Điểm đánh giá năm 2017"), ("Tỉnh, thành phố", "Địa phương")}
    assert sum(drift.column == "index" for drift in reworded) == 14
    assert [question.name for question in proposal.questions] == ["title_en:4.3"]
    assert not list(proposal.open_questions)


def test_a_new_table_is_read_like_the_others_of_its_columns(tmp_path: Path) -> None:
    proposal = proposed(next_year(tmp_path, shift_and_reword), **{"title_en:4.3": "Index of information security"})

    table = next(table for table in proposal.tables if table.kind == "new")
    assert (table.new_id, table.rows, table.page is not None) == ("4.3", 63, True)
    assert [(column.column_key, column.type, column.required) for column in table.columns] == [
        ("rank", "rank", "yes"), ("entity", "text", "yes"), ("index", "decimal", "yes")]
    assert (table.facts["entity_type"], table.facts["body_column"]) == ("province", "entity")
    assert table.facts["title_en"] == "Index of information security"
    assert proposal.questions == ()


def rename_levels(report: Report) -> None:
    rewrite(report, {"Mức độ 3": "Một phần", "Mức độ 4": "Toàn trình"})


def test_headers_that_say_something_else_are_asked_for_by_name(tmp_path: Path) -> None:
    document = next_year(tmp_path, rename_levels)
    asked = {question.name: question for question in proposed(document).open_questions}

    assert set(asked) == {"column:2.6:3", "column:2.6:4"}
    assert {value for value, _ in asked["column:2.6:3"].candidates} == {"level3", "level4", NEW}
    answered = proposed(document, **{"column:2.6:3": "level3", "column:2.6:4": "level4"})
    columns = {column.column_key: column.new_header for table in answered.tables if table.new_id == "2.6"
               for column in table.columns}
    assert columns == {"rank": "Thứ hạng", "entity": "Bộ, cơ quan ngang Bộ", "level3": "Một phần",
                       "level4": "Toàn trình", "total": "Tổng cộng"}
    assert answered.questions == ()


def per_cent_points_and_names(report: Report) -> None:
    """4.1 in per cent, figures with points, names spelt otherwise, one that nobody has."""
    for row in report.tables["4.1"].rows:
        row[3] = printed(100 * figure(row[3]), 1)
    spelt = {"Bà Rịa - Vũng Tàu": "Bà Rịa Vũng Tầu", "Lào Cai": "Sông Thao"}
    for table in report.tables.values():
        table.rows = [[spelt.get(text, re.sub(r"^(\d+),(\d+%?)$", r"\1.\2", text)) for text in row]
                      for row in table.rows]


def test_scale_mark_and_names_that_differ_are_told_or_asked(tmp_path: Path) -> None:
    proposal = proposed(next_year(tmp_path, per_cent_points_and_names, Layout(caption="below")))

    assert proposal.decimal_mark == "."
    told = drifts(proposal)
    assert ("decimal_mark", "", "", ",", ".") in told and ("caption_moved", "", "", "", "below") in told
    assert {question.name for question in proposal.open_questions} == {"scale:4.1:index", "name:Sông Thao"}
    assert {(match.printed, match.entity_code) for match in proposal.names} == {
        ("Bà Rịa Vũng Tầu", "province_ba_ria_vung_tau"), ("Sông Thao", None)}
    assert ("body_gone", "", "", "Lào Cai", "") in told
    assert all(Decimal("0.9") < Decimal(str(match.likeness)) for match in proposal.names if match.entity_code)


def test_tables_of_a_report_may_come_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SOURCES / "laocai-agencies-2016" / "ket-qua-2016.xlsx")
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.value = cell.value.replace("2016", "2017").replace("Đảm bảo ATTT", "Bảo đảm an toàn thông tin")
    book.worksheets[0]["J6"] = "Xếp loại"
    for number in range(9, 32):
        if book.worksheets[0].cell(number, 2).value:
            book.worksheets[0].cell(number, 10, "Tốt")
    book.save(tmp_path / "ket-qua.xlsx")

    proposal = proposed(tmp_path / "ket-qua.xlsx")

    assert (proposal.edition, proposal.period, proposal.last_edition) == (
        "laocai-agencies-2017", "2017", "laocai-agencies-2016")
    assert "512" not in proposal.title_vi and "2017" in proposal.title_vi
    assert {(kind, table, key) for kind, table, key, *_ in drifts(proposal)} == {
        ("header_reworded", "provincial_agencies", "security"), ("header_reworded", "districts", "security"),
        ("column_new", "provincial_agencies", "xep_loai"),
        ("found_in", "provincial_agencies", ""), ("found_in", "districts", "")}
    assert [(table.rows, table.found_in) for table in proposal.printed] == [(22, ("workbook",)), (9, ("workbook",))]
    assert [question.name for question in proposal.open_questions] == ["published_on"]


def test_a_plan_without_a_table_of_the_last_one_asks_for_the_likest(tmp_path: Path) -> None:
    """One edition is taken away: nothing of its wording is known any more."""
    folder = without_edition("laocai-ict-2017", tmp_path / "series")
    document = SOURCES / "laocai-ict-2017" / "ke-hoach-332-2017.pdf"
    proposal = proposed(document, folder=folder)

    assert (proposal.edition, proposal.period, proposal.published_on) == ("laocai-ict-2017", "2017", "2017-12-21")
    asked = {question.name: question for question in proposal.open_questions}
    assert set(asked) == {"table:p2", "column:detailed_rank_2016:7", "column:detailed_rank_2016:8"}
    assert asked["table:p2"].candidates[0][0] == "detailed_rank_2016"
    assert {"new", "skip"} <= {value for value, _ in asked["table:p2"].candidates}
    compared = proposal.printed[0]
    assert compared.rows == 2 and {column.new_header for column in compared.columns if column.kind == "new"} == {
        "Năm {nam}"}
    task_list = next(table for table in proposal.printed if table.kind == "new")
    assert task_list.new_title == "DANH MỤC NHIỆM VỤ TRỌNG TÂM CẢI THIỆN ICT-Index NĂM 2018"
    assert "table_gone" in {kind for kind, *_ in drifts(proposal)}
    skipped = proposed(document, folder=folder, **{"table:p2": "skip"})
    assert [table.table_key for table in skipped.printed] == [task_list.table_key]
