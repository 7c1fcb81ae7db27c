"""The report and its renderings, each read once a session: that takes a second or two a document."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from extractors.contract import Outcome
from extractors.extract import extract
from extractors.spec import EditionSpec, load_edition_spec
from tests.extractors.truth import EDITION, document

Reader = Callable[[str], Outcome]


@pytest.fixture(scope="session")
def spec() -> EditionSpec:
    return load_edition_spec(EDITION)


@pytest.fixture(scope="session")
def read(spec: EditionSpec) -> Reader:
    """The outcome of a document, by the name of its file without the ending."""

    @cache
    def outcome(name: str) -> Outcome:
        return extract([document(name)], spec, workers=2)

    return outcome


@pytest.fixture(scope="session")
def published(read: Reader) -> Outcome:
    """The outcome of the bundled report."""
    return read("bao-cao-ung-dung-cntt-2016")
