"""Many readers of a server at once, of every kind that there is, who know which states are whole."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg

_FINGERPRINT = "(select coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text from {table} as t)"
State = Mapping[str, str]
"""Table → fingerprint of its rows, whatever their order."""


def fingerprint(table: str) -> str:
    """A subquery that tells one table's rows in a figure."""
    return _FINGERPRINT.format(table=table)


def read_state(url: str, tables: Sequence[str]) -> State:
    with psycopg.connect(url) as connection:
        return _one_statement(connection, tables)


def _one_statement(connection: psycopg.Connection, tables: Sequence[str]) -> State:
    row = connection.execute("select " + ", ".join(map(fingerprint, tables))).fetchone()
    assert row is not None
    return dict(zip(tables, row, strict=True))


@dataclass
class Readers:
    """Threads that read `tables` until stopped, and what they found: nothing wrong, or what.

    A reader of `single` joins all tables in one statement at READ COMMITTED; of `view` the same
    through `view`; of `repeatable read` and `serializable` reads a table a statement in one
    transaction, with pauses; of `cursor` fetches all rows slowly. Waiting a second for a lock is an
    error.
    """

    url: str
    tables: Sequence[str]
    states: Sequence[State]
    view: str
    pause_seconds: float = 0.0
    """Between two readings of one reader, so that they do not take the processor from who publishes."""
    wrong: list[str] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    """Readings by kind; `state 0`, `state 1` by what was seen; `spanned` began before a publication and ended
    after it."""
    slowest: float = 0.0
    """Seconds of the slowest statement."""
    published: int = 0
    """Counted by who publishes."""
    _stopped: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, count: int) -> None:
        kinds: list[tuple[str, Callable[[psycopg.Connection], State]]] = [
            ("single", lambda connection: self._timed(lambda: _one_statement(connection, self.tables))),
            ("view", self._through_view),
            ("repeatable read", self._table_by_table),
            ("serializable", self._table_by_table),
            ("cursor", self._slowly),
        ]
        for number in range(count):
            kind, read = kinds[number % len(kinds)]
            self._threads.append(threading.Thread(target=self._go_on, args=(kind, read), daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(timeout=60)
            assert not thread.is_alive()

    def _go_on(self, kind: str, read: Callable[[psycopg.Connection], State]) -> None:
        try:
            with psycopg.connect(self.url) as connection:
                connection.execute("set lock_timeout = '1s'")
                connection.commit()
                while not self._stopped.is_set():
                    self._one_reading(kind, read, connection)
                    self._stopped.wait(self.pause_seconds)
        except Exception as error:
            self.wrong.append(f"{kind}: {type(error).__name__}: {error}")

    def _one_reading(self, kind: str, read: Callable[[psycopg.Connection], State],
                     connection: psycopg.Connection) -> None:
        began = self.published
        with connection.transaction():
            if kind in ("repeatable read", "serializable"):
                connection.execute(f"set transaction isolation level {kind}")
            seen = read(connection)
        which = [number for number, state in enumerate(self.states) if state == seen]
        if not which:
            self.wrong.append(f"{kind}: neither state: {self._described(seen)}")
        self.read.update({kind: 1, **{f"state {number}": 1 for number in which},
                          "spanned": int(self.published > began)})

    def _through_view(self, connection: psycopg.Connection) -> State:
        return self._timed(lambda: dict(connection.execute(f"select name, told from {self.view}").fetchall()))

    def _table_by_table(self, connection: psycopg.Connection) -> State:
        seen: dict[str, str] = {}
        for table in self.tables:
            seen |= self._timed(lambda table=table: _one_statement(connection, [table]))  # type: ignore[misc]
            time.sleep(0.05)
        return seen

    def _slowly(self, connection: psycopg.Connection) -> State:
        sums = dict.fromkeys(self.tables, 0)
        query = " union all ".join(f"select '{table}', t::text from {table} as t" for table in self.tables)
        with connection.cursor("slow") as cursor:
            cursor.itersize = 200
            cursor.execute(query)
            for number, (table, line) in enumerate(cursor):
                sums[table] += int(hashlib.md5(line.encode()).hexdigest()[:15], 16)
                if number % 200 == 0:
                    time.sleep(0.02)
        return {table: str(told) for table, told in sums.items()}

    def _timed(self, ask: Callable[[], State]) -> State:
        began = time.monotonic()
        seen = ask()
        self.slowest = max(self.slowest, time.monotonic() - began)
        return seen

    def _described(self, seen: State) -> dict[str, list[int]]:
        return {table: [number for number, state in enumerate(self.states) if state[table] == told]
                for table, told in seen.items()}


def make_view(url: str, view: str, tables: Sequence[str]) -> None:
    """A view such as a reporting tool keeps in a schema of its own: a row a table."""
    rows = " union all ".join(f"select '{table}' as name, {fingerprint(table)} as told" for table in tables)
    with psycopg.connect(url) as connection:
        connection.execute("create schema if not exists bi")
        connection.execute(f"create view {view} as {rows}")
