"""PostgreSQL: a run builds into schemas `<layer>_next`; publishing carries over what differs.

The tables that readers open stay the same ones: one transaction takes out rows and puts in rows. A
reader's snapshot, in any isolation level, is of before it or of after it, and rows make nobody wait.
A table's own lock is asked for only where its columns changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import sql

from warehouse.address import NEXT, Address
from warehouse.connections import connect_postgres, server_errors
from warehouse.engine import open_engine
from warehouse.errors import WarehouseError, WarehouseUnreachable
from warehouse.row_changes import fill, replace_rows
from warehouse.table_shapes import (
    Shape,
    add_indexes,
    change_columns,
    create_like,
    describe,
    drop,
    forbid_nulls,
    lock,
    schemas,
    shapes,
)
from warehouse.tables import SCHEMA, builds, create_raw

_Connection = psycopg.Connection[Any]
_InUse, _Forbidden = psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege

BUILT = ("seeds", "staging", "intermediate", "marts", "reporting")
"""What dbt builds."""
PUBLISHED = (SCHEMA, "seeds", "marts", "reporting")
"""What anybody reads; staging and intermediate are steps on the way, gone with the build."""

_FORMER = "_old_"  # an earlier chiso renamed what it replaced to reporting_old_731
_WAIT_TO_CLEAR = "set local lock_timeout = '60s'"
_WAIT_TO_PUBLISH = "set local lock_timeout = '30s'"
_WAIT_TO_TIDY = "set local lock_timeout = '200ms'"  # the next run tries again
_VACUUM = sql.SQL("vacuum (analyze, truncate false, skip_locked) {}")


def prepare(address: Address) -> None:
    """Make `raw_next` hold what is published (or as far as a killed run came), and clear the others."""
    building = Address("postgresql", address.location, is_building=True)
    with server_errors(address), open_engine(building.url).begin() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        driver.execute(_WAIT_TO_CLEAR)
        for layer in BUILT:
            _drop(driver, layer + NEXT)
        # A killed run may have loaded into a copy of what is published now, never of something else.
        if SCHEMA + NEXT not in schemas(driver) or _mark_of(driver, SCHEMA + NEXT) != _mark_of(driver, SCHEMA):
            _copy_raw(driver)
        create_raw(connection)


def publish(address: Address, input_hash: str) -> None:
    """Show readers what was built; one transaction, so that they see all of it or nothing.

    Raises WarehouseError when nothing was built, or when somebody's view needs a column that is no
    more; WarehouseBusy when a table that gets other columns stays in use. Readers then see the old.
    """
    with server_errors(address), connect_postgres(address) as connection:
        changed = _carry_over(connection, input_hash)
    # It is published; what is left undone here, the next run and the server's own vacuum do.
    with suppress(psycopg.Error, WarehouseUnreachable), connect_postgres(address, autocommit=True) as connection:
        tidy(connection)
        for table in changed:
            # Without truncating: giving back the end of a file takes a lock that readers feel.
            connection.execute(_VACUUM.format(table.place))


def tidy(connection: _Connection) -> None:
    """Drop what was built aside, and what an earlier chiso put away or published without need.

    What somebody reads just now (a backup of the whole database) stays until the next time.
    """
    ours = {layer + NEXT for layer in (SCHEMA, *BUILT)} | set(BUILT).difference(PUBLISHED)
    former = tuple(layer + _FORMER for layer in BUILT)
    for name in sorted(name for name in schemas(connection) if name in ours or name.startswith(former)):
        with suppress(_InUse, _Forbidden), connection.transaction():
            connection.execute(_WAIT_TO_TIDY)
            _drop(connection, name)


def _carry_over(connection: _Connection, input_hash: str) -> list[Shape]:
    """Bring what is published up to what was built; returns the tables whose rows changed."""
    connection.execute(_WAIT_TO_PUBLISH)
    present = schemas(connection)
    if SCHEMA + NEXT not in present or not present.intersection(layer + NEXT for layer in BUILT):
        raise WarehouseError("warehouse: nothing was built that could be published.")
    _mark(connection, input_hash)
    changed: list[Shape] = []
    reshaped: list[tuple[Shape, Shape | None]] = []
    for schema in PUBLISHED:
        if schema not in present:
            connection.execute(sql.SQL("create schema {}").format(sql.Identifier(schema)))
        old, new = shapes(connection, schema), shapes(connection, schema + NEXT)
        for name, built in new.items():
            if name not in old:
                changed.append(create_like(connection, schema, built))
                fill(connection, built, changed[-1])
            elif old[name].columns != built.columns:
                reshaped.append((old[name], built))
            else:
                describe(connection, old[name], built)
                changed += [old[name]] if replace_rows(connection, old[name], built) else []
                add_indexes(connection, old[name], built)
        reshaped += [(shape, None) for name, shape in old.items() if name not in new and shape.is_ours]
    return changed + _reshape(connection, reshaped)


def _reshape(connection: _Connection, pairs: Sequence[tuple[Shape, Shape | None]]) -> list[Shape]:
    """Tables with other columns, and those that are no more. Last of all, as their readers wait from here
    to the end of the transaction."""
    lock(connection, [old for old, _ in pairs])
    changed = []
    for old, built in pairs:
        if built is None:
            drop(connection, old)
            continue
        change_columns(connection, old, built)
        describe(connection, old, built)
        replace_rows(connection, old, built)
        forbid_nulls(connection, old, built)
        # Those of a column that went are gone with it.
        add_indexes(connection, shapes(connection, old.schema)[old.name], built)
        changed.append(old)
    return changed


def _copy_raw(connection: _Connection) -> None:
    _drop(connection, SCHEMA + NEXT)
    connection.execute(sql.SQL("create schema {}").format(sql.Identifier(SCHEMA + NEXT)))
    for published in shapes(connection, SCHEMA).values():
        fill(connection, published, create_like(connection, SCHEMA + NEXT, published))


def _mark(connection: _Connection, input_hash: str) -> None:
    """In the schema that is built: it is published like the rest, and is then a copy of what is published."""
    place = sql.Identifier(SCHEMA + NEXT, builds.name)
    connection.execute(sql.SQL("delete from {}").format(place))
    connection.execute(sql.SQL("insert into {} (input_hash) values ({})").format(place, input_hash))


def _mark_of(connection: _Connection, schema: str) -> str | None:
    """The mark of the last transformation that was published, if there was one."""
    if builds.name not in shapes(connection, schema):
        return None
    query = sql.SQL("select input_hash from {}").format(sql.Identifier(schema, builds.name))
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else None


def _drop(connection: _Connection, schema: str) -> None:
    connection.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(schema)))
