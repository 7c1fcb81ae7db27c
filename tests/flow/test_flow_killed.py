"""kill -9 while documents are read and loaded: readers see the last complete state, and the next run ends with the
bytes of an undisturbed one."""

from __future__ import annotations

import pytest
from killed_moments import READING
from killing import FINISH, Chain, Moment, Undisturbed, chain_of, unlike

FILE = "warehouse.duckdb"
LOADING = [
    Moment("load", call="shutil:copyfile", when="before", holding=FILE),
    Moment("load", call="shutil:copyfile", holding=FILE),
    Moment("load", call="os:replace", holding=f"{FILE}.copying"),  # there is a copy, and no word of what it is of
    Moment("load", call="warehouse.load:insert_arrow", nth=3),
    Moment("load", call="warehouse.load:insert_arrow", nth=9),
    Moment("load", call=FINISH, when="before"),
    Moment("load", call=FINISH),
]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, undisturbed: Undisturbed) -> Chain:
    return chain_of(tmp_path_factory.mktemp("killed"), undisturbed, [*READING, *LOADING])


def test_the_two_states_differ_in_most_files_and_in_tables(undisturbed: Undisturbed) -> None:
    """Otherwise a mixture could not be told from either."""
    assert len(unlike(undisturbed.old.reports, undisturbed.new.reports)) > len(undisturbed.new.reports) / 2
    assert "raw.editions" in unlike(undisturbed.old.tables, undisturbed.new.tables)


def test_every_run_was_killed_at_its_moment(chain: Chain) -> None:
    assert [kill.told for kill in chain.kills if kill.code != -9] == []


def test_readers_see_the_last_complete_state_after_every_kill(chain: Chain, undisturbed: Undisturbed) -> None:
    for kill in chain.kills:
        assert unlike(kill.seen.tables, undisturbed.old.tables) == [], kill.told
        assert unlike(kill.seen.reports, undisturbed.old.reports) == [], kill.told


def test_the_plan_takes_up_what_was_killed_and_nothing_that_was_entered(chain: Chain) -> None:
    for kill, due in chain.planned_after():
        assert due.get(kill.moment.stage) == (None if kill.moment.is_entered else "did not end well"), kill.moment
        assert due["publish"]


def test_the_status_shows_the_stage_that_was_killed(chain: Chain) -> None:
    for kill, status in chain.status_after():
        assert status[kill.moment.stage] == ("done" if kill.moment.is_entered else "interrupted"), kill.moment


def test_the_next_run_ends_with_the_bytes_of_an_undisturbed_one(chain: Chain, undisturbed: Undisturbed) -> None:
    assert chain.last.code == 0, chain.last.told
    assert unlike(chain.seen.tables, undisturbed.new.tables) == []
    assert unlike(chain.seen.reports, undisturbed.new.reports) == []
