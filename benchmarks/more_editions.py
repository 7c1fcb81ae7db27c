"""A warehouse of many editions out of one of few: rows copied under other codes, other years, other cell ids."""

from __future__ import annotations

import math

import psycopg
from psycopg import sql

LAYERS = ("raw", "marts", "reporting")
_YEAR = r"^(19|20)\d\d$"
_TEXTS = """
select table_name, column_name, data_type from information_schema.columns
where table_schema = %s and table_name in (select tablename from pg_tables where schemaname = %s)
order by table_name, ordinal_position"""


def add_editions(connection: psycopg.Connection, count: int) -> list[tuple[str, str]]:
    """Copy each edition in turn until there are `count`; returns the new codes, each with that it was copied from.

    A copy has the rows of its model in every table that tells editions. Wherever a text is the code of an edition,
    or begins with one as cell ids do, it has the new code; years are as many later as there are in the model.
    """
    codes = [code for (code,) in connection.execute("select edition_code from raw.editions order by 1")]
    years = connection.execute(
        "select max(period_year) - min(period_year) + 1 from reporting.rpt_rank_history").fetchone()
    span = years[0] if years and years[0] else 1
    made: list[tuple[str, str]] = []
    tables = {(layer, table): columns for layer in LAYERS for table, columns in _tables(connection, layer).items()}
    telling = {place: names for place, columns in tables.items()
               if (names := _telling(connection, place, columns, codes))}
    for turn in range(1, math.ceil(count / len(codes))):
        wanted = codes[:count - len(codes) - len(made)]
        for place, names in telling.items():
            _copy(connection, place, tables[place], names, wanted, turn, span)
        made += [(f"{code}-{turn}", code) for code in wanted]
    return made


def _tables(connection: psycopg.Connection, layer: str) -> dict[str, dict[str, str]]:
    """Table → its columns with their types."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(_TEXTS, [layer, layer]):
        found.setdefault(table, {})[column] = kind
    return found


def _telling(connection: psycopg.Connection, place: tuple[str, str], columns: dict[str, str],
             codes: list[str]) -> list[str]:
    """The columns that name editions or begin with one; the first tells whose the row is."""
    texts = [name for name, kind in columns.items() if kind in ("text", "character varying")]
    if not texts:
        return []
    pattern = f"^({'|'.join(codes)})([:@]|$)"
    asked = sql.SQL("select {} from {}").format(
        sql.SQL(", ").join(sql.SQL("coalesce(bool_or({} ~ {}), false)").format(sql.Identifier(name), pattern)
                           for name in texts), sql.Identifier(*place))
    row = connection.execute(asked).fetchone()
    assert row is not None
    found = [name for name, tells in zip(texts, row, strict=True) if tells]
    return sorted(found, key=lambda name: (name != "edition_code", name != "edition_after"))


def _copy(connection: psycopg.Connection, place: tuple[str, str], columns: dict[str, str], telling: list[str],
          codes: list[str], turn: int, span: int) -> None:
    values = [_value(name, kind, name in telling, codes, turn, span) for name, kind in columns.items()]
    connection.execute(sql.SQL("insert into {0} ({1}) select {2} from {0} where {3} ~ {4}").format(
        sql.Identifier(*place), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join(values),
        sql.Identifier(telling[0]), f"^({'|'.join(codes)})([:@]|$)"))


def _value(name: str, kind: str, is_code: bool, codes: list[str], turn: int, span: int) -> sql.Composable:
    column = sql.Identifier(name)
    if is_code:
        return sql.SQL("regexp_replace({}, {}, {})").format(
            column, f"^({'|'.join(codes)})(?=[:@]|$)", rf"\1-{turn}")
    if "period" in name or name.endswith("_year"):
        later = sql.SQL("case when {0}::text ~ {1} then ({0}::text::integer + {2})::text else {0}::text end").format(
            column, _YEAR, turn * span)
        return sql.SQL("cast({} as {})").format(later, sql.SQL(kind))
    return column
