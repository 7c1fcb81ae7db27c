from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from warehouse.hashes import changed_names, hash_inputs
from warehouse.ledger import Ledger

HERE = "duckdb:///build/kho.duckdb"
INPUTS = {"columns.csv": "aa", "báo cáo.pdf": "bb"}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "build" / "ledger.sqlite")


def test_asking_an_empty_ledger_leaves_nothing_behind(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.last_done("extract", "vi-du-2031", HERE) is None
    assert ledger.last_inputs("extract", "vi-du-2031", HERE) == {}
    assert ledger.rows() == []
    assert list(tmp_path.iterdir()) == []


def test_a_stage_counts_as_done_once_it_is_finished_and_only_for_its_own_key(ledger: Ledger) -> None:
    number = ledger.start(ledger.begin_run(HERE), "extract", "vi-du-2031", HERE, INPUTS)
    assert ledger.last_done("extract", "vi-du-2031", HERE) is None
    ledger.finish(number, "done")
    assert ledger.last_done("extract", "vi-du-2031", HERE) == hash_inputs(INPUTS)
    assert ledger.last_done("check", "vi-du-2031", HERE) is None
    assert ledger.last_done("extract", "vi-du-2032", HERE) is None
    assert ledger.last_done("extract", "vi-du-2031", "duckdb:///other.duckdb") is None


def test_what_was_done_does_not_count_after_an_attempt_that_failed(ledger: Ledger) -> None:
    run = ledger.begin_run(HERE)
    ledger.finish(ledger.start(run, "load", "vi-du-2031", HERE, INPUTS), "done")
    ledger.finish(ledger.start(run, "load", "vi-du-2031", HERE, {}), "failed", "không đọc được bảng 4.1")
    assert ledger.last_done("load", "vi-du-2031", HERE) is None
    assert [(row.outcome, row.message) for row in ledger.rows()] == [("failed", "không đọc được bảng 4.1")]
    ledger.finish(ledger.start(run, "load", "vi-du-2031", HERE, INPUTS), "done")
    assert ledger.last_done("load", "vi-du-2031", HERE) == hash_inputs(INPUTS)


def test_a_stage_that_was_killed_is_not_done_and_the_next_run_calls_it_interrupted(
    ledger: Ledger, tmp_path: Path
) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from warehouse.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])); run = ledger.begin_run(sys.argv[2])\n"
        "ledger.start(run, 'transform', '', sys.argv[2], {'a': 'b'}); os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "build" / "ledger.sqlite"), HERE]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert [row.outcome for row in ledger.rows()] == ["running"]
    ledger.begin_run("duckdb:///other.duckdb")
    assert [row.outcome for row in ledger.rows()] == ["running"]
    ledger.begin_run(HERE)
    (row,) = ledger.rows()
    assert (row.outcome, row.message) == ("interrupted", "the run was killed")
    assert row.finished_at is not None
    assert ledger.last_done("transform", "", HERE) is None


def test_the_ledger_tells_which_input_is_new(ledger: Ledger) -> None:
    ledger.finish(ledger.start(ledger.begin_run(HERE), "extract", "vi-du-2031", HERE, INPUTS), "done")
    before = ledger.last_inputs("extract", "vi-du-2031", HERE)
    assert before == INPUTS
    assert changed_names(before, {"columns.csv": "cc", "báo cáo.pdf": "bb", "tables.csv": "dd"}) == [
        "columns.csv", "tables.csv",
    ]


def test_status_shows_the_latest_attempt_of_each_stage_with_times_in_utc(ledger: Ledger) -> None:
    run = ledger.begin_run(HERE)
    for stage in ("extract", "check", "extract"):
        ledger.finish(ledger.start(run, stage, "vi-du-2031", HERE, INPUTS), "done")
    assert [(row.stage, row.edition, row.run_id) for row in ledger.rows()] == [
        ("check", "vi-du-2031", run), ("extract", "vi-du-2031", run),
    ]
    for row in ledger.rows():
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row.started_at)
        assert row.finished_at is not None and row.finished_at >= row.started_at


