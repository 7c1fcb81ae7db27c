"""Checks over a whole printed table: rows, ranks against figures, totals against parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from expectations.arithmetic import Basis, nearest_possible, parse_row_sum, possible_ranks, print_figure
from expectations.figures import doubtful_cells, sound_values
from expectations.handover import PrintedTable
from expectations.lines import EQUAL, Check, Line


def row_count(table: PrintedTable) -> Iterator[Line]:
    read, counted = len(table.rows), table.spec.rows
    yield Line(None, None, str(read), read, counted, expected=str(counted))


def pooled_last(table: PrintedTable) -> Iterator[Line]:
    last = max((row.number for row in table.rows if row.kind == "data"), default=0)
    for row in table.rows:
        if row.kind == "pooled":
            found = table.bodies_of(row)
            name = found[0].name_printed if found else ""
            yield Line(row.number, found[0].column if found else None, name,
                       max(0, last - row.number), 0, expected=f"> {last}", details={"last": str(last)})


def rank_agrees(table: PrintedTable) -> Iterator[Line]:
    """Rows without a figure to rank by, and pooled rows, follow rules that dbt knows."""
    rank_column = next((column.key for column in table.spec.columns if column.type == "rank"), None)
    if rank_column is None or not table.spec.rank_basis or not table.has_all_rows:
        return
    values, doubtful = sound_values(table), doubtful_cells(table)
    bases: dict[int, Basis] = {}
    unknown = 0
    for row in table.rows:
        keys = [(row.number, column) for column in table.spec.rank_basis]
        if row.kind == "data" and all(key in values for key in keys):
            bases[row.number] = tuple(values[key] for key in keys)
        elif row.kind == "data" and doubtful.intersection(keys):
            unknown += 1
    possible = dict(zip(bases, possible_ranks(list(bases.values()), unknown), strict=True))
    headers = {column.key: " ".join(column.header) for column in table.spec.columns}
    for row in table.rows:
        printed = values.get((row.number, rank_column))
        if row.number in possible and printed is not None:
            wanted = nearest_possible(printed, possible[row.number])
            yield Line(row.number, rank_column, row.cells[rank_column].text, printed, wanted,
                       expected=str(wanted), details={
                           "better": str(wanted - 1),
                           "figures": "; ".join(f"{headers[key]} {row.cells[key].text}"
                                                for key in table.spec.rank_basis),
                           "body": ", ".join(body.name_printed for body in table.bodies_of(row)),
                       })


def row_sum(table: PrintedTable) -> Iterator[Line]:
    """Words and empty cells among the parts count nothing; a doubtful figure leaves its row unjudged."""
    if not table.spec.row_sum:
        return
    total, parts = parse_row_sum(table.spec.row_sum)
    values, doubtful = sound_values(table), doubtful_cells(table)
    for row in table.rows:
        keys = [(row.number, part) for part in parts]
        if (row.number, total) in values and not doubtful.intersection(keys):
            yield _sum(table, row.number, total, [values[key] for key in keys if key in values])


def column_sum(table: PrintedTable) -> Iterator[Line]:
    """The pooled row counts as what it prints. A column with a doubtful figure is not judged."""
    if not table.has_all_rows:
        return
    values, doubtful = sound_values(table), doubtful_cells(table)
    added = [row.number for row in table.rows if row.kind != "total"]
    for column in table.spec.column_sum:
        if doubtful.intersection((number, column) for number in added):
            continue
        parts = [values[number, column] for number in added if (number, column) in values]
        for row in table.rows:
            if row.kind == "total" and (row.number, column) in values:
                yield _sum(table, row.number, column, parts)


def _sum(table: PrintedTable, row: int, column: str, parts: list[Decimal]) -> Line:
    cell = next(printed.cells[column] for printed in table.rows if printed.number == row)
    wanted = sum(parts, Decimal(0))
    few = " + ".join(print_figure(part, table.decimal_mark) for part in parts) if len(parts) <= 4 else ""
    return Line(row, column, cell.text, cell.value, wanted, expected=print_figure(wanted, table.decimal_mark),
                details={"parts": few or f"Σ ({len(parts)})"})


TABLE_CHECKS = (
    Check("row_count", EQUAL, row_count),
    Check("pooled_last", EQUAL, pooled_last),
    Check("rank_agrees", EQUAL, rank_agrees),
    Check("row_sum", EQUAL, row_sum),
    Check("column_sum", EQUAL, column_sum),
)
