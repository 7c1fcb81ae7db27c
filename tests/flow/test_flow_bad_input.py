"""Documents with one fault each, through `run` and `check`: one clear error, and nothing of them is loaded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flow_runs import Place

from extractors.errors import Problem
from flows.checking import check_documents
from flows.cycle import Cycle
from flows.documents import take_stock
from flows.lost import Hold
from flows.plan import Planner
from flows.settings import Settings
from flows.terminal import Terminal
from tests.bad_input import bad_reports
from tests.bad_input.bad_reports import BAD_INPUTS, write_bad_input
from tests.renderings.report_pdf import write_report
from tests.renderings.report_text import load_report

EDITION = "mic-2016"
# Reading and checking a whole report takes seconds; so one report carries all of these at once.
TOGETHER = [name for name, entry in BAD_INPUTS.items() if entry.table]
WRONG = [name for name in TOGETHER if BAD_INPUTS[name].outcome == "wrong"]
FAULTS = [name for name in TOGETHER if BAD_INPUTS[name].outcome == "fault"]
ALONE = [name for name in BAD_INPUTS if name not in TOGETHER]


@dataclass(frozen=True)
class Read:
    """What a run made of a document, as far as it got. `failures`: the lines of failures.jsonl."""

    stages: list[str]
    problems: list[Problem]
    failures: list[dict[str, Any]]


def read_in_run(sources: Path, work: Path, warehouse: str) -> Read:
    """The steps of a run over `sources`, up to what stops it; what goes on is not loaded here."""
    settings = Settings(sources=sources, warehouse=warehouse, work=work, reports=work / "reports")
    stock = take_stock(sources)
    cycle = Cycle(settings, Planner(settings), stock, Hold(warehouse), lambda *step: None,
                  lambda *pages: None)
    stages = []
    for stage in ("extract", "check"):
        if not cycle.editions or not cycle.edition_step(stage, EDITION):
            break
        stages.append(stage)
    lines = [line for path in work.glob("stages/check/*/*/failures.jsonl")
             for line in path.read_text(encoding="utf-8").splitlines()]
    problems = [problem for found in cycle.report.problems.values() for problem in found]
    return Read(stages, [*problems, *stock.problems.values()], [json.loads(line) for line in lines])


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, good: Place) -> str:
    """A copy of the first run's warehouse, which no bad document may change."""
    return good.copied(tmp_path_factory.mktemp("bad input")).warehouse


def path_of(warehouse: str) -> Path:
    return Path(warehouse.removeprefix("duckdb:///"))


@pytest.fixture(scope="module")
def read_together(tmp_path_factory: pytest.TempPathFactory, warehouse: str) -> Read:
    """What came of a report that carries every fault that a table can have."""
    folder = tmp_path_factory.mktemp("together")
    report = load_report()
    for name in TOGETHER:
        getattr(bad_reports, name)(report)
    (folder / "sources" / EDITION).mkdir(parents=True)
    write_report(folder / "sources" / EDITION / "report.pdf", report)
    before = path_of(warehouse).read_bytes()
    read = read_in_run(folder / "sources", folder / "work", warehouse)
    assert path_of(warehouse).read_bytes() == before, "a bad document changed the warehouse"
    return read


@pytest.mark.parametrize("name", WRONG)
def test_wrong_data_are_told_with_file_table_page_found_expected_and_what_to_do(
    read_together: Read, name: str
) -> None:
    entry = BAD_INPUTS[name]
    told = [problem.render() for problem in read_together.problems if problem.table == entry.table]
    parts = (EDITION, "report.pdf", f"table {entry.table}", entry.printed, "page ", "found:", "expected:", "do:")
    assert [text for text in told if all(part in text for part in parts)], told


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_publisher_is_recorded_and_stops_nothing(read_together: Read, name: str) -> None:
    entry, read = BAD_INPUTS[name], read_together
    faults = [line for line in read.failures if line["kind"] == "fault" and line["table"] == entry.table]
    assert entry.printed in {fault["printed"] for fault in faults}, faults
    assert entry.printed not in {problem.found for problem in read.problems if problem.table == entry.table}


def test_what_is_right_is_not_complained_of(read_together: Read) -> None:
    assert {problem.table for problem in read_together.problems} == {BAD_INPUTS[name].table for name in WRONG}


