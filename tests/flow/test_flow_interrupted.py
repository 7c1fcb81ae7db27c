"""Two runs at once, and runs killed in the middle: nothing is damaged, the next one goes on from there."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from flow_runs import STAGES, Done, Place, bytes_below

from warehouse.ledger import Ledger

KILLED_IN = ("check", "load", "transform", "publish")
PATIENCE_SECONDS = 240
REPORTING = (
    "rpt_ranking", "rpt_indicator_values", "rpt_change_between_editions", "rpt_reconciliation",
    "rpt_publication_faults", "rpt_entity_history", "rpt_data_quality",
)


@dataclass(frozen=True)
class Elsewhere:
    """A run with every place named on the command line."""

    place: Place
    arguments: tuple[str, ...]
    warehouse: str
    reports: Path

    @property
    def ledger(self) -> dict[str, str]:
        rows = Ledger(self.place.folder / "build" / "ledger.sqlite").rows()
        return {row.stage: row.outcome for row in rows}

    def planned(self) -> dict[str, str]:
        """Stage → why it will run, by `chiso plan`."""
        rows = json.loads(self.place.chiso("plan", "--json", *self.arguments).out)
        return {row["stage"]: row["why"] for row in rows if row["plan"] == "will run"}


@dataclass(frozen=True)
class Killed:
    """What was seen in a chain of killed runs, by the stage in which each was killed."""

    where: Elsewhere
    ledgers: dict[str, dict[str, str]]
    plans: dict[str, dict[str, str]]
    """Killed in → stage that will run → why."""
    second_run: Done
    last: Done


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Killed:
    """One run after the other, each killed in a later stage; then one that may end."""
    folder = tmp_path_factory.mktemp("killed runs")
    where = Elsewhere(
        Place(folder, good.project, prefect_api),
        ("--warehouse", f"duckdb:///{folder / 'kho số liệu' / 'chỉ số.duckdb'}",
         "--reports", str(folder / "báo cáo"), "--sources", str(good.project / "sources")),
        f"duckdb:///{folder / 'kho số liệu' / 'chỉ số.duckdb'}", folder / "báo cáo",
    )
    ledgers, plans = {}, {}
    for stage in KILLED_IN:
        process = where.place.start("run", *where.arguments)
        try:
            _wait_until_running(where, stage, process)
            if stage == "transform":
                second_run = where.place.chiso("run", *where.arguments)
            assert process.poll() is None, f"{stage} was over before it could be killed"
        finally:
            process.kill()
            process.communicate()
        ledgers[stage] = where.ledger
        plans[stage] = where.planned()
    return Killed(where, ledgers, plans, second_run, where.place.chiso("run", *where.arguments))


def _wait_until_running(where: Elsewhere, stage: str, process: subprocess.Popen[str]) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        if where.ledger.get(stage) == "running":
            return
        time.sleep(0.01)
    raise AssertionError(f"{stage} never ran: {where.ledger}\n{process.communicate()}")


def test_the_ledger_says_in_which_stage_a_run_was_killed(killed: Killed) -> None:
    for stage in KILLED_IN:
        assert killed.ledgers[stage][stage] == "running"
        assert all(killed.ledgers[stage][before] == "done" for before in STAGES[: STAGES.index(stage)])


def test_the_plan_after_a_kill_takes_up_what_did_not_end_well(killed: Killed) -> None:
    for stage in KILLED_IN:
        assert killed.plans[stage][stage] == "did not end well"
        assert not set(killed.plans[stage]).intersection(("extract", "check")[: STAGES.index(stage)])


def test_the_run_does_what_the_plan_said(killed: Killed) -> None:
    done = {stage for stage, outcome in killed.last.outcomes.items() if outcome == "done"}
    assert set(killed.plans["publish"]) == done == {"publish"}


def test_after_four_kills_the_next_run_completes_from_where_the_last_one_was(killed: Killed) -> None:
    assert killed.last.code == 0, killed.last.told
    assert set(killed.last.outcomes.values()) == {"up to date", "done"}
    assert set(killed.where.ledger.values()) == {"done"}


def test_reports_after_kills_and_in_another_folder_have_the_same_bytes(killed: Killed, good: Place) -> None:
    assert bytes_below(killed.where.reports) == bytes_below(good.reports)


@pytest.mark.parametrize("model", REPORTING)
def test_tables_for_readers_after_kills_hold_the_same_rows(killed: Killed, good: Place, model: str) -> None:
    query = f"select * from reporting.{model} order by all"
    assert killed.where.place.rows(query, killed.where.warehouse) == good.rows(query)


def test_nothing_half_written_is_left_beside_the_reports(killed: Killed) -> None:
    assert not [path for path in killed.where.reports.rglob("*") if path.name.startswith(".") or "tmp" in path.name]


def test_a_second_run_at_the_same_time_says_so_and_stops_with_1(killed: Killed) -> None:
    assert killed.second_run.code == 1, killed.second_run.told
    assert "another run is building into it" in killed.second_run.err
    assert "chỉ số.duckdb" in killed.second_run.err and "do:" in killed.second_run.err
    assert killed.second_run.seconds < 30
