"""Kills of real runs, and what readers see after them."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from flow_runs import Done, Place, bytes_below

from warehouse.read import open_reader

COMMAND = Path(__file__).with_name("killed_command.py")
PATIENCE_SECONDS = 600
LAYERS = ("raw", "marts", "reporting")
FINISH = "warehouse.ledger:Ledger.finish"
_TOOK = re.compile(r"\S+ +(\w+) +done .*\((\d+\.\d) s\)$", re.MULTILINE)


@dataclass(frozen=True)
class Moment:
    """When a run is killed: in `stage`, at a fraction of its usual length, or before or after a call."""

    stage: str
    fraction: float | None = None
    call: str = ""
    when: str = "after"
    holding: str = ""
    nth: int = 1

    def __str__(self) -> str:
        if self.fraction is not None:
            return f"{self.stage} at {self.fraction:.0%}"
        return " ".join(filter(None, (self.stage, self.when, self.call, self.holding, str(self.nth)[self.nth == 1:])))

    @property
    def is_entered(self) -> bool:
        """Whether the stage stands in the ledger as done."""
        return self.call == FINISH and self.when == "after"

    def point(self, lengths: dict[str, float]) -> dict[str, Any]:
        """As `killed_command.py` takes it; `lengths`: seconds that a stage usually takes."""
        if self.fraction is not None:
            return {"stage": self.stage, "after": lengths[self.stage] * self.fraction}
        return {"stage": self.stage, "call": self.call, "when": self.when, "holding": self.holding, "nth": self.nth}


@dataclass(frozen=True)
class Seen:
    """What readers see of a warehouse and of the reports folder: table or file → hash."""

    tables: dict[str, str]
    reports: dict[str, str]


@dataclass(frozen=True)
class Undisturbed:
    """A run that nothing disturbed: from which place it began, in which it ended, what readers saw before and after,
    how many seconds each stage took."""

    before: Place
    after: Place
    old: Seen
    new: Seen
    lengths: dict[str, float]


@dataclass(frozen=True)
class Kill:
    """One kill, what plan and status told before that run, what readers saw after it."""

    moment: Moment
    code: int
    told: str
    plan: list[dict[str, Any]]
    status: list[dict[str, Any]]
    seen: Seen


@dataclass(frozen=True)
class Chain:
    """Kills one after the other in one place, the run left in peace then, what readers saw before and after."""

    place: Place
    old: Seen
    kills: list[Kill]
    last: Done
    seen: Seen

    def planned_after(self) -> Iterator[tuple[Kill, dict[str, str]]]:
        """Each kill but the last with the plan after it: stage → why it will run."""
        for kill, following in itertools.pairwise(self.kills):
            yield kill, {row["stage"]: row["why"] for row in following.plan if row["plan"] == "will run"}

    def status_after(self) -> Iterator[tuple[Kill, dict[str, str]]]:
        """Each kill but the last with the status after it: stage → outcome."""
        for kill, following in itertools.pairwise(self.kills):
            yield kill, {row["stage"]: row["outcome"] for row in following.status}


def chain_of(folder: Path, undisturbed: Undisturbed, moments: Iterable[Moment], before: Place | None = None,
             warehouse: str = "") -> Chain:
    """From the state before the undisturbed run, with the same change; or from another place in that state."""
    place = Place((before or undisturbed.before).copied(folder).folder, undisturbed.after.project,
                  undisturbed.after.prefect_api)
    old = seen_in(place, warehouse)
    kills = [_kill_at(place, moment, undisturbed.lengths, warehouse) for moment in moments]
    last = place.chiso("run", *_places(warehouse))
    return Chain(place, old, kills, last, seen_in(place, warehouse))


def database_before(folder: Path, undisturbed: Undisturbed, server: str) -> tuple[Place, str]:
    """The state before the undisturbed run in a new database of a PostgreSQL server, and its URL."""
    name = f"killed_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    warehouse = f"{server.rsplit('/', 1)[0]}/{name}"
    place = Place(undisturbed.before.copied(folder).folder, undisturbed.before.project, undisturbed.after.prefect_api)
    done = place.chiso("run", *_places(warehouse))
    assert done.code == 0, done.told
    return place, warehouse


def change_everything(project: Path) -> Path:
    """Other titles of the edition, which stand in nearly every file, and no tests of the data, which only take time."""
    series = project / "extractors" / "series" / "mic_it_application" / "series.yml"
    text = series.read_text(encoding="utf-8")
    changed = text.replace("Report on the level", "Report about the level").replace("Báo cáo đánh giá", "Báo cáo về")
    assert "Report about" in changed and "Báo cáo về" in changed
    series.write_text(changed, encoding="utf-8", newline="\n")
    with (project / "dbt" / "dbt_project.yml").open("a", encoding="utf-8", newline="\n") as file:
        file.write("\ndata_tests:\n  +enabled: false\n")
    return project


def _kill_at(place: Place, moment: Moment, lengths: dict[str, float], warehouse: str) -> Kill:
    environment = {**place.environment(), "KILL_AT": json.dumps([moment.point(lengths)]), "TELL_FIRST": "1"}
    with subprocess.Popen([sys.executable, str(COMMAND), "run", *_places(warehouse)], cwd=place.folder, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    plan, status, rest = (out.decode() + "\0\0").split("\0")[:3]
    told = f"{moment}: exit code {process.returncode}\n{rest}\n{err.decode(errors='replace')}"
    return Kill(moment, process.returncode, told, _table(plan), _table(status), seen_in(place, warehouse))


def _places(warehouse: str) -> list[str]:
    return ["--warehouse", warehouse] if warehouse else []


def _table(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text) if text.strip() else []
    return found


def seen_in(place: Place, warehouse: str = "") -> Seen:
    """The state that readers see now."""
    return Seen(_tables(warehouse or place.warehouse), bytes_below(place.reports))


def _tables(warehouse: str) -> dict[str, str]:
    """Table → hash of its rows, whatever their order, for every table that readers may look at."""
    found = {}
    with open_reader(warehouse) as reader:
        names = reader.rows("select table_schema as layer, table_name as name from information_schema.tables "
                            f"where table_schema in ({', '.join(map(repr, LAYERS))}) order by 1, 2")
        for table in (f"{row['layer']}.{row['name']}" for row in names):
            rows = sorted(repr(list(map(str, row.values()))) for row in reader.rows(table))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def unlike(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Names with another hash, or that only one of them has."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def for_readers(tables: dict[str, str]) -> dict[str, str]:
    """Those of schema reporting: the same on every database."""
    return {name: digest for name, digest in tables.items() if name.startswith("reporting.")}


def lengths_of(told: str) -> dict[str, float]:
    """Stage → seconds that a run told for it."""
    return {stage: float(seconds) for stage, seconds in _TOOK.findall(told)}
