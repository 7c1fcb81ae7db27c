"""Reading for reports and for `explain`: decimals stay decimals, whatever the database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from warehouse.address import parse_address
from warehouse.connections import connect_reader

if TYPE_CHECKING:
    import pandas as pd

_TABLE_NAME = re.compile(r"\w+\.\w+")


Parameter = str | int | Decimal | None


class Reader:
    """One open connection; all that it reads is of one published state."""

    def __init__(self, connection: Any, is_duckdb: bool) -> None:
        self._connection = connection
        self.is_duckdb = is_duckdb

    def rows(self, query: str, parameters: Sequence[Parameter] = ()) -> list[dict[str, Any]]:
        """The rows of a query with places `$1`, `$2`, or of a table `schema.name`.

        Their order is that of the query; a table has none.
        """
        names, rows = self._fetch(query, parameters)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def has(self, table: str) -> bool:
        """Whether there is a table `schema.name`; a warehouse of an older chiso may lack one."""
        query = "select 1 as known from information_schema.tables where table_schema = $1 and table_name = $2"
        return bool(self.rows(query, table.split(".")))

    def frame(self, query: str, parameters: Sequence[Parameter] = ()) -> pd.DataFrame:
        """The same as a data frame of objects: Decimal, int, str, bool, date or None, never float nor NaN."""
        import pandas as pd  # a second and more: only reports pay it

        names, rows = self._fetch(query, parameters)
        return pd.DataFrame(rows, columns=pd.Index(names, dtype=object), dtype=object)

    def _fetch(self, query: str, parameters: Sequence[Parameter]) -> tuple[list[str], list[tuple[Any, ...]]]:
        sql = f"select * from {query}" if _TABLE_NAME.fullmatch(query) else query
        if parameters and self.is_duckdb:
            # DuckDB imports pandas to look at values handed over from Python, and `explain` has no
            # second to spare for that: a prepared statement takes them as literals.
            self._connection.execute(f"prepare asked as {sql}")
            result = self._connection.execute(f"execute asked({', '.join(map(_literal, parameters))})")
        else:
            result = self._connection.execute(sql, list(parameters) or None)
        return [column[0] for column in result.description], result.fetchall()


@contextmanager
def open_reader(url: str) -> Iterator[Reader]:
    """A reader of a warehouse; it cannot write and keeps nobody from publishing."""
    address = parse_address(url)
    connection = connect_reader(address)
    try:
        yield Reader(connection, address.is_duckdb)
    finally:
        connection.close()


def read_frame(url: str, query: str, parameters: Sequence[Parameter] = ()) -> pd.DataFrame:
    """One query or table as a data frame; see `Reader.frame`."""
    with open_reader(url) as reader:
        return reader.frame(query, parameters)


def read_rows(url: str, query: str, parameters: Sequence[Parameter] = ()) -> list[dict[str, Any]]:
    """One query or table as mappings, without importing pandas; see `Reader.rows`."""
    with open_reader(url) as reader:
        return reader.rows(query, parameters)


def _literal(value: Parameter) -> str:
    if value is None:
        return "null"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
