"""16 readers of every kind while 20 builds are published: each reads one state or the other, and nobody waits."""

from __future__ import annotations

import time

import psycopg
from server_readers import Readers, make_view, read_state

from warehouse.workspace import prepare_building, publish

READERS, PUBLICATIONS = 16, 20
TABLES = [*(f"reporting.rpt_{number}" for number in range(4)), "marts.fct_0"]


def publish_stamped(url: str, stamp: int) -> None:
    """What dbt would leave: tables with a stamp in some rows, others without; then the publication."""
    prepare_building(url)
    with psycopg.connect(url) as connection:
        connection.execute("create schema reporting_next")
        connection.execute("create schema marts_next")
        for number, table in enumerate(TABLES):
            schema, name = table.split(".")
            stamped = f"case when n % {number + 1} = 0 then {stamp} else 0 end"
            connection.execute(
                f"create table {schema}_next.{name} as"
                f" select n, 'điểm ' || n as words, {stamped} as stamp from generate_series(1, 400) as s(n)")
    publish(url, f"b{stamp}")


def test_readers_see_one_state_or_the_other_and_wait_for_nobody(postgres_warehouse: str) -> None:
    states = []
    for stamp in (1, 2):
        publish_stamped(postgres_warehouse, stamp)
        states.append(read_state(postgres_warehouse, TABLES))
    make_view(postgres_warehouse, "bi.seen", TABLES)
    readers = Readers(postgres_warehouse, TABLES, states, "bi.seen")
    readers.start(READERS)
    for number in range(PUBLICATIONS):
        publish_stamped(postgres_warehouse, 1 + number % 2)
        readers.published += 1
        time.sleep(0.1)
    readers.stop()
    assert readers.wrong == []
    assert all(readers.read[kind] > PUBLICATIONS for kind in (
        "single", "view", "repeatable read", "serializable", "cursor", "state 0", "state 1", "spanned")), readers.read


def test_readers_that_are_shown_a_mixture_say_so(postgres_warehouse: str) -> None:
    states = []
    for stamp in (1, 2):
        publish_stamped(postgres_warehouse, stamp)
        states.append(read_state(postgres_warehouse, TABLES))
    make_view(postgres_warehouse, "bi.seen", TABLES)
    with psycopg.connect(postgres_warehouse) as connection:
        connection.execute("update reporting.rpt_0 set stamp = 1 where stamp = 2")
    readers = Readers(postgres_warehouse, TABLES, states, "bi.seen")
    readers.start(5)
    time.sleep(2)
    readers.stop()
    assert {told.partition(":")[0] for told in readers.wrong} == {
        "single", "view", "repeatable read", "serializable", "cursor"}
