"""PostgreSQL: an owner role, as which runs work, and a role of readers that sees `reporting` and nothing else.

A query tells the statements that are still needed: a second time there are none, and what an
administrator has prepared needs no rights of one.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from warehouse import role_queries as queries
from warehouse.address import Address, parse_address
from warehouse.connections import connect_postgres, server_errors
from warehouse.errors import WarehouseError, WarehouseUrlError

_Connection = psycopg.Connection[Any]
_SETS_ROLES = 160000  # from this version on, being a member and being allowed to act as a role are two things


def grant_roles(url: str, owner: str, reader: str) -> list[str]:
    """Have both roles as they should be; returns the statements that were needed, none the second time.

    `owner` gets what is there and what comes: sessions of this login in this database act as it.
    `reader` may read `reporting`, now and after every publication. Either may be empty: then nothing
    is done about it. All is done or nothing; call it under `workspace.claim`.

    Raises:
        WarehouseUrlError: not a server.
        WarehouseError: the login may not do it, or a role may do more than it should; with what to do.
    """
    address = parse_address(url)
    if address.is_duckdb:
        raise WarehouseUrlError(f"warehouse {address}: roles are of PostgreSQL; a file has those of the system.")
    with server_errors(address), connect_postgres(address) as connection:
        # An earlier grant lets this login begin as the owner, who may less.
        connection.execute("set role none")
        connection.execute("set local lock_timeout = '5s'")
        names = _names(connection, address, owner, reader)
        done: list[str] = []
        if reader:
            _refuse(connection, address, queries.TOO_MIGHTY.format(**names), f"{reader} is more than a reader")
        for query in (*(queries.OWNER if owner else ()), *(queries.READER if reader else ()), queries.TEMPORARY):
            done += _have(connection, address, query.format(**names))
        if reader:
            _refuse(connection, address, queries.EXCESS.format(**names), f"{reader} may still do more than read")
        return done


def _names(connection: _Connection, address: Address, owner: str, reader: str) -> dict[str, sql.Composable]:
    found = connection.execute("select session_user, current_database()").fetchone()
    assert found is not None
    login, database = found
    if owner == reader or login in (owner, reader):
        raise WarehouseError(
            f"warehouse {address}: login, owner and reader have to be three roles; "
            f"they are {login}, {owner or '-'}, {reader or '-'}.")
    known = {"login": login, "database": database, "owner": owner or login, "reader": reader,
             "acting": "set" if connection.info.server_version >= _SETS_ROLES else "member"}
    return {name: sql.Literal(value) for name, value in known.items()}


def _have(connection: _Connection, address: Address, query: sql.Composed) -> list[str]:
    """Run every statement that the query gives, and see that it gives none any more."""
    needed: list[str] = [statement for (statement,) in connection.execute(query).fetchall()]
    for statement in needed:
        try:
            connection.execute(sql.SQL(statement))  # put together by the server, names quoted
        except psycopg.errors.InsufficientPrivilege as error:
            raise _forbidden(address, statement, str(error)) from error
    # Where a role may grant nothing, PostgreSQL warns and goes on.
    left: list[str] = [statement for (statement,) in connection.execute(query).fetchall()]
    if left:
        raise _forbidden(address, left[0], "the server did not do it")
    return needed


def _refuse(connection: _Connection, address: Address, query: sql.Composed, what: str) -> None:
    found = [str(reason) for (reason,) in connection.execute(query).fetchall()]
    if found:
        raise WarehouseError(
            f"warehouse {address}: role {what}: {', '.join(found[:5])}.\n"
            "  do:       take that from it (it may have it as a member of another role), or name another role.")


def _forbidden(address: Address, statement: str, why: str) -> WarehouseError:
    return WarehouseError(
        f"warehouse {address}: this login may not do what the roles need ({why.splitlines()[0]}).\n"
        f"  do:       have an administrator run it in this database, then chiso grant again: {statement};")
