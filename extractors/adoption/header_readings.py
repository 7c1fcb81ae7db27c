"""Header and columns of a table, read without knowing which table it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.adoption.contents import Content
from extractors.adoption.years import PLAIN_YEAR
from extractors.grid import Grid
from extractors.headers import COLUMN_NUMBER, MOST_HEADER_ROWS
from extractors.page_content import clean
from extractors.text_lines import running_text

Path = tuple[str, ...]
"""Header levels over a column, the upper level first."""
FIGURES = re.compile(r"\d[\d.,]*")
MOSTLY = 0.8


@dataclass(frozen=True)
class HeaderReading:
    """The upper rows read as a header, and what stands in each column under it."""

    rows: int
    paths: tuple[Path, ...]
    contents: tuple[Content, ...]
    body_rows: int
    varying: frozenset[str] = frozenset()
    """Levels of the header that are printed with other figures where it comes again: `Năm 2016`, `Năm 2017`."""
    headings: tuple[tuple[int, str], ...] = ()
    """Words alone in a row: a heading over those that follow. Each with the rows in front of it."""

    @property
    def has_heading_levels(self) -> bool:
        """Whether a heading stands over others, and not over rows alone."""
        return any(left[0] == right[0] for left, right in pairwise(self.headings))

    @cached_property
    def is_whole(self) -> bool:
        """Whether no row of the header is taken for one of data, nor the other way round: each column has a header of
        its own, those of figures begin with one, and no figure but a year is a header."""
        filled = [place for place, content in enumerate(self.contents) if content.filled]
        paths = [self.paths[place] for place in filled]
        levels = [level for path in paths for level in path]
        return (all(paths) and len(set(paths)) == len(paths)
                and not any(Content((level,)).figures and not PLAIN_YEAR.fullmatch(level) for level in levels)
                and not any(_begins_with_words(self.contents[place]) for place in filled))


def likeliest_reading(readings: Sequence[HeaderReading]) -> HeaderReading | None:
    """The first one that is whole; of those as deep the one with the most levels, as an upper level that nobody merged
    stands over several columns. None where no reading is whole."""
    whole = [reading for reading in readings if reading.is_whole]
    as_deep = [reading for reading in whole if reading.rows == whole[0].rows]
    return max(as_deep, key=lambda reading: sum(map(len, reading.paths)), default=None)


def _begins_with_words(content: Content) -> bool:
    first, *others = content.filled
    below = Content(tuple(others))
    return not Content((first,)).figures and any(map(str.isalpha, first)) and below.share_of_figures >= MOSTLY


def header_readings(grids: Sequence[Grid]) -> tuple[HeaderReading, ...]:
    """The first rows read as headers of several depths."""
    first = grids[0]
    merged = _merged_depth(first)
    most = min(MOST_HEADER_ROWS, first.row_count - (1 if len(grids) == 1 else 0))
    depths = dict.fromkeys(depth for depth in (merged, 1, 2, merged + 1, 3) if 1 <= depth <= most)
    return tuple(_reading(grids, depth) for depth in depths if first.column_count > 1)


def _merged_depth(grid: Grid) -> int:
    """Down to where the cells of the first row reach, and below cells that stand over several columns."""
    depth = 1
    while depth < min(MOST_HEADER_ROWS, grid.row_count):
        top = [cell for cell in grid.cells if cell.row < depth]
        reach = max((cell.row + cell.row_span for cell in top), default=depth)
        lowest = [cell for cell in top if cell.row + cell.row_span == depth and cell.words]
        is_parted = any(1 < cell.column_span < grid.column_count and _is_parted_below(grid, cell.column,
                        cell.column_span, depth) for cell in lowest)
        if reach <= depth and not is_parted:
            break
        depth = max(reach, depth + 1)
    return depth


def _is_parted_below(grid: Grid, column: int, span: int, row: int) -> bool:
    below = [cell for cell in grid.cells if cell.row == row and column <= cell.column < column + span and cell.words]
    return len(below) > 1


def _reading(grids: Sequence[Grid], depth: int) -> HeaderReading:
    first = grids[0]
    paths: list[list[str]] = [[] for _ in range(first.column_count)]
    for cell in first.cells:
        text = clean(running_text(cell.lines)) if cell.row < depth and cell.words else ""
        for column in range(cell.column, min(cell.column + cell.column_span, first.column_count)) if text else ():
            paths[column].append(text)
    header = [row_texts(first, row) for row in range(depth)]
    columns: list[list[str]] = [[] for _ in range(first.column_count)]
    varying: set[str] = set()
    headings: list[tuple[int, str]] = []
    for grid in grids:
        if grid.column_count != first.column_count:
            continue
        for row in range(depth if grid is first else 0, grid.row_count):
            texts = row_texts(grid, row)
            again = next((row for row in header if _is_same_but_figures(texts, row)), None)
            if again is not None:
                varying |= {text for column, text in again.items() if texts[column] != text}
            is_alone = len(texts) == 1 < first.column_count - 1
            words = "".join(texts.values())
            if is_alone and again is None and any(map(str.isalpha, words)):
                headings.append((len(columns[0]), words))
            if again is not None or is_numbers(texts) or is_alone:
                continue
            for column in range(first.column_count):
                columns[column].append(texts.get(column, ""))
    return HeaderReading(depth, tuple(map(tuple, paths)), tuple(Content(tuple(texts)) for texts in columns),
                         len(columns[0]), frozenset(varying), tuple(headings))


def _is_same_but_figures(texts: Mapping[int, str], header: Mapping[int, str]) -> bool:
    """Whether a row is one of the header again, perhaps with other figures in its words."""
    are_words = all(any(map(str.isalpha, text)) for text in header.values())
    return texts == header or (are_words and len(texts) > 1 and {
        column: FIGURES.sub("", text) for column, text in texts.items()} == {
        column: FIGURES.sub("", text) for column, text in header.items()})


def row_texts(grid: Grid, row: int) -> dict[int, str]:
    return {cell.column: clean(running_text(cell.lines)) for cell in grid.cells if cell.row == row and cell.words}


def is_numbers(texts: Mapping[int, str]) -> bool:
    """A row of column numbers: (1) (2) (3)."""
    matches = [COLUMN_NUMBER.match(text) for text in texts.values()]
    numbers = [int(match["number"]) for match in matches if match and match["number"]]
    return (len(matches) > 2 and all(matches) and bool(numbers) and numbers[0] <= 1
            and all(right == left + 1 for left, right in pairwise(numbers)))
