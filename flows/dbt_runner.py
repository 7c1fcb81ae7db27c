"""dbt in this process, once a run."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from extractors.errors import DataError, Problem
from flows.settings import DBT_PROJECT, offer_to_dbt
from flows.words import Said, said
from warehouse.address import Address, parse_address
from warehouse.connections import connect_postgres
from warehouse.secrets import keep


class TransformationError(RuntimeError):
    """A model or the project itself is at fault, not the data."""


def build_models(building: str, work: Path, spark: str = "", project: Path = DBT_PROJECT) -> Said:
    """Build seeds, models and data tests into the warehouse `building`; on the Spark of that address, if one is given.

    `project`: where dbt's models and lists lie, if these are to be tried out before they are ours.

    Returns what was built. Raises DataError when a test of the data fails or Spark is missing,
    TransformationError when a model does.
    """
    if not spark:
        return _told(_build(_connect(building, work), project))
    from flows.spark_engine import spark_building, take_built

    _offer_folders(work)
    with spark_building(building, spark, work) as tables:
        results = _build("spark", project)
    built = (result.node for result in results if result.node.resource_type.value in ("seed", "model"))
    take_built(building, tables, built)
    return _told(results)


def _build(target: str, project: Path) -> list[Any]:
    """The results of `dbt build`, all of them well."""
    from dbt.cli.main import dbtRunner

    arguments = ["build", *_places(project, target), "--exclude-resource-type", "unit_test"]
    if target == "postgres":
        arguments += ["--vars", "{schema_suffix: _next, raw_schema: raw_next}"]
    with _called_as("dbt", *arguments):
        outcome = dbtRunner().invoke(arguments)
    if outcome.exception and not isinstance(outcome.exception, Exception):
        raise outcome.exception  # told to end: dbt hands that on as if it were a failure
    results = list(getattr(outcome.result, "results", None) or [])
    if outcome.exception or not results:
        raise TransformationError(str(outcome.exception or "dbt built nothing"))
    _raise_failures(results)
    return results


@contextmanager
def _called_as(*command: str) -> Iterator[None]:
    """What this process says its command is: dbt writes that into its artifacts, and ours may hold a password."""
    ours, sys.argv = sys.argv, list(command)
    try:
        yield
    finally:
        sys.argv = ours


def write_model_pages(warehouse: str, page: Path, work: Path, project: Path = DBT_PROJECT) -> None:
    """Write dbt's pages of all models, with lineage, columns and descriptions, as one file that opens offline.

    Only reads the warehouse. Raises TransformationError where dbt cannot.
    """
    from dbt.cli.main import dbtRunner

    target = _connect(warehouse, work)
    offer_to_dbt({"CHISO_DBT_DUCKDB_ACCESS": "read_only"})
    arguments = ["docs", "generate", "--static", *_places(project, target)]
    with _called_as("dbt", *arguments):
        outcome = dbtRunner().invoke(arguments)
    if not outcome.success:
        raise TransformationError(_short(str(outcome.exception or "dbt wrote no pages")))
    shutil.copyfile(work / "dbt" / "target" / "static_index.html", page)


def _places(project: Path, target: str) -> list[str]:
    return ["--project-dir", str(project), "--profiles-dir", str(project), "--target", target, "--quiet",
            "--no-use-colors", "--log-level", "none", "--no-version-check"]


def _told(results: list[Any]) -> Said:
    kinds = [result.node.resource_type.value for result in results]
    warned = [result.node.name for result in results if result.status == "warn"]
    counts = {f"{kind}s": kinds.count(kind) for kind in ("seed", "model", "test")}
    return said("built_with_doubts", **counts, names=warned) if warned else said("built", **counts)


def _raise_failures(results: Iterable[Any]) -> None:
    failed = [result for result in results if result.status in ("error", "fail", "runtime error")]
    tests = [result for result in failed if result.status == "fail"]
    if len(tests) < len(failed):
        broken = next(result for result in failed if result.status != "fail")
        raise TransformationError(f"{broken.node.name}: {_short(broken.message)}")
    if tests:
        raise DataError([Problem("dbt_test_failed", found=f"{test.failures} rows", expected="0 rows",
                                 details={"test": test.node.name, "why": _short(test.node.description or "")})
                         for test in tests])


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text or "").strip()[:600]


def _connect(building: str, work: Path) -> str:
    """Tell dbt where to build; returns the name of the target in profiles.yml."""
    address = parse_address(building)
    _offer_folders(work)
    if address.is_duckdb:
        offer_to_dbt({"CHISO_DBT_DUCKDB_PATH": str(address.path.resolve())})
        return "duckdb"
    offer_to_dbt(_server(address))
    return "postgres"


def _offer_folders(work: Path) -> None:
    offer_to_dbt({"DBT_TARGET_PATH": str((work / "dbt" / "target").resolve()),
                  "DBT_LOG_PATH": str((work / "dbt" / "logs").resolve())})


def _server(address: Address) -> dict[str, str]:
    """Where the server is, as profiles.yml asks for it; the rest (certificates, options) as libpq itself does.

    What a service file, a password file or the environment says of it, only a connection knows.
    """
    from psycopg.pq import Conninfo

    with closing(connect_postgres(address)) as connection:
        info = connection.info
        found = {"CHISO_DBT_PG_HOST": info.host, "CHISO_DBT_PG_PORT": str(info.port), "CHISO_DBT_PG_USER": info.user,
                 "CHISO_DBT_PG_DBNAME": info.dbname, "DBT_ENV_SECRET_PG_PASSWORD": info.password}
    keep(found["DBT_ENV_SECRET_PG_PASSWORD"])  # dbt hides what is named so in what it writes; we do in ours
    asked_for = (b"host", b"port", b"user", b"password", b"dbname")
    given = (option for option in Conninfo.parse(address.location.encode()) if option.keyword not in asked_for)
    return found | {option.envvar.decode(): option.val.decode() for option in given if option.val and option.envvar}
