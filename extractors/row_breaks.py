"""Page breaks inside a table: rows that go on behind one, and cells merged over one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from extractors.grid import Grid
from extractors.printed_rows import PrintedRow, RowCell, first_of_merged, row_kind, rows_covered
from extractors.spec import ColumnSpec, EditionSpec, TableSpec
from extractors.text_lines import BULLET, ITEM_MARK, Line

SINGLE = ("rank", "integer", "decimal", "percent")
"""Types of columns that hold one figure a row."""
ENDS_A_PHRASE = re.compile(r"[.;:…]$")
CLOSING = ".,;:)”"
BLANK = 0.25
"""Width of a blank, as part of the letter size."""


class WordPairs:
    """Which words stand beside each other in the cells of a table."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._grids = tuple(grids)

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        texts = (" ".join(line.text for line in cell.lines).split() for grid in self._grids for cell in grid.cells)
        return frozenset((left, right.rstrip(CLOSING)) for words in texts for left, right in pairwise(words))

    def has(self, last: Line, first: Line) -> bool:
        """Whether the words on both sides of a line's end, no bullets, stand beside each other elsewhere."""
        words = last.text.split()[-1], first.text.split()[0].rstrip(CLOSING)
        return words in self._pairs and not ITEM_MARK.match(first.text)


def join_part(rows: list[PrintedRow], part: list[PrintedRow], table: TableSpec, spec: EditionSpec,
              pairs: WordPairs) -> None:
    """Put the rows of a part behind those before the page break; `pairs` are those of the whole table."""
    if rows and part and rows[-1].heading and part[0].is_blank:
        part.pop(0)
    elif rows and part and part[0].heading and rows[-1].is_blank:
        rows.pop()
    if rows and part and (rows[-1].heading or part[0].heading):
        if rows[-1].heading and _is_rest_of_heading(rows[-1], part[0], table, spec):
            rest = part.pop(0)
            cells = [rest.heading] if rest.heading else rest.cells.values()
            lines = [line for cell in cells for line in cell.lines]
            rows[-1].heading.lines = [*rows[-1].heading.lines, *lines]
    elif rows and part:
        _pull_up_merged(rows, part, table)
        if _goes_on(rows, part, table, spec):
            _append(rows, part.pop(0))
        else:
            _carry_merged(rows, part, table, pairs)
    rows += part


def joined_where_cut(rows: list[PrintedRow], surplus: int, table: TableSpec) -> list[PrintedRow]:
    """More rows than a person counted: join so many at breaks, where the text goes on the likeliest.

    The likeliest are those where no column begins again, then those in the middle of a phrase, then those that
    no rule closes; where nothing speaks for a cut, rows stay two.
    """
    texts = [column.key for column in table.columns if column.required and column.type in ("text", "items")]
    found: list[tuple[bool, bool, bool, int]] = []
    for place in range(1, len(rows)):
        above, below = rows[place - 1], rows[place]
        if above.at_bottom and below.at_top and not above.heading and not below.heading:
            begins = [below.cells[key].text for key in texts if below.has(key)]
            in_phrase = any(BULLET.match(text) or text[0].islower() for text in begins)
            if in_phrase or above.is_open:
                signs = list(_reads_on(rows[:place], below, table))
                found.append((False in signs, not in_phrase, not above.is_open, place))
    for *_, place in sorted(sorted(found)[:surplus], reverse=True, key=lambda sign: sign[-1]):
        head = rows[:place]
        _append(head, rows[place])
        rows = head + rows[place + 1:]
    return rows


def _is_rest_of_heading(above: PrintedRow, below: PrintedRow, table: TableSpec, spec: EditionSpec) -> bool:
    """Whether a heading goes on behind a page break: in a row with one cell of words where each row has several, or
    in a heading without a mark behind a full line, or behind no rule."""
    marks = spec.headings.get(table.key)
    if below.heading is None:
        required = sum(column.required for column in table.columns)
        return marks is not None and required > 1 and sum(map(below.has, below.cells)) == 1
    return above.is_open or bool(above.heading and marks and not marks.split(below.heading.text)
                                 and _is_full(above.heading.lines[-1], below.heading.lines[0]))


def _pull_up_merged(rows: list[PrintedRow], part: list[PrintedRow], table: TableSpec) -> None:
    """A cell merged over a page break may print its text after the break; it belongs to its first row."""
    for column in table.columns:
        group = rows[first_of_merged(rows, len(rows) - 1, column.key)]
        below = part[0].cells[column.key]
        if column.spans_rows and not group.has(column.key) and below.lines:
            group.cells[column.key] = below
            part[0].cells[column.key] = RowCell(page=below.page, is_covered=True)


