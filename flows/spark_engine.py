"""The transformation on Apache Spark: raw goes there as Parquet, dbt builds there, what people read comes back."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors.errors import DataError, Problem
from flows.settings import java_home
from warehouse.spark_exchange import LAYERS, Column, SparkTable, hand_over, take_back

_OPTIONS = {
    # Decimals keep all their places, and nothing that does not fit becomes NULL.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    # Many small tables: what Spark does to spread and to speed up large ones costs more than it gains.
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.analyzer.maxIterations": "1000",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-Xss8m",
    # The catalogue lives as long as the session; nothing is served, nothing is told but errors.
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}


@contextmanager
def spark_building(building: str, master: str, work: Path) -> Iterator[Path]:
    """A Spark session in which schema raw of the warehouse being built can be read; yields the folder of its tables.

    `master` is Spark's own address of the machines that compute, `local[*]` this one; others must see the folder
    `work` under the same path. What an earlier run left in the folder goes. Raises DataError where Spark is missing.
    """
    home = (work / "spark").resolve()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    with _told_to(home / "spark.log"):
        session = _session(master, home / "tables")
    try:
        session.sql("create database if not exists raw")
        for table, (columns, path) in hand_over(building, home / "raw").items():
            session.sql(f"create table raw.{table} ({columns}) using parquet options (path '{path.as_uri()}')")
        yield home / "tables"
    finally:
        session.stop()


def take_built(building: str, folder: Path, nodes: Iterable[Any]) -> None:
    """Bring what dbt built into the warehouse being built; `nodes` are dbt's models and seeds."""
    take_back(building, [_table(node, folder) for node in nodes if node.schema in LAYERS])


def _table(node: Any, folder: Path) -> SparkTable:
    described = node.columns
    # A seed says its types apart from its columns, and a column of a model that it must be there.
    kinds = {name: column.data_type for name, column in described.items() if column.data_type} \
        or node.config.get("column_types")
    columns = tuple(
        Column(name, kind, _is_required(described.get(name)), _description(described.get(name), node))
        for name, kind in kinds.items())
    home = folder / f"{node.schema}.db" / node.alias
    indexes = tuple(tuple(index["columns"]) for index in node.config.get("indexes") or ())
    return SparkTable(node.schema, node.alias, columns, _description(node, node), home, indexes)


def _is_required(column: Any) -> bool:
    return column is not None and any(constraint.type.value == "not_null" for constraint in column.constraints)


def _description(described: Any, node: Any) -> str:
    """Where the project asks for it, in the manner of dbt's persist_docs."""
    return described.description if described is not None and node.config.persist_docs else ""


def _session(master: str, tables: Path) -> Any:
    missing = _missing()
    if missing:
        raise DataError([Problem("spark_missing", found=missing)])
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)  # dbt tells what fails
    options = {**_OPTIONS, "spark.app.name": "chiso", "spark.master": master,
               "spark.sql.warehouse.dir": tables.as_uri()}
    if master.startswith("local"):
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = import_module("pyspark.sql").SparkSession.builder  # by name: few install it
    for name, value in options.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:  # Java's own, a wrong address, a port: whatever it is, there is no Spark
        raise DataError([Problem("spark_missing", found=" ".join(str(error).split())[:300])]) from error


def _missing() -> str:
    """What Spark needs and this machine lacks; empty: nothing."""
    missing = [package for package in ("pyspark", "dbt.adapters.spark") if find_spec(package) is None]
    if java_home() is None and shutil.which("java") is None:
        missing.append("java")
    return ", ".join(missing)


@contextmanager
def _told_to(log: Path) -> Iterator[None]:
    """What the programs started here say goes to a file: Java talks for as long as it lives, past every setting."""
    terminal = os.dup(2)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
