"""Two revisions of an edition: the changes of each step between them, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.errors import DataError, Problem
from warehouse.differences import ADDED, CHANGED, REMOVED, Relation, RowDifference, TableDifference
from warehouse.snapshots import warehouse_tables

if TYPE_CHECKING:
    import duckdb

# A row that one step adds and another removes was in neither; a cell that ends as it began is no difference. The same
# figure in other writing (82.5 for 82,5) is `rewritten`: it is counted, but it is no change.
_STEPS = """
create or replace temp table _steps as
select table_code, row_key, column_key, arg_max(row_printed, number) as row_printed,
    arg_min(kind, number) as first_kind, arg_max(kind, number) as last_kind,
    arg_min(text_before, number) as before, arg_max(text_after, number) as after,
    coalesce(arg_min_null(value_before, number) <> arg_max_null(value_after, number), bool_or(is_value_changed))
        as is_changed
from (select *, cast(revision as integer) as number from {changes}) as changes
where edition_code = $1 and number > $2 and number <= $3
group by table_code, row_key, column_key
"""
_ENDS = """
create or replace temp table _ends as
select * from (
    select table_code, row_key, row_printed, column_key, before, after, case
        when first_kind = 'added' and last_kind = 'removed' then 'neither'
        when first_kind = 'added' then 'added'
        when last_kind = 'removed' then 'removed'
        when is_changed then 'changed'
        else 'rewritten' end as kind
    from _steps
) as ends
where kind <> 'neither' and (kind not in ('changed', 'rewritten') or before <> after)
"""


@dataclass(frozen=True)
class Revision:
    """`mic-2016@2`."""

    edition: str
    number: int


def revision_difference(connection: duckdb.DuckDBPyConnection, url: str, before: Revision, after: Revision,
                        limit: int | None) -> list[TableDifference]:
    """What each table and form tells otherwise, rows as they are paired by their bodies.

    Raises:
        DataError: they are of different editions, or the warehouse holds no such revision.
    """
    with warehouse_tables(connection, url, "warehouse", ("raw",)) as tables:
        if "raw.revision_changes" not in tables.columns:
            raise DataError([Problem("revision_unknown", edition=before.edition, found=f"{before.number}")])
        parts, changes = tables.relation("raw.revisions"), tables.relation("raw.revision_changes")
        _require(connection, parts, before, after)
        low, high = sorted((before.number, after.number))
        connection.execute(_STEPS.format(changes=changes.source), [before.edition, low, high])
        connection.execute(_ENDS)
        if before.number > after.number:
            connection.execute("update _ends set before = after, after = before, kind = case kind "
                               "when 'added' then 'removed' when 'removed' then 'added' else kind end")
        rows = _rows_read(connection, parts, before, after)
        return [_table(connection, name, *counts, limit) for name, counts in rows.items()]


def _require(connection: duckdb.DuckDBPyConnection, parts: Relation, *asked: Revision) -> None:
    known = {f"{edition}@{number}" for edition, number in connection.execute(
        f"select distinct edition_code, cast(revision as integer) from {parts.source}").fetchall()}
    missing = [f"{one.edition}@{one.number}" for one in asked if f"{one.edition}@{one.number}" not in known]
    if missing or asked[0].edition != asked[1].edition:
        raise DataError([Problem("revision_unknown", found=" · ".join(missing) or "two editions",
                                 expected=" · ".join(sorted(known)))])


def _rows_read(connection: duckdb.DuckDBPyConnection, parts: Relation, before: Revision,
               after: Revision) -> dict[str, tuple[int, int]]:
    """Table → its rows as of both revisions: those of the last reading until then."""
    query = f"""
        select table_code, arg_max(cast(rows_read as integer), number) filter (where number <= $2),
            arg_max(cast(rows_read as integer), number) filter (where number <= $3)
        from (select *, cast(revision as integer) as number from {parts.source}) as parts
        where edition_code = $1 and not contains(table_code, '@')
        group by table_code order by table_code"""
    found = connection.execute(query, [before.edition, before.number, after.number]).fetchall()
    return {table: (old or 0, new or 0) for table, old, new in found}


def _table(connection: duckdb.DuckDBPyConnection, table: str, rows_before: int, rows_after: int,
           limit: int | None) -> TableDifference:
    """Rows that were added or removed are counted by rows, changes and other writings by cells."""
    counts = dict(connection.execute(f"""
        select kind, count(distinct case when kind in ('{CHANGED}', 'rewritten') then row_key || ' ' || column_key
            else row_key end)
        from _ends where table_code = $1 group by kind""", [table]).fetchall())
    columns = dict(connection.execute(
        f"select column_key, count(*) from _ends where table_code = $1 and kind = '{CHANGED}' "
        "group by column_key order by column_key", [table]).fetchall())
    rows = [row for kind in (REMOVED, ADDED, CHANGED) for row in _shown(connection, table, kind, limit)]
    return TableDifference(table, ("row_key",), rows_before, rows_after, counts.get(ADDED, 0), counts.get(REMOVED, 0),
                           counts.get(CHANGED, 0), columns, rows=tuple(rows),
                           rewritten=counts.get("rewritten", 0))


def _shown(connection: duckdb.DuckDBPyConnection, table: str, kind: str, limit: int | None) -> list[RowDifference]:
    """The first rows of a kind with what they say in each column; of changes, a cell is one."""
    cell = ", column_key" if kind == CHANGED else ""
    some = "" if limit is None else f" limit {limit}"
    query = f"""
        select row_key, min(row_printed), list(column_key order by column_key), list(before order by column_key),
            list(after order by column_key)
        from _ends where table_code = $1 and kind = '{kind}' group by row_key{cell} order by row_key{cell}{some}"""
    found = []
    for key, printed, columns, before, after in connection.execute(query, [table]).fetchall():
        found.append(RowDifference(kind, {"row_key": key, "row": printed},
                                   {} if kind == ADDED else dict(zip(columns, before, strict=True)),
                                   {} if kind == REMOVED else dict(zip(columns, after, strict=True))))
    return found