def test_an_edition_that_is_stopped_never_reaches_the_warehouse(read_together: Read) -> None:
    assert read_together.stages == ["extract"]


def test_an_unknown_body_lists_the_nearest_known_names(read_together: Read) -> None:
    [problem] = [problem for problem in read_together.problems if problem.table == "4.3"
                 and problem.found == BAD_INPUTS["unknown_body"].printed]
    assert "Đồng Nai" in problem.expected


@pytest.mark.parametrize("name", ALONE)
def test_a_file_that_cannot_be_read_is_told_in_one_error_and_nothing_is_kept_of_it(
    tmp_path: Path, warehouse: str, name: str
) -> None:
    before = path_of(warehouse).read_bytes()
    (tmp_path / "sources" / EDITION).mkdir(parents=True)
    write_bad_input(name, tmp_path / "sources" / EDITION)
    read = read_in_run(tmp_path / "sources", tmp_path / "work", warehouse)
    [problem] = read.problems
    text = problem.render()
    assert text.startswith(f"{EDITION}, {name}.pdf")
    assert all(label in text for label in ("found:", "expected:", "do:")), text
    assert path_of(warehouse).read_bytes() == before


def test_two_files_that_cannot_be_read_are_told_at_once(tmp_path: Path, warehouse: str) -> None:
    (tmp_path / "sources" / EDITION / "later").mkdir(parents=True)
    for name in ("a.pdf", "later/b.pdf"):
        (tmp_path / "sources" / EDITION / name).write_bytes(b"%PDF-1.4 " + name.encode())
    read = read_in_run(tmp_path / "sources", tmp_path / "work", warehouse)
    assert read.stages == []
    assert [problem.file for problem in read.problems] == ["a.pdf", "later/b.pdf"]
    assert all("do:" in problem.render() for problem in read.problems)


@pytest.mark.parametrize(("name", "code"), [("header_twice", 1), ("total_does_not_add_up", 0)])
def test_check_tells_what_it_found_and_ends_with_1_unless_it_is_the_publishers_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: int
) -> None:
    path, entry = write_bad_input(name, tmp_path), BAD_INPUTS[name]
    assert check_documents(Terminal(), [path], EDITION, tmp_path / "out") == code
    said = [text for text in capsys.readouterr().out.split("\n[") if f"{path.name}, table {entry.table}, page " in text]
    assert [text for text in said if entry.printed in text and "do:" in text], said
    assert (tmp_path / "out" / "quality.html").exists()


def test_check_on_the_command_line_ends_with_1_for_a_file_that_cannot_be_read(place: Place, tmp_path: Path) -> None:
    path = write_bad_input("encrypted", tmp_path)
    done = Place(tmp_path, place.project).chiso("check", str(path), "--edition", EDITION)
    assert done.code == 1, done.told
    assert "mic-2016, encrypted.pdf: " in done.err and "do:" in done.err


def test_check_of_two_different_files_stops_with_both_names(place: Place, tmp_path: Path) -> None:
    files = [write_bad_input(name, tmp_path) for name in ("workbook", "truncated")]
    done = Place(tmp_path, place.project).chiso("check", *map(str, files), "--edition", EDITION)
    assert done.code == 1
    assert "workbook.pdf" in done.err and "truncated.pdf" in done.err


def test_a_first_run_on_a_bad_document_leaves_no_warehouse(project: Path, tmp_path: Path, prefect_api: str) -> None:
    (tmp_path / "sources" / EDITION).mkdir(parents=True)
    write_bad_input("truncated", tmp_path / "sources" / EDITION)
    fresh = Place(tmp_path, project, prefect_api)
    done = fresh.chiso("run", "--sources", str(tmp_path / "sources"))
    assert done.code == 1, done.told
    assert "1 problem in mic-2016" in done.err and "truncated.pdf" in done.err
    assert not (tmp_path / "build" / "warehouse.duckdb").exists()
    assert not fresh.reports.exists()


def test_an_empty_folder_of_sources_is_told(project: Path, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    done = Place(tmp_path, project).chiso("run", "--sources", str(tmp_path / "sources"))
    assert done.code == 1
    assert "mic-2016/*.pdf" in done.err and "do:" in done.err
