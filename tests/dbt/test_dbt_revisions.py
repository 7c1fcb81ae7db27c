"""A restated report in the tables for readers: its figures count, and every cell that it changed is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from dbt_builds import Built, build, documents, load
from dbt_builds import Handover as Folders
from dbt_builds import rows as duckdb_rows

from flows.stages import check_stage, extract_stage
from tests.renderings.report_text import Report
from tests.renderings.restated_report import RESTATED, row_of, write_revision

OTHER = "laocai-agencies-2016"
LAST = "2.1"
"""A table whose last row goes up to the second place: where it stands tells nothing."""


def changed(report: Report) -> None:
    row_of(report, "4.1", "Lào Cai")[3] = "0,777"
    rows = report.tables[LAST].rows
    rows.insert(1, rows.pop())


@pytest.fixture(scope="module")
def handover(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    folder = tmp_path_factory.mktemp("restated")
    write_revision(folder / RESTATED, 2, changed)
    return _made(folder, RESTATED, [*documents(RESTATED), *(folder / RESTATED).rglob("*.pdf")])


def _made(folder: Path, edition: str, paths: list[Path]) -> Folders:
    made = Folders(folder / f"extract-{edition}", folder / f"check-{edition}")
    made.extract_dir.mkdir(), made.check_dir.mkdir()
    extract_stage(paths, edition, made.extract_dir)
    check_stage(made.extract_dir, edition, made.check_dir)
    return made


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory, handover: Folders) -> Built:
    """The restated report beside an edition that was never restated."""
    work = tmp_path_factory.mktemp("built_restated")
    url = load(f"duckdb:///{work / 'kho.duckdb'}", handover, _made(work, OTHER, documents(OTHER)))
    return Built(url, build(url, work, "--exclude-resource-type", "unit_test"))


def test_the_project_builds_and_its_tests_pass_but_that_no_fault_list_knows_the_restated_figure(
        restated: Built) -> None:
    failed = {name for name, status in restated.build.status.items() if status in ("error", "runtime error", "fail")}
    about_revisions = {name for name in failed if "revision" in name}
    assert about_revisions == set()


def test_the_ranking_carries_the_restated_figure(restated: Built) -> None:
    assert duckdb_rows(restated.url, """
        select score_published from reporting.rpt_ranking
        where entity_name_vi = 'Lào Cai' and node_code = 'infrastructure'""") == [(Decimal("0.777"),)]


def test_every_table_is_told_twice_first_replaced_then_current(restated: Built) -> None:
    assert duckdb_rows(restated.url, """
        select revision, status, replaced_by, count(*), sum(cells_changed), sum(rows_added + rows_removed)
        from reporting.rpt_revisions group by all order by all""") == [
        (1, "replaced", 2, 27, None, None), (2, "current", None, 27, 1, 0)]


def test_the_changed_cell_is_told_with_body_pages_and_both_figures(restated: Built) -> None:
    [told] = duckdb_rows(restated.url, """
        select table_code, title_en is not null, entity_name_vi, column_key, header_printed, change_kind, text_after,
            value_after, value_change = value_after - value_before, is_value_changed, file_after,
            page_before is not null, cell_id
        from reporting.rpt_revision_changes""")
    assert told == ("4.1", True, "Lào Cai", "index", "Chỉ số năm 2016", "changed", "0,777",
                    Decimal("0.777"), True, True, "revision-2/bao-cao.pdf", True, told[-1])
    assert duckdb_rows(restated.url, f"select text_printed from raw.cells where cell_id = '{told[-1]}'") == [
        ("0,777",)]


def test_an_edition_that_was_never_restated_is_in_neither_list(restated: Built) -> None:
    for model in ("rpt_revisions", "rpt_revision_changes"):
        assert duckdb_rows(restated.url, f"select distinct edition_code from reporting.{model}") == [(RESTATED,)]
    assert duckdb_rows(restated.url, f"""
        select table_code, status from raw.revisions where edition_code = '{OTHER}' order by table_code""") == [
        (table, "current") for table in ("districts", "districts@workbook", "provincial_agencies",
                                         "provincial_agencies@workbook")]


def test_postgresql_tells_the_same(restated: Built, handover: Folders, postgres_url: str,
                                   tmp_path: Path) -> None:
    from warehouse.workspace import prepare_building, publish

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("create database revisions")
    url = postgres_url.rsplit("/", 1)[0] + "/revisions"
    building = prepare_building(url)
    load(building, handover)
    build(url, tmp_path, "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test",
          "--select", "+rpt_revisions", "+rpt_revision_changes",
          "--vars", "{schema_suffix: _next, raw_schema: raw_next}")
    publish(url, "hash of a test")
    for model in ("rpt_revisions", "rpt_revision_changes"):
        query = f"select * from reporting.{model}"
        with psycopg.connect(url) as connection:
            there: list[tuple[Any, ...]] = connection.execute(query).fetchall()
        assert there and sorted(map(str, there)) == sorted(map(str, duckdb_rows(restated.url, query)))
