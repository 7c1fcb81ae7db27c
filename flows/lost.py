"""A connection to the warehouse that was lost on the way, and the right to build that went with it."""

from __future__ import annotations

import re
from contextlib import ExitStack

import psycopg
import sqlalchemy.exc

from flows.dbt_runner import TransformationError
from flows.faults import is_full
from warehouse.address import parse_address
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseUnreachable
from warehouse.workspace import claim

LOST = (WarehouseUnreachable, WarehouseBusy, sqlalchemy.exc.OperationalError, sqlalchemy.exc.InterfaceError,
        psycopg.OperationalError, psycopg.InterfaceError, ConnectionError)
LOST_WORDS = re.compile(
    r"connection (to server|refused|reset|already closed|has been closed)|connection is (closed|lost)"
    r"|closed the connection|could not connect|terminating connection|EOF detected|server terminated"
    r"|database system is (starting up|shutting down|in recovery)|Failed to connect", re.IGNORECASE)
"""Of libpq, which is all that dbt hands on."""


def is_lost(error: BaseException) -> bool:
    """Whether it may go right the next time: a lost or busy server, never faulty data nor a full disk."""
    return not is_full(error) and (isinstance(error, LOST) or (
        isinstance(error, TransformationError) and LOST_WORDS.search(str(error)) is not None))


def as_unreachable(error: BaseException, warehouse: str) -> BaseException:
    """What is told in the end, when trying again did not help: the warehouse, and what to do."""
    if isinstance(error, WarehouseError) or not is_lost(error):
        return error
    lines = " ".join(str(error).split())
    return WarehouseUnreachable(
        f"warehouse {parse_address(warehouse)}: the connection was lost, and trying again did not help.\n"
        f"  do:       see that the server runs, then run again; what is done stays done.\n  {lines[:300]}")


class Hold:
    """The right to build into a warehouse, for as long as the block lasts.

    On a server it lives with a connection; when that one is lost, `renew` takes the right anew before anything is
    built again. Raises WarehouseBusy when another run has it.
    """

    def __init__(self, warehouse: str) -> None:
        self._warehouse = warehouse
        self._held = ExitStack()

    def __enter__(self) -> Hold:
        self._held.enter_context(claim(self._warehouse))
        return self

    def __exit__(self, *broken: object) -> None:
        self._held.close()

    def renew(self) -> None:
        self._held.close()
        self._held.enter_context(claim(self._warehouse))
