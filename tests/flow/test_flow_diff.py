"""`diff`: what changed between two warehouses, two runs or two revisions, by table and key, every figure exactly."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.difference_keys import key_of

RANKING = "reporting.rpt_ranking"
ROWS = [("mic-2016", "4", "lc", "Lào Cai", "0.5100000000", None), ("mic-2016", "4", "hn", "Hà Nội", "0.9000000000", 1),
        ("mic-2016", "4", "ct", "Cần Thơ", "0.3333333333", 3)]
COLUMNS = "edition_code varchar, node_code varchar, entity_code varchar, entity_name_vi varchar, " \
          "score_published decimal({}), rank_published integer"


def warehouse(path: Path, rows: list[tuple[Any, ...]], scale: str = "28,10", more: str = "") -> str:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema reporting; create schema raw")
        connection.execute(f"create table {RANKING} ({COLUMNS.format(scale)})")
        connection.executemany(f"insert into {RANKING} values (?, ?, ?, ?, ?, ?)", rows)
        connection.execute("create table reporting.rpt_entity_history as select 'x' as entity_code")
        if more:
            connection.execute(more)
    return str(path)


def diff(*arguments: str, code: int = 0) -> Any:
    done = CliRunner().invoke(main, ["diff", "--json", *arguments])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def said(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["diff", *arguments])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def before(tmp_path: Path) -> str:
    return warehouse(tmp_path / "before.duckdb", ROWS)


@pytest.fixture
def after(tmp_path: Path) -> str:
    """One score otherwise in the tenth decimal, one row gone, one new."""
    return warehouse(tmp_path / "after.duckdb", [
        ("mic-2016", "4", "lc", "Lào Cai", "0.5100000001", 2), ROWS[1], ("mic-2016", "4", "dn", "Đà Nẵng", "1", 4)])


def test_the_key_is_what_the_model_is_tested_for() -> None:
    assert key_of(RANKING, {}) == ("edition_code", "node_code", "entity_code")
    assert key_of("reporting.rpt_targets", {}) == ("target_code",)
    assert key_of("raw.cells", {"cell_id": False}) == ("cell_id",)
    assert key_of("raw.builds", {"input_hash": False}) == ()


def test_rows_are_added_removed_and_changed_by_their_key_with_before_and_after(before: str, after: str) -> None:
    found = diff(before, after)
    assert (found["equal"], found["equal_tables"]) == (False, 1)
    [table] = found["tables"]
    assert (table["table"], table["key"]) == (RANKING, ["edition_code", "node_code", "entity_code"])
    assert (table["rows_before"], table["rows_after"]) == (3, 3)
    assert (table["added"], table["removed"], table["changed"]) == (1, 1, 1)
    assert table["columns"] == {"score_published": 1, "rank_published": 1}
    rows = {row["kind"]: row for row in table["rows"]}
    assert rows["changed"]["key"] == {"edition_code": "mic-2016", "node_code": "4", "entity_code": "lc"}
    assert rows["changed"]["before"] == {"score_published": "0.51", "rank_published": None}
    assert rows["changed"]["after"] == {"score_published": "0.5100000001", "rank_published": "2"}
    assert rows["removed"]["before"]["entity_name_vi"] == "Cần Thơ" and rows["removed"]["after"] == {}
    assert rows["added"]["after"]["score_published"] == "1" and rows["added"]["before"] == {}


def test_for_people_the_counts_come_first_and_then_the_rows(before: str, after: str) -> None:
    text = said(before, after)
    assert text.index("rows before") < text.index("~ mic-2016 · 4 · lc")
    assert "score_published: 0.51 → 0.5100000001; rank_published: ∅ → 2" in text
    assert "− mic-2016 · 4 · ct" in text and "+ mic-2016 · 4 · dn" in text
    assert "1 other tables and 0 files are equal" in text
    assert "bảng" in said("--lang", "vi", before, after)


def test_equal_warehouses_are_equal_whatever_the_scale_and_the_order(before: str, tmp_path: Path) -> None:
    other = warehouse(tmp_path / "other.duckdb", ROWS[::-1], scale="38,15")
    assert diff("--exit-code", before, other)["equal"]
    assert "no difference: 2 tables" in said(before, other)
    assert diff("--exit-code", before, before)["equal"]


def test_scripts_may_ask_for_another_exit_code(before: str, after: str) -> None:
    assert said(before, after, code=0)
    assert said("--exit-code", before, after, code=1)


def test_more_rows_than_are_told_are_counted(before: str, tmp_path: Path) -> None:
    many = [("mic-2016", "4", f"b{number:03}", "B", "1", None) for number in range(50)]
    other = warehouse(tmp_path / "many.duckdb", [*ROWS, *many])
    text = said(before, other)
    assert text.count("\n  + ") == 20 and "… and 30 more added (--all)" in text
    assert said("--all", before, other).count("\n  + ") == 50
    [table] = diff(before, other)["tables"]
    assert (table["added"], len(table["rows"])) == (50, 20)


def test_a_key_that_stands_twice_and_a_table_without_one_are_compared_too(tmp_path: Path) -> None:
    twice = [ROWS[0], ROWS[0]]
    one, two = warehouse(tmp_path / "1.duckdb", twice), warehouse(tmp_path / "2.duckdb", [*twice, ROWS[0]])
    [table] = diff(one, two)["tables"]
    assert (table["added"], table["removed"], table["changed"]) == (1, 0, 0)
    three = warehouse(tmp_path / "3.duckdb", twice, more="create table raw.builds as select 'a' as input_hash")
    four = warehouse(tmp_path / "4.duckdb", twice, more="create table raw.builds as select 'b' as input_hash")
    assert diff(three, four)["equal"]  # what is not published is compared on demand
    [builds] = diff("--schema", "raw", three, four)["tables"]
    assert (builds["key"], builds["added"], builds["removed"]) == ([], 1, 1)
    assert diff("--table", "builds", three, four)["tables"][0]["rows"][0]["before"] == {"input_hash": "a"}


def test_columns_and_tables_that_only_one_side_has_are_told(before: str, tmp_path: Path) -> None:
    other = warehouse(tmp_path / "wide.duckdb", ROWS, more=f"alter table {RANKING} add column note varchar; "
                                                           "drop table reporting.rpt_entity_history")
    found = diff(before, other)
    assert found["only_before"] == ["reporting.rpt_entity_history"]
    assert (found["tables"][0]["columns_added"], found["tables"][0]["changed"]) == (["note"], 0)
    assert "only in the first: reporting.rpt_entity_history" in said(before, other)


@pytest.mark.parametrize("others", [
    ("nowhere", "nowhere"), ("mic-2016@1", "BEFORE"), ("--table", "x", "BEFORE", "BEFORE")])
def test_what_cannot_be_compared_is_wrong_use(others: tuple[str, ...], before: str) -> None:
    assert said(*(before if text == "BEFORE" else text for text in others), code=2)


def test_a_file_that_is_no_warehouse_is_told(before: str, tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_text("no database")
    assert "cannot be opened as a DuckDB file" in said(before, str(tmp_path / "x.duckdb"), code=1)


def test_a_server_and_a_file_are_equal_to_the_last_digit(before: str, after: str, postgres_url: str) -> None:
    name = f"diff_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    url = postgres_url.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create schema reporting")
        connection.execute(f"create table {RANKING} ({COLUMNS.format('28,10')})")
        connection.execute("create table reporting.rpt_entity_history as select 'x'::varchar as entity_code")
        for row in ROWS:
            connection.execute(f"insert into {RANKING} values (%s, %s, %s, %s, %s, %s)", row)
    assert diff(before, url)["equal"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"update {RANKING} set entity_name_vi = '' where entity_code = 'lc'")
        connection.execute(f"update {RANKING} set entity_name_vi = 'a, \"b\"' || chr(10) || 'c' "
                           "where entity_code = 'hn'")
    [table] = diff(url, before)["tables"]
    assert {row["key"]["entity_code"]: row["before"]["entity_name_vi"] for row in table["rows"]} == {
        "lc": "", "hn": 'a, "b"\nc'}
    assert diff(url, after)["tables"][0]["changed"] == 2


def run_folder(folder: Path, ranking: str, page: bytes) -> str:
    files = {"csv/ranking.csv": "\ufeffedition_code,node_code,entity_code,entity_name_vi,score_published\r\n".encode()
             + ranking.encode(), "html/index.html": page}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "manifest.json").write_text(json.dumps({"files": [
        {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()]}))
    return str(folder)


def test_two_runs_are_compared_by_their_lists_and_the_bytes_of_other_files(tmp_path: Path) -> None:
    one = run_folder(tmp_path / "một", "m,4,lc,Lào Cai,0.51\r\nm,4,hn,\"Hà, Nội\",0.90\r\n", b"<p>1")
    two = run_folder(tmp_path / "hai", "m,4,hn,\"Hà, Nội\",0.9\r\nm,4,lc,Lào Cai,0.52\r\n", b"<p>2")
    found = diff(one, two)
    [table] = found["tables"]
    assert (table["table"], table["added"], table["removed"], table["changed"]) == ("csv/ranking.csv", 0, 0, 1)
    assert table["rows"][0]["before"] == {"score_published": "0.51"}
    assert found["files_changed"] == ["html/index.html"]
    assert diff(one, one)["equal"]
    assert diff("--table", "ranking", one, two)["files_changed"] == []


CHANGES = [
    # revision, row_key, kind, before, after; `la#1` is the same figure in other writing
    (2, "la#1", "changed", "82,5", "82.5"),
    (2, "lc#1", "changed", "0,51", "0,77"), (3, "lc#1", "changed", "0,77", "0,88"),
    (2, "hn#1", "changed", "0,10", "0,20"), (3, "hn#1", "changed", "0,20", "0,10"),
    (2, "dn#1", "added", "", "0,30"), (3, "dn#1", "removed", "0,30", ""),
    (3, "ct#1", "removed", "0,40", ""), (2, "ct#1", "changed", "0,41", "0,40"),
]


@pytest.fixture
def revised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from warehouse.engine import open_engine
    from warehouse.tables import create_raw

    url = f"duckdb:///{tmp_path / 'revised.duckdb'}"
    with open_engine(url).begin() as engine:
        create_raw(engine)
    with duckdb.connect(str(tmp_path / "revised.duckdb")) as connection:
        for number, rows in ((1, 4), (2, 5), (3, 3)):
            connection.execute("insert into raw.revisions by name select 'mic-2016' as edition_code, $1 as revision, "
                               "'4.1' as table_code, $2 as rows_read, '' as kind, '' as file_sha256, '' as file_name, "
                               "'' as status", [number, rows])
        for change in CHANGES:
            columns = [column for column, kind, nullable in connection.execute(
                "select column_name, data_type, is_nullable from information_schema.columns where table_name = "
                "'revision_changes'").fetchall() if nullable == "NO" and kind == "VARCHAR"]
            told = dict.fromkeys(columns, "") | {"edition_code": "mic-2016", "table_code": "4.1", "column_key": "index"}
            told |= dict(zip(("row_key", "kind", "text_before", "text_after"), change[1:], strict=True))
            names = ", ".join(f"${place} as {name}" for place, name in enumerate(told, 2))
            connection.execute(f"insert into raw.revision_changes by name select $1 as revision, {names}, "
                               f"{change[1] != 'la#1'} as is_value_changed", [change[0], *told.values()])
    monkeypatch.setenv("CHISO_WAREHOUSE", url)


@pytest.mark.usefixtures("revised")
def test_two_revisions_are_compared_step_by_step_and_what_ends_as_it_began_is_no_difference() -> None:
    [table] = diff("mic-2016@1", "mic-2016@3")["tables"]
    assert (table["table"], table["rows_before"], table["rows_after"]) == ("4.1", 4, 3)
    assert (table["added"], table["removed"], table["changed"]) == (0, 1, 1)
    removed, changed = table["rows"]
    assert (removed["key"]["row_key"], removed["before"]) == ("ct#1", {"index": "0,41"})
    assert (changed["before"], changed["after"]) == ({"index": "0,51"}, {"index": "0,88"})
    [back] = diff("mic-2016@3", "mic-2016@2")["tables"]
    assert {(row["kind"], row["key"]["row_key"]) for row in back["rows"]} == {
        ("added", "ct#1"), ("added", "dn#1"), ("changed", "lc#1"), ("changed", "hn#1")}
    assert diff("mic-2016@2", "mic-2016@2")["equal"]


@pytest.mark.usefixtures("revised")
def test_the_same_figure_in_other_writing_is_no_change_and_is_counted_as_such() -> None:
    found = diff("mic-2016@1", "mic-2016@2")
    assert found["rewritten"] == 1 and "la#1" not in {row["key"]["row_key"] for row in found["tables"][0]["rows"]}
    assert "1 cell only written otherwise" in said("mic-2016@1", "mic-2016@2")
    assert "only written otherwise" not in said("mic-2016@2", "mic-2016@3")


@pytest.mark.usefixtures("revised")
@pytest.mark.parametrize("asked", [("mic-2016@1", "mic-2016@4"), ("mic-2016@1", "mic-2015@1")])
def test_a_revision_that_nobody_loaded_is_wrong_use(asked: tuple[str, str]) -> None:
    assert "mic-2016@1 · mic-2016@2 · mic-2016@3" in said(*asked, code=2)
