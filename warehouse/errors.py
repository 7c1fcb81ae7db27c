"""What can go wrong with a warehouse. Each message says where, what, and what to do."""

from __future__ import annotations


class WarehouseError(Exception):
    """Anything below. A message never holds a password."""


class WarehouseUrlError(WarehouseError, ValueError):
    """The address is not one of a warehouse: wrong use."""


class WarehouseUnreachable(WarehouseError):
    """The server does not answer, or the file is not a DuckDB file."""


class WarehouseBusy(WarehouseError):
    """Somebody else writes: try again when they are done."""


class LedgerBroken(WarehouseError):
    """The file of the ledger cannot be read."""


class HandoverRefused(WarehouseError):
    """A hand-over that must not be loaded; nothing was changed."""
