"""The figures of one form: each matched row's cell read for its input, and what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.contract import FormInput
from extractors.errors import Problem
from extractors.form_labels import ALIKE, take_apart
from extractors.form_rows import CLEAR, FormRow, Matcher, Matching
from extractors.form_spec import FormSpec, InputSpec
from extractors.form_values import POINTS, Answer, clean, read_answer, read_points
from extractors.names import folded
from extractors.sheets import Sheet, SheetCell

UNSURE = Decimal("0.75")
"""A label less like than this is read, and said."""
NOT_SURE = Decimal("0.9")
"""The most that a label with a word too many or too few comes to."""


@dataclass
class FormAnswers:
    """What the rows of one form gave. Doubts carry the cell; the caller adds the file."""

    edition: str
    form: str
    file_sha256: str
    inputs: list[FormInput] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing was filled in: not even something that cannot be read."""
        return all(given.raw_type == "empty" for given in self.inputs if given.kind == "input")


def read_answers(answers: FormAnswers, rows: Sequence[FormRow], matcher: Matcher, units_above: str) -> None:
    """Read every input and every self-given point of a form.

    Args:
        units_above: the unit that the head tells for the whole form, or nothing.
    """
    matching = matcher.match(tuple(row.text for row in rows))
    spec, targets = matcher.labels.spec, matcher.targets
    by_key = {targets[place].key: (rows[index], likeness) for place, (index, likeness) in matching.taken.items()
              if targets[place].kind == "input"}
    headings = {targets[place].key: rows[index] for place, (index, _) in matching.taken.items()
                if targets[place].kind == "heading"}
    labelled = {(id(row.cells), row.row) for row in rows}
    for asked in spec.inputs:
        if asked.key in by_key:
            _read_input(answers, *by_key[asked.key], asked, matcher, units_above, labelled)
    _refuse_several(answers, spec)
    _read_choices(answers, headings, by_key, matcher)
    _read_self_points(answers, headings, by_key, spec)
    _tell_unmatched(answers, rows, matching, matcher)


def _read_input(answers: FormAnswers, row: FormRow, likeness: float, asked: InputSpec, matcher: Matcher,
                units_above: str, labelled: set[tuple[int, int]]) -> None:
    assert row.block.value is not None
    spec = matcher.labels.spec
    cell = row.cells.cell(row.row, row.block.value)
    units = _units_beside(row, asked, spec)
    unit = next(iter(units), units_above if asked.kind == "money" else "")
    answer = read_answer(cell, asked, unit, spec)
    if cell.kind == "empty" and asked.kind in ("flag", "mark"):
        cell, answer = _ticked(row, cell, asked, spec) or (cell, answer)
    more = ""
    if cell.kind != "empty" and _is_shared(row, cell, labelled):
        answer = Answer(None, answer.unit, code="form_value_merged")
    elif cell.kind != "empty" and len({spec.unit_of(each, asked) or each for each in units}) > 1:
        answer, more = Answer(None, asked.unit, code="form_value_two_units"), f" [{' · '.join(units)}]"
    words = matcher.labels.differs(row.text.label, asked.key)
    confidence = min(round(Decimal(str(likeness)), 2), NOT_SURE if any(words) else Decimal(1))
    given = _given(answers, row, cell, asked.indicator, asked.key, answer, "input", confidence)
    label = clean(row.text.label)
    if answer.code:
        answers.doubts.append(Problem(answer.code, table=answers.form, cell_id=given, expected=asked.unit,
                                      found=f"{label}: {cell.text.strip()}{more}"))
    elif asked.kind == "money" and answer.value is not None and not unit and answer.unit == asked.unit \
            and not any(char.isalpha() for char in cell.text):
        answers.doubts.append(Problem("form_unit_unsaid", table=answers.form, cell_id=given, expected=asked.unit,
                                      found=f"{label}: {cell.text.strip()}"))
    if cell.kind != "empty" and row.row in row.cells.sheet.hidden_rows:
        answers.doubts.append(Problem("form_row_hidden", table=answers.form, cell_id=given,
                                      found=f"{label}: {cell.text.strip()}", details={"row": str(row.row)}))
    if confidence < UNSURE or any(words):
        changed = " ".join(f"{sign}{word}" for sign, some in zip("+−", words, strict=True) for word in some)
        answers.doubts.append(Problem("form_label_unlike", table=answers.form, cell_id=given, found=label,
                                      expected=asked.labels[0][1],
                                      details={"likeness": str(confidence), "words": changed or "~"}))


