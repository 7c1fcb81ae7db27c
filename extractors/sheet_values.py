"""The value of a sheet's cell under the type of its column: what a person reads there, or none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractors.errors import Problem
from extractors.numbers import FIGURES, parse_number
from extractors.page_content import clean
from extractors.sheets import SheetCell
from extractors.spec import ColumnSpec

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


def read_value(cell: SheetCell, column: ColumnSpec) -> Value:
    """Read a cell as its column's type says.

    A number under a per cent format is what it shows: 0.98 is 98 %. A figure may be typed as text (`10,5`).
    Texts in the place of figures give no value and no doubt: the checks tell them.
    """
    if column.type not in (*FIGURES, "flag") or cell.kind == "empty":
        return Value(None)
    if cell.kind in ("error", "date") or (cell.kind == "flag" and column.type != "flag"):
        return Value(None, doubt=Problem("sheet_cell_unread"))
    if isinstance(cell.value, bool):
        return Value(Decimal(cell.value), column.unit, 0)
    if isinstance(cell.value, Decimal):
        return _of_number(cell.value, cell.number_format, column)
    return _of_text(clean(cell.text), column)


def _of_text(text: str, column: ColumnSpec) -> Value:
    """A figure typed as text: by hand `1.792` is a thousand whatever the print's mark, but per cents have none."""
    read = [figure for mark in TYPED_MARKS
            if (figure := parse_number(text, column.type, column.unit, mark, column.maximum))]
    if not read:
        return Value(None)
    figure = min(read, key=lambda figure: figure.value) if column.type == "percent" else read[0]
    return Value(figure.value, figure.unit, figure.decimals)


def _of_number(number: Decimal, number_format: str, column: ColumnSpec) -> Value:
    shown = NOT_A_CODE.sub("", number_format)
    shows_per_cent = "%" in shown
    if column.type == "flag":
        return Value(number, column.unit, 0) if number in (0, 1) else Value(None, doubt=Problem("sheet_cell_unread"))
    if column.type in ("percent", "mixed") and shows_per_cent:
        return Value(_plain(number * 100), "%", _decimals(number * 100, shown))
    if shows_per_cent or (column.type == "percent" and 0 < abs(number) <= UNCLEAR_PER_CENT):
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
