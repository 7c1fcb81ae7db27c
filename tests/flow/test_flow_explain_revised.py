"""`explain` of a restated edition leads to the document that counts, and says what stood there before."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from small_warehouse import small_warehouse

from flows.cli import main

FILES = [("ke-hoach.pdf", "aa"), ("revision-2/ke-hoach.pdf", "bb")]


def explained(settings_warehouse: str, monkeypatch: pytest.MonkeyPatch, cell: str, language: str = "en") -> str:
    monkeypatch.setenv("CHISO_WAREHOUSE", settings_warehouse)
    done = CliRunner().invoke(main, ["--lang", language, "explain", cell])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def warehouse(tmp_path: Path) -> str:
    """Two reports; the second one's sentences count, and a cell of its table 1 was changed."""
    settings = small_warehouse(tmp_path)
    with duckdb.connect(settings.warehouse.removeprefix("duckdb:///")) as connection:
        connection.execute("create table seeds.input_sources (table_key varchar, column_key varchar)")
        for name, sha256 in FILES:
            connection.execute("insert into raw.source_files by name select 'e' as edition_code, $1 as file_name, "
                               "$2 as sha256, 'report' as document_kind", [name, sha256])
        connection.execute("insert into raw.revisions by name select 'e' as edition_code, 2 as revision, "
                           "'prose' as table_code, 'bb' as file_sha256, 'current' as status")
        connection.execute("insert into raw.statements by name select 'e:prose:r1:value' as cell_id, 'e' as "
                           "edition_code, '41,8%' as text_printed, 41.8 as value, 'percent' as unit, 3 as page")
        connection.execute("insert into raw.printed_tables by name select 'e' as edition_code, '1' as table_code, "
                           "'k' as table_key, 'Bảng một' as title_vi, 'Table one' as title_en")
        connection.execute("insert into raw.cells by name select 'e:1:r1:x' as cell_id, 'e' as edition_code, "
                           "'1' as table_code, 1 as row_number, 'x' as column_key, '0,51' as text_printed, "
                           "0.51 as value, '' as unit, 7 as page, 'bb' as file_sha256")
        connection.execute("insert into reporting.rpt_revision_changes by name select 'e:1:r1:x' as cell_id, "
                           "2 as revision, 'changed' as change_kind, '0,15' as text_before, 6 as page_before, "
                           "'ke-hoach.pdf' as file_before")
    return settings.warehouse


def test_a_cell_leads_to_the_current_document_and_tells_what_it_said_before(
        warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = explained(warehouse, monkeypatch, "e:1:r1:x")
    assert "revision-2/ke-hoach.pdf, sha256 bb" in text and "page 7" in text
    assert "so since revision 2; before “0,15” (ke-hoach.pdf, page 6)" in text
    assert "bản 2; trước đó “0,15” (ke-hoach.pdf, trang 6)" in explained(warehouse, monkeypatch, "e:1:r1:x", "vi")


def test_a_sentence_leads_to_the_report_whose_sentences_count(
        warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = explained(warehouse, monkeypatch, "e:prose:r1:value")
    assert "revision-2/ke-hoach.pdf, sha256 bb" in text
    with duckdb.connect(warehouse.removeprefix("duckdb:///")) as connection:
        connection.execute("update raw.revisions set file_sha256 = 'aa', revision = 1")
    assert "ke-hoach.pdf, sha256 aa" in explained(warehouse, monkeypatch, "e:prose:r1:value")
