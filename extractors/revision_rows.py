"""Two readings of one part of an edition, row by row and cell by cell: what the later one tells otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher

from extractors.bodies import KnownBody
from extractors.contract import Cell, Form, Mention, Outcome, Statement, Table
from extractors.names import folded, name_key
from extractors.plan_parts import Target
from extractors.revision_parts import RevisionChange
from extractors.spec import TableSpec

_TOLD_OF_A_TARGET = ("indicator_printed", "target_year", "comparator", "target", "target_max", "unit", "lead_printed",
                     "due_printed", "text")


@dataclass(frozen=True)
class Told:
    """What a cell says, and where it stands."""

    text: str
    value: Decimal | None = None
    unit: str = ""
    page: int | None = None
    sheet_cell: str | None = None
    cell_id: str = ""

    def differs(self, other: Told) -> bool:
        """In its figure, or in the letters where it is none; not only in its print."""
        if self.value is not None and other.value is not None:
            return self.value != other.value
        return _letters(self.text) != _letters(other.text)


NOTHING = Told("")


@dataclass(frozen=True)
class RevisedRow:
    """A row of a reading. `key` pairs it with that of another reading; empty: what it says has to pair it."""

    key: str
    printed: str
    entity_code: str = ""
    number: int | None = None
    cells: Mapping[str, Told] = field(default_factory=dict)

    @property
    def letters(self) -> str:
        return " ".join(_letters(cell.text) for cell in self.cells.values())


def table_rows(reading: Outcome, table: Table, spec: TableSpec, bodies: Sequence[KnownBody]) -> list[RevisedRow]:
    """The rows of a printed table, known by the bodies that they name; without these, by nothing."""
    code_of = {body.name_key: body.entity_code for body in bodies if body.entity_type in spec.entity_type.split()}
    named: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.table_id == table.id:
            named.setdefault(mention.row, []).append(mention)
    rows: dict[int, list[Cell]] = {}
    for cell in reading.cells:
        if cell.table_id == table.id:
            rows.setdefault(cell.row, []).append(cell)
    found = []
    for number, cells in rows.items():
        printed = next((cell.text for cell in cells if cell.column == spec.body_column), "")
        keys = sorted(code_of.get(mention.name_key, mention.name_key) for mention in named.get(number, ()))
        code = keys[0] if len(keys) == 1 and keys[0] in code_of.values() else ""
        key = ("; ".join(keys) or name_key(printed)) if spec.names_bodies else ""
        found.append(RevisedRow(key, printed, code, number, {
            cell.column: Told(cell.text, cell.value, cell.unit, cell.page, cell.sheet_cell,
                              cell.cell_id(reading.edition)) for cell in cells}))
    return _numbered(found) if spec.names_bodies else found


def prose_rows(statements: Sequence[Statement], edition: str) -> list[RevisedRow]:
    """The sentences with figures: known by what they tell, and of whom."""
    said: dict[int, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.ordinal, []).append(statement)
    return _numbered([
        RevisedRow(" ".join(filter(None, (parts[0].statement, parts[0].name_key))), parts[0].body, "", ordinal, {
            part.figure: Told(part.text, part.value, part.unit, part.page, cell_id=part.cell_id(edition))
            for part in parts})
        for ordinal, parts in said.items()])


def target_rows(targets: Sequence[Target], edition: str) -> list[RevisedRow]:
    """The targets of a plan: known by what is to be reached."""
    return _numbered([
        RevisedRow(folded(target.indicator_printed), target.indicator_printed, "", target.row, {
            name: _fact(target, name, edition) for name in _TOLD_OF_A_TARGET})
        for target in targets])


def _fact(target: Target, name: str, edition: str) -> Told:
    fact = getattr(target, name)
    value = fact if isinstance(fact, Decimal) else None
    text = f"{value:f}" if value is not None else "" if fact is None else str(fact)
    return Told(text, value, target.unit if value is not None else "", target.page, cell_id=target.cell_id(edition))


def form_rows(form: Form, edition: str) -> list[RevisedRow]:
    """One row: what the body told, input by input."""
    met: Counter[str] = Counter()
    cells = {}
    for given in form.inputs:
        met[given.input] += 1
        column = given.input if met[given.input] == 1 else f"{given.input}#{met[given.input]}"
        cells[column] = Told(given.text, given.value, given.unit, None, f"{given.sheet}!{given.sheet_cell}",
                             given.cell_id(edition))
    return [RevisedRow(f"{form.entity_code}#1", form.name_printed, form.entity_code, None, cells)]


def _numbered(rows: Sequence[RevisedRow]) -> list[RevisedRow]:
    """Rows of one key in the order of the print."""
    met: Counter[str] = Counter()
    found = []
    for row in rows:
        met[row.key] += 1
        found.append(replace(row, key=f"{row.key}#{met[row.key]}"))
    return found


def changes(before: Sequence[RevisedRow], after: Sequence[RevisedRow]) -> Iterator[RevisionChange]:
    """Every cell that `after` tells otherwise; table, revision and files are left to the caller."""
    for first, second in _pairs(before, after):
        row = second or first
        assert row is not None
        columns = dict.fromkeys([*(first.cells if first else ()), *(second.cells if second else ())])
        for column in columns:
            old = first.cells.get(column, NOTHING) if first else NOTHING
            new = second.cells.get(column, NOTHING) if second else NOTHING
            if old.text == new.text and not old.differs(new):
                continue
            yield RevisionChange(
                revision=0, table="", row_key=row.key, row_printed=row.printed, entity_code=row.entity_code,
                column=column, kind="added" if first is None else "removed" if second is None else "changed",
                text_before=old.text, text_after=new.text, value_before=old.value, value_after=new.value,
                unit=new.unit or old.unit, is_value_changed=old.differs(new),
                row_before=first.number if first else None, row_after=second.number if second else None,
                page_before=old.page, page_after=new.page, sheet_cell_before=old.sheet_cell,
                sheet_cell_after=new.sheet_cell, file_before="", file_after="", cell_id=new.cell_id)


def _pairs(before: Sequence[RevisedRow],
           after: Sequence[RevisedRow]) -> Iterator[tuple[RevisedRow | None, RevisedRow | None]]:
    """Each row with its like: by their keys, else by what they say, in the order of the print."""
    if all(row.key for row in (*before, *after)):
        first, second = {row.key: row for row in before}, {row.key: row for row in after}
        yield from ((first.get(key), second.get(key)) for key in dict.fromkeys([*second, *first]))
        return
    said, says = [row.letters for row in before], [row.letters for row in after]
    for kind, a, a_end, b, b_end in SequenceMatcher(None, said, says, autojunk=False).get_opcodes():
        old, new = list(before[a:a_end]), list(after[b:b_end])
        both = min(len(old), len(new)) if kind in ("equal", "replace") else 0
        yield from ((_keyed(one, other), _keyed(other, other)) for one, other in zip(old[:both], new, strict=False))
        yield from ((_keyed(row, row, "before "), None) for row in old[both:])
        yield from ((None, _keyed(row, row)) for row in new[both:])


def _keyed(row: RevisedRow, place: RevisedRow, mark: str = "") -> RevisedRow:
    """A row without a key has its place; that of one which is gone is told apart."""
    return replace(row, key=f"{mark}row {place.number}")


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
