"""What the machine refused is told as such, whoever had to hear it; what is our fault is not."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import psycopg
import pytest
import sqlalchemy.exc
from flow_runs import PROJECT

from flows.cycle import Cycle
from flows.dbt_runner import TransformationError
from flows.documents import Inventory
from flows.faults import is_full, of_machine
from flows.lost import Hold, is_lost
from flows.plan import Planner
from flows.settings import Settings
from flows.words import said

FULL = [
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "build/stages/cells.jsonl"),
    OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    sqlite3.OperationalError("database or disk is full"),
    duckdb.IOException('IO Error: Could not write file "kho.duckdb": No space left on device'),
    psycopg.errors.DiskFull('could not extend file "base/16/24": No space left on device'),
    TransformationError("rpt_ranking: Could not write all bytes to file: No space left on device"),
]


@pytest.mark.parametrize("error", FULL, ids=lambda error: type(error).__name__)
def test_a_full_disk_is_known_by_whoever_tells_of_it(error: Exception) -> None:
    told = of_machine(error)
    assert told is not None and told.code == "machine_full"
    wrapped = sqlalchemy.exc.OperationalError("insert …", {}, error)
    assert is_full(wrapped) and not is_lost(wrapped), "it would be tried again in vain"


def test_what_broke_a_stage_is_told_also_where_the_ledger_has_no_room_for_it(tmp_path: Path) -> None:
    """The document is no PDF, and the ledger takes no change any more: the former is what has to be mended."""
    (tmp_path / "report.pdf").write_text("no PDF")
    settings = Settings(work=tmp_path / "work", warehouse=f"duckdb:///{tmp_path / 'w.duckdb'}", reports=tmp_path / "r")
    stock = Inventory(documents={"mic-2016": {tmp_path / "report.pdf": "its hash"}})
    cycle = Cycle(settings, Planner(settings), stock, Hold(settings.warehouse), lambda *told: None, lambda *pages: None)
    with closing(sqlite3.connect(settings.ledger)) as ledger, ledger:
        ledger.execute("create trigger full before update on stages begin select raise(fail, 'disk is full'); end")
    assert not cycle.edition_step("extract", "mic-2016")
    assert [problem.code for problem in cycle.report.problems["mic-2016"]] == ["file_not_pdf"]
    assert Planner(settings).step("extract", "mic-2016", {}).reason == said("reason_did_not_end_well")


@pytest.mark.parametrize(("before", "is_told"), [("", True), ("be_quiet();", False)])
def test_nothing_is_told_behind_a_run_that_was_killed(before: str, is_told: bool) -> None:
    script = (f"import os, multiprocessing; from flows.settings import be_quiet; {before}\n"
              "lock = multiprocessing.get_context('spawn').RLock(); os.kill(os.getpid(), 9)")
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, env=plain, capture_output=True, text=True,
                          timeout=60, check=False)
    assert done.returncode == -9 and ("resource_tracker" in done.stderr) == is_told, done.stderr


@pytest.mark.parametrize("error", [
    OSError(errno.EROFS, os.strerror(errno.EROFS), "build/.writable"),
    sqlite3.OperationalError("attempt to write a readonly database"),
])
def test_a_disk_that_may_not_be_written_to_is_told_with_what_to_do(error: Exception) -> None:
    told = of_machine(error)
    assert told is not None and told.code == "machine_read_only"
    assert "do:  " in told.render("en") and "cần làm" in told.render("vi")


def test_the_cause_counts_where_another_error_was_raised_from_it() -> None:
    error = RuntimeError("the stage failed")
    error.__cause__ = FULL[0]
    told = of_machine(error)
    assert told is not None and "build/stages/cells.jsonl" in told.render("en")


@pytest.mark.parametrize("error", [KeyError("rank"), TransformationError("rpt_ranking: no such column"), ValueError()])
def test_a_fault_of_ours_stays_ours(error: Exception) -> None:
    assert of_machine(error) is None
