"""The whole `chiso run --force` against the sum of its bare parts, in one run.

    python benchmarks/cycle.py [--rounds N]

Each part runs in a fresh process and is timed from its first import on, as the command is.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "sources" / "mic-2016" / "bao-cao-ung-dung-cntt-2016.pdf"
CHISO = Path(sys.executable).with_name("chiso")
WAREHOUSE = "warehouse.duckdb"
STAGE_SECONDS = re.compile(r"\((\d+\.\d) s\)")


def read_tables(home: Path) -> None:
    """pdfplumber's `extract_tables()` over every page."""
    import pdfplumber

    with pdfplumber.open(REPORT) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def validate(home: Path) -> None:
    """Import of Great Expectations, and two checks a column over the tables."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.core import (  # type: ignore[attr-defined]
        ExpectColumnValuesToMatchRegex,
        ExpectColumnValuesToNotBeNull,
        ExpectTableRowCountToEqual,
    )

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    frames = context.data_sources.add_pandas("bare").add_dataframe_asset("tables")
    batches = frames.add_batch_definition_whole_dataframe("table")
    for path in sorted(handover(home, "extract").glob("[0-9]*.csv")):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        suite = gx.ExpectationSuite(name=path.stem)
        suite.add_expectation(ExpectTableRowCountToEqual(value=len(frame)))
        for column in frame.columns:
            suite.add_expectation(ExpectColumnValuesToNotBeNull(column=column))
            suite.add_expectation(ExpectColumnValuesToMatchRegex(column=column, regex=".*"))
        batch = batches.get_batch(batch_parameters={"dataframe": frame})
        assert batch.validate(suite).success


def load(home: Path) -> None:
    """The JSON lines by Arrow into a new DuckDB file."""
    import duckdb
    import pyarrow.json

    with duckdb.connect(str(home / "loaded.duckdb")) as connection:
        for path in sorted(handover(home, "extract").glob("*.jsonl")):
            rows = pyarrow.json.read_json(path)
            connection.register("incoming", rows)
            connection.execute(f"create table {path.stem} as select * from incoming")
            connection.unregister("incoming")


def build(home: Path) -> None:
    """`dbt build` in process, over a loaded warehouse."""
    from dbt.cli.main import dbtRunner

    aside = home / "aside"
    aside.mkdir(exist_ok=True)
    shutil.copy(home / WAREHOUSE, aside / WAREHOUSE)
    os.environ |= {"CHISO_DBT_DUCKDB_PATH": str(aside / WAREHOUSE), "DO_NOT_TRACK": "1",
                   "DBT_TARGET_PATH": str(aside / "target"), "DBT_LOG_PATH": str(aside / "logs")}
    folder = str(ROOT / "dbt")
    outcome = dbtRunner().invoke(["build", "--project-dir", folder, "--profiles-dir", folder, "--target", "duckdb",
                                  "--exclude-resource-type", "unit_test", "--quiet", "--log-level", "none"])
    assert outcome.success, outcome.exception


def write_workbook(home: Path) -> None:
    """openpyxl writing the rows of every report model."""
    import duckdb
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    with duckdb.connect(str(home / WAREHOUSE), read_only=True) as connection:
        models = connection.execute("select table_name from information_schema.tables where table_schema = 'reporting'")
        for (model,) in models.fetchall():
            sheet = book.create_sheet(model[:31])
            rows = connection.execute(f'select * from reporting."{model}"')
            sheet.append([column[0] for column in rows.description])
            for row in rows.fetchall():
                sheet.append([str(value) if isinstance(value, list | dict) else value for value in row])
    book.save(home / "bare.xlsx")


def orchestrate(home: Path) -> None:
    """A Prefect flow of nothing, with the server it starts."""
    os.environ |= {"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120", "DO_NOT_TRACK": "1",
                   "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "CRITICAL"}
    from prefect import flow

    @flow
    def nothing() -> None:
        """Only what a flow costs by itself."""

    nothing()


PARTS: dict[str, Callable[[Path], None]] = {
    part.__name__: part for part in (read_tables, validate, load, build, write_workbook)}
BESIDE = {orchestrate.__name__: orchestrate}


def handover(home: Path, stage: str) -> Path:
    """The folder of the hand-over that the whole run left."""
    return next(path.parent for path in (home / "work" / "stages").rglob("cells.jsonl") if stage in str(path))


def whole_run(home: Path) -> tuple[float, float]:
    """Seconds of `chiso run --force` with an empty work folder, and of its stages as it tells them itself."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    place = ["--warehouse", f"duckdb:///{home / WAREHOUSE}", "--reports", str(home / "reports")]
    environment = {**os.environ, "CHISO_WORK": str(home / "work")}
    began = time.perf_counter()
    done = subprocess.run([str(CHISO), "run", "--force", *place], check=True, capture_output=True, text=True,
                          env=environment)
    seconds = time.perf_counter() - began
    stages = [float(told) for told in STAGE_SECONDS.findall(done.stdout + done.stderr)]
    assert stages, "the run tells no times of its stages"
    return seconds, sum(stages)


def part_seconds(name: str, home: Path) -> float:
    """Seconds of one part in a fresh process, without the start of Python."""
    command = [sys.executable, str(Path(__file__)), "--part", name, "--home", str(home)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--part", choices=[*PARTS, *BESIDE], help=argparse.SUPPRESS)
    options.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.part:
        began = time.perf_counter()
        (PARTS | BESIDE)[given.part](given.home)
        print(json.dumps(time.perf_counter() - began))
        return
    with tempfile.TemporaryDirectory() as folder:
        show(Path(folder) / "cycle", given.rounds)


def show(home: Path, rounds: int) -> None:
    """Run everything `rounds` times and print the best of each."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        run, stages = whole_run(home)
        measured = {"run": run, "stages": stages, **{name: part_seconds(name, home) for name in PARTS | BESIDE}}
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in measured.items()}
    total = sum(best[name] for name in PARTS)
    print(f"best of {rounds}\n\n| | seconds | against the sum |\n|---|--:|--:|")
    for name, part in PARTS.items():
        print(f"| {part.__doc__} | {best[name]:.1f} | |")
    print(f"| **sum of the bare parts** | {total:.1f} | 1.00 |")
    print(f"| the five stages of `chiso run --force` | {best['stages']:.1f} | {best['stages'] / total:.2f} |")
    print(f"| **`chiso run --force`**, all of it | {best['run']:.1f} | {best['run'] / total:.2f} |")
    print(f"| not in the sum: {orchestrate.__doc__} | {best['orchestrate']:.1f} | |")


if __name__ == "__main__":
    main()