def _refuse_several(answers: FormAnswers, spec: FormSpec) -> None:
    """Of options of which one is to be chosen, several chosen are none."""
    for options in spec.choices:
        chosen = [given for given in answers.inputs if given.input in options and given.value]
        if len(chosen) < 2:
            continue
        answers.inputs[:] = [replace(given, value=None) if given in chosen else given for given in answers.inputs]
        answers.doubts += [Problem("form_value_choice", table=answers.form, cell_id=given.cell_id(answers.edition),
                                   found=" · ".join(each.label_printed for each in chosen), expected="1")
                           for given in chosen]


def _ticked(row: FormRow, empty: SheetCell, asked: InputSpec, spec: FormSpec) -> tuple[SheetCell, Answer] | None:
    """The answer whose column is marked; with marks in several, or something else than a mark, no answer."""
    filled = [(row.cells.cell(row.row, column), answer) for column, answer in row.block.ticks.items()]
    filled = [(cell, answer) for cell, answer in filled if cell.kind != "empty" and cell != empty]
    if not filled:
        return None
    cell, answer = filled[0]
    if len(filled) > 1 or read_answer(cell, asked, "", spec).value != 1:
        return cell, Answer(None, asked.unit, code="form_value_wordy")
    return cell, Answer(Decimal(answer), asked.unit)


def _given(answers: FormAnswers, row: FormRow, cell: SheetCell, indicator: str, key: str, answer: Answer,
           kind: str, confidence: Decimal) -> str:
    """Keep one input; its cell id."""
    raw_type = cell.kind if cell.kind in ("number", "empty") else "text"
    given = FormInput(answers.form, kind, indicator, key, cell.text, raw_type, answer.value, answer.unit,
                      row.cells.sheet.name, Sheet.address(cell.row, cell.column), clean(row.text.label), confidence,
                      answers.file_sha256)
    answers.inputs.append(given)
    return given.cell_id(answers.edition)


def _units_beside(row: FormRow, asked: InputSpec, spec: FormSpec) -> list[str]:
    """The units in their column, behind the label and in the header over the figures; the first one holds."""
    units = []
    if row.block.unit is not None:
        written = row.cells.cell(row.row, row.block.unit).text.strip()
        if written:
            units.append(written)
    header = row.block.headers.get(row.block.value or 0, "")
    label = take_apart(row.text.label)
    texts = (*label.brackets, re.split(r"[,;:–]|\s-\s", label.text)[-1], *re.findall(r"\(([^()]+)\)", header))
    for text in texts:
        unit = spec.unit_of(text.rpartition(":")[2], asked)
        if unit:
            units.append(unit)
    return units


def _is_shared(row: FormRow, cell: SheetCell, labelled: set[tuple[int, int]]) -> bool:
    """Whether a merged area shows this cell beside several labels."""
    return any(top <= cell.row <= bottom and left <= cell.column <= right and sum(
        (id(row.cells), line) in labelled for line in range(top, bottom + 1)) > 1
        for top, left, bottom, right in row.cells.sheet.merged if bottom > top)


def _read_choices(answers: FormAnswers, headings: dict[str, FormRow], by_key: dict[str, tuple[FormRow, float]],
                  matcher: Matcher) -> None:
    """A heading whose own cell names one of its options; the options have no rows of their own then."""
    for indicator, row in headings.items():
        assert row.block.value is not None
        cell = row.cells.cell(row.row, row.block.value)
        if cell.kind == "empty":
            continue
        options = {asked.key: asked for asked in matcher.labels.spec.inputs if asked.indicator == indicator}
        scores = sorted(((likeness, matcher.targets[place].key)
                         for place, likeness in matcher.labels.scores(cell.text, row.text.label).items()
                         if matcher.targets[place].key in options), reverse=True)
        is_clear = scores and scores[0][0] >= ALIKE and (len(scores) == 1 or scores[1][0] <= scores[0][0] - CLEAR)
        if is_clear and not options.keys() & by_key.keys() and cell.kind == "text":
            asked = options[scores[0][1]]
            by_key[asked.key] = (row, scores[0][0])
            _given(answers, row, cell, indicator, asked.key, Answer(Decimal(1), asked.unit), "input",
                   round(Decimal(str(scores[0][0])), 2))
        elif _is_answer(cell, matcher.labels.spec):
            answers.doubts.append(_row_unknown(answers, row, cell))


