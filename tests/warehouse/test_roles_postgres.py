"""The owner role and the readers' role: what they may do is tried by logging in as them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from published_figures import build

from warehouse.errors import WarehouseError, WarehouseUrlError
from warehouse.roles import grant_roles
from warehouse.workspace import publish

_numbers = itertools.count(1)
DENIED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)


@dataclass(frozen=True)
class Server:
    """A database of a test's own, as administrator, and names that no other test has."""

    admin: str
    number: int

    @property
    def owner(self) -> str:
        return f"chủ kho {self.number}"

    @property
    def reader(self) -> str:
        return f"bi_{self.number}"

    @property
    def login(self) -> str:
        return f"chạy_{self.number}"

    def url(self, role: str) -> str:
        return self.admin.replace("chiso@", f"{quote(role)}@")

    def do(self, role: str, *statements: str) -> list[tuple[Any, ...]]:
        """Statements as one role in one transaction; the rows of the last one."""
        with psycopg.connect(self.url(role)) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def admits(self, *statements: str) -> None:
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute("set role none")
            for statement in statements:
                connection.execute(statement)

    def released(self, figure: int, role: str) -> None:
        build(self.url(role), figure)
        publish(self.url(role), f"b{figure}")


@pytest.fixture
def server(postgres_url: str) -> Iterator[Server]:
    number = next(_numbers)
    name = f"roles_{number}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    found = Server(f"{postgres_url.rsplit('/', 1)[0]}/{name}", number)
    yield found
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")
        for role in (found.owner, found.reader, found.login):
            connection.execute(f'drop role if exists "{role}"')


@pytest.fixture
def usual(server: Server) -> Server:
    """A login that is no superuser runs everything; the database is its own."""
    server.admits(f'create role "{server.login}" login createrole',
                  f'alter database roles_{server.number} owner to "{server.login}"')
    return server


def test_a_reader_reads_reporting_now_and_after_every_publication(usual: Server) -> None:
    usual.released(1, usual.login)
    assert grant_roles(usual.url(usual.login), usual.owner, usual.reader)
    assert usual.do(usual.reader, "select max(a) from reporting.figures") == [(1,)]
    usual.released(2, usual.login)
    assert usual.do(usual.reader, "select max(a) from figures") == [(2,)]
    with psycopg.connect(usual.url(usual.login)) as run:  # a model that is new
        run.execute("create table reporting.rpt_new as select 5 as a")
    assert usual.do(usual.reader, "select a from rpt_new") == [(5,)]


def test_roles_may_be_granted_before_the_first_run(usual: Server) -> None:
    grant_roles(usual.url(usual.login), usual.owner, usual.reader)
    usual.released(1, usual.login)
    assert usual.do(usual.reader, "select max(a) from reporting.figures") == [(1,)]


def test_all_belongs_to_the_owner_also_what_is_built_later(usual: Server) -> None:
    usual.released(1, usual.login)
    grant_roles(usual.url(usual.login), usual.owner, usual.reader)
    usual.released(2, usual.login)
    owners = """
        select distinct pg_get_userbyid(relowner) from pg_class where relnamespace::regnamespace::text in
            ('raw', 'seeds', 'marts', 'reporting') and relkind = 'r'
        union select pg_get_userbyid(nspowner) from pg_namespace
            where nspname in ('raw', 'seeds', 'marts', 'reporting')"""
    assert usual.do(usual.login, owners) == [(usual.owner,)]
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        usual.do(usual.owner, "select 1")


@pytest.mark.parametrize("statement", [
    "insert into reporting.figures values (9)",
    "update reporting.figures set a = 9",
    "delete from reporting.figures",
    "truncate reporting.figures",
    "drop table reporting.figures",
    "alter table reporting.figures add column b int",
    "select * from raw.builds",
    "select * from seeds.figures",
    "select * from marts.figures",
    "create table reporting.own (a int)",
    "create table public.own (a int)",
    "create temporary table own (a int)",
    "create view reporting.own as select 1 as a",
    "create schema own",
    "create role other",
])
def test_a_reader_may_not(readable: Server, statement: str) -> None:
    for begin in ("select 1", "set transaction read write"):  # the setting is a courtesy, the rights hold
        with pytest.raises(DENIED):
            readable.do(readable.reader, begin, statement)
    with pytest.raises(DENIED):
        readable.do(readable.reader, f'set role "{readable.owner}"')


@pytest.fixture(scope="module")
def readable(postgres_url: str) -> Iterator[Server]:
    number = next(_numbers)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database roles_{number}")
    found = Server(f"{postgres_url.rsplit('/', 1)[0]}/roles_{number}", number)
    build(found.admin, 1)
    with psycopg.connect(found.admin) as connection:
        for schema in ("seeds", "marts"):
            connection.execute(f"create schema {schema}_next")
            connection.execute(f"create table {schema}_next.figures as select 1 as a")
    publish(found.admin, "b1")
    grant_roles(found.admin, found.owner, found.reader)
    yield found
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"drop database roles_{number} with (force)")
        for role in (found.owner, found.reader):
            connection.execute(f'drop role "{role}"')


