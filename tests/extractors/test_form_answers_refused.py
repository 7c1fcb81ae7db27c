"""Answers, columns and rows of a form that are seen but do not count, or count with a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.extractors.form_reading import BUNDLED_FORMS, codes, read_one, values

FORM = next(path for path in BUNDLED_FORMS if path.stem.endswith("So_Tu_phap"))


def changed(folder: Path, change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(FORM)
    change(book.worksheets[0])
    book.save(folder / "phieu.xlsx")
    return folder / "phieu.xlsx"


def setting(**cells: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for address, value in cells.items():
            sheet[address] = value
    return change


@pytest.mark.parametrize("label", ["- Tổng ngân sách chi cho ứng dụng CNTT (nghìn đồng)",
                                   "- Tổng ngân sách chi cho ứng dụng CNTT, ĐVT: nghìn đồng"])
def test_two_units_for_one_figure_are_none(label: str, tmp_path: Path) -> None:
    form, outcome = read_one(changed(tmp_path, setting(B46=label, D46=6000, D47=7000)))
    assert (values(form)["budget_it"], values(form)["budget_recurrent"]) == ("", "7000")
    doubt = next(doubt for doubt in outcome.doubts if doubt.code == "form_value_two_units")
    assert doubt.cell_id.endswith("D46:budget_it") and "Triệu đồng · Nghìn đồng" in doubt.found


def test_the_same_unit_twice_is_one(tmp_path: Path) -> None:
    label = "- Tổng ngân sách chi cho ứng dụng CNTT (tr.đ)"
    form, outcome = read_one(changed(tmp_path, setting(B46=label, D46=6000)))
    assert values(form)["budget_it"] == "6000" and not outcome.doubts


@pytest.mark.parametrize("header", ["Số liệu 6 tháng đầu năm", "Số liệu quý III", "9 tháng năm 2012", "Kế hoạch 2012"])
def test_a_column_of_a_part_of_the_year_or_a_plan_is_not_the_years(header: str, tmp_path: Path) -> None:
    form, outcome = read_one(changed(tmp_path, setting(D8=header)))
    assert (form.status, form.reason, form.inputs) == ("held_back", "form_column_absent", ())
    problem, = outcome.set_aside
    assert (problem.found, problem.expected) == (f"Phieu thu thap: D “{header}”", "2012")


def test_the_whole_year_counts_beside_its_half(tmp_path: Path) -> None:
    form, _ = read_one(changed(tmp_path, setting(D8="6 tháng đầu năm", F8="Cả năm", F13=777, F14=776)))
    assert values(form)["computers_total"] == "777"


def test_columns_of_one_name_are_told_by_their_letters(tmp_path: Path) -> None:
    _, outcome = read_one(changed(tmp_path, setting(F8="Số liệu", F13=777)))
    assert [problem.found for problem in outcome.set_aside] == ["Phieu thu thap: D “Số liệu” · F “Số liệu”"]


def test_of_options_of_which_one_is_to_be_chosen_two_are_none(tmp_path: Path) -> None:
    form, outcome = read_one(changed(tmp_path, setting(D22="Có", D23="Có")))
    assert (values(form)["website_full"], values(form)["website_partial"]) == ("", "")
    assert [(doubt.code, doubt.cell_id.rpartition(":")[2]) for doubt in outcome.doubts] == [
        ("form_value_choice", "website_full"), ("form_value_choice", "website_partial")]


def test_marks_of_which_several_may_stand_stay(tmp_path: Path) -> None:
    form, outcome = read_one(changed(tmp_path, setting(D28="x", D29="x", D30="x", D22="Không", D23="Có")))
    assert [values(form)[key] for key in ("dvc2", "dvc3", "dvc4", "website_full", "website_partial")] == [
        "1", "1", "1", "0", "1"]
    assert not outcome.doubts


def test_a_figure_in_a_hidden_row_is_read_and_said(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[13].hidden = sheet.row_dimensions[28].hidden = True

    form, outcome = read_one(changed(tmp_path, hide))
    assert values(form)["computers_total"] == "42" and codes(outcome) == {"form_row_hidden"}
    assert [(doubt.cell_id.rpartition(":")[2], doubt.details["row"]) for doubt in outcome.doubts] == [
        ("computers_total", "13")]
