"""Schema raw: what was read and checked, edition by edition, exactly as printed."""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA = "raw"
metadata = sa.MetaData(schema=SCHEMA)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _decimal(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Numeric(28, 10))


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


# No keys: DuckDB checks them row by row and cannot delete and insert the same key in one transaction.
# load.py holds that a cell is there once.
editions = sa.Table(
    "editions", metadata,
    _text("edition_code"), _text("series_code"), _text("period"), _text("published_on"),
    _text("title_vi"), _text("title_en"), _text("bodies_of", nullable=True), _text("input_hash"),
    comment="One row an edition; input_hash names the hand-overs that were loaded.",
)
source_files = sa.Table(
    "source_files", metadata,
    _text("edition_code"), _text("file_name"), _text("sha256"), _text("media_type"),
    _text("document_kind", nullable=True), _whole("bytes"), _whole("pages", nullable=True),
    comment="One row a document of an edition.",
)
printed_tables = sa.Table(
    "printed_tables", metadata,
    _text("edition_code"), _text("table_code"), _text("table_key"), _text("file_sha256", nullable=True),
    _text("sheet", nullable=True), _text("repeats", nullable=True), _whole("ordinal"),
    _text("title_vi"), _text("title_en"), _text("caption_printed"), _text("entity_type"),
    _whole("page_first", nullable=True), _whole("page_last", nullable=True),
    _whole("rows_expected", nullable=True), _whole("rows_read"), _text("notes"),
    comment="One row a printed table; its notes stand one a line.",
)
printed_columns = sa.Table(
    "printed_columns", metadata,
    _text("edition_code"), _text("table_code"), _text("column_key"), _whole("ordinal"),
    _text("header_printed"), _text("data_type"), _text("unit"), _decimal("maximum"),
    comment="One row a column of a printed table.",
)
printed_rows = sa.Table(
    "printed_rows", metadata,
    _text("edition_code"), _text("table_code"), _whole("row_number"), _text("row_kind"),
    _text("status"), _text("reason"),
    comment="One row a printed row: accepted, or held_back with the reason.",
)
cells = sa.Table(
    "cells", metadata,
    _text("cell_id"), _text("edition_code"), _text("table_code"), _whole("row_number"),
    _text("row_kind"), _text("column_key"), _text("text_printed"), _decimal("value"), _text("unit"),
    _whole("decimals", nullable=True), _whole("page", nullable=True),
    _decimal("box_x0"), _decimal("box_top"), _decimal("box_x1"), _decimal("box_bottom"),
    _text("sheet_cell", nullable=True), _decimal("confidence"), _text("file_sha256"),
    comment="One row a printed cell; the box is in points from the top left corner of the page.",
)
mentions = sa.Table(
    "mentions", metadata,
    _text("cell_id"), _text("edition_code"), _text("table_code"), _whole("row_number"),
    _text("column_key"), _whole("ordinal"), _text("name_printed"), _text("remark_printed"),
    _text("name_key"),
    comment="One row a body named in a cell.",
)
readings = sa.Table(
    "readings", metadata,
    _text("cell_id"), _text("edition_code"), _text("table_code"), _whole("row_number"),
    _text("column_key"), _whole("ordinal"), _text("quantity"), _decimal("value"),
    _whole("decimals", nullable=True), _text("unit"), _text("text_printed"), _text("status"),
    _flag("is_approximate"),
    comment="One row a figure told in running words inside a cell.",
)
statements = sa.Table(
    "statements", metadata,
    _text("cell_id"), _text("edition_code"), _text("statement_key"), _whole("ordinal"),
    _text("figure"), _text("text_printed"), _decimal("value"), _whole("decimals", nullable=True),
    _text("unit"), _whole("page", nullable=True),
    comment="One row a figure told in the prose.",
)
forms = sa.Table(
    "forms", metadata,
    _text("edition_code"), _text("form_code"), _text("entity_code"), _text("slug"), _text("name_printed"),
    _decimal("confidence"), _text("file_sha256"), _text("file_name"), _text("sheet"), _text("written_on"),
    _text("status"), _text("reason"),
    comment="One row a form that a body filled in: counted, superseded by a later one, or held_back.",
)
form_inputs = sa.Table(
    "form_inputs", metadata,
    _text("cell_id"), _text("edition_code"), _text("form_code"), _text("kind"), _text("indicator"),
    _text("input_key"), _text("text_printed"), _text("raw_type"), _decimal("value"), _text("unit"), _text("sheet"),
    _text("sheet_cell"), _text("label_printed"), _decimal("confidence"), _text("file_sha256"), _text("status"),
    _text("reason"),
    comment="One row a figure of a form (input), or what a body gives itself for an indicator (self_points).",
)
check_results = sa.Table(
    "check_results", metadata,
    _text("edition_code"), _text("table_code"), _text("column_key", nullable=True),
    _text("check_code"), _text("title_en"), _text("title_vi"), _text("kind"), _text("outcome"),
    _whole("checked"), _whole("failing"),
    comment="One row a check of a table or column.",
)
check_failures = sa.Table(
    "check_failures", metadata,
    _text("edition_code"), _whole("ordinal"), _text("table_code"), _whole("row_number", nullable=True),
    _text("column_key", nullable=True), _text("cell_id"), _text("check_code"), _text("kind"),
    _text("fault_kind"), _text("printed"), _text("expected"), _text("why_en"), _text("why_vi"),
    comment="One row a failing cell or row of a check.",
)
EDITION_TABLES = tuple(metadata.tables.values())
"""Every table above carries edition_code; builds, below, does not."""

builds = sa.Table(
    "builds", metadata,
    _text("input_hash"),
    comment="One row: the inputs of the last transformation that was published.",
)


def create_raw(connection: sa.Connection) -> None:
    """Create what is missing of the schema, in the caller's transaction.

    A warehouse of an older chiso gains new columns, empty until its editions are loaded again.
    """
    connection.execute(sa.schema.CreateSchema(SCHEMA, if_not_exists=True))
    metadata.create_all(connection)
    present = {
        (table, column)
        for table, column in connection.exec_driver_sql(
            f"select table_name, column_name from information_schema.columns where table_schema = '{SCHEMA}'"
        )
    }
    for table in metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in present:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(f"alter table {table.fullname} add column {column.name} {kind}")
