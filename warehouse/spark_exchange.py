"""What Spark computes from and what it gives back: Parquet on the one side, the warehouse being built on the other."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import sqlalchemy as sa

from warehouse.address import parse_address
from warehouse.arrow_tables import arrow_type
from warehouse.connections import server_errors
from warehouse.engine import open_engine
from warehouse.load import insert_into
from warehouse.tables import EDITION_TABLES, place_of

LAYERS = ("seeds", "marts", "reporting")
"""What people and programs read; staging and intermediate are steps on the way and stay in Spark."""


@dataclass(frozen=True)
class Column:
    """A column as the project declares it; `kind` is a type of SQL that both databases know."""

    name: str
    kind: str
    is_required: bool = False
    description: str = ""


@dataclass(frozen=True)
class SparkTable:
    """A table that Spark built, with the folder of its Parquet files."""

    layer: str
    name: str
    columns: tuple[Column, ...]
    description: str
    folder: Path
    indexes: tuple[tuple[str, ...], ...] = ()
    """The columns of each; for a server only."""


def hand_over(building: str, folder: Path) -> dict[str, tuple[str, Path]]:
    """Write schema raw of the warehouse being built as Parquet; returns table → its columns in SQL, its file."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    with open_engine(building).connect() as connection:
        for table in EDITION_TABLES:
            path = folder / f"{table.name}.parquet"
            rows = _rows(connection, table)
            pq.write_table(rows, path)
            written[table.name] = ", ".join(f"{field.name} {_spark_type(field.type)}" for field in rows.schema), path
    return written


def take_back(building: str, tables: Iterable[SparkTable]) -> None:
    """Put what Spark built into the warehouse being built, typed, required and described as dbt does it there.

    One transaction. Raises the database's own error for a figure that is missing where one is required.
    """
    address = parse_address(building)
    with server_errors(address), open_engine(building).begin() as connection:
        for layer in LAYERS:
            connection.execute(sa.schema.DropSchema(address.schema(layer), cascade=True, if_exists=True))
            connection.execute(sa.schema.CreateSchema(address.schema(layer)))
        driver: Any = connection.connection.driver_connection
        for table in tables:
            place = f"{address.schema(table.layer)}.{table.name}"
            driver.execute(";\n".join(_definition(place, table)))
            for columns in () if address.is_duckdb else table.indexes:
                driver.execute(f"create index on {place} ({', '.join(columns)})")
            rows = pq.read_table(table.folder)
            if rows.num_rows:  # an empty seed has no file at all
                insert_into(connection, place, rows)


def _spark_type(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    return {pa.string(): "string", pa.int64(): "bigint", pa.bool_(): "boolean"}[kind]


def _definition(place: str, table: SparkTable) -> Iterator[str]:
    columns = (f"{column.name} {column.kind}{' not null' if column.is_required else ''}" for column in table.columns)
    yield f"create table {place} ({', '.join(columns)})"
    told = [(f"table {place}", table.description),
            *((f"column {place}.{column.name}", column.description) for column in table.columns)]
    for what, description in told:
        if description:
            quoted = description.replace("'", "''")
            yield f"comment on {what} is '{quoted}'"


def _rows(connection: sa.Connection, table: sa.Table) -> pa.Table:
    """All rows of a table of schema raw, by the set."""
    schema = pa.schema([(column.name, arrow_type(column)) for column in table.columns])
    driver: Any = connection.connection.driver_connection
    query = f"select {', '.join(schema.names)} from {place_of(connection, table)}"
    if connection.dialect.name == "duckdb":
        return driver.execute(query).to_arrow_table().cast(schema)
    # Every text is quoted and NULL is not, as in loading.
    command = f"copy ({query}) to stdout (format csv, header, force_quote *)"
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        found = io.BytesIO(b"".join(copy))
    options = pcsv.ConvertOptions(column_types=schema, strings_can_be_null=True, quoted_strings_can_be_null=False,
                                  null_values=[""], true_values=["t"], false_values=["f"])
    return pcsv.read_csv(found, parse_options=pcsv.ParseOptions(newlines_in_values=True), convert_options=options)
