"""Readers of a server while something else is built and published beside them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from published_figures import build, figures
from small_edition import Edition

from warehouse import next_schemas
from warehouse.errors import WarehouseBusy
from warehouse.load import load_edition
from warehouse.marks import build_mark, loaded_editions
from warehouse.read import open_reader, read_rows
from warehouse.workspace import building_url, prepare_building, publish

Write = Callable[[Edition], tuple[Path, Path]]
ROOT = Path(__file__).parents[2]


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

    @pytest.mark.parametrize("level", ["repeatable read", "serializable"])
    def test_a_snapshot_reads_on_what_it_had_also_in_tables_it_never_opened_before(
        self, postgres_warehouse: str, level: str
    ) -> None:
        build_pair(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        with psycopg.connect(postgres_warehouse) as reader:
            reader.execute(f"set transaction isolation level {level}")
            assert reader.execute("select max(a) from reporting.figures").fetchone() == (1,)
            build_pair(postgres_warehouse, figure=2)
            publish(postgres_warehouse, "b2")
            assert reader.execute("select min(a), max(a), count(*) from marts.figures").fetchone() == (1, 1, 1000)
            assert reader.execute("select input_hash from raw.builds").fetchone() == ("b1",)
        assert read_rows(postgres_warehouse, "select max(a) as a from marts.figures") == [{"a": 2}]

    def test_our_own_readers_see_one_state_however_many_queries_they_ask(self, postgres_warehouse: str) -> None:
        build_pair(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        with open_reader(postgres_warehouse) as reader:
            assert reader.rows("select max(a) as a from reporting.figures") == [{"a": 1}]
            build_pair(postgres_warehouse, figure=2)
            publish(postgres_warehouse, "b2")
            assert reader.rows("select max(a) as a from marts.figures") == [{"a": 1}]

    def test_nothing_that_was_built_is_left_behind(self, postgres_warehouse: str) -> None:
        build_pair(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        query = "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)' order by 1"
        present = [row["nspname"] for row in read_rows(postgres_warehouse, query)]
        assert present == ["marts", "raw", "reporting", "seeds"]

    def test_what_is_loaded_is_seen_when_published_and_not_before(
        self, postgres_warehouse: str, write_edition: Write
    ) -> None:
        load_edition(prepare_building(postgres_warehouse), *write_edition(Edition()), input_hash="h1")
        assert loaded_editions(building_url(postgres_warehouse)) == {"vi-du-2031": "h1"}
        assert loaded_editions(postgres_warehouse) == {}
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        load_edition(prepare_building(postgres_warehouse), *write_edition(Edition(index="0.5")), input_hash="h2")
        assert loaded_editions(postgres_warehouse) == {"vi-du-2031": "h1"}
        query = "select value from raw.cells where cell_id = 'vi-du-2031:4.1:r1:index'"
        assert read_rows(postgres_warehouse, query) == [{"value": Decimal("0.321")}]
        build(postgres_warehouse, figure=2)
        publish(postgres_warehouse, "b2")
        assert loaded_editions(postgres_warehouse) == {"vi-du-2031": "h2"}
        assert read_rows(postgres_warehouse, query) == [{"value": Decimal("0.5")}]

    def test_what_a_killed_run_loaded_is_used_again_if_it_came_from_what_is_published(
        self, postgres_warehouse: str, write_edition: Write
    ) -> None:
        extract, check = write_edition(Edition())
        load_edition(prepare_building(postgres_warehouse), extract, check, input_hash="h1")
        assert load_edition(prepare_building(postgres_warehouse), extract, check, input_hash="h1") is False
        with psycopg.connect(postgres_warehouse) as other_run:  # that published something else meanwhile
            other_run.execute("create schema raw")
            other_run.execute("create table raw.builds as select 'b7' as input_hash")
        assert loaded_editions(prepare_building(postgres_warehouse)) == {}

    def test_a_publication_that_fails_shows_readers_the_old_state(
        self, postgres_warehouse: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(next_schemas, "_WAIT_TO_PUBLISH", "set local lock_timeout = '200ms'")
        build(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        build(postgres_warehouse, figure=2)
        with psycopg.connect(postgres_warehouse) as intruder:
            intruder.execute("lock table reporting.figures in share mode")  # reading is free, writing is not
            with pytest.raises(WarehouseBusy, match="stays in use"):
                publish(postgres_warehouse, "b2")
        assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((1, 1, 1000), "b1")
        publish(postgres_warehouse, "b2")
        assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((2, 2, 1000), "b2")

    def test_a_publication_that_is_killed_half_way_has_not_been(self, postgres_warehouse: str) -> None:
        build_pair(postgres_warehouse, figure=1)
        publish(postgres_warehouse, "b1")
        build_pair(postgres_warehouse, figure=2)
        script = "import sys; from warehouse.workspace import publish; publish(sys.argv[1], 'b2')"
        waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        with psycopg.connect(postgres_warehouse) as intruder:
            intruder.execute("lock table reporting.figures in share mode")  # raw and marts are changed before it
            with subprocess.Popen([sys.executable, "-c", script, postgres_warehouse], cwd=ROOT) as run:
                while not read_rows(postgres_warehouse, waiting):
                    assert run.poll() is None
                    time.sleep(0.05)
                run.kill()
        assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((1, 1, 1000), "b1")
        assert read_rows(postgres_warehouse, "select max(a) as a from marts.figures") == [{"a": 1}]
        publish(postgres_warehouse, "b2")
        assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((2, 2, 1000), "b2")
        assert schemas(postgres_warehouse, "%next") == 0

    def test_a_backup_of_everything_delays_no_publication_and_spoils_nothing(
        self, postgres_warehouse: str, write_edition: Write
    ) -> None:
        load_edition(prepare_building(postgres_warehouse), *write_edition(Edition()), input_hash="h1")
        build(postgres_warehouse, figure=1)
        with psycopg.connect(postgres_warehouse) as backup:
            backup.execute("lock table raw_next.cells, reporting_next.figures in access share mode")
            publish(postgres_warehouse, "b1")
            assert (figures(postgres_warehouse), build_mark(postgres_warehouse)) == ((1, 1, 1000), "b1")
        assert schemas(postgres_warehouse, "%next") == 2
        build(postgres_warehouse, figure=2)
        publish(postgres_warehouse, "b2")
        assert figures(postgres_warehouse) == (2, 2, 1000) and schemas(postgres_warehouse, "%next") == 0
        assert loaded_editions(postgres_warehouse) == {"vi-du-2031": "h1"}

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


def build_pair(url: str, figure: int) -> None:
    """The same figure in two schemas."""
    build(url, figure)
    with psycopg.connect(url) as connection:
        connection.execute("create schema marts_next")
        connection.execute("create table marts_next.figures as select * from reporting_next.figures")


def schemas(url: str, like: str) -> int:
    return len(read_rows(url, "select nspname from pg_namespace where nspname like $1", [like]))
