from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from published_figures import build, figures
from small_edition import Edition

from warehouse.load import load_edition
from warehouse.marks import build_mark
from warehouse.read import read_rows
from warehouse.workspace import publish

Write = Callable[[Edition], tuple[Path, Path]]


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
