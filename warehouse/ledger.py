"""The ledger of stages: which was done, with which inputs, when. It decides what is up to date."""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.address import mask
from warehouse.errors import LedgerBroken
from warehouse.hashes import hash_inputs
from warehouse.secrets import hidden

_SCHEMA = """
create table if not exists stages (
    id integer primary key,
    run_id text not null,
    warehouse text not null,
    edition text not null,
    stage text not null,
    input_hash text not null,
    inputs text not null,
    outcome text not null check (outcome in ('running', 'done', 'stopped', 'failed', 'interrupted')),
    message text not null default '',
    started_at text not null,
    finished_at text
);
create index if not exists stages_by_key on stages (warehouse, edition, stage, id);
create table if not exists runs (run_id text primary key, warehouse text not null);
"""
TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
"""Of a time in UTC; so written, times are in order as texts too."""
_LATEST = "id in (select max(id) from stages group by warehouse, edition, stage)"
_COLUMNS = ("stages.run_id, stages.warehouse, edition, stage, input_hash, outcome, message, started_at, finished_at, "
            "coalesce(runs.warehouse, stages.warehouse)")


@dataclass(frozen=True)
class Entry:
    """One attempt at a stage; times in UTC, to the second (`2026-01-31T08:15:00Z`)."""

    run_id: str
    warehouse: str
    edition: str
    stage: str
    input_hash: str
    outcome: str
    """`running`, `done`, `stopped` (done, and the data go no further), `failed` or `interrupted`."""
    message: str
    started_at: str
    finished_at: str | None
    held: str
    """The warehouse that its run holds, also where the stage is about none (`warehouse` is empty)."""


class Ledger:
    """A SQLite file. Each call opens it for itself, so threads and processes may share it.

    `edition` is empty for a stage that is about all editions; `warehouse` is a URL, kept without
    its password.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin_run(self, warehouse: str) -> str:
        """A new run's id. What still runs in this warehouse was killed: it is marked interrupted.

        Call it under `workspace.claim`, which makes sure that no other run is alive.
        """
        run_id = f"{_now()}-{uuid.uuid4().hex[:6]}"
        with self._open() as connection:
            connection.execute(
                "update stages set outcome = 'interrupted', finished_at = ?1, message = 'the run was killed' "
                "where outcome = 'running' and (warehouse = ?2 or "
                "run_id in (select run_id from runs where warehouse = ?2))",
                (_now(), mask(warehouse)),
            )
            connection.execute("insert into runs values (?, ?)", (run_id, mask(warehouse)))
        return run_id

    def start(self, run_id: str, stage: str, edition: str, warehouse: str, inputs: Mapping[str, str]) -> int:
        """Note that a stage begins, with its inputs (name → hash); the number is for `finish`."""
        text = json.dumps(dict(inputs), ensure_ascii=False)
        row = (run_id, mask(warehouse), edition, stage, hash_inputs(inputs), text, "running", _now())
        with self._open() as connection:
            number = connection.execute(
                "insert into stages "
                "(run_id, warehouse, edition, stage, input_hash, inputs, outcome, started_at) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
        assert number is not None
        return number

    def finish(self, number: int, outcome: str, message: str = "") -> None:
        """Note how it ended: `done`, `stopped`, `failed` or `interrupted`. Raises ValueError for anything else."""
        if outcome not in ("done", "stopped", "failed", "interrupted"):
            raise ValueError(f"a stage ends done, stopped, failed or interrupted, not {outcome!r}")
        with self._open() as connection:
            connection.execute(
                "update stages set outcome = ?, message = ?, finished_at = ? where id = ?",
                (outcome, hidden(message), _now(), number),
            )

    def last_done(self, stage: str, edition: str, warehouse: str) -> str | None:
        """The input hash of the last attempt, if it was done.

        An attempt that failed or was killed may have left anything, so what was done before it does
        not count.
        """
        found = self._last(stage, edition, warehouse)
        return found[0] if found and found[2] in ("done", "stopped") else None

    def last_inputs(self, stage: str, edition: str, warehouse: str) -> dict[str, str]:
        """The inputs of the last attempt, name → hash: `hashes.changed_names` tells what is new."""
        found = self._last(stage, edition, warehouse)
        inputs: dict[str, str] = json.loads(found[1]) if found else {}
        return inputs

    def is_built_since(self, stage: str, edition: str, warehouse: str) -> bool:
        """Whether a transformation of this warehouse was done after the last attempt at the stage."""
        with self._open_to_read() as connection:
            query = ("select max(case when stage = 'transform' and outcome = 'done' then id end) > "
                     "max(case when stage = ? and edition = ? then id end) from stages where warehouse = ?")
            return bool(connection.execute(query, (stage, edition, mask(warehouse))).fetchone()[0])

    def needed(self) -> set[str]:
        """Input hashes of the latest attempts, of those at work, and of what they were given by the stage before."""
        if not self._path.exists():
            return set()
        with self._open_to_read() as connection:
            query = f"select input_hash, inputs from stages where {_LATEST} or outcome = 'running'"
            found = connection.execute(query).fetchall()
        return {name for digest, inputs in found for name in (digest, *json.loads(inputs).values())}

    def rows(self) -> list[Entry]:
        """The latest attempt of each warehouse, edition and stage, in the order they were made."""
        if not self._path.exists():
            return []
        with self._open_to_read() as connection:
            query = f"select {_COLUMNS} from stages left join runs using (run_id) where {_LATEST} order by id"
            found = connection.execute(query).fetchall()
        return [Entry(*row) for row in found]

    def _last(self, stage: str, edition: str, warehouse: str) -> tuple[str, str, str] | None:
        if not self._path.exists():  # asking leaves nothing behind
            return None
        with self._open_to_read() as connection:
            row: tuple[str, str, str] | None = connection.execute(
                "select input_hash, inputs, outcome from stages "
                "where stage = ? and edition = ? and warehouse = ? order by id desc limit 1",
                (stage, edition, mask(warehouse)),
            ).fetchone()
        return row

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=30)) as connection:
            with self._told_if_damaged():
                connection.execute("pragma journal_mode = wal")  # `status` reads while a run writes
                connection.executescript(_SCHEMA)
            with connection:
                yield connection

    @contextmanager
    def _open_to_read(self) -> Iterator[sqlite3.Connection]:
        """Where nothing may be written, SQLite reads a file only if told that nobody else writes to it."""
        if os.access(self._path, os.W_OK) and os.access(self._path.parent, os.W_OK):
            with self._open() as connection:
                yield connection
            return
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            with self._told_if_damaged():
                connection.execute("select 1 from stages").fetchone()
            yield connection

    @contextmanager
    def _told_if_damaged(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise LedgerBroken(
                f"ledger {self._path}: the file is damaged.\n"
                f"  do:       move it away and run again; no data is lost, stages are only done anew.\n  {error}"
            ) from error


def _now() -> str:
    return datetime.now(UTC).strftime(TIME_FORMAT)
