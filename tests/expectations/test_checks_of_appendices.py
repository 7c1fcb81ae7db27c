"""The rankings that a plan reprints: first places only, of provinces, beside lists of the province's own bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from printed_report import Checked, Given

CheckPoints = Callable[..., Checked]
PLAN, NEXT_PLAN = "laocai-ict-2016", "laocai-ict-2017"
OVERALL, SERVICES, LIST = "appendix_overall", "appendix_online_services", "agencies_with_online_services"
DETAILED = {"row_kind": "data", "overall": "7", "infra_society": "15", "infra_agencies": "10", "hr_society": "13",
            "hr_agencies": "18", "app_agencies": "3", "app_online_services": "20", "infrastructure": "12",
            "human_resources": "12", "applications": "10"}


@pytest.mark.parametrize("table", [
    "overall_rank_by_year", LIST, OVERALL, "appendix_infrastructure", "appendix_infra_agencies",
    "appendix_human_resources", "appendix_hr_society", "appendix_hr_agencies", "appendix_applications",
    "appendix_app_agencies", SERVICES])
def test_a_table_as_printed_holds_no_fault_that_one_row_shows(check_points: CheckPoints, table: str) -> None:
    assert check_points(PLAN, table).codes() <= {"one_scale_explains_results"}


def test_the_first_provinces_alone_are_no_gap(check_points: CheckPoints) -> None:
    def shorter(rows: list[dict[str, str]]) -> None:
        del rows[5:]

    assert check_points(PLAN, OVERALL, shorter).codes() == {"row_count"}


def test_equal_figures_share_a_rank_and_leave_a_gap(check_points: CheckPoints) -> None:
    fault = check_points(PLAN, SERVICES, lambda rows: rows[14].update(rank_2016="15")).only("rank_agrees")
    assert (fault.cell_id, fault.printed, fault.expected) == (f"{PLAN}:{SERVICES}:r15:rank_2016", "15", "14")


def test_a_number_of_a_row_that_does_not_run_on_is_told(check_points: CheckPoints) -> None:
    fault = check_points(PLAN, OVERALL, lambda rows: rows[3].update(stt="5")).only("running")
    assert (fault.row, fault.printed, fault.expected) == (4, "5", "4")


def test_an_empty_figure_holds_its_row_back(check_points: CheckPoints) -> None:
    lost = check_points(PLAN, OVERALL, lambda rows: rows[0].update(ict_index="")).only("required")
    assert (lost.kind, lost.cell_id) == ("hold_back", f"{PLAN}:{OVERALL}:r1:ict_index")


@pytest.mark.parametrize(("table", "column", "name"), [
    (OVERALL, "province", "Sở Y tế"), (LIST, "agency", "Yên Bái"), (LIST, "agency", "UBND Huyện Mường Chà")],
    ids=["a department among provinces", "a province among agencies", "a district of another province"])
def test_a_body_of_another_kind_is_unknown(check_points: CheckPoints, table: str, column: str, name: str) -> None:
    unknown = check_points(PLAN, table, lambda rows: rows[0].update({column: name})).only("known_body")
    assert (unknown.kind, unknown.printed) == ("stop", name)


def test_a_list_may_name_departments_and_districts_each_once(check_points: CheckPoints) -> None:
    twice = check_points(PLAN, LIST, lambda rows: rows[26].update(agency="UBND Huyện Sa Pa")).failures("body_once")
    assert {failure.row for failure in twice} == {19, 27}


def test_a_component_that_was_dropped_is_a_word_and_no_fault(check_points: CheckPoints) -> None:
    checked = check_points(PLAN, "overall_rank_by_year", lambda rows: rows[1].update(production_business="Bỏ"))
    assert checked.codes() == set()


def test_a_figure_in_a_header_is_checked_like_one_in_a_row(check_points: CheckPoints) -> None:
    def check(**changed: str) -> Checked:
        return check_points(PLAN, "detailed_rank_2016", given=Given(rows={"detailed_rank_2016": [DETAILED | changed]}))

    assert check().codes() == set()


@pytest.mark.parametrize(("printed", "check"), [("", "required"), ("mười hai", "readable_figure"), ("64", "maximum")])
def test_a_figure_in_a_header_that_is_none_holds_its_row_back(check_points: CheckPoints, printed: str,
                                                              check: str) -> None:
    rows = [DETAILED | {"infrastructure": printed}]
    failure = check_points(PLAN, "detailed_rank_2016", given=Given(rows={"detailed_rank_2016": rows})).only(check)
    assert (failure.kind, failure.cell_id) == ("hold_back", f"{PLAN}:detailed_rank_2016:r1:infrastructure")


def test_the_workbook_beside_the_plan_is_compared_by_figures(check_points: CheckPoints) -> None:
    given = Given(again={OVERALL: lambda rows: rows[6].update(ict_index="0,5714")})
    fault = check_points(PLAN, OVERALL, given=given).only("witness_agrees")
    assert (fault.cell_id, fault.printed, fault.expected) == (
        f"{PLAN}:{OVERALL}@workbook:r7:ict_index", "0,5714", "0,5741")


def test_a_heading_that_names_the_own_document_is_none(check_points: CheckPoints) -> None:
    given = Given(attached_to={OVERALL: ("132/KH-UBND", "132/KH-UBND")})
    assert check_points(PLAN, OVERALL, given=given).codes() == set()


def test_a_heading_that_names_another_document_is_a_fault(check_points: CheckPoints) -> None:
    fault = check_points(PLAN, OVERALL, given=Given(attached_to={OVERALL: ("162/KH-UBND", "132/KH-UBND")}))
    told = fault.only("attached_to_document")
    assert (told.fault_kind, told.printed, told.expected, told.row) == (
        "contradiction", "162/KH-UBND", "132/KH-UBND", None)
