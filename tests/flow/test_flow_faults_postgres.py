"""PostgreSQL goes away while a run is on: for a moment, and the run goes on; for long, and one message says so."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flow_runs import Done, Place
from killing import COMMAND, Moment, Seen, Undisturbed, database_before, for_readers, seen_in, unlike

from warehouse.ledger import Ledger

CUT = ("import psycopg, sys\nwith psycopg.connect(sys.argv[1], autocommit=True) as connection:\n"
       "    connection.execute('select pg_terminate_backend(pid) from pg_stat_activity"
       " where datname = current_database() and pid != pg_backend_pid()')")
"""Ends every session of a database."""
COPYING = Moment("load", call="warehouse.load:insert_arrow", nth=3)
PATIENCE_SECONDS = 900


@dataclass(frozen=True)
class Server:
    """The server of the tests, as its own account may stop and start it."""

    url: str
    program: str
    data: str
    account: str

    def control(self, *what: str) -> list[str]:
        return [sys.executable, "-c",
                "import subprocess, sys; subprocess.run(sys.argv[2:], user=sys.argv[1] or None, check=True, cwd='/',"
                " stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)",
                self.account, self.program, "-D", self.data, "-w", "-m", "immediate", *what]


@pytest.fixture(scope="module")
def server(postgres_url: str) -> Iterator[Server]:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("select current_setting('data_directory'), (select setting from pg_config"
                                 " where name = 'BINDIR')").fetchone()
    assert row is not None
    owner = Path(row[0]).owner()
    found = Server(postgres_url, str(Path(row[1]) / "pg_ctl"), row[0], "" if owner == Path.home().owner() else owner)
    yield found
    if not answers(postgres_url):
        subprocess.run(found.control("restart"), check=True)


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@dataclass(frozen=True)
class Told:
    """Runs of one place: the server gone for good, then sessions ended and the server begun anew on the way."""

    place: Place
    old: Seen
    without: Done
    seen_without: Seen
    second: Done
    through: Done
    seen: Seen


def run_with(place: Place, warehouse: str, *points: dict[str, object]) -> subprocess.Popen[str]:
    environment = {**place.environment(), "KILL_AT": json.dumps(points)}
    return subprocess.Popen([sys.executable, str(COMMAND), "run", "--warehouse", warehouse], cwd=place.folder,
                            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> Done:
    began = time.monotonic()
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    return Done(process.returncode, out, err, time.monotonic() - began)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, undisturbed: Undisturbed, server: Server) -> Told:
    before, warehouse = database_before(tmp_path_factory.mktemp("on PostgreSQL"), undisturbed, server.url)
    place = Place(before.copied(tmp_path_factory.mktemp("faults")).folder, undisturbed.after.project,
                  undisturbed.after.prefect_api)
    old = seen_in(place, warehouse)
    lengths = undisturbed.lengths
    without = ended(run_with(place, warehouse, {**COPYING.point(lengths), "run": server.control("stop")}))
    subprocess.run(server.control("restart"), check=True)
    seen_without = seen_in(place, warehouse)
    process = run_with(
        place, warehouse, {**COPYING.point(lengths), "run": [sys.executable, "-c", CUT, warehouse]},
        {**Moment("transform", 0.5).point(lengths), "run": server.control("restart")})
    while process.poll() is None and not is_running(place, "transform"):
        time.sleep(0.05)
    second = place.chiso("run", "--warehouse", warehouse)
    through = ended(process)
    return Told(place, old, without, seen_without, second, through, seen_in(place, warehouse))


def is_running(place: Place, stage: str) -> bool:
    rows = Ledger(place.folder / "build" / "ledger.sqlite").rows()
    return any(row.stage == stage and row.outcome == "running" for row in rows)


def test_a_server_that_stays_away_is_told_in_one_message_and_nothing_is_lost(told: Told) -> None:
    assert told.without.code == 1, told.without.told
    assert told.without.err.count("do:  ") == 1 and "our fault" not in told.without.err, told.without.told
    assert told.seen_without == told.old


def test_a_second_run_at_the_same_time_says_so_and_stops_with_1(told: Told) -> None:
    assert told.second.code == 1 and "another run is building into it" in told.second.err, told.second.told


def test_sessions_ended_while_loading_and_a_restart_while_models_are_built_are_overcome(told: Told) -> None:
    assert told.through.code == 0, told.through.told
    assert "failed" in told.through.err, "the run never noticed"


def test_the_result_is_that_of_an_undisturbed_run_on_duckdb(told: Told, undisturbed: Undisturbed) -> None:
    assert unlike(for_readers(told.seen.tables), for_readers(undisturbed.new.tables)) == []
    assert unlike(told.seen.reports, undisturbed.new.reports) == []
