"""Published tables of an edition for which nothing is computed: workbook and document in the printed form."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from printed_rows import TRUTH, edition_of, number_in, printed_rows
from reporting_tables import rows_in

from reports.catalogue import load_catalogue
from reports.document_tables import Cell, Table, table_xml
from reports.editions import Edition
from reports.fixed_zip import fixed_zip
from reports.printed_documents import printed_document
from reports.printed_headers import header_cells, in_order
from reports.printed_sheets import printed_workbook
from reports.workbook import same_bytes

REPORT, PLAN, NEXT_PLAN = "mic-2016", "laocai-ict-2016", "laocai-ict-2017"
RANK_TOLD = {"edition_code": REPORT, "table_code": "2.6", "cell_id": f"{REPORT}:2.6:r17:rank", "figure": "rank",
             "published_text": "17", "published_value": Decimal(17), "recomputed_value": Decimal(16),
             "recomputed_low": Decimal(16), "recomputed_high": Decimal(16), "verdict": "known_fault",
             "note": "Equal figures share a rank.", "note_vi": "Số liệu bằng nhau thì cùng hạng."}
MISPRINT = {"edition_code": REPORT, "cell_id": f"{REPORT}:2.1:r6:entity", "kind": "misprint_entity",
            "printed": "Xã Hội", "expected": "Xã hội", "why": "Capital H.", "why_vi": "Chữ H hoa.", "evidence": "",
            "status": "open"}
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def report() -> Edition:
    rows = [{**row, "table_notes": "(*) Theo báo cáo của các Bộ" if row["table_code"] == "2.7" else None}
            for row in printed_rows(REPORT)]
    return edition_of(REPORT, rows, rpt_reconciliation=[RANK_TOLD], rpt_publication_faults=[MISPRINT])


@pytest.fixture(scope="module")
def book(report: Edition) -> Workbook:
    return opened(report)


@pytest.fixture(scope="module")
def document(report: Edition) -> ElementTree.Element:
    return text_of(printed_document(load_catalogue(), report))


def opened(edition: Edition) -> Workbook:
    made = printed_workbook(load_catalogue(), edition)
    assert made
    return load_workbook(io.BytesIO(same_bytes(made)))


def text_of(document: bytes | None) -> ElementTree.Element:
    assert document
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml"))


def words_in(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{WORDS}t"))


def head_of(sheet: Worksheet) -> tuple[int, int]:
    first, last = re.findall(r"\d+", str(sheet.print_title_rows))
    return int(first), int(last)


def test_every_cell_of_every_table_is_the_printed_one_and_every_number_is_a_number(book: Workbook) -> None:
    cells = 0
    for name in book.sheetnames[1:-1]:
        sheet, code = book[name], name.removeprefix("Bảng ")
        for line, printed in enumerate(rows_in(TRUTH / REPORT / f"{code}.csv"), head_of(sheet)[1] + 1):
            for column, (key, text) in enumerate(list(printed.items())[1:], 1):
                cell, (value, decimals) = sheet.cell(line, column), number_in(text)
                cells += 1
                if value is None or key in ("entity", "url", "note") or cell.data_type == "s":
                    assert (cell.value or "") == text, (name, cell.coordinate)
                    continue
                assert cell.value == float(value), (name, cell.coordinate)
                if cell.number_format != "0":
                    places = "." + "0" * decimals if decimals else ""
                    sign = '"%"' if text.endswith("%") else ""
                    assert cell.number_format == f"[$-42A]#,##0{places}{sign}", (name, cell.coordinate)
    assert len(book.sheetnames) == 28
    assert cells == 2213


def test_a_number_stays_text_only_where_the_print_has_a_text(book: Workbook) -> None:
    texts = [(sheet.title, cell.coordinate, cell.value) for sheet in book.worksheets[1:-1]
             for row in sheet.iter_rows(min_row=head_of(sheet)[1] + 1) for cell in row
             if cell.data_type == "s" and number_in(str(cell.value))[0] is not None]
    assert texts == []


def test_the_title_block_names_issuer_table_publication_period_and_day(book: Workbook) -> None:
    sheet = book["Bảng 4.1"]
    assert sheet["A1"].value == "UBND TỈNH VÍ DỤ, SỞ THỬ"
    assert str(sheet["A2"].value).startswith("Bảng 4.1. Chỉ số Hạ tầng kỹ thuật CNTT của các tỉnh")
    assert sheet["A3"].value == ("Báo cáo thử\nTỉnh, thành phố · Kỳ công bố: mic-2016 · Năm số liệu: 2016 · "
                                 "Ngày công bố: 04/2017")


def test_paper_is_a4_turned_by_width_with_header_and_page_number_on_each_page(book: Workbook) -> None:
    turned = {sheet.title: sheet.page_setup.orientation for sheet in book.worksheets}
    assert (turned["Bảng 4.1"], turned["Bảng 2.7"]) == ("portrait", "landscape")
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.oddFooter.right.text == "&P / &N"
        assert head_of(sheet)[0] == 5
        assert str(sheet.print_area).endswith(str(sheet.max_row))
    assert [book[name].page_setup.fitToHeight for name in ("Bảng 4.1", "Bảng 3.1")] == [0, 1]


def test_a_rank_that_recomputes_otherwise_is_shaded_commented_and_told_below(book: Workbook) -> None:
    sheet = book["Bảng 2.6"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.value, cell.fill.fgColor.rgb) for cell in marked] == [(17, "00FFF3D6")]
    assert "tính lại: 16" in marked[0].comment.text and "Equal figures share a rank." in marked[0].comment.text
    assert [row[0].value for row in sheet.iter_rows() if str(row[0].value).startswith("(1)")] == [
        "(1) Bộ Xây dựng, cột “Thứ hạng”: bản in 17, tính lại 16. Lý do: Số liệu bằng nhau thì cùng hạng."]


def test_a_misprint_is_told_with_what_it_should_be(book: Workbook) -> None:
    told = [row[0].value for row in book["Bảng 2.1"].iter_rows() if str(row[0].value).startswith("(1)")]
    assert told == ["(1) Bộ Lao động, Thương binh và Xã Hội, cột “Bộ, cơ quan ngang Bộ”: bản in “Xã Hội”, "
                    "lẽ ra “Xã hội”. Lý do: Chữ H hoa."]


def test_totals_stand_out_and_notes_stand_below(book: Workbook) -> None:
    sheet = book["Bảng 2.6"]
    [total] = [row for row in sheet.iter_rows() if row[1].value == "Tổng cộng"]
    assert all(cell.font.bold for cell in total if cell.value is not None)
    assert any(str(row[0].value).startswith("Ghi chú: (*)") for row in book["Bảng 2.7"].iter_rows())


def test_the_sheet_of_sources_tells_document_hash_pages_and_remarks(book: Workbook) -> None:
    sheet = book["Nguồn của các bảng"]
    lines = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=6)}
    assert len(lines) == 26
    assert lines["Bảng 2.6"][2:] == ["bao-cao.pdf", "7–8", "ab" * 32, 1, 0, 0, 0]
    assert lines["Bảng 2.1"][5:] == [0, 1, 0, 0]


def test_headings_stand_across_the_table_and_are_told_again_only_where_they_change() -> None:
    sheet = opened(edition_of(NEXT_PLAN, printed_rows(NEXT_PLAN)))["Bảng 2"]
    wide = {str(area) for area in sheet.merged_cells.ranges}
    first = head_of(sheet)[1] + 1
    headings = [str(row[0].value) for row in sheet.iter_rows(min_row=first)
                if f"A{row[0].row}:F{row[0].row}" in wide and row[0].fill.fgColor.rgb == "00EEF1F5"]
    printed = rows_in(TRUTH / NEXT_PLAN / "task_list.csv")
    changes = [text for key in ("group_heading", "subgroup_heading") for text in
               {row[key]: None for row in printed if row[key]}]
    assert headings[:2] == [printed[0]["group_heading"], printed[0]["subgroup_heading"]]
    assert sorted(set(headings)) == sorted(changes)
    assert sum(text == printed[0]["group_heading"] for text in headings) == 1


def test_a_figure_told_in_a_heading_becomes_a_column_below_it() -> None:
    columns = [{"header_printed": header, "text_printed": text, "unit": unit} for header, text, unit in (
        ("Năm 2016", "2016", "year"), ("Hạ tầng (xếp thứ 12) | Xã hội", "15", "rank"),
        ("Hạ tầng (xếp thứ 12) | CQNN", "10", "rank"), ("Hạ tầng (xếp thứ 12)", "12", "rank"))]
    assert [path for _, path in in_order(columns, "Chung")] == [
        ["Năm"], ["Hạ tầng (xếp thứ …)", "Xã hội"], ["Hạ tầng (xếp thứ …)", "CQNN"], ["Hạ tầng (xếp thứ …)", "Chung"]]


def test_header_levels_of_a_plan_are_merged() -> None:
    sheet = opened(edition_of(PLAN, printed_rows(PLAN)))["Bảng 2"]
    assert {"A5:A6", "B5:C5", "D5:E5", "F5:G5"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_the_document_bears_the_header_block_every_table_and_the_signature_block(
        document: ElementTree.Element) -> None:
    text = words_in(document)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH VÍ DỤ", "SỞ THỬ",
                  "Nơi nhận:", "[Họ và tên]", "Lý do: Số liệu bằng nhau thì cùng hạng."):
        assert words in text
    tables = [table for table in document.iter(f"{WORDS}tbl") if table.find(f".//{WORDS}tblHeader") is not None]
    assert len(tables) == 26
    rows = [row for table in tables for row in table.iter(f"{WORDS}tr") if row.find(f".//{WORDS}tblHeader") is None]
    truth = [row for path in sorted((TRUTH / REPORT).glob("[234].*.csv")) for row in rows_in(path)]
    assert len(rows) == len(truth)
    assert "21.463.626" in text and "17(1)" in [words_in(cell) for row in rows for cell in row.iter(f"{WORDS}tc")]


def test_the_document_turns_its_paper_for_wide_tables_and_back(document: ElementTree.Element) -> None:
    turned = [size.get(f"{WORDS}orient") for size in document.iter(f"{WORDS}pgSz")]
    assert turned[0] is None and "landscape" in turned
    assert all(one != other for one, other in pairwise(turned))
    assert len(list(document.iter(f"{WORDS}titlePg"))) == 1


def test_a_document_is_the_same_bytes_each_time_and_holds_no_hour(report: Edition) -> None:
    first, second = (printed_document(load_catalogue(), report) for _ in range(2))
    assert first and first == second == fixed_zip(first)
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")
    for name in parts.namelist():
        ElementTree.fromstring(parts.read(name))


def test_a_merged_header_spans_columns_and_rows_of_the_document() -> None:
    table = Table(header_cells([["A"], ["B", "x"], ["B", "y & z"]]), (10, 10, 10),
                  ((Cell("Nhóm", is_bold=True),), (Cell("1"), Cell("2"), Cell("=3", remark=4))))
    xml = ElementTree.fromstring(f'<r xmlns:w="{WORDS[1:-1]}">{table_xml(table, 165)}</r>')
    rows = [[words_in(cell) for cell in row.iter(f"{WORDS}tc")] for row in xml.iter(f"{WORDS}tr")]
    assert rows == [["A", "B"], ["", "x", "y & z"], ["Nhóm"], ["1", "2", "=3(4)"]]
    assert [span.get(f"{WORDS}val") for span in xml.iter(f"{WORDS}gridSpan")] == ["2", "3"]
    assert [merge.get(f"{WORDS}val") for merge in xml.iter(f"{WORDS}vMerge")] == ["restart", None]


def test_an_edition_without_published_tables_has_neither(report: Edition) -> None:
    nothing = edition_of(REPORT, [])
    assert printed_workbook(load_catalogue(), nothing) is None
    assert printed_document(load_catalogue(), nothing) is None
