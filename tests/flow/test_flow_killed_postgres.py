"""kill -9 while documents are read and loaded into PostgreSQL; readers there see what they saw before."""

from __future__ import annotations

import pytest
from killed_moments import READING
from killing import FINISH, Chain, Moment, Undisturbed, chain_of, database_before, for_readers, unlike

NEXT = "warehouse.next_schemas"
LOADING = [
    Moment("load", call=f"{NEXT}:_drop", holding="reporting_next"),  # in the transaction that makes ready
    Moment("load", call=f"{NEXT}:_copy_raw"),
    Moment("load", call="warehouse.load:insert_arrow", when="before"),
    Moment("load", call="warehouse.load:insert_arrow", nth=3),
    Moment("load", call="warehouse.load:insert_arrow", nth=9),
    Moment("load", call=FINISH, when="before"),
    Moment("load", call=FINISH),
]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, undisturbed: Undisturbed, postgres_url: str) -> Chain:
    before, warehouse = database_before(tmp_path_factory.mktemp("on PostgreSQL"), undisturbed, postgres_url)
    return chain_of(tmp_path_factory.mktemp("killed"), undisturbed, [*READING, *LOADING], before, warehouse)


def test_every_run_was_killed_at_its_moment(chain: Chain) -> None:
    assert [kill.told for kill in chain.kills if kill.code != -9] == []


def test_readers_see_the_last_complete_state_after_every_kill(chain: Chain) -> None:
    for kill in chain.kills:
        assert unlike(kill.seen.tables, chain.old.tables) == [], kill.told
        assert unlike(kill.seen.reports, chain.old.reports) == [], kill.told


def test_the_plan_takes_up_what_was_killed_and_nothing_that_was_entered(chain: Chain) -> None:
    for kill, due in chain.planned_after():
        assert due.get(kill.moment.stage) == (None if kill.moment.is_entered else "did not end well"), kill.moment


def test_the_next_run_ends_with_the_rows_and_bytes_of_an_undisturbed_one_on_duckdb(
    chain: Chain, undisturbed: Undisturbed
) -> None:
    assert chain.last.code == 0, chain.last.told
    assert unlike(for_readers(chain.seen.tables), for_readers(undisturbed.new.tables)) == []
    assert unlike(chain.seen.reports, undisturbed.new.reports) == []
