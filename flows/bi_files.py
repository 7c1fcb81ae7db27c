"""The command `bi`: what a BI tool needs beyond the warehouse itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from flows.settings import Settings
from flows.terminal import Terminal
from reports.catalogue import LANGUAGES
from reports.semantic import SCHEMA, Semantics, filter_columns, first_choices, load_semantics, semantic_file
from reports.superset import PASSWORD, bundle
from warehouse.address import Address, parse_address
from warehouse.descriptions import described_tables
from warehouse.errors import WarehouseUnreachable
from warehouse.read import Reader, open_reader


def write_bi_files(settings: Settings, terminal: Terminal, out: Path, reader: str | None) -> int:
    """Write the semantic layer, a bundle for Superset a language, and the pages of dbt into `out`.

    `reader`: the role that the bundle connects as, else that of the settings. No password is written.
    """
    from flows.dbt_runner import write_model_pages

    address = parse_address(settings.warehouse)
    reader = reader or settings.reader_role
    if not address.is_duckdb and not reader:
        raise click.UsageError(terminal.words("bi_use"))
    tables = described_tables(settings.warehouse, SCHEMA)
    if not tables:
        raise WarehouseUnreachable(f"warehouse {address}: nothing is published there.\n  do:       chiso run does it.")
    out.mkdir(parents=True, exist_ok=True)
    semantics = load_semantics(tables)
    (out / "semantic.yml").write_text(semantic_file(semantics), encoding="utf-8")
    with open_reader(settings.warehouse) as connection:
        for language, chosen in _beginnings(semantics, connection):
            packed = bundle(semantics, _connection(address, reader), language, chosen)
            (out / f"superset.{language}.zip").write_bytes(packed)
    write_model_pages(settings.warehouse, out / "models.html", settings.work / "bi")
    terminal.say(terminal.words("bi_written", tables=len(tables), folder=out))
    return 0


def _beginnings(semantics: Semantics, connection: Reader) -> Iterator[tuple[str, list[Any]]]:
    """A language, and what the filters of the dashboard begin with."""
    for language in LANGUAGES:
        columns = ", ".join(filter_columns(semantics, language))
        rows = connection.rows(f"select distinct {columns} from {SCHEMA}.{semantics.dashboard['table']}")
        yield language, first_choices(semantics, rows, language)


def _connection(address: Address, reader: str) -> dict[str, Any]:
    """How Superset reaches the warehouse: a file read-only, a server as the reader, whose password it asks for."""
    if address.is_duckdb:
        return {"sqlalchemy_uri": f"duckdb:///{address.path.resolve().as_posix()}",
                "extra": {"engine_params": {"connect_args": {"read_only": True}}}}
    from sqlalchemy import make_url

    place = make_url(address.location).set(drivername="postgresql+psycopg2", username=reader, password=PASSWORD)
    query = {name: value for name, value in place.query.items() if "password" not in name}
    return {"sqlalchemy_uri": place.set(query=query).render_as_string(hide_password=False)}
