"""Readers of a PostgreSQL warehouse while it is published again and again: errors, mixtures, waits, disk.

    python benchmarks/readers.py --warehouse postgresql://user@host/empty [--runs 20] [--readers 16] [--pause 0.5]
    python benchmarks/readers.py --warehouse postgresql://user@host/filled --copies

Each `chiso run` has another text in a seed than the run before, so that what is published goes to and fro
between two states. A reader knows both, and tells what is neither. With --copies nothing is computed: what
is published in a filled warehouse is built aside as a copy, with another text in every table or without.
The readers log in as the role that `chiso grant` makes, so the server has to let that in.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests" / part) for part in ("flow", "warehouse")]

from flow_runs import Place, copy_project  # noqa: E402
from server_readers import Readers, State, fingerprint, read_state  # noqa: E402

from warehouse.roles import grant_roles  # noqa: E402
from warehouse.workspace import prepare_building, publish  # noqa: E402

OWNER, READER = "chiso_benchmark_owner", "chiso_benchmark_reader"
MARK = " (again)"
LAYERS = ("seeds", "marts", "reporting")
FAULTS = Path("dbt") / "seeds" / "faults" / "known_faults.csv"


class Changing:
    """A project of one edition whose acknowledged faults are worded in one way or the other."""

    def __init__(self, folder: Path, source: Path, warehouse: str) -> None:
        project = copy_project(folder / "project", source, sources=("mic-2016",))
        self._place = Place(folder / "work", project)
        self._seed = project / FAULTS
        with self._seed.open(encoding="utf-8", newline="") as file:
            self._faults = list(csv.DictReader(file))
        self._warehouse = warehouse

    def run(self, number: int) -> float:
        """Seconds of a run, the whole command."""
        with self._seed.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self._faults[0], lineterminator="\n")
            writer.writeheader()
            mark = MARK if number % 2 else ""
            writer.writerows({**fault, "reason_en": fault["reason_en"] + mark} for fault in self._faults)
        done = self._place.chiso("run", "--warehouse", self._warehouse, "--reports", "reports")
        assert done.code == 0 and done.outcomes["transform"] == "done", done.told
        return done.seconds

    def grant(self) -> None:
        done = self._place.chiso("grant", "--warehouse", self._warehouse, "--owner", OWNER, "--reader", READER)
        assert done.code == 0, done.told


class Copying:
    """A filled warehouse: what it holds is kept aside, and published as it is or with a mark in every table."""

    def __init__(self, warehouse: str) -> None:
        self._warehouse = warehouse
        self.grant()  # from here on this login acts as the owner
        with psycopg.connect(warehouse) as connection:
            for layer in LAYERS:
                connection.execute(f"drop schema if exists {layer}_kept cascade")
                _copy(connection, layer, f"{layer}_kept")

    def run(self, number: int) -> float:
        """Seconds of the publication alone."""
        prepare_building(self._warehouse)
        with psycopg.connect(self._warehouse) as connection:
            for layer in LAYERS:
                _copy(connection, f"{layer}_kept", f"{layer}_next")
            if number % 2:
                _mark(connection)
        began = time.monotonic()
        publish(self._warehouse, f"benchmark {number % 2}")
        return time.monotonic() - began

    def grant(self) -> None:
        grant_roles(self._warehouse, OWNER, READER)


def _copy(connection: psycopg.Connection, source: str, target: str) -> None:
    connection.execute(f"create schema {target}")
    for (name,) in connection.execute("select tablename from pg_tables where schemaname = %s", [source]).fetchall():
        connection.execute(f"create table {target}.{name} (like {source}.{name} including all)")
        connection.execute(f"insert into {target}.{name} select * from {source}.{name}")


def _mark(connection: psycopg.Connection) -> None:
    """Another text in every row of every third, in the first column of text of each table."""
    columns = connection.execute("""
        select distinct on (table_name) table_name, column_name from information_schema.columns
        where table_schema = 'reporting_next' and data_type in ('text', 'character varying')
        order by table_name, ordinal_position""").fetchall()
    for table, column in columns:
        connection.execute(f"update reporting_next.{table} set {column} = {column} || '{MARK}'"
                           f" where md5({table}::text) < '5'")


class LockWaits(threading.Thread):
    """Looks at the server every 20 ms: the longest that anybody waited for a lock of a table."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.longest, self.seen, self.looks = 0.0, 0, 0
        self._url, self._ended = url, threading.Event()

    def run(self) -> None:
        query = """select count(*), coalesce(max(extract(epoch from clock_timestamp() - query_start)), 0)
            from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"""
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not self._ended.wait(0.02):
                row = connection.execute(query).fetchone()
                assert row is not None
                self.looks, self.seen = self.looks + 1, self.seen + row[0]
                self.longest = max(self.longest, float(row[1]))

    def end(self) -> None:
        self._ended.set()
        self.join()


def asked(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def measure(changing: Changing | Copying, url: str, runs: int, count: int, pause: float) -> None:
    """Both states once without readers, then the runs with them; prints what came of it."""
    states: list[State] = []
    tables: list[str] = []
    for number in range(2):
        changing.run(number)
        changing.grant()
        tables = [str(name) for (name,) in asked(
            url, "select 'reporting.' || tablename from pg_tables where schemaname = 'reporting' order by 1")]
        states.append(read_state(url, tables))
    telling = [table for table in tables if states[0][table] != states[1][table]]
    assert len(telling) > 1, f"a mixture could not be told: {telling}"
    view = f"{READER}_view.seen"
    with psycopg.connect(url) as connection:
        connection.execute("set role none")
        connection.execute(f"create schema {READER}_view")
        rows = " union all ".join(f"select '{table}' as name, {fingerprint(table)} as told" for table in tables)
        connection.execute(f"create view {view} as {rows}")
        connection.execute(f"grant usage on schema {READER}_view to {READER}")
        connection.execute(f"grant select on {view} to {READER}")
    readers = Readers(make_conninfo(**{**conninfo_to_dict(url), "user": READER}), tables, states, view, pause)
    waits = LockWaits(url)
    waits.start()
    readers.start(count)
    for number in range(runs):
        seconds = changing.run(number)
        readers.published += 1
        [(size,)] = asked(url, "select pg_database_size(current_database()) / 1000000")
        readings = readers.read["state 0"] + readers.read["state 1"]
        print(f"run {number + 1}: {seconds:.1f} s, {size} MB on disk, {readings} readings, {len(readers.wrong)} wrong",
              flush=True)
    readers.stop()
    waits.end()
    told = ", ".join(f"{kind} {times}" for kind, times in sorted(readers.read.items()))
    print(f"\n{len(tables)} tables, {len(telling)} of them tell the states apart\nreadings: {told}\n"
          f"wrong: {readers.wrong[:5] or 'none'}\nslowest statement {readers.slowest:.2f} s; "
          f"waiting for a lock: seen {waits.seen} times in {waits.looks} looks, longest {waits.longest:.2f} s")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--warehouse", required=True)
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--readers", type=int, default=16)
    options.add_argument("--pause", type=float, default=0.0, help="seconds between two readings of one reader")
    options.add_argument("--copies", action="store_true")
    options.add_argument("--project", type=Path, default=ROOT, help=argparse.SUPPRESS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        url = given.warehouse
        changing = Copying(url) if given.copies else Changing(Path(folder), given.project, url)
        measure(changing, url, given.runs, given.readers, given.pause)
        print(f"{time.monotonic() - began:.0f} s in all")


if __name__ == "__main__":
    main()
