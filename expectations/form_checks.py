"""Checks over all forms of an edition at once: who sent one, what they left out, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from expectations.forms import Form, FormInput, FormsOfEdition
from expectations.lines import AT_LEAST, AT_MOST, EQUAL, PRESENT, Check, Line, Place


def form_name(forms: FormsOfEdition) -> Iterator[Line]:
    for form in forms.all:
        if form.entity_code:
            yield Line(None, None, form.name_printed, form.confidence, Decimal(1), form.name, place=_place(form),
                       details={"confidence": f"{round(100 * form.confidence)} %"})


def form_once(forms: FormsOfEdition) -> Iterator[Line]:
    later = {form.entity_code: form.file_name for form in forms.counted}
    for form in forms.all:
        if form.status != "held_back":
            yield Line(None, None, form.file_name, form.status, "counted", later.get(form.entity_code, ""),
                       details={"body": form.name}, place=_place(form))


def forms_complete(forms: FormsOfEdition) -> Iterator[Line]:
    """One line a type of bodies, with the names of all that sent nothing that counts."""
    sent = {form.entity_code for form in forms.counted}
    names = {body.entity_code: body.name_vi or body.name for body in reversed(forms.bodies)}
    for entity_type in dict.fromkeys(body.entity_type for body in forms.bodies):
        block = dict.fromkeys(body.entity_code for body in forms.bodies if body.entity_type == entity_type)
        missing = [names[code] for code in block if code not in sent]
        found = len(block) - len(missing)
        yield Line(None, None, f"{found}/{len(block)}", found, len(block), ", ".join(missing),
                   details={"missing": str(len(missing)), "bodies": str(len(block))})


def form_figures(forms: FormsOfEdition) -> Iterator[Line]:
    """One line a form, with the names of all figures that it does not give. An unmarked mark is a no."""
    rules, unasked = forms.rules.inputs, forms.rules.unasked
    asked = dict.fromkeys([*(key for key in rules if key not in unasked),
                           *(given.key for _, given in forms.inputs("input"))])
    for form in forms.counted:
        labels = {given.key: given.label for given in form.inputs}
        filled = {given.key for given in form.inputs if given.value is not None or given.is_unreadable}
        missing = [rules[key].name_vi if key in rules else labels.get(key, key) for key in asked
                   if key not in filled and not (key in rules and rules[key].blank_is == "no")]
        yield Line(None, None, f"{len(asked) - len(missing)}/{len(asked)}", len(missing), 0, "; ".join(missing),
                   details={"body": form.name, "missing": str(len(missing))}, place=_place(form))


def form_readable(forms: FormsOfEdition) -> Iterator[Line]:
    """What the extractor could not read is told in its own words."""
    for form, given in forms.inputs():
        if given.value is not None:
            yield _line(form, given, given.value, None, given.unit)
        elif given.doubt is not None:
            yield Line(None, given.key, given.doubt.found, None, None, given.doubt.expected, given.doubt.details,
                       given.doubt.code, _place(form, given.cell_id))


def form_unit(forms: FormsOfEdition) -> Iterator[Line]:
    for form, given in forms.inputs("input"):
        rule = forms.rules.inputs.get(given.key)
        if given.value is not None and rule and rule.kind == "money":
            known = forms.rules.in_base_unit(given.key, given.value, given.unit)
            yield _line(form, given, known, None, rule.unit)


def form_negative(forms: FormsOfEdition) -> Iterator[Line]:
    for form, given in forms.inputs():
        if given.value is not None:
            yield _line(form, given, given.value, Decimal(0), "≥ 0")


def form_fraction(forms: FormsOfEdition) -> Iterator[Line]:
    for form, given in forms.inputs("input"):
        if given.value is not None and forms.is_count(given):
            yield _line(form, given, given.value, given.value.to_integral_value(), "1, 2, 3 …")


def part_above_whole(forms: FormsOfEdition) -> Iterator[Line]:
    """Not judged where one of the inputs above is missing or cannot be."""
    rules = forms.rules
    for form in forms.counted:
        given = {item.key: item for item in form.inputs if item.kind == "input"}
        values = forms.base_values(form)
        for key, wholes in rules.limits.items():
            if key in values and all(whole in values for whole in wholes):
                most = sum((values[whole] for whole in wholes), Decimal(0))
                names = " + ".join(rules.inputs[whole].name_vi for whole in wholes)
                yield _line(form, given[key], values[key], most, f"≤ {most:f}", names)


def form_agrees(forms: FormsOfEdition) -> Iterator[Line]:
    """A figure of a form beside that of the table that puts all forms together."""
    for form in forms.counted:
        values = forms.base_values(form)
        for given in form.inputs:
            cell, wanted = forms.consolidated.get((form.entity_code, given.key), (None, None))
            if cell and given.kind == "input" and given.key in values:
                yield Line(None, given.key, given.text, values[given.key], wanted, cell.text,
                           place=_place(form, given.cell_id),
                           details={"body": form.name, "label": given.label, "other": cell.cell_id})


def self_maximum(forms: FormsOfEdition) -> Iterator[Line]:
    for form, given in forms.inputs("self_points"):
        most = forms.rules.maximum(given.indicator, forms.type_of.get(form.entity_code, ""))
        if given.value is not None and most is not None:
            yield _line(form, given, given.value, most, f"≤ {most:f}")


def self_sum(forms: FormsOfEdition) -> Iterator[Line]:
    """A sum of nothing is not judged: a body that gave itself no points has a formula that shows 0."""
    nodes = forms.rules.nodes
    for form in forms.counted:
        points = {item.indicator: item.value for item in form.inputs
                  if item.kind == "self_points" and item.value is not None}
        for item in form.inputs:
            parts = [value for node, value in points.items()
                     if node in nodes and nodes[node].parent == item.indicator]
            if item.kind == "self_points" and item.value is not None and parts:
                wanted = sum(parts, Decimal(0))
                yield _line(form, item, item.value, wanted, f"{wanted:f}")


def _line(form: Form, given: FormInput, found: object, wanted: object, expected: str, whole: str = "") -> Line:
    """A line of one cell of a form; `whole` names what it is a part of."""
    return Line(None, given.key, given.text, found, wanted, expected, place=_place(form, given.cell_id), details={
        "body": form.name, "label": given.label or given.key, "unit": given.unit, "whole": whole})


def _place(form: Form, cell_id: str = "") -> Place:
    return Place(form.form, form.file_name, cell_id)


FORM_CHECKS = (
    Check("form_name", EQUAL, form_name),
    Check("form_once", EQUAL, form_once),
    Check("forms_complete", EQUAL, forms_complete),
    Check("form_figures", EQUAL, form_figures),
    Check("form_readable", PRESENT, form_readable),
    Check("form_unit", PRESENT, form_unit),
    Check("form_negative", AT_LEAST, form_negative),
    Check("form_fraction", EQUAL, form_fraction),
    Check("part_above_whole", AT_MOST, part_above_whole),
    Check("form_agrees", EQUAL, form_agrees),
    Check("form_self_maximum", AT_MOST, self_maximum),
    Check("form_self_sum", EQUAL, self_sum),
)
