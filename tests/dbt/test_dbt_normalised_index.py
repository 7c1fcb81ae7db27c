"""An edition with raw values of every province: thirty indicators, six sub-indices, three pillars, one index."""

from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import psycopg
import pytest
from dbt_builds import build, opened
from normalised_edition import EDITION, computed, load_values, made_values, ranked

SELECT = (
    "--select", "+int_method_ranks", "+int_scales",
    "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test",
)
SCORES = f"select node_code, entity_code, score from {{}}.int_node_scores where edition_code = '{EDITION}'"
RANKS = f"select node_code, entity_code, rank_recomputed from {{}}.int_method_ranks where edition_code = '{EDITION}'"
SCALES = f"select node_code, minimum, maximum, scale_basis from {{}}.int_scales where edition_code = '{EDITION}'"


@pytest.fixture(scope="module")
def on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> str:
    work = tmp_path_factory.mktemp("normalised")
    url = f"duckdb:///{work / 'kho.duckdb'}"
    load_values(url, made_values())
    outcome = build(url, work, *SELECT)
    assert set(outcome.status.values()) <= {"success", "pass", "no-op"}
    return url


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> str:
    name = f"normalised_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    url = postgres_url.rsplit("/", 1)[0] + f"/{name}"
    load_values(url, made_values())
    outcome = build(url, tmp_path_factory.mktemp("postgres"), *SELECT)
    assert set(outcome.status.values()) <= {"success", "pass", "no-op"}
    return url


def read(url: str, query: str) -> list[tuple[Any, ...]]:
    if url.startswith("duckdb"):
        with opened(url) as connection:
            return connection.execute(query.format("intermediate")).fetchall()
    with psycopg.connect(url) as postgres:
        return postgres.execute(query.format("intermediate")).fetchall()


@pytest.mark.parametrize("where", ["on_duckdb", "on_postgres"])
def test_every_score_follows_from_the_raw_values(where: str, request: pytest.FixtureRequest) -> None:
    expected = computed(made_values())
    found = {(node, body): score for node, body, score in read(request.getfixturevalue(where), SCORES)}
    assert len(expected) == 63 * (30 + 6 + 3 + 1) and found.keys() == expected.keys()
    near = Fraction(1, 10**8)
    assert {key: score for key, score in found.items() if abs(Fraction(score) - expected[key]) > near} == {}


@pytest.mark.parametrize("where", ["on_duckdb", "on_postgres"])
def test_every_rank_is_one_and_the_number_of_larger_scores(where: str, request: pytest.FixtureRequest) -> None:
    found = {(node, body): rank for node, body, rank in read(request.getfixturevalue(where), RANKS)}
    expected = ranked({key: score for key, score in computed(made_values()).items() if key in found})
    assert len(found) == 63 * 10 and found == expected
    assert len({rank for (node, _), rank in found.items() if node == "overall"}) == 62  # two provinces alike


def test_goalposts_are_those_of_all_provinces(on_duckdb: str) -> None:
    scales = {node: (low, high, basis) for node, low, high, basis in read(on_duckdb, SCALES)}
    bandwidth = [row["bandwidth_per_official"] for row in made_values().values()]
    assert len(scales) == 31
    assert scales["1.2.2"] == (Decimal(0), max(filter(None, bandwidth)), "group") and None in bandwidth
    assert scales["3.2.1"] == (Decimal(0), Decimal(100), "given")


def test_without_one_province_no_score_is_made_up(tmp_path: Path) -> None:
    values = made_values()
    values.popitem()
    url = f"duckdb:///{tmp_path / 'kho.duckdb'}"
    load_values(url, values)
    build(url, tmp_path, *SELECT)
    assert {node for node, _, _ in read(url, SCORES)} == {"3.2.1", "3.2.2", "3.2.3", "3.2.4"}  # goalposts are given
    assert read(url, RANKS) == []
