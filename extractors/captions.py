"""Which grids belong to which table of the specification: captions, above or below, and parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.grid import Grid
from extractors.headers import read_header
from extractors.layout import Item
from extractors.likeness import likeness
from extractors.notes import MARK_BEHIND, mark_of, notes_from, take_out_foot_notes
from extractors.sections import admits, headings_over
from extractors.spec import EditionSpec, TableSpec
from extractors.table_parts import in_parts

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
    headings: dict[int, list[Item]] = field(default_factory=dict)
    """Lines over a grid (its place in `grids`) that is not the first: a heading of rows."""
    notes: list[str] = field(default_factory=list)

    def add(self, grid: Grid, heading: Sequence[Item] = ()) -> None:
        """The next part, under a heading of its own."""
        if heading and self.grids:
            self.headings[len(self.grids)] = list(heading)
        self.grids.append(grid)


def find_tables(items: Sequence[Item], spec: EditionSpec) -> tuple[list[FoundTable], list[Grid]]:
    """Assign the grids of a document to the tables of its edition.

    Returns the tables found (one table id may come twice) and the grids that no table claims.
    """
    tables = spec.tables_in("pdf")
    items, foot_notes = take_out_foot_notes(_unboxed(items, spec, tables), spec)
    captions = (_numbered if "id" in spec.caption.groupindex else _titled)(items, spec, tables)
    placed = _likelier(_above(items, captions, spec), _below(items, captions, spec), spec)
    places = {id(item.grid): index for index, item in enumerate(items) if item.grid}
    for table in placed:
        under_grid = places[id(table.grids[-1])] + 1
        mark = MARK_BEHIND.search(table.caption.text)
        pages = range(items[table.caption.first].page, max(grid.page for grid in table.grids) + 1)
        table.notes = [note.text for note in foot_notes
                       if mark and note.mark == mark_of(mark["mark"]) and note.page in pages]
        table.notes += notes_from(items, under_grid, spec) or notes_from(items, table.caption.last + 1, spec)
    claimed = {id(grid) for table in placed for grid in table.grids}
    return placed, [item.grid for item in items if item.grid and id(item.grid) not in claimed]


def _likelier(above: list[FoundTable], below: list[FoundTable], spec: EditionSpec) -> list[FoundTable]:
    """Whether captions stand above their tables or below: where more headers fit, then where more tables are."""
    if not above or not below:
        return above or below

    def fitting(tables: Sequence[FoundTable]) -> tuple[int, int]:
        parts = [in_parts(table.grids, {}, spec.table(table.table_id))[0] for table in tables]
        headers = [read_header(grids[0], spec.table(table.table_id), grids)[0]
                   for table, grids in zip(tables, parts, strict=True)]
        return sum(header is not None for header in headers), len(tables)

    fits_above = fitting(above)
    all_fit = fits_above == (len(above), len(above)) and len(above) >= len(below)
    return above if all_fit or fits_above >= fitting(below) else below


def _unboxed(items: Sequence[Item], spec: EditionSpec, tables: Sequence[TableSpec]) -> list[Item]:
    """Take a caption that is printed in the first row of its grid, over all columns, out of it."""
    order: list[Item] = []
    for item in items:
        grid = item.grid
        first = grid.cells[0] if grid else None
        if (grid and first and grid.row_count > 1 and first.column_span == grid.column_count and first.row_span == 1
                and first.lines and _is_caption([line.text for line in first.lines], spec, tables)):
            order += [Item(item.page, line=line) for line in first.lines]
            order.append(Item(item.page, grid=grid.without_row(0)))
        else:
            order.append(item)
    return order


def _is_caption(lines: Sequence[str], spec: EditionSpec, tables: Sequence[TableSpec]) -> bool:
    if "id" in spec.caption.groupindex:
        return bool(spec.caption.match(lines[0]))
    return _likeliest(" ".join(lines), spec, tables)[0] >= LIKE_ENOUGH


def _numbered(items: Sequence[Item], spec: EditionSpec, tables: Sequence[TableSpec]) -> list[Caption]:
    """Lines that begin like a caption and go on like the specified one; lists of tables among them."""
    titles = {table.id: table.title for table in tables}
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


def _titled(items: Sequence[Item], spec: EditionSpec, tables: Sequence[TableSpec]) -> list[Caption]:
    """Lines near a grid that say the title of a table which the headings above them admit."""
    headings = headings_over(items, spec, tables)
    near = {place for index, item in enumerate(items) if item.grid
            for place in range(max(0, index - MOST_LINES - BETWEEN), index + 2 + BETWEEN)}
    offers: list[tuple[float, int, Caption, list[TableSpec]]] = []
    for first in (place for place in sorted(near) if place < len(items)):
        admitted = [table for table in tables if admits(table.section, headings[first])]
        texts: list[str] = []
        for last, item in enumerate(items[first:first + MOST_LINES], first):
            if not item.line:
                break
            texts.append(item.line.text)
            score, likely = _likeliest(" ".join(texts), spec, admitted)
            if score >= LIKE_ENOUGH:
                offers.append((-score, first, Caption(likely[0].id, " ".join(texts), first, last), likely))
    taken: set[int] = set()
    found = []
    for _, _, caption, likely in sorted(offers, key=lambda offer: offer[:2]):
        lines = set(range(caption.first, caption.last + 1))
        if not lines & taken:
            taken |= lines
            found.append((caption, likely))
    return _told_apart(sorted(found, key=lambda pair: pair[0].first), spec)


def _told_apart(found: Sequence[tuple[Caption, list[TableSpec]]], spec: EditionSpec) -> list[Caption]:
    """Where no heading tells tables of one title apart, they stand in the order of the specification."""
    used: set[str] = set()
    last = ""
    for caption, likely in found:
        if len(likely) > 1 and not (spec.continued.search(caption.text) and last in {table.id for table in likely}):
            caption.table_id = next((table.id for table in likely if table.id not in used), caption.table_id)
        elif len(likely) > 1:
            caption.table_id = last
        last = caption.table_id
        used.add(last)
    return [caption for caption, _ in found]


def _likeliest(text: str, spec: EditionSpec, tables: Sequence[TableSpec]) -> tuple[float, list[TableSpec]]:
    """The tables whose title this is most like, marks before and behind the titles aside."""
    title = _bare(text, spec)
    scored = [(likeness(title, _bare(table.title, spec)), table) for table in tables]
    best = max((score for score, _ in scored), default=0.0)
    return best, [table for score, table in scored if score == best]


def _bare(text: str, spec: EditionSpec) -> str:
    match = spec.caption.match(text)
    bare = match["title"] if match else text
    bare = MARK_BEHIND.sub("", bare)
    return spec.continued.sub("", bare) or bare


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
    between: list[Item] = []
    for index, item in enumerate(items):
        if index in by_line:
            caption = by_line[index]
            if not (current and current.table_id == caption.table_id):
                current = FoundTable(caption.table_id, caption)
                tables.append(current)
            between = []
        elif item.grid and current:
            if _goes_on(current, between, item.grid, spec):
                current.add(item.grid, [] if _only_continued(between, spec) else between)
                between = []
        elif item.line and current and index not in inside:
            between.append(item)
    return tables


def _goes_on(table: FoundTable, between: Sequence[Item], grid: Grid, spec: EditionSpec) -> bool:
    """Whether a grid is a part of the table, for all the lines that stand between."""
    if not table.grids or _only_continued(between, spec):
        return True
    return len(between) <= BETWEEN and _is_part_under_heading(table.table_id, table.grids, grid, spec)


def _is_part_under_heading(table_id: str, parts: Sequence[Grid], grid: Grid, spec: EditionSpec) -> bool:
    """Of a table with headings over its rows, these may stand between grids of as many columns."""
    has_headings = any(column.type == "heading" for column in spec.table(table_id).columns)
    return has_headings and any(part.column_count == grid.column_count for part in parts)


def _only_continued(lines: Sequence[Item], spec: EditionSpec) -> bool:
    return all(item.line and spec.continued.search(item.line.text) for item in lines)


def _below(items: Sequence[Item], captions: Sequence[Caption], spec: EditionSpec) -> list[FoundTable]:
    """A caption closes a table: the unbroken run of grids before it."""
    tables: list[FoundTable] = []
    for caption in captions:
        place = _grid_before(items, caption, captions)
        if place is None:
            continue
        table = FoundTable(caption.table_id, caption)
        parts: list[tuple[Grid, list[Item]]] = []
        between: list[Item] = []
        while place >= 0:
            item = items[place]
            if item.grid and (not between or _is_part_under_heading(
                    table.table_id, [grid for grid, _ in parts], item.grid, spec)):
                if parts:
                    parts[0] = (parts[0][0], between)
                parts.insert(0, (item.grid, []))
                between = []
            elif item.line and len(between) < BETWEEN:
                between.insert(0, item)
            else:
                break
            place -= 1
        for grid, heading in parts:
            table.add(grid, heading)
        tables.append(table)
    return tables
