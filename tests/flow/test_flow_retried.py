"""A run that failed is repeated from Prefect: the retry does only what the ledger says is due."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from flow_runs import Done, Place, asked, bytes_below

from flows.places import given_places, settings_at
from flows.settings import Settings
from warehouse.address import parse_address

ENTRYPOINT = "flows/pipeline.py:yearly_cycle"


@dataclass(frozen=True)
class Retried:
    place: Place
    failed: Done
    again: subprocess.CompletedProcess[str]
    flow_run: str
    attempts: list[tuple[str, str]]
    """Stage and outcome of each entry that the two attempts made in the ledger."""


def retry(place: Place, flow_run: str) -> subprocess.CompletedProcess[str]:
    """`prefect flow-run retry` in the folder of the run, as an engineer does it."""
    environment = {**os.environ, "PYTHONPATH": str(place.project), "PREFECT_API_URL": place.prefect_api,
                   "PREFECT_HOME": str(place.folder / "prefect"), "DO_NOT_TRACK": "1"}
    return subprocess.run(
        [sys.executable, "-m", "prefect", "flow-run", "retry", flow_run,
         "--entrypoint", str(place.project / ENTRYPOINT)],
        cwd=place.folder, env=environment, text=True, encoding="utf-8", capture_output=True, timeout=400, check=False)


def entries(folder: Path) -> list[tuple[str, str]]:
    import sqlite3

    with sqlite3.connect(folder / "build" / "ledger.sqlite") as connection:
        return connection.execute("select stage, outcome from stages order by id").fetchall()


@pytest.fixture(scope="module")
def retried(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Retried:
    """`chiso run --from transform`, whose last stage fails as a file lies where its folder belongs; then a retry."""
    copied = good.copied(tmp_path_factory.mktemp("retried"))
    place = Place(copied.folder, copied.project, prefect_api)
    before = len(entries(place.folder))
    in_the_way = place.folder / "in the way"
    in_the_way.write_text("no folder", encoding="utf-8")
    failed = place.chiso("run", "--from", "transform", "--reports", str(in_the_way / "reports"))
    runs = asked(prefect_api, "flow_runs", sort="START_TIME_DESC")
    flow_run = next(run["id"] for run in runs if run["parameters"].get("reports") == str(in_the_way / "reports"))
    in_the_way.unlink()
    again = retry(place, flow_run)
    return Retried(place, failed, again, flow_run, entries(place.folder)[before:])


def test_the_run_fails_at_its_last_stage(retried: Retried) -> None:
    assert retried.failed.code == 1, retried.failed.told
    assert retried.attempts[:2] == [("transform", "done"), ("publish", "failed")]


def test_the_retry_does_only_what_had_failed_although_more_was_asked_for(retried: Retried) -> None:
    assert retried.again.returncode == 0, retried.again.stdout + retried.again.stderr
    assert retried.attempts[2:] == [("publish", "done")]


def test_the_flow_run_ends_completed_in_its_second_attempt(retried: Retried) -> None:
    [run] = asked(retried.place.prefect_api, "flow_runs", flow_runs={"id": {"any_": [retried.flow_run]}})
    assert (run["state_type"], run["run_count"]) == ("COMPLETED", 2)


def test_the_reports_of_the_retry_are_those_of_an_undisturbed_run(retried: Retried, good: Place) -> None:
    assert bytes_below(retried.place.folder / "in the way" / "reports") == bytes_below(good.reports)


def test_no_password_is_among_the_parameters_of_a_run() -> None:
    given = given_places(Settings(warehouse="postgresql://an:geheim@kho/chiso"))
    assert given == {"warehouse": "postgresql://an@kho/chiso"}


def test_a_retry_takes_the_password_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_WAREHOUSE", "postgresql://an:geheim@kho/chiso")
    repeated = settings_at("", "postgresql://an@kho/chiso", "")
    assert repeated.warehouse == "postgresql://an@kho/chiso"
    assert parse_address(repeated.warehouse).location == "postgresql://an:geheim@kho/chiso"


def test_a_password_among_parameters_is_told_to_nobody_else() -> None:
    assert settings_at("", "postgresql://binh:l0ng-geheim@kho/chiso", "").warehouse == "postgresql://binh@kho/chiso"
