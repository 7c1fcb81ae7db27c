"""The points indices printed otherwise: other pages, headings, headers, columns, figures; always the same cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.contract import Outcome
from tests.extractors.points import misread, read_points, said_cells, spec_of
from tests.renderings.points_pdf import Layout, write_points
from tests.renderings.points_render import RENDERINGS, path_of, printed
from tests.renderings.points_text import Manner, PointsReport, PointsTable, load_points_report

DIENBIEN, LAOCAI = "dienbien-2012", "laocai-agencies-2016"
LAYOUTS = {
    "landscape, shaded": Layout(pages="landscape", font_size=7, fill="#dddddd", manner=Manner(mark="-")),
    "short pages, header once": Layout(repeat_header=False, short_pages=0.5, rule=1.5),
    "short pages, header repeated": Layout(short_pages=0.45),
    "captions below": Layout(caption="below", short_pages=0.6, repeat_header=False),
    "groups as a column": Layout(manner=Manner(headings="column", numbers=True)),
    "groups between parts": Layout(manner=Manner(headings="between", grouped_header=True), short_pages=0.5),
    "groups between parts, captions below": Layout(caption="below", manner=Manner(headings="between", mark="")),
    "groups beside the first column": Layout(manner=Manner(headings="beside", mark="Bảng 3.", numbers=False)),
    "one level of headers": Layout(manner=Manner(header_groups=False)),
    "no headings of sections": Layout(manner=Manner(sections=False)),
}


def said_all(outcome: Outcome, report: PointsReport) -> None:
    """Assert that the outcome is what the report says, without any problem or doubt."""
    assert (outcome.missing, outcome.problems, outcome.doubts) == ([], [], [])
    wrong = misread(outcome, dict(said_cells(report)))
    assert not wrong, f"{len(wrong)} cells differ:\n" + "\n".join(wrong[:20])
    notes = {table.table_id: 1 for table in report.tables if table.note}
    assert {table.id: len(table.notes) for table in outcome.tables if table.notes} == notes


def for_reportlab(edition: str) -> PointsReport:
    """Without the box to tick, which the font of the tests lacks."""
    report = load_points_report(edition)
    report.respell(lambda text: text.replace("☐", "[ ]"))
    return report


@pytest.mark.parametrize("edition", [DIENBIEN, LAOCAI])
@pytest.mark.parametrize("name", LAYOUTS)
def test_another_layout_says_the_same(name: str, edition: str, tmp_path: Path) -> None:
    report = for_reportlab(edition)
    said_all(read_points(write_points(tmp_path / "other.pdf", report, LAYOUTS[name]), edition), report)


@pytest.mark.parametrize("name", RENDERINGS)
def test_another_program_prints_the_same(name: str) -> None:
    said_all(read_points(path_of(name), RENDERINGS[name].edition), printed(name))


def swapped(table: PointsTable, one: str, other: str, width: int = 1) -> list[int]:
    """The order of columns with two runs of them, each beginning with a header, swapped."""
    order = list(range(len(table.headers)))
    leaves = [path[-1] for path in table.headers]
    if one in leaves and other in leaves:
        left, right = leaves.index(one), leaves.index(other)
        for step in range(width):
            order[left + step], order[right + step] = order[right + step], order[left + step]
    return order


def points_first(table: PointsTable) -> list[int]:
    """Points before the rate or count that they are given for."""
    order = list(range(len(table.headers)))
    for place in range(1, len(order) - 2):
        if (table.headers[place + 1][-1].startswith("Điểm") and len(table.headers[place]) == 2
                and order[place] == place and "E-GOV" not in table.headers[place][-1]):
            order[place:place + 2] = [place + 1, place]
    return order


ORDERS: dict[str, Callable[[PointsTable], Sequence[int]]] = {
    "rank first": lambda table: [len(table.headers) - 1, *range(len(table.headers) - 1)],
    "points first": points_first,
    "LAN before internet": lambda table: swapped(
        table, "Tỷ lệ máy tính kết nối internet", "Tỷ lệ máy tính kết nối mạng LAN", width=2),
    "levels of services turned round": lambda table: swapped(table, "DVC mức độ 2", "DVC mức độ 4"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_columns_of_equal_headers_are_told_apart_in_another_order(name: str, tmp_path: Path) -> None:
    report = for_reportlab(DIENBIEN)
    said = dict(said_cells(report))
    moved = 0
    for table in report.tables:
        if table.table_id != "rubric":
            order = ORDERS[name](table)
            moved += list(order) != list(range(len(table.headers)))
            table.reorder(order)
    assert moved
    outcome = read_points(write_points(tmp_path / "order.pdf", report), DIENBIEN)
    assert (outcome.problems, misread(outcome, said)) == ([], [])


@pytest.mark.parametrize("edition", [DIENBIEN, LAOCAI])
def test_other_figures_are_read_as_well(edition: str, tmp_path: Path) -> None:
    """A year later: other figures, with decimal commas, and a group without any body."""
    report = for_reportlab(edition)
    report.tables = [replace(table, rows=[[*row[:3], *(later(text) for text in row[3:])] for row in table.rows])
                     if table.table_id != "rubric" else table for table in report.tables]
    outcome = read_points(write_points(tmp_path / "later.pdf", report), edition)
    said_all(outcome, report)
    cells = {(cell.table_id, cell.row, cell.column): cell for cell in outcome.cells}
    for place, text in said_cells(report):
        kind = next((c.type for c in spec_of(edition).table(place[0]).columns if c.key == place[2]), "")
        if kind in ("decimal", "percent") and text:
            assert f"{cells[place].value}" == text.rstrip("%").replace(",", ".")


def later(text: str) -> str:
    return text.replace("10", "9").replace("7", "6").replace(".", ",") if text[-1:].isdigit() or "%" in text else text
