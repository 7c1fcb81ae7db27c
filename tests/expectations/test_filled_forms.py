"""Checks over all forms of an edition: what is asked for, held back, capped, and never lost in silence."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from filled_forms import Forms
from printed_report import ROOT, TRUTH, Checked

from expectations.form_rules import FormRules, read_form_rules
from extractors.errors import Problem

CheckForms = Callable[..., Checked]
EDITION = "dienbien-2012"
FRAMEWORK = ROOT / "dbt" / "seeds" / "framework"


def put(slug: str, key: str, value: str, text: str = "", unit: str = "") -> Callable[[Forms], object]:
    return lambda forms: forms.put(slug, key, value, text, unit)


def test_the_forms_as_they_are_lack_figures_and_bodies_and_nothing_else(check_forms: CheckForms,
                                                                        rules: FormRules) -> None:
    checked = check_forms()
    assert checked.codes() == {"forms_complete", "form_figures"}
    assert [failure.printed for failure in checked.failures("forms_complete")] == ["18/20", "4/9"]
    assert checked.failures("forms_complete")[0].expected == "Sở Công Thương, Sở Lao động - Thương binh và Xã hội"
    with (TRUTH / EDITION / "forms.csv").open(encoding="utf-8", newline="") as file:
        blank = [(row["slug"], row["key"]) for row in csv.DictReader(file)
                 if not row["value"] and rules.inputs[row["key"]].blank_is == "missing"]
    told = {failure.table: failure.expected.split("; ") for failure in checked.failures("form_figures")}
    assert told == {f"form/{slug}": [rules.inputs[key].name_vi for other, key in blank if other == slug]
                    for slug in {slug for slug, _ in blank}}
    assert checked.outcome.problems == ()


def test_the_results_stand_under_one_name_for_all_forms(check_forms: CheckForms) -> None:
    results = {result.check: result for result in check_forms().outcome.results if result.table == "forms"}
    assert (results["form_figures"].checked, results["form_figures"].failing) == (22, 21)
    assert results["form_name"].checked == 22
    assert results["forms_complete"].kind == "warn"


def test_a_form_without_a_label_that_others_have_lacks_its_figure(check_forms: CheckForms) -> None:
    def lose(forms: Forms) -> None:
        form = forms.form("so-tttt")
        form["inputs"] = [item for item in form["inputs"] if item["input"] != "computers_lan"]

    told = {failure.table: failure for failure in check_forms(lose).failures("form_figures")}
    assert told["form/so-tttt"].expected == "Số máy tính nối mạng LAN"


def test_what_cannot_be_read_is_held_back_alone_and_in_the_reader_s_words(check_forms: CheckForms) -> None:
    checked = check_forms(lambda forms: forms.put_unreadable("so-tc", "budget_it", "khoảng 142"))
    held = checked.only("form_readable")
    assert (held.table, held.row, held.column, held.printed) == ("form/so-tc", None, "budget_it", "khoảng 142")
    assert held.problem.code == "form_value_wordy"
    assert checked.lines("held_back") == [{
        "table": "form/so-tc", "row": None, "cell_id": "dienbien-2012:form/so-tc:D46:budget_it",
        "reason": held.why_en}]
    assert not checked.outcome.stopped
    assert len(checked.outcome.problems) == 1
    assert checked.failures("extraction_doubt") == [], "it is told once"
    missing = {failure.table: failure.expected for failure in checked.failures("form_figures")}
    assert "Ngân sách chi cho ứng dụng CNTT" not in missing["form/so-tc"].split("; ")


def test_a_dash_is_a_figure_left_out(check_forms: CheckForms) -> None:
    def dash(forms: Forms) -> None:
        forms.put("so-tttt", "it_specialists", None, "-")

    checked = check_forms(dash)
    told = {failure.table: failure.expected for failure in checked.failures("form_figures")}
    assert told["form/so-tttt"] == "Số cán bộ chuyên trách CNTT trình độ từ cao đẳng trở lên"
    assert checked.outcome.held_back == ()


@pytest.mark.parametrize(("check", "value"), [("form_negative", "-3"), ("form_fraction", "12.5")])
def test_a_count_that_cannot_be_is_held_back(check_forms: CheckForms, check: str, value: str) -> None:
    checked = check_forms(put("so-tc", "computers_antivirus", value))
    assert (checked.only(check).kind, checked.only(check).printed) == ("hold_back", value)
    assert [held.cell_id for held in checked.outcome.held_back] == ["dienbien-2012:form/so-tc:D17:computers_antivirus"]


def test_money_may_have_decimals(check_forms: CheckForms) -> None:
    assert check_forms(put("so-tc", "budget_it", "142.5")).outcome.held_back == ()


def test_a_part_above_its_whole_is_warned_of_with_what_counts_instead(check_forms: CheckForms) -> None:
    above = check_forms(put("so-tc", "computers_lan", "86")).only("part_above_whole")
    assert (above.kind, above.table, above.printed, above.expected) == ("warn", "form/so-tc", "86", "≤ 85")
    assert "Tổng số máy tính" in above.why_vi


@pytest.mark.parametrize(("value", "unit", "is_above"), [
    ("142000000", "Đồng", False), ("142000", "nghìn đồng", False), ("7", "Tỷ đồng", True)])
def test_money_is_compared_in_one_unit(check_forms: CheckForms, value: str, unit: str, is_above: bool) -> None:
    checked = check_forms(put("so-tc", "budget_it", value, unit=unit))
    assert bool(checked.failures("part_above_whole")) == is_above
    assert checked.failures("form_unit") == []


def test_money_in_an_unknown_unit_is_held_back(check_forms: CheckForms) -> None:
    held = check_forms(put("so-tc", "budget_it", "142", unit="USD")).only("form_unit")
    assert (held.kind, held.column) == ("hold_back", "budget_it")
    assert "USD" in held.why_vi


@pytest.mark.parametrize("whole", [None, "-1", "12.5"])
def test_a_part_of_a_whole_that_does_not_count_is_not_judged(check_forms: CheckForms, whole: str | None) -> None:
    def lose(forms: Forms) -> None:
        forms.put("so-tc", "computers_total", whole)

    assert check_forms(lose).failures("part_above_whole") == []


def test_a_misspelt_name_is_told_with_the_name_it_is_taken_for(check_forms: CheckForms) -> None:
    def misspell(forms: Forms) -> None:
        forms.form("so-tc").update(name_printed="Sở Tài chinh", confidence="0.96")
        forms.doubts.append(Problem("form_agency_misspelt", EDITION, found="Sở Tài chinh", expected="Sở Tài chính",
                                    details={"confidence": "0.96"}).as_dict())

    checked = check_forms(misspell)
    told = checked.only("form_name")
    assert (told.kind, told.printed, told.expected) == ("warn", "Sở Tài chinh", "Sở Tài chính")
    assert "96 %" in told.why_en
    assert checked.failures("extraction_doubt") == [], "it is told once"


def test_of_two_forms_the_later_counts_and_the_earlier_is_told(check_forms: CheckForms) -> None:
    def twice(forms: Forms) -> None:
        forms.repeat("so-tc", "phieu/lan-1.xlsx")
        forms.put("so-tc", "computers_lan", "84")

    checked = check_forms(twice)
    told = checked.only("form_once")
    assert (told.table, told.kind, told.printed) == ("form/so-tc.earlier-1", "warn", "phieu/lan-1.xlsx")
    assert told.expected == "phieu/Phieu_CNTT_2012_So_Tai_chinh.xlsx"
    assert len(checked.failures("form_figures")) == 21, "the earlier form is not checked"


def test_a_doubt_about_an_earlier_form_is_not_laid_to_the_later_one(check_forms: CheckForms) -> None:
    def twice(forms: Forms) -> None:
        forms.repeat("so-tc", "phieu/lan-1.xlsx")
        forms.put_unreadable("so-tc", "staff_email_govvn", "n/a")
        forms.doubts[-1]["file"] = "phieu/lan-1.xlsx"
        forms.put("so-tc", "staff_email_govvn", None)

    checked = check_forms(twice)
    assert checked.outcome.held_back == ()
    assert checked.only("extraction_doubt").problem.file == "phieu/lan-1.xlsx"


def test_points_above_the_maximum_are_warned_of(check_forms: CheckForms) -> None:
    above = check_forms(lambda forms: forms.give_points("so-tc", "A1", "11")).only("form_self_maximum")
    assert (above.kind, above.printed, above.expected) == ("warn", "11", "≤ 10")


def test_points_that_do_not_add_up_are_warned_of(check_forms: CheckForms) -> None:
    def give(forms: Forms) -> None:
        for node, points in (("C1", "9"), ("C2", "5"), ("C", "15"), ("overall", "15"), ("A", "0")):
            forms.give_points("so-tc", node, points)

    told = check_forms(give).only("form_self_sum")
    assert (told.column, told.printed, told.expected) == ("self_C", "15", "14")


def test_a_document_set_aside_is_named_while_the_others_go_on(check_forms: CheckForms) -> None:
    problem = Problem("file_encrypted", edition=EDITION, file="phieu/khoa.xlsx")
    checked = check_forms(set_aside=[problem.as_dict()])
    aside = checked.only("document_set_aside")
    assert (aside.kind, aside.problem) == ("hold_back", problem)
    assert checked.outcome.problems == (problem,)
    assert not checked.outcome.stopped
    assert checked.outcome.held_back == ()
    result = next(result for result in checked.outcome.results if result.check == "document_set_aside")
    assert (result.checked, result.failing) == (23, 1)


def test_a_form_held_back_is_not_checked_and_its_body_sent_none(check_forms: CheckForms) -> None:
    def hold(forms: Forms) -> None:
        forms.form("so-tc").update(status="held_back", reason="form_agency_ambiguous", entity_code="")
        forms.put("so-tc", "computers_lan", "-1")

    checked = check_forms(hold)
    assert "Sở Tài chính" in checked.failures("forms_complete")[0].expected
    assert checked.failures("form_negative") == []


def test_a_form_is_compared_with_the_table_that_puts_forms_together(check_consolidated: CheckForms) -> None:
    checked = check_consolidated(unit_name="Sở Tài chính", computers_total="85", computers_lan="84", plan="Có",
                                 budget_recurrent="6553", staff_email_govvn="3")
    told = checked.only("form_agrees")
    assert (told.kind, told.table, told.printed, told.expected) == ("warn", "form/so-tc", "85", "84")
    assert "dienbien-2012:dep_consolidated:r1:computers_lan" in told.why_vi
    compared = next(r.checked for r in checked.outcome.results if r.check == "form_agrees")
    assert compared == 4, "a figure that the form leaves out contradicts nothing"


def test_a_part_above_its_whole_is_found_in_a_table_of_inputs_too(check_consolidated: CheckForms) -> None:
    checked = check_consolidated(unit_name="Sở Công Thương", computers_total="40", computers_lan="41")
    above = checked.only("part_above_whole")
    assert (above.cell_id, above.kind, above.expected) == (
        "dienbien-2012:dep_consolidated:r1:computers_lan", "warn", "≤ 40")
    assert "Sở Công Thương" in above.why_vi


def test_limits_units_and_maxima_come_from_the_seeds(rules: FormRules) -> None:
    assert rules.limits["computers_lan"] == ("computers_total",)
    assert rules.maximum("overall", "department") == 150
    decision = read_form_rules(FRAMEWORK, "laocai_agencies", "2016")
    assert (decision.maximum("infrastructure", "department"), decision.maximum("infrastructure", "district")) == (12, 6)
    assert read_form_rules(FRAMEWORK, "laocai_agencies", "2015").nodes == {}, "no framework holds in that year"
    assert read_form_rules(FRAMEWORK, "nobody", "2016").inputs == {}


def test_a_thousand_forms_are_checked_in_seconds(check_forms: CheckForms, tmp_path: Path) -> None:
    def multiply(forms: Forms) -> None:
        first = forms.records[0]
        for number in range(978):
            form = deepcopy(first)
            form.update(form=f"form/x-{number}", entity_code=f"x_{number}")
            for item in form["inputs"]:
                item["cell_id"] = item["cell_id"].replace("so-tttt", f"x-{number}")
            forms.records.append(form)

    start = time.process_time()
    checked = check_forms(multiply)
    assert time.process_time() - start < 10
    assert next(r.checked for r in checked.outcome.results if r.check == "form_figures") == 1000
