"""Where a warehouse is. Imports next to nothing: `chiso plan` asks for addresses before all else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import WarehouseUrlError

_POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_KNOWN = "known are duckdb:///folder/file.duckdb and postgresql://user:password@host:5432/database"
# Up to the last @ on purpose: a password may hold one, and hiding too much does no harm.
_USER_PASSWORD = re.compile(r"(?<=://)([^:/?#@]*):.*@")
_QUERY_PASSWORD = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """A checked address: `dialect` is `duckdb` or `postgresql`, `location` a file or a libpq URL."""

    dialect: str
    location: str

    @property
    def is_duckdb(self) -> bool:
        return self.dialect == "duckdb"

    @property
    def path(self) -> Path:
        """The file of a DuckDB warehouse."""
        if not self.is_duckdb:
            raise TypeError(f"{self} is not a file")
        return Path(self.location)

    @property
    def url(self) -> str:
        """The address as people write it."""
        return f"duckdb:///{self.location}" if self.is_duckdb else self.location

    def __str__(self) -> str:
        return mask(self.url)


def parse_address(url: str) -> Address:
    """Take a warehouse's URL apart.

    Raises WarehouseUrlError for another scheme, for a database in memory (no stage could hand it to
    the next) and for options behind a file name.
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme in _POSTGRES_SCHEMES:
        return Address("postgresql", f"postgresql://{rest}")
    if not separator or scheme != "duckdb":
        raise WarehouseUrlError(f"warehouse {mask(url)!r}: not an address of a warehouse; {_KNOWN}.")
    file_name = rest.removeprefix("/")
    if not rest.startswith("/") or not file_name or file_name.endswith("/") or file_name == ":memory:":
        raise WarehouseUrlError(f"warehouse {url!r}: no file is named; {_KNOWN}.")
    if "?" in file_name:
        raise WarehouseUrlError(f"warehouse {url!r}: a DuckDB warehouse takes no options; leave out the '?'.")
    return Address("duckdb", file_name)


def mask(url: str) -> str:
    """The URL without its password, for messages and for the ledger.

    >>> mask("postgresql://an:bí mật@máy/kho")
    'postgresql://an:***@máy/kho'
    """
    return _QUERY_PASSWORD.sub(r"\1***", _USER_PASSWORD.sub(r"\1:***@", url))
