"""Two warehouses, and a small edition to load into them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from small_edition import Edition

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_database(postgres_url: str) -> str:
    """A database of these tests' own on the session's server."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("create database warehouse_tests")
    return postgres_url.rsplit("/", 1)[0] + "/warehouse_tests"


@pytest.fixture
def postgres_warehouse(postgres_database: str) -> str:
    """The database, empty: to drop a few schemas is quicker than to make a database a test."""
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        schemas = connection.execute(
            "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)'"
        )
        for (name,) in schemas.fetchall():
            connection.execute(f"drop schema {name} cascade")
    return postgres_database


@pytest.fixture
def duckdb_warehouse(tmp_path: Path) -> str:
    return f"duckdb:///{tmp_path / 'warehouse' / 'kho.duckdb'}"


@pytest.fixture(params=["duckdb", "postgresql"])
def warehouse(request: pytest.FixtureRequest) -> str:
    """URL of an empty warehouse; each test that asks for it runs on both databases."""
    name = {"duckdb": "duckdb_warehouse", "postgresql": "postgres_warehouse"}[request.param]
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def write_edition(tmp_path: Path) -> Callable[[Edition], tuple[Path, Path]]:
    """Write an edition to folders of its own."""
    return lambda edition: edition.write(tmp_path / f"handover_{next(_numbers)}")
