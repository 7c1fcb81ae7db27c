"""A workbook that a body filled in → its figures, found by their labels wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from extractors.bodies import BodyFinder, BodyMatch, KnownBody
from extractors.contract import Form, Outcome, SourceFile
from extractors.errors import Problem
from extractors.form_answers import FormAnswers
from extractors.form_columns import Block, Cells, find_blocks
from extractors.form_copies import read_sheets, rows_by_sheet
from extractors.form_heads import (
    Agency,
    correction,
    find_agency,
    lines_around,
    sheet_years,
    title_years,
    unit_in_head,
    written_on,
)
from extractors.form_labels import Labels
from extractors.form_rows import Matcher, rows_of
from extractors.form_spec import FormSpec, load_form_spec
from extractors.form_versions import as_status, settle_forms
from extractors.sheets import SheetCell, Workbook
from extractors.spec import EditionSpec

__all__ = ["is_form", "read_form", "settle_forms"]

FEWEST_INPUTS = 0.2
"""The share of the inputs asked that a form holds at least; a table that shares a word or two is none."""


@dataclass
class FormSheet:
    """A shown sheet: its parts that ask what the specification asks, and the lines around them."""

    cells: Cells
    blocks: list[Block]
    above: list[tuple[SheetCell, str]]
    below: list[str]
    years: set[str]
    agency: Agency


@dataclass
class FormParts:
    """The sheets that one body filled in, by what can be read of them."""

    agency: Agency
    sheets: list[FormSheet] = field(default_factory=list)
    usable: list[tuple[Cells, Block]] = field(default_factory=list)
    of_other_years: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    twice: Problem | None = None


def is_form(book: Workbook, spec: EditionSpec) -> bool:
    """Whether a shown sheet asks, label under label, what the forms of this edition ask."""
    form_spec = load_form_spec(spec.home, spec.id, spec.period)
    if form_spec is None:
        return False
    matcher = matcher_of(form_spec)
    rows = [row for cells, blocks in _sheets(book, form_spec) for block in blocks for row in rows_of(cells, block)]
    found = matcher.match(tuple(row.text for row in rows)).taken if rows else {}
    inputs = sum(1 for place in found if matcher.targets[place].kind == "input")
    return inputs >= max(3.0, FEWEST_INPUTS * len(form_spec.inputs))


def read_form(book: Workbook, source: SourceFile, spec: EditionSpec, bodies: Sequence[KnownBody]) -> Outcome:
    """Read the form, or the forms where a workbook holds those of several bodies.

    Args:
        bodies: whom it may come from.

    Returns:
        The document's part of the outcome: forms with their inputs; doubts; in `set_aside` why a form
        does not count (its status is then `held_back`).
    """
    form_spec = load_form_spec(spec.home, spec.id, spec.period)
    assert form_spec is not None, "is_form said so"
    part = Outcome(spec.id, [source])
    for parts in _by_agency(book, form_spec, bodies):
        _read_parts(part, parts, book, source, form_spec)
    return part


@lru_cache(maxsize=4)
def matcher_of(spec: FormSpec) -> Matcher:
    """The matcher of a specification, with all it remembers."""
    return Matcher(Labels(spec))


@lru_cache(maxsize=4)
def _finder(bodies: tuple[KnownBody, ...], spec: FormSpec) -> BodyFinder:
    return BodyFinder(bodies, spec.body_expansions, spec.words.get("place", ""))


@lru_cache(maxsize=1)
def _sheets(book: Workbook, spec: FormSpec) -> list[tuple[Cells, list[Block]]]:
    """The shown sheets with their blocks; asked twice, for `is_form` and `read_form`."""
    labels = matcher_of(spec).labels
    shown = [Cells(sheet) for sheet in book.shown]
    return [(cells, find_blocks(cells, labels)) for cells in shown]


def _by_agency(book: Workbook, spec: FormSpec, bodies: Sequence[KnownBody]) -> list[FormParts]:
    """The sheets grouped by the body they name; a sheet without a name belongs to the one before."""
    find = _finder(tuple(bodies), spec).find
    groups: list[FormParts] = []
    plain_heads: list[FormSheet] = []
    for cells, blocks in _sheets(book, spec):
        above, below = lines_around(cells, blocks)
        texts = [line for _, line in above]
        years = title_years(texts, spec) or set(sheet_years(cells.sheet.name))
        sheet = FormSheet(cells, blocks, above, below, years, find_agency(cells, above, spec, find))
        if not blocks:
            plain_heads.append(sheet)
        elif groups and (not sheet.agency.written or _is_same(sheet.agency, groups[-1].agency)):
            groups[-1].sheets.append(sheet)
        else:
            groups.append(FormParts(sheet.agency, [sheet]))
    named = [sheet for sheet in plain_heads if sheet.agency.match and sheet.agency.match.body]
    for parts in groups:
        if not parts.agency.written and len(named) == 1:
            parts.agency = named[0].agency
        _sort_blocks(parts, spec)
    return groups


def _is_same(left: Agency, right: Agency) -> bool:
    if not right.written or left.written == right.written:
        return True
    bodies = [agency.match.body.entity_code if agency.match and agency.match.body else None
              for agency in (left, right)]
    return bodies[0] is not None and bodies[0] == bodies[1]


def _sort_blocks(parts: FormParts, spec: FormSpec) -> None:
    """Which parts of the sheets hold this year's figures, and which do not."""
    for sheet in parts.sheets:
        for block in sheet.blocks:
            says_period = block.value is not None and spec.period in block.headers.get(block.value, "")
            if block.value is not None and (says_period or not sheet.years or spec.period in sheet.years):
                parts.usable.append((sheet.cells, block))
            elif block.value is not None or block.other_years:
                years = sheet.years if block.value is not None else block.other_years
                parts.of_other_years.append(f"{sheet.cells.sheet.name}: {', '.join(sorted(years))}")
            elif block.unclear:
                parts.unclear.append(f"{sheet.cells.sheet.name}: {' · '.join(block.unclear)}")
            elif block.unfit:
                parts.unfit.append(f"{sheet.cells.sheet.name}: {' · '.join(block.unfit)}")


