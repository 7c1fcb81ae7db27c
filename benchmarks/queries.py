"""What readers wait for on PostgreSQL with many editions: every query against a bound, and against an empty one.

    python benchmarks/queries.py [--editions 20] [--rounds 20] [--warehouse postgresql://user@host/filled]

Without --warehouse a server of the tests is started and filled by `chiso run`; a warehouse that is named is copied
on its server and stays as it is. Editions are added as copies of those that are there.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from more_editions import LAYERS, add_editions  # noqa: E402
from postgres_server import postgres_server  # noqa: E402

from reports.catalogue import load_catalogue  # noqa: E402
from warehouse.address import parse_address  # noqa: E402
from warehouse.connections import connect_reader  # noqa: E402
from warehouse.read import Parameter, Reader, open_reader  # noqa: E402

CHISO = Path(sys.executable).with_name("chiso")
QUERIES = Path(__file__).with_name("queries.yml")
BOUND_MS = 100.0
WHOLE = "site"
EMPTY = "select 1"
SIZE = """
select (select count(*) from raw.editions) as editions, count(*) as tables, sum(reltuples)::integer as rows,
    (sum(pg_total_relation_size(oid)) / 1000000)::integer as megabytes
from pg_class where relkind = 'r' and relnamespace::regnamespace::text = any(string_to_array($1, ','))"""


@dataclass(frozen=True)
class Query:
    """A query and what fills its places."""

    name: str
    asked_by: str
    sql: str
    values: list[Parameter]


@dataclass(frozen=True)
class Measured:
    """`touched`: rows that the server looked at to find `rows`; milliseconds of each round."""

    query: Query
    rows: int
    touched: int
    answered: list[float]
    """Until the whole answer is here."""
    read: list[float]
    """Until it is values of Python."""

    @property
    def median(self) -> float:
        """Of all rounds."""
        return statistics.median(self.answered)


@contextmanager
def filled_server() -> Iterator[str]:
    """A server with the bundled editions; the whole run is the real one."""
    with postgres_server() as server, tempfile.TemporaryDirectory() as folder:
        url = server.rsplit("/", 1)[0] + "/filled"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("create database filled")
        subprocess.run([str(CHISO), "run", "--warehouse", url, "--reports", f"{folder}/reports"], check=True,
                       capture_output=True, env={**os.environ, "CHISO_WORK": f"{folder}/work"})
        yield url


@contextmanager
def with_editions(url: str, count: int) -> Iterator[str]:
    """A copy of a warehouse with that many editions, for as long as the block."""
    home, name = url.rsplit("/", 1)
    copy = f"{name}_of_{count}_editions"
    with psycopg.connect(f"{home}/postgres", autocommit=True) as connection:
        connection.execute(f'drop database if exists "{copy}"')
        connection.execute(f'create database "{copy}" template "{name}"')
        try:
            with psycopg.connect(f"{home}/{copy}") as made:
                add_editions(made, count)
            with psycopg.connect(f"{home}/{copy}", autocommit=True) as made:
                made.execute("vacuum analyze")
            yield f"{home}/{copy}"
        finally:
            connection.execute(f'drop database "{copy}"')


def queries_of(reader: Reader) -> list[Query]:
    """Those of the list, and each table of the site's catalogue."""
    listed: dict[str, Any] = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    subjects = {name: reader.rows(query)[0] for name, query in listed["subjects"].items()}
    found = [Query(entry["name"], entry["asked_by"], _sql(entry),
                   [subjects[entry["about"]][column] for column in entry.get("with", ())])
             for entry in listed["queries"]]
    models = dict.fromkeys(report.model for report in load_catalogue().reports)
    return [*found, *(Query(model, WHOLE, f"select * from {_schema(model)}.{model}", []) for model in models)]


def _sql(entry: dict[str, Any]) -> str:
    if "sql" in entry:
        return str(entry["sql"])
    module, _, name = entry["constant"].rpartition(".")
    return str(getattr(import_module(module), name))


def _schema(model: str) -> str:
    return "reporting" if model.startswith("rpt_") else "marts"


