"""The same run into PostgreSQL: every table for readers equals DuckDB's, to the last digit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from flow_runs import Done, Place, bytes_below

MODELS = (
    "rpt_ranking", "rpt_indicator_values", "rpt_change_between_editions", "rpt_reconciliation",
    "rpt_publication_faults", "rpt_targets", "rpt_entity_history", "rpt_data_quality",
)


@dataclass(frozen=True)
class OnPostgres:
    place: Place
    url: str
    done: Done


@pytest.fixture(scope="module")
def on_postgres(
    tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str, postgres_url: str
) -> Iterator[OnPostgres]:
    """`chiso run --warehouse postgresql://…` with the hand-overs of the first run."""
    name = f"flow_tests_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    url = f"{postgres_url.rsplit('/', 1)[0]}/{name}"
    copied = good.copied(tmp_path_factory.mktemp("on PostgreSQL"))
    place = Place(copied.folder, copied.project, prefect_api)
    yield OnPostgres(place, url, place.chiso("run", "--warehouse", url, "--reports", "reports"))


def test_the_document_is_not_read_again_for_another_warehouse(on_postgres: OnPostgres) -> None:
    assert on_postgres.done.code == 0, on_postgres.done.told
    assert on_postgres.done.outcomes == {
        "extract": "up to date", "check": "up to date", "load": "done", "transform": "done", "publish": "done",
    }


def rows(place: Place, model: str, warehouse: str = "") -> list[dict[str, Any]]:
    # Sorted here and by code points: the two sort Vietnamese text differently.
    found = place.rows(f"reporting.{model}", warehouse)
    return sorted(found, key=lambda row: [str(value) for value in row.values()])


@pytest.mark.parametrize("model", MODELS)
def test_a_table_for_readers_is_the_same_on_both_databases(on_postgres: OnPostgres, good: Place, model: str) -> None:
    there, here = rows(on_postgres.place, model, on_postgres.url), rows(good, model)
    assert there == here
    assert [list(map(str, row.values())) for row in there] == [list(map(str, row.values())) for row in here]


def test_the_reports_have_the_same_bytes(on_postgres: OnPostgres, good: Place) -> None:
    assert bytes_below(on_postgres.place.folder / "reports") == bytes_below(good.reports)


def test_a_second_run_on_postgres_is_up_to_date(on_postgres: OnPostgres) -> None:
    again = on_postgres.place.chiso("run", "--warehouse", on_postgres.url, "--reports", "reports")
    assert again.code == 0 and set(again.outcomes.values()) == {"up to date"}, again.told
    assert again.out == on_postgres.done.out


def test_a_figure_on_postgres_is_explained_as_on_duckdb(on_postgres: OnPostgres, good: Place) -> None:
    cell = ("explain", "mic-2016:4.8:r5:dossiers_total")
    there = on_postgres.place.chiso(*cell, "--warehouse", on_postgres.url)
    assert there.code == 0, there.told
    assert there.out == good.chiso(*cell).out


def test_a_server_that_is_not_there_is_told_without_the_password(good: Place) -> None:
    done = good.chiso("plan", "--warehouse", "postgresql://an:secret@127.0.0.1:1/kho")
    assert done.code == 1, done.told
    assert "127.0.0.1:1/kho" in done.err and "do:" in done.err
    assert "secret" not in done.told
