"""Forms laid out and worded otherwise than the bundled ones: every figure is right, or there is a doubt."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.extractors.form_reading import read_forms, read_one, values
from tests.extractors.odd_forms import OTHER_WORDS, STRANGERS, OddForm, asked_rows, misspelt, random_answers

USUAL = ("number", "label", "unit", "value", "self_points", "remark")


def odd(seed: int, **layout: object) -> tuple[OddForm, dict[str, str]]:
    typed, meant, units = random_answers(random.Random(seed))
    return OddForm(answers=typed, units=units, **layout), meant  # type: ignore[arg-type]


def assert_read(form: OddForm, meant: dict[str, str], folder: Path) -> None:
    read, outcome = read_one(form.save(folder / "phieu.xlsx"))
    assert read.status == "counted", outcome.set_aside
    assert values(read) == meant


LAYOUTS: dict[str, dict[str, object]] = {
    "last year's column before": {"columns": ("number", "label", "unit", "previous", "value")},
    "last year's column behind": {"columns": ("number", "label", "unit", "value", "previous"),
                                  "headers": {"value": "Năm 2012"}},
    "last year by words": {"columns": ("number", "label", "unit", "previous", "value"),
                           "headers": {"previous": "Số liệu năm trước", "value": "Số liệu năm nay"}},
    "years as numbers": {"columns": ("number", "label", "unit", "previous", "value", "next"),
                         "headers": {"previous": "2011", "value": "2012", "next": "2013"}},
    "a plan of the same year": {"columns": ("number", "label", "unit", "plan", "value"),
                                "headers": {"value": "Thực hiện năm 2012", "plan": "Kế hoạch năm 2012"}},
    "columns from right to left": {"columns": tuple(reversed(USUAL))},
    "maximum beside the figures": {"columns": ("number", "label", "maximum", "value", "unit", "self_points")},
    "no numbers": {"columns": ("label", "unit", "value"), "numbers": False},
    "starts in column D, row 9": {"first_column": 4, "first_row": 9},
    "no header": {"header": False, "columns": ("number", "label", "unit", "value")},
    "no column numbers": {"column_numbers": False},
    "no sections": {"sections": False},
    "no headings": {"headings": False},
    "only labels and figures": {"sections": False, "headings": False, "numbers": False, "header": False,
                                "columns": ("label", "value")},
    "on two sheets": {"split_at": "C"},
    "other headers": {"headers": {"label": "Nội dung", "value": "Kết quả", "unit": "ĐVT", "number": "STT",
                                  "self_points": "Tự đánh giá"}},
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("seed", [11, 12])
def test_another_layout_gives_the_same_figures(name: str, seed: int, tmp_path: Path) -> None:
    form, meant = odd(seed, **LAYOUTS[name])
    assert_read(form, meant, tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_other_words_and_layouts_never_give_a_wrong_figure(seed: int, tmp_path: Path) -> None:
    """Every input has its figure, or a doubt names it: it, its label or its row."""
    chance = random.Random(seed)
    form, meant = odd(seed)
    usual = {asked.key: asked.label for asked in asked_rows() if asked.key}
    for key, label in usual.items():
        worded = chance.choice((label, *OTHER_WORDS[key]))
        form.labels[key] = misspelt(worded, chance) if chance.random() < 0.6 else worded
    form.headings, form.sections = chance.random() < 0.8, chance.random() < 0.8
    columns = list(USUAL)
    for extra in chance.choice([[], ["previous"], ["previous", "next"], ["maximum"], ["plan"]]):
        columns.insert(chance.randrange(len(columns) + 1), extra)
    if chance.random() < 0.3:
        chance.shuffle(columns)
    form.columns = tuple(columns)
    form.first_column, form.first_row = chance.choice([1, 1, 2, 3]), chance.choice([1, 2, 6])
    form.split_at = chance.choice(["", "", "B", "C"])
    form.left_out = tuple(key for key in usual if chance.random() < 0.07)
    form.strangers = {chance.choice(list(usual)): label for label in chance.sample(STRANGERS, 3)}
    read, outcome = read_one(form.save(tmp_path / "phieu.xlsx"))
    given = values(read)
    told = " ".join(f"{doubt.found} {doubt.expected} {doubt.details} {doubt.cell_id}" for doubt in outcome.doubts)
    assert read.status == "counted", outcome.set_aside
    assert {key: value for key, value in given.items() if value and value != meant[key]} == {}
    assert [key for key in given if key in form.left_out] == []
    assert [key for key in usual if key not in given and key not in told] == []
    assert [label for label in form.strangers.values() if label not in told] == []


def edited(form: OddForm, folder: Path, edit: Callable[[Worksheet], None]) -> Path:
    path = form.save(folder / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return path


def row_of(sheet: Worksheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row
                if isinstance(cell.value, str) and text in cell.value)


def test_a_header_of_two_rows_by_year(tmp_path: Path) -> None:
    form, meant = odd(21, columns=("number", "label", "unit", "previous", "maximum", "value", "self_points"),
                      column_numbers=False)
    form.self_points = {"A1": 10, "B3": "7,5"}

    def edit(sheet: Worksheet) -> None:
        top = row_of(sheet, "Chỉ tiêu")
        sheet.insert_rows(top + 1)
        for column, years, below in ((4, "Năm 2011", "Số liệu"), (5, None, "Điểm tự chấm"), (6, "Năm 2012", "Số liệu"),
                                     (7, None, "Điểm tự chấm")):
            sheet.cell(top, column).value = years
            sheet.cell(top + 1, column, below)
        for left in (4, 6):
            sheet.merge_cells(start_row=top, end_row=top, start_column=left, end_column=left + 1)
        for column in (1, 2, 3):
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)

    read, _ = read_one(edited(form, tmp_path, edit))
    assert values(read) == meant
    points = values(read, "self_points")
    assert (points["self_A1"], points["self_B3"], points["self_D3"]) == ("10", "7.5", "")


def test_labels_merged_over_two_columns(tmp_path: Path) -> None:
    form, meant = odd(22, columns=("number", "label", "remark", "unit", "value"))

    def edit(sheet: Worksheet) -> None:
        for row in range(row_of(sheet, "Chỉ tiêu"), row_of(sheet, "chi thường xuyên được cấp") + 1):
            sheet.cell(row, 3).value = None
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)

    assert values(read_one(edited(form, tmp_path, edit))[0]) == meant


def test_headings_in_a_column_of_their_own(tmp_path: Path) -> None:
    """The heading stands once, left of its inputs, merged over their rows."""
    form, meant = odd(23, columns=("number", "remark", "label", "unit", "value"), headings=False)
    spans: dict[str, list[int]] = {}

    def edit(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "Chỉ tiêu"), 2).value = "Nội dung"
        for asked in asked_rows():
            if asked.heading:
                spans.setdefault(asked.heading, []).append(row_of(sheet, asked.label))
        for heading, rows in spans.items():
            sheet.cell(rows[0], 2, heading)
            sheet.merge_cells(start_row=rows[0], end_row=rows[-1], start_column=2, end_column=2)

    assert values(read_one(edited(form, tmp_path, edit))[0]) == meant


def test_a_header_repeated_with_other_columns_holds_from_there(tmp_path: Path) -> None:
    form, meant = odd(24, columns=("number", "label", "unit", "value"))

    def edit(sheet: Worksheet) -> None:
        start = row_of(sheet, "NGUỒN NHÂN LỰC")
        end = row_of(sheet, "chi thường xuyên được cấp")
        sheet.insert_rows(start)
        for column, header in enumerate(("TT", "Chỉ tiêu", "Số liệu", "Đơn vị tính"), 1):
            sheet.cell(start, column, header)
        for row in range(start + 1, end + 2):
            unit, value = sheet.cell(row, 3).value, sheet.cell(row, 4).value
            sheet.cell(row, 3).value, sheet.cell(row, 4).value = value, unit

    assert values(read_one(edited(form, tmp_path, edit))[0]) == meant


def test_a_hidden_copy_of_last_year_is_not_read(tmp_path: Path) -> None:
    form, meant = odd(25)
    last_year, _ = odd(26, title="PHIẾU THU THẬP SỐ LIỆU NĂM 2011")

    def edit(sheet: Worksheet) -> None:
        for state in ("hidden", "veryHidden"):
            copy = sheet.parent.create_sheet(f"2011 {state}", 0)
            last_year.draw(copy)
            copy.sheet_state = state

    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    edit(book["Phieu"])
    book.active = 2
    book.save(path)
    read, outcome = read_one(path)
    assert values(read) == meant and not outcome.doubts


@pytest.mark.parametrize("place", [0, 1])
def test_a_shown_sheet_of_last_year_is_left_out_and_said(place: int, tmp_path: Path) -> None:
    form, meant = odd(27)
    last_year, _ = odd(28, title="PHIẾU THU THẬP SỐ LIỆU NĂM 2011")
    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    last_year.draw(book.create_sheet("Nam truoc", place))
    book.save(path)
    read, outcome = read_one(path)
    assert values(read) == meant
    assert [(doubt.code, doubt.found) for doubt in outcome.doubts] == [("form_sheet_left", "Nam truoc: 2011")]


def test_a_form_of_another_year_is_set_aside(tmp_path: Path) -> None:
    for layout in ({"title": "PHIẾU THU THẬP SỐ LIỆU ỨNG DỤNG CNTT NĂM 2011"}, {"headers": {"value": "Năm 2011"}},
                   {"columns": ("number", "label", "unit", "previous", "next")}):
        form, _ = odd(31, **layout)
        read, outcome = read_one(form.save(tmp_path / "phieu.xlsx"))
        assert (read.status, read.reason) == ("held_back", "form_other_year")
        problem = outcome.set_aside[0]
        assert "2011" in problem.found and problem.expected == "2012"


def test_this_years_column_counts_under_last_years_title(tmp_path: Path) -> None:
    form, meant = odd(32, title="PHIẾU THU THẬP SỐ LIỆU NĂM 2011", headers={"value": "Năm 2012"})
    assert_read(form, meant, tmp_path)


def test_two_columns_of_figures_that_nothing_tells_apart_are_not_guessed_between(tmp_path: Path) -> None:
    form, _ = odd(33, columns=("number", "label", "unit", "value", "previous"),
                  headers={"value": "Số liệu", "previous": "Kết quả"})
    read, outcome = read_one(form.save(tmp_path / "phieu.xlsx"))
    assert (read.status, read.inputs) == ("held_back", ())
    assert outcome.set_aside[0].code == "form_column_unclear" and "Kết quả" in outcome.set_aside[0].found


def test_a_label_that_may_be_two_inputs_is_not_guessed(tmp_path: Path) -> None:
    """Computers that are connected: to the network of the house, or to the Internet?"""
    form, _ = odd(35, left_out=("computers_internet",), labels={"computers_lan": "Số máy tính kết nối"})
    form.answers["computers_lan"] = 4321
    read, outcome = read_one(form.save(tmp_path / "phieu.xlsx"))
    doubt = next(doubt for doubt in outcome.doubts if doubt.code == "form_input_ambiguous")
    assert set(doubt.expected.split(" · ")) == {"computers_lan", "computers_internet"}
    assert (doubt.found, doubt.details["value"]) == ("Số máy tính kết nối", "4321") and ":D" in doubt.cell_id
    assert not {"computers_lan", "computers_internet"} & values(read).keys()


def test_a_choice_written_beside_the_heading(tmp_path: Path) -> None:
    form, _ = odd(36, left_out=("website_full", "website_partial", "dvc2", "dvc3", "dvc4"))

    def edit(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "theo quy định (chọn một)"), 4, "Không đầy đủ")
        sheet.cell(row_of(sheet, "đánh dấu x"), 4, "Mức độ 3")

    read, _ = read_one(edited(form, tmp_path, edit))
    given = values(read)
    assert (given["website_partial"], given["dvc3"]) == ("1", "1")
    assert not {"website_full", "dvc2", "dvc4"} & given.keys()


def test_one_merged_answer_for_two_rows_is_not_read(tmp_path: Path) -> None:
    form, _ = odd(37)
    form.answers["computers_lan"] = 12

    def edit(sheet: Worksheet) -> None:
        row = row_of(sheet, "mạng LAN")
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=4, end_column=4)

    read, outcome = read_one(edited(form, tmp_path, edit))
    assert (values(read)["computers_lan"], values(read)["computers_internet"]) == ("", "")
    assert [doubt.code for doubt in outcome.doubts] == ["form_value_merged"] * 2


def test_a_workbook_with_the_forms_of_two_bodies_is_two_forms(tmp_path: Path) -> None:
    form, meant = odd(38)
    other, other_meant = odd(39, agency="Sở Tài chính")
    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    other.draw(book.create_sheet("So Tai chinh"))
    book.save(path)
    forms = {form.slug: form for form in read_forms(path).forms}
    assert (values(forms["so-yt"]), values(forms["so-tc"])) == (meant, other_meant)


def test_a_sheet_of_guidance_disturbs_nothing(tmp_path: Path) -> None:
    form, meant = odd(40)
    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    guidance = book.create_sheet("Huong dan", 0)
    guidance["A1"] = "HƯỚNG DẪN ĐIỀN PHIẾU"
    for row, asked in enumerate((asked for asked in asked_rows() if asked.key), 3):
        guidance.cell(row, 1, asked.label)
        guidance.cell(row, 2, "Ghi số liệu đến 31/12/2012")
    book.save(path)
    assert values(read_one(path)[0]) == meant
