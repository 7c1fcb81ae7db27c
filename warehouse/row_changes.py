"""PostgreSQL: make the rows of one table those of another, touching only those that differ."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from warehouse.table_shapes import Shape

# A row as text, since records that are equal may be printed differently (1.0 and 1.00); its hash, so that
# long texts need no memory. Counted, as a table may hold a row several times.
_LINE = sql.SQL("sha256(convert_to(row({columns})::text, 'UTF8'))")
_MAKE_ROOM = "create temporary table if not exists differing (line bytea) on commit drop"
_COMPARE = sql.SQL("""
insert into differing
select line from (
    select {line} as line, 1 as times from {new} union all select {line}, -1 from {old}
) as lines
group by line having sum(times) != 0""")
_TAKE_OUT = sql.SQL("delete from {old} where {line} in (select line from differing)")
_PUT_IN = sql.SQL("""
insert into {old} ({columns}) select {columns} from {new} where {line} in (select line from differing)""")
_COPY = sql.SQL("insert into {target} ({columns}) select {columns} from {source}")


def replace_rows(connection: psycopg.Connection[Any], old: Shape, new: Shape) -> bool:
    """Make `old` hold exactly the rows of `new`, in the open transaction; returns whether they differed.

    Rows that are the same stay untouched; both tables have the columns of `new`, of the same types.
    Takes no lock that a reader would wait for.
    """
    names = _names(new)
    parts = {"old": old.place, "new": new.place, "columns": names, "line": _LINE.format(columns=names)}
    connection.execute(_MAKE_ROOM)
    if connection.execute(_COMPARE.format(**parts)).rowcount == 0:
        return False
    connection.execute("analyze differing")
    connection.execute(_TAKE_OUT.format(**parts))
    connection.execute(_PUT_IN.format(**parts))
    connection.execute("truncate differing")
    return True


def fill(connection: psycopg.Connection[Any], source: Shape, target: Shape) -> None:
    """Copy all rows of `source` into the empty `target`, in the open transaction."""
    connection.execute(_COPY.format(columns=_names(source), source=source.place, target=target.place))


def _names(table: Shape) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns))
