"""What was filled into a cell of a form → an exact value and its unit, or why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from extractors.form_spec import FormSpec, InputSpec
from extractors.names import folded
from extractors.numbers import parse_digits
from extractors.sheets import SheetCell
from extractors.words import plain

POINTS = "Điểm"
"""The unit of self-given points."""
_FIGURE = re.compile(r"(?P<sign>[-+−]?)\s*(?P<digits>\d[\d., ]*)(?P<tail>.*)", re.DOTALL)
_THOUSANDS_BY_COMMA = re.compile(r"[1-9]\d{0,2}(,\d{3}){2,}|[1-9]\d{0,2}(,\d{3})+\.\d+")
_EITHER_WAY = re.compile(r"[1-9]\d{0,2},\d{3}")
_REMARK = re.compile(r"\s*[(\[].*", re.DOTALL)


class Answer(NamedTuple):
    """`code` is empty when the cell was read without doubt; else it names the wording of the problem."""

    value: Decimal | None
    unit: str
    code: str = ""


def clean(text: str) -> str:
    """Composed, every kind of blank a plain one, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "").split())


def read_answer(cell: SheetCell, asked: InputSpec, unit: str, spec: FormSpec) -> Answer:
    """Read one cell for one input.

    Args:
        unit: what the form says beside or above the cell; empty where it says nothing.

    Returns:
        No value and no `code` for a blank cell or a dash; a figure in `unit`, or in the unit written behind it.
    """
    written = clean(unit)
    known = spec.unit_of(written, asked)
    unit = known or (written if asked.kind == "count" else "") or asked.unit
    if cell.kind == "empty":
        return Answer(None, unit)
    refused = _refuse(cell, asked, unit, written, bool(known))
    if refused:
        return refused
    if cell.kind == "flag":
        return Answer(Decimal(int(bool(cell.value))), unit)
    if isinstance(cell.value, Decimal):
        return _fit(cell.value, asked, unit)
    return _read_text(clean(cell.text), asked, unit, spec)


def _refuse(cell: SheetCell, asked: InputSpec, unit: str, written: str, is_known: bool) -> Answer | None:
    """What speaks against a cell before its text is looked at."""
    if cell.kind == "error":
        return Answer(None, unit, code="form_value_error")
    if cell.kind == "date":
        return Answer(None, unit, code="form_value_date")
    if cell.kind == "flag" and asked.kind not in ("flag", "mark"):
        return Answer(None, unit, code="form_value_wordy")
    if asked.kind == "money":
        return Answer(None, unit, code="form_value_unit") if written and not is_known else None
    is_share = cell.kind == "number" and "%" in cell.number_format
    if is_share or (asked.kind == "count" and "%" in written):
        return Answer(None, unit, code="form_value_per_cent")
    return None


def _read_text(text: str, asked: InputSpec, unit: str, spec: FormSpec) -> Answer:
    word = folded(text) or text
    if word in spec.answers("blank") or (not any(char.isalnum() for char in text) and set(text) <= set("-–—.…_/ ")):
        return Answer(None, unit)
    if word not in spec.answers("no") and word not in spec.answers("yes"):
        word = folded(_REMARK.sub("", text)) or word
    if word in spec.answers("no"):
        return Answer(Decimal(0), unit)
    if word in spec.answers("yes"):
        if asked.kind in ("flag", "mark"):
            return Answer(Decimal(1), unit)
        if not word.isdigit():
            return Answer(None, unit, code="form_value_wordy")
    return _read_figure(text, asked, unit, spec)


def _read_figure(text: str, asked: InputSpec, unit: str, spec: FormSpec) -> Answer:
    found = _FIGURE.fullmatch(text)
    if not found:
        return Answer(None, unit, code="form_value_wordy")
    digits, tail = found["digits"].rstrip(), found["tail"].strip()
    if digits.endswith(".") and tail:  # “25 tr.đ” keeps its dot behind the digits only by a slip
        digits = digits[:-1]
    if tail.startswith("%"):
        return Answer(None, unit, code="form_value_per_cent")
    if tail:
        own = spec.unit_of(tail, asked)
        if not own and plain(tail) not in spec.plain_words("counters"):
            return Answer(None, unit, code="form_value_wordy")
        unit = own if own and asked.kind == "money" else unit
    if _EITHER_WAY.fullmatch(digits):
        return Answer(None, unit, code="form_value_either_way")
    value = (Decimal(digits.replace(",", "")) if _THOUSANDS_BY_COMMA.fullmatch(digits)
             else parse_digits(digits, spec.words["decimal_mark"]))
    if value is None:
        return Answer(None, unit, code="form_value_wordy")
    return _fit(-value if found["sign"] in ("-", "−") else value, asked, unit)


def _fit(value: Decimal, asked: InputSpec, unit: str) -> Answer:
    """A figure against the kind that is asked."""
    if asked.kind in ("flag", "mark") and value not in (0, 1):
        return Answer(None, unit, code="form_value_not_yes_or_no")
    if asked.kind == "count" and value != value.to_integral_value():
        # three decimals may be thousands that the program took for decimals
        if int(value.as_tuple().exponent) <= -3:
            return Answer(None, unit, code="form_value_either_way")
        return Answer(value, unit, code="form_value_not_whole")
    return Answer(value, unit)


def read_points(cell: SheetCell, spec: FormSpec) -> Answer:
    """Points that a body gives itself; a formula's stored result counts."""
    text = clean(cell.text)
    if cell.kind == "empty" or (folded(text) or text) in spec.answers("blank"):
        return Answer(None, POINTS)
    if isinstance(cell.value, Decimal):
        return Answer(cell.value, POINTS)
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?", text.casefold())
    if cell.kind == "text" and found:
        return Answer(Decimal(found[1].replace(",", ".")), POINTS)
    return Answer(None, POINTS, code="form_points_unread")
