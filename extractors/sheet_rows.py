"""The rows under a header on a sheet: data, totals, headings and notes, and where the table ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.errors import Problem
from extractors.headers import COLUMN_NUMBER
from extractors.likeness import letters
from extractors.numbers import FIGURES
from extractors.page_content import clean
from extractors.sheet_headers import Block
from extractors.sheet_values import read_value
from extractors.sheets import SheetCell
from extractors.spec import ColumnSpec, EditionSpec


@dataclass
class BodyRow:
    """A row by column key; `kind` is data, total or words (neither: a heading, a note, a signature)."""

    number: int
    kind: str
    cells: dict[str, SheetCell]
    others: list[SheetCell] = field(default_factory=list)
    """Filled cells of the row under no header."""
    heading: SheetCell | None = None

    @property
    def filled(self) -> list[SheetCell]:
        return [cell for cell in self.cells.values() if cell.kind != "empty"]

    @property
    def words(self) -> str:
        return clean(" ".join(cell.text for cell in [*self.filled, *self.others]))

    def text(self, key: str) -> str:
        return clean(self.cells[key].text) if key in self.cells else ""


@dataclass
class Body:
    """The rows of a table, the notes below it, and what was not read."""

    rows: list[BodyRow]
    notes: list[str] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def read_body(block: Block, last_row: int, last_column: int, spec: EditionSpec) -> Body:
    """The rows between the header and `last_row`; a table ends with its last row of data.

    Args:
        last_column: where the next table of the same rows begins, less one.
    """
    body = Body([])
    lines = _lines(block, last_row, last_column, spec)
    end = max((index for index, line in enumerate(lines) if line.kind != "words"), default=-1)
    heading: SheetCell | None = None
    unread: list[BodyRow] = []
    for index, line in enumerate(lines):
        is_inside = index < end
        if line.kind != "words" or (is_inside and _is_body_alone(line, block)):
            line.kind = "data" if line.kind == "words" else line.kind
            line.heading = heading
            body.rows.append(line)
        elif spec.note.match(line.words):
            body.notes.append(line.words)
        elif is_inside and _is_heading(line, block) and not _is_heading(lines[index + 1], block):
            heading = line.filled[0]._replace(text=line.words)
        elif is_inside or any(cell.kind != "text" for cell in line.filled):
            unread.append(line)
    body.doubts += [Problem("sheet_row_unread", table=block.table.id, found=line.words,
                            cell_id=block.sheet.at((line.filled or line.others)[0])) for line in unread]
    body.doubts += _cells_without_header(body.rows, block)
    return body


def _lines(block: Block, last_row: int, last_column: int, spec: EditionSpec) -> list[BodyRow]:
    """The filled rows, each with its kind; without headers printed again (and what is over these) and without
    column numbers."""
    sheet = block.sheet
    header_rows = [_texts(sheet.rows[row]) for row in range(block.top, block.bottom + 1) if row in sheet.rows]
    headed = set(block.places.values())
    lines: list[BodyRow] = []
    is_interrupted, is_below_header = False, True
    for number in [row for row in sheet.rows if block.bottom < row <= last_row]:
        filled = [cell for cell in sheet.rows[number] if block.columns[0] <= cell.column <= last_column]
        if _texts(filled) in header_rows:
            while lines and lines[-1].kind == "words":
                lines.pop()
            is_below_header = True
        elif filled and not (is_below_header and is_column_numbers(filled)):
            cells = {key: sheet.cells.get((number, column)) or SheetCell(number, column, None, "", "empty")
                     for key, column in block.places.items()}
            line = BodyRow(number, "words", cells, [cell for cell in filled if cell.column not in headed])
            line.kind = _kind(line, block, spec, is_interrupted)
            is_interrupted |= line.kind == "words" and (
                not _has_headings(block) or bool(spec.note.match(clean(filled[0].text))))
            is_below_header = False
            lines.append(line)
    return lines


def _kind(line: BodyRow, block: Block, spec: EditionSpec, is_interrupted: bool) -> str:
    """After words that are no heading, a row must be filled like one of the table to belong to it."""
    if any(clean(cell.text).casefold().rstrip(" :") in spec.total_labels for cell in line.filled):
        return "total"
    columns = [column for column in block.table.columns if column.is_in_header]
    required = [column.key for column in columns if column.required]
    given = sum(line.cells[key].kind != "empty" for key in required)
    has_figure = len(line.filled) > 1 and any(_is_figure(line.cells[column.key], column) for column in columns)
    if is_interrupted:
        return "data" if has_figure and given * 2 >= max(2, len(required)) else "words"
    return "data" if has_figure or (required and given == len(required)) else "words"


def _is_figure(cell: SheetCell, column: ColumnSpec) -> bool:
    """A figure, or what stands in the place of one: an error, a date."""
    if column.type not in FIGURES or cell.kind == "empty":
        return False
    read = read_value(cell, column)
    return read.value is not None or bool(read.doubt)


def _is_body_alone(line: BodyRow, block: Block) -> bool:
    """A body of which nothing is known: its name stands where names do, in a table without headings."""
    return bool(block.table.body_column and line.text(block.table.body_column)
                and not _has_headings(block) and len(line.filled) == 1 and not line.others)


def _is_heading(line: BodyRow, block: Block) -> bool:
    """Words printed across the table, or at its left: in its first column or that of the names."""
    cells = line.filled
    if not _has_headings(block) or line.kind != "words" or line.others or not any(map(str.isalpha, line.words)):
        return False
    left = (block.columns[0], block.places.get(block.table.body_column))
    is_left = all(cell.column in left for cell in cells)
    is_across = len(cells) == 1 and any(area[:2] == (cells[0].row, cells[0].column) and area[3] > cells[0].column
                                        for area in block.sheet.merged)
    return (is_left or is_across) and all(cell.kind == "text" for cell in cells)


def _has_headings(block: Block) -> bool:
    return any(column.type == "heading" for column in block.table.columns)


def _texts(cells: list[SheetCell]) -> list[tuple[int, str]]:
    return [(cell.column, letters(cell.text)) for cell in cells]


def is_column_numbers(cells: list[SheetCell]) -> bool:
    """`(1) (2) (3)` or `A B 1 2` under a header."""
    matches = [COLUMN_NUMBER.match(clean(cell.text)) for cell in cells]
    numbers = [int(match["number"]) for match in matches if match and match["number"]]
    return (len(matches) > 2 and all(matches) and bool(numbers) and numbers[0] <= 1
            and all(right == left + 1 for left, right in pairwise(numbers)))


def _cells_without_header(rows: list[BodyRow], block: Block) -> Iterator[Problem]:
    """Columns that hold something in rows of the table and have no header: one doubt a column."""
    first: dict[int, SheetCell] = {}
    for row in rows:
        for cell in row.others:
            if cell.column not in block.columns:
                first.setdefault(cell.column, cell)
    for cell in first.values():
        yield Problem("sheet_cell_without_header", table=block.table.id, found=clean(cell.text),
                      cell_id=block.sheet.at(cell))
