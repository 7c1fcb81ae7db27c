"""Which columns of a form's sheet hold labels, figures of the right year, units and self-given points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.form_labels import ALIKE, Labels
from extractors.form_spec import FormSpec, years_in
from extractors.names import folded
from extractors.sheets import Sheet, SheetCell
from extractors.words import plain

_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2}|[A-ZĐ])\s*[)\]]?(\s*=.*)?")
_YEAR = re.compile(r"\b20\d\d\b")
LARGEST_AREA = 100_000
"""Cells; a larger merged area is no cell of a form."""
FEWEST_LABELS = 3
"""A block with fewer known labels in one column is no part of a form."""


@dataclass
class Block:
    """The rows under one header. Columns are 1-based; `value` is None where no column is the right one."""

    sheet: Sheet
    top: int
    """The first row of its header."""
    first: int
    last: int
    labels: list[int]
    headers: dict[int, str] = field(default_factory=dict)
    number: int | None = None
    unit: int | None = None
    value: int | None = None
    self_points: int | None = None
    ticks: dict[int, int] = field(default_factory=dict)
    """Columns headed by an answer, where a mark ticks it: column → 1 for yes, 0 for no."""
    other_years: set[str] = field(default_factory=set)
    """Years that its columns of figures name, where none is the right one."""
    unclear: list[str] = field(default_factory=list)
    """Columns between which nothing decides, by letter and header."""
    unfit: list[str] = field(default_factory=list)
    """Columns of figures, none of which tells what was done in the year: plans, parts of it, other years."""


class Cells:
    """A sheet by rows, each merged area seen through its first cell."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: dict[int, dict[int, SheetCell]] = {}
        for (row, column), cell in sheet.cells.items():
            self.rows.setdefault(row, {})[column] = cell
        self.last = max(self.rows, default=0)
        widest = max((max(row) for row in self.rows.values()), default=0)
        self.first_of: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merged:
            bottom, right = min(bottom, self.last), min(right, widest)  # noqa: PLW2901
            if (top, left) in sheet.cells and (bottom - top) * (right - left) < LARGEST_AREA:
                self.first_of.update(((row, column), (top, left)) for row in range(top, bottom + 1)
                                     for column in range(left, right + 1))

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell there, or the one that a merged area shows there."""
        return self.sheet.cell(*self.first_of.get((row, column), (row, column)))


def find_blocks(cells: Cells, labels: Labels) -> list[Block]:
    """The parts of a sheet that ask what the specification asks, in their order."""
    known = {place for row, columns in cells.rows.items() for column, cell in columns.items()
             if cell.kind == "text" and _is_known(labels, cell.text) for place in ((row, column),)}
    if len(known) < FEWEST_LABELS:
        return []
    groups = _header_groups(cells, known, labels.spec)
    starts = [(group[-1] + 1, group) for group in groups] or [(min(row for row, _ in known), [])]
    ends = [group[0] - 1 for group in groups[1:]] + [cells.last]
    blocks = [_block(cells, known, (first, last), group, labels.spec)
              for (first, group), last in zip(starts, ends, strict=True)]
    return [block for block in blocks if block]


def _is_known(labels: Labels, text: str) -> bool:
    return max(labels.scores(text, "").values(), default=0) >= ALIKE


@lru_cache(maxsize=8192)
def role_of(text: str, spec: FormSpec) -> str:
    """What a header says that its column holds; empty when it says nothing known. The longest word decides."""
    words = plain(_YEAR.sub(" ", re.sub(r"\(\d+\)", " ", text))).split()
    words = [word for word in words if word != "nam"] or words
    best, role = 0, ""
    for start in range(len(words)):
        for end in range(start + 1, min(start + 6, len(words)) + 1):
            found = spec.roles.get(" ".join(words[start:end]))
            if found and end - start > best:
                best, role = end - start, found
    return role if best and len(words) <= 10 else ""


def _header_groups(cells: Cells, known: set[tuple[int, int]], spec: FormSpec) -> list[list[int]]:
    """Runs of rows that are headers: two or more cells that name a column, and what goes on under them."""
    groups: list[list[int]] = []
    labelled = {row for row, _ in known}
    for row in sorted(cells.rows):
        texts = [cell.text for cell in cells.rows[row].values()]
        by_role = sum(1 for text in texts if len(text) <= 80 and role_of(text, spec))
        named = by_role + sum(1 for text in texts if _is_year(text) and not role_of(text, spec))
        if row in labelled and by_role < 2:
            continue
        goes_on = groups and row - groups[-1][-1] == 1 and len(groups[-1]) < 5
        if named >= 2 and named * 2 >= len(texts):
            if goes_on:
                groups[-1].append(row)
            else:
                groups.append([row])
        elif goes_on and all(_is_year(text) or role_of(text, spec) or _COLUMN_NUMBER.fullmatch(text.strip())
                             for text in texts):
            groups[-1].append(row)
    return groups


def _is_year(text: str) -> bool:
    return bool(years_in(text)) and plain(_YEAR.sub("", text)) in ("", "nam", "nam bao cao")


def _block(cells: Cells, known: set[tuple[int, int]], span: tuple[int, int], group: list[int],
           spec: FormSpec) -> Block | None:
    counts = Counter(column for row, column in known if span[0] <= row <= span[1])
    if not counts or max(counts.values()) < FEWEST_LABELS:
        return None
    block = Block(cells.sheet, group[0] if group else span[0], *span, labels=[])
    columns = {column for row in cells.rows if span[0] <= row <= span[1] for column in cells.rows[row]}
    for column in sorted(columns | {column for row in group for column in cells.rows[row]}):
        texts = dict.fromkeys(cells.cell(row, column).text.strip() for row in group)
        block.headers[column] = " ".join(text for text in texts if text and not _COLUMN_NUMBER.fullmatch(text))
    roles = {column: role_of(header, spec) for column, header in block.headers.items()}
    block.labels = _label_columns(counts, roles)
    roles = {column: role for column, role in roles.items() if column not in block.labels}
    for column, role in roles.items():
        if role == "number" and block.number is None:
            block.number = column
        elif role == "unit" and block.unit is None:
            block.unit = column
    if block.unit is None:
        block.unit = next((column for column, role in roles.items() if not role and _holds_units(cells, block, column,
                                                                                                 spec)), None)
    block.ticks = {column: answer for column, header in block.headers.items()
                   for answer, name in enumerate(("no", "yes")) if (folded(header) or header) in spec.answers(name)}
    roles = {column: role for column, role in roles.items() if column not in block.ticks}
    _choose_value(cells, block, {column: role for column, role in roles.items() if column != block.unit}, spec)
    _choose_self_points(block, roles, spec)
    return block


def _label_columns(counts: Counter[int], roles: dict[int, str]) -> list[int]:
    """The column with most known labels, and others that hold a good part of as many and are named nothing else."""
    main = max(counts, key=lambda column: (counts[column], -column))
    return sorted({main} | {column for column, count in counts.items() if count * 4 >= counts[main]
                            and count >= 2 and roles.get(column, "") in ("", "label", "number")})


def _choose_value(cells: Cells, block: Block, roles: dict[int, str], spec: FormSpec) -> None:
    """The column of figures of the period: by its year, else by its name, else the only one with figures."""
    named = [column for column, role in roles.items()
             if role == "value" or (not role and years_in(block.headers[column]))]
    named = [column for column in named if column not in cells.sheet.hidden_columns]
    if not named:
        named = _with_figures(cells, block, roles)
    choice = _of_this_year(block, named, spec)
    if len(choice) > 1:
        choice = [column for column in choice if roles.get(column) == "value"] or choice
    if len(choice) == 1:
        block.value = choice[0]
    elif choice:
        block.unclear = [_column_name(block, column) for column in choice]
    elif any(_is_partly(block, column, spec) or not years_in(block.headers[column]) for column in named):
        block.unfit = [_column_name(block, column) for column in named]
    else:
        block.other_years = {year for column in named for year in years_in(block.headers[column])}


def _column_name(block: Block, column: int) -> str:
    """`D “Số liệu”`."""
    header = block.headers[column]
    return Sheet.address(1, column).rstrip("1") + (f" “{header}”" if header else "")


def _is_partly(block: Block, column: int, spec: FormSpec) -> bool:
    """Whether a header says that its figures are not those of a whole year that is over."""
    words = f" {plain(block.headers[column])} "
    return any(f" {word} " in words for name in ("not_this_year", "part_years") for word in spec.plain_words(name))


def _of_this_year(block: Block, columns: list[int], spec: FormSpec) -> list[int]:
    """Those that name the period, else those that name no year; never “năm trước”, “kế hoạch” or “6 tháng”."""
    kept = [column for column in columns if not _is_partly(block, column, spec)]
    return ([column for column in kept if spec.period in years_in(block.headers[column])]
            or [column for column in kept if not years_in(block.headers[column])])


def _with_figures(cells: Cells, block: Block, roles: dict[int, str]) -> list[int]:
    """Where no header tells: columns right of the labels that hold figures, not running numbers."""
    main = max(block.labels)
    counts = {column: sum(1 for cell in _column(cells, block, column) if any(char.isdigit() for char in cell.text))
              for column, role in roles.items()
              if not role and column > main and column not in cells.sheet.hidden_columns}
    return [column for column, count in counts.items() if count >= 2]


def _holds_units(cells: Cells, block: Block, column: int, spec: FormSpec) -> bool:
    texts = [cell.text for cell in _column(cells, block, column)]
    return len(texts) >= FEWEST_LABELS and sum(spec.is_unit(text) for text in texts) * 2 > len(texts)


def _column(cells: Cells, block: Block, column: int) -> Iterator[SheetCell]:
    for row in range(block.first, block.last + 1):
        cell = cells.rows.get(row, {}).get(column)
        if cell:
            yield cell


def _choose_self_points(block: Block, roles: dict[int, str], spec: FormSpec) -> None:
    given = [column for column, role in roles.items() if role == "self_points"]
    choice = _of_this_year(block, given, spec)
    block.self_points = choice[0] if len(choice) == 1 else None
