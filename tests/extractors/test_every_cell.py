"""Golden: the report and every rendering of it, cell by cell against the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal

import pdfplumber
import pytest

from extractors.contract import Cell, Outcome
from extractors.page_content import clean
from extractors.spec import EditionSpec
from tests.extractors.truth import DOCUMENTS, Difference, differences, document, true_cells, true_rows

Reader = Callable[[str], Outcome]
Place = tuple[str, int, str]
each_document = pytest.mark.parametrize("name", DOCUMENTS)

WITHOUT_VERTICALS = "chromium-rules"
MERGED = [
    Difference("4.7", 59, "level3", "", "Chưa có dịch vụ hoạt động"),
    Difference("4.7", 59, "level4", "Chưa có dịch vụ hoạt động", ""),
]
"""Without vertical rules nothing shows how far a merged cell reaches: its text may stand in the next column."""

FOOTNOTES = {
    "2.7": ("(*) Số liệu thống kê theo báo cáo của các Bộ, cơ quan ngang Bộ",),
    "4.8": (
        "(*) Theo số liệu báo cáo của các tỉnh, thành phố trực thuộc Trung ương",
        "(**) Không tính số lượng hồ sơ trực tuyến của những dịch vụ công trực tuyến do các Bộ triển khai từ Trung "
        "ương xuống địa phương",
    ),
}


def test_the_truth_holds_2213_cells_of_613_rows() -> None:
    columns = Counter(column == "row_kind" for (_, _, column), _ in true_cells())
    assert columns == {False: 2213, True: 613}


@each_document
def test_every_cell_is_read_as_it_is_printed(name: str, read: Reader) -> None:
    found = differences(read(name))
    if name == WITHOUT_VERTICALS and found == MERGED:
        found = []
    assert not found, f"{len(found)} cells differ:\n" + "\n".join(map(str, found))


@each_document
def test_nothing_is_missing_in_doubt_or_wrong(name: str, read: Reader) -> None:
    outcome = read(name)
    assert (outcome.missing, outcome.problems, outcome.doubts) == ([], [], [])


@each_document
def test_figures_have_the_value_and_the_unit_of_the_truth(name: str, read: Reader) -> None:
    """A cell with several figures has no value; its figures are readings."""
    outcome = read(name)
    figures: dict[Place, set[tuple[str, Decimal | None, str]]] = defaultdict(set)
    for part in [*outcome.cells, *outcome.readings]:
        figures[part.table_id, part.row, part.column].add((part.text, part.value, part.unit))
    wrong = [line for line in true_rows("values.csv")
             if (line["text"], Decimal(line["value"]), line["unit"]) not in figures[_place(line)]]
    assert not wrong


def test_no_other_cell_has_a_value(published: Outcome) -> None:
    told = {_place(line) for line in true_rows("values.csv")}
    assert len(true_rows("values.csv")) == 1424
    assert {(c.table_id, c.row, c.column) for c in published.cells if c.value is not None} <= told


@each_document
def test_a_pooled_row_names_each_of_its_bodies(name: str, read: Reader, spec: EditionSpec) -> None:
    naming = {table.id for table in spec.tables if table.names_bodies}
    mentions: dict[tuple[str, int], list[str]] = defaultdict(list)
    for mention in read(name).mentions:
        mentions[mention.table_id, mention.row].append(f"{mention.name_printed} {mention.remark_printed}".strip())
    truth: dict[tuple[str, int], list[str]] = defaultdict(list)
    for line in true_rows("values.csv"):
        if line["column"] == "rank" and line["table"] in naming:
            truth[line["table"], int(line["row"])].append(line["entity_printed"])
    assert mentions == truth
    pooled = {place: len(names) for place, names in mentions.items() if len(names) > 1}
    assert pooled == {("2.6", 18): 2, ("2.7", 15): 3, ("4.7", 59): 5, ("4.8", 24): 40}


@each_document
def test_notes_under_tables_are_kept_whole(name: str, read: Reader) -> None:
    assert {table.id: table.notes for table in read(name).tables if table.notes} == FOOTNOTES


@each_document
def test_captions_and_headers_are_kept_as_printed(name: str, read: Reader, spec: EditionSpec) -> None:
    outcome = read(name)
    assert [table.caption_printed for table in outcome.tables] == [f"Bảng {t.id}. {t.title}" for t in spec.tables]
    assert [table.headers_printed for table in outcome.tables] == [
        {column.key: " | ".join(column.header) for column in table.columns} for table in spec.tables]


@each_document
def test_shares_told_in_the_prose_are_read(name: str, read: Reader) -> None:
    told = [(s.statement, s.ordinal, s.figure, s.value) for s in read(name).statements]
    assert told == [
        *_fraction(1, "17", "19", "89.47"),
        ("ministry_services_with_dossiers_level3", 2, "share", Decimal("45.6")),
        ("ministry_services_with_dossiers_level4", 3, "share", Decimal("92.8")),
        *_fraction(4, "49", "63", "77.8"),
        *_fraction(5, "53", "63", "84.13"),
        *_fraction(6, "58", "63", "92.06"),
        ("province_services_with_dossiers_level3", 7, "share", Decimal("81.67")),
        ("province_services_with_dossiers_level4", 8, "share", Decimal("22.63")),
    ]


def _fraction(ordinal: int, *figures: str) -> list[tuple[str, int, str, Decimal]]:
    return [("fraction_with_share", ordinal, figure, Decimal(value))
            for figure, value in zip(("numerator", "denominator", "share"), figures, strict=True)]


@each_document
def test_every_cell_stands_inside_its_page(name: str, read: Reader) -> None:
    with pdfplumber.open(document(name)) as pdf:
        sizes = {page.page_number: (page.width, page.height) for page in pdf.pages}
    for cell in read(name).cells:
        if not cell.text:
            continue
        assert cell.box is not None, cell
        width, height = sizes[cell.page]
        x0, top, x1, bottom = cell.box
        assert 0 <= x0 < x1 <= width and 0 <= top < bottom <= height, cell


@each_document
def test_the_box_of_a_cell_holds_its_first_word(name: str, read: Reader) -> None:
    """Spot check: the cells of one page in nine."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    for cell in read(name).cells:
        if cell.text and cell.page % 9 == 0:
            cells[cell.page].append(cell)
    assert sum(map(len, cells.values())) > 100
    with pdfplumber.open(document(name), pages=sorted(cells)) as pdf:
        for page in pdf.pages:
            for cell in cells[page.page_number]:
                inside = clean(page.crop(cell.box).extract_text(x_tolerance_ratio=0.2))
                assert inside.startswith(cell.text.split()[0][:12]), (cell, inside)
            page.close()


def _place(line: dict[str, str]) -> Place:
    return line["table"], int(line["row"]), line["column"]