def test_the_ledger_never_learns_a_password(ledger: Ledger, tmp_path: Path) -> None:
    url = "postgresql://an:secret@host/kho"
    ledger.finish(ledger.start(ledger.begin_run(url), "load", "vi-du-2031", url, INPUTS), "done")
    assert ledger.last_done("load", "vi-du-2031", url) == hash_inputs(INPUTS)
    content = b"".join(path.read_bytes() for path in (tmp_path / "build").iterdir())
    assert b"secret" not in content and b"host/kho" in content


def test_a_stage_ends_done_or_failed_and_no_other_way(ledger: Ledger) -> None:
    number = ledger.start(ledger.begin_run(HERE), "load", "vi-du-2031", HERE, INPUTS)
    with pytest.raises(ValueError, match="'ok'"):
        ledger.finish(number, "ok")


def test_threads_may_write_at_the_same_time(ledger: Ledger) -> None:
    run = ledger.begin_run(HERE)

    def stage(number: int) -> None:
        ledger.finish(ledger.start(run, "extract", f"vi-du-{number}", HERE, INPUTS), "done")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(stage, range(40)))
    assert {row.outcome for row in ledger.rows()} == {"done"} and len(ledger.rows()) == 40


def test_asking_marks_and_ledger_imports_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys, duckdb\n"
        "with duckdb.connect(sys.argv[1]) as connection:\n"
        "    connection.execute('create schema raw')\n"
        "    connection.execute('create table raw.editions as select 1 as edition_code, 2 as input_hash')\n"
        "from warehouse.ledger import Ledger; from warehouse.marks import build_mark, loaded_editions\n"
        "from warehouse.handover import find_handover; from warehouse.hashes import file_hashes\n"
        "assert loaded_editions('duckdb:///' + sys.argv[1]) == {1: 2}\n"
        "print({'pandas', 'numpy', 'pyarrow', 'sqlalchemy', 'psycopg'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "kho.duckdb")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "set()\n", done.stderr


def test_what_the_latest_attempts_and_those_at_work_rest_on_is_needed(ledger: Ledger) -> None:
    assert ledger.needed() == set()
    run = ledger.begin_run(HERE)
    first = ledger.start(run, "check", "vi-du-2031", "", {"extract": "e1"})
    ledger.finish(ledger.start(run, "check", "vi-du-2031", "", {"extract": "e2"}), "done")
    assert {"e1", "e2", hash_inputs({"extract": "e1"}), hash_inputs({"extract": "e2"})} <= ledger.needed()
    ledger.finish(first, "done")
    assert ledger.needed() == {"e2", hash_inputs({"extract": "e2"})}


def test_a_clock_that_went_back_changes_nothing_about_which_attempt_is_the_last(ledger: Ledger, tmp_path: Path) -> None:
    run = ledger.begin_run(HERE)
    ledger.finish(ledger.start(run, "load", "vi-du-2031", HERE, {}), "failed", "later by the clock")
    with closing(sqlite3.connect(tmp_path / "build" / "ledger.sqlite")) as connection, connection:
        connection.execute("update stages set started_at = '2999-01-01T00:00:00Z', finished_at = started_at")
    ledger.finish(ledger.start(run, "load", "vi-du-2031", HERE, INPUTS), "done")
    assert ledger.last_done("load", "vi-du-2031", HERE) == hash_inputs(INPUTS)
    assert [row.outcome for row in ledger.rows()] == ["done"]


def test_a_ledger_where_nothing_may_be_written_is_read(ledger: Ledger, tmp_path: Path) -> None:
    ledger.finish(ledger.start(ledger.begin_run(HERE), "load", "vi-du-2031", HERE, INPUTS), "done")
    here = str(tmp_path / "build")
    for command in (["mount", "--bind", here, here], ["mount", "-o", "remount,bind,ro", here]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no mount for this user: {done.stderr.strip()}")
    try:
        assert [row.outcome for row in ledger.rows()] == ["done"]
        assert ledger.last_done("load", "vi-du-2031", HERE) == hash_inputs(INPUTS)
        with pytest.raises(sqlite3.OperationalError, match=r"readonly|unable to open"):
            ledger.begin_run(HERE)
    finally:
        subprocess.run(["umount", here], check=True)
