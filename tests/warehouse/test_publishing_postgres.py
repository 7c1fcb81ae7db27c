"""What a publication does to the tables of a server: rows that differ, and columns where it must."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from published_figures import build

from warehouse import table_shapes
from warehouse.errors import WarehouseBusy, WarehouseError
from warehouse.workspace import prepare_building, publish

ROWS = "select a, b from reporting.t order by a, b"


def publish_table(url: str, query: str, *more: str, mark: str = "b") -> None:
    """Build and publish `reporting.t` from a query; `more` is done to it before it is published."""
    prepare_building(url)
    with psycopg.connect(url) as connection:
        connection.execute("create schema reporting_next")
        for statement in (f"create table reporting_next.t as {query}", *more):
            connection.execute(statement)
    publish(url, mark)


def asked(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def done(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def values(*rows: str) -> str:
    return f"select * from (values {', '.join(rows)}) as v (a, b)"


def test_only_rows_that_differ_are_touched(postgres_warehouse: str) -> None:
    publish_table(postgres_warehouse, values("(1, 'Đắk Lắk')", "(2, null)", "(3, '')"))
    before = dict(asked(postgres_warehouse, "select a, xmin::text || ctid::text from reporting.t"))
    publish_table(postgres_warehouse, values("(1, 'Đắk Lắk')", "(2, '')", "(3, '')"))
    assert asked(postgres_warehouse, ROWS) == [(1, "Đắk Lắk"), (2, ""), (3, "")]
    after = dict(asked(postgres_warehouse, "select a, xmin::text || ctid::text from reporting.t"))
    assert {a for a in before if before[a] != after[a]} == {2}


def test_a_row_that_is_there_several_times_is_counted(postgres_warehouse: str) -> None:
    publish_table(postgres_warehouse, values("(1, 'x')", "(1, 'x')", "(1, 'x')", "(2, 'y')"))
    publish_table(postgres_warehouse, values("(1, 'x')", "(2, 'y')", "(2, 'y')"))
    assert asked(postgres_warehouse, ROWS) == [(1, "x"), (2, "y"), (2, "y")]


def test_a_figure_with_more_digits_is_another_one_though_it_is_equal(postgres_warehouse: str) -> None:
    publish_table(postgres_warehouse, "select 1.0 as a, 1 as b")
    publish_table(postgres_warehouse, "select 1.00 as a, 1 as b")
    assert asked(postgres_warehouse, "select a::text from reporting.t") == [("1.00",)]


def test_a_publication_of_the_same_writes_nothing_but_its_mark(postgres_warehouse: str) -> None:
    publish_table(postgres_warehouse, values("(1, 'x')"), mark="b1")
    before = asked(postgres_warehouse, "select xmin::text, ctid::text from reporting.t")
    publish_table(postgres_warehouse, values("(1, 'x')"), mark="b2")
    assert asked(postgres_warehouse, "select xmin::text, ctid::text from reporting.t") == before
    assert asked(postgres_warehouse, "select input_hash from raw.builds") == [("b2",)]


def test_what_a_table_and_its_columns_mean_is_published(postgres_warehouse: str) -> None:
    said = "select obj_description('reporting.t'::regclass), col_description('reporting.t'::regclass, 1)"
    comments = ("comment on table reporting_next.t is 'Bảng'", "comment on column reporting_next.t.a is 'Cột'")
    publish_table(postgres_warehouse, values("(1, 'x')"), *comments)
    assert asked(postgres_warehouse, said) == [("Bảng", "Cột")]
    publish_table(postgres_warehouse, values("(1, 'x')"), comments[0])
    assert asked(postgres_warehouse, said) == [("Bảng", None)]


def test_readers_have_statistics_after_a_publication(postgres_warehouse: str) -> None:
    publish_table(postgres_warehouse, "select n as a, n as b from generate_series(1, 500) as s(n)")
    assert asked(postgres_warehouse, "select reltuples from pg_class where oid = 'reporting.t'::regclass") == [(500,)]


class TestIndexes:
    """Declared by the models, made beside, and there for readers whatever a publication does to the table."""

    ON_A = "create index on reporting_next.t (a)"
    ON_B_A = "create index on reporting_next.t (b, a)"

    def test_those_that_are_built_are_published_once(self, postgres_warehouse: str) -> None:
        for row in ("(1, 'x')", "(2, 'x')", "(2, 'x')"):
            publish_table(postgres_warehouse, values(row), self.ON_A, self.ON_B_A)
            assert indexes(postgres_warehouse) == ["(a)", "(b, a)"]

    def test_one_that_a_table_lacks_is_made_while_it_is_read(self, postgres_warehouse: str) -> None:
        publish_table(postgres_warehouse, values("(1, 'x')"), self.ON_A)
        with psycopg.connect(postgres_warehouse) as reader:
            assert reader.execute(ROWS).fetchall() == [(1, "x")]  # and its transaction stays open
            publish_table(postgres_warehouse, values("(1, 'x')"), self.ON_A, self.ON_B_A)
        assert indexes(postgres_warehouse) == ["(a)", "(b, a)"]

    def test_a_column_of_another_type_has_its_indexes_again(self, postgres_warehouse: str) -> None:
        publish_table(postgres_warehouse, values("(1, 'x')"), self.ON_A, self.ON_B_A)
        publish_table(postgres_warehouse, values("(1, 2)"), self.ON_A, self.ON_B_A)
        assert indexes(postgres_warehouse) == ["(a)", "(b, a)"]

    def test_one_that_an_administrator_made_stays(self, postgres_warehouse: str) -> None:
        publish_table(postgres_warehouse, values("(1, 'x')"))
        done(postgres_warehouse, "create index on reporting.t (b)")
        publish_table(postgres_warehouse, values("(2, 'x')"), self.ON_A)
        assert indexes(postgres_warehouse) == ["(a)", "(b)"]


def indexes(url: str) -> list[str]:
    """The columns of the indexes that readers have."""
    query = """select substring(indexdef from ' USING btree (.*)') from pg_indexes
        where schemaname = 'reporting' and tablename = 't' order by 1"""
    return [columns for (columns,) in asked(url, query)]


class TestOtherColumns:
    """The same tables all the same: grants and views of readers on what stays are kept."""

    @pytest.fixture
    def published(self, postgres_warehouse: str) -> str:
        publish_table(postgres_warehouse, values("(1, 'x')", "(2, 'y')"),
                      "alter table reporting_next.t alter column a set not null")
        with psycopg.connect(postgres_warehouse) as connection:
            connection.execute("create schema bi")
            connection.execute("create view bi.seen as select a from reporting.t")
        return postgres_warehouse

    def test_a_column_more(self, published: str) -> None:
        publish_table(published, "select 1 as a, 'x' as b, 2.50::numeric(9, 2) as c",
                      "alter table reporting_next.t alter column a set not null",
                      "alter table reporting_next.t alter column c set not null")
        assert [str(c) for *_, c in asked(published, "select * from reporting.t")] == ["2.50"]
        assert asked(published, "select a from bi.seen") == [(1,)]
        assert nullable(published) == {"a": False, "b": True, "c": False}

    def test_a_column_gone_and_one_of_another_type(self, published: str) -> None:
        publish_table(published, "select 7 as a, 3 as b")
        assert asked(published, "select b + 1 from reporting.t") == [(4,)]
        assert nullable(published) == {"a": True, "b": True}
        publish_table(published, "select 7 as a")
        assert asked(published, "select * from reporting.t") == [(7,)]
        assert asked(published, "select a from bi.seen") == [(7,)]

    def test_a_column_gone_that_a_view_of_somebody_needs_stops_the_publication(self, published: str) -> None:
        with pytest.raises(WarehouseError, match=r"view bi\.seen"):
            publish_table(published, "select 'x' as b", mark="b2")
        assert asked(published, "select a from bi.seen order by a") == [(1,), (2,)]
        assert asked(published, "select input_hash from raw.builds") == [("b",)]
        done(published, "drop view bi.seen")
        publish(published, "b2")
        assert asked(published, "select * from reporting.t") == [("x",)]

    def test_a_snapshot_of_before_goes_on_with_the_old_rows(self, published: str) -> None:
        with psycopg.connect(published) as reader:
            reader.execute("set transaction isolation level repeatable read")
            reader.execute("select 1").fetchone()
            publish_table(published, "select 7 as a, 'z' as b, 1 as c")
            assert reader.execute(ROWS).fetchall() == [(1, "x"), (2, "y")]

    def test_a_table_in_use_is_waited_for_without_keeping_other_readers(
        self, published: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(table_shapes, "_LOCKS_ARE_TRIED_FOR_SECONDS", 1.0)
        with psycopg.connect(published) as reader, psycopg.connect(published) as other:
            reader.execute(ROWS).fetchall()
            with pytest.raises(WarehouseBusy, match=r"in use all the time: .reporting.\..t."):
                publish_table(published, "select 7 as a")
            other.execute("set statement_timeout = '1s'")
            assert other.execute(ROWS).fetchall() == [(1, "x"), (2, "y")]
        publish(published, "b2")
        assert asked(published, "select a from bi.seen") == [(7,)]


def nullable(url: str) -> dict[str, bool]:
    query = """select attname, not attnotnull from pg_attribute
        where attrelid = 'reporting.t'::regclass and attnum > 0 and not attisdropped"""
    return dict(asked(url, query))


def test_what_others_have_put_beside_our_tables_stays(postgres_warehouse: str) -> None:
    publish_table(postgres_warehouse, values("(1, 'x')"))
    with psycopg.connect(postgres_warehouse) as connection:
        connection.execute("create view reporting.own_view as select a from reporting.t")
        connection.execute("create table reporting.own_table as select 5 as a")
        connection.execute("create table reporting.former as select 6 as a")
        connection.execute("drop role if exists somebody")
        connection.execute("create role somebody")
        connection.execute("alter table reporting.own_table owner to somebody")
    publish_table(postgres_warehouse, values("(2, 'x')"))
    assert asked(postgres_warehouse, "select a from reporting.own_view") == [(2,)]
    assert asked(postgres_warehouse, "select a from reporting.own_table") == [(5,)]
    assert asked(postgres_warehouse, "select to_regclass('reporting.former')") == [(None,)]


def test_a_warehouse_of_an_earlier_chiso_is_published_over(postgres_warehouse: str) -> None:
    with psycopg.connect(postgres_warehouse) as connection:
        for schema in ("raw", "staging", "intermediate", "reporting", "reporting_old_731"):
            connection.execute(f"create schema {schema}")
            connection.execute(f"create table {schema}.figures as select 0 as a from generate_series(1, 10)")
        connection.execute("create table raw.editions (edition_code varchar not null, input_hash varchar not null)")
        connection.execute("insert into raw.editions values ('vi-du-2030', 'h0')")
        connection.execute("create view public.seen as select sum(a) as a from reporting.figures")
    build(postgres_warehouse, figure=1)
    publish(postgres_warehouse, "b1")
    assert asked(postgres_warehouse, "select a from seen") == [(1000,)]
    assert asked(postgres_warehouse, "select edition_code, input_hash, series_code from raw.editions") == [
        ("vi-du-2030", "h0", None)]
    done(postgres_warehouse, "drop view seen")
    left = asked(postgres_warehouse, "select nspname from pg_namespace where nspname ~ 'old|staging|interm|next'")
    assert left == []
