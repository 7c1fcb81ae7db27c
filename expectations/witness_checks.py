"""Checks of a table that a second document of the edition prints as well, such as a decision and its workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from expectations.handover import PrintedCell, PrintedRow, PrintedTable, Witness
from expectations.lines import EQUAL, Check, Line


def witness_rows(witness: Witness) -> Iterator[Line]:
    """The rows that only one of the documents prints, or prints once more, told by their body or their place."""
    first, second = _rows(witness.first, witness.second), _rows(witness.second, witness.first)
    for key in dict.fromkeys([*first, *second]):
        there = second.get(key)
        more, less = (witness.second, witness.first) if key in second else (witness.first, witness.second)
        yield Line(there.number if there else None, witness.first.spec.body_column or None,
                   _name(witness.second, there), _has(there), _has(first.get(key)),
                   _name(witness.first, first.get(key)),
                   details={"first": witness.first.file, "second": witness.second.file, "more": more.file,
                            "less": less.file, "body": _name(more, second.get(key) or first[key])},
                   message="check_witness_row_again" if _is_again(key) else "")


def witness_agrees(witness: Witness) -> Iterator[Line]:
    """Every cell of the second document beside that of the first: figures by value, the rest by its letters."""
    first, second = _rows(witness.first, witness.second), _rows(witness.second, witness.first)
    for key, row in second.items():
        for column in witness.first.spec.columns:
            other = first[key].cells.get(column.key) if key in first else None
            cell = row.cells.get(column.key)
            if cell is None or other is None:
                continue
            found, wanted = _compared(cell, other)
            if column.key == witness.first.spec.body_column:
                found, wanted = _bodies(witness.second, row), _bodies(witness.first, first[key])
            yield Line(row.number, column.key, cell.text, found, wanted, other.text,
                       details={"other": other.cell_id, "first": witness.first.file})


def _rows(table: PrintedTable, other: PrintedTable) -> dict[str, PrintedRow]:
    """The rows by their bodies where each names one, else by their place; equal ones in the order of the print."""
    if not all(each.spec.names_bodies and all(_bodies(each, row) for row in each.rows) for each in (table, other)):
        return {str(row.number): row for row in table.rows}
    met: Counter[str] = Counter()
    found = {}
    for row in table.rows:
        body = _bodies(table, row)
        met[body] += 1
        found[f"{body}#{met[body]}"] = row
    return found


def _is_again(key: str) -> bool:
    """The body stands in this document more often than in the other one."""
    return key.partition("#")[2] not in ("", "1")


def _bodies(table: PrintedTable, row: PrintedRow) -> str:
    named = sorted(mention.entity_code or mention.name_key for mention in table.bodies_of(row))
    return "; ".join(named) or _folded(row.cells[table.spec.body_column].text)


def _compared(cell: PrintedCell, other: PrintedCell) -> tuple[Decimal | str, Decimal | str]:
    if cell.value is not None and other.value is not None:
        return cell.value, other.value
    return _folded(cell.text), _folded(other.text)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _has(row: PrintedRow | None) -> int:
    return 0 if row is None else 1


def _name(table: PrintedTable, row: PrintedRow | None) -> str:
    if row is None:
        return "–"
    cell = row.cells.get(table.spec.body_column)
    return cell.text if cell else str(row.number)


WITNESS_CHECKS = (
    Check("witness_rows", EQUAL, witness_rows),
    Check("witness_agrees", EQUAL, witness_agrees),
)
