"""The 22 bundled forms against the truth, every column of every figure."""

from __future__ import annotations

import csv

import pytest

from extractors.contract import Outcome
from extractors.write import write_inputs_of_forms
from tests.extractors.form_reading import BUNDLED_FORMS, FORMS_TRUTH, read_forms, values


@pytest.fixture(scope="module")
def bundled() -> Outcome:
    return read_forms(*BUNDLED_FORMS)


def test_every_figure_is_the_truths(bundled: Outcome, tmp_path_factory: pytest.TempPathFactory) -> None:
    written = tmp_path_factory.mktemp("forms") / "forms.csv"
    write_inputs_of_forms(bundled.forms, written)
    with (FORMS_TRUTH / "forms.csv").open(encoding="utf-8", newline="") as truth, \
            written.open(encoding="utf-8", newline="") as file:
        right = {(row["slug"], row["key"]): row for row in csv.DictReader(truth)}
        read = {(row["slug"], row["key"]): row for row in csv.DictReader(file)}
    assert len(right) == 616 and read.keys() == right.keys()
    assert [(read[key], row) for key, row in right.items() if read[key] != row] == []


def test_nothing_is_in_doubt(bundled: Outcome) -> None:
    assert len(bundled.forms) == 22
    assert (bundled.doubts, bundled.set_aside, bundled.problems) == ([], [], [])
    assert {given.confidence for form in bundled.forms for given in form.inputs} == {1}
    assert {(form.status, form.confidence, form.written_on) for form in bundled.forms} == {("counted", 1, "2012-12")}


def test_self_given_points_are_read_one_an_indicator(bundled: Outcome) -> None:
    minority = next(form for form in bundled.forms if form.slug == "ban-dt")
    points = values(minority, "self_points")
    assert len(points) == 19
    assert {key: points[key] for key in ("self_A2", "self_A5", "self_B5", "self_C1", "self_D3")} == {
        "self_A2": "4.5", "self_A5": "0.7", "self_B5": "3", "self_C1": "", "self_D3": "2"}
    given = {form.slug for form in bundled.forms if any(values(form, "self_points").values())}
    assert len(given) == 15


def test_a_cell_id_names_form_cell_and_input(bundled: Outcome) -> None:
    treasury = next(form for form in bundled.forms if form.slug == "so-tc")
    given = next(given for given in treasury.inputs if given.input == "budget_it")
    assert given.cell_id("dienbien-2012") == "dienbien-2012:form/so-tc:D46:budget_it"
