"""Checks of single cells: filled, readable, within limits, written like the others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from expectations.arithmetic import drops_zeros, foreign_shares, is_grouped, is_ungrouped, print_figure, usual
from expectations.figures import Figure, figures, limits
from expectations.handover import PrintedRow, PrintedTable
from expectations.lines import AT_LEAST, AT_MOST, EQUAL, PRESENT, WEB_ADDRESS, Check, Line
from extractors.spec import ColumnSpec


def required(table: PrintedTable) -> Iterator[Line]:
    for row, column, cell in table.cells():
        if column.required and column.key != table.spec.running_column and _must_be_filled(row, column):
            yield Line(row.number, column.key, cell.text, cell.text or None,
                       expected=_description(table, column), details={"header": " ".join(column.header)})


def _must_be_filled(row: PrintedRow, column: ColumnSpec) -> bool:
    """A totals row has no rank; a pooled row may have no figures, but has a rank and names."""
    if row.kind == "total":
        return column.type != "rank"
    return row.kind == "data" or column.type in ("rank", "text")


def readable_figure(table: PrintedTable) -> Iterator[Line]:
    columns = {column.key: column for column in table.spec.columns}
    for figure in figures(table):
        expected = figure.perhaps or _description(table, columns[figure.column])
        yield Line(figure.row, figure.column, figure.text, figure.value, expected=expected,
                   details={"letters": figure.letters},
                   message="check_letter_for_digit" if figure.perhaps else "")


def _description(table: PrintedTable, column: ColumnSpec) -> str:
    """What a column holds, as `decimal 0–1` or `integer ≥ 0`."""
    least, most = (None if limit is None else print_figure(limit, table.decimal_mark)
                   for limit in limits(table, column))
    if least is not None and most is not None:
        return f"{column.type} {least}–{most}"
    return column.type + (f" ≥ {least}" if least is not None else f" ≤ {most}" if most is not None else "")


def minimum(table: PrintedTable) -> Iterator[Line]:
    for figure in figures(table):
        if figure.minimum is not None:
            yield _limit(table, figure, "≥", figure.minimum)


def maximum(table: PrintedTable) -> Iterator[Line]:
    yield from _maxima(table, {column.key for column in table.spec.columns if column.required})


def maximum_optional(table: PrintedTable) -> Iterator[Line]:
    """A figure that the row can do without, as points that a body gives itself, is no reason to lose the row."""
    yield from _maxima(table, {column.key for column in table.spec.columns if not column.required})


def _maxima(table: PrintedTable, columns: set[str]) -> Iterator[Line]:
    for figure in figures(table):
        if figure.column in columns and figure.maximum is not None:
            yield _limit(table, figure, "≤", figure.maximum)


def _limit(table: PrintedTable, figure: Figure, sign: str, limit: Decimal) -> Line:
    return Line(figure.row, figure.column, figure.text, figure.value, limit,
                expected=f"{sign} {print_figure(limit, table.decimal_mark)}")


def decimals(table: PrintedTable) -> Iterator[Line]:
    for column in table.spec.columns:
        if column.type != "decimal":
            continue
        read = [(figure, figure.decimals_shown) for figure in figures(table)
                if figure.column == column.key and figure.decimals_shown is not None]
        if drops_zeros([figure.text for figure, _ in read]):
            continue
        common = usual([printed for _, printed in read]) if read else 0
        for figure, printed in read:
            yield Line(figure.row, column.key, figure.text, printed, common, expected=str(common),
                       details={"decimals": str(printed)})


def address_form(table: PrintedTable) -> Iterator[Line]:
    for row, column, cell in table.cells("data"):
        if column.type == "url" and cell.text:
            yield Line(row.number, column.key, cell.text, cell.text, expected="host.domain")


def number_format(table: PrintedTable) -> Iterator[Line]:
    """Whole numbers of which others in the table part their thousands; per cents in every text."""
    whole = [figure for figure in figures(table)
             if figure.value is not None and figure.value == figure.value.to_integral_value()]
    if any(is_grouped(figure.text) for figure in whole):
        for figure in whole:
            written = figure.text
            if figure.value is not None and is_ungrouped(figure.text):
                written = print_figure(figure.value, table.decimal_mark)
            yield Line(figure.row, figure.column, figure.text, figure.text, written, expected=written)
    for row, column, cell in table.cells():
        for share, written in foreign_shares(cell.text, table.decimal_mark):
            yield Line(row.number, column.key, share, share, written, expected=written)


CELL_CHECKS = (
    Check("required", PRESENT, required),
    Check("readable_figure", PRESENT, readable_figure),
    Check("minimum", AT_LEAST, minimum),
    Check("maximum", AT_MOST, maximum),
    Check("maximum_optional", AT_MOST, maximum_optional),
    Check("decimals", EQUAL, decimals),
    Check("address_form", WEB_ADDRESS, address_form),
    Check("number_format", EQUAL, number_format),
)
