"""Both plans of the province: targets, tasks and figures of the prose, equal to the truth."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from extractors.contract import Outcome
from extractors.extract import extract
from extractors.fingerprint import identify_pdf
from extractors.indicator_names import read_known_indicators
from extractors.layout import reading_order
from extractors.page_content import clean
from extractors.pdf_tables import read_layout
from extractors.write import write_outcome
from tests.extractors.plan_bullets import EDITIONS, SEEDS, plan_bodies, plan_spec

ROOT = Path(__file__).parents[2]
FIRST, SECOND = EDITIONS
TARGETS = {"laocai-ict-2016": 17, "laocai-ict-2017": 19}
STATEMENTS = {"laocai-ict-2016": (40, 48), "laocai-ict-2017": (19, 32)}
"""Places in the prose, and figures told there."""


@cache
def plan(edition: str) -> Outcome:
    spec = plan_spec(edition)
    [report] = (ROOT / "sources" / edition).glob("*.pdf")
    return extract([report], spec, plan_bodies(edition), workers=1,
                   indicators=read_known_indicators(SEEDS / "framework", spec.series, spec.period))


@cache
def prose_of(edition: str) -> list[str]:
    """The lines of the plan outside of its tables, in reading order."""
    [report] = (ROOT / "sources" / edition).glob("*.pdf")
    source = identify_pdf(report, edition)
    items = reading_order(read_layout(report, source.pages or 0, 1, None))
    return [clean(item.line.text) for item in items if item.line]


def truth(edition: str, name: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "truth" / edition / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_target_is_as_in_the_truth(edition: str) -> None:
    read = [{"indicator": target.indicator_printed, "indicator_code": target.node_code, "year": str(target.target_year),
             "comparator": target.comparator, "target": f"{target.target}",
             "target_max": "" if target.target_max is None else f"{target.target_max}", "unit": target.unit,
             "lead_agency": target.lead_printed, "due": target.due_printed} for target in plan(edition).targets]
    assert len(read) == TARGETS[edition]
    assert read == [{key: value for key, value in row.items() if key != "section"} for row in truth(edition, "targets")]


def test_a_wording_that_covers_a_part_of_an_indicator_says_so() -> None:
    whole = {target.indicator_printed: target.is_whole_indicator for target in plan(SECOND).targets}
    assert whole["Người lớn biết đọc, biết viết"]
    assert not whole["Trường tiểu học có phòng máy tính và dạy tin học"]
    assert all(not target.is_whole_indicator for edition in EDITIONS for target in plan(edition).targets
               if not target.node_code)


def test_quarters_of_targets_are_those_of_their_due() -> None:
    quarters = [target.due_quarter for target in plan(SECOND).targets]
    assert quarters == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 2, None, 1, 1, 1, 4, 4, 4]


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_plan_has_one_bullet_that_is_no_target_and_names_it(edition: str) -> None:
    unread = [doubt for doubt in plan(edition).doubts if doubt.code == "target_unread"]
    assert len(unread) == 1 and unread[0].page == 3 and unread[0].file.endswith(".pdf")


def test_every_task_is_as_in_the_truth_with_what_is_printed_once_for_several() -> None:
    read = [{"group_heading": task.group_heading, "subgroup_heading": task.subgroup_heading,
             "indicator": task.indicator_printed, "task": task.task_printed, "lead": task.lead_printed,
             "cooperating": task.cooperating_printed, "time": task.time_printed} for task in plan(SECOND).tasks]
    rows = truth(SECOND, "task_list_filled")
    assert len(read) == 27
    wanted = [{key: row[key] for key in read[0]} for row in rows]
    assert read == wanted
    assert {task.task_year for task in plan(SECOND).tasks} == {2018}


def test_the_quarters_of_all_tasks_are_read() -> None:
    quarters = [(task.quarter_from, task.quarter_to) for task in plan(SECOND).tasks]
    assert quarters == [(1, 4), (1, 4), (1, 4), (1, 1), (1, 2), (1, 4), (1, 1), (1, 2), (2, 2), (1, 4), (1, 4), (1, 4),
                        (1, 4), (1, 4), (1, 4), (1, 1), (1, 1), (1, 4), (1, 1), (1, 4), (1, 4), (1, 4), (2, 4), (3, 4),
                        (1, 4), (1, 4), (1, 4)]


def test_the_indicators_of_all_tasks_are_found() -> None:
    codes: dict[int, list[str]] = {}
    for indicator in plan(SECOND).task_indicators:
        codes.setdefault(indicator.row, []).append(indicator.node_code)
    online = {16: ["3.2.1"], 17: ["3.2.1"], 18: ["3.2.1"], 19: ["3.2.2"]}
    online |= {row: ["3.2.3", "3.2.4"] for row in range(20, 24)}
    assert codes == {
        1: ["1.1.1", "1.1.2"], 2: ["1.1.3", "1.1.4", "1.1.5"], 3: ["1.1.6", "1.1.7"], 4: ["1.1.8"],
        5: ["1.2.1", "1.2.2"], 6: ["1.2.3", "1.2.4"], 7: ["2.1.1", "2.1.2", "2.1.3", "2.1.4"],
        8: ["2.2.1", "2.2.2", "2.2.3"], 9: ["2.2.4", "2.2.5"], 10: ["3.1.1"], 11: ["3.1.2"], 12: ["3.1.2"],
        13: ["3.1.3"], 14: ["3.1.4"], 15: ["3.1.5"], **online, **{row: [""] for row in range(24, 28)}}
    assert not [doubt for doubt in plan(SECOND).doubts if doubt.code.startswith("indicator_")]


def test_every_body_of_a_task_is_found_and_the_faults_of_their_names_are_told() -> None:
    outcome = plan(SECOND)
    assert not [one for one in outcome.assignments if not (one.entity_code or one.body_group)]
    assert {one.body_group for one in outcome.assignments} == {"", "departments", "districts", "enterprises", "outside"}
    lead_of_13 = [one.entity_code for one in outcome.assignments
                  if (one.kind, one.row, one.role) == ("task", 13, "lead")]
    assert len(lead_of_13) == 11 and lead_of_13.count("") == 1
    told = {(doubt.code, doubt.cell_id.split(":", 1)[1]) for doubt in outcome.doubts
            if doubt.code.startswith("assignee")}
    assert told == {("assignees_unparted", "task_list:r26:lead"), ("assignee_misspelt", "task_list:r26:cooperating"),
                    ("assignee_misspelt", "task_list:r27:cooperating")}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_of_the_prose_is_told(edition: str) -> None:
    statements = plan(edition).statements
    assert (len({told.ordinal for told in statements}), len(statements)) == STATEMENTS[edition]
    assert len({told.cell_id(edition) for told in statements}) == len(statements)


@pytest.mark.parametrize(("edition", "statement", "figure", "value", "body"), [
    (FIRST, "overall", "score", "0.5741", ""), (FIRST, "overall", "rank", "7", ""),
    (FIRST, "overall", "bodies", "63", ""), (FIRST, "overall", "rank_move", "2", ""),
    (FIRST, "overall_leaders", "score", "0.6456", "TPHCM"), (FIRST, "infrastructure", "rank_move", "0", ""),
    (FIRST, "applications", "rank_move", "-2", ""), (FIRST, "it_staff_in_agencies", "value_before", "97", ""),
    (FIRST, "wan_connected", "value", "41.8", ""), (FIRST, "wan_connected_leaders", "value", "100", "Tây Ninh"),
    (FIRST, "hr_society_scores", "score", "0.825", ""), (FIRST, "districts_left", "value", "2", ""),
    (FIRST, "hr_society_scores", "score", "0.9915", "Nam Định"), (FIRST, "trained_security", "value", "0.8", ""),
    (FIRST, "online_level_1_leaders", "value", "100", "các địa phương dẫn đầu"),
    (SECOND, "infrastructure", "rank_before", "12", ""), (SECOND, "infrastructure", "rank_move", "5", ""),
    (SECOND, "infra_society", "rank", "15", ""), (SECOND, "hr_society", "rank_move", "-14", ""),
    (SECOND, "fixed_telephones", "value_before", "5.63", ""), (SECOND, "open_source", "value", "28.2", "Cần thơ"),
    (SECOND, "school_attendance", "value", "95", ""), (SECOND, "app_online_services", "rank_move", "16", ""),
])
def test_a_figure_of_the_prose_is_about_its_node_and_body(edition: str, statement: str, figure: str, value: str,
                                                         body: str) -> None:
    told = [one.value for one in plan(edition).statements
            if (one.statement, one.figure, one.body) == (statement, figure, body)]
    assert told == [Decimal(value)]


def test_the_hand_over_names_tables_and_cells(tmp_path: Path) -> None:
    edition = SECOND
    write_outcome(plan(edition), plan_spec(edition), tmp_path, plan_bodies(edition))

    def lines(name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

    assert lines("targets")[0]["cell_id"] == f"{edition}:targets:r1:target"
    assert (lines("targets")[0]["target"], lines("targets")[0]["target_max"]) == ("88", "90")
    assert lines("tasks")[20]["cell_id"] == f"{edition}:task_list:r21:task"
    assert {line["table"] for name in ("tasks", "task_indicators") for line in lines(name)} == {"task_list"}
    assert {(line["kind"], line["table"]) for line in lines("assignments")} == {
        ("task", "task_list"), ("target", "targets")}
    cells = {line["cell_id"] for line in lines("cells")}
    assert {line["cell_id"] for line in lines("tasks")} <= cells
