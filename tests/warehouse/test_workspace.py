from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest
from published_figures import build, figures
from small_edition import Edition

from warehouse.address import parse_address
from warehouse.engine import open_engine
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseUnreachable
from warehouse.load import load_edition
from warehouse.marks import build_mark, loaded_editions
from warehouse.read import read_rows
from warehouse.workspace import building_url, claim, is_claimed, prepare_building, publish

Write = Callable[[Edition], tuple[Path, Path]]
ROOT = Path(__file__).parents[2]

# Another process: DuckDB shares one open file among all connections of a process.
_READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for _ in sys.stdin:
    print(connection.execute("select max(a), count(*) from reporting.figures").fetchone(), flush=True)
"""


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
        assert is_claimed(warehouse)
    assert not is_claimed(warehouse)


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
