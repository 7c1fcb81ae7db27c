"""What differs between two tables: by their key, in sets, every value exactly as it is.

All is compared as text in one form (a decimal without zeros that say nothing), so that tables of different databases
meet. DuckDB does the work, in memory or on its own disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_NTH = "occurrence"


@dataclass(frozen=True)
class Relation:
    """A table that DuckDB can read: `source` is what stands behind `from`, `columns` its names → whether decimal."""

    source: str
    columns: Mapping[str, bool]


@dataclass(frozen=True)
class RowDifference:
    """A row: its key, and each differing column (every one of a row added or removed) before and after."""

    kind: str
    key: Mapping[str, str | None]
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    about: Mapping[str, str | None] = field(default_factory=dict)
    """Columns that were asked for with every row, as they are (or were, of a row removed)."""


@dataclass(frozen=True)
class TableDifference:
    """What differs in a table. `rows` may be fewer than there are: the counts tell all.

    `key` is empty where none is known: then a changed row is one that is gone and one that is new.
    """

    table: str
    key: tuple[str, ...]
    rows_before: int
    rows_after: int
    added: int
    removed: int
    changed: int
    columns: Mapping[str, int] = field(default_factory=dict)
    """Column → rows in which it differs."""
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    rows: tuple[RowDifference, ...] = ()
    rewritten: int = 0
    """Cells of the same figure in other writing; no difference."""

    @property
    def count(self) -> int:
        return self.added + self.removed + self.changed

    @property
    def is_equal(self) -> bool:
        return not (self.count or self.columns_added or self.columns_removed)


def compare(connection: duckdb.DuckDBPyConnection, table: str, before: Relation, after: Relation,
            key: Sequence[str], limit: int | None, about: Sequence[str] = ()) -> TableDifference:
    """Compare two states of a table.

    Args:
        key: columns that tell a row; a key that stands twice is told by its occurrence, too.
        limit: of each kind of difference so many rows are shown; None: all.
        about: columns that are told of every row that is shown, whether they differ or not.
    """
    both = [name for name in before.columns if name in after.columns]
    known = tuple(key) if key and all(name in both for name in key) else ()
    with _Compared(connection, before, after, both, known) as compared:
        return TableDifference(
            table, known, rows_before=compared.rows("old"), rows_after=compared.rows("new"),
            added=compared.count(ADDED), removed=compared.count(REMOVED), changed=compared.count(CHANGED),
            columns=compared.by_column(),
            columns_added=tuple(name for name in after.columns if name not in both),
            columns_removed=tuple(name for name in before.columns if name not in both),
            rows=tuple(row for kind in (REMOVED, ADDED, CHANGED) for row in compared.shown(kind, limit, about)))


class _Compared:
    """Both states as text, joined by their key in a table of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, before: Relation, after: Relation,
                 columns: Sequence[str], key: Sequence[str]) -> None:
        self._connection, self._columns = connection, list(columns)
        self._key, self._plain = list(key or columns), bool(key)
        self._sides = {"old": before, "new": after}

    def __enter__(self) -> _Compared:
        for name, relation in self._sides.items():
            texts = [f"{_text(column, relation.columns[column])} as {_quoted(column)}" for column in self._columns]
            self._run(f"create or replace temp table _{name} as select {', '.join(texts)} from {relation.source}")
        self._number_equal_keys()
        on = " and ".join(f"old.{_quoted(name)} is not distinct from new.{_quoted(name)}" for name in self._key)
        told = [f"{side}.{_quoted(name)} as {side}_{number}" for number, name in enumerate(self._all)
                for side in ("old", "new")]
        differs = " or ".join(f"old.{_quoted(name)} is distinct from new.{_quoted(name)}" for name in self._others)
        self._run(f"""
            create or replace temp table _differences as
            select case when old._is_there is null then '{ADDED}' when new._is_there is null then '{REMOVED}'
                else '{CHANGED}' end as _kind, {', '.join(told)}
            from (select *, true as _is_there from _old) as old
            full join (select *, true as _is_there from _new) as new on {on}
            where old._is_there is null or new._is_there is null or ({differs or 'false'})""")
        return self

    def __exit__(self, *error: object) -> None:
        for name in ("_old", "_new", "_differences"):
            self._run(f"drop table if exists {name}")

    @property
    def _all(self) -> list[str]:
        return list(dict.fromkeys([*self._key, *self._columns]))

    @property
    def _others(self) -> list[str]:
        return [name for name in self._columns if name not in self._key]

    def _number_equal_keys(self) -> None:
        """Rows of one key are told apart by their place among their likes."""
        names = ", ".join(map(_quoted, self._key))
        twice = [self._run(f"select 1 from _{side} group by {names} having count(*) > 1 limit 1").fetchone()
                 for side in self._sides]
        if any(twice):
            order = ", ".join(map(_quoted, self._columns))
            for side in self._sides:
                self._run(f"create or replace temp table _{side} as select *, cast(row_number() over (partition by "
                          f"{names} order by {order}) as varchar) as {_NTH} from _{side}")
            self._key.append(_NTH)

    def rows(self, side: str) -> int:
        return self._number(f"select count(*) from _{side}")

    def count(self, kind: str) -> int:
        return self._number(f"select count(*) from _differences where _kind = '{kind}'")

    def by_column(self) -> dict[str, int]:
        """How many changed rows differ in each column, those with none left out."""
        places = {name: number for number, name in enumerate(self._all) if name in self._others}
        if not places:
            return {}
        sums = ", ".join(f"count(*) filter (where old_{number} is distinct from new_{number})"
                         for number in places.values())
        counts = self._run(f"select {sums} from _differences where _kind = '{CHANGED}'").fetchone() or ()
        return {name: count for name, count in zip(places, counts, strict=True) if count}

    def shown(self, kind: str, limit: int | None, about: Sequence[str]) -> list[RowDifference]:
        """The first rows of a kind, in the order of their keys."""
        order = ", ".join(f"coalesce(new_{number}, old_{number})" for number in range(len(self._key)))
        some = "" if limit is None else f" limit {limit}"
        found = self._run(f"select * exclude (_kind) from _differences where _kind = '{kind}' order by {order}{some}")
        return [self._row(kind, values, about) for values in found.fetchall()]

    def _row(self, kind: str, values: Sequence[Any], about: Sequence[str]) -> RowDifference:
        old, new = (dict(zip(self._all, values[side::2], strict=True)) for side in (0, 1))
        there = old if kind == REMOVED else new
        key = {name: there[name] for name in self._key} if self._plain else {}
        told = [name for name in self._columns if name not in key
                and (kind != CHANGED or old[name] != new[name])]
        return RowDifference(kind, key, {} if kind == ADDED else {name: old[name] for name in told},
                             {} if kind == REMOVED else {name: new[name] for name in told},
                             {name: there[name] for name in about if name in there})

    def _run(self, query: str) -> duckdb.DuckDBPyConnection:
        return self._connection.execute(query)

    def _number(self, query: str) -> int:
        found = self._run(query).fetchone()
        return int(found[0]) if found else 0


def _text(column: str, is_decimal: bool) -> str:
    """A value as text; a decimal without the zeros behind its last digit, whatever scale its column has."""
    text = f"cast({_quoted(column)} as varchar)"
    if not is_decimal:
        return text
    return f"case when contains({text}, '.') then rtrim(rtrim({text}, '0'), '.') else {text} end"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
