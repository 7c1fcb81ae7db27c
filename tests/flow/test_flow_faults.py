"""A full disk in each stage, a disk that nothing may be written to, a reader that holds the file: one clear message,
the last complete state stays, the next run heals."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from flow_runs import STAGES, Done, Place, copy_project
from killing import Seen, seen_in, unlike

KILOBYTE = 1 << 10
ROOM = {"extract": 1000, "check": 100, "load": 20_000, "publish": 1500}
"""Kilobytes left: enough for the ledger, not for what the stage writes."""
TOUCHED = {
    "extract": "extractors/rows.py", "check": "expectations/policy.yml", "load": "warehouse/load.py",
    "transform": "dbt/models/reporting/rpt_ranking.sql", "publish": "reports/site.py",
}
"""Files in which an empty line more makes that stage the first that is due, and changes no result."""


@dataclass(frozen=True)
class Disk:
    """A disk of its own for a place's folder `build`; everything in it is up to date."""

    place: Place
    old: Seen

    @property
    def folder(self) -> Path:
        return self.place.folder / "build"

    def fill(self, stage: str) -> None:
        """Leave room for a part of what the stage writes; models are built in a copy of the file, which has room."""
        (self.folder / ".building" / "warehouse.duckdb").unlink(missing_ok=True)  # of the run before
        file = (self.folder / "warehouse.duckdb").stat().st_size // KILOBYTE
        room = ROOM.get(stage, file + 2000) * KILOBYTE
        with (self.folder / "filler").open("wb") as filler:
            for _ in range((shutil.disk_usage(self.folder).free - room) // 65536):
                filler.write(bytes(65536))

    def empty(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)

    def mount(self, *options: str) -> None:
        _call("mount", *options, str(self.folder))


def _call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk of its own for this user: {done.stderr.strip()}")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Iterator[Disk]:
    folder = tmp_path_factory.mktemp("small disk")
    (folder / "build").mkdir()
    _call("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(folder / "build"))
    try:
        shutil.copytree(good.folder / "build", folder / "build", dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("dbt", "*.claim"))
        project = copy_project(folder / "project", good.project)
        place = Place(folder, project, prefect_api)
        done = place.chiso("run")
        assert done.code == 0 and done.outcomes["transform"] == "up to date", done.told
        yield Disk(place, seen_in(place))
    finally:
        subprocess.run(["umount", str(folder / "build")], check=True)


def touch(project: Path, stage: str) -> None:
    with (project / TOUCHED[stage]).open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n")


@pytest.fixture(scope="module")
def full(disk: Disk) -> dict[str, Done]:
    """Stage → a run that found the disk full there. The last stage first: what is due before it would come before."""
    found = {}
    for stage in reversed(STAGES):
        touch(disk.place.project, stage)
        disk.fill(stage)
        try:
            found[stage] = disk.place.chiso("run")
        finally:
            disk.empty()
        assert unlike(seen_in(disk.place).tables, disk.old.tables) == [], found[stage].told
        assert unlike(seen_in(disk.place).reports, disk.old.reports) == [], found[stage].told
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_a_full_disk_is_told_in_one_message_with_what_to_do(full: dict[str, Done], stage: str) -> None:
    done = full[stage]
    assert done.code == 1, done.told
    assert done.err.count("the disk is full") == 1 and "do:  " in done.err, done.told
    assert "our fault" not in done.err and "Traceback" not in done.err


def test_on_a_disk_that_nothing_may_be_written_to_a_run_says_so_and_plan_answers(disk: Disk, full: object) -> None:
    disk.mount("-o", "remount,ro")
    try:
        done = disk.place.chiso("run")
        told = [disk.place.chiso(command, "--json") for command in ("plan", "status")]
    finally:
        disk.mount("-o", "remount,rw")
    assert done.code == 1 and "ead-only" in done.err and "our fault" not in done.err, done.told
    assert len(done.err.splitlines()) <= 3, done.told
    for answer in told:
        assert answer.code == 0 and json.loads(answer.out), answer.told


def test_the_next_run_heals_while_a_reader_holds_the_file(disk: Disk, full: object) -> None:
    file = disk.folder / "warehouse.duckdb"
    query = "select count(*), bit_xor(hash(r)) from reporting.rpt_ranking as r"
    with duckdb.connect(str(file), read_only=True) as reader:
        before = reader.execute(query).fetchall()
        done = disk.place.chiso("run")
        assert done.code == 0 and set(done.outcomes.values()) == {"done"}, done.told
        assert reader.execute(query).fetchall() == before
    now = seen_in(disk.place)
    assert unlike(now.reports, disk.old.reports) == []
    marks = {"raw.builds", "raw.editions"}  # made from files with an empty line more
    assert set(unlike(now.tables, disk.old.tables)) <= marks | {"marts.dim_publication"}
    assert not (disk.folder / ".building" / file.name).exists()
