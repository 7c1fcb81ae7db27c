"""Texts of CSV and YAML files with more in them; all that stood there stays as it is: comments, order, line ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

import yaml

Row = Mapping[str, str]
NO_EDITIONS = re.compile(r"^editions:[ \t]*\{[ \t]*\}", re.MULTILINE)
"""How a series says that it has no edition yet."""


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_column(text: str, name: str, value_of: Callable[[Row], str]) -> str:
    """A CSV file with one column more, behind the others; a column of that name gets these values instead."""
    records, end = _records(text)
    header, rows = _values(records[0]), rows_of(text)
    if name in header:
        return with_values(text, lambda row: {name: value_of(row)})
    more = [name, *map(value_of, rows)]
    return _joined([f"{record},{_record([value])}" for record, value in zip(records, more, strict=True)], end)


def with_rows(text: str, rows: Iterable[Row], beside: str = "") -> str:
    """A CSV file with more rows: each behind the last one with the same value in the column `beside`, else at the
    end. A row that stands there already is not added again; what a row does not tell is empty."""
    records, end = _records(text)
    header = _values(records[0])
    there = [_values(record) for record in records]
    for row in rows:
        values = [row.get(name, "") for name in header]
        if values in there:
            continue
        same = [number for number, known in enumerate(there)
                if beside and number and known[header.index(beside)] == row[beside]]
        place = same[-1] + 1 if same else len(records)
        records.insert(place, _record(values))
        there.insert(place, values)
    return _joined(records, end)


def with_values(text: str, changed: Callable[[Row], Row]) -> str:
    """A CSV file in which some rows have other values: `changed` tells those of a row that are others."""
    records, end = _records(text)
    header = _values(records[0])
    for number, row in enumerate(rows_of(text), 1):
        others = changed(row)
        if any(row[name] != value for name, value in others.items()):
            records[number] = _record([others.get(name, row[name]) for name in header])
    return _joined(records, end)


def with_edition(text: str, edition: str, facts: Row) -> str:
    """A series.yml with one edition more, behind the last one.

    Raises:
        ValueError: the file is laid out in a way in which no entry can be added.
    """
    lines = NO_EDITIONS.sub("editions:", text).splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    start = next((number for number, line in enumerate(lines) if line.startswith("editions:")), len(lines) - 1)
    inside = [number for number in range(start + 1, len(lines)) if lines[number].strip()]
    block = next((place for place, number in enumerate(inside) if not lines[number][0].isspace()), len(inside))
    last = inside[block - 1] if block else start
    deep = [len(lines[number]) - len(lines[number].lstrip()) for number in inside[:block]]
    step = min(deep, default=2)
    entry = [f"{' ' * step}{edition}:", *(f"{' ' * 2 * step}{name}: {_scalar(value)}" for name, value in facts.items())]
    head = [line if line.endswith("\n") else line + end for line in lines[:last + 1]]
    new = "".join([*head, *(line + end for line in entry), *lines[last + 1:]])
    wanted: dict[str, Any] = yaml.safe_load(text)
    wanted["editions"] = {**(wanted["editions"] or {}), edition: dict(facts)}
    with suppress(yaml.YAMLError):
        if yaml.safe_load(new) == wanted:
            return new
    raise ValueError(f"no entry {edition} can be added under “editions:”")


def _scalar(value: str) -> str:
    """A text in one line of YAML, quoted where it would be read as something else."""
    return yaml.safe_dump(value, allow_unicode=True, width=float("inf")).splitlines()[0]


def _records(text: str) -> tuple[list[str], str]:
    """The records of a CSV file as they are written, without line ends; and its line end."""
    end = "\r\n" if "\r\n" in text.split("\n", 1)[0] + "\n" else "\n"
    records: list[str] = []
    is_open = False
    for line in text.removesuffix(end).split(end):
        if is_open:
            records[-1] += end + line
        else:
            records.append(line)
        is_open ^= line.count('"') % 2 == 1
    return records, end


def _joined(records: Iterable[str], end: str) -> str:
    return "".join(record + end for record in records)


def _values(record: str) -> list[str]:
    return next(csv.reader(io.StringIO(record, newline="")), [])


def _record(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()
