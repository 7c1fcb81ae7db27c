"""Revisions of an edition: a restated document replaces, table by table, what an earlier one told.

`sources/<edition>/…` is revision 1, `sources/<edition>/revision-2/…` the next. Earlier documents are read too, so that
every difference can be listed; only what no later revision tells again counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extractors.bodies import KnownBody
from extractors.contract import Form, Outcome, SourceFile
from extractors.errors import Problem
from extractors.plan_parts import TARGETS
from extractors.revision_parts import PROSE, RevisionChange, RevisionPart
from extractors.revision_rows import RevisedRow, changes, form_rows, prose_rows, table_rows, target_rows
from extractors.spec import EditionSpec


@dataclass
class Reading:
    """What the documents of one revision gave; `prose` is the document whose sentences were read first."""

    revision: int
    outcome: Outcome
    prose: SourceFile | None = None


@dataclass(frozen=True)
class _Part:
    """A part with its rows, which are made only where there is something to compare them with."""

    told: RevisionPart
    rows: Callable[[], list[RevisedRow]]
    root: str
    """The table of which it is a reading."""


def merge_revisions(readings: Sequence[Reading], edition: str) -> Outcome:
    """The current state: each table as the last revision tells it that prints it, sentences and targets likewise.

    What was wrong with a table that is restated is a doubt, and stops nothing any more.

    Args:
        readings: in the order of the revisions.
    """
    current = Outcome(edition)
    for reading in readings:
        later = reading.outcome
        restated = {table.id for table in later.tables if table.repeats is None}
        told = _told_in_part(current, reading, restated)
        order = {table.id: place for place, table in enumerate(current.tables)}
        _withdraw(current, restated)
        for name in ("statements", "targets"):
            if getattr(later, name):
                setattr(current, name, [])
        known = {source.sha256 for source in current.sources}
        current.add(replace(later, sources=[source for source in later.sources if source.sha256 not in known]))
        current.tables.sort(key=lambda table: order.get(table.id, len(order)))
        current.doubts += told
    return current


def _told_in_part(current: Outcome, reading: Reading, restated: set[str]) -> list[Problem]:
    """That a revision leaves tables as they were, which may be meant or not."""
    every = restated | {table.repeats or table.id for table in current.tables}
    if not current.tables or not restated or restated == every:
        return []
    return [Problem("revision_in_part", edition=current.edition, file=reading.outcome.sources[0].name,
                    found=f"{len(restated)}", expected=f"{len(every)}", details={"revision": f"{reading.revision}"})]


def _withdraw(outcome: Outcome, restated: set[str]) -> None:
    """Take out what a later revision tells again, with every second reading of it."""
    gone = {table.id for table in outcome.tables if (table.repeats or table.id) in restated}
    left = {table.file_sha256 for table in outcome.tables if table.id not in gone}
    replaced = {source.name for source in outcome.sources if source.kind in ("report", "workbook")
                and source.sha256 not in left and source.sha256 in {table.file_sha256 for table in outcome.tables}}
    outcome.tables = [table for table in outcome.tables if table.id not in gone]
    outcome.cells = [cell for cell in outcome.cells if cell.table_id not in gone]
    outcome.mentions = [mention for mention in outcome.mentions if mention.table_id not in gone]
    outcome.readings = [reading for reading in outcome.readings if reading.table_id not in gone]

    def concerns(problem: Problem) -> bool:
        return problem.table in restated or problem.table in gone or (not problem.table and problem.file in replaced)

    outcome.doubts = [doubt for doubt in outcome.doubts if not concerns(doubt)]
    outcome.doubts += [problem for problem in outcome.problems if concerns(problem)]
    outcome.problems = [problem for problem in outcome.problems if not concerns(problem)]


def compare_revisions(readings: Sequence[Reading], forms: Sequence[Form], spec: EditionSpec,
                      bodies: Sequence[KnownBody]) -> tuple[list[RevisionPart], list[RevisionChange]]:
    """The parts of all revisions, each current or replaced, and every cell that a later one tells otherwise.

    Args:
        readings: as they were before they were merged.
        forms: all of the edition, settled; a body's latest first.
    """
    parts: list[_Part] = []
    for reading in readings:
        parts += _parts(reading, spec, bodies)
    parts = sorted([*parts, *_form_parts(forms, spec.id)], key=lambda part: part.told.revision)
    restated: dict[str, list[int]] = {}
    for part in parts:
        if part.told.table == part.root:
            restated.setdefault(part.root, []).append(part.told.revision)
    told: list[RevisionPart] = []
    differences: list[RevisionChange] = []
    before: dict[str, _Part] = {}
    for part in parts:
        later = next((number for number in restated.get(part.root, ()) if number > part.told.revision), None)
        earlier = before.get(part.told.table)
        found = None if earlier is None else list(_differences(earlier, part))
        differences += [change if later is None else replace(change, cell_id="") for change in found or ()]
        told.append(_as_told(part.told, later, found))
        before[part.told.table] = part
    return told, differences


def _as_told(part: RevisionPart, later: int | None, found: Sequence[RevisionChange] | None) -> RevisionPart:
    if later is not None:
        part = replace(part, status="replaced", replaced_by=later)
    if found is None:
        return part
    rows = {kind: len({change.row_key for change in found if change.kind == kind}) for kind in ("added", "removed")}
    return replace(part, rows_added=rows["added"], rows_removed=rows["removed"],
                   cells_changed=sum(change.kind == "changed" and change.is_value_changed for change in found))


def _differences(before: _Part, after: _Part) -> Iterator[RevisionChange]:
    for change in changes(before.rows(), after.rows()):
        yield replace(change, revision=after.told.revision, table=after.told.table, file_before=before.told.file_name,
                      file_after=after.told.file_name)


def _parts(reading: Reading, spec: EditionSpec, bodies: Sequence[KnownBody]) -> Iterator[_Part]:
    """The tables of a revision, the sentences and the targets of its report."""
    outcome, number = reading.outcome, reading.revision
    names = {source.sha256: source.name for source in outcome.sources}
    for table in outcome.tables:
        root = table.repeats or table.id
        told = RevisionPart(number, "table", table.id, table.file_sha256, names.get(table.file_sha256, ""), table.page,
                            table.page_end, table.rows)
        yield _Part(told, partial(table_rows, outcome, table, spec.table(root), bodies), root)
    source = reading.prose
    if source is None:
        return
    pages = [statement.page for statement in outcome.statements]
    if pages:
        count = len({statement.ordinal for statement in outcome.statements})
        told = RevisionPart(number, "prose", PROSE, source.sha256, source.name, min(pages), max(pages), count)
        yield _Part(told, partial(prose_rows, outcome.statements, spec.id), PROSE)
    pages = [target.page for target in outcome.targets]
    if pages:
        told = RevisionPart(number, "targets", TARGETS, source.sha256, source.name, min(pages), max(pages),
                            len(outcome.targets))
        yield _Part(told, partial(target_rows, outcome.targets, spec.id), TARGETS)


def _form_parts(forms: Sequence[Form], edition: str) -> Iterator[_Part]:
    """The form that counted of each body in each revision."""
    latest: dict[tuple[str, int], Form] = {}
    for form in forms:
        if form.status != "held_back":
            latest.setdefault((form.form.partition(".")[0], form.source.revision), form)
    for (code, number), form in latest.items():
        told = RevisionPart(number, "form", code, form.source.sha256, form.source.name, None, None, len(form.inputs))
        yield _Part(told, partial(form_rows, form, edition), code)
