"""Where a warehouse is. Imports next to nothing: `chiso plan` asks for addresses before all else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import WarehouseUrlError
from warehouse.secrets import keep

NEXT = "_next"
"""PostgreSQL: the schemas that are built aside end in it."""

_BUILDING = "postgresql+building"
_POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg", _BUILDING)
_KNOWN = "known are duckdb:///folder/file.duckdb and postgresql://user:password@host:5432/database"
# Up to the last @ on purpose: a password may hold one, and hiding too much does no harm.
_USER_PASSWORD = re.compile(r"(?<=://)([^:/?#@]*):.*@")
_QUERY_PASSWORD = re.compile(r"([?&](?:ssl)?password=)([^&]*)", re.IGNORECASE)
_NO_PASSWORD = re.compile(r"(?:(?<=\?)|&)(?:ssl)?password=\*\*\*", re.IGNORECASE)


_whole: dict[str, str] = {}
"""Address without its password (and scheme) → with it. Only here and in memory."""


@dataclass(frozen=True)
class Address:
    """A checked address: `dialect` is `duckdb` or `postgresql`, `location` a file or a libpq URL.

    `is_building`: on this server what is being built is meant, not what readers see; a DuckDB file
    that is being built is a file of its own.
    """

    dialect: str
    location: str
    is_building: bool = False

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
        """The address as people write it; what is being built on a server has a scheme of its own."""
        if self.is_building:
            return self.location.replace("postgresql", _BUILDING, 1)
        return f"duckdb:///{self.location}" if self.is_duckdb else self.location

    def schema(self, name: str) -> str:
        """What the schema `name` is called there: `raw`, or `raw_next` where a server builds it."""
        return name + NEXT if self.is_building else name

    def __str__(self) -> str:
        return mask(self.url)


def parse_address(url: str) -> Address:
    """Take a warehouse's URL apart.

    Raises WarehouseUrlError for another scheme, for a database in memory (no stage could hand it to
    the next) and for options behind a file name.
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme in _POSTGRES_SCHEMES:
        return Address("postgresql", f"postgresql://{_whole.get(rest, rest)}", scheme == _BUILDING)
    if not separator or scheme != "duckdb":
        raise WarehouseUrlError(f"warehouse {mask(url)!r}: not an address of a warehouse; {_KNOWN}.")
    file_name = rest.removeprefix("/")
    if not rest.startswith("/") or not file_name or file_name.endswith("/") or file_name == ":memory:":
        raise WarehouseUrlError(f"warehouse {url!r}: no file is named; {_KNOWN}.")
    if "?" in file_name:
        raise WarehouseUrlError(f"warehouse {url!r}: a DuckDB warehouse takes no options; leave out the '?'.")
    return Address("duckdb", file_name)


def without_password(url: str) -> str:
    """The address without its passwords, which this process remembers: `parse_address` puts them back.

    What is passed on, told, logged or kept with a run thus holds none.
    """
    masked = mask(url)
    if masked == url or not url.startswith(tuple(f"{scheme}://" for scheme in _POSTGRES_SCHEMES)):
        return url
    found = _USER_PASSWORD.search(url)
    secrets = [found[0][len(found[1]) + 1:-1]] if found else []
    secrets += [found[2] for found in _QUERY_PASSWORD.finditer(url)]
    for secret in secrets:
        keep(secret)
    bare = _NO_PASSWORD.sub("", masked.replace(":***@", "@", 1))
    bare = bare.replace("?&", "?").removesuffix("?")
    _whole[bare.partition("://")[2]] = url.partition("://")[2]
    return bare


def mask(url: str) -> str:
    """The URL without its password, for messages and for the ledger.

    >>> mask("postgresql://an:bí mật@máy/kho")
    'postgresql://an:***@máy/kho'
    """
    return _QUERY_PASSWORD.sub(r"\1***", _USER_PASSWORD.sub(r"\1:***@", url))