def _goes_on(rows: list[PrintedRow], part: list[PrintedRow], table: TableSpec, spec: EditionSpec) -> bool:
    """Whether the row after a page break is the rest of the row before it.

    It is when no text of a column that stands in every row begins again, when the row before the break is not
    whole without it, or when its words go on in the middle of a line.
    """
    above, below = rows[-1], part[0]
    single = [column.key for column in table.columns if column.required and column.type in SINGLE]
    if (_ends_with_row(rows) or "total" in {row_kind(row, 1, table, spec) for row in (above, below)}
            or any(above.has(key) and below.has(key) for key in single)):
        return False
    required = [column.key for column in table.columns if column.required]
    if not all((above.has(key) or above.cells[key].is_covered)
               and (below.has(key) or above.cells[key].is_covered or rows_covered(part, 0, key) > 1)
               for key in required) or below.is_blank:
        return True
    signs = set(_reads_on(rows, below, table))
    return True in signs and False not in signs


def _reads_on(rows: list[PrintedRow], below: PrintedRow, table: TableSpec) -> Iterator[bool | None]:
    """For each column with words before and behind a break: whether these go on with those, None if either may be."""
    for column in table.columns:
        group = rows[first_of_merged(rows, len(rows) - 1, column.key)]
        if group.has(column.key) and below.has(column.key):
            yield _line_reads_on(group.cells[column.key].lines[-1], below.cells[column.key].lines[0])


def _line_reads_on(last: Line, first: Line) -> bool | None:
    """A line goes on with a small letter behind a full line; it begins again where the line before had room."""
    if ITEM_MARK.match(first.text) or ENDS_A_PHRASE.search(last.text):
        return None
    if not _is_full(last, first):
        return False
    return True if first.text[0].islower() else None


def _is_full(last: Line, first: Line) -> bool:
    """Whether the first word of the one line had no room on the other."""
    return last.room <= first.opening + BLANK * last.size


def _append(rows: list[PrintedRow], below: PrintedRow) -> None:
    """Add the rest of the last row, that of merged cells to the row in which they begin."""
    above = rows[-1]
    for key, cell in below.cells.items():
        group = rows[first_of_merged(rows, len(rows) - 1, key)]
        target = group.cells[key]
        if cell.lines and not target.lines:
            group.cells[key] = cell
        else:
            target.lines = [*target.lines, *cell.lines]
            target.is_open = cell.is_open
    above.at_bottom, above.is_open = below.at_bottom, below.is_open


def _carry_merged(rows: list[PrintedRow], part: list[PrintedRow], table: TableSpec, pairs: WordPairs) -> None:
    """Cells that are merged over a break between two rows: what stands behind it belongs to the cell before."""
    for column in table.columns:
        below = part[0].cells[column.key]
        group = rows[first_of_merged(rows, len(rows) - 1, column.key)].cells[column.key]
        if column.type != "heading" and _is_carried(rows, part, column, pairs):
            group.lines = [*group.lines, *below.lines]
            group.is_open = below.is_open
            part[0].cells[column.key] = RowCell(page=below.page, is_covered=True)


def _is_carried(rows: list[PrintedRow], part: list[PrintedRow], column: ColumnSpec, pairs: WordPairs) -> bool:
    """Where rules tell it, an open cell; else an empty one in a column that has no empty cells or that is merged
    itself, and one whose text goes on."""
    group = rows[first_of_merged(rows, len(rows) - 1, column.key)].cells[column.key]
    below = part[0].cells[column.key]
    if _ends_with_row(rows):
        return group.is_open
    is_merged = rows_covered(part, 0, column.key) > 1
    if not below.lines or not group.lines:
        return bool(group.lines) and (column.spans_rows or is_merged)
    last, first = group.lines[-1], below.lines[0]
    if is_merged or rows[-1].cells[column.key].is_covered:
        return _line_reads_on(last, first) is True
    return column.spans_rows and _is_full(last, first) and pairs.has(last, first)


def _ends_with_row(rows: list[PrintedRow]) -> bool:
    """Whether the rules before a break close some cells and leave others open: the row ends, these go on."""
    return any(rows[first_of_merged(rows, len(rows) - 1, key)].cells[key].is_open for key in rows[-1].cells)