def _read_parts(part: Outcome, parts: FormParts, book: Workbook, source: SourceFile, spec: FormSpec) -> None:
    body = parts.agency.match.body if parts.agency.match else None
    mark = f"held-back-{source.sha256[:8]}" + (f"-{len(part.forms) + 1}" if part.forms else "")
    answers = FormAnswers(part.edition, f"form/{(body.slug or body.entity_code) if body else mark}", source.sha256)
    if parts.usable:
        head = [line for sheet in parts.sheets for _, line in sheet.above]
        sheets = rows_by_sheet(parts.usable)
        parts.twice = read_sheets(answers, sheets, matcher_of(spec), unit_in_head(head, spec))
    _tell(answers, parts, spec)
    part.doubts += answers.doubts
    form = _form(parts, answers, book, source, spec)
    held = _why_held(parts, answers, spec)
    if held:
        part.set_aside.append(held)
        form = as_status(form, f"{form.form}.{mark}" if body else form.form, "held_back", held.code)
    part.forms.append(form)


def _form(parts: FormParts, answers: FormAnswers, book: Workbook, source: SourceFile, spec: FormSpec) -> Form:
    match = parts.agency.match
    body = match.body if match else None
    above = [line for sheet in parts.sheets for _, line in sheet.above]
    below = [line for sheet in parts.sheets for line in sheet.below]
    return Form(
        form=answers.form,
        entity_code=body.entity_code if body else "",
        slug=(body.slug or body.entity_code) if body else "",
        name_printed=parts.agency.written,
        name=(body.name_vi or body.name) if body else "",
        confidence=match.confidence if match else Decimal(0),
        source=source,
        sheet=parts.sheets[0].cells.sheet.name,
        written_on=written_on(above, below, spec),
        status="counted",
        reason="",
        inputs=tuple(answers.inputs),
        correction=correction(above, source.name, spec),
        modified=book.modified or "",
    )


def _why_held(parts: FormParts, answers: FormAnswers, spec: FormSpec) -> Problem | None:
    """What keeps a form from counting; None when nothing does."""
    match, written = parts.agency.match, parts.agency.written
    if match is None or match.body is None:
        return _who(written, match)
    if not parts.usable:
        for found, problem in ((parts.unclear, Problem("form_column_unclear")),
                               (parts.unfit, Problem("form_column_absent")),
                               (parts.of_other_years, Problem("form_other_year"))):
            if found:
                return replace(problem, found="; ".join(found), expected=spec.period)
    if parts.twice:
        return parts.twice
    if answers.is_empty:
        return Problem("form_empty", found=written, expected=f"{len(spec.inputs)}")
    return None


def _who(written: str, match: BodyMatch | None) -> Problem:
    if match is None:
        return Problem("form_agency_absent", expected="Tên đơn vị: …")
    if match.is_ambiguous:
        return Problem("form_agency_ambiguous", found=written, expected=" · ".join(match.candidates))
    return Problem("form_agency_unknown", found=written, expected=" · ".join(match.candidates))


def _tell(answers: FormAnswers, parts: FormParts, spec: FormSpec) -> None:
    """What was decided about the form as a whole."""
    match, form = parts.agency.match, answers.form
    if match and match.body and match.confidence < 1:
        answers.doubts.append(Problem(
            "form_agency_misspelt", table=form, found=parts.agency.written,
            expected=match.body.name_vi or match.body.name, details={"confidence": str(match.confidence)}))
    if not parts.usable:
        return
    answers.doubts += [Problem("form_sheet_left", table=form, found=found, expected=spec.period)
                       for found in parts.of_other_years]
    answers.doubts += [Problem("form_column_unclear", table=form, found=found, expected=spec.period)
                       for found in parts.unclear]
    answers.doubts += [Problem("form_column_absent", table=form, found=found, expected=spec.period)
                       for found in parts.unfit]
    is_year_said = any(sheet.years for sheet in parts.sheets) or any(
        spec.period in block.headers.get(block.value or 0, "") for _, block in parts.usable)
    if not is_year_said:
        answers.doubts.append(Problem("form_year_unsaid", table=form, expected=spec.period))
