"""kill -9 while models are built and reports published, on DuckDB: each of the two changes in one step."""

from __future__ import annotations

import pytest
from killed_moments import BUILDING, PUBLISHED, PUBLISHING
from killing import FINISH, Chain, Moment, Undisturbed, chain_of, unlike

NOT_YET = [
    *BUILDING,
    Moment("transform", call="os:replace", when="before", holding="warehouse.duckdb'"),
]
SHOWN = [
    Moment("transform", call="os:replace", holding="warehouse.duckdb'"),  # readers see it, the ledger knows nothing
    Moment("transform", call=FINISH),
]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, undisturbed: Undisturbed) -> Chain:
    moments = [*NOT_YET, *SHOWN, *PUBLISHING, *PUBLISHED]
    return chain_of(tmp_path_factory.mktemp("killed late"), undisturbed, moments)


def test_every_run_was_killed_at_its_moment(chain: Chain) -> None:
    assert [kill.told for kill in chain.kills if kill.code != -9] == []


def test_readers_see_the_old_warehouse_or_the_new_one_whole(chain: Chain, undisturbed: Undisturbed) -> None:
    for kill in chain.kills:
        expected = undisturbed.old if kill.moment in NOT_YET else undisturbed.new
        assert unlike(kill.seen.tables, expected.tables) == [], kill.told


def test_readers_see_the_old_reports_or_the_new_ones_whole(chain: Chain, undisturbed: Undisturbed) -> None:
    for kill in chain.kills:
        expected = undisturbed.new if kill.moment in PUBLISHED else undisturbed.old
        assert unlike(kill.seen.reports, expected.reports) == [], kill.told


def test_the_plan_takes_up_what_was_killed_and_nothing_that_was_entered(chain: Chain) -> None:
    for kill, due in chain.planned_after():
        assert due.get(kill.moment.stage) == (None if kill.moment.is_entered else "did not end well"), kill.moment


def test_the_next_run_ends_with_the_bytes_of_an_undisturbed_one(chain: Chain, undisturbed: Undisturbed) -> None:
    assert chain.last.code == 0, chain.last.told
    assert set(chain.last.outcomes.values()) == {"up to date"}
    assert unlike(chain.seen.tables, undisturbed.new.tables) == []
    assert unlike(chain.seen.reports, undisturbed.new.reports) == []


def test_nothing_half_made_is_left_beside_the_reports(chain: Chain) -> None:
    assert not [path for path in chain.place.reports.parent.iterdir() if ".next" in path.name]
    assert not [path for path in chain.place.reports.rglob("*") if path.suffix == ".part"]
