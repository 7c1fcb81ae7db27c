"""The specifications, bodies and rules of the bundled editions, and their checking, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filled_forms import Forms, forms_of_truth
from printed_report import EDITION, ROOT, Checked, Given, Spoil, check_edition_of

from expectations.form_rules import FormRules, read_form_rules
from extractors.bodies import KnownBody, read_known_bodies
from extractors.spec import EditionSpec, load_edition_spec

SEEDS = ROOT / "dbt" / "seeds"
ENTITIES = SEEDS / "entities"
POINTS, DECISION = "dienbien-2012", "laocai-agencies-2016"


def bodies_of(spec: EditionSpec) -> list[KnownBody]:
    return read_known_bodies(ENTITIES / "entities.csv", ENTITIES / "entity_names.csv",
                             ENTITIES / "excluded_entities.csv", spec.id, spec.period, spec.bodies_of)


def in_truth(spec: EditionSpec) -> EditionSpec:
    """Without the tables that hold inputs: the truth tells those in another form."""
    return replace(spec, tables=tuple(table for table in spec.tables if table.holds == "results"))


@pytest.fixture(scope="session")
def spec() -> EditionSpec:
    return load_edition_spec(EDITION)


@pytest.fixture(scope="session")
def bodies(spec: EditionSpec) -> list[KnownBody]:
    return bodies_of(spec)


@pytest.fixture(scope="session")
def points_spec() -> EditionSpec:
    return in_truth(load_edition_spec(POINTS))


@pytest.fixture(scope="session")
def rules(points_spec: EditionSpec) -> FormRules:
    return read_form_rules(SEEDS / "framework", points_spec.series, points_spec.period)


@pytest.fixture
def check_table(tmp_path: Path, spec: EditionSpec, bodies: list[KnownBody]) -> Callable[..., Checked]:
    """Check one table of the report after `spoil` has changed its rows (a list of dicts of printed text)."""

    def check(table_id: str, spoil: Spoil = lambda rows: None, **outcome: object) -> Checked:
        only = replace(spec, tables=(spec.table(table_id),))
        return check_edition_of(only, Given({table_id: spoil}, outcome=outcome), bodies, tmp_path)

    return check


@pytest.fixture
def check_points(tmp_path: Path) -> Callable[..., Checked]:
    """The same for one table of an index of points; `given` may hold more than a spoilt table."""

    def check(edition: str, table_id: str, spoil: Spoil = lambda rows: None, given: Given | None = None) -> Checked:
        whole = load_edition_spec(edition)
        only = replace(whole, tables=(whole.table(table_id),))
        given = given or Given()
        given.spoils[table_id] = spoil
        return check_edition_of(only, given, bodies_of(whole), tmp_path)

    return check


@pytest.fixture
def check_forms(tmp_path: Path, points_spec: EditionSpec, rules: FormRules) -> Callable[..., Checked]:
    """Check the 22 forms after `spoil` has changed them (see filled_forms.py); no report beside."""

    def check(spoil: Callable[[Forms], object] = lambda forms: None, **outcome: object) -> Checked:
        forms = Forms(POINTS, forms_of_truth(POINTS))
        spoil(forms)
        only = replace(points_spec, tables=())
        given = Given(forms=forms.records, outcome={"doubts": forms.doubts, **outcome})
        return check_edition_of(only, given, bodies_of(points_spec), tmp_path, rules)

    return check


@pytest.fixture
def check_consolidated(tmp_path: Path, rules: FormRules) -> Callable[..., Checked]:
    """Check a table that puts forms together, of one row with these cells, beside the 22 forms."""

    def check(**cells: str) -> Checked:
        whole = load_edition_spec(POINTS)
        table = replace(whole.table("dep_consolidated"), rows=1, coverage="")
        row = {column.key: cells.get(column.key, "") for column in table.columns}
        given = Given(rows={table.id: [{**row, "row_kind": "data", "tt": "1"}]}, forms=forms_of_truth(POINTS))
        return check_edition_of(replace(whole, tables=(table,)), given, bodies_of(whole), tmp_path, rules)

    return check


@pytest.fixture(scope="session")
def whole_edition(tmp_path_factory: pytest.TempPathFactory, spec: EditionSpec,
                  bodies: list[KnownBody]) -> Checked:
    """All 26 tables as printed."""
    return check_edition_of(spec, Given(), bodies, tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="session")
def points_edition(tmp_path_factory: pytest.TempPathFactory, points_spec: EditionSpec, rules: FormRules) -> Checked:
    """The report of an index of points with its 22 forms, all as they are."""
    given = Given(forms=forms_of_truth(POINTS))
    return check_edition_of(points_spec, given, bodies_of(points_spec), tmp_path_factory.mktemp("points"), rules)


@pytest.fixture(scope="session")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A decision whose two tables a workbook prints as well."""
    whole = load_edition_spec(DECISION)
    given = Given(again={table.id: lambda rows: None for table in whole.tables})
    return check_edition_of(whole, given, bodies_of(whole), tmp_path_factory.mktemp("decision"))
