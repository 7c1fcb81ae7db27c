"""Checks of headers and headings: maxima as in `Nhân lực CNTT (7)`, where a changed one is a changed method, and
the document that a table is attached to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from expectations.arithmetic import numbers_in, parse_row_sums, print_figure
from expectations.handover import PrintedTable
from expectations.lines import EQUAL, Check, Line
from extractors.spec import HEADER_LEVELS, ColumnSpec


def header_maximum(table: PrintedTable) -> Iterator[Line]:
    """The columns whose specified header holds their maximum; what is printed without any number is not judged."""
    for column in table.spec.columns:
        printed = _maximum_printed(table, column)
        if printed is not None and column.maximum is not None:
            yield Line(None, column.key, table.headers[column.key], printed, column.maximum,
                       expected=print_figure(column.maximum, table.decimal_mark),
                       details={"maximum": print_figure(printed, table.decimal_mark)})


def header_maxima(table: PrintedTable) -> Iterator[Line]:
    """The maxima that the headers of parts print add up to that of their total."""
    columns = {column.key: column for column in table.spec.columns}
    for total, parts in parse_row_sums(table.spec.row_sum):
        most = _maximum_printed(table, columns[total])
        maxima = [_maximum_printed(table, columns[part]) for part in parts]
        known = [maximum for maximum in maxima if maximum is not None]
        if most is not None and len(known) == len(parts):
            wanted = sum(known, Decimal(0))
            yield Line(None, total, table.headers[total], most, wanted,
                       expected=print_figure(wanted, table.decimal_mark),
                       details={"parts": " + ".join(print_figure(part, table.decimal_mark) for part in known)})


def attached_to_document(table: PrintedTable) -> Iterator[Line]:
    """A heading that says what the table is attached to names the document that it stands in."""
    if table.attached_to:
        yield Line(None, None, table.attached_to, table.attached_to, table.document_number,
                   expected=table.document_number)


def _maximum_printed(table: PrintedTable, column: ColumnSpec) -> Decimal | None:
    """The number that stands in the printed header where the specified one holds the column's maximum."""
    specified = numbers_in(HEADER_LEVELS.join(column.header), table.decimal_mark)
    printed = numbers_in(table.headers.get(column.key, ""), table.decimal_mark)
    if column.maximum is None or column.maximum not in specified or not printed:
        return None
    if column.maximum in printed:
        return column.maximum
    place = len(specified) - 1 - specified[::-1].index(column.maximum)
    return printed[min(place, len(printed) - 1)]


HEADER_CHECKS = (
    Check("header_maximum", EQUAL, header_maximum),
    Check("header_maxima", EQUAL, header_maxima),
    Check("attached_to_document", EQUAL, attached_to_document),
)
