"""Put the parts of a table together again: rows over page breaks, merged cells, kinds of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.grid import Grid, GridCell
from extractors.header_figures import figures_of_header, fill_in
from extractors.headers import Header, repeats_header
from extractors.heading_rows import heading_cells, heading_of_lines, under_headings
from extractors.layout import Item
from extractors.outline import Outline, places
from extractors.printed_rows import PrintedRow, RowCell
from extractors.row_breaks import WordPairs, join_part, joined_where_cut
from extractors.spec import EditionSpec, TableSpec
from extractors.text_lines import Line


def read_rows(grids: Sequence[Grid], header: Header, table: TableSpec, spec: EditionSpec,
              headings: Mapping[int, Sequence[Item]] | None = None) -> list[PrintedRow]:
    """All printed rows of a table, its parts joined.

    Args:
        headings: lines that stand over a part, by its place in `grids`, where the table has headings over rows.
    """
    rows: list[PrintedRow] = []
    told: dict[str, RowCell] = {}
    pairs = WordPairs(grids)
    for index, grid in enumerate(grids):
        skipped = header.rows if index == 0 else repeats_header(grid, grids[0], header.rows, table)
        told = figures_of_header(grid, skipped, table) or told
        part = _part(grid, skipped, _places(grid, grids[0], header, table), table, spec)
        if headings and index in headings:
            rows.append(heading_of_lines(headings[index], table))
        before = len(rows)
        join_part(rows, part, table, spec, pairs)
        fill_in(rows[before:], told)
    surplus = sum(row.heading is None for row in rows) - table.rows
    return under_headings(joined_where_cut(rows, surplus, table) if surplus > 0 else rows, table, spec)


def fill_outline(rows: Sequence[PrintedRow], outline: Outline) -> list[str]:
    """Write the code and the level of each row beside its mark; returns the kinds of the rows."""
    found = places([row.cells[outline.mark].text for row in rows], outline)
    for row, place in zip(rows, found, strict=True):
        mark = row.cells[outline.mark]
        for key, text in ((outline.code, place.code), (outline.kind, place.kind)):
            x0, top, x1, bottom = mark.box or (0.0, 0.0, 0.0, 0.0)
            row.cells[key] = RowCell([Line(text, x0, top, x1, bottom)] if text else [], mark.page, mark.box)
    return [place.row_kind for place in found]


def split_names(text: str, separators: str) -> list[tuple[str, str]]:
    """Names and remarks of a cell: `A (because of …); B` → [("A", "(because of …)"), ("B", "")].

    `separators` holds the marks that may part names, the surest first; the first that occurs does,
    but not inside a remark.
    """
    pieces = [text]
    for mark in separators:
        pieces = re.split(rf"{re.escape(mark)}(?![^()]*\))", text)
        if len(pieces) > 1:
            break
    pairs = []
    for piece in filter(None, map(str.strip, pieces)):
        match = re.fullmatch(r"(.*?)\s*(\([^()]*\))?", piece)
        pairs.append((match[1], match[2] or "") if match and match[1] else (piece, ""))
    return pairs


def _places(grid: Grid, first: Grid, header: Header, table: TableSpec) -> dict[str, list[int]]:
    """Column key → columns of this part, none for a column without a header.

    Parts with another number of columns (a merged row alone on a page has fewer) are lined up by where
    their columns stand in the width of the table.
    """
    places: dict[str, list[int]] = {column.key: [] for column in table.columns}
    if grid.column_count == first.column_count:
        return places | {key: [place] for key, place in header.places.items()}
    scale = (first.xs[-1] - first.xs[0]) / (grid.xs[-1] - grid.xs[0])
    starts = [first.xs[0] + (x - grid.xs[0]) * scale for x in grid.xs]
    for key, place in header.places.items():
        middle = (first.xs[place] + first.xs[place + 1]) / 2
        column = next(i for i in range(grid.column_count) if i == grid.column_count - 1 or middle < starts[i + 1])
        places[key] = [] if any(column in taken for taken in places.values()) else [column]
    return places


def _part(grid: Grid, skipped: int, places: dict[str, list[int]], table: TableSpec,
          spec: EditionSpec) -> list[PrintedRow]:
    starts = grid.starts()
    covered = {(row, cell.column) for cell in grid.cells for row in range(cell.row + 1, cell.row + cell.row_span)}
    rows = []
    for number in range(skipped, grid.row_count):
        cells = {}
        for key, columns in places.items():
            place = (number, columns[0] if columns else -1)
            cell = starts.get(place)
            cells[key] = (RowCell(cell.lines, grid.page, cell.box, is_open=cell.is_open) if cell
                          else RowCell(page=grid.page, is_covered=place in covered))
        heading = heading_cells(starts, number, places, table, spec.headings.get(table.key))
        rows.append(PrintedRow(cells, _heading(heading, grid.page) if heading else None))
    if rows:
        rows[0].at_top = rows[-1].at_bottom = True
        rows[-1].is_open = grid.is_open_bottom
        rows[0].is_open = rows[0].is_open or (grid.is_open_top and skipped == 0)
    return [row for row in rows if row.at_top or row.at_bottom or row.heading or not row.is_blank]


def _heading(cells: Sequence[GridCell], page: int) -> RowCell:
    box = (cells[0].box[0], cells[0].box[1], cells[-1].box[2], cells[-1].box[3])
    return RowCell([line for cell in cells for line in cell.lines], page, box)
