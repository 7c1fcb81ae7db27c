"""Schema raw: what was read and checked, edition by edition, exactly as printed."""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa

SCHEMA = "raw"
metadata = sa.MetaData(schema=SCHEMA)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _decimal(name: str) -> sa.Column[Decimal]:
    return sa.Column(name, sa.Numeric(28, 10))


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


# No keys: DuckDB checks them row by row and cannot delete and insert the same key in one transaction.
# load.py holds that a cell is there once.
editions = sa.Table(
    "editions", metadata,
    _text("edition_code"), _text("series_code"), _text("period"), _text("published_on"),
    _text("title_vi"), _text("title_en"), _text("issuer", nullable=True), _text("bodies_of", nullable=True),
    _text("input_hash"),
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
    _text("unit"), _whole("page", nullable=True), _text("body_printed"), _text("name_key"),
    comment="One row a figure told in the prose; body_printed is empty for the body that the publication is about.",
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
targets = sa.Table(
    "targets", metadata,
    _text("cell_id"), _text("edition_code"), _whole("row_number"), _text("indicator_printed"),
    _text("node_code", nullable=True), _flag("is_whole_indicator"), _whole("target_year"), _text("comparator"),
    _decimal("target"), _decimal("target_max"), _text("unit"), _text("lead_printed"), _text("due_printed"),
    _whole("due_quarter", nullable=True), _text("text_printed"), _whole("page", nullable=True),
    comment="One row a target that a plan sets for its province; node_code is empty for what no indicator measures.",
)
tasks = sa.Table(
    "tasks", metadata,
    _text("cell_id"), _text("edition_code"), _text("table_code"), _whole("row_number"), _text("group_heading"),
    _text("subgroup_heading"), _text("indicator_printed"), _text("task_printed"), _text("lead_printed"),
    _text("cooperating_printed"), _text("time_printed"), _whole("task_year"), _whole("quarter_from", nullable=True),
    _whole("quarter_to", nullable=True),
    comment="One row a task of a plan's list; what is printed once for several rows is repeated.",
)
task_indicators = sa.Table(
    "task_indicators", metadata,
    _text("edition_code"), _text("table_code"), _whole("row_number"), _whole("ordinal"), _text("name_printed"),
    _text("node_code", nullable=True),
    comment="One row an indicator that a task serves.",
)
assignments = sa.Table(
    "assignments", metadata,
    _text("edition_code"), _text("kind"), _text("table_code"), _whole("row_number"), _text("role"), _whole("ordinal"),
    _text("name_printed"), _text("entity_code", nullable=True), _text("body_group"),
    comment="One row a body, or a group of bodies, that leads or cooperates in a task or a target.",
)
revisions = sa.Table(
    "revisions", metadata,
    _text("edition_code"), _whole("revision"), _text("kind"), _text("table_code"), _text("file_sha256"),
    _text("file_name"), _whole("page_first", nullable=True), _whole("page_last", nullable=True), _whole("rows_read"),
    _text("status"), _whole("replaced_by", nullable=True), _whole("rows_added", nullable=True),
    _whole("rows_removed", nullable=True), _whole("cells_changed", nullable=True),
    comment="One row a part (table, prose, targets, form of a body) of a revision: current, or replaced by a later "
            "one; the counts are against the part before, empty for the first.",
)
revision_changes = sa.Table(
    "revision_changes", metadata,
    _text("edition_code"), _whole("revision"), _text("table_code"), _text("row_key"), _text("row_printed"),
    _text("entity_code"), _text("column_key"), _text("kind"), _text("text_before"), _text("text_after"),
    _decimal("value_before"), _decimal("value_after"), _text("unit"), _flag("is_value_changed"),
    _whole("row_before", nullable=True), _whole("row_after", nullable=True), _whole("page_before", nullable=True),
    _whole("page_after", nullable=True), _text("sheet_cell_before", nullable=True),
    _text("sheet_cell_after", nullable=True), _text("file_before"), _text("file_after"), _text("cell_id"),
    comment="One row a cell that a revision tells otherwise than the one before: changed, or added or removed with "
            "its row; cell_id is empty where the cell is not in the current reading.",
)
recovered_scales = sa.Table(
    "recovered_scales", metadata,
    _text("edition_code"), _text("table_code"), _text("node_code"), _text("part_node_code"), _text("column_key"),
    _decimal("minimum"), _decimal("maximum"), _decimal("range_low"), _decimal("range_high"),
    _decimal("minimum_low"), _decimal("minimum_high"), _decimal("maximum_low"), _decimal("maximum_high"),
    _whole("rows_printed"), _whole("rows_left_out"), _text("status"),
    comment="One row a pair of goalposts that explains the printed results; what is told as low and high any "
            "scale that explains them keeps to.",
)
recovered_rows = sa.Table(
    "recovered_rows", metadata,
    _text("edition_code"), _text("table_code"), _text("node_code"), _whole("row_number"), _flag("is_explained"),
    _decimal("printed"), _decimal("fitted"), _decimal("fitted_low"), _decimal("fitted_high"),
    comment="One row a printed result: what the recovered scale gives; is_explained is false where no scale does "
            "together with the other rows.",
)
scale_repairs = sa.Table(
    "scale_repairs", metadata,
    _text("cell_id"), _text("edition_code"), _text("table_code"), _text("node_code"), _whole("row_number"),
    _text("column_key"), _whole("ordinal"), _text("printed"), _decimal("repair_low"), _decimal("repair_high"),
    _text("reason_en"), _text("reason_vi"),
    comment="One row a single cell that would explain a row if it said something between repair_low and "
            "repair_high; ordinal 1 is the likeliest.",
)
recovered_fractions = sa.Table(
    "recovered_fractions", metadata,
    _text("cell_id"), _text("edition_code"), _text("table_code"), _text("node_code"), _whole("row_number"),
    _text("part_node_code"), _text("column_key"), _decimal("numerator"), _decimal("denominator"),
    _flag("is_unique"),
    comment="One row a printed share as the fraction behind it, so that all shares of a row pool to its total.",
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


def place_of(connection: sa.Connection, table: sa.Table) -> str:
    """`raw.cells`, or `raw_next.cells` on a connection to a server's place to build."""
    return f"{_schema(connection)}.{table.name}"


def create_raw(connection: sa.Connection) -> None:
    """Create what is missing of the schema, in the caller's transaction.

    A warehouse of an older chiso gains new columns, empty until its editions are loaded again.
    """
    schema = _schema(connection)
    connection.execute(sa.schema.CreateSchema(schema, if_not_exists=True))
    metadata.create_all(connection)
    present = {
        (table, column)
        for table, column in connection.exec_driver_sql(
            f"select table_name, column_name from information_schema.columns where table_schema = '{schema}'"
        )
    }
    for table in metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in present:
                kind = column.type.compile(connection.dialect)
                place = place_of(connection, table)
                connection.exec_driver_sql(f"alter table {place} add column {column.name} {kind}")


def _schema(connection: sa.Connection) -> str:
    renamed: dict[str, str] = connection.get_execution_options().get("schema_translate_map") or {}
    return renamed.get(SCHEMA, SCHEMA)
