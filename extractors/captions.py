"""Which grids belong to which table of the specification: captions, above or below, and parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from extractors.grid import Grid
from extractors.layout import Item
from extractors.spec import EditionSpec
from extractors.text_lines import Line

LIKE_ENOUGH = 0.75
"""Least likeness of a printed caption to the specified one under the same number."""
MOST_LINES = 6
BETWEEN = 2
"""Lines that may stand between a caption and its grid, such as "Đơn vị: %"."""


@dataclass
class Caption:
    """A caption as printed: items[first] to items[last] of the reading order."""

    table_id: str
    text: str
    first: int
    last: int


@dataclass
class FoundTable:
    """A table with the grids that hold it, in reading order, and the notes under it."""

    table_id: str
    caption: Caption
    grids: list[Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_tables(items: Sequence[Item], spec: EditionSpec) -> tuple[list[FoundTable], list[Grid]]:
    """Assign the grids of a document to the tables of its edition.

    Returns the tables found (one table id may come twice) and the grids that no table claims.
    """
    items = _unboxed(items, spec)
    captions = _captions(items, spec)
    above = sum(_grid_after(items, caption, captions) is not None for caption in captions)
    below = sum(_grid_before(items, caption, captions) is not None for caption in captions)
    placed = _below(items, captions) if below > above else _above(items, captions, spec)
    places = {id(item.grid): index for index, item in enumerate(items) if item.grid}
    for table in placed:
        under_grid = places[id(table.grids[-1])] + 1
        table.notes = _notes(items, under_grid, spec) or _notes(items, table.caption.last + 1, spec)
    claimed = {id(grid) for table in placed for grid in table.grids}
    return placed, [item.grid for item in items if item.grid and id(item.grid) not in claimed]


def _unboxed(items: Sequence[Item], spec: EditionSpec) -> list[Item]:
    """Take a caption that is printed in the first row of its grid, over all columns, out of it."""
    order: list[Item] = []
    for item in items:
        grid = item.grid
        first = grid.cells[0] if grid else None
        if (grid and first and grid.row_count > 1 and first.column_span == grid.column_count and first.row_span == 1
                and first.lines and spec.caption.match(first.lines[0].text)):
            order += [Item(item.page, line=line) for line in first.lines]
            order.append(Item(item.page, grid=grid.without_first_row()))
        else:
            order.append(item)
    return order


def likeness(one: str, other: str) -> float:
    """0 to 1, letters only: spaces, case and marks between words do not count."""
    return SequenceMatcher(None, letters(one), letters(other), autojunk=False).ratio()


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _captions(items: Sequence[Item], spec: EditionSpec) -> list[Caption]:
    """Lines that begin like a caption and go on like the specified one; lists of tables among them."""
    titles = {table.id: table.title for table in spec.tables}
    found = []
    for index, item in enumerate(items):
        match = spec.caption.match(item.line.text) if item.line else None
        if not match or match["id"] not in titles:
            continue
        texts = [match["title"]]
        for following in items[index + 1:index + MOST_LINES]:
            if not following.line or spec.caption.match(following.line.text):
                break
            texts.append(following.line.text)
        # Of equals the longest: a last line may hold a mark only, such as "(*)".
        score, likeliest = max((likeness(" ".join(texts[:n]), titles[match["id"]]), n)
                               for n in range(1, len(texts) + 1))
        is_continued = bool(spec.continued.search(match["title"]))
        if score >= LIKE_ENOUGH or is_continued:
            count = 1 if is_continued else likeliest
            text = " ".join([item.line.text, *texts[1:count]]) if item.line else ""
            found.append(Caption(match["id"], text, index, index + count - 1))
    return found


def _grid_after(items: Sequence[Item], caption: Caption, captions: Sequence[Caption]) -> int | None:
    """The grid that a caption stands over: few lines between, none of them another caption."""
    others = {other.first for other in captions}
    for place in range(caption.last + 1, min(caption.last + 2 + BETWEEN, len(items))):
        if items[place].grid:
            return place
        if place in others:
            return None
    return None


def _grid_before(items: Sequence[Item], caption: Caption, captions: Sequence[Caption]) -> int | None:
    others = {other.last for other in captions}
    for place in range(caption.first - 1, max(caption.first - 2 - BETWEEN, -1), -1):
        if items[place].grid:
            return place
        if place in others:
            return None
    return None


def _above(items: Sequence[Item], captions: Sequence[Caption], spec: EditionSpec) -> list[FoundTable]:
    """A caption opens a table; grids without text between them go on with it over the pages."""
    by_line = {caption.first: caption for caption in captions if _grid_after(items, caption, captions) is not None}
    inside = {index for caption in by_line.values() for index in range(caption.first, caption.last + 1)}
    tables: list[FoundTable] = []
    current: FoundTable | None = None
    lines_between: list[str] = []
    for index, item in enumerate(items):
        if index in by_line:
            caption = by_line[index]
            if not (current and current.table_id == caption.table_id):
                current = FoundTable(caption.table_id, caption)
                tables.append(current)
            lines_between = []
        elif item.grid and current:
            if not current.grids or not lines_between or _only_continued(lines_between, spec):
                current.grids.append(item.grid)
                lines_between = []
        elif item.line and current and index not in inside:
            lines_between.append(item.line.text)
    return tables


def _only_continued(lines: Sequence[str], spec: EditionSpec) -> bool:
    return all(spec.continued.search(line) for line in lines)


def _notes(items: Sequence[Item], start: int, spec: EditionSpec) -> list[str]:
    """The notes from items[start] on; a note may run on over lines of its size."""
    notes: list[str] = []
    for before, item in pairwise(items[start - 1:]):
        if item.line is None:
            break
        if spec.note.match(item.line.text):
            notes.append(item.line.text)
        elif notes and before.line and before.page == item.page and _follows_closely(before.line, item.line):
            notes[-1] += " " + item.line.text
        else:
            break
    return notes


def _follows_closely(before: Line, line: Line) -> bool:
    return abs(line.size - before.size) < 0.5 and line.top - before.bottom < 0.4 * line.size


def _below(items: Sequence[Item], captions: Sequence[Caption]) -> list[FoundTable]:
    """A caption closes a table: the unbroken run of grids before it."""
    tables: list[FoundTable] = []
    for caption in captions:
        place = _grid_before(items, caption, captions)
        if place is None:
            continue
        table = FoundTable(caption.table_id, caption)
        while place >= 0 and items[place].grid:
            table.grids.insert(0, items[place].grid)  # type: ignore[arg-type]
            place -= 1
        tables.append(table)
    return tables


