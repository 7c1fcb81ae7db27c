"""A warehouse or a folder of CSV files as tables that one DuckDB can compare, each of one state from first to last."""

from __future__ import annotations

import csv
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.address import Address, parse_address
from warehouse.connections import connect_duckdb, connect_reader, server_errors
from warehouse.differences import Relation
from warehouse.errors import WarehouseUnreachable

if TYPE_CHECKING:
    import duckdb

_COLUMNS = """
select table_schema || '.' || table_name as name, column_name, data_type from information_schema.columns
where table_schema in ({schemas}) {of_catalogue} order by 1, ordinal_position
"""


@contextmanager
def compared_in() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own, which spills to disk what does not fit into memory."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="chiso-diff-") as folder:
        connection = duckdb.connect(str(Path(folder) / "compared.duckdb"))
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def warehouse_tables(connection: duckdb.DuckDBPyConnection, url: str, alias: str,
                     schemas: Sequence[str]) -> Iterator[Tables]:
    """The tables of a warehouse.

    Raises:
        WarehouseUrlError, WarehouseUnreachable, WarehouseBusy: it is none, or cannot be opened.
    """
    address = parse_address(url)
    if address.is_duckdb:
        yield _attached(connection, address, alias, schemas)
        return
    with server_errors(address):
        server = connect_reader(address)
        try:
            yield _of_server(connection, server, alias, schemas)
        finally:
            server.close()


class Tables(ABC):
    """Tables by `schema.name`; each is brought where it can be compared when it is asked for."""

    def __init__(self, columns: Mapping[str, Mapping[str, bool]]) -> None:
        self.columns = columns

    @abstractmethod
    def relation(self, table: str) -> Relation:
        """The table as it can be named in a query."""


class _Attached(Tables):
    def __init__(self, columns: Mapping[str, Mapping[str, bool]], alias: str) -> None:
        super().__init__(columns)
        self._alias = alias

    def relation(self, table: str) -> Relation:
        schema, _, name = table.partition(".")
        return Relation(f'{self._alias}."{schema}"."{name}"', self.columns[table])


class _OfServer(Tables):
    """A server's tables come by COPY, with decimals as text."""

    def __init__(self, columns: Mapping[str, Mapping[str, bool]], connection: duckdb.DuckDBPyConnection,
                 server: Any, alias: str) -> None:
        super().__init__(columns)
        self._connection, self._server, self._alias = connection, server, alias

    def relation(self, table: str) -> Relation:
        columns = self.columns[table]
        told = ", ".join(f'"{name}"::text' for name in columns)
        schema, _, name = table.partition(".")
        here = f'"{self._alias}_{name}"'
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            with self._server.cursor() as cursor, cursor.copy(
                    f'copy (select {told} from "{schema}"."{name}") to stdout '
                    f"(format csv, header false, force_quote *)") as copy:
                for piece in copy:
                    file.write(piece)
            file.flush()
            kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
            self._connection.execute(f"create or replace temp table {here} as select * from read_csv('{file.name}', "
                                     f"columns = {{{kinds}}}, header = false, delim = ',', quote = '\"', escape = '\"',"
                                     f" nullstr = '', allow_quoted_nulls = false, new_line = '\\n', "
                                     f"max_line_size = 100000000, parallel = false, auto_detect = false)")
        return Relation(here, columns)


def csv_relation(path: Path, decimals: Sequence[str]) -> Relation:
    """A published CSV file; `decimals`: columns that hold figures."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file), [])
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    place = str(path).replace("'", "''")
    return Relation(f"read_csv('{place}', columns = {{{kinds}}}, header = true, delim = ',', quote = '\"', "
                    f"escape = '\"', auto_detect = false, parallel = false, max_line_size = 100000000)",
                    {name: name in decimals for name in names})


def _attached(connection: duckdb.DuckDBPyConnection, address: Address, alias: str,
              schemas: Sequence[str]) -> Tables:
    if not address.path.exists():
        raise WarehouseUnreachable(f"warehouse {address.path}: there is none.\n  do:       name another file.")
    connect_duckdb(address.path, read_only=True).close()  # tells what is wrong with it
    place = str(address.path.resolve()).replace("'", "''")
    connection.execute(f"attach '{place}' as {alias} (read_only)")
    rows = connection.execute(_query(schemas, f"and table_catalog = '{alias}'")).fetchall()
    return _Attached(_by_table(rows, "DECIMAL"), alias)


def _of_server(connection: duckdb.DuckDBPyConnection, server: Any, alias: str, schemas: Sequence[str]) -> Tables:
    rows = server.execute(_query(schemas, "")).fetchall()
    return _OfServer(_by_table(rows, "numeric"), connection, server, alias)


def _query(schemas: Sequence[str], of_catalogue: str) -> str:
    return _COLUMNS.format(schemas=", ".join(f"'{name}'" for name in schemas), of_catalogue=of_catalogue)


def _by_table(rows: Sequence[tuple[str, str, str]], decimal: str) -> dict[str, dict[str, bool]]:
    """Table → column → whether it is a decimal."""
    found: dict[str, dict[str, bool]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind.startswith(decimal)
    return found
