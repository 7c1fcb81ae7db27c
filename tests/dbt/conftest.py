"""The bundled report, loaded; and what dbt makes of it."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from dbt_builds import Built, Handover, build, copied, load

from flows.stages import check_stage, extract_stage

EDITION = "mic-2016"
SOURCES = Path(__file__).parents[2] / "sources" / EDITION


# RAW LOADING: the stages of the project itself fill schema `raw`; nothing here stands in for them.
@pytest.fixture(scope="session")
def handover(tmp_path_factory: pytest.TempPathFactory) -> Handover:
    """The hand-overs of extract and check, made from the bundled document."""
    folder = tmp_path_factory.mktemp("handover")
    done = Handover(folder / "extract", folder / "check")
    done.extract_dir.mkdir()
    done.check_dir.mkdir()
    [document] = SOURCES.glob("*.pdf")
    extract_stage(document, EDITION, done.extract_dir)
    check_stage(done.extract_dir, EDITION, done.check_dir)
    return done


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, handover: Handover) -> str:
    """URL of a DuckDB file with schema raw only. Read it or copy it; do not write to it."""
    return load(f"duckdb:///{tmp_path_factory.mktemp('loaded') / 'kho.duckdb'}", handover)


@pytest.fixture
def loaded_copy(tmp_path: Path, loaded: str) -> str:
    """A copy under the same file name, as DuckDB takes the name of the catalogue from it."""
    return copied(loaded, tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, loaded: str) -> Built:
    """The whole project with its unit tests, on DuckDB."""
    work = tmp_path_factory.mktemp("built")
    url = copied(loaded, work)
    return Built(url, build(url, work))


@pytest.fixture(scope="session")
def built_on_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, handover: Handover
) -> Built:
    """The same on PostgreSQL, into the schemas that are renamed when whole."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database dbt_tests_{os.getpid()}")
    url = load(postgres_url.rsplit("/", 1)[0] + f"/dbt_tests_{os.getpid()}", handover)
    return Built(url, build(url, tmp_path_factory.mktemp("postgres"), "--vars", "{schema_suffix: _next}"))
