"""Nothing in a published file can run, and nothing a body is called can break a page."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from reporting_tables import Tables, page_at

from reports.build import build_reports
from reports.catalogue import ReportError
from reports.safe_text import guard, is_risky, unguard

SCRIPTS = 3
"""Scripts that a page loads: the library of tables, its look, and what sets them up."""

HOSTILE = ['=HYPERLINK("http://example.invalid","Hà Nội")', "@SUM(A1:A9)", "+1", "-2", "\t=1+1", "\r=1+1",
           "＝1+1", " =1+1", "'=1", "- 02 dịch vụ", "#N/A", "<script>alert(1)</script>", "A & B <b>\"c\"</b>"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from reporting_tables import truth_tables
    tables: Tables = truth_tables()
    ranking = tables["rpt_ranking"]
    for row, name in enumerate(HOSTILE):
        ranking.loc[row, "entity_name_vi"] = name
        ranking.loc[row, "entity_code"] = f"hostile_{row}"
    tables["rpt_publication_faults"]["printed"] = (HOSTILE * 2)[:len(tables["rpt_publication_faults"])]
    tables["dim_publication"]["title_vi"] = "=1+1"
    out = tmp_path_factory.mktemp("hostile")
    build_reports(tables.__getitem__, out)
    return out


def test_no_cell_of_any_sheet_is_a_formula_or_an_error(hostile: Path) -> None:
    book = load_workbook(hostile / "chiso-mic-2016.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}


def test_a_name_that_looks_like_a_formula_stands_in_the_workbook_as_marked_text(hostile: Path) -> None:
    book = load_workbook(hostile / "chiso-mic-2016.xlsx")
    cells = {cell.value: cell for row in book["Xếp hạng (tất cả)"].iter_rows() for cell in row}
    for name in HOSTILE[:4]:
        assert cells[name].data_type == "s"
        assert cells[name].quotePrefix
    assert not cells["Bộ Tư pháp"].quotePrefix


def test_a_csv_reader_gets_every_hostile_name_back_by_the_documented_rule(hostile: Path) -> None:
    text = (hostile / "csv" / "ranking.csv").read_bytes().decode("utf-8-sig")
    names = [row["entity_name_vi"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert {unguard(name) for name in names} >= set(HOSTILE)
    assert not [name for name in names if is_risky(name) and not name.startswith("'")]


@given(st.text())
def test_unguard_undoes_guard_and_what_is_guarded_cannot_run(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


def test_html_escapes_what_a_body_is_called(hostile: Path) -> None:
    for page in (hostile / "html").rglob("*.html"):
        assert page.read_text(encoding="utf-8").count("<script") == SCRIPTS
    overview = page_at(hostile, "mic-2016/ranking-ministry")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in overview
    assert "A &amp; B &lt;b&gt;&#34;c&#34;&lt;/b&gt;" in overview


def test_control_characters_do_not_stop_the_workbook(tables: Tables, tmp_path: Path) -> None:
    tables["rpt_ranking"].loc[0, "entity_name_vi"] = "Bộ\x0b Công Thương"
    build_reports(tables.__getitem__, tmp_path)
    sheet = load_workbook(tmp_path / "chiso-mic-2016.xlsx")["Xếp hạng (tất cả)"]
    assert "Bộ\ufffd Công Thương" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_code_that_would_leave_the_folder_is_refused(tables: Tables, tmp_path: Path) -> None:
    tables["rpt_ranking"].loc[0, "node_code"] = "../../x"
    with pytest.raises(ReportError, match=r"\.\./\.\./x.*file name"):
        build_reports(tables.__getitem__, tmp_path / "out")
    assert not (tmp_path / "out").exists()
