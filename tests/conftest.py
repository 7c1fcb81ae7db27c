"""Fixtures that every part of the tests may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from postgres_server import postgres_server

from extractors import limits
from warehouse import secrets


@pytest.fixture(autouse=True)
def usual_limits() -> Iterator[None]:
    """Settings made in this process change how much a document may ask for; the next test has the usual."""
    before = limits.current()
    yield
    limits.use(before)


@pytest.fixture(autouse=True)
def secrets_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that a test makes up is taken out of what this process says; the next test says it again."""
    monkeypatch.setattr(secrets, "_known", set(secrets._known))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a real PostgreSQL server of this test session; make a database of your own in it."""
    with postgres_server() as url:
        yield url
