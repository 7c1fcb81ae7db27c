"""What readers open is never written to: build aside, then publish in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from warehouse import building_file, next_schemas
from warehouse.address import Address, parse_address
from warehouse.connections import connect_postgres
from warehouse.engine import open_engine
from warehouse.errors import WarehouseBusy
from warehouse.tables import builds, create_raw

_CLAIM_KEY = 0x63686973  # "chis": any number, the same in every run


@contextmanager
def claim(url: str) -> Iterator[None]:
    """Hold the right to build into this warehouse. Two runs at a time would mix their tables.

    The right ends with the process, however it ends. Raises WarehouseBusy at once when another run
    has it.
    """
    address = parse_address(url)
    holder = _claim_file(address) if address.is_duckdb else _claim_server(address)
    with holder:
        yield


def is_claimed(url: str) -> bool:
    """Whether a run that is alive builds into this warehouse. Asking takes no right and leaves nothing behind.

    Raises WarehouseUnreachable when a server does not answer.
    """
    address = parse_address(url)
    if not address.is_duckdb:
        with closing(connect_postgres(address, autocommit=True)) as server:
            query = ("select 1 from pg_locks where locktype = 'advisory' and granted and objid = $1 and classid = 0 "
                     "and database = (select oid from pg_database where datname = current_database())")
            return server.execute(query, [_CLAIM_KEY]).fetchone() is not None
    path = _claim_path(address)
    if not path.is_file():
        return False
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
        try:
            connection.execute("select 1 from sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
    return False


def building_url(url: str) -> str:
    """Where to load and transform: a file of the same name in another folder, or schemas beside the published."""
    address = parse_address(url)
    if not address.is_duckdb:
        return Address("postgresql", address.location, is_building=True).url
    return Address("duckdb", str(building_file.building_path(address.path))).url


def prepare_building(url: str) -> str:
    """Make the place to build ready and return its URL (`building_url`).

    It holds schema raw as last published (or as far as a killed run of the same origin came) and
    none of what dbt makes, so that a model which is no more leaves no table behind.
    """
    address, building = parse_address(url), building_url(url)
    if not address.is_duckdb:
        next_schemas.prepare(address)
        return building
    building_file.prepare(address.path)
    with open_engine(building).begin() as connection:
        create_raw(connection)
        for layer in next_schemas.BUILT:
            connection.execute(sa.schema.DropSchema(layer, cascade=True, if_exists=True))
    return building


def publish(url: str, input_hash: str) -> None:
    """Show readers what was built, and mark the warehouse with the hash of the build's inputs.

    Mark and tables change in one step. Readers at work keep what they read and are not waited for;
    only Windows cannot replace a file that is held open (there readers are waited for, half a minute
    at most), and only a server's table that gets other columns has to be free for a moment. Raises
    WarehouseError when nothing was built, WarehouseBusy when it is still being written.
    """
    address = parse_address(url)
    if not address.is_duckdb:
        next_schemas.publish(address, input_hash)
        return
    building_file.require(address.path)
    with open_engine(building_url(url)).begin() as connection:
        _mark(connection, input_hash)
    building_file.publish(address.path)


def _mark(connection: sa.Connection, input_hash: str) -> None:
    create_raw(connection)
    connection.execute(sa.delete(builds))
    connection.execute(sa.insert(builds).values(input_hash=input_hash))


def _claim_path(address: Address) -> Path:
    path = building_file.building_path(address.path)
    return path.with_name(path.name + ".claim")


@contextmanager
def _claim_file(address: Address) -> Iterator[None]:
    """SQLite's own lock: the same on every system, and gone with the process."""
    path = _claim_path(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):  # a full disk, or one that may not be written to
                raise
            raise _claimed(address) from error
        yield


@contextmanager
def _claim_server(address: Address) -> Iterator[None]:
    with closing(connect_postgres(address, autocommit=True)) as connection:
        row = connection.execute("select pg_try_advisory_lock($1)", [_CLAIM_KEY]).fetchone()
        if row is None or not row[0]:
            raise _claimed(address)
        yield


def _claimed(address: Address) -> WarehouseBusy:
    return WarehouseBusy(
        f"warehouse {address}: another run is building into it.\n"
        "  do:       wait for it to end, then run again."
    )
