"""The files of appendices: pages, workbooks with charts, lists; the same bytes, nothing that can run."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from plan_tables import EDITION, SECTIONS, plan_tables, text_of
from reporting_tables import page_at
from test_reports_formats import parsed
from test_reports_text_safety import HOSTILE, SCRIPTS

from reports.build import build_reports


@pytest.fixture(scope="module")
def book(plan: Path) -> Workbook:
    return load_workbook(plan / f"appendices/chiso-{EDITION}-province_lao_cai.xlsx")


def test_every_link_of_every_page_leads_somewhere(plan: Path) -> None:
    pages = {path.resolve(): parsed(path) for path in (plan / "html").rglob("*.html")}
    for path, content in pages.items():
        assert (content.wrong, content.open) == ([], []), path
        assert len(content.ids) == len(set(content.ids)), path
        for link in content.links:
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), f"{path.name}: {link}"
            assert not anchor or target.suffix != ".html" or anchor in pages[target].ids, f"{path.name}: {link}"


def test_pages_need_no_network(plan: Path) -> None:
    for path in (plan / "html").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(", text) and text.count("<script") == SCRIPTS, path


def test_the_workbook_has_a_sheet_a_section_and_charts_on_its_cells(book: Workbook) -> None:
    assert book.sheetnames[0] == "Mục lục"
    assert [name[:20] for name in book.sheetnames[1:]] == [
        re.sub(r"[:?*/\\]", " ", title)[:31].strip()[:20] for title in SECTIONS]
    charts = {sheet.title: type(sheet._charts[0]).__name__ for sheet in book if sheet._charts}
    assert list(charts.values()) == ["LineChart", "LineChart"]
    ranks = book["Hạng qua các năm"]._charts[0]
    assert ranks.y_axis.scaling.orientation == "maxMin"
    assert ranks.series[0].val.numRef.f == "'Hạng qua các năm'!$B$6:$F$6"
    assert len(ranks.series) == 4  # the whole index and its components


def test_a_year_without_a_rank_is_a_gap_in_the_chart(plan: Path) -> None:
    with zipfile.ZipFile(plan / f"appendices/chiso-{EDITION}-province_lao_cai.xlsx") as archive:
        assert '<dispBlanksAs val="gap" />' in archive.read("xl/charts/chart1.xml").decode()


def test_figures_of_the_workbook_are_numbers_with_their_decimals(book: Workbook) -> None:
    sheet = book["So với đơn vị dẫn đầu"]
    assert [sheet.cell(6, column).value for column in (2, 3, 5)] == [0.5741, 7, 0.8321]
    assert sheet.cell(6, 2).number_format == "[$-42A]#,##0.0000"
    assert book["Mục tiêu đạt, không đạt"].cell(6, 1).value == 2018
    assert book["Mục tiêu đạt, không đạt"].cell(6, 1).number_format == "0"


def test_every_sheet_prints_on_a4_with_its_chart_inside_the_print_area(book: Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1), sheet.title
        last = int(re.sub(r".*\D", "", sheet.print_area))
        for chart in sheet._charts:
            top = chart.anchor._from.row
            assert last - top >= chart.height * 28.35 / 20, sheet.title


def test_two_builds_give_the_same_bytes_whatever_the_order_of_the_rows(plan: Path, tmp_path: Path) -> None:
    tables = plan_tables()
    build_reports(lambda model: tables[model].iloc[::-1].reset_index(drop=True), tmp_path)
    files = {path.relative_to(plan): path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    again = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert again.keys() == files.keys()
    assert [str(name) for name, content in files.items() if again[name] != content] == []


def test_no_text_of_a_plan_can_run_or_break_a_page(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["rpt_tasks"]["task"] = HOSTILE[:2]
    tables["rpt_targets"]["indicator"] = HOSTILE[-3:]
    tables["rpt_rank_history"]["node_name_vi"] = HOSTILE[-2]
    build_reports(tables.__getitem__, tmp_path)
    for path in (tmp_path / "appendices").glob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            assert [ElementTree.fromstring(archive.read(name)) is not None for name in archive.namelist()], path.name
    for path in (tmp_path / "appendices").glob("*.xlsx"):
        kinds = {cell.data_type for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}, path.name
    for path in (tmp_path / "html").rglob("appendix/*/*.html"):
        assert path.read_text(encoding="utf-8").count("<script") == SCRIPTS, path.name


def test_an_edition_without_ranks_of_years_and_figures_has_no_appendix(points: Path, built: Path) -> None:
    for folder in (points, built):
        assert not (folder / "appendices").exists()
        assert not list((folder / "html").rglob("appendix*"))


def test_the_lists_of_a_plan_stand_in_pages_workbook_and_csv(plan: Path) -> None:
    wanted = {"targets": "Mục tiêu", "tasks": "Nhiệm vụ", "weight_sensitivity": "Hạng theo trọng số"}
    sheets = load_workbook(plan / f"chiso-{EDITION}.xlsx").sheetnames
    for code, title in wanted.items():
        assert (plan / "csv" / f"{code}.csv").stat().st_size > 300
        assert f"<h1>{title}</h1>" in text_of(plan, code)
        assert title in sheets
    page = text_of(plan, "targets")
    assert [re.sub("<.*?>", "", head) for head in re.findall(r"<h2.*?</h2>", page)] == [
        "Không đạt (1)", "Đạt (1)", "Chưa biết (1)"]
    assert not any("targets" in doubt for doubt in re.findall(
        r'<li class="\w+"><a href="(.*?)"', page_at(plan, "")))


def test_every_code_of_a_plan_has_words(plan: Path) -> None:
    assert '"unlabelled_codes": []' in (plan / "manifest.json").read_text(encoding="utf-8")


def test_where_only_ranks_are_told_no_column_is_kept_for_scores(plan: Path, tmp_path: Path) -> None:
    tables = plan_tables()
    tables["rpt_ranking"].loc[:, ["score_published", "score_recomputed"]] = None
    build_reports(tables.__getitem__, tmp_path)
    for name, heads in (("ranking-province", 4), ("overall", 0)):
        told, ranks_only = (text_of(folder, name) for folder in (plan, tmp_path))
        assert ">Kết quả</th>" in told and ">Kết quả</th>" not in ranks_only
        assert ranks_only.count(">Hạng</th>") == (heads or 1)
    sheet = load_workbook(tmp_path / f"chiso-{EDITION}.xlsx")["Tỉnh, thành phố"]
    assert [cell.value for cell in sheet[9]][:5] == ["Lào Cai", 7, 12, 12, 13]
    titles = re.findall(r'<h2 id="\w+">\d+\. (.*?)</h2>', text_of(tmp_path))
    assert "So với đơn vị dẫn đầu" not in titles


def test_charts_are_loaded_only_where_one_is_drawn() -> None:
    code = "import sys, reports.build; sys.exit(any(name in sys.modules for name in ('altair', 'vl_convert')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_document_of_an_appendix_holds_its_charts_with_their_figures(plan: Path) -> None:
    with zipfile.ZipFile(plan / f"appendices/chiso-{EDITION}-province_lao_cai.docx") as archive:
        text = archive.read("word/document.xml").decode()
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/charts/")]
    assert charts and text.count("<c:chart ") == len(charts)
    assert all("numLit" in chart and "numRef" not in chart for chart in charts)
    assert "Phụ lục: Lào Cai" in text
