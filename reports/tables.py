"""Rows for readers: typed, sorted, rounded. Rounding happens in this module and nowhere before it."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports.catalogue import Catalogue, Column, Report, ReportError
from reports.reading_order import reading_order

Value = str | int | Decimal | datetime.date | None
Row = Mapping[str, Value]

_NO_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
EXCEL_LOCALE = "[$-42A]"  # vi-VN: the marks where the program heeds it, no harm where it does not


def rows_of(report: Report, frame: pd.DataFrame, catalogue: Catalogue) -> list[Row]:
    """The rows of a report's model, typed and in the report's order.

    `frame`: one column a key, Decimal for decimals; other columns are left alone. Raises ReportError
    naming model and columns when one is missing, and naming the value when it is not of its type.
    """
    missing = [column.key for column in report.columns
               if column.required and column.key not in frame.columns]
    if missing:
        raise ReportError(f"{report.model}: column {', '.join(missing)} is missing.\n"
                          f"  Found: {', '.join(map(str, frame.columns))}.\n"
                          f"  Report {report.code} needs it: add it to the model or to no report.")
    kept = [column for column in report.columns if column.key in frame.columns]
    absent: dict[str, Value] = {column.key: None for column in report.columns if column not in kept}
    series = [frame[column.key].tolist() for column in kept]
    rows: list[Row] = [
        {**absent, **{column.key: _typed(value, column, report)
                      for column, value in zip(kept, values, strict=True)}}
        for values in zip(*series, strict=True)
    ]
    # What the report's order leaves open must not depend on the order of the frame.
    rows.sort(key=lambda row: [str(row[column.key]) for column in report.columns])
    return sorted(rows, key=lambda row: _sort_key(row, report, catalogue))


def unlabelled_codes(report: Report, rows: list[Row], catalogue: Catalogue) -> list[str]:
    """Codes that the catalogue has no words for, as `model.column: code`."""
    return sorted({f"{report.model}.{column.key}: {row[column.key]}"
                   for column in report.columns if column.type == "code" for row in rows
                   if row[column.key] is not None
                   and str(row[column.key]) not in catalogue.codes[column.codes]})


def shown(row: Row, column: Column, catalogue: Catalogue, language: str) -> str:
    """A value as people of that language read it: `0,849`, `10.309`, `31/12/2016`; empty if absent."""
    value = row[column.key]
    if value is None:
        return ""
    if column.type == "code":
        return catalogue.code(column, value).words[language]
    if isinstance(value, Decimal) or column.type == "integer":
        return grouped(rounded(row, column), language)
    if column.type == "date":
        return "/".join(reversed(str(value).split("-"))) if language == "vi" else str(value)
    return str(value)


def rounded(row: Row, column: Column) -> Decimal:
    """A number with the decimals people see: those of the print where known, half away from zero."""
    value = row[column.key]
    if not isinstance(value, Decimal | int):
        raise ReportError(f"{column.key}: {value!r} is not a number.")
    return to_places(Decimal(value), _decimals(row, column))


def exact(row: Row, column: Column) -> str:
    """A value as machines read it: never rounded, decimal point, ISO dates; empty if absent."""
    value = row[column.key]
    if isinstance(value, Decimal):
        padded = to_places(value, decimals) if (decimals := _printed_decimals(row, column)) else value
        return format(padded if padded == value else plain(value), "f")
    return "" if value is None else str(value)


def excel_format(row: Row, column: Column) -> str:
    """The number format code of a cell in the workbook."""
    if column.type in ("rank", "year"):
        return "0"
    if column.type == "date":
        return "dd/mm/yyyy"
    places = -_exponent(rounded(row, column))
    return f"{EXCEL_LOCALE}#,##0" + ("." + "0" * places if places else "")


def _decimals(row: Row, column: Column) -> int:
    printed = _printed_decimals(row, column)
    if printed is not None:
        return printed
    if column.places is not None:
        return column.places
    value = row[column.key]
    places = -_exponent(plain(value)) if isinstance(value, Decimal) else 0
    return places if column.max_decimals is None else min(places, column.max_decimals)


def _printed_decimals(row: Row, column: Column) -> int | None:
    value = row[column.decimals] if column.decimals else None
    return value if isinstance(value, int) else None


def to_places(value: Decimal, places: int) -> Decimal:
    """A number with that many decimals, half away from zero.

    >>> to_places(Decimal("4.65"), 1), to_places(Decimal("-0.25"), 1)
    (Decimal('4.7'), Decimal('-0.3'))
    """
    result = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return result or abs(result)  # nobody reads -0,0


def plain(value: Decimal) -> Decimal:
    """A number without the zeros that end its decimals.

    >>> plain(Decimal("2.500")), plain(Decimal("100"))
    (Decimal('2.5'), Decimal('100'))
    """
    normalised = value.normalize()
    return normalised.quantize(Decimal(1)) if _exponent(normalised) > 0 else normalised


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def grouped(value: Decimal, language: str) -> str:
    """A number with the marks of that language: `10.309,5` in Vietnamese, `10,309.5` in English."""
    text = f"{value:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def _typed(value: Any, column: Column, report: Report) -> Value:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    try:
        return _CONVERT.get(column.type, _text)(value)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ReportError(f"{report.model}.{column.key}: {value!r} is not of type {column.type}"
                          f" ({type(value).__name__}).") from error


def _text(value: Any) -> str | None:
    return unicodedata.normalize("NFC", str(value)) or None


def _code(value: Any) -> str | None:
    return ("false", "true")[bool(value)] if isinstance(value, bool | np.bool_) else _text(value)


def _whole(value: Any) -> int:
    if int(value) != Decimal(value):
        raise ValueError(value)
    return int(value)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, float):
        raise TypeError("binary floats are not figures")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return number


def _year(value: Any) -> Value:
    return _whole(value) if str(value).isdecimal() else _text(value)


def _date(value: Any) -> Value:
    """A day; or a year or a month as text, where the publication says no more."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date) or _NO_DAY.fullmatch(str(value)):
        return value if isinstance(value, datetime.date) else str(value)
    return datetime.date.fromisoformat(str(value))


_CONVERT = {"integer": _whole, "rank": _whole, "year": _year, "decimal": _decimal, "date": _date,
            "code": _code}


def _sort_key(row: Row, report: Report, catalogue: Catalogue) -> tuple[Any, ...]:
    key: list[Any] = []
    for column in map(report.column, report.sort):
        value = row[column.key]
        key.append(value is None)
        if column.type == "code":
            codes = list(catalogue.codes[column.codes])
            key.append((codes.index(str(value)) if value in codes else len(codes), str(value)))
        else:
            key.append(reading_order("" if value is None else str(value)))
    return tuple(key)
