"""What a PostgreSQL server has and lacks for a warehouse: for `chiso doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from warehouse.address import NEXT, parse_address
from warehouse.connections import connect_reader

OLDEST = 15
"""The oldest version that its makers still mend."""

_ACTING = "select session_user, current_user, has_database_privilege(current_database(), 'create')"
_OWNED = """
select count(*), min(pg_get_userbyid(relowner)) from pg_class
where relkind = 'r' and pg_get_userbyid(relowner) != current_user and relnamespace in (
    to_regnamespace('raw'), to_regnamespace('seeds'), to_regnamespace('marts'), to_regnamespace('reporting'))"""
_UNREADABLE = """
select count(*) filter (where not has_table_privilege($1, pg_class.oid, 'select')),
    has_schema_privilege($1, 'reporting', 'usage')
from pg_class where relkind = 'r' and relnamespace = 'reporting'::regnamespace"""
_OTHERS_AT_WORK = """
select count(*), coalesce(max(extract(epoch from now() - xact_start))::bigint, 0) from pg_stat_activity
where datname = current_database() and pid != pg_backend_pid() and xact_start < now() - interval '1 hour'"""


@dataclass(frozen=True)
class ServerFinding:
    """A part of the server, whether it is well, what was found, and what mends it."""

    part: str
    is_well: bool
    found: str
    mend: str = ""


def examine_server(url: str, owner: str = "", reader: str = "") -> list[ServerFinding]:
    """What there is to say of the server; `owner` and `reader` are the roles that should be there, if any.

    Nothing for a DuckDB file. Raises WarehouseUnreachable when the server does not let us in.
    """
    address = parse_address(url)
    if address.is_duckdb:
        return []
    connection = connect_reader(address)
    try:
        return [_version(connection), _rights(connection), *_owner(connection, owner), *_reader(connection, reader),
                _old_snapshots(connection), *_left_over(connection)]
    finally:
        connection.close()


def _version(connection: Any) -> ServerFinding:
    number = connection.info.server_version // 10000
    return ServerFinding("server version", number >= OLDEST, f"PostgreSQL {number}",
                         f"PostgreSQL {OLDEST} or later")


def _rights(connection: Any) -> ServerFinding:
    login, acting, may_create = connection.execute(_ACTING).fetchone()
    found = login if login == acting else f"{login}, acting as {acting}"
    return ServerFinding("server rights", may_create, found if may_create else f"{found}: may not create schemas",
                         f'grant create on database … to "{acting}"')


def _owner(connection: Any, owner: str) -> Iterator[ServerFinding]:
    others, one = connection.execute(_OWNED).fetchone()
    _, acting, _ = connection.execute(_ACTING).fetchone()
    if others:
        yield ServerFinding("owner role", False, f"{others} tables belong to {one}, not to {acting}",
                            f"chiso grant --owner {owner or acting}, as the login that made them")
    elif owner:
        yield ServerFinding("owner role", owner == acting, owner if owner == acting else f"acting as {acting}",
                            f"chiso grant --owner {owner}")


def _reader(connection: Any, reader: str) -> Iterator[ServerFinding]:
    if not reader:
        return
    mend = f"chiso grant --reader {reader}"
    known = connection.execute(
        "select exists (select from pg_roles where rolname = $1), to_regnamespace('reporting') is not null", [reader])
    if not all(known.fetchone()):
        yield ServerFinding("reader role", False, f"{reader}: no such role, or nothing to read yet", mend)
        return
    unreadable, is_let_in = connection.execute(_UNREADABLE, [reader]).fetchone()
    is_well = is_let_in and not unreadable
    yield ServerFinding("reader role", is_well, reader if is_well else f"{reader}: {unreadable} tables not readable",
                        mend)


def _old_snapshots(connection: Any) -> ServerFinding:
    count, seconds = connection.execute(_OTHERS_AT_WORK).fetchone()
    found = f"{count} open for more than an hour (the oldest {seconds // 3600} h)" if count else "none is old"
    return ServerFinding("open transactions", not count, found,
                         "end them: while they last, no old row is taken from the disk")


def _left_over(connection: Any) -> Iterator[ServerFinding]:
    names = [name for (name,) in connection.execute(
        f"select nspname from pg_namespace where nspname like '%\\{NEXT}' order by 1")]
    if names:
        yield ServerFinding("left over", True, f"of a run under way or killed: {', '.join(names)}")
