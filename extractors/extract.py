"""The documents of an edition and its specification → every cell and every input, exactly as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from extractors.bodies import KnownBody
from extractors.contract import Form, Outcome, SourceFile, revision_of
from extractors.errors import DataError, Problem
from extractors.fingerprint import PDF, WORKBOOKS, identify_pdf, media_type, place_in_edition, sha256_of
from extractors.form_spec import load_form_spec
from extractors.guard import Progress, guarded
from extractors.indicator_names import KnownIndicator
from extractors.plans import settle_plan
from extractors.revisions import Reading, compare_revisions, merge_revisions
from extractors.spec import EditionSpec

WITNESS = "@workbook"
"""Behind the id of a table that a second document of the revision prints as well."""
FOREIGN = "document_foreign"
LABELS_TOLD = 2
"""Of a form that is expected, the first labels."""
Reader = Callable[[Path], Outcome]
"""One document in, what it gives out. Raises DataError."""


def extract(paths: Sequence[Path], spec: EditionSpec, bodies: Sequence[KnownBody] = (), workers: int | None = None,
            progress: Progress | None = None, indicators: Sequence[KnownIndicator] = (),
            read: Reader | None = None) -> Outcome:
    """Read the documents of an edition: reports, workbooks and forms, in any order; copies count once.

    What a file is, its content says. What does not fit the specification is in the outcome's
    `problems`, all of it at once; a document that cannot be read, or is foreign, is in `set_aside`.
    Documents of a later revision replace those of earlier ones table by table (revisions.py).

    Args:
        bodies: whom forms may come from, and whom a plan may give tasks to.
        indicators: the leaves of the index that a plan may be about.
        read: gives what one document tells, instead of `read_document`.

    Raises:
        DataError: no document can be read.
    """
    read = read or partial(read_document, spec=spec, bodies=bodies, workers=workers, progress=progress)
    readings: dict[int, Reading] = {}
    aside: dict[Path, list[Problem]] = {}
    foreign: list[Outcome] = []
    distinct, copies = _without_copies(paths, spec)
    for path, part in _parts(distinct, spec, read, progress):
        if isinstance(part, DataError):
            aside[path] = part.problems
        elif any(problem.code == FOREIGN for problem in part.problems):
            foreign.append(part)
        else:
            _take_in(readings, part, spec)
    if not readings:
        if not foreign:
            raise DataError([told for path, problems in aside.items() for told in _of_document(problems, path, spec)])
        _take_in(readings, foreign.pop(0), spec)  # its tables are missing, so it stops the edition
    aside |= {part.sources[0].path: part.problems for part in foreign}
    outcome = _merged([readings[number] for number in sorted(readings)], spec, bodies)
    settle_plan(outcome, spec, bodies, indicators)
    _set_aside(outcome, aside, spec)
    outcome.doubts += copies
    return outcome


def read_document(path: Path, spec: EditionSpec, bodies: Sequence[KnownBody] = (), workers: int | None = None,
                  progress: Progress | None = None) -> Outcome:
    """What one document gives, whatever the others say; read in a process of its own, under limits.

    Raises:
        DataError: it is of no use.
    """
    if _is_report(path, spec):
        return guarded(_read_report, path, spec, workers, progress=progress)
    return guarded(_read_book, path, spec, bodies)


def _take_in(readings: dict[int, Reading], part: Outcome, spec: EditionSpec) -> None:
    """Put a document to the others of its revision."""
    source = part.sources[0]
    reading = readings.setdefault(source.revision, Reading(source.revision, Outcome(spec.id)))
    if reading.prose is None and (part.statements or part.targets):
        reading.prose = source
    _add(reading.outcome, part, spec)


def _merged(readings: Sequence[Reading], spec: EditionSpec, bodies: Sequence[KnownBody]) -> Outcome:
    """All revisions as one outcome, and what they tell otherwise of each other."""
    outcome = merge_revisions(readings, spec.id)
    _settle(outcome, spec)
    outcome.revisions, outcome.revision_changes = compare_revisions(readings, outcome.forms, spec, bodies)
    return outcome


def _without_copies(paths: Sequence[Path], spec: EditionSpec) -> tuple[list[Path], list[Problem]]:
    """The documents in the order of their places, each once in its revision; and what is said of the copies."""
    first: dict[tuple[int, str], Path] = {}
    copies = []
    for path in sorted(paths, key=lambda path: place_in_edition(path, spec.id)):
        is_known_by_bytes = path.is_file() and path.stat().st_size
        revision = revision_of(place_in_edition(path, spec.id))
        same = first.setdefault((revision, sha256_of(path) if is_known_by_bytes else str(path)), path)
        if same != path:
            copies.append(Problem("file_copy", edition=spec.id, file=place_in_edition(path, spec.id),
                                  expected=place_in_edition(same, spec.id)))
    return list(first.values()), copies


def _parts(paths: Sequence[Path], spec: EditionSpec, read: Reader,
           progress: Progress | None) -> Iterator[tuple[Path, Outcome | DataError]]:
    """What each document gave: reports first."""
    reports = [path for path in paths if _is_report(path, spec)]
    books = [path for path in paths if path not in reports]
    for path in reports:
        yield path, _attempt(partial(read, path))
    for number, path in enumerate(books, 1):
        yield path, _attempt(partial(read, path))
        if progress:
            progress(number, len(books))


def _attempt(read: Callable[[], Outcome]) -> Outcome | DataError:
    try:
        return read()
    except DataError as error:
        return error


def _is_report(path: Path, spec: EditionSpec) -> bool:
    """Whether it is read as a PDF: if it is one, if it only claims to be, or if the series knows nothing else."""
    if not path.is_file() or not (spec.tables_in("workbook") or (spec.home / "form_inputs.csv").exists()):
        return True
    kind = media_type(path)
    return kind == PDF or (kind not in WORKBOOKS and path.suffix.lower() == ".pdf")


def _read_report(path: Path, spec: EditionSpec, workers: int | None) -> Outcome:
    from extractors.pdf_report import read_pdf_report

    source = replace(identify_pdf(path, spec.id), place=place_in_edition(path, spec.id))
    return read_pdf_report(source, spec, workers)


def _read_book(path: Path, spec: EditionSpec, bodies: Sequence[KnownBody]) -> Outcome:
    """A form, or the tables of a workbook.

    Raises:
        DataError: it is neither, or cannot be read.
    """
    from extractors.forms import is_form, read_form
    from extractors.sheets import read_workbook
    from extractors.workbook_tables import read_workbook_tables

    book = read_workbook(path)
    source = SourceFile(path, sha256_of(path), path.stat().st_size, media_type(path), None,
                        place=place_in_edition(path, spec.id))
    active = [Problem("workbook_active", found=found) for found in book.active]
    if is_form(book, spec):
        senders = [body for body in bodies if body.parent_code == spec.bodies_of]
        outcome = read_form(book, replace(source, kind="form"), spec, senders)
        outcome.doubts += active
        return outcome
    try:
        outcome = read_workbook_tables(book, replace(source, kind="workbook"), spec)
        outcome.doubts += active
        return outcome
    except DataError as error:
        raise DataError([_neither(problem, spec) for problem in error.problems]) from error


def _neither(problem: Problem, spec: EditionSpec) -> Problem:
    """A workbook without a table of the edition, where it may have been meant for a form."""
    forms = load_form_spec(spec.home, spec.id, spec.period)
    if forms is None or problem.code != FOREIGN:
        return problem
    labels = [f"“{asked.labels[0][1]}”" for asked in forms.inputs if asked.is_asked][:LABELS_TOLD]
    expected = f"a form that asks {', '.join(labels)} …"
    return Problem("workbook_foreign", found=problem.found,
                   expected=f"{expected}; or {problem.expected}" if problem.expected else expected)


def _add(outcome: Outcome, part: Outcome, spec: EditionSpec) -> None:
    """Take in a document; what it tells is said of it. A table read before is now a second witness."""
    name = part.sources[0].name if part.sources else ""
    for told in (part.problems, part.doubts, part.set_aside):
        told[:] = [_of(problem, spec, name) for problem in told]
    present = {table.id for table in outcome.tables}
    twice = [table.id for table in part.tables if table.id in present]
    if twice and part.sources[0].kind == "report":
        first = next(source for source in outcome.sources if source.kind == "report")
        outcome.problems.append(Problem("files_disagree", edition=spec.id, file=first.name,
                                        found=f"{first.name} · {name}", expected="one document"))
        return
    for table_id in twice:
        witness = table_id + WITNESS
        while witness in present:
            witness += "'"
        _rename(part, table_id, witness)
    outcome.add(part)


def _rename(part: Outcome, table_id: str, witness: str) -> None:
    part.tables = [replace(table, id=witness, repeats=table_id) if table.id == table_id else table
                   for table in part.tables]
    part.cells = [replace(cell, table_id=witness) if cell.table_id == table_id else cell for cell in part.cells]
    part.mentions = [replace(mention, table_id=witness) if mention.table_id == table_id else mention
                     for mention in part.mentions]
    part.readings = [replace(reading, table_id=witness) if reading.table_id == table_id else reading
                     for reading in part.readings]


def _of(problem: Problem, spec: EditionSpec, name: str) -> Problem:
    return replace(problem, edition=spec.id, file=problem.file or name)


def _of_document(problems: Sequence[Problem], path: Path, spec: EditionSpec) -> list[Problem]:
    """Problems of a file that gave nothing, under its place in the edition."""
    return [replace(problem, edition=spec.id, file=place_in_edition(path, spec.id)) for problem in problems]


def _settle(outcome: Outcome, spec: EditionSpec) -> None:
    """What only all documents together can tell: forms of one body, tables that nobody prints."""
    if outcome.forms:
        from extractors.forms import settle_forms

        forms: list[Form]
        forms, told, held = settle_forms(outcome.forms)
        outcome.forms = forms
        outcome.doubts += [_of(problem, spec, problem.file) for problem in told]
        outcome.set_aside += [_of(problem, spec, problem.file) for problem in held]
    read = {table.id for table in outcome.tables}
    outcome.missing = [table_id for table_id in outcome.missing if table_id not in read]
    outcome.problems = [problem for problem in outcome.problems
                        if problem.code != "table_missing" or problem.table not in read]
    kinds = {source.kind for source in outcome.sources}
    if "workbook" in kinds:
        known = read | {problem.table for problem in outcome.problems}
        absent = [table for table in spec.tables_in("workbook") if table.id not in known
                  and ("report" not in kinds or table.found_in == {"workbook"})]
        outcome.missing += [table.id for table in absent]
        outcome.problems += [Problem("table_missing", edition=spec.id, table=table.id, expected=f"“{table.title}”",
                                     found="no such table in the workbooks") for table in absent]


def _set_aside(outcome: Outcome, aside: Mapping[Path, Sequence[Problem]], spec: EditionSpec) -> None:
    """Name what goes no further. A PDF that is of no use is only a doubt where no table is missing: of a report,
    the scan that was signed often lies beside the text."""
    is_whole = not outcome.missing and any(source.kind == "report" for source in outcome.sources)
    for path, problems in aside.items():
        told = _of_document(problems, path, spec)
        is_spare = is_whole and path.is_file() and media_type(path) == PDF
        (outcome.doubts if is_spare else outcome.set_aside).extend(told)
