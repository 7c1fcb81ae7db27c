"""Find the grids that rules draw on a page, with their merged cells, and put the words into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors.alignment import NEXT_LINE, inferred_verticals
from extractors.page_content import PageContent, Rule, Word
from extractors.text_lines import Line, lines_of

SNAP = 3.0
"""Rules nearer to each other than this (points) are one rule; ends this near to a rule touch it."""
SAME = 1.0
"""Pieces this near to one straight line belong to one rule."""
NARROW = 5.0
"""A column or row thinner than this without any word is the gap of a double line."""
_Group = tuple[list[Rule], list[Rule]]
"""Horizontal and vertical rules of one table."""


@dataclass
class GridCell:
    """A cell, perhaps merged over several rows and columns of the grid.

    `is_open`: no rule closes it below, where others in its last row are closed: it is merged over a page break.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]
    words: list[Word] = field(default_factory=list)
    is_open: bool = False

    @cached_property
    def lines(self) -> list[Line]:
        """Once all words are in."""
        return lines_of(self.words, self.box)


@dataclass
class Grid:
    """A ruled table, or the part of one that stands on a page.

    `is_open_top`, `is_open_bottom`: no rule closes the grid there, so a row goes on over the page.
    """

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    is_open_top: bool = False
    is_open_bottom: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def row_count(self) -> int:
        return len(self.ys) - 1

    @property
    def column_count(self) -> int:
        return len(self.xs) - 1

    def without_row(self, row: int) -> Grid:
        """The same grid, the row left out with the cells that begin in it."""
        cells = [replace(cell, row=cell.row - (cell.row > row)) for cell in self.cells if cell.row != row]
        return replace(self, ys=self.ys[:row] + self.ys[row + 1:], cells=cells,
                       is_open_top=self.is_open_top and row > 0)

    def part(self, rows: range, columns: range) -> Grid:
        """Some rows and columns of the grid: the cells that begin there, cut off where the part ends."""
        cells = [replace(cell, row=cell.row - rows.start, column=cell.column - columns.start,
                         row_span=min(cell.row_span, rows.stop - cell.row),
                         column_span=min(cell.column_span, columns.stop - cell.column))
                 for cell in self.cells if cell.row in rows and cell.column in columns]
        return Grid(self.page, self.xs[columns.start:columns.stop + 1], self.ys[rows.start:rows.stop + 1], cells,
                    self.is_open_top and rows.start == 0, self.is_open_bottom and rows.stop == self.row_count)

    def starts(self) -> dict[tuple[int, int], GridCell]:
        """Each cell under the row and column where it starts."""
        return {(cell.row, cell.column): cell for cell in self.cells}


