"""Tables as they stand in a document, before anybody knows which ones they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.adoption.header_readings import HeaderReading, header_readings, is_numbers, row_texts
from extractors.any_tables import CAPTION_LINES, NEXT_LINE, REMARK
from extractors.grid import Grid
from extractors.layout import Item
from extractors.notes import take_out_foot_notes
from extractors.page_content import clean
from extractors.spec import EditionSpec

BETWEEN = 2
"""Lines that may stand between a caption and its grid."""


@dataclass(frozen=True)
class Title:
    """Words beside a table that may be its caption. `number`: as printed, empty where captions carry none."""

    number: str
    text: str
    is_below: bool
    is_natural: bool
    """Whether it begins and ends where a caption would, by its marks and its place."""


@dataclass(frozen=True, eq=False)
class PrintedTable:
    """A table in a document. `place`: `p12`, `p12.2` for the second one of page 12, or `Sheet!A6`."""

    place: str
    page: int | None
    sheet: str
    found_in: str
    titles: tuple[Title, ...]
    readings: tuple[HeaderReading, ...]
    """The likeliest first, by how cells are merged."""
    first: int = 0
    """Where it begins in the order of the document."""

    @cached_property
    def natural_title(self) -> Title | None:
        """The caption that it has by its place alone."""
        return next((title for title in self.titles if title.is_natural), None)


def tables_of_items(items: Sequence[Item], spec: EditionSpec, is_below: bool) -> list[PrintedTable]:
    """The tables of a PDF in reading order, parts over pages put together.

    Args:
        spec: how the series prints captions, continuations and notes.
        is_below: read captions below the tables, not above.
    """
    items, _ = take_out_foot_notes(_unboxed(items, spec), spec)
    runs: list[list[int]] = []
    for index, item in enumerate(items):
        if item.grid is None:
            continue
        if runs and _goes_on(items, runs[-1], index, spec):
            runs[-1].append(index)
        else:
            runs.append([index])
    titled = _below if is_below else _above
    tables: list[PrintedTable] = []
    for number, run in enumerate(runs):
        grids = [grid for place in run if (grid := items[place].grid)]
        edge = (runs[number + 1][0] if number + 1 < len(runs) else len(items)) if is_below else (
            runs[number - 1][-1] + 1 if number else 0)
        titles = titled(items, run, edge, spec)
        readings = header_readings(grids)
        if readings:
            before = sum(table.page == grids[0].page for table in tables)
            place = f"p{grids[0].page}" + (f".{before + 1}" if before else "")
            tables.append(PrintedTable(place, grids[0].page, "", "pdf", tuple(titles), readings, run[0]))
    return tables


def _goes_on(items: Sequence[Item], run: Sequence[int], index: int, spec: EditionSpec) -> bool:
    """Whether a grid is the next part of a table: with nothing but a mark of continuation between them, or, under a
    heading of rows, with the header of the first part or with figures instead of a header."""
    between = items[run[-1] + 1:index]
    if all(other.line and spec.continued.search(other.line.text) for other in between):
        return True
    first, grid = items[run[0]].grid, items[index].grid
    if not first or not grid or len(between) > BETWEEN or first.column_count != grid.column_count or (
            has_numbers(spec) and any(spec.caption.match(_text(other)) for other in between)):
        return False
    has_headings = any(column.type == "heading" for table in spec.tables for column in table.columns)
    own, top = row_texts(grid, 0), row_texts(first, 0)
    return has_headings and (own == top or _are_figures(own))


def _are_figures(texts: Mapping[int, str]) -> bool:
    """Whether a row is one of data: half of it are figures, and not those of columns."""
    figures = sum(text[:1].isdigit() for text in texts.values())
    return 2 * figures >= len(texts) > 1 and not is_numbers(texts)


def has_numbers(spec: EditionSpec) -> bool:
    """Whether captions of the series carry the number of their table."""
    return "id" in spec.caption.groupindex


def _unboxed(items: Sequence[Item], spec: EditionSpec) -> list[Item]:
    """Captions that are printed in the first row of their grid, taken out of it."""
    order: list[Item] = []
    for item in items:
        grid = item.grid
        first = grid.cells[0] if grid and grid.cells else None
        if (grid and first and grid.row_count > 2 and first.column_span == grid.column_count
                and first.row_span == 1 and first.lines and _may_be_caption(grid, first.lines[0].text, spec)):
            order += [Item(item.page, line=line) for line in first.lines]
            order.append(Item(item.page, grid=grid.without_row(0)))
        else:
            order.append(item)
    return order


def _may_be_caption(grid: Grid, text: str, spec: EditionSpec) -> bool:
    """A number tells a caption; else the row under it, if that fills every place of the grid."""
    if has_numbers(spec):
        return bool(spec.caption.match(text))
    below = [cell for cell in grid.cells if cell.row == 1]
    return sum(cell.column_span for cell in below if cell.words) == grid.column_count and len(below) > 1


def _above(items: Sequence[Item], run: Sequence[int], edge: int, spec: EditionSpec) -> list[Title]:
    """The runs of lines that end right above a table, or a line or two higher; the natural one first."""
    start = max(edge, run[0] - CAPTION_LINES - BETWEEN)
    lines = [item for item in items[start:run[0]] if item.line]
    found: list[Title] = []
    for first in range(len(lines) - 1, -1, -1):
        for last in range(len(lines) - 1, max(first, len(lines) - 1 - BETWEEN) - 1, -1):
            if (title := _title(lines[first:last + 1], spec, False)) is not None:
                found.append(title)
    natural = _natural_above(lines, spec)
    return _with_natural(found, natural)


def _natural_above(lines: Sequence[Item], spec: EditionSpec) -> Title | None:
    end = len(lines)
    while end > 1 and lines[end - 1].line and REMARK.match(_text(lines[end - 1])):
        end -= 1
    if has_numbers(spec):
        starts = [place for place in range(end) if spec.caption.match(_text(lines[place]))]
        return _title(lines[starts[-1]:end], spec, False) if starts else None
    first = end - 1
    while first > 0 and _is_close(lines[first - 1], lines[first]) and not _is_marked(lines[first], spec):
        first -= 1
    if not _is_marked(lines[first], spec) if end else True:
        first = end - 1
    return _title(lines[first:end], spec, False) if end else None


def _below(items: Sequence[Item], run: Sequence[int], edge: int, spec: EditionSpec) -> list[Title]:
    lines = [item for item in items[run[-1] + 1:min(edge, run[-1] + 1 + CAPTION_LINES + BETWEEN)] if item.line]
    found: list[Title] = []
    for first in range(min(len(lines), BETWEEN + 1)):
        for last in range(first, min(len(lines), first + CAPTION_LINES)):
            if (title := _title(lines[first:last + 1], spec, True)) is not None:
                found.append(title)
    starts = [place for place in range(min(len(lines), BETWEEN + 1))
              if not has_numbers(spec) or spec.caption.match(_text(lines[place]))]
    if not starts:
        return found
    end = starts[0] + 1
    while end < len(lines) and _is_close(lines[end - 1], lines[end]) and not _is_marked(lines[end], spec):
        end += 1
    return _with_natural(found, _title(lines[starts[0]:end], spec, True))


def _with_natural(found: Sequence[Title], natural: Title | None) -> list[Title]:
    if natural is None:
        return list(found)
    chosen = Title(natural.number, natural.text, natural.is_below, True)
    return [chosen, *(title for title in found if (title.number, title.text) != (natural.number, natural.text))]


def _title(lines: Sequence[Item], spec: EditionSpec, is_below: bool) -> Title | None:
    """Lines as a caption; None for what does not begin like one where captions are numbered."""
    text = clean(" ".join(map(_text, lines)))
    if not text or spec.continued.fullmatch(text):
        return None
    if not has_numbers(spec):
        return Title("", text, is_below, False)
    match = spec.caption.match(text)
    if not match or not spec.caption.match(_text(lines[0])):
        return None
    if any(spec.caption.match(_text(line)) for line in lines[1:]):
        return None
    title = spec.continued.sub("", match["title"]).strip()
    return Title(match["id"], title, is_below, False) if title else None


def _text(item: Item) -> str:
    return item.line.text if item.line else ""


def _is_marked(item: Item, spec: EditionSpec) -> bool:
    """Whether a line begins with a mark such as `III.`, `b)` or `Bảng 2.`."""
    match = spec.caption.match(_text(item))
    return bool(match and match.start("title") > 0)


def _is_close(above: Item, below: Item) -> bool:
    if not above.line or not below.line or above.page != below.page or above.line.text.endswith((".", ";")):
        return False
    return 0 <= below.line.top - above.line.top <= NEXT_LINE * max(above.line.size, below.line.size)
