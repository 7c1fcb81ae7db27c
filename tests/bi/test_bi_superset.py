"""Apache Superset over the warehouse on PostgreSQL, as the read-only role: what docs/bi.md promises.

`uv run pytest -n0 --superset tests/bi` installs it into build/superset and leaves a picture there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from conftest import ENVIRONMENT, Warehouse
from superset_client import Superset

from warehouse.descriptions import described_tables
from warehouse.read import read_rows

MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def datasets(imported: Superset) -> dict[str, dict[str, Any]]:
    return imported.datasets()


def test_every_table_is_listed_with_its_description_in_vietnamese(
    datasets: dict[str, dict[str, Any]], warehouse: Warehouse
) -> None:
    tables = {table.name: table for table in described_tables(warehouse.url, "reporting")}
    assert set(datasets) == set(tables) and len(tables) > 20
    for name, dataset in sorted(datasets.items()):
        print(f"{name:30} {dataset['description'].partition(chr(10))[0]}")
        assert tables[name].about and tables[name].about in dataset["description"]
        columns = {column["column_name"]: column for column in dataset["columns"]}
        assert {column.name for column in tables[name].columns} <= set(columns)
        assert all(column["verbose_name"] and column["description"] for column in columns.values())
    assert any("ộ" in dataset["description"] for dataset in datasets.values())


def test_every_measure_and_every_word_of_a_code_can_be_asked_of_every_table(
    imported: Superset, datasets: dict[str, dict[str, Any]]
) -> None:
    asked = 0
    for dataset in datasets.values():
        words = [column["column_name"] for column in dataset["columns"] if column["expression"]]
        measures = [metric["metric_name"] for metric in dataset["metrics"]]
        imported.rows(dataset, words, measures, {})
        asked += len(words) + len(measures)
    assert asked > 80


@pytest.fixture(scope="module")
def chosen(imported: Superset) -> dict[str, str]:
    """What the filters of the dashboard begin with."""
    listed = imported.get("dashboard/?q=(page_size:10)")["result"]
    metadata = imported.get(f"dashboard/{listed[0]['id']}")["result"]["json_metadata"]
    filters = json.loads(metadata)["native_filter_configuration"]
    return {one["col"]: one["val"][0] for begun in filters
            for one in begun["defaultDataMask"]["extraFormData"]["filters"]}


def test_the_ranking_chart_has_the_figures_of_the_warehouse(
    imported: Superset, datasets: dict[str, dict[str, Any]], chosen: dict[str, str], warehouse: Warehouse
) -> None:
    assert len(chosen) == 3
    shown = imported.rows(datasets["rpt_ranking"], ["entity_name_vi"],
                          ["best_rank_published", "top_score_published"], chosen)
    edition, _, node = chosen.values()
    wanted = read_rows(warehouse.reader_url, """
        select entity_name_vi, entity_type, rank_published, score_published from rpt_ranking
        where edition_code = $1 and node_name_vi = $2""", [edition, node])
    blocks: dict[str, dict[str, tuple[int, Decimal]]] = {}
    for row in wanted:
        blocks.setdefault(row["entity_type"], {})[row["entity_name_vi"]] = (
            row["rank_published"], row["score_published"])
    found = {row["entity_name_vi"]: (row["best_rank_published"], Decimal(str(row["top_score_published"])))
             for row in shown}
    assert len(found) > 5
    assert found in blocks.values()


def test_the_filter_offers_every_edition(
    imported: Superset, datasets: dict[str, dict[str, Any]], warehouse: Warehouse
) -> None:
    offered = {row["edition_code"] for row in imported.rows(datasets["rpt_ranking"], ["edition_code"], [], {})}
    assert offered == {row["edition_code"] for row in
                       read_rows(warehouse.url, "select distinct edition_code from reporting.rpt_ranking")}


def test_nothing_can_be_written(imported: Superset, warehouse: Warehouse) -> None:
    listed = imported.get("database/?q=(page_size:10)")["result"]
    statement = {"database_id": listed[0]["id"], "schema": "reporting", "sql": "delete from reporting.rpt_ranking"}
    answer = imported.post("sqllab/execute/", statement)
    assert answer.status >= 400 and "DML_NOT_ALLOWED" in json.dumps(answer.body), answer
    with psycopg.connect(warehouse.reader_url) as connection:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), connection.transaction():
            connection.execute("delete from reporting.rpt_ranking")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute("set transaction read write")
            connection.execute("delete from reporting.rpt_ranking")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute("select * from raw.cells")


def test_the_dashboard_is_drawn_with_its_filters(
    imported: Superset, datasets: dict[str, dict[str, Any]], chosen: dict[str, str]
) -> None:
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium here")
    place = ENVIRONMENT.with_name("superset.png")
    words = imported.picture("rankings", place)
    labels = [column["verbose_name"] for column in datasets["rpt_ranking"]["columns"]
              if column["column_name"] in chosen]
    assert len(labels) == len(chosen) and not [label for label in labels if label not in words]
    assert not [value for value in chosen.values() if value not in words and len(value) < 30]
    assert "No results" not in words and "error" not in words.lower()
    assert place.stat().st_size < MOST_BYTES


def test_odbc_reads_the_same_and_may_not_write(warehouse: Warehouse) -> None:
    """The way of Excel and of Power BI: PostgreSQL's own ODBC driver."""
    if not shutil.which("isql"):
        pytest.skip("no unixODBC here: apt-get install unixodbc odbc-postgresql")
    place = urlsplit(warehouse.reader_url)
    source = (f"Driver={{PostgreSQL Unicode}};Server={place.hostname};Port={place.port};"
              f"Database={place.path.strip('/')};Uid={place.username};Pwd=x")

    def said(query: str) -> str:
        command = ["isql", "-k", source, "-b", "-v", "-d;"]
        done = subprocess.run(command, input=query + "\n", capture_output=True, text=True, timeout=60, check=False)
        return done.stdout + done.stderr

    query = "select entity_name_vi from rpt_ranking order by edition_code, node_code, entity_code limit 5"
    wanted = [row["entity_name_vi"] for row in read_rows(warehouse.reader_url, query)]
    assert [line for line in said(query).splitlines() if line] == wanted
    assert "read-only" in said("delete from rpt_ranking")
