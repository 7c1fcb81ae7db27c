"""A stand-in for what dbt builds: one table of figures, and what a reader sees of it."""

from __future__ import annotations

from typing import Any

from warehouse.address import parse_address
from warehouse.engine import open_engine
from warehouse.read import read_rows
from warehouse.workspace import building_url, prepare_building


def build(url: str, figure: int, rows: int = 1000) -> None:
    """What dbt would do: make `reporting.figures`, every row of it the same figure."""
    prepare_building(url)
    schema = "reporting" if parse_address(url).is_duckdb else "reporting_next"
    with open_engine(building_url(url)).begin() as connection:
        connection.exec_driver_sql(f"create schema {schema}")
        connection.exec_driver_sql(
            f"create table {schema}.figures as select {figure} as a from generate_series(1, {rows}) as s(n)"
        )


def figures(url: str) -> tuple[Any, ...]:
    """The smallest, the largest and the number of the figures that a new reader sees."""
    query = "select min(a) as low, max(a) as high, count(*) as n from reporting.figures"
    return tuple(read_rows(url, query)[0].values())
