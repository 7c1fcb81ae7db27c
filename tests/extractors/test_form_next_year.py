"""Next year's forms: other columns, words, missing and illogical figures, corrected forms; data alone is added."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from extractors.contract import Outcome
from extractors.extract import extract
from extractors.spec import EditionSpec, load_edition_spec
from tests.extractors.form_reading import FORMS_EDITION, forms_spec, known_bodies, values
from tests.extractors.odd_forms import OddForm

NEXT = "dienbien-2013"
NEW_WORDS = {"computers_internet": "Máy tính truy cập được mạng toàn cầu", "dvc2": "-"}
ENTRY = """
  dienbien-2013:
    period: "2013"
    published_on: "2013-12"
    title_vi: Chỉ số chính quyền điện tử tỉnh Điện Biên 2013
    title_en: E-GOV Index of Điện Biên 2013
"""
BESIDE = ("number", "label", "previous", "value", "unit", "self_points", "remark")
HEADERS = {"previous": "Số liệu năm 2012", "value": "Số liệu năm 2013", "label": "Nội dung", "unit": "ĐVT"}
TITLE = "PHIẾU THU THẬP SỐ LIỆU ỨNG DỤNG CNTT NĂM 2013"


@pytest.fixture(scope="module")
def next_spec(tmp_path_factory: pytest.TempPathFactory) -> EditionSpec:
    """The series with one more entry and one more column of labels: what a clerk adds."""
    home = Path(shutil.copytree(forms_spec().home, tmp_path_factory.mktemp("series") / forms_spec().series))
    with (home / "series.yml").open("a", encoding="utf-8") as file:
        file.write(ENTRY)
    with (home / "form_inputs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row[NEXT] = NEW_WORDS.get(row["input_key"], row[FORMS_EDITION])
    with (home / "form_inputs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return load_edition_spec(NEXT, home.parent)


@pytest.fixture(scope="module")
def outcome(next_spec: EditionSpec, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp(NEXT)
    forms = {
        "yt": OddForm(agency="SỞ Y TẾ", title=TITLE, columns=BESIDE, headers=HEADERS, left_out=("dvc2",),
                      labels={"computers_internet": NEW_WORDS["computers_internet"], "staff_total": "TS CBCC"},
                      answers={"staff_total": "1.046 ", "computers_internet": 31, "budget_it": "25.000.000"},
                      units={"budget_it": "Đồng"}),
        "tc": OddForm(agency="Sở Tài chính", title=TITLE, columns=BESIDE, headers=HEADERS, left_out=("dvc2",),
                      answers={"staff_total": -4, "computers_total": 10, "computers_lan": 25, "plan": "Có",
                               "software_count": "#REF!", "budget_it": "97%"}),
        "xd 1": OddForm(agency="Sở Xây dựng", title=TITLE, columns=BESIDE, headers=HEADERS, left_out=("dvc2",),
                        answers={"staff_total": 30}, signed="Điện Biên, ngày 02 tháng 12 năm 2013"),
        "xd 2": OddForm(agency="Sở Xây dưng", title=TITLE + " (điều chỉnh)", columns=BESIDE, headers=HEADERS,
                        left_out=("dvc2",), answers={"staff_total": 33}, split_at="B", first_column=2,
                        signed="Điện Biên, ngày 20 tháng 12 năm 2013"),
        "nv": OddForm(agency="Sở Nội vụ", title=TITLE.replace("2013", "2012"), answers={"staff_total": 55}),
        "ct": OddForm(agency="Sở Công Thương", title=TITLE, columns=("label", "value", "unit"), numbers=False,
                      sections=False, modified=datetime(2013, 12, 1), left_out=("dvc2",),
                      answers={"staff_total": 41, "dvc3": "x", "website_partial": "Không"}),
    }
    return extract([form.save(folder / f"{name}.xlsx") for name, form in forms.items()], next_spec, known_bodies())


def read(outcome: Outcome, code: str) -> dict[str, str]:
    form = next(form for form in outcome.forms if form.form == code)
    return {key: value for key, value in values(form).items() if value}


def test_this_years_column_is_taken_under_new_words(outcome: Outcome) -> None:
    assert read(outcome, "form/so-yt") == {"staff_total": "1046", "computers_internet": "31", "budget_it": "25000000"}
    form = next(form for form in outcome.forms if form.form == "form/so-yt")
    given = next(given for given in form.inputs if given.input == "computers_internet")
    assert (given.confidence, given.sheet_cell[0], given.label_printed) == (1, "D", NEW_WORDS["computers_internet"])
    assert next(given for given in form.inputs if given.input == "budget_it").unit == "Đồng"


def test_illogical_figures_are_kept_for_the_checks_and_unreadable_ones_said(outcome: Outcome) -> None:
    assert read(outcome, "form/so-tc") == {"staff_total": "-4", "computers_total": "10", "computers_lan": "25",
                                           "plan": "1"}
    told = {doubt.cell_id.rpartition(":")[2]: doubt.code for doubt in outcome.doubts if "so-tc" in doubt.cell_id}
    assert told["budget_it"] == "form_value_per_cent" and told["software_count"] == "form_value_error"


def test_a_corrected_form_counts_in_place_of_the_first(outcome: Outcome) -> None:
    assert read(outcome, "form/so-xd") == {"staff_total": "33"}
    assert read(outcome, "form/so-xd.earlier-1") == {"staff_total": "30"}


def test_a_form_of_the_year_before_is_set_aside(outcome: Outcome) -> None:
    assert [(problem.code, problem.file, problem.expected) for problem in outcome.set_aside] == [
        ("form_other_year", "nv.xlsx", "2013")]


def test_the_plainest_form_is_read(outcome: Outcome) -> None:
    assert read(outcome, "form/so-ct") == {"staff_total": "41", "dvc3": "1", "website_partial": "0"}


def test_what_is_no_longer_asked_is_not_missed(outcome: Outcome) -> None:
    assert not [doubt for doubt in outcome.doubts if doubt.code == "form_input_absent"]
