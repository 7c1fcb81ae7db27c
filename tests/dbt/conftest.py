"""The bundled documents, loaded; and what dbt makes of them."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from dbt_builds import Built, Handover, build, copied, documents, load

from flows.stages import check_stage, extract_stage

EDITIONS = ("mic-2016", "dienbien-2012", "laocai-agencies-2016", "laocai-ict-2016", "laocai-ict-2017")


# RAW LOADING: the stages of the project itself fill schema `raw`; nothing here stands in for them.
@pytest.fixture(scope="session")
def handovers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Handover]:
    """The hand-overs of extract and check of each edition, made from the bundled documents."""
    done = {}
    for edition in EDITIONS:
        folder = tmp_path_factory.mktemp("handover")
        done[edition] = Handover(folder / "extract", folder / "check")
        done[edition].extract_dir.mkdir()
        done[edition].check_dir.mkdir()
        extract_stage(documents(edition), edition, done[edition].extract_dir)
        check_stage(done[edition].extract_dir, edition, done[edition].check_dir)
    return done


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, handovers: dict[str, Handover]) -> str:
    """URL of a DuckDB file with the report's schema raw only. Read it or copy it; do not write to it."""
    return load(f"duckdb:///{tmp_path_factory.mktemp('loaded') / 'kho.duckdb'}", handovers["mic-2016"])


@pytest.fixture(scope="session")
def loaded_points(tmp_path_factory: pytest.TempPathFactory, handovers: dict[str, Handover]) -> str:
    """The same of the two points indices."""
    url = f"duckdb:///{tmp_path_factory.mktemp('points') / 'kho.duckdb'}"
    return load(url, handovers["dienbien-2012"], handovers["laocai-agencies-2016"])


@pytest.fixture(scope="session")
def loaded_all(tmp_path_factory: pytest.TempPathFactory, handovers: dict[str, Handover]) -> str:
    """The same of every edition."""
    return load(f"duckdb:///{tmp_path_factory.mktemp('all') / 'kho.duckdb'}", *handovers.values())


@pytest.fixture
def loaded_copy(tmp_path: Path, loaded: str) -> str:
    """A copy under the same file name, as DuckDB takes the name of the catalogue from it."""
    return copied(loaded, tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, loaded_all: str) -> Built:
    """The whole project with its unit tests, on DuckDB."""
    work = tmp_path_factory.mktemp("built")
    url = copied(loaded_all, work)
    return Built(url, build(url, work))


@pytest.fixture(scope="session")
def built_on_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, handovers: dict[str, Handover]
) -> Built:
    """The same on PostgreSQL, into the schemas that are built aside."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database dbt_tests_{os.getpid()}")
    url = load(postgres_url.rsplit("/", 1)[0] + f"/dbt_tests_{os.getpid()}", *handovers.values())
    return Built(url, build(url, tmp_path_factory.mktemp("postgres"), "--vars", "{schema_suffix: _next}"))
