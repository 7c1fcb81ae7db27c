"""The points indices as they should be read, whatever they are printed like."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from extractors.contract import Outcome
from extractors.fingerprint import identify_pdf
from extractors.pdf_report import read_pdf_report
from extractors.spec import EditionSpec, load_edition_spec
from tests.renderings.points_text import PointsReport

ROOT = Path(__file__).parents[2]
DOCUMENTS = {
    "dienbien-2012": ROOT / "sources" / "dienbien-2012" / "bao-cao-egov-index-2012.pdf",
    "laocai-agencies-2016": ROOT / "sources" / "laocai-agencies-2016" / "quyet-dinh-512-2017.pdf",
}
Cells = dict[tuple[str, int, str], str]
"""(table, row, column) → text; the column `row_kind` among them."""


@cache
def spec_of(edition: str) -> EditionSpec:
    return load_edition_spec(edition)


def read_points(path: Path, edition: str) -> Outcome:
    """The outcome of one PDF, read in this process."""
    return read_pdf_report(identify_pdf(path, edition), spec_of(edition), workers=1)


@cache
def bundled(edition: str) -> Outcome:
    return read_points(DOCUMENTS[edition], edition)


def true_rows(edition: str, table: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "truth" / edition / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def true_cells(edition: str) -> Iterator[tuple[tuple[str, int, str], str]]:
    for table in spec_of(edition).tables_in("pdf"):
        for number, row in enumerate(true_rows(edition, table.id), 1):
            yield from (((table.id, number, column), text) for column, text in row.items())


def read_cells(outcome: Outcome) -> Iterator[tuple[tuple[str, int, str], str]]:
    for cell in outcome.cells:
        yield (cell.table_id, cell.row, cell.column), cell.text
        yield (cell.table_id, cell.row, "row_kind"), cell.row_kind


def said_cells(report: PointsReport) -> Iterator[tuple[tuple[str, int, str], str]]:
    """What a document made from `report` says, its columns in the specified order."""
    for table in report.tables:
        columns = spec_of(report.edition).table(table.table_id).columns
        headings = [column.key for column in columns if column.type == "heading"]
        keys = [column.key for column in columns if column.is_in_header]
        for number, row in enumerate(table.rows, 1):
            texts = {"row_kind": row[0], **dict.fromkeys(headings, row[1]), **dict(zip(keys, row[2:], strict=True))}
            yield from (((table.table_id, number, key), text) for key, text in texts.items())


def misread(outcome: Outcome, said: Cells) -> list[str]:
    """Every cell that is read otherwise, and every row too many."""
    read = dict(read_cells(outcome))
    rows = {place[:2] for place in said}
    wrong = [f"{place}: read {read.get(place)!r}, printed {text!r}" for place, text in said.items()
             if read.get(place) != text]
    return wrong + [f"{place} is too many" for place in read if place[:2] not in rows]


def true_values(edition: str) -> dict[tuple[str, int, str], Decimal]:
    return {(line["table"], int(line["row"]), line["column"]): Decimal(line["value"])
            for line in true_rows(edition, "values")}
