"""SQLAlchemy engines for both databases."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from warehouse.address import parse_address
from warehouse.tables import SCHEMA


def open_engine(url: str, read_only: bool = False) -> sa.Engine:
    """An engine that keeps no connection: DuckDB frees its file only when the last one is closed.

    Where a server builds aside, the tables of schema raw are those of `raw_next`. Makes the folder of
    a DuckDB file that is to be written. Raises WarehouseUrlError.
    """
    address = parse_address(url)
    if not address.is_duckdb:
        place = sa.make_url(address.location).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(place, poolclass=NullPool)
        if address.is_building:
            engine = engine.execution_options(schema_translate_map={SCHEMA: address.schema(SCHEMA)})
        return engine.execution_options(postgresql_readonly=True) if read_only else engine
    if not read_only:
        address.path.parent.mkdir(parents=True, exist_ok=True)
    return sa.create_engine(
        sa.URL.create("duckdb", database=address.location),
        poolclass=NullPool,
        connect_args={"read_only": read_only},
    )
