"""A report in PDF and the specification of its edition → every cell, exactly as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions import FoundTable, find_tables
from extractors.contract import Cell, Mention, Outcome, SourceFile, Table
from extractors.document_numbers import numbers_over_tables
from extractors.errors import DataError, Problem
from extractors.guard import Progress
from extractors.headers import read_header
from extractors.layout import Item, PageLayout, reading_order
from extractors.names import name_key
from extractors.numbers import parse_number
from extractors.page_content import clean
from extractors.pdf_tables import read_layout
from extractors.printed_rows import PrintedRow, row_kind, rows_covered
from extractors.readings import read_cell
from extractors.rows import fill_outline, read_rows, split_names
from extractors.spec import EditionSpec, TableSpec
from extractors.statements import read_statements
from extractors.table_parts import in_parts
from extractors.targets import read_targets


def read_pdf_report(source: SourceFile, spec: EditionSpec, workers: int | None = None,
                    progress: Progress | None = None) -> Outcome:
    """Read the tables that the edition prints in its report.

    What does not fit the specification is in the outcome's `problems`, all of it at once.

    Raises:
        DataError: the file itself cannot be read.
    """
    return read_report_pages(source, read_layout(source.path, source.pages or 0, workers, progress), spec)


def read_report_pages(source: SourceFile, layouts: Sequence[PageLayout], spec: EditionSpec) -> Outcome:
    """As `read_pdf_report`, of pages that are laid out already."""
    outcome = Outcome(spec.id, [source])
    _require_text(outcome, layouts)
    items = reading_order(layouts)
    found, unclaimed = find_tables(items, spec)
    by_id: dict[str, list[FoundTable]] = {}
    for table in found:
        by_id.setdefault(table.table_id, []).append(table)
    for table_spec in spec.tables_in("pdf"):
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
    _read_prose(outcome, items, spec)
    numbers = numbers_over_tables(items, found)
    outcome.tables = [replace(table, file_sha256=source.sha256, numbers=numbers.get(table.id))
                      for table in outcome.tables]
    outcome.cells = [replace(cell, file_sha256=source.sha256) for cell in outcome.cells]
    return outcome


def _read_prose(outcome: Outcome, items: Sequence[Item], spec: EditionSpec) -> None:
    """Figures and targets told around the tables."""
    prose = [(page, " ".join(clean(item.line.text) for item in items if item.line and item.page == page))
             for page in sorted({item.page for item in items})]
    outcome.statements = read_statements(prose, spec.statements, spec.decimal_mark)
    if spec.targets:
        outcome.targets, doubts = read_targets(items, spec.targets, spec.decimal_mark)
        outcome.doubts += doubts


def _require_text(outcome: Outcome, layouts: Sequence[PageLayout]) -> None:
    """A scan has pictures and no words; a broken font gives words of unknown letters."""
    scans = [page.number for page in layouts if page.is_picture]
    if scans and len(scans) * 2 >= len(layouts):
        raise DataError([Problem("pages_without_text", page=scans[0], expected="a text layer",
                                 found=f"{len(scans)} of {len(layouts)} pages are pictures")])
    outcome.doubts += [Problem("page_without_text", page=number, found="picture", expected="a text layer")
                       for number in scans]
    for page in layouts:
        texts = [line.text for line in page.lines]
        texts += [word.text for grid in page.grids for cell in grid.cells for word in cell.words]
        broken = [text for text in texts if "(cid:" in text or "\ufffd" in text]
        if broken:
            outcome.problems.append(Problem("letters_unreadable", page=page.number, found=broken[0][:60]))


def _read_table(outcome: Outcome, found: FoundTable, table: TableSpec, spec: EditionSpec) -> None:
    grids, headings = in_parts(found.grids, found.headings, table)
    header, problems = read_header(grids[0], table, grids)
    outcome.problems += problems
    if header is None:
        return
    rows = read_rows(grids, header, table, spec, headings)
    outline = spec.outlines.get(table.key)
    kinds = fill_outline(rows, outline) if outline else []
    for number, row in enumerate(rows, 1):
        names = _names(row, table)
        kind = kinds[number - 1] if kinds else row_kind(row, len(names), table, spec)
        outcome.cells += _cells(rows, number, kind, table, spec)
        if kind != "total":
            outcome.mentions += [Mention(table.id, number, table.body_column, ordinal, name, remark, name_key(name))
                                 for ordinal, (name, remark) in enumerate(names, 1)]
    cells = [cell for cell in outcome.cells if cell.table_id == table.id]
    for cell in cells:
        outcome.readings += read_cell(cell, spec.readings, spec.decimal_mark)
    outcome.tables.append(Table(
        table.id, table.key, clean(found.caption.text), min(grid.page for grid in found.grids),
        max(grid.page for grid in found.grids), header.printed, len(rows),
        tuple(note.strip() for note in found.notes)))


def _names(row: PrintedRow, table: TableSpec) -> list[tuple[str, str]]:
    if not table.names_bodies or not row.has(table.body_column):
        return []
    text = clean(row.cells[table.body_column].text)
    is_ranked = "rank" not in row.cells or row.has("rank")
    return split_names(text, table.pooled_separators) if is_ranked else [(text, "")]


def _cells(rows: list[PrintedRow], number: int, kind: str, table: TableSpec, spec: EditionSpec) -> list[Cell]:
    cells = []
    for column in table.columns:
        printed = rows[number - 1].cells[column.key]
        text = clean(printed.listed_text if column.type == "items" else printed.text)
        if column.type == "url":
            text = text.replace(" ", "")
        if column.type == "heading":
            text = spec.continued.sub("", text).strip()
        figure = parse_number(text, column.type, column.unit, spec.decimal_mark, column.maximum)
        cells.append(Cell(
            table.id, number, kind, column.key, text, figure.value if figure else None,
            figure.unit if figure else "", figure.decimals if figure else None, printed.page, printed.box,
            rows=rows_covered(rows, number - 1, column.key)))
    return cells


def _tell_missing(outcome: Outcome, spec: EditionSpec) -> None:
    """One message when nothing fits (another document), else one for each table."""
    printed = spec.tables_in("pdf")
    if len(outcome.missing) == len(printed):
        expected = f"“{printed[0].id}. {printed[0].title}” …" if printed else ""
        outcome.problems.append(Problem("document_foreign", found=f"0 of {len(printed)} tables", expected=expected))
        return
    pages = Counter({table.id: table.page for table in outcome.tables})
    for table_id in outcome.missing:
        table = spec.table(table_id)
        before = [other.id for other in printed[:printed.index(table)] if other.id in pages]
        outcome.problems.append(Problem(
            "table_missing", table=table_id, expected=f"“{table.title}”",
            found=f"no such table after {before[-1]} (page {pages[before[-1]]})" if before else "no such table"))
