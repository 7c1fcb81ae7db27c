"""The printed tables of a workbook: every cell with its value and its place on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.consolidated import Choices, read_choices
from extractors.contract import Cell, Mention, Outcome, SourceFile, Table
from extractors.errors import DataError, Problem
from extractors.likeness import letters
from extractors.names import name_key
from extractors.page_content import clean
from extractors.readings import read_cell
from extractors.rows import split_names
from extractors.sheet_headers import Block, ShownSheet, find_blocks
from extractors.sheet_rows import BodyRow, read_body
from extractors.sheet_titles import Titles, caption_of, goes_on, is_of_edition, table_meant, titles_above
from extractors.sheet_values import columns_in_per_cent, decimals_shown, read_value
from extractors.sheets import Sheet, SheetCell, Workbook
from extractors.spec import ColumnSpec, EditionSpec, TableSpec


@dataclass(frozen=True)
class _Place:
    """A header with the lines above it, and how far the rows under it may reach."""

    block: Block
    titles: Titles
    last_row: int
    last_column: int


def read_workbook_tables(book: Workbook, source: SourceFile, spec: EditionSpec) -> Outcome:
    """Read the tables that the edition prints in workbooks, each found by its header.

    Hidden sheets, rows and columns are not read; that they were there is a doubt. Headers that do not
    fit are problems, all of them at once.

    Raises:
        DataError: none of the edition's tables is in the workbook, or only those of another period; one problem,
            which names hidden sheets too.
    """
    outcome = Outcome(spec.id, [source])
    places: list[_Place] = []
    others: list[Problem] = []
    for sheet in book.shown:
        shown = ShownSheet(sheet)
        outcome.doubts += _hidden(sheet)
        for place, fitting in _places(shown, spec):
            if not is_of_edition(place.titles, spec):
                others.append(Problem("sheet_other_period", table=place.block.table.id, expected=spec.period,
                                      cell_id=place.block.corner, found=place.titles.text or sheet.name))
            elif len(fitting) > 1:
                outcome.problems.append(Problem(
                    "sheet_table_unclear", cell_id=place.block.corner, found=place.titles.text or sheet.name,
                    expected=" · ".join(f"{table.id} “{table.title}”" for table in fitting)))
            else:
                places.append(place)
    hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden and sheet.cells]
    if not places and not outcome.problems:
        raise DataError([_useless(book, spec, others, hidden)])
    outcome.doubts += [*others, *(Problem("sheet_hidden", found=name) for name in hidden)]
    for table in spec.tables_in("workbook"):
        _read_one([place for place in places if place.block.table.id == table.id], table, source, spec, outcome)
    return outcome


def _places(sheet: ShownSheet, spec: EditionSpec) -> Iterator[tuple[_Place, list[TableSpec]]]:
    """The tables on a sheet; with each the tables of the specification that it may be, if more than one."""
    found = find_blocks(sheet, spec.tables_in("workbook"))
    headers = [fitting[0] for fitting in found]
    begun: list[tuple[list[Block], Titles]] = []
    for fitting in found:
        titles = titles_above(fitting[0], headers, spec)
        above = [(blocks, over) for blocks, over in begun if blocks[0].columns == fitting[0].columns]
        if not (above and goes_on(*above[-1], fitting, titles, spec)):
            begun.append((fitting, titles))
    starts = [fitting[0] for fitting, _ in begun]
    for fitting, titles in begun:
        block = table_meant(fitting, titles)
        first = block or fitting[0]
        below = [other.top for other in starts if other.top > first.bottom and other.shares_columns(first)]
        beside = [other.columns[0] for other in starts
                  if other.columns[0] > first.columns[-1] and other.bottom >= first.top]
        yield (_Place(first, titles, min(below, default=max(sheet.rows) + 1) - 1,
                      min(beside, default=max(sheet.columns) + 1) - 1),
               [block.table] if block else [other.table for other in fitting])


def _read_one(places: Sequence[_Place], table: TableSpec, source: SourceFile, spec: EditionSpec,
              outcome: Outcome) -> None:
    """Take in a table from the one place where it stands whole, or tell what does not fit."""
    whole = [place for place in places if place.block.is_whole]
    if len(whole) > 1 or (len(places) > 1 and not whole):
        outcome.problems.append(Problem("table_twice", table=table.id, cell_id=places[1].block.corner, expected="1",
                                        found=" · ".join(place.block.corner for place in places)))
        return
    if whole:
        outcome.doubts += [Problem("sheet_like_another", table=table.id, cell_id=place.block.corner,
                                   found=place.titles.text or place.block.sheet.name, expected=whole[0].block.corner)
                           for place in places if place is not whole[0]]
        _take_in(whole[0], source, spec, outcome)
    else:
        outcome.problems += [problem for place in places for problem in place.block.misfits()]


def _take_in(place: _Place, source: SourceFile, spec: EditionSpec, outcome: Outcome) -> None:
    block, table = place.block, place.block.table
    body = read_body(block, place.last_row, place.last_column, spec)
    in_per_cent = columns_in_per_cent(pair for row in body.rows for pair in _row_cells(row, block))
    outcome.doubts += [*body.doubts, *_unread(body.rows, block, read_choices(spec.home), in_per_cent)]
    for number, row in enumerate(body.rows, 1):
        names = _names(row, table)
        kind = "total" if row.kind == "total" else "pooled" if len(names) > 1 else "data"
        for column, cell in _row_cells(row, block):
            value = read_value(cell, column, in_per_cent)
            read = Cell(
                table.id, number, kind, column.key, clean(cell.text), value.value, value.unit, value.decimals, None,
                None, sheet_cell=Sheet.address(cell.row, cell.column), file_sha256=source.sha256,
                raw_type=cell.kind if cell.kind in ("number", "empty") else "text",
                decimals_shown=decimals_shown(cell, value))
            outcome.cells.append(read)
            outcome.readings += read_cell(read, spec.readings, spec.decimal_mark)
        if kind != "total":
            outcome.mentions += [Mention(table.id, number, table.body_column, ordinal, name, remark, name_key(name))
                                 for ordinal, (name, remark) in enumerate(names, 1)]
    outcome.tables.append(Table(
        table.id, table.key, caption_of(place.titles, block), None, None, block.printed, len(body.rows),
        tuple(body.notes), file_sha256=source.sha256, sheet=block.sheet.name))


def _unread(rows: Sequence[BodyRow], block: Block, choices: Choices,
            in_per_cent: frozenset[str]) -> Iterator[Problem]:
    """Cells that are filled and worth nothing: one doubt a column and kind, at the first of them."""
    found: dict[tuple[str, str], tuple[Problem, list[SheetCell]]] = {}
    for row in rows:
        for column, cell in _row_cells(row, block):
            known = choices.get(column.key, {})
            doubt = read_value(cell, column, in_per_cent).doubt
            if column.type == "choice" and cell.text and letters(cell.text) not in known:
                doubt = Problem("sheet_choice_unknown", expected=" · ".join(one["printed"] for one in known.values()))
            if doubt:
                doubt = replace(doubt, table=block.table.id, expected=doubt.expected or column.type)
                found.setdefault((column.key, doubt.code), (doubt, []))[1].append(cell)
    for doubt, cells in found.values():
        more = f" (× {len(cells)})" if len(cells) > 1 else ""
        yield replace(doubt, cell_id=block.sheet.at(cells[0]), found=clean(cells[0].text) + more)


def _row_cells(row: BodyRow, block: Block) -> Iterator[tuple[ColumnSpec, SheetCell]]:
    empty = SheetCell(row.number, 1, None, "", "empty")
    for column in block.table.columns:
        if column.is_in_header:
            yield column, row.cells[column.key]
        else:
            yield column, (block.figures.get(column.key) if column.is_in_others else row.heading) or empty


def _names(row: BodyRow, table: TableSpec) -> list[tuple[str, str]]:
    text = row.text(table.body_column)
    if not text:
        return []
    is_ranked = "rank" not in row.cells or bool(row.text("rank"))
    return split_names(text, table.pooled_separators) if is_ranked else [(text, "")]


def _hidden(sheet: Sheet) -> Iterator[Problem]:
    """Hidden rows and columns that hold something."""
    rows = sorted({row for row, _ in sheet.cells} & sheet.hidden_rows)
    columns = sorted({column for _, column in sheet.cells} & sheet.hidden_columns)
    if rows:
        yield Problem("sheet_rows_hidden", found=", ".join(map(str, rows)), cell_id=sheet.name)
    if columns:
        letters = [Sheet.address(1, column)[:-1] for column in columns]
        yield Problem("sheet_columns_hidden", found=", ".join(letters), cell_id=sheet.name)


def _useless(book: Workbook, spec: EditionSpec, others: Sequence[Problem], hidden: Sequence[str]) -> Problem:
    """Why nothing is taken from a workbook, in one problem with all that was seen of it."""
    tables = " · ".join(f"“{table.title}”" for table in spec.tables_in("workbook"))
    problem = others[0] if others else Problem("document_foreign", expected=tables)
    shown = " · ".join(dict.fromkeys([other.found for other in others] or [sheet.name for sheet in book.shown]))
    named = f"hidden: {' · '.join(hidden)}" if hidden else ""
    return replace(problem, found="; ".join(filter(None, [shown, named])))
