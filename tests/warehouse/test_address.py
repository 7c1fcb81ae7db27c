from __future__ import annotations

import pytest

from warehouse.address import mask, parse_address
from warehouse.connections import connect_postgres
from warehouse.engine import open_engine
from warehouse.errors import WarehouseUnreachable, WarehouseUrlError


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://an:secret@host:5432/kho", "postgresql://an:***@host:5432/kho"),
        ("postgresql://an:se@cr/et@host/kho", "postgresql://an:***@host/kho"),
        ("postgresql://an@host/kho", "postgresql://an@host/kho"),
        ("postgresql:///kho?host=/tmp&user=an&password=secret&x=1", "postgresql:///kho?host=/tmp&user=an&password=***&x=1"),
        ("mysql://an:secret@host/kho", "mysql://an:***@host/kho"),
        ("duckdb:///build/kho.duckdb", "duckdb:///build/kho.duckdb"),
    ],
)
def test_a_message_shows_everything_but_the_password(url: str, shown: str) -> None:
    assert mask(url) == shown
    assert "secret" not in shown


@pytest.mark.parametrize(
    "url",
    ["mysql://an:secret@host/kho", "build/kho.duckdb", "postgresql:kho", "duckdb://", "duckdb:///",
     "duckdb:///:memory:", "duckdb:///build/", "duckdb://host/kho.duckdb",
     "duckdb:///kho.duckdb?threads=2", ""],
)
def test_another_address_is_refused_with_the_known_ones_named(url: str) -> None:
    with pytest.raises(WarehouseUrlError, match="duckdb") as refused:
        open_engine(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_means_the_same_server(scheme: str) -> None:
    assert parse_address(f"{scheme}://an@host/kho").location == "postgresql://an@host/kho"
    assert open_engine(f"{scheme}://an@host/kho").url.drivername == "postgresql+psycopg"


def test_a_duckdb_file_may_lie_anywhere_and_have_any_name() -> None:
    assert parse_address("duckdb:///build/kho.duckdb").path.as_posix() == "build/kho.duckdb"
    assert parse_address("duckdb:////var/số liệu/kho.duckdb").path.as_posix() == "/var/số liệu/kho.duckdb"
    assert parse_address("duckdb:///C:/du lieu/kho.duckdb").path.as_posix() == "C:/du lieu/kho.duckdb"


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(WarehouseUnreachable, match=r"an:\*\*\*@") as refused:
        connect_postgres(parse_address("postgresql://an:secret@127.0.0.1:1/kho"))
    assert "secret" not in str(refused.value)
