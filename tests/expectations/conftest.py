"""The specification, the bodies and the checking of the 2016 report, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from printed_report import EDITION, ROOT, Checked, Spoil, check_edition_of

from expectations.bodies import KnownBody, read_known_bodies
from extractors.spec import EditionSpec, load_edition_spec

ENTITIES = ROOT / "dbt" / "seeds" / "entities"


@pytest.fixture(scope="session")
def spec() -> EditionSpec:
    return load_edition_spec(EDITION)


@pytest.fixture(scope="session")
def bodies(spec: EditionSpec) -> list[KnownBody]:
    return read_known_bodies(ENTITIES / "entities.csv", ENTITIES / "entity_names.csv",
                             ENTITIES / "excluded_entities.csv", EDITION, spec.period)


@pytest.fixture
def check_table(tmp_path: Path, spec: EditionSpec, bodies: list[KnownBody]) -> Callable[..., Checked]:
    """Check one table of the report after `spoil` has changed its rows (a list of dicts of printed text)."""

    def check(table_id: str, spoil: Spoil = lambda rows: None, **outcome: object) -> Checked:
        only = replace(spec, tables=(spec.table(table_id),))
        return check_edition_of(only, {table_id: spoil}, bodies, tmp_path, outcome)

    return check


@pytest.fixture(scope="session")
def whole_edition(tmp_path_factory: pytest.TempPathFactory, spec: EditionSpec,
                  bodies: list[KnownBody]) -> Checked:
    """All 26 tables as printed."""
    return check_edition_of(spec, {}, bodies, tmp_path_factory.mktemp("edition"), {})
