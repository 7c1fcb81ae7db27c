"""`chiso tables`: every table of any document, without a specification."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.any_tables import any_tables
from extractors.errors import DataError
from extractors.page_content import clean
from extractors.spec import EditionSpec
from tests.extractors.small_pdf import ROWS, grid, written
from tests.extractors.truth import BUNDLED, ROOT, document, true_rows

SOURCES = ROOT / "sources"
PDFS = {path.stem: path for path in sorted(SOURCES.glob("*/*.pdf"))}
SCAN = "quyet-dinh-512-2017-scan"
COUNTS = {"bao-cao-egov-index-2012": 15, "bao-cao-ung-dung-cntt-2016": 45, "ke-hoach-132-2017": 13,
          "ke-hoach-332-2017": 7, "quyet-dinh-512-2017": 2}
WORKBOOK = SOURCES / "laocai-ict-2016" / "phu-luc-ict-index-2016.xlsx"

Tables = list[dict[str, Any]]


@pytest.fixture(scope="module")
def found() -> dict[str, Tables]:
    return {name: any_tables(PDFS[name]) for name in COUNTS}


def test_every_bundled_pdf_is_tried() -> None:
    assert set(PDFS) == {*COUNTS, SCAN}


@pytest.mark.parametrize("name", COUNTS)
def test_tables_have_the_shape_that_another_reader_finds(name: str, found: dict[str, Tables]) -> None:
    """pdfplumber's own finder reads these ruled pages too: same tables, same rows and columns, same letters."""
    expected = []
    with pdfplumber.open(PDFS[name]) as pdf:
        for page in pdf.pages:
            upright = page.filter(lambda thing: thing["object_type"] != "char" or thing["upright"])
            expected += [(page.page_number, [[letters(cell) for cell in row] for row in rows])
                         for rows in upright.extract_tables()]
            page.close()
    assert len(found[name]) == COUNTS[name] == len(expected)
    for ours, (page_number, rows) in zip(found[name], expected, strict=True):
        assert ours["page"] == page_number
        for texts, cells in zip(ours["rows"], rows, strict=True):
            assert [letters(text) for text, cell in zip(texts, cells, strict=True) if cell] == list(filter(None, cells))


def letters(text: str | None) -> str:
    """Without spaces, without bullets and the semicolons that stand for them."""
    return "".join(clean(text or "").translate({ord(";"): None, ord("•"): None}).split())


def test_headers_turned_to_the_left_read_from_bottom_to_top(found: dict[str, Tables]) -> None:
    header = found["ke-hoach-132-2017"][8]["rows"][0]
    assert header[2:5] == ["Tỷ lệ người lớn biết đọc, biết viết", "Tỷ lệ HS trong độ tuổi đi học đến trường",
                           "Tỷ lệ trường phổ thông có dạy tin học"]


def test_the_first_part_of_each_table_has_its_caption(found: dict[str, Tables], spec: EditionSpec) -> None:
    captions = [table["caption"] for table in found[BUNDLED.stem] if table["caption"]]
    assert captions == [f"Bảng {table.id}. {table.title}" for table in spec.tables]


def test_rows_of_a_table_are_those_of_the_truth(found: dict[str, Tables]) -> None:
    table = next(t for t in found[BUNDLED.stem] if t["caption"].startswith("Bảng 3.1."))
    assert table["rows"][1:] == [[row["rank"], row["entity"], row["index"]] for row in true_rows("3.1.csv")]


def test_captions_below_their_tables_are_found(spec: EditionSpec) -> None:
    tables = any_tables(document("reportlab-captions-below"), pages=[4, 5])
    titles = {table.id: f"Bảng {table.id}. {table.title}" for table in spec.tables}
    assert [table["caption"] for table in tables] == [titles["2.1"], "", titles["2.2"], titles["2.3"], ""]


def test_boxes_are_inside_their_pages_and_in_reading_order(found: dict[str, Tables]) -> None:
    with pdfplumber.open(BUNDLED) as pdf:
        width, height = pdf.pages[0].width, pdf.pages[0].height
    places = []
    for table in found[BUNDLED.stem]:
        x0, top, x1, bottom = table["box"]
        assert 0 < x0 < x1 < width and 0 < top < bottom < height
        places.append((table["page"], top))
    assert places == sorted(places)


def test_only_the_wanted_pages_are_read(found: dict[str, Tables]) -> None:
    wanted = any_tables(BUNDLED, pages=[8, 4, 99])
    assert wanted == [table for table in found[BUNDLED.stem] if table["page"] in (4, 8)]


@pytest.mark.parametrize("pages", [[30], [0], [-1], [100, 200]])
def test_pages_that_are_not_there_are_told(pages: list[int]) -> None:
    with pytest.raises(DataError) as stopped:
        any_tables(BUNDLED, pages=pages)
    problem = stopped.value.problems[0]
    assert (problem.code, problem.found) == ("page_absent", "29 pages")
    assert problem.expected == ", ".join(map(str, pages))


def test_a_scan_is_told_and_not_given_out_as_a_document_without_tables() -> None:
    with pytest.raises(DataError) as stopped:
        any_tables(PDFS[SCAN])
    assert stopped.value.problems[0].code == "pages_without_text"


def test_a_page_without_a_table_gives_none(tmp_path: Path) -> None:
    assert any_tables(written(tmp_path, lambda canvas: canvas.drawString(50, 50, "Lời nói đầu"))) == []


def test_where_no_table_is_numbered_the_line_above_is_the_caption(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 260, "- Kết quả của các tỉnh")
        grid(canvas)

    table, = any_tables(written(tmp_path, draw))
    assert (table["caption"], table["rows"]) == ("Kết quả của các tỉnh", ROWS)


def test_the_sheets_of_a_workbook_are_tables() -> None:
    tables = any_tables(WORKBOOK)
    book = openpyxl.load_workbook(WORKBOOK, read_only=True)
    assert [table["caption"] for table in tables] == book.sheetnames
    assert [table["page"] for table in tables] == list(range(1, 10)) and not any(table["box"] for table in tables)
    for table in tables:
        assert len({len(row) for row in table["rows"]}) == 1
        assert all(isinstance(text, str) for row in table["rows"] for text in row)


def test_an_empty_sheet_is_left_out_and_figures_are_text(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Số liệu")
    sheet.append(["Tỉnh", 0.5, None, True])
    book.save(path)
    assert any_tables(path) == [{"page": 2, "box": None, "caption": "Số liệu", "rows": [["Tỉnh", "0.5", "", "TRUE"]]}]


def test_a_workbook_of_excel_97_gives_the_same_tables() -> None:
    rendering = ROOT / "tests" / "renderings" / "workbooks" / "ket-qua-2016.xls"
    assert any_tables(rendering) == any_tables(SOURCES / "laocai-agencies-2016" / "ket-qua-2016.xlsx")


def test_a_merged_cell_stands_in_its_first_row_and_column() -> None:
    agencies, districts = any_tables(SOURCES / "laocai-agencies-2016" / "ket-qua-2016.xlsx")
    assert agencies["rows"][7] == ["MỨC TỐT", *[""] * 8] and districts["caption"] == "Cap huyen"
    assert agencies["rows"][5][2:] == ["Điểm thành phần (điểm tối đa)", *[""] * 5, "Tổng điểm đạt được (100)"]


def test_a_lone_cell_far_off_does_not_make_billions_of_places(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"], book.worksheets[0]["XFD1048576"] = 1, "lạc"
    book.save(path)
    assert any_tables(path)[0]["rows"] == [["1", ""], ["", "lạc"]]
