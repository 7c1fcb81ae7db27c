"""Two years of forms and no report: next year's by data alone, with all that bodies send in besides good forms."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from flow_runs import PROJECT, Done, Place, copy_project
from next_forms import FORMS, NEW_INPUT, NEXT_FORMS, add_next_forms, write_next_forms

ASIDE = {"lạ.xlsx": "form_agency_unknown", "nộp muộn/xd (mật khẩu).xlsx": "file_encrypted", "rỗng.xlsx": "file_empty",
         "lịch trực.xlsx": "workbook_foreign"}


@dataclass(frozen=True)
class TwoYears:
    place: Place
    sources: Path
    done: Done

    def one(self, query: str) -> dict[str, Any]:
        [row] = self.place.rows(query)
        return row

    def input(self, entity: str, key: str) -> dict[str, Any]:
        return self.one(f"select * from reporting.rpt_form_inputs where edition_code = '{NEXT_FORMS}'"
                        f" and entity_code = 'dien_bien_{entity}' and input_key = '{key}'")

    def points(self, entity: str, node: str, edition: str = NEXT_FORMS) -> Decimal:
        row = self.one(f"select points from reporting.rpt_body_profile where edition_code = '{edition}'"
                       f" and entity_code = 'dien_bien_{entity}' and node_code = '{node}'")
        points: Decimal = row["points"]
        return points


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, project: Path, prefect_api: str) -> TwoYears:
    """One run over last year's forms as they are bundled, and over a new year's."""
    folder = tmp_path_factory.mktemp("two years of forms")
    own = copy_project(folder / "project", project, sources=("mic-2016",))
    add_next_forms(own)
    sources = folder / "sources"
    write_next_forms(sources / NEXT_FORMS)
    shutil.copytree(PROJECT / "sources" / FORMS / "phieu", sources / FORMS / "phieu")
    place = Place(folder, own, prefect_api)
    return TwoYears(place, sources, place.chiso("run", "--sources", str(sources)))


def test_documents_that_go_no_further_are_named_and_the_run_ends_with_1(run: TwoYears) -> None:
    assert run.done.code == 1, run.done.told
    assert f"{len(ASIDE)} problems in {NEXT_FORMS}" in run.done.err
    for name in ASIDE:
        assert f"{NEXT_FORMS}, {name}: " in run.done.err
    assert "Sở Ngoại vụ" in run.done.err, "the nearest bodies"
    assert run.done.err.count("  do: ") == len(ASIDE)


def test_the_other_forms_and_last_year_go_through_to_the_reports(run: TwoYears) -> None:
    assert {entry.outcome for entry in run.place.ledger} == {"done"}
    lines = {line.strip() for line in run.done.out.splitlines()}
    assert "forms     22 counted; 0 documents set aside" in lines
    assert "forms     4 counted, 1 superseded by a later one, 1 held back; 3 documents set aside" in lines
    assert (run.place.reports / f"chiso-{NEXT_FORMS}.xlsx").exists()


def test_the_hand_over_says_why_each_document_was_set_aside(run: TwoYears) -> None:
    [path] = (run.place.folder / "build" / "stages" / "extract" / NEXT_FORMS).glob("*/outcome.json")
    outcome = json.loads(path.read_text(encoding="utf-8"))
    assert {problem["file"]: problem["code"] for problem in outcome["set_aside"]} == ASIDE
    assert outcome["problems"] == [] and outcome["tables"] == []


def test_of_two_forms_of_one_body_the_later_counts_and_the_earlier_is_kept(run: TwoYears) -> None:
    forms = run.place.rows(f"select form_code, file_name, status, confidence from raw.forms"
                           f" where edition_code = '{NEXT_FORMS}' order by form_code")
    status = {form["form_code"]: (form["file_name"], form["status"]) for form in forms}
    assert status["form/so-tp"] == ("nộp muộn/stp lần 2.xlsx", "counted")
    assert status["form/so-tp.earlier-1"] == ("stp.xlsx", "superseded")
    assert run.points("so_tp", "D1") == 10, "the earlier form says that there is no plan"


def test_a_misspelt_body_is_taken_with_less_confidence(run: TwoYears) -> None:
    form = run.one("select * from raw.forms where name_printed = 'Sở Giao thông vân tải'")
    assert form["entity_code"] == "dien_bien_so_gtvt" and Decimal("0.9") < form["confidence"] < 1


def test_a_figure_left_out_is_carried_over_from_the_year_before(run: TwoYears) -> None:
    spent = run.input("so_tc", "budget_it")
    assert (spent["status"], spent["value"], spent["carried_from_edition"]) == ("carried_over", 142, FORMS)
    assert spent["cell_id"] == f"{FORMS}:form/so-tc:D46:budget_it"
    assert round(run.points("so_tc", "D3"), 6) == round(Decimal(10) * 142 / 7100 * 100 / 3, 6)


def test_an_illogical_figure_is_capped(run: TwoYears) -> None:
    computers = run.input("so_tc", "computers_lan")
    assert (computers["status"], computers["value"], computers["capped_from"]) == ("capped", 42, 70)
    assert run.points("so_tc", "A2") == 5


def test_a_body_that_sent_nothing_good_keeps_its_earlier_figures(run: TwoYears) -> None:
    statuses = run.place.rows(f"select distinct status from reporting.rpt_form_inputs where edition_code = "
                              f"'{NEXT_FORMS}' and entity_code = 'dien_bien_so_xd' and value is not null")
    assert [row["status"] for row in statuses] == ["carried_over"]
    assert run.points("so_xd", "overall") == run.points("so_xd", "overall", FORMS)


def test_points_of_a_form_in_another_layout_are_those_of_its_figures(run: TwoYears) -> None:
    assert round(run.points("so_yt", "overall"), 6) == round(Decimal(points_of_health().numerator)
                                                             / points_of_health().denominator, 6)


def points_of_health() -> Fraction:
    """By hand from `figures(3)`: 50 staff, 43 computers."""
    of_staff = 10 * Fraction(43 + 33 + 28 + 28, 50) + 5 * Fraction(13, 50)
    of_computers = 5 * Fraction(40 + 40 + 23, 43)
    shares = 10 * Fraction(900, 1200) + 10 * Fraction(500 + 1800, 1000 + 3000) + 10 * Fraction(123, 7100) * 100 / 3
    return of_staff + of_computers + shares + 10 + 7 + 4 + 3 + 0 + 5 + 10 + 5


def test_every_body_is_ranked_within_its_kind_by_the_new_years_points(run: TwoYears) -> None:
    rows = run.place.rows("select entity_type, score_recomputed, rank_recomputed, rank_low, rank_high"
                          f" from reporting.rpt_ranking where edition_code = '{NEXT_FORMS}' and node_code = 'overall'")
    assert len(rows) == 22
    for row in rows:
        better = [other for other in rows if other["entity_type"] == row["entity_type"]
                  and other["score_recomputed"] > row["score_recomputed"]]
        assert row["rank_low"] == len(better) + 1 <= row["rank_recomputed"] <= row["rank_high"]


def test_a_figure_asked_for_the_first_time_is_kept_as_told(run: TwoYears) -> None:
    rows = run.place.rows(f"select edition_code, value from raw.form_inputs where input_key = '{NEW_INPUT}'")
    assert len(rows) == 6 and {row["edition_code"] for row in rows} == {NEXT_FORMS}


@pytest.mark.parametrize(("node", "told"), [
    ("D3", ["142 / 7,100 = 2 % → 10 × 2 / 3 = 6.6667", f"(carried over from {FORMS})",
            f"{FORMS}:form/so-tc:D46:budget_it", f"{NEXT_FORMS}:form/so-tc:E47:budget_recurrent",
            "not printed, computed 6.6667, of 10"]),
    ("A2", ["42 / 42 = 100 %", "(capped from 70)", "so tai chinh.xlsx, sheet “Phieu”, cell E13"])])
def test_explain_leads_to_the_form_and_says_what_was_done_to_a_figure(
    run: TwoYears, node: str, told: list[str]
) -> None:
    done = run.place.chiso("explain", NEXT_FORMS, "so-tc", node)
    assert done.code == 0, done.told
    assert [text for text in told if text not in done.out] == [], done.out


def test_the_same_forms_again_tell_the_same_at_once(run: TwoYears) -> None:
    again = run.place.chiso("run", "--sources", str(run.sources))
    assert again.code == 1
    assert again.out == run.done.out
    assert again.err.split("\n\n")[1:] == run.done.err.split("\n\n")[1:]
    steps = again.err.split("\n\n")[0].splitlines()
    assert len(steps) == 8 and all("up to date" in step for step in steps), again.told


def test_a_corrected_form_is_what_the_plan_names(run: TwoYears) -> None:
    path = run.sources / NEXT_FORMS / "gtvt.xlsx"
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\0")
        rows = json.loads(run.place.chiso("plan", "--json", "--sources", str(run.sources)).out)
    finally:
        path.write_bytes(before)
    due = {(row["edition"], row["stage"]): row["why"] for row in rows if row["plan"] == "will run"}
    assert due[NEXT_FORMS, "extract"] == "changed: document gtvt.xlsx"
    assert (FORMS, "extract") not in due
