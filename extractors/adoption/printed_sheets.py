"""Tables on the sheets of a workbook, before anybody knows which ones they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from extractors.adoption.contents import Content
from extractors.adoption.header_readings import HeaderReading
from extractors.adoption.printed import PrintedTable, Title, has_numbers
from extractors.any_tables import REMARK
from extractors.headers import MOST_HEADER_ROWS
from extractors.page_content import clean
from extractors.sheet_headers import ShownSheet, header_paths_of_sheet
from extractors.sheet_rows import is_column_numbers
from extractors.sheet_titles import CAPTION_LINES, MOST_CELLS, MOST_LINES
from extractors.sheets import Sheet, SheetCell, Workbook
from extractors.spec import EditionSpec

FEWEST_ROWS = 2
"""Rows of a table, with its header."""


def tables_of_book(book: Workbook, spec: EditionSpec) -> list[PrintedTable]:
    """The tables of the shown sheets, in their order: below lines of titles a header, below it the rows."""
    tables = []
    blocks = [(sheet, shown, titles, rows) for sheet in book.shown for shown in [ShownSheet(sheet)]
              for titles, rows in _blocks(shown)]
    often = Counter(title for _, _, titles, _ in blocks for title in set(titles))
    shared = {title for title, count in often.items() if count > 1}
    for number, (sheet, shown, titles, rows) in enumerate(blocks):
        for columns in _side_by_side(shown, rows):
            readings = tuple(_readings(shown, rows, columns))
            if readings:
                place = f"{sheet.name}!{Sheet.address(rows[0], columns[0])}"
                tables.append(PrintedTable(place, None, sheet.name, "workbook",
                                           tuple(_titles(titles, shared, spec)), readings, number))
    return tables


def _blocks(sheet: ShownSheet) -> Iterator[tuple[list[str], list[int]]]:
    """Lines of titles, and the filled rows under them up to the next lines of titles over a header."""
    rows = list(sheet.rows)
    starts = [place for place, row in enumerate(rows) if _begins_table(sheet, rows, place)]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        body = rows[start:end]
        while number + 1 < len(starts) and body and _is_title(sheet, sheet.rows[body[-1]]):
            body.pop()
        titles: list[str] = []
        for row in reversed(rows[max(0, start - MOST_LINES):start]):
            if not _is_title(sheet, sheet.rows[row]):
                break
            titles.insert(0, clean(" ".join(cell.text for cell in sheet.rows[row])))
        if len(body) >= FEWEST_ROWS:
            yield titles, body


def _begins_table(sheet: ShownSheet, rows: Sequence[int], place: int) -> bool:
    """Whether a row of words is the first one under lines of titles, or under nothing."""
    cells = sheet.rows[rows[place]]
    words = [cell for cell in cells if cell.kind == "text"]
    if len(words) < 2 or (len(cells) <= MOST_CELLS and _is_wide(sheet, cells)):
        return False
    if place == 0:
        return True
    above = sheet.rows[rows[place - 1]]
    is_apart = rows[place] - rows[place - 1] > 1 and len(words) * 2 > len(cells)
    return (_is_title(sheet, above) or is_apart) and 2 * len(words) >= len(cells) and _goes_on(sheet, rows, place)


def _goes_on(sheet: ShownSheet, rows: Sequence[int], place: int) -> bool:
    """Whether a figure stands below, and above it no line of titles: after headings of groups, rows go on."""
    for row in rows[place:place + MOST_HEADER_ROWS]:
        cells = sheet.rows[row]
        if any(cell.kind == "number" for cell in cells):
            return row != rows[place]
    return False


def _is_title(sheet: ShownSheet, cells: Sequence[SheetCell]) -> bool:
    """Few words from the left edge on, or across the sheet: a row of data with gaps begins farther right."""
    are_words = len(cells) <= MOST_CELLS and all(cell.kind == "text" for cell in cells)
    return are_words and (cells[0].column <= sheet.columns[1] or _is_wide(sheet, cells))


def _is_wide(sheet: ShownSheet, cells: Sequence[SheetCell]) -> bool:
    """Whether each cell is merged over several columns, or goes far beyond its own: the office, the motto."""
    merged = {area[:2] for area in sheet.merged if area[3] > area[1]}
    return all((cell.row, cell.column) in merged for cell in cells)


def _side_by_side(sheet: ShownSheet, rows: Sequence[int]) -> list[list[int]]:
    """The columns of the tables that stand beside each other, parted by columns without any cell."""
    filled = {cell.column for row in rows for cell in sheet.rows[row]}
    runs = [list(run) for has_cells, run in groupby(sheet.columns, key=lambda column: column in filled) if has_cells]
    return [run for run in runs if len(run) > 1]


def _readings(sheet: ShownSheet, rows: Sequence[int], columns: Sequence[int]) -> Iterator[HeaderReading]:
    for depth in range(1, min(MOST_HEADER_ROWS, rows[-1] - rows[0]) + 1):
        bottom = rows[0] + depth - 1
        seen = set()
        for spreads in (False, True):
            over = header_paths_of_sheet(sheet, rows[0], bottom, spreads)
            paths = tuple(tuple(clean(cell.text) for cell in over.get(column, ())) for column in columns)
            below = [row for row in rows if row > bottom and not is_column_numbers(sheet.rows[row])]
            alone = {row: words for row in below if (words := _alone(sheet, row, columns))}
            body = [row for row in below if row not in alone]
            if any(paths) and paths not in seen and body:
                seen.add(paths)
                contents = tuple(Content(tuple(clean(sheet.cells[row, column].text) if (row, column) in sheet.cells
                                               else "" for row in body)) for column in columns)
                headings = tuple((sum(other < row for other in body), words) for row, words in alone.items())
                yield HeaderReading(depth, paths, contents, len(body), headings=headings)


def _alone(sheet: ShownSheet, row: int, columns: Sequence[int]) -> str:
    """The words that stand alone in a row of a table of several columns; else nothing."""
    cells = [cell for cell in sheet.rows[row] if cell.column in columns]
    is_one = len(cells) == 1 < len(columns) - 1 and cells[0].kind == "text"
    return clean(cells[0].text) if is_one else ""


def _titles(lines: Sequence[str], shared: Collection[str], spec: EditionSpec) -> Iterator[Title]:
    """Each run of lines as a caption; the natural one is the last line in no brackets that stands over no other
    table."""
    own = [place for place, line in enumerate(lines) if line not in shared and not REMARK.match(line)]
    natural = own[-1] if own else len(lines) - 1
    for count in range(1, CAPTION_LINES + 1):
        for start in range(len(lines) - count, -1, -1):
            text = clean(" ".join(lines[start:start + count]))
            match = spec.caption.match(text) if has_numbers(spec) else None
            is_natural = count == 1 and start == natural
            yield Title(match["id"] if match else "", match["title"] if match else text, False, is_natural)
