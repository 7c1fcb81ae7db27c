"""A model that is wrong: our fault, and readers never see half of what was built."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from flow_runs import Done, Place, bytes_below, copy_project

from warehouse.ledger import Ledger

MODEL = Path("dbt") / "models" / "staging" / "raw" / "stg_raw__editions.sql"
"""Nearly every other model rests on this one."""
CELL = "mic-2016:4.1:r21:index"


@dataclass(frozen=True)
class Broken:
    place: Place
    done: Done
    read_meanwhile: Done


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Broken:
    """A run over the first run's warehouse with a model that names a column which is not there."""
    folder = tmp_path_factory.mktemp("broken model")
    project = copy_project(folder / "project", good.project)
    model = project / MODEL
    model.write_text(model.read_text(encoding="utf-8").rstrip() + "\nwhere no_such_column = 1\n", encoding="utf-8")
    place = Place(good.copied(folder).folder, project, prefect_api)
    began = time.monotonic()
    process = place.start("run")
    ledger = Ledger(folder / "build" / "ledger.sqlite")
    while process.poll() is None and not any(row.outcome == "running" for row in ledger.rows()):
        time.sleep(0.05)
    read_meanwhile = place.chiso("explain", CELL)
    out, err = process.communicate()
    return Broken(place, Done(process.returncode, out, err, time.monotonic() - began), read_meanwhile)


def test_a_wrong_model_is_our_fault_and_is_named(broken: Broken) -> None:
    assert broken.done.code == 3, broken.done.told
    assert "our fault" in broken.done.err and MODEL.stem in broken.done.err
    assert broken.done.outcomes["transform"] == "failed"


def test_readers_are_never_locked_out_while_a_run_builds(broken: Broken, good: Place) -> None:
    assert broken.read_meanwhile.code == 0, broken.read_meanwhile.told
    assert broken.read_meanwhile.out == good.chiso("explain", CELL).out


def test_warehouse_and_reports_stay_as_they_were(broken: Broken, good: Place) -> None:
    name = Path("build") / "warehouse.duckdb"
    assert (broken.place.folder / name).read_bytes() == (good.folder / name).read_bytes()
    assert bytes_below(broken.place.reports) == bytes_below(good.reports)


def test_the_next_plan_takes_the_stage_up_again(broken: Broken) -> None:
    rows = json.loads(broken.place.chiso("plan", "--json").out)
    assert {row["stage"]: row["why"] for row in rows if row["plan"] == "will run"}["transform"] == "did not end well"
