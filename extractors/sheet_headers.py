"""Where the tables of a specification stand on a sheet: found by their headers, wherever these begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from extractors.errors import Problem
from extractors.header_figures import figures_in
from extractors.headers import MOST_HEADER_ROWS, header_key, match_columns, printed_headers
from extractors.likeness import letters
from extractors.page_content import clean
from extractors.sheets import Sheet, SheetCell
from extractors.spec import TableSpec
from extractors.workbook_parts import Area

Path = tuple[SheetCell, ...]
"""The header cells over a column, the upper level first; a merged cell counts once."""


class ShownSheet:
    """What a reader of a sheet sees: its filled cells by row, without hidden rows and columns."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = sheet.name
        self.merged = sheet.merged
        self.cells = {place: cell for place, cell in sheet.cells.items()
                      if place[0] not in sheet.hidden_rows and place[1] not in sheet.hidden_columns}
        self.anchors = sheet.cells
        self.rows: dict[int, list[SheetCell]] = {}
        for _, cell in sorted(self.cells.items()):
            self.rows.setdefault(cell.row, []).append(cell)
        filled = {column for _, column in self.cells}
        # An empty column parts tables that stand side by side; a hidden one does not.
        self.columns = sorted(filled | {column + 1 for column in filled} - sheet.hidden_columns)

    @cached_property
    def words(self) -> dict[int, set[str]]:
        """Row → the letters of each of its texts."""
        return {row: {letters(cell.text) for cell in cells if cell.kind == "text"}
                for row, cells in self.rows.items()}

    def at(self, cell: SheetCell) -> str:
        """`Sheet!D46`."""
        return f"{self.name}!{Sheet.address(cell.row, cell.column)}"


@dataclass(frozen=True)
class Block:
    """A header that is one table's, or nearly: its rows, its columns on the sheet and what stands over each."""

    sheet: ShownSheet
    table: TableSpec
    top: int
    bottom: int
    columns: tuple[int, ...]
    cells: tuple[Path, ...]

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        return [tuple(clean(cell.text) for cell in path) for path in self.cells]

    @cached_property
    def _matched(self) -> tuple[dict[str, int], list[Problem]]:
        return match_columns(self._paths, self.table)

    @cached_property
    def _lowest(self) -> tuple[Counter[str], Counter[str]]:
        """How often each lowest level is wanted, and found."""
        return (Counter(letters(column.header[-1]) for column in self.table.columns if column.is_in_header),
                Counter(letters(path[-1]) for path in self._paths))

    @cached_property
    def is_whole(self) -> bool:
        """Whether every header of the table stands here, and no other."""
        wanted, found = self._lowest
        return wanted == found and not self._matched[1]

    @cached_property
    def is_likely(self) -> bool:
        """Whether at least half of the table's headers stand here, be it under other upper levels."""
        wanted, found = self._lowest
        return (wanted & found).total() >= max(2, wanted.total() / 2)

    @property
    def places(self) -> dict[str, int]:
        """Column key → column of the sheet."""
        return {key: self.columns[place] for key, place in self._matched[0].items()}

    @property
    def printed(self) -> dict[str, str]:
        """Column key → header as printed."""
        return printed_headers(self._paths, self._matched[0], self.table)

    @cached_property
    def figures(self) -> dict[str, SheetCell]:
        """The figures that headers tell, by column key, each where its header stands."""
        return {key: cell._replace(value=text, text=text, kind="text") for path in reversed(self.cells) for cell in path
                for key, text in figures_in(cell.text, self.table).items()}

    @cached_property
    def fit(self) -> tuple[bool, float]:
        """The greater, the better: whether it is whole, and the share of headers that are the table's to the letter."""
        wanted = [column.header for column in self.table.columns if column.is_in_header]
        hits = (Counter(map(header_key, wanted)) & Counter(map(header_key, self._paths))).total()
        return self.is_whole, (hits - (len(self.columns) - hits) / 2) / len(wanted)

    @property
    def corner(self) -> str:
        """`Sheet!A6`, where the header begins."""
        return self.sheet.at(self.cells[0][0])

    def meets(self, other: Block) -> bool:
        """Whether both headers share a place."""
        return self.top <= other.bottom and other.top <= self.bottom and self.shares_columns(other)

    def shares_columns(self, other: Block) -> bool:
        return self.columns[0] <= other.columns[-1] and other.columns[0] <= self.columns[-1]

    def misfits(self) -> Iterator[Problem]:
        """Every unknown, double and missing header, all at once, each with its place on the sheet."""
        for problem in self._matched[1]:
            place = int(problem.details.get("column", 1)) - 1
            cell = self.cells[place][-1]
            details = {**problem.details, "column": Sheet.address(cell.row, self.columns[place])}
            if "column" in problem.details:
                yield replace(problem, cell_id=self.sheet.at(cell), details=details)
            else:
                yield replace(problem, cell_id=self.corner)


