"""Bare connections, without SQLAlchemy: half a second quicker to import, for what must answer fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.address import Address
from warehouse.errors import WarehouseBusy, WarehouseUnreachable

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


def connect_reader(address: Address) -> Any:
    """A connection that cannot write, for either dialect: `execute(query, parameters)`, `close()`."""
    if address.is_duckdb:
        if not address.path.exists():
            raise WarehouseUnreachable(
                f"warehouse {address.path}: there is none yet.\n  do:       chiso run makes it.")
        return connect_duckdb(address.path, read_only=True)
    connection = connect_postgres(address)
    connection.read_only = True
    return connection
