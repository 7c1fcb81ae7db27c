"""The same models on Apache Spark: every table of the transformation is what DuckDB computes, to the last digit."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.settings import PROJECT
from flows.stages import check_stage, extract_stage, load_stage, transform_stage
from warehouse.workspace import building_url, prepare_building

EDITIONS = ("mic-2016", "dienbien-2012", "laocai-agencies-2016", "laocai-ict-2016", "laocai-ict-2017")
LAYERS = ("seeds", "marts", "reporting")
STEPS = ("staging", "intermediate")

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None or find_spec("dbt.adapters.spark") is None,
                       reason="pyspark and dbt-spark are not installed (extra spark)"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java on this machine"),
]


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundled editions, computed by DuckDB and by Spark and published: engine → file."""
    loaded = tmp_path_factory.mktemp("loaded") / "kho.duckdb"
    prepare_building(f"duckdb:///{loaded}")
    for edition in EDITIONS:
        extracted, checked = tmp_path_factory.mktemp("extract"), tmp_path_factory.mktemp("check")
        documents = [path for path in sorted((PROJECT / "sources" / edition).rglob("*.*"))
                     if path.suffix in (".pdf", ".xlsx") and "scan" not in path.stem]
        extract_stage(documents, edition, extracted)
        check_stage(extracted, edition, checked)
        load_stage(building_url(f"duckdb:///{loaded}"), extracted, checked, "hash of a test")
    raw = Path(building_url(f"duckdb:///{loaded}").removeprefix("duckdb:///"))
    files = {}
    for engine, master in (("warehouse", ""), ("spark", "local[2]")):
        work = tmp_path_factory.mktemp(engine)
        files[engine] = work / "kho.duckdb"
        shutil.copyfile(raw, files[engine])
        url = f"duckdb:///{files[engine]}"
        begun = time.monotonic()
        message = transform_stage(url, prepare_building(url), "hash of a test", work, master).message
        print(f"{engine}: {message}, {time.monotonic() - begun:.0f} s")
    return files


def _read(file: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def _tables(file: Path) -> list[tuple[str, str]]:
    return _read(file, f"""
        select table_schema, table_name from information_schema.tables
        where table_schema in {LAYERS} order by all""")


def _differing(pairs: Iterable[tuple[str, str]], files: dict[str, Path]) -> tuple[int, dict[str, Any]]:
    """How many rows were expected, and the tables that have others or another number of them, with one such row.

    `pairs`: where a table is as Spark computed it and as it is expected, in SQL. Rows have no order.
    """
    rows, differing = 0, {}
    with duckdb.connect() as connection:
        for engine, file in files.items():
            connection.execute(f"attach '{file}' as {engine} (read_only)")
        for computed, expected in pairs:
            [(counted,)] = connection.execute(f"select count(*) from {expected}").fetchall()
            rows += counted
            for one, other in ((computed, expected), (expected, computed)):
                found = connection.execute(f"from {one} except all from {other} limit 1").fetchall()
                if found:
                    differing[one] = found[0]
    return rows, differing


def test_spark_gives_the_same_tables(warehouses: dict[str, Path]) -> None:
    tables = _tables(warehouses["warehouse"])
    assert _tables(warehouses["spark"]) == tables
    reports = {path.stem for path in (PROJECT / "dbt" / "models" / "reporting").glob("rpt_*.sql")}
    assert {table for layer, table in tables if layer == "reporting"} == reports


def test_columns_have_the_same_types_constraints_and_descriptions(warehouses: dict[str, Path]) -> None:
    query = f"""
        select schema_name, table_name, column_name, column_index, data_type, is_nullable, comment
        from duckdb_columns() where schema_name in {LAYERS} order by all"""
    assert _read(warehouses["spark"], query) == _read(warehouses["warehouse"], query)
    query = f"select schema_name, table_name, comment from duckdb_tables() where schema_name in {LAYERS} order by all"
    assert _read(warehouses["spark"], query) == _read(warehouses["warehouse"], query)


def test_every_figure_is_the_same_to_the_last_digit(warehouses: dict[str, Path]) -> None:
    pairs = [(f"spark.{layer}.{table}", f"warehouse.{layer}.{table}")
             for layer, table in _tables(warehouses["warehouse"])]
    rows, differing = _differing(pairs, warehouses)
    assert differing == {}
    assert rows > 50_000


def test_every_step_on_the_way_is_the_same_too(warehouses: dict[str, Path]) -> None:
    """They stay in Spark: what is left of them are its files, with an order of columns of their own."""
    home = warehouses["spark"].parent / "spark" / "tables"
    steps = _read(warehouses["warehouse"], f"""
        select schema_name, table_name, string_agg('"' || column_name || '"', ', ' order by column_index)
        from duckdb_columns() where schema_name in {STEPS} group by all order by all""")
    pairs = [(f"(select {columns} from '{home / f'{layer}.db' / table}/*.parquet')",
              f"(select {columns} from warehouse.{layer}.{table})") for layer, table, columns in steps]
    rows, differing = _differing(pairs, warehouses)
    assert differing == {}
    assert len(pairs) > 150
    assert rows > 100_000
