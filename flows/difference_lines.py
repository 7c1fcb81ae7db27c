"""What two states differ in, told in lines: first the counts, then rows with before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten

from flows.terminal import Terminal
from flows.words import Words, said
from warehouse.differences import ADDED, CHANGED, REMOVED, RowDifference, TableDifference

MOST_LETTERS = 60
MARKS = {ADDED: "+", REMOVED: "−", CHANGED: "~"}


@dataclass(frozen=True)
class Difference:
    """Everything that differs. Tables and files (of two runs) that are equal are counted only."""

    tables: tuple[TableDifference, ...]
    equal_tables: int = 0
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    files_changed: tuple[str, ...] = ()
    equal_files: int = 0
    rewritten: int = 0
    """Cells of the same figure in other writing, in all tables."""

    @property
    def is_equal(self) -> bool:
        return not (self.tables or self.only_before or self.only_after or self.files_changed)


def tell(terminal: Terminal, found: Difference) -> None:
    """The counts of each table that differs, what only one side has, then the rows."""
    words = terminal.words
    if found.tables:
        terminal.table(["table", "rows_before", "rows_after", "added", "removed", "changed", "columns"], [
            (table.table, table.rows_before, table.rows_after, table.added, table.removed, table.changed,
             _columns(table)) for table in found.tables])
    for code, names in (("diff_only_before", found.only_before), ("diff_only_after", found.only_after),
                        ("diff_files", found.files_changed)):
        if names:
            terminal.say(words(code, names=[said("verbatim", text=name) for name in names]))
    for table in found.tables:
        terminal.say("")
        terminal.say(words("diff_table", table=table.table, key=", ".join(table.key) or "–"))
        for line in _rows(words, table):
            terminal.say(line)
    if found.rewritten:
        terminal.say(("\n" if found.tables else "") + words("diff_rewritten", cells=found.rewritten))
    equal = words("diff_equal" if found.is_equal else "diff_rest_equal", tables=found.equal_tables,
                  files=found.equal_files)
    terminal.say(f"\n{equal}" if found.tables else equal)


def _columns(table: TableDifference) -> str:
    """Columns in which rows changed, those with most of them first; new and gone columns behind them."""
    changed = [f"{name} {count}" for name, count in sorted(table.columns.items(), key=lambda item: -item[1])]
    return ", ".join([*changed, *(f"+{name}" for name in table.columns_added),
                      *(f"−{name}" for name in table.columns_removed)])


def _rows(words: Words, table: TableDifference) -> Iterator[str]:
    for kind, count in ((REMOVED, table.removed), (ADDED, table.added), (CHANGED, table.changed)):
        shown = [row for row in table.rows if row.kind == kind]
        yield from (f"  {MARKS[kind]} {row_line(row)}" for row in shown)
        if len(shown) < count:
            yield "    " + words("diff_more", count=count - len(shown), kind=words.named("diff", kind))


def row_line(row: RowDifference) -> str:
    """A row by its key, with what changed in it."""
    key = " · ".join(_value(value) for value in row.key.values())
    if row.kind == CHANGED:
        told = [f"{name}: {_value(row.before[name])} → {_value(row.after[name])}" for name in row.after]
        return f"{key}  {'; '.join(told)}"
    there: Mapping[str, str | None] = row.before if row.kind == REMOVED else row.after
    return key or "; ".join(f"{name}: {_value(value)}" for name, value in there.items() if value is not None)


def _value(value: str | None) -> str:
    return "∅" if value is None else shorten(value, MOST_LETTERS, placeholder=" …") or "“”"
