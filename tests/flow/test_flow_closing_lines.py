"""The closing lines of a run name what replaced what: nobody has to find it out from the figures."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from small_warehouse import small_warehouse

from flows.settings import Settings
from flows.summary import show_summary
from flows.terminal import Terminal


@pytest.fixture
def restated(tmp_path: Path) -> Settings:
    """A signed decision in revision 1, of which a workbook of revision 2 restates seven of eight tables."""
    settings = small_warehouse(tmp_path)
    parts = [(1, f"t{number}", "quyet-dinh.pdf", "replaced" if number < 8 else "current") for number in range(1, 9)]
    later = "revision-2/so-lieu.xlsx"
    parts += [(1, "t1@workbook", "quyet-dinh.pdf", "replaced"), (2, "t1@workbook", later, "current")]
    parts += [(2, f"t{number}", later, "current") for number in range(1, 8)]
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.executemany("insert into raw.revisions (edition_code, revision, table_code, file_name, status) "
                               "values ('e', $1, $2, $3, $4)", parts)
    return settings


@pytest.mark.parametrize(("language", "line"), [
    ("en", "  restated  revision-2/so-lieu.xlsx counts instead of quyet-dinh.pdf in 7 parts (t1, t2, t3, t4, t5, …);"
           " chiso diff e@1 e@2"),
    ("vi", "  sửa đổi   revision-2/so-lieu.xlsx được dùng thay quyet-dinh.pdf ở 7 phần (t1, t2, t3, t4, t5, …);"
           " chiso diff e@1 e@2")])
def test_a_document_that_replaces_another_is_named_with_it(
        restated: Settings, capsys: pytest.CaptureFixture[str], language: str, line: str) -> None:
    show_summary(restated, Terminal(language))
    assert capsys.readouterr().out.splitlines().count(line) == 1


def test_an_open_fault_is_told_with_the_command_that_leads_to_its_cell(
        restated: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.executemany(
            "insert into reporting.rpt_publication_faults (edition_code, cell_id, table_code, row_number, status) "
            "values ('e', $1, 't', $2, $3)",
            [("e:t:r1:name", 1, "acknowledged"), ("e:t:r4:name", 4, "open"), ("e:t (bản 2):r2:name", 2, "open")])
    show_summary(restated, Terminal())
    told = capsys.readouterr().out.splitlines()
    assert "  look at   open fault (2), first: chiso explain 'e:t (bản 2):r2:name'" in told
