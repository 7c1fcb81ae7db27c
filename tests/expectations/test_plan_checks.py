"""Faults of a plan that a rule finds: names of bodies, their roles, times, wording, figures in the prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from expectations.policy import read_policy
from extractors.spec import load_edition_spec
from tests.expectations.printed_report import Checked, Given, check_edition_of

PLAN = "laocai-ict-2017"
Line = dict[str, Any]
CheckPlan = Callable[..., Checked]


def task(row: int, time: str = "Quý I", text: str = "Trang bị máy tính", lead: str = "Sở Y tế") -> Line:
    return {"table": "list", "row": row, "cell_id": f"{PLAN}:list:r{row}:task", "task_printed": text,
            "lead_printed": lead, "time_printed": time}


def body(row: int, role: str, name: str, code: str = "", group: str = "") -> Line:
    return {"kind": "task", "table": "list", "row": row, "role": role, "name_printed": name,
            "entity_code": code or None, "body_group": group}


def figure(ordinal: int, text: str) -> Line:
    return {"cell_id": f"{PLAN}:prose:r{ordinal}:score", "ordinal": ordinal, "figure": "score", "text": text}


def doubt(code: str, cell: str, found: str, expected: str) -> Line:
    return {"code": code, "edition": PLAN, "file": "plan.pdf", "table": "list", "cell_id": f"{PLAN}:{cell}",
            "found": found, "expected": expected}


@pytest.fixture
def check_plan(tmp_path: Path) -> CheckPlan:
    """Checks a plan of lines, its printed tables left out."""
    spec = replace(load_edition_spec(PLAN), tables=())

    def check(*, doubts: Sequence[Line] = (), **plan: list[Line]) -> Checked:
        return check_edition_of(spec, Given(plan=plan, outcome={"doubts": doubts}), [], tmp_path)

    return check


def test_a_misspelt_body_is_a_misprint_and_no_doubt_besides(check_plan: CheckPlan) -> None:
    checked = check_plan(tasks=[task(1)], assignments=[body(1, "lead", "Sở TT&TTT", "tttt"),
                                                       body(1, "cooperating", "Sở Y tế", "yt")],
                         doubts=[doubt("assignee_misspelt", "list:r1:lead", "Sở TT&TTT", "Sở TT&TT")])
    fault = checked.only("plan_body_name")
    assert (fault.kind, fault.fault_kind, fault.cell_id) == ("fault", "misprint_entity", f"{PLAN}:list:r1:lead")
    assert (fault.printed, fault.expected, fault.row, fault.column) == ("Sở TT&TTT", "Sở TT&TT", 1, "lead")
    assert checked.codes() == {"plan_body_name"}


def test_bodies_without_a_mark_between_them_are_told_with_the_mark(check_plan: CheckPlan) -> None:
    checked = check_plan(
        assignments=[body(1, "lead", "Sở Tài chính", "tc"), body(1, "lead", "Sở Kế hoạch", "kh")],
        doubts=[doubt("assignees_unparted", "list:r1:lead", "Sở Tài chính Sở Kế hoạch", "Sở Tài chính; Sở Kế hoạch")])
    fault = checked.only("plan_bodies_parted")
    assert (fault.printed, fault.expected) == ("Sở Tài chính Sở Kế hoạch", "Sở Tài chính; Sở Kế hoạch")


def test_who_leads_does_not_cooperate_as_well(check_plan: CheckPlan) -> None:
    both = "Các doanh nghiệp"
    checked = check_plan(
        tasks=[task(1, lead=f"Sở Y tế; {both}"), task(2, lead=f"Sở Y tế; {both}"), task(3)],
        assignments=[line for row in (1, 2) for line in (
            body(row, "lead", "Sở Y tế", "yt"), body(row, "lead", both, group="enterprises"),
            body(row, "cooperating", both.lower(), group="enterprises"))]
        + [body(3, "lead", "Sở Y tế", "yt"), body(3, "cooperating", "Sở Nội vụ", "nv")])
    fault = checked.only("plan_roles_apart")
    assert (fault.row, fault.printed, fault.expected) == (1, f"Sở Y tế; {both}", "Sở Y tế")
    assert both in fault.why_vi


def test_the_rarest_way_to_write_a_span_is_told_once_with_the_usual_one(check_plan: CheckPlan) -> None:
    times = ["Quý I-Quý IV", "Quý II-Quý III", "Quý I-IV", "Quý I", "Quý I-II", "Quý I-Quý II", "Quý III- Quý IV"]
    fault = check_plan(tasks=[task(row, time) for row, time in enumerate(times, 1)]).only("plan_times_alike")
    assert (fault.row, fault.column, fault.printed, fault.expected) == (7, "time", "Quý III- Quý IV", "Quý III-Quý IV")
    assert "3" in fault.why_en


def test_spans_written_in_one_way_and_single_quarters_are_no_fault(check_plan: CheckPlan) -> None:
    assert not check_plan(tasks=[task(1, "Quý I-IV"), task(2, "Quý II-III"), task(3, "Quý I")]).outcome.failures


def test_words_twice_on_end_are_told_unless_they_come_in_pairs(check_plan: CheckPlan) -> None:
    checked = check_plan(tasks=[task(1, text="Thủ trưởng quán triệt quán triệt cán bộ"),
                                task(2, text="tham gia các khóa học vừa học vừa làm")])
    fault = checked.only("plan_words_once")
    assert (fault.row, fault.printed, fault.expected) == (1, "quán triệt quán triệt", "quán triệt")


@pytest.mark.parametrize(("text", "expected"), [("0.825", "0,825"), ("2.5%", "2,5%"), ("28.25", "28,25")])
def test_a_fraction_with_the_other_mark_is_told(text: str, expected: str, check_plan: CheckPlan) -> None:
    fault = check_plan(statements=[figure(1, "0,5741"), figure(2, text)]).only("prose_number_format")
    assert (fault.fault_kind, fault.cell_id, fault.expected) == ("number_format", f"{PLAN}:prose:r2:score", expected)


def test_thousands_whole_numbers_and_words_in_the_prose_are_no_fault(check_plan: CheckPlan) -> None:
    told = [figure(number, text) for number, text in enumerate(["12.500", "02", "như năm 2015", "100%", "41,8%"], 1)]
    assert not check_plan(statements=told).outcome.failures


def test_every_check_of_plans_is_a_fault_and_stops_nothing() -> None:
    policy = read_policy()
    plans = {code: policy[code].kind for code in policy if code.startswith(("plan_", "prose_"))}
    assert len(plans) == 6 and set(plans.values()) == {"fault"}
