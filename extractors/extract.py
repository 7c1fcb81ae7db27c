"""A document and the specification of its edition → every cell, exactly as printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from extractors.captions import FoundTable, find_tables
from extractors.contract import Cell, Mention, Outcome, Table
from extractors.errors import DataError, Problem
from extractors.fingerprint import identify_pdf
from extractors.headers import read_header
from extractors.layout import PageLayout, reading_order
from extractors.names import name_key
from extractors.numbers import parse_number
from extractors.page_content import clean
from extractors.pdf_tables import Progress, read_layout
from extractors.readings import read_cell, read_statements
from extractors.rows import PrintedRow, read_rows, row_kind, split_names
from extractors.spec import EditionSpec, TableSpec


def extract(path: Path, spec: EditionSpec, workers: int | None = None, progress: Progress | None = None) -> Outcome:
    """Read one document of an edition.

    What does not fit the specification is in the outcome's `problems`, all of it at once.

    Raises:
        DataError: the file itself cannot be read.
    """
    source = identify_pdf(path, spec.id)
    try:
        layouts = read_layout(path, source.pages, workers, progress)
    except DataError as error:
        raise DataError([replace(problem, edition=spec.id) for problem in error.problems]) from error
    outcome = Outcome(spec.id, source)
    _require_text(outcome, layouts)
    items = reading_order(layouts)
    found, unclaimed = find_tables(items, spec)
    by_id: dict[str, list[FoundTable]] = {}
    for table in found:
        by_id.setdefault(table.table_id, []).append(table)
    for table_spec in spec.tables:
        candidates = by_id.get(table_spec.id, [])
        if len(candidates) == 1:
            _read_table(outcome, candidates[0], table_spec, spec)
        elif candidates:
            outcome.problems.append(Problem(
                "table_twice", table=table_spec.id, page=candidates[1].grids[0].page if candidates[1].grids else None,
                found=f"{len(candidates)} × {candidates[0].caption.text}", expected="1"))
        else:
            outcome.missing.append(table_spec.id)
    _tell_missing(outcome, spec)
    outcome.doubts += [Problem("grid_unclaimed", page=grid.page, found=f"{grid.row_count} × {grid.column_count}")
                       for grid in unclaimed if grid.row_count > 1]
    prose = [(page, " ".join(clean(item.line.text) for item in items if item.line and item.page == page))
             for page in sorted({item.page for item in items})]
    outcome.statements = read_statements(prose, spec.statements, spec.decimal_mark)
    for told in (outcome.problems, outcome.doubts):
        told[:] = [replace(problem, edition=spec.id, file=source.name) for problem in told]
    return outcome


def _require_text(outcome: Outcome, layouts: list[PageLayout]) -> None:
    """A scan has pictures and no words; a broken font gives words of unknown letters."""
    scans = [page.number for page in layouts if page.is_picture]
    if scans and len(scans) * 2 >= len(layouts):
        raise DataError([Problem("pages_without_text", edition=outcome.edition, file=outcome.source.name,
                                 page=scans[0], found=f"{len(scans)} of {len(layouts)} pages are pictures",
                                 expected="a text layer")])
    outcome.doubts += [Problem("page_without_text", page=number, found="picture", expected="a text layer")
                       for number in scans]
    for page in layouts:
        texts = [line.text for line in page.lines]
        texts += [word.text for grid in page.grids for cell in grid.cells for word in cell.words]
        broken = [text for text in texts if "(cid:" in text or "\ufffd" in text]
        if broken:
            outcome.problems.append(Problem("letters_unreadable", page=page.number, found=broken[0][:60]))


def _read_table(outcome: Outcome, found: FoundTable, table: TableSpec, spec: EditionSpec) -> None:
    header, problems = read_header(found.grids[0], table)
    outcome.problems += problems
    if header is None:
        return
    rows = read_rows(found.grids, header, table, spec)
    for number, row in enumerate(rows, 1):
        names = _names(row, table)
        kind = row_kind(row, len(names), table, spec)
        outcome.cells += _cells(row, number, kind, table, spec)
        if kind != "total":
            outcome.mentions += [Mention(table.id, number, "entity", ordinal, name, remark, name_key(name))
                                 for ordinal, (name, remark) in enumerate(names, 1)]
    cells = [cell for cell in outcome.cells if cell.table_id == table.id]
    for cell in cells:
        outcome.readings += read_cell(cell, spec.readings, spec.decimal_mark)
    outcome.tables.append(Table(
        table.id, table.key, clean(found.caption.text), min(grid.page for grid in found.grids),
        max(grid.page for grid in found.grids), header.printed, len(rows),
        tuple(note.strip() for note in found.notes)))


def _names(row: PrintedRow, table: TableSpec) -> list[tuple[str, str]]:
    if not table.names_bodies or not row.has("entity"):
        return []
    text = clean(row.cells["entity"].text)
    is_ranked = "rank" not in row.cells or row.has("rank")
    return split_names(text, table.pooled_separators) if is_ranked else [(text, "")]


def _cells(row: PrintedRow, number: int, kind: str, table: TableSpec, spec: EditionSpec) -> list[Cell]:
    cells = []
    for column in table.columns:
        printed = row.cells[column.key]
        text = clean(printed.text)
        if column.type == "url":
            text = text.replace(" ", "")
        figure = parse_number(text, column.type, column.unit, spec.decimal_mark)
        cells.append(Cell(
            table.id, number, kind, column.key, text, figure.value if figure else None,
            figure.unit if figure else "", figure.decimals if figure else None, printed.page, printed.box))
    return cells


def _tell_missing(outcome: Outcome, spec: EditionSpec) -> None:
    """One message when nothing fits (another document), else one for each table."""
    if len(outcome.missing) == len(spec.tables):
        outcome.problems.append(Problem(
            "document_foreign", found=f"0 of {len(spec.tables)} tables",
            expected=f"“{spec.tables[0].id}. {spec.tables[0].title}” …"))
        return
    pages = Counter({table.id: table.page for table in outcome.tables})
    for table_id in outcome.missing:
        table = spec.table(table_id)
        before = [other.id for other in spec.tables[:spec.tables.index(table)] if other.id in pages]
        outcome.problems.append(Problem(
            "table_missing", table=table_id, expected=f"“{table.title}”",
            found=f"no such table after {before[-1]} (page {pages[before[-1]]})" if before else "no such table"))
