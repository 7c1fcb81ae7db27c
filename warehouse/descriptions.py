"""What a warehouse says of its own tables: columns, types, and the descriptions that dbt has put there."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.read import open_reader

_COLUMNS = {
    True: """
        select tables.table_name, tables.comment as about, column_name, columns.data_type, columns.comment as meaning
        from duckdb_columns() as columns
        inner join duckdb_tables() as tables using (database_name, schema_name, table_name)
        where database_name = current_database() and schema_name = $1
        order by tables.table_name, column_index""",
    False: """
        select relname as table_name, obj_description(pg_class.oid, 'pg_class') as about, attname as column_name,
            format_type(atttypid, atttypmod) as data_type, col_description(pg_class.oid, attnum) as meaning
        from pg_class
        inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where relnamespace = to_regnamespace($1) and relkind = 'r'
        order by relname collate "C", attnum""",
}
_KINDS = {"decimal": "DECIMAL", "numeric": "DECIMAL", "integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE"}
"""What both databases mean by their own names; everything else for readers is text."""


@dataclass(frozen=True)
class DescribedColumn:
    """A column: DECIMAL, INTEGER, BOOLEAN, DATE or VARCHAR, and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class DescribedTable:
    """A table and its columns in order."""

    name: str
    about: str
    columns: tuple[DescribedColumn, ...]


def described_tables(url: str, schema: str) -> list[DescribedTable]:
    """The tables of a schema by name, the same for both databases. Raises WarehouseUnreachable."""
    found: dict[str, tuple[str, list[DescribedColumn]]] = {}
    with open_reader(url) as reader:
        for row in reader.rows(_COLUMNS[reader.is_duckdb], [schema]):
            _, columns = found.setdefault(row["table_name"], (row["about"] or "", []))
            kind = _KINDS.get(str(row["data_type"]).lower().partition("(")[0], "VARCHAR")
            columns.append(DescribedColumn(row["column_name"], kind, row["meaning"] or ""))
    return [DescribedTable(name, about, tuple(columns)) for name, (about, columns) in found.items()]
