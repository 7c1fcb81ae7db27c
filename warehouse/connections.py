"""Bare connections, without SQLAlchemy: half a second quicker to import, for what must answer fast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.address import Address
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseUnreachable, WarehouseUrlError
from warehouse.secrets import hidden

if TYPE_CHECKING:
    import duckdb
    import psycopg

# DuckDB has no class of its own for "somebody else has the file"; the second wording is that of
# Windows, the third that of another connection of this process.
_BUSY = ("Could not set lock", "used by another process", "different configuration")


def connect_duckdb(path: Path, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file; many may read it at a time, or one may write.

    Raises WarehouseBusy when another process stands in the way, WarehouseUnreachable when the file
    is not one of DuckDB or is damaged.
    """
    import duckdb

    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        if any(wording in str(error) for wording in _BUSY):
            raise WarehouseBusy(
                f"warehouse {path}: another program has it open for writing.\n"
                f"  do:       close that program, or wait for the other run to end.\n  {error}"
            ) from error
        raise WarehouseUnreachable(
            f"warehouse {path}: cannot be opened as a DuckDB file.\n"
            f"  do:       name another file, or move this one away to start anew.\n  {error}"
        ) from error


def connect_postgres(address: Address, **options: Any) -> psycopg.Connection[Any]:
    """Connect to the server; placeholders are `$1`, `$2`, as DuckDB writes them too."""
    import psycopg

    try:
        return psycopg.connect(address.location, cursor_factory=psycopg.RawCursor, **options)
    except psycopg.OperationalError as error:
        raise WarehouseUnreachable(
            f"warehouse {address}: the server does not answer, or does not let us in.\n"
            f"  do:       check host, port, user, password and database.\n  {error}"
        ) from error
    except psycopg.ProgrammingError as error:  # libpq cannot take the address apart, and says which part
        raise WarehouseUrlError(f"warehouse {address}: {hidden(str(error))}") from None


@contextmanager
def server_errors(address: Address) -> Iterator[None]:
    """What a server refuses or breaks off inside it, as errors that say what to do."""
    try:
        yield
    except Exception as error:
        told = _of_server(address, getattr(error, "orig", error))
        if told is None:
            raise
        raise told from error


def _of_server(address: Address, error: object) -> WarehouseError | None:
    from psycopg import errors

    match error:
        case errors.LockNotAvailable():
            return WarehouseBusy(
                f"warehouse {address}: a table that has to change stays in use.\n"
                f"  do:       end what holds it (select * from pg_stat_activity), then run again.\n  {error}")
        case errors.InsufficientPrivilege():
            return WarehouseError(
                f"warehouse {address}: this login may not do what is needed.\n"
                f"  do:       chiso grant, or have the owner of the database grant it.\n  {error}")
        case errors.DependentObjectsStillExist():
            return WarehouseError(
                f"warehouse {address}: somebody's view needs a table or column that is no more; "
                f"readers still see the former state.\n"
                f"  do:       change or drop that view, then run again.\n  {error}")
        case errors.DiskFull():
            return WarehouseError(
                f"warehouse {address}: the server's disk is full; readers still see the former state.\n"
                f"  do:       free space there, then run again.\n  {error}")
        case errors.OperationalError():
            return WarehouseUnreachable(
                f"warehouse {address}: the connection was lost or broken off; readers still see the former state.\n"
                f"  do:       run again when the server answers.\n  {error}")
    return None


def connect_reader(address: Address) -> Any:
    """A connection that cannot write, for either dialect: `execute(query, parameters)`, `close()`.

    All that it reads is of one published state.
    """
    if address.is_duckdb:
        if not address.path.exists():
            raise WarehouseUnreachable(
                f"warehouse {address.path}: there is none yet.\n  do:       chiso run makes it.")
        return connect_duckdb(address.path, read_only=True)
    from psycopg import IsolationLevel

    connection = connect_postgres(address)
    connection.read_only = True
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    return connection
