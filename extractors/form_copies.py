"""A form that stands on several sheets: in parts, which are read as one, or whole more than once, which is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from extractors.errors import Problem
from extractors.form_answers import FormAnswers, read_answers
from extractors.form_columns import Block, Cells
from extractors.form_rows import FormRow, Matcher, rows_of

SHARED = 0.5
"""Two sheets of which one asks this share of its inputs on the other too are copies, not parts."""
FEWEST_SHARED = 3


def rows_by_sheet(parts: Sequence[tuple[Cells, Block]]) -> list[list[FormRow]]:
    """The labelled rows of each sheet."""
    sheets: dict[int, list[FormRow]] = {}
    for cells, block in parts:
        number = list(sheets).index(id(cells)) if id(cells) in sheets else len(sheets)
        sheets.setdefault(id(cells), []).extend(rows_of(cells, block, number))
    return [rows for rows in sheets.values() if rows]


def read_sheets(answers: FormAnswers, sheets: Sequence[list[FormRow]], matcher: Matcher, units_above: str) -> (
        Problem | None):
    """Read the sheets as one form; of copies the first that is filled in, if no other tells otherwise.

    Returns:
        What speaks against reading any of them; None where nothing does.
    """
    if not _are_copies(sheets, matcher):
        read_answers(answers, [row for rows in sheets for row in rows], matcher, units_above)
        return None
    copies = []
    for rows in sheets:
        copy = replace(answers, inputs=[], doubts=[])
        read_answers(copy, rows, matcher, units_above)
        copies.append((rows[0].cells.sheet.name, copy))
    names = " · ".join(name for name, _ in copies)
    # a sheet of guidance asks all labels too, and has words where the form has figures
    filled = [(name, copy) for name, copy in copies if any(given.value is not None for given in copy.inputs)] or [
        (name, copy) for name, copy in copies if not copy.is_empty] or copies[:1]
    name, first = filled[0]
    if any(_figures(copy) != _figures(first) for _, copy in filled):
        return Problem("form_sheets_twice", found=names, expected="1")
    answers.inputs, answers.doubts = first.inputs, [*first.doubts, Problem(
        "form_sheets_alike", table=answers.form, found=names, expected=name)]
    return None


def _are_copies(sheets: Sequence[list[FormRow]], matcher: Matcher) -> bool:
    if len(sheets) < 2:
        return False
    asked = []
    for rows in sheets:
        taken = matcher.match(tuple(row.text for row in rows)).taken
        asked.append({place for place in taken if matcher.targets[place].kind == "input"})
    return any(len(left & right) >= max(FEWEST_SHARED, SHARED * min(len(left), len(right)))
               for left, right in combinations(asked, 2))


def _figures(copy: FormAnswers) -> dict[tuple[str, str], tuple[object, str, str]]:
    """What was filled in: values with units, or the text where there is no value."""
    return {(given.kind, given.input): (given.value, given.unit, "" if given.value is not None else given.text.strip())
            for given in copy.inputs}
