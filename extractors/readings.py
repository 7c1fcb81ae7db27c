"""Figures told in running words inside a cell, by the rules of the series (readings.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractors.contract import Cell, Reading
from extractors.numbers import parse_digits

NEXT_ITEM = re.compile(r"(?:^|(?<=[.;:])\s*|;\s*)[-–•+]\s+")


def read_cell(cell: Cell, rules: Sequence[Mapping[str, Any]], decimal_mark: str) -> list[Reading]:
    """All figures that a cell tells in words, by the rules of its column (readings.yml).

    What a rule needs and the words do not tell becomes a reading `not_read` with the text.
    """
    found: list[_Taken] = []
    for rule in rules:
        if cell.column in rule["columns"] and cell.text:
            found += _read_by(rule, cell.text, decimal_mark)
    return [
        Reading(cell.table_id, cell.row, cell.column, ordinal, taken.quantity, taken.value,
                None if taken.value is None else max(0, -int(taken.value.as_tuple().exponent)), taken.unit,
                taken.text, "not_read" if taken.value is None else "read", taken.is_approximate)
        for ordinal, taken in enumerate(found, 1)
    ]


@dataclass(frozen=True)
class _Taken:
    quantity: str
    unit: str
    text: str
    value: Decimal | None
    is_approximate: bool = False


def _read_by(rule: Mapping[str, Any], text: str, decimal_mark: str) -> list[_Taken]:
    found: list[_Taken] = []
    context = re.compile(rule["context"], re.IGNORECASE) if "context" in rule else None
    in_context = False
    for item in _items(text):
        if context and context.search(item):
            in_context = True
            continue
        taken = [hit for quantity, how in rule["quantities"].items()
                 for hit in _take(item, quantity, how, in_context, decimal_mark)]
        found += taken + _not_told(rule, "needed", taken, item)
    return found + _not_told(rule, "needed_in_cell", found, text)


def _not_told(rule: Mapping[str, Any], need: str, taken: Sequence[_Taken], text: str) -> list[_Taken]:
    told = {hit.quantity for hit in taken}
    return [_Taken(quantity, rule["quantities"][quantity]["unit"], text, None)
            for quantity in rule.get(need, []) if quantity not in told]


def _items(text: str) -> list[str]:
    parts = [part.strip() for part in NEXT_ITEM.split(text)]
    return [part for part in parts if part]


def _take(item: str, quantity: str, how: Mapping[str, Any], in_context: bool,
          decimal_mark: str) -> Iterator[_Taken]:
    patterns = [*how["patterns"], *(how.get("in_context", []) if in_context else [])]
    for pattern in patterns:
        matches = list(re.finditer(pattern, item if item.endswith(";") else item + ";", re.IGNORECASE))
        for match in matches if how.get("every") else matches[:1]:
            groups = match.groupdict()
            value = parse_digits("0" if groups.get("none") else groups["value"], decimal_mark)
            if value is not None:
                yield _Taken(quantity, how["unit"], match[0].strip(" ;"), value, bool(groups.get("approximate")))
        if matches:
            return
