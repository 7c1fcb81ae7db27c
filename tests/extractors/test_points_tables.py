"""Golden: the points indices of Điện Biên and Lào Cai, cell by cell against the truth."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pdfplumber
import pytest

from extractors.page_content import clean
from tests.extractors.points import (
    DOCUMENTS,
    bundled,
    misread,
    read_points,
    spec_of,
    true_cells,
    true_rows,
    true_values,
)

TABLES = [(edition, table.id) for edition in DOCUMENTS for table in spec_of(edition).tables_in("pdf")]
each_edition = pytest.mark.parametrize("edition", DOCUMENTS)
each_table = pytest.mark.parametrize(("edition", "table"), TABLES)

NOTES = {
    "dep_overall": ("1 HTKT: Hạ tầng kỹ thuật; ƯD: Ứng dụng; HTNL: Hạ tầng nhân lực; CS&ĐT: Chính sách và đầu tư",),
    "dep_infra": ("2 CBCC: Cán bộ công chức; ANAT TT: An ninh an toàn thông tin; PMPC: Phần mềm phòng chống",),
}


def test_the_truth_holds_thirteen_tables() -> None:
    assert Counter(edition for edition, _ in TABLES) == {"dienbien-2012": 11, "laocai-agencies-2016": 2}
    assert sum(1 for (_, _, column), _ in true_cells("dienbien-2012") if column != "row_kind") == 2179
    assert sum(1 for (_, _, column), _ in true_cells("laocai-agencies-2016") if column != "row_kind") == 319


@each_table
def test_every_cell_is_read_as_it_is_printed(edition: str, table: str) -> None:
    said = {place: text for place, text in true_cells(edition) if place[0] == table}
    found = [line for line in misread(bundled(edition), dict(true_cells(edition))) if f"('{table}'" in line]
    assert said and not found, "\n".join(found)


@each_table
def test_columns_stand_in_the_order_of_the_truth(edition: str, table: str) -> None:
    keys = [column.key for column in spec_of(edition).table(table).columns]
    assert ["row_kind", *keys] == list(true_rows(edition, table)[0])


@each_table
def test_figures_and_flags_have_the_value_of_the_truth(edition: str, table: str) -> None:
    read = {(cell.table_id, cell.row, cell.column): cell.value for cell in bundled(edition).cells
            if cell.table_id == table and cell.value is not None and cell.column != "stt"}
    assert read == {place: value for place, value in true_values(edition).items() if place[0] == table}


def test_a_flag_that_is_not_marked_has_no_value() -> None:
    flags = [cell for cell in bundled("dienbien-2012").cells if cell.column.endswith("_flag")]
    assert {(cell.text, cell.value) for cell in flags} == {("Có", Decimal(1)), ("", None)}


@each_edition
def test_nothing_is_missing_in_doubt_or_wrong(edition: str) -> None:
    outcome = bundled(edition)
    assert (outcome.missing, outcome.problems, outcome.doubts) == ([], [], [])


@each_edition
def test_headers_are_kept_as_printed(edition: str) -> None:
    for table in bundled(edition).tables:
        columns = spec_of(edition).table(table.id).columns
        assert list(table.headers_printed) == [column.key for column in columns]
        printed = [clean(header).replace(" ", "").casefold() for header in table.headers_printed.values()]
        assert printed == [" | ".join(column.header).replace(" ", "").casefold() for column in columns]


def test_notes_at_the_foot_of_a_page_belong_to_the_table_with_their_mark() -> None:
    assert {table.id: table.notes for table in bundled("dienbien-2012").tables if table.notes} == NOTES


def test_pages_are_those_of_the_print() -> None:
    pages = {table.id: (table.page, table.page_end) for table in bundled("dienbien-2012").tables}
    assert pages["dep_application"] == (4, 4) and pages["dep_policy"] == (5, 6) and pages["rubric"] == (9, 11)


@each_edition
def test_each_row_of_a_body_is_one_mention(edition: str) -> None:
    mentions = Counter((mention.table_id, mention.row) for mention in bundled(edition).mentions)
    rows = {(table, number) for (table, number, _), _ in true_cells(edition) if table != "rubric"}
    assert mentions == dict.fromkeys(rows, 1)
    assert "Sở Văn hóa, Thể thao và Du lịch" in {
        mention.name_printed for mention in bundled("laocai-agencies-2016").mentions}


@each_edition
def test_every_text_stands_in_its_box(edition: str) -> None:
    by_page: dict[int, list[tuple[tuple[float, float, float, float], str]]] = {}
    for cell in bundled(edition).cells:
        if cell.text and cell.column not in ("code", "row_type"):
            assert cell.box and cell.page
            by_page.setdefault(cell.page, []).append((cell.box, cell.text))
    with pdfplumber.open(DOCUMENTS[edition]) as pdf:
        for number, cells in by_page.items():
            page = pdf.pages[number - 1]
            for box, text in cells[::7]:
                inside = clean(page.crop(box, strict=False).extract_text(x_tolerance_ratio=0.2)).lstrip("• ")
                assert inside.startswith(text.split()[0][:10]), (box, text, inside)
            page.close()


def test_a_scan_is_told() -> None:
    from extractors.errors import DataError

    scan = DOCUMENTS["laocai-agencies-2016"].with_name("quyet-dinh-512-2017-scan.pdf")
    with pytest.raises(DataError) as stopped:
        read_points(scan, "laocai-agencies-2016")
    assert [problem.code for problem in stopped.value.problems] == ["pages_without_text"]
