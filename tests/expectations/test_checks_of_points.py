"""Tables of points: each check fails on one thing spoilt, and the editions as printed hold only their own faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from printed_report import Checked, Given

CheckPoints = Callable[..., Checked]
POINTS, DECISION = "dienbien-2012", "laocai-agencies-2016"

TOTALS_OF_NOTHING = {f"dienbien-2012:dep_overall:r{row}:total_self" for row in (7, 10, 12, 15, 16, 17)}


def put(row: int, **cells: str) -> Callable[[list[dict[str, str]]], None]:
    """Print other text in the cells of a row (1-based)."""
    return lambda rows: rows[row - 1].update(cells)


def test_the_report_as_printed_holds_totals_of_nothing_and_no_other_fault(points_edition: Checked) -> None:
    faults = {(f.cell_id, f.fault_kind, f.printed) for f in points_edition.outcome.failures if f.kind == "fault"}
    assert faults == {(cell, "contradiction", "0.0") for cell in TOTALS_OF_NOTHING}
    assert not points_edition.outcome.stopped
    assert points_edition.outcome.problems == ()
    assert points_edition.codes() == {"sum_without_parts", "forms_complete", "form_figures"}


def test_the_decision_as_printed_holds_no_fault_at_all(decision: Checked) -> None:
    assert decision.outcome.failures == ()
    checked = {(result.table, result.check): result.checked for result in decision.outcome.results}
    assert checked["provincial_agencies", "running"] == 22
    assert checked["districts", "header_maximum"] == 8
    assert checked["provincial_agencies", "header_maxima"] == 1
    assert checked["provincial_agencies@workbook", "witness_agrees"] == 22 * 10
    assert {check for table, check in checked if table == "districts@workbook"} == {"witness_rows", "witness_agrees"}


def test_every_component_is_added_up_and_ranked(points_edition: Checked) -> None:
    checked = Counter({(r.table, r.check): r.checked for r in points_edition.outcome.results})
    for table, rows in (("dep", 20), ("dist", 9)):
        for part in ("infra", "application", "hr", "policy"):
            assert checked[f"{table}_{part}", "row_sum"] == rows
            assert checked[f"{table}_{part}", "rank_agrees"] == rows
            assert checked[f"{table}_{part}", "header_maxima"] == 1
    assert checked["dep_overall", "row_sum"] == 20 + 14
    assert checked["dep_overall", "header_maxima"] == 1, "the total that bodies give themselves prints no maximum"


@pytest.mark.parametrize(("edition", "table", "row", "cells", "expected"), [
    (POINTS, "dep_overall", 2, {"total_score": "107.6"}, "107.2"),
    (POINTS, "dep_infra", 13, {"total": "20.8"}, "21.1"),
    (DECISION, "districts", 2, {"total": "92"}, "92.5"),
    (DECISION, "provincial_agencies", 1, {"security": "12"}, "96"),
])
def test_a_total_beyond_rounding_is_a_fault(check_points: CheckPoints, edition: str, table: str, row: int,
                                            cells: dict[str, str], expected: str) -> None:
    fault = check_points(edition, table, put(row, **cells)).only("row_sum")
    assert (fault.row, fault.kind, fault.fault_kind, fault.expected) == (row, "fault", "arithmetic", expected)


def test_points_above_their_maximum_hold_the_row_back(check_points: CheckPoints) -> None:
    checked = check_points(DECISION, "provincial_agencies", put(3, infrastructure="12.5"))
    assert (checked.only("maximum").row, checked.only("maximum").expected) == (3, "≤ 12")
    assert [(held.table, held.row, held.cell_id) for held in checked.outcome.held_back] == [
        ("provincial_agencies", 3, "")]


def test_points_that_a_body_gives_itself_never_hold_its_row_back(check_points: CheckPoints) -> None:
    checked = check_points(POINTS, "dep_overall", put(5, infra_self="36.0", total_self="94.0"))
    assert checked.only("maximum_optional").kind == "warn"
    assert checked.outcome.held_back == ()


def test_a_rank_inside_its_tie_is_right_and_one_outside_is_a_fault(check_points: CheckPoints) -> None:
    def exchange(rows: list[dict[str, str]]) -> None:
        rows[2]["rank"], rows[3]["rank"] = "4", "3"  # 101.8 twice

    assert check_points(POINTS, "dep_overall", exchange).failures("rank_agrees") == []


def test_a_rank_outside_its_tie_is_a_fault(check_points: CheckPoints) -> None:
    fault = check_points(POINTS, "dep_overall", put(4, rank="5")).only("rank_agrees")
    assert (fault.row, fault.expected) == (4, "4")


def test_rows_are_numbered_without_a_gap(check_points: CheckPoints) -> None:
    fault = check_points(DECISION, "districts", put(5, stt="6")).only("running")
    assert (fault.row, fault.kind, fault.printed, fault.expected) == (5, "fault", "6", "5")


@pytest.mark.parametrize("stt", ["", "5.", "năm"])
def test_a_number_of_a_row_never_holds_it_back(check_points: CheckPoints, stt: str) -> None:
    checked = check_points(DECISION, "districts", put(5, stt=stt))
    assert checked.outcome.held_back == ()
    assert len(checked.failures("running")) == (0 if stt == "5." else 1)


def test_another_maximum_in_a_header_is_another_method_and_stops(check_points: CheckPoints) -> None:
    given = Given(headers={("provincial_agencies", "security"): "Điểm thành phần (điểm tối đa) | Đảm bảo ATTT (15)"})
    checked = check_points(DECISION, "provincial_agencies", given=given)
    drift = checked.only("header_maximum")
    assert (drift.kind, drift.column, drift.expected) == ("stop", "security", "14")
    assert "15" in drift.why_vi
    assert "12 + 40 + 13 + 15 + 7 + 14" in checked.only("header_maxima").why_en
    assert checked.outcome.stopped


def test_another_maximum_of_the_total_does_not_add_up(check_points: CheckPoints) -> None:
    given = Given(headers={("dep_overall", "total_score"): "Tổng Điểm E-GOV Index (Điểm tối đa 160)"})
    checked = check_points(POINTS, "dep_overall", given=given)
    assert checked.only("header_maxima").expected == "150"
    assert checked.only("header_maximum").column == "total_score"


def test_a_header_without_any_number_is_not_judged(check_points: CheckPoints) -> None:
    given = Given(headers={("districts", "total"): "Tổng điểm đạt được"})
    assert check_points(DECISION, "districts", given=given).codes() == set()


def test_a_mark_that_is_no_answer_holds_its_row_back(check_points: CheckPoints) -> None:
    unread = check_points(POINTS, "dep_policy", put(1, plan_flag="chưa rõ")).only("readable_figure")
    assert (unread.row, unread.column, unread.kind) == (1, "plan_flag", "hold_back")


def test_an_unknown_body_of_a_province_stops_with_the_nearest_names(check_points: CheckPoints) -> None:
    unknown = check_points(POINTS, "dep_hr", put(2, unit_name="Sở Xây dưng và Nhà ở")).only("known_body")
    assert unknown.column == "unit_name"
    assert unknown.expected.startswith("Sở Xây dựng (")


def test_a_body_of_another_province_is_unknown(check_points: CheckPoints) -> None:
    assert check_points(POINTS, "dist_hr", put(2, unit_name="Huyện Sa Pa")).only("known_body").row == 2
