"""The first command on the bundled documents, and the same command again."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs_commands import pages, steps
from flow_runs import STAGES, Done, Place, bytes_below, lines_after
from frictionless import Package
from tried_pages import Desk, desk

EDITION = "mic-2016"
HEAVY = ("prefect", "great_expectations", "dbt.cli", "pandas", "pdfplumber", "sqlalchemy")


def test_a_full_run_ends_well_and_its_last_lines_tell_rows_checks_verdicts_and_reports(first_run: Done) -> None:
    assert first_run.code == 0, first_run.told
    last = list(lines_after(first_run.out, EDITION))
    assert last[1].split() == ["rows", "613", "in,", "0", "held", "back,", "613", "loaded"]
    assert "0 stop, 0 hold back, 0 warn, 10 fault" in last[2]
    assert last[3].strip().startswith("verdicts") and last[3].endswith("0 unexplained")
    assert last[4].strip() == f"look at   known fault (6), first: chiso explain {EDITION}:2.2:r4:rate"
    assert last[5].strip().startswith(f"look at   open fault (7), first: chiso explain {EDITION}:2.1:")
    assert last[7].startswith("reports") and last[7].endswith(str(Path("build", "reports", "html", "index.html")))


def test_a_full_run_tells_a_line_for_each_stage(first_run: Done) -> None:
    assert first_run.outcomes == dict.fromkeys(STAGES, "done"), first_run.told
    assert "26 of 26 tables, 613 rows, 2,213 cells" in first_run.err


def test_documents_of_no_known_series_are_named_and_set_aside(first_run: Done) -> None:
    assert "bao-cao-la-2016" in first_run.err and "no series claims it" in first_run.err


def test_all_bundled_documents_go_through_with_every_printed_figure_explained(all_bundled: tuple[Place, Done]) -> None:
    place, done = all_bundled
    assert done.code == 0, done.told
    assert "13 of 13 tables, 216 rows" in done.err and "22 forms with " in done.err
    assert re.search(rf"{EDITION} +load +up to date", done.err), "what the first run did is not done again"
    verdicts = place.rows("select edition_code, verdict, count(*) as figures from reporting.rpt_reconciliation"
                          " group by edition_code, verdict")
    assert "unexplained" not in {row["verdict"] for row in verdicts}
    for edition, figures in (("dienbien-2012", 1007), ("laocai-ict-2016", 361), ("laocai-ict-2017", 31)):
        assert sum(row["figures"] for row in verdicts if row["edition_code"] == edition) == figures
    assert "forms     22 counted; 0 documents set aside" in done.out


def test_the_data_package_of_all_bundled_documents_holds_before_its_own_validator(
        all_bundled: tuple[Place, Done]) -> None:
    place, _ = all_bundled
    report = Package(str(place.folder / "build" / "reports" / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] > 50 and sum(task.stats.get("rows") or 0 for task in report.tasks) > 10_000


def test_the_signed_scan_beside_the_text_is_a_doubt_and_no_problem(all_bundled: tuple[Place, Done]) -> None:
    place, done = all_bundled
    doubts = place.rows("select kind, why_en from raw.check_failures where edition_code = 'laocai-agencies-2016'")
    assert [(doubt["kind"], doubt["why_en"]) for doubt in doubts] == [("warn", "the document is a scan")]
    assert "problem" not in done.err


def test_every_stage_stands_in_the_ledger_as_done(good: Place) -> None:
    rows = json.loads(good.chiso("status", "--json").out)
    assert [(row["edition"], row["stage"], row["outcome"]) for row in rows] == [
        *((EDITION, stage, "done") for stage in STAGES[:3]),
        *(("all", stage, "done") for stage in STAGES[3:]),
    ]


def test_every_table_row_and_cell_of_the_report_is_in_the_warehouse(good: Place) -> None:
    counts = {
        table: good.rows(f"select count(*) as found from raw.{table}")[0]["found"]
        for table in ("editions", "printed_tables", "printed_rows", "cells")
    }
    assert counts == {"editions": 1, "printed_tables": 26, "printed_rows": 613, "cells": 2213}


def test_every_figure_that_can_be_recomputed_has_a_verdict_and_none_is_unexplained(good: Place) -> None:
    rows = good.rows(
        "select figure, verdict, count(*) as figures from reporting.rpt_reconciliation group by figure, verdict"
    )
    assert {(row["figure"], row["verdict"]): row["figures"] for row in rows} == {
        ("rank", "equal"): 564,
        ("rank", "known_fault"): 2,
        ("share", "equal"): 9,
        ("share", "known_fault"): 3,
        ("total", "equal"): 122,
        ("total", "known_fault"): 1,
    }


def test_every_rank_of_the_19_ranked_tables_is_recomputed(good: Place) -> None:
    [counts] = good.rows(
        "select count(distinct split_part(cell_id, ':', 2)) as tables, count(*) as ranks"
        " from reporting.rpt_reconciliation where figure = 'rank' and recomputed_value is not null"
    )
    assert counts == {"tables": 19, "ranks": 566}


def test_the_publishers_faults_are_found_by_rule(good: Place) -> None:
    faults = good.rows("select cell_id, printed, expected, kind from reporting.rpt_publication_faults")
    found = {(fault["cell_id"], fault["printed"], fault["expected"]) for fault in faults}
    for expected in (
        ("mic-2016:2.6:r17:rank", "17", "16"),
        ("mic-2016:4.11:r48:rank", "48", "47"),
        ("mic-2016:4.8:r5:dossiers_total", "28.167", "28.622"),
        ("mic-2016:4.4:r12:url", "backan.gov.vn", "bacgiang.gov.vn"),
        ("mic-2016:4.4:r39:url", "bacgiang.gov.vn", "backan.gov.vn"),
        ("mic-2016:2.2:r4:rate", "94,73%", "94,74%"),
    ):
        assert expected in found, found


def test_workbook_pages_and_csv_lie_in_the_folder_of_reports(good: Place) -> None:
    kinds = Counter(path.suffix for path in good.reports.rglob("*") if path.is_file())
    assert (kinds[".xlsx"], kinds[".docx"]) == (2, 1) and kinds[".html"] > 10 and kinds[".csv"] > 5, kinds
    manifest = json.loads((good.reports / "manifest.json").read_text(encoding="utf-8"))
    assert {file["path"] for file in manifest["files"]} == set(bytes_below(good.reports)) - {"manifest.json"}


def test_a_second_run_is_up_to_date_quick_and_changes_no_byte(good: Place, first_run: Done) -> None:
    before = bytes_below(good.reports), bytes_below(good.folder / "build" / "stages")
    warehouse = (good.folder / "build" / "warehouse.duckdb").read_bytes()
    again = good.chiso("run")
    assert again.code == 0, again.told
    assert again.outcomes == dict.fromkeys(STAGES, "up to date"), again.told
    assert (bytes_below(good.reports), bytes_below(good.folder / "build" / "stages")) == before
    assert (good.folder / "build" / "warehouse.duckdb").read_bytes() == warehouse
    assert again.out == first_run.out
    assert again.seconds < first_run.seconds / 4


@pytest.mark.parametrize("command", [["run"], ["plan"], ["status"], ["explain", "mic-2016:4.8:r5:dossiers_total"]])
def test_nothing_heavy_is_imported_to_answer_a_question(good: Place, command: list[str]) -> None:
    done = good.chiso(*command, options=("-X", "importtime"))
    imported = {line.rpartition("|")[2].strip() for line in done.err.splitlines() if line.startswith("import time:")}
    assert done.code == 0 and "click" in imported, done.told
    assert not imported.intersection(HEAVY)


@pytest.mark.parametrize("command", [["plan"], ["status"], ["doctor"]])
def test_asking_in_an_empty_folder_leaves_nothing_behind(project: Path, tmp_path: Path, command: list[str]) -> None:
    done = Place(tmp_path / "empty", project).chiso(*command)
    assert done.code == 0, done.told
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.fixture(scope="module")
def at_desk(all_bundled: tuple[Place, Done], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(all_bundled, tmp_path_factory.mktemp("desk")) as found:
        yield found


@pytest.mark.parametrize("page", [page for page in pages() if steps(page)], ids=lambda page: page.name)
def test_what_a_page_of_the_docs_tells_to_type_answers_as_it_shows(at_desk: Desk, page: Path) -> None:
    for step in steps(page):
        at_desk.try_out(step)


def test_what_bi_tools_need_is_written_for_a_warehouse_that_stays_as_it_is(good: Place, tmp_path: Path) -> None:
    place = good.copied(tmp_path)
    warehouse = place.folder / "build" / "warehouse.duckdb"
    before = warehouse.read_bytes()
    done = place.chiso("bi", "--out", "bi", "--lang", "vi")
    assert done.code == 0 and "đã mô tả" in done.out, done.told
    assert warehouse.read_bytes() == before
    assert sorted(path.name for path in (place.folder / "bi").iterdir()) == [
        "models.html", "semantic.yml", "superset.en.zip", "superset.vi.zip"]
    pages = (place.folder / "bi" / "models.html").read_text(encoding="utf-8")
    assert "One row an edition, node and body" in pages
    assert not re.findall(r'<(?:script|link)[^>]+(?:src|href)="https?:', pages), "it opens without a network"
    refused = place.chiso("bi", "--warehouse", "postgresql://nobody@localhost/nothing")
    assert refused.code == 2 and "--reader ROLE" in refused.told
