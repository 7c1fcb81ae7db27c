"""`chiso deploy` by itself: deployments on a server that others look after, and said plainly where there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flow_runs import PROJECT, Done, Place, asked


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, prefect_api: str) -> Place:
    return Place(tmp_path_factory.mktemp("deployed"), PROJECT, prefect_api)


@pytest.fixture(scope="module")
def deployed(place: Place) -> list[Done]:
    """Twice, as after a change of the settings."""
    return [place.chiso("deploy") for _ in range(2)]


def test_it_says_what_was_deployed_and_that_a_worker_is_to_be_started(deployed: list[Done]) -> None:
    for done in deployed:
        assert done.code == 0, done.told
        assert "chiso/yearly" in done.out and "take in the inbox/inbox" in done.out and "chiso serve" in done.out


def test_both_deployments_stand_on_the_server_once(place: Place, deployed: list[Done]) -> None:
    found = asked(place.prefect_api, "deployments")
    assert sorted(deployment["name"] for deployment in found) == ["inbox", "yearly"], deployed[-1].told
    [schedule] = next(one["schedules"] for one in found if one["name"] == "yearly")
    assert schedule["active"] and schedule["schedule"]["cron"] == "0 6 1 4 *"


def test_it_works_without_a_server_of_ones_own(tmp_path: Path) -> None:
    done = Place(tmp_path, PROJECT).chiso("deploy")
    assert done.code == 0, done.told
    assert (tmp_path / "prefect" / "prefect.db").stat().st_size


def test_a_server_that_does_not_answer_is_named_with_what_to_do(place: Place, tmp_path: Path) -> None:
    done = replace(place, folder=tmp_path, prefect_api="http://127.0.0.1:9/api").chiso("deploy")
    assert done.code == 1, done.told
    assert "http://127.0.0.1:9/api" in done.err and "do:" in done.err
    assert "Traceback" not in done.told
