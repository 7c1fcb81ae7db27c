"""Inputs that a table tells of many bodies at once: the same lines as the inputs told by forms."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.bodies import BodyFinder, KnownBody
from extractors.contract import Cell, Outcome, Table
from extractors.form_spec import load_form_spec
from extractors.likeness import letters
from extractors.spec import EditionSpec

COLUMNS = ("slug", "agency", "agency_written", "file", "sheet", "indicator", "key", "value", "unit", "cell", "raw",
           "raw_type")

Choices = dict[str, dict[str, dict[str, str]]]
"""Column key → letters of the printed words → printed, choice, input_key."""


def write_inputs_of_tables(outcome: Outcome, spec: EditionSpec, bodies: Sequence[KnownBody], path: Path) -> None:
    """Write one line for each input of each body that a table tells, in the order of print; empty ones too.

    A table that only repeats another one is left out. A body that is not known has neither slug nor agency.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for table in outcome.tables:
            if table.repeats is None and spec.table(table.id).holds == "inputs":
                writer.writerows(_lines(table, outcome, spec, bodies))


def _lines(table: Table, outcome: Outcome, spec: EditionSpec, bodies: Sequence[KnownBody]) -> Iterator[dict[str, str]]:
    facts = spec.table(table.id)
    names = {source.sha256: source.name for source in outcome.sources}
    forms = load_form_spec(spec.home, spec.id, spec.period)
    indicators = {asked.key: asked.indicator for asked in forms.inputs} if forms else {}
    choices = read_choices(spec.home)
    finder = BodyFinder([body for body in bodies if body.entity_type in facts.entity_type.split()],
                        forms.body_expansions if forms else None, forms.words.get("place", "") if forms else "")
    rows: dict[int, dict[str, Cell]] = {}
    for cell in outcome.cells:
        if cell.table_id == table.id and cell.row_kind == "data":
            rows.setdefault(cell.row, {})[cell.column] = cell
    for row in rows.values():
        written = row[facts.body_column].text
        found = finder.find(written).body
        for column in facts.columns:
            known = choices.get(column.key, {})
            inputs = [choice["input_key"] for choice in known.values() if choice["input_key"]] or [column.key]
            if inputs[0] not in indicators:
                continue
            cell = row[column.key]
            chosen = known.get(letters(cell.text), {}).get("choice", "")
            yield {
                "slug": found.slug if found else "", "agency": found.name_vi if found else "",
                "agency_written": written, "file": names[cell.file_sha256], "sheet": table.sheet or "",
                "indicator": indicators[inputs[0]], "key": column.key,
                "value": chosen if cell.value is None else f"{cell.value:f}", "unit": column.unit,
                "cell": cell.sheet_cell or "", "raw": cell.text, "raw_type": cell.raw_type,
            }


def read_choices(home: Path) -> Choices:
    """What the words of a choice mean, by column; none where the series has no choices.csv."""
    choices: Choices = {}
    if (home / "choices.csv").exists():
        with (home / "choices.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                choices.setdefault(row["column_key"], {})[letters(row["printed"])] = row
    return choices