def find_grids(page: PageContent) -> list[Grid]:
    """All grids of a page with at least two columns, from top to bottom."""
    verticals = [*page.verticals, *inferred_verticals(page)]
    grids = (_grid(page, across, down) for across, down in _touching(_joined(page.horizontals), _joined(verticals)))
    found = [grid for grid in grids if grid and grid.column_count > 1 and any(c.words for c in grid.cells)]
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one rule, drawn cell by cell, as one rule."""
    whole: list[Rule] = []
    by_place: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if by_place and rule.at - by_place[-1][-1].at <= SAME:
            by_place[-1].append(rule)
        else:
            by_place.append([rule])
    for pieces in by_place:
        at = sum(piece.at for piece in pieces) / len(pieces)
        start, end = None, 0.0
        for piece in sorted(pieces, key=lambda piece: piece.start):
            if start is None or piece.start > end + SNAP:
                if start is not None:
                    whole.append(Rule(at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        whole.append(Rule(at, start or 0.0, end))
    return whole


def _touching(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> list[_Group]:
    """Sets of rules that hang together through their crossings."""
    sets = _Sets(len(horizontals) + len(verticals))
    for i, across in enumerate(horizontals):
        for j, down in enumerate(verticals):
            if (across.start - SNAP <= down.at <= across.end + SNAP
                    and down.start - SNAP <= across.at <= down.end + SNAP):
                sets.join(i, len(horizontals) + j)
    groups: dict[int, _Group] = {}
    for i, rule in enumerate(horizontals):
        groups.setdefault(sets.root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(verticals):
        groups.setdefault(sets.root(len(horizontals) + j), ([], []))[1].append(rule)
    return _put_together(group for group in groups.values() if group[1])


def _put_together(groups: Iterable[_Group]) -> list[_Group]:
    """The sets of rules with those of one table joined: of both sides of a cell that the page cuts above and below,
    and that so has no rule across. They reach as high and as low, and no rule closes them there."""
    whole: list[_Group] = []
    for across, down in sorted(groups, key=lambda group: min(rule.at for rule in group[1])):
        top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
        beside = next((other for other in whole
                       if abs(min(rule.start for rule in other[1]) - top) <= SNAP
                       and abs(max(rule.end for rule in other[1]) - bottom) <= SNAP
                       and not (any(abs(rule.at - top) <= SNAP for rule in [*across, *other[0]])
                                and any(abs(rule.at - bottom) <= SNAP for rule in [*across, *other[0]]))), None)
        if beside:
            beside[0].extend(across)
            beside[1].extend(down)
        else:
            whole.append((across, down))
    return [group for group in whole if group[0]]


def _grid(page: PageContent, horizontals: list[Rule], verticals: list[Rule]) -> Grid | None:
    """The ends of the rules count as borders: a row cut by the page is not closed by a rule."""
    top, bottom = min(rule.start for rule in verticals), max(rule.end for rule in verticals)
    left, right = min(rule.start for rule in horizontals), max(rule.end for rule in horizontals)
    xs = _snapped([*(rule.at for rule in verticals), left, right])
    horizontals = horizontals + _shade_ends(page, xs, top, bottom)
    drawn = _snapped([rule.at for rule in horizontals])
    ys = _snapped([*drawn, top, bottom])
    words = [word for word in page.words
             if xs[0] - SNAP < word.middle[0] < xs[-1] + SNAP and ys[0] - SNAP < word.middle[1] < ys[-1] + SNAP]
    xs = _without_gaps(xs, [word.middle[0] for word in words])
    ys = _without_gaps(ys, [word.middle[1] for word in words])
    if len(xs) < 3 or len(ys) < 2:
        return None
    cells = _cells(xs, ys, horizontals, verticals, words)
    _open_at_end(cells, ys[-1], horizontals, page)
    return Grid(
        page.number, xs, ys, cells,
        is_open_top=abs(drawn[0] - ys[0]) > SNAP,
        is_open_bottom=abs(drawn[-1] - ys[-1]) > SNAP,
    )


def _shade_ends(page: PageContent, xs: list[float], top: float, bottom: float) -> list[Rule]:
    """Where a shaded cell ends, a cell ends, even if no rule is drawn (under a shaded header).

    What is shaded inside of a cell, away from its borders, is text.
    """
    return [Rule(y, x0, x1) for x0, y0, x1, y1 in page.shades
            if any(abs(x - x0) <= SAME for x in xs) and any(abs(x - x1) <= SAME for x in xs)
            for y in (y0, y1) if top - SNAP <= y <= bottom + SNAP]


def _cells(xs: list[float], ys: list[float], horizontals: list[Rule], verticals: list[Rule],
           words: list[Word]) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    sets = _Sets(rows * columns)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _covers(verticals, xs[column + 1], ys[row], ys[row + 1]):
                sets.join(here, here + 1)
            if row + 1 < rows and not _covers(horizontals, ys[row + 1], xs[column], xs[column + 1]):
                sets.join(here, here + columns)
    members: dict[int, list[tuple[int, int]]] = {}
    for unit in range(rows * columns):
        members.setdefault(sets.root(unit), []).append(divmod(unit, columns))
    cells, owner = [], {}
    for units in members.values():
        first_row, last_row = min(r for r, _ in units), max(r for r, _ in units)
        first_column, last_column = min(c for _, c in units), max(c for _, c in units)
        cell = GridCell(first_row, first_column, last_row - first_row + 1, last_column - first_column + 1,
                        (xs[first_column], ys[first_row], xs[last_column + 1], ys[last_row + 1]))
        cells.append(cell)
        owner.update(dict.fromkeys(units, cell))
    for word in words:
        x, y = word.middle
        owner[_slot(ys, y), _slot(xs, x)].words.append(word)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _open_at_end(cells: list[GridCell], end: float, horizontals: list[Rule], page: PageContent) -> None:
    """Mark the cells that are merged over the page's end; their text may hang over the end of the rows."""
    last = [cell for cell in cells if cell.box[3] == end]
    loose = [cell for cell in last if not _covers(horizontals, end, cell.box[0], cell.box[2])]
    for cell in loose if len(loose) < len(last) else ():
        cell.is_open = True
        reach = max([end, *(word.bottom for word in cell.words)])
        for word in sorted(page.words, key=lambda word: word.middle[1]):
            if cell.box[0] < word.middle[0] < cell.box[2] and end + SNAP <= word.middle[1] and (
                    word.top < reach + NEXT_LINE * word.size):
                cell.words.append(word)
                reach = max(reach, word.bottom)


def _covers(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether rules at `at` cover at least half of the way from `start` to `end`."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start))
                  for rule in rules if abs(rule.at - at) <= SNAP)
    return covered * 2 >= end - start


def _snapped(positions: Iterable[float]) -> list[float]:
    """Positions in rising order, those near to each other replaced by their mean."""
    groups: list[list[float]] = []
    for position in sorted(positions):
        if groups and position - groups[-1][-1] <= SNAP:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [sum(group) / len(group) for group in groups]


def _without_gaps(borders: list[float], middles: list[float]) -> list[float]:
    kept = borders[:1]
    for border in borders[1:]:
        if border - kept[-1] < NARROW and not any(kept[-1] < middle < border for middle in middles):
            kept[-1] = border if len(kept) > 1 else kept[-1]
        else:
            kept.append(border)
    return kept


def _slot(borders: list[float], position: float) -> int:
    inside = sum(border <= position for border in borders) - 1
    return min(max(inside, 0), len(borders) - 2)


class _Sets:
    """Disjoint sets of the whole numbers below `size`."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        self._parent[self.root(one)] = self.root(other)
