from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from small_edition import Edition

from warehouse.address import parse_address
from warehouse.engine import open_engine
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseUnreachable
from warehouse.load import load_edition
from warehouse.marks import build_mark, loaded_editions
from warehouse.read import read_rows
from warehouse.workspace import building_url, claim, prepare_building, publish

Write = Callable[[Edition], tuple[Path, Path]]
ROOT = Path(__file__).parents[2]

# Another process: DuckDB shares one open file among all connections of a process.
_READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for _ in sys.stdin:
    print(connection.execute("select max(a), count(*) from reporting.figures").fetchone(), flush=True)
"""


def build(url: str, figure: int, rows: int = 1000) -> None:
    """What dbt would do: make `reporting.figures`, every row of it the same figure."""
    prepare_building(url)
    schema = "reporting" if parse_address(url).is_duckdb else "reporting_next"
    with open_engine(building_url(url)).begin() as connection:
        connection.exec_driver_sql(f"create schema {schema}")
        connection.exec_driver_sql(
            f"create table {schema}.figures as select {figure} as a from generate_series(1, {rows}) as s(n)"
        )


def figures(url: str) -> tuple[Any, ...]:
    """The smallest, the largest and the number of the figures that a new reader sees."""
    query = "select min(a) as low, max(a) as high, count(*) as n from reporting.figures"
    return tuple(read_rows(url, query)[0].values())


@contextmanager
def reader_process(path: Path) -> Iterator[Callable[[], str]]:
    command = [sys.executable, "-c", _READER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask() -> str:
            stdin.write("\n")
            stdin.flush()
            return stdout.readline().strip()

        yield ask
        stdin.close()


def test_a_build_is_seen_when_published_and_not_before(warehouse: str, write_edition: Write) -> None:
    load_edition(prepare_building(warehouse), *write_edition(Edition()), input_hash="h1")
    build(warehouse, figure=1)
    publish(warehouse, "b1")
    assert (figures(warehouse), build_mark(warehouse)) == ((1, 1, 1000), "b1")
    assert loaded_editions(warehouse) == {"vi-du-2031": "h1"}
    build(warehouse, figure=2, rows=10)
    assert (figures(warehouse), build_mark(warehouse)) == ((1, 1, 1000), "b1")
    publish(warehouse, "b2")
    assert (figures(warehouse), build_mark(warehouse)) == ((2, 2, 10), "b2")
    assert loaded_editions(warehouse) == {"vi-du-2031": "h1"}


def test_a_table_of_a_model_that_is_no_more_is_gone_after_the_next_build(warehouse: str) -> None:
    build(warehouse, figure=1)
    schema = "reporting" if parse_address(warehouse).is_duckdb else "reporting_next"
    with open_engine(building_url(warehouse)).begin() as connection:
        connection.exec_driver_sql(f"create table {schema}.former as select 1 as a")
    publish(warehouse, "b1")
    assert len(read_rows(warehouse, "reporting.former")) == 1
    build(warehouse, figure=2)
    publish(warehouse, "b2")
    query = "select table_name from information_schema.tables where table_schema like $1"
    assert [row["table_name"] for row in read_rows(warehouse, query, ["reporting%"])] == ["figures"]


def test_nothing_is_published_where_nothing_was_built(warehouse: str) -> None:
    with pytest.raises(WarehouseError, match="nothing was built"):
        publish(warehouse, "b1")
    assert build_mark(warehouse) is None


def test_a_second_run_in_the_same_warehouse_is_sent_away(warehouse: str) -> None:
    with claim(warehouse), pytest.raises(WarehouseBusy, match="another run"), claim(warehouse):
        pass
    with claim(warehouse):
        pass


def test_the_claim_of_a_killed_run_is_free(warehouse: str) -> None:
    script = (
        "import sys, time; from warehouse.workspace import claim\n"
        "with claim(sys.argv[1]): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, warehouse]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy), claim(warehouse):
            pass
        process.kill()
    with claim(warehouse):
        pass


class TestDuckDB:
    def test_a_reader_keeps_the_old_state_and_a_new_reader_sees_the_new(self, duckdb_warehouse: str) -> None:
        path = parse_address(duckdb_warehouse).path
        build(duckdb_warehouse, figure=1)
        publish(duckdb_warehouse, "b1")
        with reader_process(path) as ask:
            assert ask() == "(1, 1000)"
            build(duckdb_warehouse, figure=2)
            assert ask() == "(1, 1000)"
            publish(duckdb_warehouse, "b2")
            assert ask() == "(1, 1000)"
            assert figures(duckdb_warehouse) == (2, 2, 1000)
            with reader_process(path) as ask_anew:
                assert ask_anew() == "(2, 1000)"

    def test_the_building_file_of_a_killed_run_is_used_again(
        self, duckdb_warehouse: str, write_edition: Write
    ) -> None:
        build(duckdb_warehouse, figure=1)
        publish(duckdb_warehouse, "b1")
        extract, check = write_edition(Edition())
        script = (
            "import os, signal, sys; from pathlib import Path\n"
            "from warehouse.load import load_edition; from warehouse.workspace import prepare_building\n"
            "building = prepare_building(sys.argv[1])\n"
            "load_edition(building, Path(sys.argv[2]), Path(sys.argv[3]), 'h1')\n"
            "import duckdb; left = duckdb.connect(building.removeprefix('duckdb:///'))\n"
            "left.execute('create table raw.unfinished as select 1 as a'); left.execute('begin')\n"
            "left.execute('delete from raw.cells'); os.kill(os.getpid(), signal.SIGKILL)"
        )
        command = [sys.executable, "-c", script, duckdb_warehouse, str(extract), str(check)]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
        building = parse_address(building_url(duckdb_warehouse)).path
        assert building.with_name(building.name + ".wal").exists()
        assert loaded_editions(duckdb_warehouse) == {}
        assert load_edition(prepare_building(duckdb_warehouse), extract, check, "h1") is False
        assert len(read_rows(building_url(duckdb_warehouse), "raw.cells")) == 7

    @pytest.mark.parametrize("damage", ["empty", "cut", "scribbled", "no_origin"])
    def test_a_damaged_building_file_is_thrown_away(
        self, duckdb_warehouse: str, write_edition: Write, damage: str
    ) -> None:
        build(duckdb_warehouse, figure=1)
        load_edition(building_url(duckdb_warehouse), *write_edition(Edition()), input_hash="h1")
        publish(duckdb_warehouse, "b1")
        building = parse_address(prepare_building(duckdb_warehouse)).path
        with closing(duckdb.connect(str(building))) as connection:
            connection.execute("update raw.editions set input_hash = 'half done'")
        spoil(building, damage)
        assert loaded_editions(prepare_building(duckdb_warehouse)) == {"vi-du-2031": "h1"}

    def test_a_building_file_of_another_state_of_the_warehouse_is_thrown_away(
        self, duckdb_warehouse: str, write_edition: Write
    ) -> None:
        build(duckdb_warehouse, figure=1)
        publish(duckdb_warehouse, "b1")
        load_edition(prepare_building(duckdb_warehouse), *write_edition(Edition()), input_hash="h1")
        parse_address(duckdb_warehouse).path.unlink()  # the user wants to start anew
        assert loaded_editions(prepare_building(duckdb_warehouse)) == {}

    def test_a_build_still_open_for_writing_is_not_published(self, duckdb_warehouse: str) -> None:
        build(duckdb_warehouse, figure=1)
        publish(duckdb_warehouse, "b1")
        build(duckdb_warehouse, figure=2)
        building = parse_address(building_url(duckdb_warehouse)).path
        script = (
            "import sys, duckdb; connection = duckdb.connect(sys.argv[1])\n"
            "print('open', flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", script, str(building)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None and process.stdout.readline() == "open\n"
            with pytest.raises(Exception, match=r"Could not set lock|used by another"):
                publish(duckdb_warehouse, "b2")
            process.communicate("")
        assert (figures(duckdb_warehouse), build_mark(duckdb_warehouse)) == ((1, 1, 1000), "b1")

    def test_a_warehouse_that_someone_writes_to_is_not_copied(self, duckdb_warehouse: str) -> None:
        build(duckdb_warehouse, figure=1)
        publish(duckdb_warehouse, "b1")
        path = parse_address(duckdb_warehouse).path
        with closing(duckdb.connect(str(path))), pytest.raises(WarehouseBusy, match=r"kho\.duckdb"):
            prepare_building(duckdb_warehouse)

    def test_a_file_that_is_not_a_database_is_left_alone(self, duckdb_warehouse: str) -> None:
        path = parse_address(duckdb_warehouse).path
        path.parent.mkdir(parents=True)
        path.write_bytes(b"%PDF-1.7 a report, not a warehouse" * 1000)
        before = path.read_bytes()
        with pytest.raises(WarehouseUnreachable, match="cannot be opened as a DuckDB file"):
            prepare_building(duckdb_warehouse)
        with pytest.raises(WarehouseUnreachable):
            loaded_editions(duckdb_warehouse)
        assert path.read_bytes() == before

    def test_publishing_leaves_no_log_and_no_copy_behind(self, duckdb_warehouse: str) -> None:
        path = parse_address(duckdb_warehouse).path
        build(duckdb_warehouse, figure=1)
        path.with_name(path.name + ".wal").write_bytes(b"of a state that is gone")
        publish(duckdb_warehouse, "b1")
        assert figures(duckdb_warehouse) == (1, 1, 1000)
        assert [name for _, _, names in os.walk(path.parent) for name in names] == [path.name]


def spoil(file: Path, damage: str) -> None:
    content = file.read_bytes()
    if damage == "empty":
        file.write_bytes(b"")
    elif damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "scribbled":
        file.write_bytes(content[:12288] + os.urandom(len(content) - 12288))
    elif damage == "no_origin":
        file.with_name(file.name + ".origin").unlink()


class TestPostgreSQL:
    def test_a_reader_inside_a_transaction_sees_old_or_new_and_never_half(
        self, postgres_warehouse: str
    ) -> None:
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        with psycopg.connect(postgres_warehouse) as reader:
            query = "select min(a), max(a), count(*) from reporting.figures"
            assert reader.execute(query).fetchone() == (1, 1, 1000)
            build(postgres_warehouse, figure=2, rows=500)
            assert reader.execute(query).fetchone() == (1, 1, 1000)
            publish(postgres_warehouse, "b2")  # and does not wait for the reader
            assert reader.execute(query).fetchone() == (2, 2, 500)
        assert figures(postgres_warehouse) == (2, 2, 500)

    def test_a_result_that_is_half_fetched_goes_on_with_the_old_rows(self, postgres_warehouse: str) -> None:
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        with psycopg.connect(postgres_warehouse) as reader, reader.cursor("slow") as cursor:
            cursor.execute("select a from reporting.figures")
            first = cursor.fetchmany(10)
            build(postgres_warehouse, figure=2)
            publish(postgres_warehouse, "b2")
            rest = cursor.fetchall()
        assert {a for (a,) in first + rest} == {1} and len(first + rest) == 1000

    def test_what_a_reader_held_is_dropped_at_the_next_publication(self, postgres_warehouse: str) -> None:
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        with psycopg.connect(postgres_warehouse) as reader:
            reader.execute("select * from reporting.figures").fetchone()
            for figure in (2, 3):
                build(postgres_warehouse, figure)
                publish(postgres_warehouse, f"b{figure}")
            assert schemas(postgres_warehouse, "reporting_old%") == 1
        build(postgres_warehouse, figure=4)
        publish(postgres_warehouse, "b4")
        assert schemas(postgres_warehouse, "reporting_old%") == 0
        assert figures(postgres_warehouse) == (4, 4, 1000)

    def test_a_swap_that_fails_shows_readers_the_old_state(self, postgres_warehouse: str) -> None:
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        build(postgres_warehouse, figure=2)
        with psycopg.connect(postgres_warehouse) as intruder:
            intruder.execute("lock table raw.builds in share mode")  # the mark cannot be written
            with pytest.raises(Exception, match="lock timeout"):
                publish(postgres_warehouse, "b2")
        assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((1, 1, 1000), "b1")
        publish(postgres_warehouse, "b2")
        assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((2, 2, 1000), "b2")

    def test_a_role_that_was_let_in_stays_in(self, postgres_warehouse: str) -> None:
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        with psycopg.connect(postgres_warehouse, autocommit=True) as owner:
            owner.execute('create role "bi 100%" login')
            owner.execute('grant usage on schema reporting to "bi 100%"')
            owner.execute('grant select on reporting.figures to "bi 100%"')
        build(postgres_warehouse, figure=2)
        publish(postgres_warehouse, "b2")
        with psycopg.connect(postgres_warehouse, user="bi 100%") as reader:
            assert reader.execute("select max(a) from reporting.figures").fetchone() == (2,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute("select * from raw.cells")

    def test_an_edition_being_loaded_is_seen_whole_or_not_at_all(
        self, postgres_warehouse: str, write_edition: Write
    ) -> None:
        load_edition(postgres_warehouse, *write_edition(Edition()), input_hash="h1")
        with psycopg.connect(postgres_warehouse) as reader:
            reader.execute("set transaction isolation level repeatable read")
            query = "select count(*), max(value) from raw.cells where column_key = 'index'"
            before = reader.execute(query).fetchone()
            load_edition(postgres_warehouse, *write_edition(Edition(index="0.5")), input_hash="h2")
            assert reader.execute(query).fetchone() == before
            reader.commit()
            after = reader.execute(query).fetchone()
            assert after is not None and before is not None and after != before and after[0] == before[0]


def schemas(url: str, like: str) -> int:
    return len(read_rows(url, "select nspname from pg_namespace where nspname like $1", [like]))
