"""The forms of an edition as the extractor read them, beside the rules for what they may hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from expectations.form_rules import FormRules
from expectations.handover import PrintedCell, PrintedTable, read_lines
from extractors.bodies import KnownBody
from extractors.errors import Problem

FORMS = "forms"
"""Stands for a table id in results of checks over all forms of an edition."""
ABOUT_VALUES = ("form_value_", "form_points_")
"""How codes of the extractor's doubts about what was filled into a cell begin."""
TOLD_BY_CHECKS = frozenset({"form_agency_misspelt", "form_superseded"})
"""Doubts of the extractor about whole forms that a check tells too."""


@dataclass(frozen=True)
class FormInput:
    """A cell of a form. `value` is empty where nothing is told, or, with a `doubt`, where it cannot be read.

    `kind`: input, or self_points (what the body gives itself for the node `indicator`).
    """

    cell_id: str
    kind: str
    indicator: str
    key: str
    text: str
    value: Decimal | None
    unit: str
    label: str
    doubt: Problem | None

    @property
    def is_unreadable(self) -> bool:
        return self.value is None and self.doubt is not None


@dataclass(frozen=True)
class Form:
    """A form that a body filled in. `status`: counted, superseded (a later one counts) or held_back."""

    form: str
    entity_code: str
    slug: str
    name_printed: str
    name: str
    confidence: Decimal
    file_name: str
    status: str
    reason: str
    inputs: tuple[FormInput, ...]


@dataclass(frozen=True)
class FormsOfEdition:
    """All forms of an edition, what they may hold, and the bodies that should have sent one.

    `tables` are the printed tables; those that hold inputs tell the same figures once more.
    """

    all: tuple[Form, ...]
    rules: FormRules
    bodies: tuple[KnownBody, ...]
    tables: tuple[PrintedTable, ...] = ()

    @cached_property
    def counted(self) -> tuple[Form, ...]:
        return tuple(form for form in self.all if form.status == "counted")

    @cached_property
    def type_of(self) -> dict[str, str]:
        """entity_code → entity_type."""
        return {body.entity_code: body.entity_type for body in self.bodies}

    @cached_property
    def consolidated(self) -> dict[tuple[str, str], tuple[PrintedCell, Decimal]]:
        """(entity_code, input) → the cell of a printed table that tells it, and its value in the input's unit."""
        found = {}
        for table in self.tables:
            for row, column, cell in table.cells("data") if table.spec.holds == "inputs" else ():
                bodies = table.bodies_of(row)
                value = None if cell.value is None else self.rules.in_base_unit(column.key, cell.value, column.unit)
                if len(bodies) == 1 and column.key in self.rules.inputs and value is not None:
                    found[bodies[0].entity_code, column.key] = cell, value
        return found

    def inputs(self, *kinds: str) -> Iterator[tuple[Form, FormInput]]:
        """The cells of the forms that count; of all kinds when none is given."""
        for form in self.counted:
            for given in form.inputs:
                if not kinds or given.kind in kinds:
                    yield form, given

    def not_told(self, doubts: Sequence[Problem]) -> list[Problem]:
        """The doubts of the extractor that no check of forms tells."""
        told = {id(given.doubt) for _, given in self.inputs() if given.is_unreadable or self.is_count(given)}
        return [doubt for doubt in doubts if doubt.code not in TOLD_BY_CHECKS and id(doubt) not in told]

    def base_values(self, form: Form) -> dict[str, Decimal]:
        """The figures of a form that can be, each in the unit of its input."""
        found = {given.key: self.rules.in_base_unit(given.key, given.value, given.unit) for given in form.inputs
                 if given.kind == "input" and given.value is not None
                 and given.value >= 0 and not (self.is_count(given) and given.value % 1)}
        return {key: value for key, value in found.items() if value is not None}

    def is_count(self, given: FormInput) -> bool:
        return given.key in self.rules.inputs and self.rules.inputs[given.key].kind == "count"


def read_forms(folder: Path, doubts: Sequence[Problem]) -> tuple[Form, ...]:
    """The forms in a hand-over `extract`, in its order, with what the extractor doubts about their cells.

    Raises:
        OSError, KeyError, ValueError: the hand-over is not of the form in docs/architecture.md.
    """
    doubt_of = {(doubt.file, doubt.cell_id): doubt for doubt in doubts if doubt.code.startswith(ABOUT_VALUES)}
    inputs: dict[str, list[dict[str, Any]]] = {}
    for line in read_lines(folder / "form_inputs.jsonl"):
        inputs.setdefault(line["form"], []).append(line)
    return tuple(
        Form(line["form"], line["entity_code"], line["slug"], line["name_printed"], line["name"],
             Decimal(line["confidence"]), line["file_name"], line["status"], line["reason"],
             tuple(_input(given, doubt_of.get((line["file_name"], given["cell_id"])))
                   for given in inputs.get(line["form"], ())))
        for line in read_lines(folder / "forms.jsonl")
    )


def _input(line: dict[str, Any], doubt: Problem | None) -> FormInput:
    value = None if line["value"] is None else Decimal(line["value"])
    return FormInput(line["cell_id"], line["kind"], line["indicator"], line["input"], line["text"], value,
                     line["unit"], line["label_printed"], doubt)
