"""Load one edition: the old rows go and the new ones come in one transaction."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.csv as pcsv
import sqlalchemy as sa

from warehouse.address import parse_address
from warehouse.arrow_tables import edition_tables, read_outcome
from warehouse.connections import server_errors
from warehouse.engine import open_engine
from warehouse.errors import HandoverRefused
from warehouse.marks import loaded_editions
from warehouse.tables import EDITION_TABLES, create_raw, place_of

_ROWS_A_BATCH = 100_000


def load_edition(url: str, extract_dir: Path, check_dir: Path, input_hash: str) -> bool:
    """Replace an edition whole by its two hand-overs.

    `url` is what `workspace.prepare_building` gave, never the file that readers open. Returns False
    and changes nothing when the edition is already there with this `input_hash`. Raises
    HandoverRefused when the checks stopped the edition or the data do not fit; then the edition
    stays as it was.
    """
    edition = read_outcome(extract_dir)["edition"]
    _refuse_stopped(edition, check_dir)
    if loaded_editions(url).get(edition) == input_hash:
        return False
    incoming = edition_tables(extract_dir, check_dir, input_hash)
    with server_errors(parse_address(url)), open_engine(url).begin() as connection:
        create_raw(connection)
        for table in EDITION_TABLES:
            connection.execute(sa.delete(table).where(table.c.edition_code == edition))
            try:
                insert_arrow(connection, table, incoming[table.name])
            except (duckdb.ConstraintException, psycopg.IntegrityError, psycopg.DataError) as error:
                raise HandoverRefused(
                    f"{edition}: table {table.fullname} does not take the rows of {extract_dir} and "
                    f"{check_dir}; the edition stays as it was.\n  {error}"
                ) from error
    return True


def remove_editions(url: str, keep: Iterable[str]) -> list[str]:
    """Take out every edition that is not among `keep`; returns those taken out, sorted."""
    withdrawn = sorted(loaded_editions(url).keys() - set(keep))
    if withdrawn:
        with open_engine(url).begin() as connection:
            for table in EDITION_TABLES:
                connection.execute(sa.delete(table).where(table.c.edition_code.in_(withdrawn)))
    return withdrawn


def insert_arrow(connection: sa.Connection, table: sa.Table, rows: pa.Table) -> None:
    """Insert an Arrow table, whose columns are named as those of `table`, in the open transaction."""
    insert_into(connection, place_of(connection, table), rows)


def insert_into(connection: sa.Connection, place: str, rows: pa.Table) -> None:
    """The same into the table `place`, `marts.dim_node`.

    By the set, not by the row: DuckDB scans Arrow as it is, PostgreSQL takes COPY.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    if connection.dialect.name == "duckdb":
        driver.register("incoming", rows)
        try:
            driver.execute(f"insert into {place} by name select * from incoming")
        finally:
            driver.unregister("incoming")
        return
    # Every text is quoted and NULL is not: that is how COPY tells the empty text from no text.
    options = pcsv.WriteOptions(include_header=False, quoting_style="all_valid")
    names = ", ".join(rows.column_names)
    command = f"copy {place} ({names}) from stdin (format csv)"
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for batch in rows.to_batches(max_chunksize=_ROWS_A_BATCH):
            buffer = io.BytesIO()
            pcsv.write_csv(batch, buffer, options)
            copy.write(buffer.getvalue())


def _refuse_stopped(edition: str, check_dir: Path) -> None:
    outcome = read_outcome(check_dir)
    if outcome["edition"] != edition:
        raise HandoverRefused(f"{check_dir}: is about {outcome['edition']}, not about {edition}.")
    if outcome["stopped"]:
        raise HandoverRefused(
            f"{edition}: the checks stopped it, so it is not loaded; what is in the warehouse stays.\n"
            f"  do:       read {check_dir / 'quality.html'}, mend the document or its specification."
        )


