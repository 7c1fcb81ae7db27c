"""PostgreSQL: which columns and indexes tables have, and how one comes to have those of another."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

_Connection = psycopg.Connection[Any]

_COLUMNS = sql.SQL("""
select pg_class.relname, pg_get_userbyid(pg_class.relowner) = current_user,
    coalesce(obj_description(pg_class.oid, 'pg_class'), ''),
    attname, format_type(atttypid, atttypmod), attnotnull, coalesce(col_description(pg_class.oid, attnum), '')
from pg_class
inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
where relnamespace = to_regnamespace({schema}) and relkind = 'r'
order by relname, attnum""")
# What follows the name of the table is the same in every schema: `btree (edition_code, entity_code)`.
_INDEXES = sql.SQL("""
select relname, case when indisunique then 'unique ' else '' end,
    substring(pg_get_indexdef(indexrelid) from ' USING (.*)')
from pg_index
inner join pg_class on pg_class.oid = indrelid
where relnamespace = to_regnamespace({schema}) and relkind = 'r' and indisvalid""")
_LOCKS_ARE_TRIED_FOR_SECONDS = 60.0
_PAUSE_SECONDS = 0.5
# Shorter than deadlock_timeout (1 s by default), after which the server would end a reader's statement
# instead of this one; and no reader that comes meanwhile waits longer.
_WAIT_FOR_LOCKS = "set local statement_timeout = '300ms'"


@dataclass(frozen=True)
class Shape:
    """A table and its columns."""

    schema: str
    name: str
    is_ours: bool
    """Whether it belongs to the role that works here: what others have put there stays."""
    columns: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Name → type as PostgreSQL writes it, whether it is NOT NULL; in the table's order."""
    comments: dict[str, str] = field(default_factory=dict)
    """Name → what the column means; the table's own under the empty name."""
    indexes: set[tuple[str, str]] = field(default_factory=set)
    """Of each `unique ` or nothing, and its method and columns as PostgreSQL writes them."""

    @property
    def place(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)


def schemas(connection: _Connection) -> set[str]:
    """Every schema of the database."""
    return {name for (name,) in connection.execute("select nspname from pg_namespace")}


def shapes(connection: _Connection, schema: str) -> dict[str, Shape]:
    """The tables of a schema by name; none where there is no such schema."""
    found: dict[str, Shape] = {}
    for table, is_ours, comment, column, kind, is_never_null, meaning in connection.execute(
            _COLUMNS.format(schema=schema)):
        shape = found.setdefault(table, Shape(schema, table, is_ours, comments={"": comment}))
        shape.columns[column] = (kind, is_never_null)
        shape.comments[column] = meaning
    for table, unique, definition in connection.execute(_INDEXES.format(schema=schema)):
        found[table].indexes.add((unique, definition))
    return found


def create_like(connection: _Connection, schema: str, model: Shape) -> Shape:
    """Create the table `model` in another schema: columns, constraints, indexes, comments, no rows."""
    made = Shape(schema, model.name, True, model.columns, {**model.comments, "": ""})
    connection.execute(sql.SQL("create table {} (like {} including all)").format(made.place, model.place))
    describe(connection, made, model)
    return made


def describe(connection: _Connection, old: Shape, new: Shape) -> None:
    """Say of the table and its columns what is said of the new one's."""
    for name, comment in new.comments.items():
        if old.comments.get(name, "") != comment:
            what = sql.SQL("column {}").format(_column(old, name)) if name else sql.SQL("table {}").format(old.place)
            connection.execute(sql.SQL("comment on {} is {}").format(what, comment or None))


def lock(connection: _Connection, tables: Sequence[Shape]) -> None:
    """Have these tables for this transaction alone, without keeping readers that come meanwhile.

    Raises psycopg's LockNotAvailable when somebody is at work on one of them for a minute on end.
    """
    give_up = time.monotonic() + _LOCKS_ARE_TRIED_FOR_SECONDS
    names = sql.SQL(", ").join(table.place for table in tables)
    while tables:
        try:
            with connection.transaction():
                connection.execute(_WAIT_FOR_LOCKS)
                connection.execute(sql.SQL("lock table {} in access exclusive mode").format(names))
                connection.execute("set local statement_timeout to default")
            return
        except psycopg.errors.QueryCanceled as error:
            if time.monotonic() > give_up:
                raise psycopg.errors.LockNotAvailable(f"in use all the time: {names.as_string()}") from error
            time.sleep(_PAUSE_SECONDS)


def change_columns(connection: _Connection, old: Shape, new: Shape) -> None:
    """Give `old` the columns of `new`; those that are added take no value yet, so may be empty for now.

    Raises psycopg's DependentObjectsStillExist when somebody's view needs a column that goes.
    """
    alter = sql.SQL("alter table {} ").format(old.place)
    for name, (kind, is_never_null) in old.columns.items():
        column = sql.Identifier(name)
        if name not in new.columns or new.columns[name][0] != kind:
            connection.execute(alter + sql.SQL("drop column {}").format(column))
        elif is_never_null and not new.columns[name][1]:
            connection.execute(alter + sql.SQL("alter column {} drop not null").format(column))
    for name, (kind, _) in new.columns.items():
        if old.columns.get(name, ("",))[0] != kind:
            column = sql.Identifier(name)
            # The type is as the server itself has written it.
            connection.execute(alter + sql.SQL("add column {} {}").format(column, sql.SQL(kind)))


def forbid_nulls(connection: _Connection, old: Shape, new: Shape) -> None:
    """Make NOT NULL what is so in `new`, once the rows are there."""
    for name, (kind, is_never_null) in new.columns.items():
        if is_never_null and old.columns.get(name) != (kind, True):
            connection.execute(sql.SQL("alter table {} alter column {} set not null").format(
                old.place, sql.Identifier(name)))


def add_indexes(connection: _Connection, old: Shape, new: Shape) -> None:
    """Give `old` the indexes of `new` that it lacks; readers go on meanwhile.

    None is taken away: that would make readers wait, and it may be an administrator's own.
    """
    for unique, definition in sorted(new.indexes - old.indexes):
        connection.execute(sql.SQL("create {}index on {} using {}").format(
            sql.SQL(unique), old.place, sql.SQL(definition)))


def drop(connection: _Connection, table: Shape) -> None:
    """Raises psycopg's DependentObjectsStillExist when somebody's view reads it."""
    connection.execute(sql.SQL("drop table {}").format(table.place))


def _column(table: Shape, name: str) -> sql.Identifier:
    return sql.Identifier(table.schema, table.name, name)
