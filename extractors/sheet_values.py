"""The value of a sheet's cell under the type of its column: what a person reads there, or none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Context, Decimal
from typing import NamedTuple

from extractors.errors import Problem
from extractors.numbers import FIGURES, parse_number
from extractors.page_content import clean
from extractors.sheets import SheetCell
from extractors.spec import ColumnSpec

EXCEL = Context(prec=15)
"""The figures that Excel shows of a number."""
FEW = 12
"""So many of them somebody may have typed: 80.8 % is stored as 0.8079999999999999, and is 0.808."""
WHOLE = ("rank", "integer")
TYPED_MARKS = (",", ".")
"""The decimal mark of who types Vietnamese, and the other one."""
NOT_A_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that only print letters; a % among them changes no figure."""
FRACTION = re.compile(r"\.(0+)")
UNCLEAR_PER_CENT = Decimal("1.5")
"""A bare number up to here may be a share (0.98) or a per cent."""


class Value(NamedTuple):
    """A value with its unit and decimals, or none; `doubt` says why a filled cell gave none, without its place."""

    value: Decimal | None
    unit: str = ""
    decimals: int | None = None
    doubt: Problem | None = None


def columns_in_per_cent(cells: Iterable[tuple[ColumnSpec, SheetCell]]) -> frozenset[str]:
    """Keys of the columns whose bare numbers are per cents: one of them is too large for a share, none has a format
    of per cents. There a bare 0.8 is 0.8 %, as 14 beside it is 14 %."""
    large: set[str] = set()
    formatted: set[str] = set()
    for column, cell in cells:
        if column.type == "percent" and isinstance(cell.value, Decimal):
            if "%" in NOT_A_CODE.sub("", cell.number_format):
                formatted.add(column.key)
            elif abs(cell.value) > UNCLEAR_PER_CENT:
                large.add(column.key)
    return frozenset(large - formatted)


def read_value(cell: SheetCell, column: ColumnSpec, in_per_cent: Collection[str] = ()) -> Value:
    """Read a cell as its column's type says.

    A number under a per cent format is what it shows: 0.98 is 98 %. A figure may be typed as text (`10,5`).
    `in_per_cent`: columns whose bare numbers are known to be per cents.
    Texts in the place of figures give no value and no doubt: the checks tell them.
    """
    if column.type not in (*FIGURES, "flag") or cell.kind == "empty":
        return Value(None)
    if cell.kind in ("error", "date") or (cell.kind == "flag" and column.type != "flag"):
        return Value(None, doubt=Problem("sheet_cell_unread"))
    if isinstance(cell.value, bool):
        return Value(Decimal(cell.value), column.unit, 0)
    if isinstance(cell.value, Decimal):
        return _of_number(cell.value, cell.number_format, column, column.key in in_per_cent)
    return _of_text(clean(cell.text), column)


def decimals_shown(cell: SheetCell, read: Value) -> int | None:
    """The decimals that somebody chose to show: those typed, or those of a number's format. None where a workbook
    shows a number as it is stored: 91 beside 91.5 is no other way of writing."""
    if cell.kind != "number":
        return read.decimals
    fraction = FRACTION.search(NOT_A_CODE.sub("", cell.number_format))
    return len(fraction[1]) if fraction else None


def _of_text(text: str, column: ColumnSpec) -> Value:
    """A figure typed as text: by hand `1.792` is a thousand whatever the print's mark, but per cents have none."""
    read = [figure for mark in TYPED_MARKS
            if (figure := parse_number(text, column.type, column.unit, mark, column.maximum))]
    if not read:
        return Value(None)
    figure = min(read, key=lambda figure: figure.value) if column.type == "percent" else read[0]
    return Value(figure.value, figure.unit, figure.decimals)


def _of_number(number: Decimal, number_format: str, column: ColumnSpec, in_per_cent: bool) -> Value:
    short = EXCEL.plus(number).normalize()
    if short != number and len(short.as_tuple().digits) <= FEW:
        number = _plain(short)
    shown = NOT_A_CODE.sub("", number_format)
    shows_per_cent = "%" in shown
    if column.type == "flag":
        return Value(number, column.unit, 0) if number in (0, 1) else Value(None, doubt=Problem("sheet_cell_unread"))
    if column.type in ("percent", "mixed") and shows_per_cent:
        return Value(_plain(number * 100), "%", _decimals(number * 100, shown))
    is_unclear = column.type == "percent" and 0 < abs(number) <= UNCLEAR_PER_CENT and not in_per_cent
    if shows_per_cent or is_unclear:
        return Value(None, doubt=Problem("sheet_per_cent_unclear"))
    if column.type in WHOLE and number != number.to_integral_value():
        return Value(None)
    return Value(number, "%" if column.type == "percent" else column.unit, _decimals(number, shown))


def _plain(number: Decimal) -> Decimal:
    """Without an exponent and without zeros at the end."""
    return Decimal(f"{number.normalize():f}")


def _decimals(number: Decimal, shown: str) -> int:
    """As many as the number has, or as its format shows: 61 under `0.0` is 61.0."""
    fraction = FRACTION.search(shown)
    return max(0, -int(_plain(number).as_tuple().exponent), len(fraction[1]) if fraction else 0)
