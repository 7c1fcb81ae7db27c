"""Checks over a whole printed table: rows, ranks against figures, totals against parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from expectations.arithmetic import (
    Basis,
    nearest_possible,
    nearest_sum,
    parse_row_sums,
    possible_ranks,
    print_figure,
    ranks_in_order,
)
from expectations.figures import doubtful_cells, sound_values
from expectations.handover import PrintedRow, PrintedTable
from expectations.lines import AT_MOST, EQUAL, Check, Line


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
    ranks = ranks_in_order if table.spec.ranks_run_on else possible_ranks
    possible = dict(zip(bases, ranks(list(bases.values()), unknown), strict=True))
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


def running(table: PrintedTable) -> Iterator[Line]:
    """A column that counts the rows says 1, 2, 3 … in the order of print."""
    key = table.spec.running_column
    counted = [row for row in table.rows if key in row.cells and row.kind != "total"]
    for number, row in enumerate(counted, 1):
        yield Line(row.number, key, row.cells[key].text, row.cells[key].text.strip(" .()"), str(number),
                   expected=str(number))


def row_sum(table: PrintedTable) -> Iterator[Line]:
    """Words and empty cells among the parts count nothing; a doubtful figure leaves its row unjudged.

    Parts printed with decimals may be rounded, so only a total beyond all their half units is wrong.
    """
    values, doubtful, places = sound_values(table), doubtful_cells(table), _decimals(table)
    for total, parts in parse_row_sums(table.spec.row_sum):
        of_total = max((places.get((row.number, total), 0) for row in table.rows), default=0)
        for row in table.rows:
            keys = [(row.number, part) for part in parts]
            if (row.number, total) not in values or doubtful.intersection(keys) or _is_bare(row, parts):
                continue
            known = [(values[key], places.get(key, 0)) for key in keys if key in values]
            wanted = nearest_sum(values[row.number, total], known, of_total)
            yield _sum(table, row.number, total, [value for value, _ in known], wanted)


def sum_without_parts(table: PrintedTable) -> Iterator[Line]:
    """A total over empty cells, as 0.0 where nothing was sent, is no figure."""
    for total, parts in parse_row_sums(table.spec.row_sum):
        for row in table.rows:
            cell = row.cells.get(total)
            if cell and _is_bare(row, parts):
                yield Line(row.number, total, cell.text, cell.text, "")


def _is_bare(row: PrintedRow, parts: tuple[str, ...]) -> bool:
    return row.kind == "data" and not any(row.cells[part].text for part in parts if part in row.cells)


def _decimals(table: PrintedTable) -> dict[tuple[int, str], int]:
    return {(row.number, column.key): cell.decimals for row, column, cell in table.cells() if cell.decimals}


def part_above_whole(table: PrintedTable) -> Iterator[Line]:
    """In a table of inputs: a part, such as computers in the network, beside its whole."""
    values = sound_values(table)
    headers = {column.key: table.headers.get(column.key, column.key) for column in table.spec.columns}
    for row in table.rows:
        for key, wholes in table.limits.items():
            known = [values[row.number, whole] for whole in wholes if (row.number, whole) in values]
            if (row.number, key) in values and len(known) == len(wholes):
                most = sum(known, Decimal(0))
                yield Line(row.number, key, row.cells[key].text, values[row.number, key], most,
                           expected=f"≤ {most:f}", details={
                               "label": headers[key], "whole": " + ".join(headers[whole] for whole in wholes),
                               "body": ", ".join(body.name_printed for body in table.bodies_of(row))})


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
                yield _sum(table, row.number, column, parts, sum(parts, Decimal(0)))


def _sum(table: PrintedTable, row: int, column: str, parts: list[Decimal], wanted: Decimal) -> Line:
    cell = next(printed.cells[column] for printed in table.rows if printed.number == row)
    few = " + ".join(print_figure(part, table.decimal_mark) for part in parts) if len(parts) <= 4 else ""
    return Line(row, column, cell.text, cell.value, wanted, expected=print_figure(wanted, table.decimal_mark),
                details={"parts": few or f"Σ ({len(parts)})"})


TABLE_CHECKS = (
    Check("row_count", EQUAL, row_count),
    Check("pooled_last", EQUAL, pooled_last),
    Check("rank_agrees", EQUAL, rank_agrees),
    Check("running", EQUAL, running),
    Check("row_sum", EQUAL, row_sum),
    Check("sum_without_parts", EQUAL, sum_without_parts),
    Check("part_above_whole", AT_MOST, part_above_whole),
    Check("column_sum", EQUAL, column_sum),
)
