"""With a Prefect server configured a run shows up there; every stage, forced, gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from flow_runs import STAGES, Done, Place, asked, bytes_below


@dataclass(frozen=True)
class Forced:
    place: Place
    done: Done


@pytest.fixture(scope="module")
def forced(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Forced:
    """`chiso run --force` in a copy of the first run's folder, on a server."""
    copied = good.copied(tmp_path_factory.mktemp("forced run"))
    place = Place(copied.folder, copied.project, prefect_api)
    return Forced(place, place.chiso("run", "--force"))


@pytest.fixture(scope="module")
def flow_run(forced: Forced) -> dict[str, Any]:
    """The flow run whose tasks include a load of this forced run."""
    assert forced.done.code == 0, forced.done.told
    runs = asked(forced.place.prefect_api, "flow_runs", sort="END_TIME_DESC")
    return next(run for run in runs if run["state_type"] == "COMPLETED")


def test_a_forced_run_does_every_stage_again_and_gives_the_same_bytes(forced: Forced, good: Place) -> None:
    assert forced.done.code == 0, forced.done.told
    assert forced.done.outcomes == dict.fromkeys(STAGES, "done")
    assert bytes_below(forced.place.reports) == bytes_below(good.reports)
    assert bytes_below(forced.place.folder / "build" / "stages") == bytes_below(good.folder / "build" / "stages")


def test_a_forced_run_tells_the_same_summary(forced: Forced, first_run: Done) -> None:
    assert forced.done.out == first_run.out


def test_the_run_is_on_the_server_under_a_readable_name(flow_run: dict[str, Any]) -> None:
    assert flow_run["name"] == "chiso: mic-2016"


def test_each_stage_is_a_task_run_that_names_stage_and_edition(forced: Forced, flow_run: dict[str, Any]) -> None:
    tasks = asked(forced.place.prefect_api, "task_runs", flow_runs={"id": {"any_": [flow_run["id"]]}})
    assert {(task["name"], task["state_type"]) for task in tasks} == {
        (name, "COMPLETED")
        for name in ("extract mic-2016", "check mic-2016", "load mic-2016", "transform", "publish")
    }


def test_the_reconciliation_is_an_artifact_with_the_counts_of_verdicts(
    forced: Forced, flow_run: dict[str, Any], good: Place
) -> None:
    artifacts = asked(forced.place.prefect_api, "artifacts", flow_runs={"id": {"any_": [flow_run["id"]]}})
    by_key = {artifact["key"]: artifact for artifact in artifacts}
    assert set(by_key) == {"reconciliation", "reports"}
    rows = json.loads(by_key["reconciliation"]["data"])
    counts = good.rows("select count(*) as figures from reporting.rpt_reconciliation")
    assert sum(row["figures"] for row in rows) == counts[0]["figures"]
    assert {row["figure"] for row in rows} == {"rank", "share", "total"}


def test_the_reports_are_an_artifact_with_links_that_lead_to_them(forced: Forced, flow_run: dict[str, Any]) -> None:
    [artifact] = [
        artifact
        for artifact in asked(forced.place.prefect_api, "artifacts", flow_runs={"id": {"any_": [flow_run["id"]]}})
        if artifact["key"] == "reports"
    ]
    for part in ("chiso-mic-2016.xlsx", "html/index.html", "csv"):
        assert (forced.place.reports / part).as_uri() in artifact["data"]


def test_a_run_without_a_server_leaves_none_behind(first_run: Done) -> None:
    """The server of a run of its own lives as long as the run: its process has ended, so had it."""
    assert first_run.code == 0
    assert "server" not in first_run.err.casefold()
