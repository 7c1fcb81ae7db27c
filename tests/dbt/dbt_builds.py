"""Builds of the dbt project in this process, each with folders of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.cli.main import dbtRunner
from sqlalchemy import make_url

from flows.stages import load_stage

PROJECT = Path(__file__).parents[2] / "dbt"


@dataclass(frozen=True)
class Build:
    """What a build left behind: the status of each node by its name, and the failing rows of each test."""

    status: dict[str, str]
    failures: dict[str, int]
    target_path: Path


@dataclass(frozen=True)
class Handover:
    extract_dir: Path
    check_dir: Path


@dataclass(frozen=True)
class Built:
    url: str
    build: Build


def build(url: str, work: Path, *arguments: str, project: Path = PROJECT) -> Build:
    """`dbt build` of `project` into the warehouse `url`; `arguments` are dbt's own."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in _environment(url, work).items():
            environment.setenv(name, value)
        target = "postgres" if url.startswith("postgresql") else "duckdb"
        outcome = dbtRunner().invoke(
            [
                "build",
                "--project-dir",
                str(project),
                "--profiles-dir",
                str(project),
                "--target",
                target,
                "--quiet",
                "--log-level",
                "none",
                *arguments,
            ]
        )
    assert outcome.exception is None, outcome.exception
    results: list[Any] = list(outcome.result)  # type: ignore[arg-type]
    return Build(
        {result.node.name: str(result.status) for result in results},
        {result.node.name: result.failures for result in results if result.failures},
        work / "target",
    )


def _environment(url: str, work: Path) -> dict[str, str]:
    folders = {
        "DBT_TARGET_PATH": str(work / "target"),
        "DBT_LOG_PATH": str(work / "logs"),
        "DO_NOT_TRACK": "1",
    }
    if url.startswith("duckdb"):
        return {**folders, "CHISO_DBT_DUCKDB_PATH": str(duckdb_path(url))}
    server = make_url(url)
    return {
        **folders,
        "CHISO_DBT_PG_HOST": str(server.host),
        "CHISO_DBT_PG_PORT": str(server.port),
        "CHISO_DBT_PG_USER": str(server.username),
        "DBT_ENV_SECRET_PG_PASSWORD": server.password or "",
        "CHISO_DBT_PG_DBNAME": str(server.database),
    }


def duckdb_path(url: str) -> Path:
    return Path(url.removeprefix("duckdb:///"))


@contextmanager
def opened(url: str, read_only: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(str(duckdb_path(url)), read_only=read_only)
    try:
        yield connection
    finally:
        connection.close()


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with opened(url) as connection:
        return connection.execute(query).fetchall()


def documents(edition: str) -> list[Path]:
    """The bundled documents of an edition but scans, which need a reader of pictures."""
    folder = PROJECT.parent / "sources" / edition
    return sorted(path for path in folder.rglob("*.*") if path.suffix in (".pdf", ".xlsx") and "scan" not in path.stem)


def load(url: str, *handovers: Handover) -> str:
    for handover in handovers:
        load_stage(url, handover.extract_dir, handover.check_dir, "hash of a test")
    return url


def copied(url: str, folder: Path) -> str:
    target = folder / duckdb_path(url).name
    shutil.copyfile(duckdb_path(url), target)
    return f"duckdb:///{target}"
