"""Every difference between a new edition and the last one, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from extractors.adoption.proposal import ColumnMatch, Drift, TableMatch
from extractors.spec import HEADER_LEVELS, NO_HEADER, EditionSpec

COLUMN_DRIFTS = {"reworded": "header_reworded", "moved": "column_moved", "new": "column_new", "gone": "column_gone"}


def drifts_of(tables: Sequence[TableMatch], gone: Sequence[TableMatch], periods: tuple[str, str, str],
              kinds: Set[str], is_below: bool) -> list[Drift]:
    """Differences of tables and columns, in the order of the tables.

    Args:
        periods: the year of the last edition, of the new one, and that which the document tells.
        kinds: of the documents given (pdf, workbook); what the last edition prints only in others is not gone.
        is_below: whether captions stand below their tables.
    """
    drifts = []
    if periods[1] != periods[2]:
        drifts.append(Drift("year_differs", "", periods[1], periods[2], 0.0))
    if is_below:
        drifts.append(Drift("caption_moved", "", "", "below", 1.0))
    for table in tables:
        drifts += _of_table(table)
    drifts += [Drift("table_gone", table.last_id, table.last_title, "", 0.0)
               if kinds & set(table.found_in) else Drift("found_in", table.last_id, " ".join(table.found_in), "", 0.0)
               for table in gone]
    return drifts


def _of_table(table: TableMatch) -> Iterator[Drift]:
    if table.kind == "new":
        yield Drift("table_new", table.new_id, "", table.new_title, 0.0)
        for column in table.columns:
            if HEADER_LEVELS in column.new_header:
                yield Drift("header_levels", table.new_id, "", column.new_header, 0.0, column.column_key)
        if table.has_heading_levels:
            yield Drift("heading_levels", table.new_id, "", table.new_title, 0.0)
        return
    if table.new_id != table.last_id:
        yield Drift("table_renumbered", table.new_id, table.last_id, table.new_id, table.likeness)
    if table.kind == "reworded":
        yield Drift("table_reworded", table.new_id, table.last_title, table.new_title, table.likeness)
    if table.rows != table.rows_last:
        like = min(table.rows, table.rows_last) / max(table.rows, table.rows_last, 1)
        yield Drift("rows_changed", table.new_id, str(table.rows_last), str(table.rows), round(like, 2))
    for column in table.columns:
        yield from _of_column(table, column)


def _of_column(table: TableMatch, column: ColumnMatch) -> Iterator[Drift]:
    kind = COLUMN_DRIFTS.get(column.kind)
    if kind:
        yield Drift(kind, table.new_id, column.last_header, column.new_header, column.likeness,  # type: ignore[arg-type]
                    column.column_key)
    if column.kind in ("reworded", "moved") and column.new_header != NO_HEADER:
        levels = column.last_header.count(HEADER_LEVELS), column.new_header.count(HEADER_LEVELS)
        if levels[0] != levels[1]:
            yield Drift("header_levels", table.new_id, column.last_header, column.new_header, column.likeness,
                        column.column_key)


def documents_missing(tables: Sequence[TableMatch], last: EditionSpec) -> Iterator[Drift]:
    """Tables that the last edition prints in documents of another kind too: a workbook that was not given, perhaps."""
    before = {table.key: table.found_in for table in last.tables}
    for table in tables:
        kept = before.get(table.table_key, frozenset())
        if kept and kept != set(table.found_in):
            yield Drift("found_in", table.new_id, " ".join(sorted(kept)), " ".join(table.found_in), 1.0)