def measured(connection: Any, query: Query, rounds: int) -> Measured:
    """Ask it that often; the server keeps the plan from the sixth time on, as for any program that asks again."""
    values = query.values or None
    plan = connection.execute(f"explain (analyze, timing off, format json) {query.sql}", values).fetchone()[0]
    answered, read = [], []
    rows: list[tuple[Any, ...]] = []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = connection.execute(query.sql, values)
        answered.append(1000 * (time.perf_counter() - began))
        rows = answer.fetchall()
        read.append(1000 * (time.perf_counter() - began))
    return Measured(query, len(rows), _touched(plan[0]["Plan"]), answered, read)


def _touched(node: dict[str, Any]) -> int:
    """Rows that scans of tables gave or threw away."""
    own = 0
    if "Relation Name" in node:
        seen = sum(node.get(key, 0) for key in ("Actual Rows", "Rows Removed by Filter",
                                                "Rows Removed by Index Recheck", "Rows Removed by Join Filter"))
        own = round(seen * node["Actual Loops"])
    return own + sum(map(_touched, node.get("Plans", ())))


def all_measured(url: str, queries: list[Query], rounds: int) -> list[Measured]:
    """Every query on one connection, as a reader has it."""
    with closing(connect_reader(parse_address(url))) as connection:
        return [measured(connection, query, rounds) for query in queries]


def drop_indexes(url: str) -> None:
    """Of the copy: what the declared indexes are measured against."""
    with psycopg.connect(url) as connection:
        for (index,) in connection.execute("select schemaname || '.' || indexname from pg_indexes"
                                           " where schemaname = any(%s)", [list(LAYERS)]).fetchall():
            connection.execute(f"drop index {index}")


def show(title: str, results: list[Measured], bare: list[Measured], empty: float) -> None:
    """A table of one kind of readers, the slowest first; `bare`: the same without indexes."""
    slow = [result for result in results if result.median > BOUND_MS]
    print(f"\n{title}: {len(results)} queries, {len(slow)} of them above {BOUND_MS:.0f} ms; worst round "
          f"{max(max(result.answered) for result in results):.0f} ms\n")
    print(f"| | rows | looked at | without indexes | median ms | worst ms | against `{EMPTY}` | without indexes "
          "| ms until read by Python |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for result, before in sorted(zip(results, bare, strict=True), key=lambda pair: -pair[0].median):
        print(f"| {result.query.name} | {result.rows:,} | {result.touched:,} | {before.touched:,} "
              f"| {result.median:.1f} | {max(result.answered):.1f} | {result.median / empty:.0f} "
              f"| {before.median / empty:.0f} | {statistics.median(result.read):.1f} |")


def measure(url: str, rounds: int) -> None:
    """Ask everything and print it."""
    with open_reader(url) as reader:
        queries = queries_of(reader)
        [size] = reader.rows(SIZE, [",".join(LAYERS)])
    print("{editions} editions, {tables} tables of {rows:,} rows, {megabytes} MB".format(**size))
    [empty] = all_measured(url, [Query(EMPTY, "", EMPTY, [])], 10 * rounds)
    print(f"`{EMPTY}` and back: {empty.median:.2f} ms")
    results = all_measured(url, queries, rounds)
    drop_indexes(url)
    bare = all_measured(url, queries, rounds)
    for title, is_whole in (("Dashboards and commands", False), ("Whole tables, as the site reads them once", True)):
        kept = [(result, before) for result, before in zip(results, bare, strict=True)
                if (result.query.asked_by == WHOLE) is is_whole]
        show(title, [result for result, _ in kept], [before for _, before in kept], empty.median)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--editions", type=int, default=20)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--warehouse", help="a filled one on PostgreSQL")
    given = options.parse_args()
    if given.warehouse:
        with with_editions(given.warehouse, given.editions) as url:
            measure(url, given.rounds)
        return
    with filled_server() as filled, with_editions(filled, given.editions) as url:
        measure(url, given.rounds)


if __name__ == "__main__":
    main()