def find_blocks(sheet: ShownSheet, tables: Sequence[TableSpec]) -> list[list[Block]]:
    """The headers on a sheet from top to bottom: for each the table it is, or several that it fits equally."""
    blocks = [block for table in tables for block in _likely_blocks(sheet, table)]
    blocks.sort(key=lambda block: block.top)
    blocks.sort(key=lambda block: block.fit, reverse=True)
    places: list[list[Block]] = []
    for block in blocks:
        met = [place for place in places if any(other.meets(block) for other in place)]
        if not met:
            places.append([block])
        elif (len(met) == 1 and met[0][0].fit == block.fit and met[0][0].columns == block.columns
                and all(other.table.id != block.table.id for other in met[0])):
            met[0].append(block)
    return sorted(places, key=lambda place: (place[0].top, place[0].columns))


def _likely_blocks(sheet: ShownSheet, table: TableSpec) -> Iterator[Block]:
    """The best reading of a header from each row that holds one of the table's upper headers."""
    first_words = {letters(column.header[0]) for column in table.columns if column.is_in_header}
    for top, words in sheet.words.items():
        if words & first_words:
            readings = [block for depth in range(1, MOST_HEADER_ROWS + 1)
                        for block in _readings(sheet, table, top, top + depth - 1)]
            # Of equals the deepest, if it does not fit: it tells more of why.
            best = max(readings, key=lambda block: (block.fit, 0 if block.is_whole else block.bottom))
            yield from (block for block in readings if block.bottom == best.bottom and block.is_likely)


def _readings(sheet: ShownSheet, table: TableSpec, top: int, bottom: int) -> Iterator[Block]:
    """The header rows read as one table and, where columns without a header part them, as several;
    upper levels as they are merged, and as they stand over the columns to their right."""
    seen = set()
    for spreads in (False, True):
        over = header_paths_of_sheet(sheet, top, bottom, spreads)
        runs = [[column for column, _ in run]
                for has_header, run in groupby(over.items(), key=lambda item: bool(item[1])) if has_header]
        whole = [column for run in runs for column in run]
        for columns in [whole, *(runs if len(runs) > 1 else [])]:
            reading = tuple(over[column] for column in columns)
            if reading and reading not in seen:
                seen.add(reading)
                yield Block(sheet, table, top, bottom, tuple(columns), reading)


def header_paths_of_sheet(sheet: ShownSheet, top: int, bottom: int, spreads: bool) -> dict[int, Path]:
    """Column → the header cells over it, if rows `top` to `bottom` are the header; `spreads` as in `_paths`."""
    areas = [area for area in sheet.merged if area[0] <= bottom and area[2] >= top]
    return _paths(sheet, areas, top, bottom, spreads)


def _paths(sheet: ShownSheet, areas: Sequence[Area], top: int, bottom: int, spreads: bool) -> dict[int, Path]:
    """Column → header cells over it. With `spreads`, an upper level that nobody merged stands over the
    empty cells to its right as well, as far as the level above it goes."""
    levels: dict[int, list[SheetCell | None]] = {column: [] for column in sheet.columns}
    for row in range(top, bottom + 1):
        before: int | None = None
        for column in sheet.columns:
            cell = _covering(sheet, areas, row, column, top)
            if (cell is None and spreads and before is not None and row < bottom
                    and levels[before][:-1] == levels[column]
                    and any(_covering(sheet, areas, lower, column, top) for lower in range(row + 1, bottom + 1))):
                cell = levels[before][-1]
            levels[column].append(cell)
            before = column
    return {column: tuple(dict.fromkeys(filter(None, cells))) for column, cells in levels.items()}


def _covering(sheet: ShownSheet, areas: Iterable[Area], row: int, column: int, top: int) -> SheetCell | None:
    """The cell that stands here or is merged over this place, if it begins in the header."""
    cell = sheet.cells.get((row, column))
    if cell is not None:
        return cell
    for first_row, first_column, last_row, last_column in areas:
        if top <= first_row <= row <= last_row and first_column <= column <= last_column:
            return sheet.anchors.get((first_row, first_column))
    return None

