"""A password leaves the address at once, is put back only to connect, and is taken out of texts."""

from __future__ import annotations

import pytest

from warehouse.address import parse_address, without_password
from warehouse.secrets import hidden, keep


@pytest.mark.parametrize(("url", "bare"), [
    ("postgresql://an:s3cret@secrets.invalid:5432/kho", "postgresql://an@secrets.invalid:5432/kho"),
    ("postgresql://an:se@cr/et@secrets.invalid/kho", "postgresql://an@secrets.invalid/kho"),
    ("postgres://an:m%E1%BA%ADt%40@secrets.invalid/kho?sslmode=require", "postgres://an@secrets.invalid/kho?sslmode=require"),
    ("postgresql:///secrets?host=/tmp&user=an&password=s3cret&x=1", "postgresql:///secrets?host=/tmp&user=an&x=1"),
    ("postgresql:///secrets?password=s3cret", "postgresql:///secrets"),
    ("postgresql:///secrets?password=s3cret&x=1&sslpassword=other", "postgresql:///secrets?x=1"),
    ("postgresql://an@other.invalid/kho", "postgresql://an@other.invalid/kho"),
    ("duckdb:///a:b@c.duckdb", "duckdb:///a:b@c.duckdb"),
])
def test_an_address_is_passed_on_without_its_password(url: str, bare: str) -> None:
    assert without_password(url) == bare
    if url.startswith("postgres"):
        assert parse_address(bare).location == url.replace("postgres://", "postgresql://")
    assert "s3cret" not in str(parse_address(bare))


def test_what_is_built_aside_finds_its_password_too() -> None:
    bare = without_password("postgresql://an:s3cret@aside/kho")
    building = parse_address(bare.replace("postgresql", "postgresql+building", 1))
    assert building.is_building and building.location == "postgresql://an:s3cret@aside/kho"


def test_a_known_secret_is_hidden_however_it_is_written() -> None:
    keep("m%E1%BA%ADt%40kh%E1%BA%A9u")
    told = hidden("a mật@khẩu b m%E1%BA%ADt%40kh%E1%BA%A9u c m%E1%BA%ADt%40kh%E1%BA%A9u d")
    assert told == "a *** b *** c *** d"


def test_what_is_too_short_to_be_told_from_a_word_stays() -> None:
    keep("abc")
    assert hidden("abc") == "abc"
