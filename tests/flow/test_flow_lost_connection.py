"""A connection to PostgreSQL that is lost in load, transform or publish is tried again, and the run ends well."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from dropping_proxy import DroppingProxy
from flow_runs import Done, Place

from warehouse.ledger import Ledger

DROPPED_IN = ("load", "transform", "publish")
DATABASE = "lost_connection"
PATIENCE_SECONDS = 400


@dataclass(frozen=True)
class Dropped:
    """A run whose connections were all cut once in each stage that uses the warehouse."""

    place: Place
    warehouse: str
    done: Done
    outcomes: dict[str, list[str]]
    """Stage → outcome of each attempt."""
    cut: dict[str, int]
    """Stage → how many connections were cut in it."""


@pytest.fixture(scope="module")
def database(postgres_url: str) -> str:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {DATABASE}")
    return postgres_url.rpartition("/")[0] + f"/{DATABASE}"


@pytest.fixture(scope="module")
def proxy(database: str) -> Iterator[DroppingProxy]:
    address = urlsplit(database)
    assert address.hostname and address.port
    with DroppingProxy(address.hostname, address.port) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def dropped(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str, database: str,
            proxy: DroppingProxy) -> Dropped:
    """What the first run read and checked is there; the rest goes to PostgreSQL through the proxy."""
    folder = tmp_path_factory.mktemp("lost connection")
    copied = good.copied(folder)
    place = Place(copied.folder, copied.project, prefect_api)
    port = urlsplit(database).port
    warehouse = database.replace(f":{port}/", f":{proxy.port}/")
    began = time.monotonic()
    cut = {}
    with place.start("run", "--warehouse", warehouse) as process:
        for stage in DROPPED_IN:
            if not _wait_until_running(place, stage, process):
                break
            if stage == "transform":
                _wait_for_dbt(database, process)
            time.sleep(0.3)
            before = proxy.dropped
            proxy.drop(away_seconds=1)
            cut[stage] = proxy.dropped - before
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    done = Done(process.returncode, out, err, time.monotonic() - began)
    return Dropped(place, warehouse, done, _attempts(folder), cut)


def _wait_until_running(place: Place, stage: str, process: subprocess.Popen[str]) -> bool:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        if any(row.stage == stage and row.outcome == "running" for row in place.ledger):
            return True
        time.sleep(0.05)
    return False


def _wait_for_dbt(database: str, process: subprocess.Popen[str]) -> None:
    """Until dbt is at work on the server: it reads the project first. Preparing has dropped what it builds."""
    asked = "select 1 from pg_tables where schemaname = 'seeds_next'"
    with psycopg.connect(database, autocommit=True) as connection:
        while process.poll() is None and connection.execute(asked).fetchone() is None:
            time.sleep(0.02)


def _attempts(folder: Path) -> dict[str, list[str]]:
    with sqlite3.connect(folder / "build" / "ledger.sqlite") as connection:
        rows = connection.execute(
            "select stage, outcome from stages where warehouse like 'postgresql%' order by id").fetchall()
    found: dict[str, list[str]] = {}
    for stage, outcome in rows:
        found.setdefault(stage, []).append(outcome)
    return found


def test_the_run_ends_well_although_its_connections_were_cut_in_every_stage(dropped: Dropped) -> None:
    assert set(dropped.cut) == set(DROPPED_IN), dropped.done.told
    assert dropped.done.code == 0, dropped.done.told
    assert {attempts[-1] for attempts in dropped.outcomes.values()} == {"done"}


@pytest.mark.parametrize("stage", ["transform"])
def test_the_attempt_that_lost_its_connection_stands_in_the_ledger_before_the_one_that_did_it(
    dropped: Dropped, stage: str
) -> None:
    assert dropped.cut[stage] > 0
    assert dropped.outcomes[stage][0] == "failed" and dropped.outcomes[stage][-1] == "done", dropped.outcomes


def test_tables_for_readers_hold_the_same_rows_as_without_a_cut(dropped: Dropped, good: Place) -> None:
    query = "select cell_id, figure, verdict from reporting.rpt_reconciliation order by cell_id, figure"
    assert dropped.place.rows(query, dropped.warehouse) == good.rows(query)


def test_the_right_to_build_is_held_again_after_it_was_lost_and_given_back_in_the_end(
    dropped: Dropped, database: str
) -> None:
    with psycopg.connect(database) as connection:
        held = connection.execute("select count(*) from pg_locks where locktype = 'advisory'").fetchone()
    assert held == (0,)


def test_a_server_that_stays_away_ends_the_run_with_1_and_says_so(
    good: Place, tmp_path: Path, prefect_api: str
) -> None:
    copied = good.copied(tmp_path)
    done = Place(copied.folder, copied.project, prefect_api).chiso(
        "run", "--warehouse", "postgresql://chiso:geheim@127.0.0.1:9/none")
    assert done.code == 1, done.told
    assert "does not answer" in done.err and "do:" in done.err
    assert "geheim" not in done.told
    assert {row.outcome for row in Ledger(tmp_path / "build" / "ledger.sqlite").rows()} == {"done"}
