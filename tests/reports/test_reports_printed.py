"""The published tables again, in their own form and computed: workbook, page and CSV."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from points_tables import EDITION, TRUTH, found, names, page, points_tables, scores
from reporting_tables import Tables, rows_in

from reports.build import build_reports
from reports.printed_headers import header_cells

TABLES = f"chiso-{EDITION}-tables.xlsx"


@pytest.fixture(scope="module")
def overall(points: Path) -> Worksheet:
    return load_workbook(points / TABLES)["Bảng 1"]


def test_the_overall_table_stands_in_its_printed_form(overall: Worksheet) -> None:
    assert overall["A2"].value == "Bảng xếp hạng"
    assert overall["B5"].value == "Chỉ số HTKT (Điểm tối đa 35)"
    assert [overall["B6"].value, overall["C6"].value] == ["E-GOV Index", "Điểm tự chấm"]
    merged = {str(area) for area in overall.merged_cells.ranges}
    assert {"A5:A6", "B5:C5", "H5:I5", "J5:J6", "A8:L8"} <= merged
    assert [cell.value for cell in overall[7]] == list(range(1, 13))


def test_groups_and_bodies_stand_in_the_order_of_the_computed_rank(overall: Worksheet) -> None:
    lines = [row[0].value for row in overall.iter_rows(min_row=8, max_row=30)]
    headings = [text for text in lines if str(text).startswith("Nhóm")]
    assert [re.search(r"mức độ (.*?) \(", str(text))[1] for text in headings] == ["khá", "trung bình", "thấp"]  # type: ignore[index]
    bodies = [text for text in lines if text not in headings]
    known = {str(body["entity_name_vi"]): scores()[slug, "overall"] for slug, body in names().items()}
    assert len(bodies) == 20
    assert bodies == sorted(bodies, key=lambda name: -known[str(name)])
    assert [row[11].value for row in overall.iter_rows(min_row=8, max_row=30) if row[0].value in bodies] == [
        *range(1, 21)]


def test_every_figure_of_every_sheet_is_computed_and_reads_as_printed(points: Path) -> None:
    """Half away from zero: 101.756879 is 101,8, and both bodies at 101,8 keep their places."""
    book = load_workbook(points / TABLES)
    assert book.sheetnames == ["Mục lục", *(f"Bảng {number}" for number in range(1, 11)), "Nguồn của các bảng"]
    different = 0
    for number, table in enumerate([f"{kind}_{part}" for kind in ("dep", "dist") for part in (
            "overall", "infra", "application", "hr", "policy")], 1):
        sheet, printed = book[f"Bảng {number}"], rows_in(TRUTH / f"{table}.csv")
        official = {row["entity_printed"]: row["entity"] for row in rows_in(TRUTH / "entities.csv")}
        for row in printed:
            line = found(sheet, official[row["unit_name"]]).row
            cells = [sheet.cell(line, column) for column in range(2, sheet.max_column + 1)]
            texts = [text for key, text in row.items() if key not in ("row_kind", "group_heading", "unit_name")]
            different += sum(not same(cell, text) for cell, text in zip(cells, texts, strict=True))
    assert different == 6 + ranks_within_ties(points)


def same(cell: Cell, text: str) -> bool:
    if text in ("", "Có"):
        return (cell.value or "") == text
    places = len(text.removesuffix("%").partition(".")[2])
    shape = "0" if cell.number_format == "0" else f'[$-42A]#,##0{"." + "0" * places if places else ""}'
    shape += '"%"' if text.endswith("%") else ""
    return cell.value == float(text.removesuffix("%")) and cell.number_format == shape


def ranks_within_ties(points: Path) -> int:
    book = load_workbook(points / TABLES)
    return sum(int(row[6].value) for row in book["Mục lục"].iter_rows(min_row=6) if row[0].value)


def test_a_figure_that_differs_is_filled_told_in_a_comment_and_explained_below(given: Tables, tmp_path: Path) -> None:
    tables = given["rpt_computed_tables"]
    place = tables.index[tables["column_key"] == "total_score"][0]
    tables.loc[place, "value_printed"], tables.loc[place, "text_printed"] = Decimal("99.9"), "99.9"
    build_reports(given.__getitem__, tmp_path)
    sheet = load_workbook(tmp_path / TABLES)["Bảng 1"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.value, cell.fill.fgColor.rgb) for cell in marked] == [(71.3, "00FFF3D6")]
    assert "Bản in: 99.9" in marked[0].comment.text and "Printed: 99.9" in marked[0].comment.text
    words = found(sheet, "Khác số đã in (1) / Differs from the print (1)")
    swatches = [cell for cell in sheet[words.row] if cell.fill.fgColor.rgb == "00FFF3D6"]
    assert [cell.column for cell in swatches] == [words.column - 1]
    assert sheet.column_dimensions[swatches[0].column_letter].width < 15
    assert re.search(r"71,3 <b>\(in 99\.9\)</b>", page(tmp_path, "tables"))


def test_a_printed_zero_without_self_assessment_is_not_a_zero(overall: Worksheet) -> None:
    line = found(overall, "Sở Tài chính").row
    cell = overall.cell(line, 11)
    assert cell.value is None
    assert cell.comment and cell.comment.text.startswith("Bản in: 0.0\n")


def test_another_order_within_a_tie_is_no_difference(given: Tables, tmp_path: Path) -> None:
    tables, ranking = given["rpt_computed_tables"], given["rpt_ranking"]
    places = tables.index[(tables["table_code"] == "dist_policy") & (tables["column_key"] == "rank")][:2]
    for place, printed in zip(places, (2, 1), strict=True):
        tables.loc[place, "value_printed"] = Decimal(printed)
    codes = tables.loc[places, "entity_code"]
    ranking.loc[(ranking["node_code"] == "D") & ranking["entity_code"].isin(codes), ["rank_low", "rank_high"]] = 1, 2
    build_reports(given.__getitem__, tmp_path)
    text = page(tmp_path, "tables").split('id="table-dist_policy"')[1]
    assert text.count('mark tie">1 <b>(in ') == 1 and text.count('mark tie">2 <b>(in ') == 1


def test_what_cannot_be_computed_is_said_to_be_the_printed_figure(given: Tables, tmp_path: Path) -> None:
    tables = given["rpt_computed_tables"]
    tables.loc[tables["quantity"] == "points", "is_computed"] = False
    build_reports(given.__getitem__, tmp_path)
    assert found(load_workbook(tmp_path / TABLES)["Bảng 4"],
                 "Số đã in, không có số liệu gốc để tính (18) / As printed; no inputs to compute it from (18)")


def test_sheets_are_printed_on_landscape_a4_with_the_header_on_each_page(points: Path) -> None:
    for sheet in load_workbook(points / TABLES).worksheets[1:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
        first, last = re.findall(r"\d+", str(sheet.print_title_rows))
        assert first == "5" and sheet.cell(int(last), 1).value == 1
        assert str(sheet.print_area).endswith(str(sheet.max_row))


def test_a_long_table_runs_over_pages(given: Tables, tmp_path: Path) -> None:
    tables = given["rpt_computed_tables"]
    one = tables[tables["table_code"] == "dist_hr"]
    given["rpt_computed_tables"] = type(tables)(
        [{**row, "entity_code": f"{row['entity_code']}_{copy}", "row_order": row["row_order"] + 9 * copy}
         for copy in range(7) for row in one.to_dict("records")], dtype=object)
    build_reports(given.__getitem__, tmp_path)
    assert load_workbook(tmp_path / TABLES)["Bảng 1"].page_setup.fitToHeight == 0


@pytest.mark.parametrize(("paths", "cells"), [
    ([["A"], ["B", "x"], ["B", "y"], ["C"]], [("A", 1, 2), ("B", 2, 1), ("C", 1, 2), ("x", 1, 1), ("y", 1, 1)]),
    ([["G", "a"], ["H"], ["G", "b"]], [("G", 1, 1), ("H", 1, 2), ("G", 1, 1), ("a", 1, 1), ("b", 1, 1)]),
    ([["G", "S", "a"], ["G", "S", "b"], ["G", "c"]],
     [("G", 3, 1), ("S", 2, 1), ("c", 1, 2), ("a", 1, 1), ("b", 1, 1)]),
    ([["Điểm"], ["Điểm"]], [("Điểm", 1, 1), ("Điểm", 1, 1)])])
def test_header_levels_merge_as_printed(paths: list[list[str]], cells: list[tuple[str, int, int]]) -> None:
    lines = header_cells(paths)
    assert [(cell.text, cell.columns, cell.levels) for line in lines for cell in line] == cells


def test_csv_files_carry_every_exact_value_and_every_vietnamese_letter(points: Path) -> None:
    text = (points / "csv/tables.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(points_tables()["rpt_computed_tables"])
    exact = {(row["table_code"], row["column_key"], row["entity_name_vi"]): row["value"] for row in rows}
    assert exact["dep_overall", "total_score", "Sở Văn hóa, Thể thao và Du lịch"] == "101.756879"
    assert {row["entity_name_vi"] for row in rows} == {body["entity_name_vi"] for body in names().values()}
    assert "\N{REPLACEMENT CHARACTER}" not in text


def test_an_edition_without_computed_tables_has_no_such_pages(built: Path) -> None:
    assert not list(built.rglob("*-tables.xlsx"))
    assert not [path.name for path in (built / "html/mic-2016").iterdir()
                if path.name in ("tables", "profiles", "self_assessment", "form_inputs")]
    assert (built / "csv/tables.csv").read_text(encoding="utf-8-sig").count("\n") == 1


def test_a_name_that_looks_like_a_formula_stays_text(given: Tables, tmp_path: Path) -> None:
    given["rpt_computed_tables"]["entity_name_vi"] = '=HYPERLINK("http://example.invalid")'
    given["rpt_computed_tables"]["table_title_vi"] = "=1+1"
    build_reports(given.__getitem__, tmp_path)
    book = load_workbook(tmp_path / TABLES)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_two_builds_of_a_points_index_give_the_same_bytes(points: Path, tmp_path: Path) -> None:
    tables = points_tables()
    build_reports(lambda model: tables[model].iloc[::-1].reset_index(drop=True), tmp_path)
    different = [path.relative_to(points) for path in points.rglob("*") if path.is_file()
                 and path.read_bytes() != (tmp_path / path.relative_to(points)).read_bytes()]
    assert different == []