def _read_self_points(answers: FormAnswers, headings: dict[str, FormRow], by_key: dict[str, tuple[FormRow, float]],
                      spec: FormSpec) -> None:
    """One figure an indicator: beside its heading, else beside the one of its inputs that has one."""
    for indicator in dict.fromkeys(asked.indicator for asked in spec.inputs if asked.indicator):
        rows = [headings[indicator]] if indicator in headings else []
        rows += [by_key[asked.key][0] for asked in spec.inputs if asked.indicator == indicator and asked.key in by_key]
        places = {(id(row.cells), row.row): (row, row.cells.cell(row.row, row.block.self_points))
                  for row in rows if row.block.self_points is not None}
        if not places:
            continue
        filled = {cell: row for row, cell in places.values() if cell.kind != "empty"}
        row, cell = next(iter(places.values()))
        if filled:
            cell, row = next(iter(filled.items()))
        answer = read_points(cell, spec) if len(filled) < 2 else Answer(None, POINTS, code="form_points_unread")
        given = _given(answers, row, cell, indicator, f"self_{indicator}", answer, "self_points", Decimal(1))
        if answer.code:
            answers.doubts.append(Problem(answer.code, table=answers.form, cell_id=given, expected=answer.unit,
                                          found=" · ".join(each.text.strip() for each in filled)))


def _tell_unmatched(answers: FormAnswers, rows: Sequence[FormRow], matching: Matching, matcher: Matcher) -> None:
    """Rows that could be several inputs, filled rows that are none, and inputs that no row is."""
    said: set[str] = set()
    for index, places in matching.unclear.items():
        row = rows[index]
        names = [matcher.targets[place] for place in places]
        said.update(target.key for target in names)
        cell = row.cells.cell(row.row, row.block.value or 0)
        answers.doubts.append(Problem(
            "form_input_ambiguous", table=answers.form, cell_id=_cell_id(answers, row, cell),
            found=clean(row.text.label), expected=" · ".join(target.key for target in names),
            details={"value": cell.text.strip()}))
    for index in matching.unknown:
        row = rows[index]
        cell = row.cells.cell(row.row, row.block.value or 0)
        if _is_answer(cell, matcher.labels.spec):
            answers.doubts.append(_row_unknown(answers, row, cell))
    found = {given.input for given in answers.inputs}
    absent = [asked for asked in _asked(matcher.labels.spec) if asked.key not in found | said]
    if absent:
        answers.doubts.append(Problem(
            "form_input_absent", table=answers.form,
            expected=" · ".join(f"{asked.key} (“{asked.labels[0][1]}”)" for asked in absent)))


def _row_unknown(answers: FormAnswers, row: FormRow, cell: SheetCell) -> Problem:
    return Problem("form_row_unknown", table=answers.form, cell_id=_cell_id(answers, row, cell),
                   found=cell.text.strip(), details={"label": clean(row.text.label)})


def _asked(spec: FormSpec) -> Iterator[InputSpec]:
    return (asked for asked in spec.inputs if asked.is_asked)


def _is_answer(cell: SheetCell, spec: FormSpec) -> bool:
    """Whether a cell holds what inputs hold, not a word of the form itself such as a signature."""
    if cell.kind != "text":
        return cell.kind != "empty"
    text = clean(cell.text)
    return text[:1].isdigit() or (folded(text) or text) in spec.answers("yes") | spec.answers("no")


def _cell_id(answers: FormAnswers, row: FormRow, cell: SheetCell) -> str:
    return f"{answers.edition}:{answers.form}:{Sheet.address(cell.row, cell.column)}:?"
