"""Line up the printed headers of a table with the columns of the specification. Strict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.errors import Problem
from extractors.grid import Grid, GridCell
from extractors.header_figures import as_specified, figures_in
from extractors.likeness import letters, likeness
from extractors.spec import FIGURE_IN_HEADER, NO_HEADER, ColumnSpec, TableSpec
from extractors.text_lines import running_text

MOST_HEADER_ROWS = 5
COLUMN_NUMBER = re.compile(r"^\(?(?:(?P<number>\d{1,2})|[A-Z])\)?(?:\s*=[\s\d()+–-]+)?$")
"""`(1)`, `2`, `A`, `(5)=(3)+(4)`."""

RUNNING_NUMBER = re.compile(r"^\d+[.)]?$")

Path = Sequence[str]
"""The header levels over one printed column, the upper level first."""


@dataclass(frozen=True)
class Header:
    """The header of a table: how many rows it takes, and the printed column of each column key."""

    rows: int
    places: dict[str, int]
    printed: dict[str, str]


def header_key(levels: Path) -> str:
    """Headers are the same when their letters are: line breaks, case and hyphens do not count."""
    return "|".join(letters(level) for level in levels)


def read_header(grid: Grid, table: TableSpec, parts: Sequence[Grid] = ()) -> tuple[Header | None, list[Problem]]:
    """Find the header rows at the top of a grid; `parts` are all grids of its table.

    Returns the header, or None with one problem for each header that does not fit.
    """
    rows, paths = header_paths(grid, table)
    whole = rows + (0 if _is_lone_row(parts or [grid], rows, table) else number_rows(grid, rows))
    places, problems = match_columns(paths, table, grid.page,
                                     lambda column: _holds_headings(parts or [grid], column, whole, table))
    if problems:
        return None, problems
    return Header(whole, places, printed_headers(paths, places, table)), []


def header_paths(grid: Grid, table: TableSpec) -> tuple[int, Sequence[Path]]:
    """How many rows at the top of a grid are the header, without column numbers, and its levels as printed."""
    texts = [(cell, running_text(cell.lines)) for cell in grid.cells if cell.row < MOST_HEADER_ROWS and cell.words]
    rows = find_header_rows(lambda count: _paths(texts, grid.column_count, count), grid.row_count, table)
    return rows, _paths(texts, grid.column_count, rows)


def find_header_rows(paths_of: Callable[[int], Sequence[Path]], rows: int, table: TableSpec) -> int:
    """How many rows at the top are the header: those whose paths fit the most columns.

    Args:
        paths_of: the header paths of all printed columns, if the header took that many rows.
        rows: rows of the whole table.
    """
    best: tuple[int, int] = (-1, 1)
    known = {letters(column.header[-1]): column.header for column in table.columns if column.is_in_header}
    for count in range(1, min(MOST_HEADER_ROWS, rows) + 1):
        paths = [[letters(as_specified(level, table)) for level in path] for path in paths_of(count)]
        if best[0] > 0 and any(map(_begins_again, paths)):
            break
        hits = sum(bool(path) and path[-1] in known for path in paths)
        if hits >= best[0] > 0 or hits > best[0]:  # of equals the deepest: it tells more of what does not fit
            best = (hits, count)
    return best[1]


def _begins_again(path: Path) -> bool:
    """Whether a level comes again behind another one: below the rows, the header is printed once more."""
    return any(level in path[:place] for place, level in enumerate(path) if place and path[place - 1] != level)


def match_columns(paths: Sequence[Path], table: TableSpec, page: int | None = None,
                  holds_headings: Callable[[int], bool] = lambda column: False) -> tuple[dict[str, int], list[Problem]]:
    """Which printed column (0-based) each column of the specification is.

    Equal headers are told apart by the column they stand next to, as points stand next to their rate,
    else by their order. A level that is printed over more or fewer columns than specified does no harm.

    Args:
        paths: header levels over each printed column, a merged cell counted once.
        holds_headings: whether a printed column that no header names holds group headings.

    Returns:
        column key → place, without columns that are not in the header; or one problem for each header that
        does not fit.
    """
    wanted = [column for column in table.columns if column.is_in_header]
    printed_paths, paths = paths, [[as_specified(level, table) for level in path] for path in paths]
    keys = _loosened([header_key(path) for path in paths], paths, wanted)
    spare = [index for index, key in enumerate(keys) if key not in {header_key(column.header) for column in wanted}]
    heading = next((column for column in table.columns if column.type == "heading" and not column.is_in_header), None)
    aside = {heading.key: spare[0]} if heading and len(spare) == 1 and holds_headings(spare[0]) else {}
    printed = [index for index in range(len(keys)) if index not in aside.values()]
    placed = _place([keys[index] for index in printed], [header_key(column.header) for column in wanted])
    if placed is None and not aside:
        placed = _by_last_level(paths, wanted)
    if placed is None:
        return {}, _misfits(printed_paths, keys, table, page)
    return {**{column.key: printed[place] for column, place in zip(wanted, placed, strict=True)}, **aside}, []


def printed_headers(paths: Sequence[Path], places: dict[str, int], table: TableSpec) -> dict[str, str]:
    """Column key → its header as printed, levels parted by " | "; `*` for a column without a header, and of one
    in the headers of others the level that it stands in."""
    in_others = {key: level for path in paths for level in reversed(path) for key in figures_in(level, table)}
    return {column.key: " | ".join(paths[places[column.key]]) if column.key in places
            else in_others.get(column.key, NO_HEADER)
            for column in table.columns}


def repeats_header(grid: Grid, first: Grid, header_rows: int, table: TableSpec) -> int:
    """How many rows at the top of a later part repeat rows of the header: all, some (the row of column
    numbers alone, or all but it) or none. Figures in headers may be others."""
    for rows in range(min(header_rows, grid.row_count), 0, -1):
        top = row_key(grid, 0, rows, table)
        if len(top) > 1 and any(_is_repeated(top, row_key(first, start, start + rows, table))
                                for start in range(header_rows - rows + 1)):
            return rows
    return 0


def _is_repeated(texts: Sequence[str], before: Sequence[str]) -> bool:
    """Whether these are the texts before, some perhaps cut short: a header that is too high for its row."""
    same = sum(mine == its for mine, its in zip(texts, before, strict=False))
    return len(texts) == len(before) <= 2 * same and all(
        its.startswith(mine) for mine, its in zip(texts, before, strict=True))


def row_key(grid: Grid, start: int, end: int, table: TableSpec) -> list[str]:
    """The letters of the filled cells that begin in these rows, specified figures in headers left out."""
    return [letters(as_specified(running_text(cell.lines), table))
            for cell in grid.cells if start <= cell.row < end and cell.words]


def _paths(texts: Sequence[tuple[GridCell, str]], columns: int, rows: int) -> Sequence[Path]:
    """Header levels over each column of a grid, a merged cell counted once."""
    paths: list[list[str]] = [[] for _ in range(columns)]
    for cell, text in texts:
        for column in range(cell.column, cell.column + cell.column_span) if cell.row < rows and text else ():
            paths[column].append(text)
    return paths


def _is_lone_row(parts: Sequence[Grid], rows: int, table: TableSpec) -> bool:
    """Whether a header has one row under it and that is its data: every later part, if any, has a header and other
    rows of its own."""
    first, header = parts[0], row_key(parts[0], 0, rows, table)
    row = row_key(first, rows, rows + 1, table)
    return first.row_count == rows + 1 and all(
        row_key(part, 0, rows, table) == header and row_key(part, rows, rows + 1, table) != row for part in parts[1:])


def number_rows(grid: Grid, rows: int) -> int:
    """A row of column numbers under the header, (1) (2) (3) or A B 1 2, is no data."""
    matches = [COLUMN_NUMBER.match(running_text(cell.lines)) for cell in grid.cells if cell.row == rows]
    numbers = [int(match["number"]) for match in matches if match and match["number"]]
    is_counting = bool(numbers) and numbers[0] <= 1 and all(right == left + 1 for left, right in pairwise(numbers))
    return 1 if is_counting and all(matches) and len(matches) > 2 else 0


def _holds_headings(parts: Sequence[Grid], column: int, header_rows: int, table: TableSpec) -> bool:
    """Words over several rows each, or over gaps: no running numbers."""
    first = parts[0]
    texts, rows = [], 0
    for part in parts:
        start = header_rows if part is first else repeats_header(part, first, header_rows, table)
        rows += part.row_count - start
        texts += [text for cell in part.cells if part.column_count == first.column_count and cell.column == column
                  and cell.row >= start and (text := running_text(cell.lines))]
    return 0 < len(texts) < rows and not any(map(RUNNING_NUMBER.match, texts))


def _loosened(keys: list[str], paths: Sequence[Path], wanted: Sequence[ColumnSpec]) -> list[str]:
    """Keys of printed headers, those with a level more or less than specified as the one specified."""
    missing = Counter(header_key(column.header) for column in wanted) - Counter(keys)
    known = {header_key(column.header) for column in wanted}
    loosened = []
    for key, path in zip(keys, paths, strict=True):
        alike = {other for column in wanted if (other := header_key(column.header)) in missing
                 and _is_alike(path, column.header)} if key not in known else set()
        loosened.append(alike.pop() if len(alike) == 1 else key)
    return loosened


def _is_alike(one: Path, other: Path) -> bool:
    """The same last level, and no upper level that contradicts."""
    mine, its = ([letters(level) for level in levels] for levels in (one, other))
    return mine[-1:] == its[-1:] and (set(mine) <= set(its) or set(its) <= set(mine))


def _by_last_level(paths: Sequence[Path], wanted: Sequence[ColumnSpec]) -> list[int] | None:
    """Places by the last level alone, where the upper ones are not printed."""
    placed = _place([letters(path[-1]) if path else "" for path in paths],
                    [letters(column.header[-1]) for column in wanted])
    fits = placed and all(_is_alike(paths[place], column.header) for column, place in zip(wanted, placed, strict=True))
    return placed if fits else None


def _place(printed: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """The place of each wanted key among the printed ones; None where they are not the same keys.

    A key that comes again is told by its neighbour; one of its places may be left over for the last.
    """
    if Counter(printed) != Counter(wanted):
        return None
    beside = list(zip(wanted, _next_to(wanted, 1), strict=True))
    sides = [list(zip(printed, _next_to(printed, step), strict=True)) for step in (1, -1)]
    pairs = max(sides, key=lambda side: len(set(side).intersection(beside)))
    lone = Counter(pair[0] for pair in (Counter(pairs) - Counter(beside)).elements())
    if any(count > 1 for count in lone.values()):
        return _place_in_order(printed, wanted)
    places = {pair: place for place, pair in enumerate(pairs)}
    rest = {pair[0]: place for pair, place in places.items() if pair not in beside}
    return [places[pair] if pair in places else rest[pair[0]] for pair in beside]


def _next_to(keys: Sequence[str], step: int) -> list[tuple[str, int]]:
    """For a key that comes again: the nearest single key before it (step 1) or behind it (-1), and how far it is."""
    counts = Counter(keys)
    beside = [("", 0)] * len(keys)
    anchor, distance = "", 0
    for index in range(len(keys))[::step]:
        anchor, distance = (keys[index], 0) if counts[keys[index]] == 1 else (anchor, distance + 1)
        beside[index] = ("", 0) if distance == 0 else (anchor, distance)
    return beside


def _place_in_order(printed: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """Equal keys one after the other, if all other columns stand in the specified order."""
    counts = Counter(printed)
    if [key for key in printed if counts[key] == 1] != [key for key in wanted if counts[key] == 1]:
        return None
    queues: dict[str, list[int]] = {}
    for place, key in enumerate(printed):
        queues.setdefault(key, []).append(place)
    return [queues[key].pop(0) for key in wanted]


def _misfits(paths: Sequence[Path], keys: Sequence[str], table: TableSpec, page: int | None) -> list[Problem]:
    """Every unknown, surplus and missing header, all at once; one problem where none fits."""
    wanted = [column for column in table.columns if column.is_in_header]
    expected = " · ".join(_print(column) for column in wanted)
    found = " · ".join(" / ".join(path) for path in paths)
    known = Counter(header_key(column.header) for column in wanted)
    if not any(key in known for key in keys):
        return [Problem("header_missing", table=table.id, page=page, found=found, expected=expected)]
    seen: Counter[str] = Counter()
    absent = [column for column in wanted if header_key(column.header) in known - Counter(keys)]
    problems = []
    for index, (key, path) in enumerate(zip(keys, paths, strict=True)):
        printed = " / ".join(path)
        seen[key] += 1
        if key not in known:
            nearest = max(absent or wanted, key=lambda column: likeness(printed, _print(column)))
            problems.append(Problem("header_unknown", table=table.id, page=page, found=printed or "(empty)",
                                    expected=expected,
                                    details={"column": str(index + 1), "nearest": _print(nearest),
                                             "likeness": f"{likeness(printed, _print(nearest)):.0%}"}))
        elif seen[key] > known[key] or (known == Counter(keys) and known[key] > 1):
            problems.append(Problem("header_double", table=table.id, page=page, found=printed, expected=expected,
                                    details={"column": str(index + 1)}))
    short = known - Counter(keys)
    problems += [Problem("header_absent", table=table.id, page=page, expected=_print(column), found=found)
                 for column in {header_key(column.header): column for column in absent}.values()
                 if short[header_key(column.header)]]
    return problems


def _print(column: ColumnSpec) -> str:
    return FIGURE_IN_HEADER.sub("…", " / ".join(column.header))
