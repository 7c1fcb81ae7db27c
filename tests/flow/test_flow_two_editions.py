"""A second edition by data alone, beside a first one whose document has gone bad: one run over both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flow_runs import Done, Place, asked, copy_project
from next_edition import CLIMBER, EDITION, NEXT, add_next_edition, write_next_report

from tests.bad_input.bad_reports import write_bad_input
from tests.renderings.report_text import Report

HELD_BACK = "Bộ Giao thông vận tải"


@dataclass(frozen=True)
class TwoEditions:
    place: Place
    sources: Path
    done: Done


def print_an_impossible_index(report: Report) -> None:
    next(row for row in report.tables["2.3"].rows if row[2] == HELD_BACK)[3] = "1,900"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> TwoEditions:
    """Over the warehouse of the first run: mic-2016 now lacks a table, mic-2017 is new and has one bad row."""
    folder = tmp_path_factory.mktemp("two editions")
    project = copy_project(folder / "project", good.project)
    add_next_edition(project)
    sources = folder / "sources"
    (sources / EDITION).mkdir(parents=True)
    write_bad_input("table_missing", sources / EDITION)
    write_next_report(sources / NEXT, print_an_impossible_index)
    place = Place(good.copied(folder).folder, project, prefect_api)
    return TwoEditions(place, sources, place.chiso("run", "--sources", str(sources)))


def test_bad_data_stop_one_edition_and_hold_back_one_row_and_the_run_ends_with_1(run: TwoEditions) -> None:
    assert run.done.code == 1, run.done.told
    assert "2 problems in mic-2016, mic-2017" in run.done.err


def test_each_problem_is_told_once_with_place_found_expected_and_what_to_do(run: TwoEditions) -> None:
    blocks = run.done.err.split("\n\n")[1].split("\nmic-2017")
    assert "table_missing.pdf, table 3.5: " in blocks[0]
    assert "after 3.4 (page 9)" in blocks[0]
    assert "bao-cao-2017.pdf, table 2.3, page 5, mic-2017:2.3:r1:index: 1,900" in blocks[1]
    for block in blocks:
        assert all(block.count(label) == 1 for label in ("  found: ", "  expected: ", "  do: ")), block


def test_the_earlier_good_edition_stays_cell_for_cell(run: TwoEditions, good: Place) -> None:
    def cells(place: Place) -> list[dict[str, Any]]:
        return place.rows(f"select * from raw.cells where edition_code = '{EDITION}' order by cell_id")

    assert cells(run.place) == cells(good)
    verdicts = f"select * from reporting.rpt_reconciliation where edition_code = '{EDITION}' order by cell_id, figure"
    assert run.place.rows(verdicts) == good.rows(verdicts)


def test_figures_of_an_earlier_document_are_said_to_be_so(run: TwoEditions) -> None:
    earlier = "  EARLIER   the document of this run was stopped; what follows is of bao-cao-ung-dung-cntt-2016.pdf"
    assert f"{EDITION}\n{earlier}" in run.done.out
    assert run.done.out.count("EARLIER") == 1


def test_the_other_edition_goes_through_without_a_line_of_code(run: TwoEditions) -> None:
    [counts] = run.place.rows(f"select count(*) as cells from raw.cells where edition_code = '{NEXT}'")
    assert counts["cells"] == 2213
    assert f"{NEXT}\n  rows      613 in, 1 held back, 612 loaded" in run.done.out


def test_a_row_held_back_keeps_its_cells_and_reason_and_nothing_counts_it(run: TwoEditions) -> None:
    rows = run.place.rows("select table_code, row_number, reason from raw.printed_rows where status = 'held_back'")
    assert [(row["table_code"], row["row_number"]) for row in rows] == [("2.3", 1)]
    assert "1,900" in rows[0]["reason"]
    figures = run.place.rows("select cell_id from reporting.rpt_reconciliation where cell_id like 'mic-2017:2.3:r1:%'")
    assert figures == []


def test_ranks_beside_a_row_held_back_are_intervals_that_hold_the_print(run: TwoEditions) -> None:
    figures = run.place.rows(
        "select verdict, published_value, recomputed_low, recomputed_high, note"
        " from reporting.rpt_reconciliation where figure = 'rank' and cell_id like 'mic-2017:2.3:%'"
    )
    assert len(figures) == 18
    for figure in figures:
        assert figure["verdict"] == "within_rounding" and figure["note"]
        assert figure["recomputed_low"] <= figure["published_value"] <= figure["recomputed_high"]


def test_faults_that_nobody_has_looked_into_are_unexplained(run: TwoEditions) -> None:
    """The list of known faults names cells of the first edition; the rules find them in the next one too."""
    query = "select cell_id from reporting.rpt_reconciliation where verdict = '{}' and edition_code = '{}'"
    known = {row["cell_id"] for row in run.place.rows(query.format("known_fault", EDITION))}
    unexplained = {row["cell_id"] for row in run.place.rows(query.format("unexplained", NEXT))}
    assert len(known) == 6
    assert unexplained == {cell.replace(EDITION, NEXT) for cell in known}


def test_the_change_between_the_editions_is_told(run: TwoEditions) -> None:
    [change] = run.place.rows(
        "select * from reporting.rpt_change_between_editions"
        f" where entity_code = 'province_lao_cai' and node_code = 'infrastructure' /* {CLIMBER} */"
    )
    assert 21 in change.values() and 1 in change.values() and -20 in change.values(), change


def test_each_edition_has_its_workbook(run: TwoEditions) -> None:
    assert {path.name for path in run.place.reports.glob("*.xlsx")} == {
        f"chiso-{edition}{tables}.xlsx" for edition in (EDITION, NEXT) for tables in ("", "-tables")}


def test_on_the_server_the_step_that_the_data_stopped_is_a_failed_task(run: TwoEditions) -> None:
    runs = asked(run.place.prefect_api, "flow_runs", flow_runs={"name": {"any_": [f"chiso: {EDITION}, {NEXT}"]}})
    runs = [one for one in runs if one["parameters"]["sources"] == str(run.sources)]  # other tests use the server too
    assert [one["state_type"] for one in runs] == ["FAILED"]
    tasks = asked(run.place.prefect_api, "task_runs", flow_runs={"id": {"any_": [runs[0]["id"]]}})
    states = {task["name"]: task["state_type"] for task in tasks}
    assert [name for name, state in states.items() if state != "COMPLETED"] == [f"check {EDITION}"]
    assert f"load {EDITION}" not in states and f"load {NEXT}" in states and "publish" in states


@pytest.fixture
def again(run: TwoEditions) -> Callable[..., Done]:
    return lambda *arguments: run.place.chiso(*arguments, "--sources", str(run.sources))


def test_the_same_bad_input_again_tells_the_same_at_once_and_ends_with_1(
    run: TwoEditions, again: Callable[..., Done]
) -> None:
    done = again("run")
    assert done.code == 1
    assert done.err.split("\n\n")[1:] == run.done.err.split("\n\n")[1:]
    assert done.out == run.done.out
    assert done.seconds < run.done.seconds / 3


def test_one_edition_alone_can_be_run(again: Callable[..., Done]) -> None:
    done = again("run", "--edition", EDITION)
    assert done.code == 1
    assert "1 problem in mic-2016" in done.err
