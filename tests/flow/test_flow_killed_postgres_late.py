"""kill -9 while models are built on PostgreSQL and published in one transaction, and reports after them."""

from __future__ import annotations

import pytest
from killed_moments import BUILDING, PUBLISHED, PUBLISHING
from killing import FINISH, Chain, Moment, Undisturbed, chain_of, database_before, for_readers, unlike

NEXT = "warehouse.next_schemas"
NOT_YET = [
    *BUILDING,
    Moment("transform", call=f"{NEXT}:replace_rows", nth=12),
    Moment("transform", call=f"{NEXT}:_carry_over"),  # all rows are changed, nothing is committed
]
SHOWN = [
    Moment("transform", call=f"{NEXT}:tidy", when="before"),
    Moment("transform", call=FINISH),
]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, undisturbed: Undisturbed, postgres_url: str) -> Chain:
    before, warehouse = database_before(tmp_path_factory.mktemp("on PostgreSQL"), undisturbed, postgres_url)
    moments = [*NOT_YET, *SHOWN, *PUBLISHING, *PUBLISHED]
    return chain_of(tmp_path_factory.mktemp("killed late"), undisturbed, moments, before, warehouse)


def test_every_run_was_killed_at_its_moment(chain: Chain) -> None:
    assert [kill.told for kill in chain.kills if kill.code != -9] == []


def test_readers_see_the_old_state_or_the_new_one_whole(chain: Chain) -> None:
    for kill in chain.kills:
        tables = chain.old.tables if kill.moment in NOT_YET else chain.seen.tables
        reports = chain.seen.reports if kill.moment in PUBLISHED else chain.old.reports
        assert unlike(kill.seen.tables, tables) == [], kill.told
        assert unlike(kill.seen.reports, reports) == [], kill.told


def test_the_plan_takes_up_what_was_killed_and_nothing_that_was_entered(chain: Chain) -> None:
    for kill, due in chain.planned_after():
        assert due.get(kill.moment.stage) == (None if kill.moment.is_entered else "did not end well"), kill.moment


def test_the_next_run_ends_with_the_rows_and_bytes_of_an_undisturbed_one_on_duckdb(
    chain: Chain, undisturbed: Undisturbed
) -> None:
    assert chain.last.code == 0, chain.last.told
    assert unlike(for_readers(chain.seen.tables), for_readers(undisturbed.new.tables)) == []
    assert unlike(chain.seen.reports, undisturbed.new.reports) == []
