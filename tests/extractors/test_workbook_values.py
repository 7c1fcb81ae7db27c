"""What a cell of a workbook is worth in a column of a type: numbers, per cents, figures typed as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors.sheet_values import columns_in_per_cent, decimals_shown, read_value
from extractors.sheets import Kind, SheetCell
from extractors.spec import ColumnSpec


def column(type_: str, unit: str = "", maximum: str | None = None) -> ColumnSpec:
    return ColumnSpec("key", ("Tiêu đề",), type_, unit, None, Decimal(maximum) if maximum else None, False, False)


def number(value: str, number_format: str = "General") -> SheetCell:
    return SheetCell(1, 1, Decimal(value), value, "number", number_format)


def typed(text: str) -> SheetCell:
    return SheetCell(1, 1, text, text, "text")


@pytest.mark.parametrize(("value", "number_format", "type_", "expected", "unit", "decimals"), [
    ("49", "#,##0", "integer", "49", "u", 0),
    ("34.9", "0.0", "decimal", "34.9", "u", 1),
    ("61", "0.0", "decimal", "61", "u", 1),
    ("0.25", "0%", "percent", "25", "%", 0),
    ("0.07702743442870064", "0.0%", "percent", "7.702743442870064", "%", 15),
    ("1", "0%", "percent", "100", "%", 0),
    ("1.2583732057416268", '0.00" %"', "decimal", "1.2583732057416268", "u", 16),
    ("98", '0"%"', "percent", "98", "%", 0),
    ("0", "General", "percent", "0", "%", 0),
    ("0.5", "0%", "mixed", "50", "%", 0),
    ("1", "General", "flag", "1", "u", 0),
    ("9000", "[$-42A]#,##0", "rank", "9000", "u", 0),
])
def test_a_number_is_worth_what_it_shows(value: str, number_format: str, type_: str, expected: str, unit: str,
                                         decimals: int) -> None:
    read = read_value(number(value, number_format), column(type_, "u"))
    assert (str(read.value), read.unit, read.decimals, read.doubt) == (expected, unit, decimals, None)


@pytest.mark.parametrize(("cell", "shown"), [
    (number("91"), None), (number("91.5"), None), (number("91", "#,##0"), None), (number("91", "0.00"), 2),
    (number("91.256", '0.0" .00"'), 1), (typed("91,50"), 2)])
def test_only_a_format_with_decimals_or_somebody_who_types_shows_decimals(cell: SheetCell, shown: int | None) -> None:
    assert decimals_shown(cell, read_value(cell, column("decimal"))) == shown


@pytest.mark.parametrize(("cell", "type_", "doubt"), [
    (number("0.98"), "percent", "sheet_per_cent_unclear"),
    (number("0.98", "0%"), "decimal", "sheet_per_cent_unclear"),
    (number("7"), "flag", "sheet_cell_unread"),
    (SheetCell(1, 1, None, "#DIV/0!", "error"), "percent", "sheet_cell_unread"),
    (SheetCell(1, 1, date(2012, 5, 10), "2012-05-10", "date"), "decimal", "sheet_cell_unread"),
    (SheetCell(1, 1, True, "TRUE", "flag"), "integer", "sheet_cell_unread"),
    (number("2.5"), "integer", ""),
    (typed("bảy"), "integer", ""),
    (typed("12"), "text", ""),
    (number("12"), "text", ""),
    (typed("Không đầy đủ"), "choice", ""),
    (SheetCell(1, 1, None, "", "empty"), "integer", ""),
])
def test_what_is_not_surely_a_figure_has_no_value(cell: SheetCell, type_: str, doubt: str) -> None:
    read = read_value(cell, column(type_))
    assert (read.value, read.unit, read.decimals, read.doubt.code if read.doubt else "") == (None, "", None, doubt)


@pytest.mark.parametrize(("text", "type_", "maximum", "expected"), [
    ("10,5", "decimal", "13", "10.5"), ("10.5", "decimal", "13", "10.5"), ("12.500", "decimal", "35", "12.5"),
    ("1.792", "integer", None, "1792"), ("1,792", "integer", None, "1792"), (" 7.054 ", "integer", None, "7054"),
    ("6.634", "decimal", None, "6634"), ("1,792.5", "decimal", None, "1792.5"), ("1.792,5", "decimal", None, "1792.5"),
    ("97,96%", "percent", None, "97.96"), ("7.702%", "percent", None, "7.702"), ("7,702 %", "percent", None, "7.702"),
    ("Có", "flag", None, "1"), ("không", "flag", None, "0"), ("x", "flag", None, "1"),
])
def test_a_figure_typed_as_text_is_read(text: str, type_: str, maximum: str | None, expected: str) -> None:
    assert read_value(typed(text), column(type_, maximum=maximum)).value == Decimal(expected)


@pytest.mark.parametrize("value", [True, False])
def test_a_true_cell_is_a_mark(value: bool) -> None:
    kind: Kind = "flag"
    assert read_value(SheetCell(1, 1, value, str(value).upper(), kind), column("flag")).value == Decimal(value)


def test_a_small_bare_number_is_a_per_cent_where_another_of_its_column_can_be_no_share() -> None:
    per_cent = column("percent", "%")
    rates = [(per_cent, number("0.8")), (per_cent, number("14")), (per_cent, typed("1,4%"))]
    known = columns_in_per_cent(rates)
    assert read_value(number("0.8"), per_cent, known)[:3] == (Decimal("0.8"), "%", 1)
    assert columns_in_per_cent(rates[:1]) == frozenset()
    assert columns_in_per_cent([*rates, (per_cent, number("0.5", "0%"))]) == frozenset()
