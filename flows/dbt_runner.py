"""dbt in this process, once a run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.errors import DataError, Problem
from flows.settings import DBT_PROJECT, offer_to_dbt
from flows.words import Said, said
from warehouse.address import parse_address


class TransformationError(RuntimeError):
    """A model or the project itself is at fault, not the data."""


def build_models(building: str, work: Path) -> Said:
    """Build seeds, models and data tests into the warehouse `building`.

    Returns what was built. Raises DataError when a test of the data fails, TransformationError
    when a model does.
    """
    from dbt.cli.main import dbtRunner

    target = _connect(building, work)
    arguments = ["build", "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--target", target,
                 "--exclude-resource-type", "unit_test", "--quiet", "--no-use-colors",
                 "--log-level", "none", "--no-version-check"]
    if target == "postgres":
        arguments += ["--vars", "{schema_suffix: _next}"]
    outcome = dbtRunner().invoke(arguments)
    results = list(getattr(outcome.result, "results", None) or [])
    if outcome.exception or not results:
        raise TransformationError(str(outcome.exception or "dbt built nothing"))
    _raise_failures(results)
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
    folders = {"DBT_TARGET_PATH": str((work / "dbt" / "target").resolve()),
               "DBT_LOG_PATH": str((work / "dbt" / "logs").resolve())}
    if address.is_duckdb:
        offer_to_dbt({**folders, "CHISO_DBT_DUCKDB_PATH": str(address.path.resolve())})
        return "duckdb"
    from sqlalchemy import make_url

    url = make_url(address.url)
    offer_to_dbt({
        **folders, "CHISO_DBT_PG_HOST": url.host or "localhost", "CHISO_DBT_PG_PORT": str(url.port or 5432),
        "CHISO_DBT_PG_USER": url.username or "postgres", "CHISO_DBT_PG_PASSWORD": url.password or "",
        "CHISO_DBT_PG_DBNAME": url.database or "postgres"})
    return "postgres"