def test_sessions_of_a_reader_cannot_write_nor_run_for_ever(readable: Server) -> None:
    shown = [readable.do(readable.reader, f"show {name}")[0][0] for name in (
        "default_transaction_read_only", "statement_timeout", "idle_in_transaction_session_timeout", "search_path")]
    assert shown == ["on", "1min", "10min", "reporting"]


def test_the_second_time_there_is_nothing_to_do_and_a_lost_right_comes_back(usual: Server) -> None:
    url = usual.url(usual.login)
    usual.released(1, usual.login)
    grant_roles(url, usual.owner, usual.reader)
    assert grant_roles(url, usual.owner, usual.reader) == []
    usual.released(2, usual.login)
    assert grant_roles(url, usual.owner, usual.reader) == []
    usual.do(usual.login, f'revoke select on reporting.figures from "{usual.reader}"',
             f'grant insert on reporting.figures to "{usual.reader}"', f'grant usage on schema raw to "{usual.reader}"',
             "grant select on raw.builds to public")
    assert len(grant_roles(url, usual.owner, usual.reader)) == 4
    assert usual.do(usual.reader, "select max(a) from figures") == [(2,)]
    assert grant_roles(url, usual.owner, usual.reader) == []


def test_a_limit_that_an_administrator_has_set_stays(usual: Server) -> None:
    grant_roles(usual.url(usual.login), usual.owner, usual.reader)
    usual.admits(f"alter role {usual.reader} in database roles_{usual.number} set statement_timeout to '5s'",
                 f"alter role {usual.reader} in database roles_{usual.number} set default_transaction_read_only to off")
    assert len(grant_roles(usual.url(usual.login), usual.owner, usual.reader)) == 1
    assert usual.do(usual.reader, "show statement_timeout") == [("5s",)]
    assert usual.do(usual.reader, "show transaction_read_only") == [("on",)]


def test_a_login_that_may_make_no_roles_is_told_what_an_administrator_has_to_run(server: Server) -> None:
    server.admits(f'create role "{server.login}" login',
                  f'grant create on database roles_{server.number} to "{server.login}"')
    url = server.url(server.login)
    with pytest.raises(WarehouseError, match=f'administrator.*create role "{server.owner}" nologin;'):
        grant_roles(url, server.owner, server.reader)
    server.admits(f'create role "{server.owner}" nologin', f'grant "{server.owner}" to "{server.login}"')
    with pytest.raises(WarehouseError, match=f'grant create on database roles_{server.number} to "{server.owner}";'):
        grant_roles(url, server.owner, "")
    assert server.do(server.login, "select to_regnamespace('reporting')") == [(None,)]  # all or nothing
    server.admits(f'grant create on database roles_{server.number} to "{server.owner}"')
    assert grant_roles(url, server.owner, "")
    server.released(1, server.login)
    assert server.do(server.login, "select current_user") == [(server.owner,)]


def test_an_administrator_prepares_and_a_plain_login_runs(server: Server) -> None:
    server.admits(f'create role "{server.login}" login')
    grant_roles(server.admin, server.owner, server.reader)
    server.admits(f'grant "{server.owner}" to "{server.login}"')
    assert grant_roles(server.url(server.login), server.owner, server.reader) == [
        f'alter role "{server.login}" in database roles_{server.number} set role to "{server.owner}"']
    server.released(1, server.login)
    assert server.do(server.reader, "select max(a) from figures") == [(1,)]


def test_readers_without_an_owner_role(usual: Server) -> None:
    usual.released(1, usual.login)
    grant_roles(usual.url(usual.login), "", usual.reader)
    usual.released(2, usual.login)
    assert usual.do(usual.reader, "select max(a) from figures") == [(2,)]


@pytest.mark.parametrize(("attribute", "told"), [
    ("superuser", "a superuser"), ("createrole", "makes roles"), ("in role pg_read_all_data", "usage of schema raw"),
])
def test_a_role_that_may_more_is_no_reader(server: Server, attribute: str, told: str) -> None:
    server.released(1, "chiso")
    server.admits(f"create role {server.reader} login {attribute}")
    with pytest.raises(WarehouseError, match=told):
        grant_roles(server.admin, server.owner, server.reader)
    assert server.do("chiso", f"select 1 from pg_roles where rolname = '{server.owner}'") == []


def test_three_names_are_three_roles(server: Server) -> None:
    for owner, reader in (("x", "x"), ("chiso", "x"), ("x", "chiso")):
        with pytest.raises(WarehouseError, match="three roles"):
            grant_roles(server.admin, owner, reader)


def test_a_file_has_no_roles(duckdb_warehouse: str) -> None:
    with pytest.raises(WarehouseUrlError, match="PostgreSQL"):
        grant_roles(duckdb_warehouse, "o", "r")
