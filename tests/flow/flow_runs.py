"""Runs of the command as people make them: a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.hashes import file_hashes
from warehouse.ledger import Entry, Ledger
from warehouse.read import read_rows

PROJECT = Path(__file__).parents[2]
PARTS = ("extractors", "expectations", "warehouse", "reports", "flows", "dbt", "sources")
COMMAND = Path(__file__).with_name("chiso_command.py")
STAGES = ("extract", "check", "load", "transform", "publish")
PATIENCE_SECONDS = 900


@dataclass(frozen=True)
class Done:
    """What came of a command; `seconds` from its start to its end."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def told(self) -> str:
        """All that it wrote, for messages of failed tests."""
        return f"exit code {self.code}\n{self.out}\n{self.err}"

    @property
    def outcomes(self) -> dict[str, str]:
        """Stage → outcome, from the lines that tell a step (with one edition, or of the last one)."""
        steps = [line.split(maxsplit=2) for line in self.err.splitlines()]
        known = ("done", "up to date", "stopped", "failed")
        return {
            step[1]: next((word for word in known if step[2].startswith(word)), step[2])
            for step in steps
            if len(step) == 3 and step[1] in STAGES
        }


@dataclass(frozen=True)
class Place:
    """A working folder, the copy of the project that runs in it, and a Prefect server if one is configured."""

    folder: Path
    project: Path
    prefect_api: str = ""

    @property
    def warehouse(self) -> str:
        return f"duckdb:///{self.folder / 'build' / 'warehouse.duckdb'}"

    @property
    def reports(self) -> Path:
        return self.folder / "build" / "reports"

    @property
    def ledger(self) -> list[Entry]:
        return Ledger(self.folder / "build" / "ledger.sqlite").rows()

    def rows(self, query: str, warehouse: str = "") -> list[dict[str, Any]]:
        """Rows of a query, read as every other reader does."""
        return read_rows(warehouse or self.warehouse, query)

    def start(self, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """Start `chiso` and leave it running. `options` are Python's own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, *options, str(COMMAND), *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def chiso(self, *arguments: str, options: tuple[str, ...] = ()) -> Done:
        """Run `chiso` to its end."""
        began = time.monotonic()
        with self.start(*arguments, options=options) as process:
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
        return Done(process.returncode, out, err, time.monotonic() - began)

    def copied(self, folder: Path) -> Place:
        """The same state in another folder, to be changed there."""
        shutil.copytree(self.folder / "build", folder / "build", ignore=shutil.ignore_patterns("dbt", "*.claim"))
        return Place(folder, self.project, self.prefect_api)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHISO_", "PREFECT_"))}
        given = {
            "PYTHONPATH": str(self.project),
            "PYTHONIOENCODING": "utf-8",
            "PREFECT_HOME": str(self.folder / "prefect"),
            "COLUMNS": "200",
        }
        return {**kept, **given, **({"PREFECT_API_URL": self.prefect_api} if self.prefect_api else {})}


def copy_project(folder: Path, source: Path = PROJECT, sources: Sequence[str] = ()) -> Path:
    """The project as it stands now: nobody's work on the files changes what is up to date in a test.

    `sources`: the only folders of documents that are copied; all, when none is named.
    """
    ignored = shutil.ignore_patterns("__pycache__", "target", "logs", ".user.yml")
    for part in PARTS:
        if part != "sources" or not sources:
            shutil.copytree(source / part, folder / part, ignore=ignored)
    for name in sources:
        shutil.copytree(source / "sources" / name, folder / "sources" / name)
    return folder


def bytes_below(folder: Path) -> dict[str, str]:
    """File → sha256 of its bytes, for every file below a folder."""
    found = file_hashes(folder)
    assert found, f"nothing below {folder}"
    return found


def lines_after(text: str, beginning: str) -> Iterator[str]:
    """The lines of a text from the one that begins with `beginning` on."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(beginning))
    yield from lines[start:]


def asked(api: str, path: str, **body: Any) -> list[dict[str, Any]]:
    """What a Prefect server answers to a filter of `path` (`flow_runs`, `task_runs`, `artifacts`)."""
    request = urllib.request.Request(
        f"{api}/{path}/filter", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found
