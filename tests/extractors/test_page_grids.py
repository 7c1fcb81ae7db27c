"""Grids on drawn pages: merged cells, rules drawn piece by piece, double or missing, one trap each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grid import Grid, find_grids
from extractors.page_content import Rule
from extractors.text_lines import running_text
from tests.extractors.drawn_pages import ABOVE, LEFT, Sheet

WIDTHS = (60.0, 100.0, 100.0)


def drawn(rows: list[list[str]], widths: tuple[float, ...] = WIDTHS) -> Sheet:
    sheet = Sheet()
    sheet.table(rows, 100.0, widths)
    return sheet


def texts(grid: Grid) -> list[list[str]]:
    """As drawn: the text where a cell starts, the marks where it reaches."""
    shown = [["" for _ in range(grid.column_count)] for _ in range(grid.row_count)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                shown[row][column] = LEFT if column > cell.column else ABOVE
        shown[cell.row][cell.column] = running_text(cell.lines)
    return shown


def only(sheet: Sheet) -> Grid:
    grids = find_grids(sheet.content())
    assert len(grids) == 1
    return grids[0]


def test_a_plain_table_is_read_cell_by_cell() -> None:
    rows = [["TT", "Tỉnh", "Chỉ số"], ["1", "An Giang", "0,5"], ["2", "", "0,4"]]
    assert texts(only(drawn(rows))) == rows


def test_cells_merged_over_rows_and_over_columns_are_one_cell() -> None:
    rows = [["TT", "Số lượng", LEFT], [ABOVE, "Mức 3", "Mức 4"], ["1", "10", "20"], ["Tổng", LEFT, "30"]]
    assert texts(only(drawn(rows))) == rows


def test_text_in_the_middle_of_a_merged_cell_belongs_to_its_first_row() -> None:
    sheet = drawn([["", "a", "b"], [ABOVE, "c", "d"], [ABOVE, "e", "f"]])
    sheet.text("giữa", 124.0, 54.0)
    assert texts(only(sheet))[0][0] == "giữa"


@pytest.mark.parametrize("shift", [0.4, -0.4])
def test_pieces_of_a_rule_a_little_out_of_line_are_one_rule(shift: float) -> None:
    sheet = drawn([["a", "b", "c"], ["d", "e", "f"]])
    sheet.horizontals = [replace(rule, at=rule.at + shift * (n % 2)) for n, rule in enumerate(sheet.horizontals)]
    assert texts(only(sheet)) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_double_rule_makes_no_cell_of_its_own() -> None:
    sheet = drawn([["a", "b", "c"], ["d", "e", "f"]])
    sheet.horizontals += [replace(rule, at=rule.at + 1.5) for rule in sheet.horizontals]
    sheet.verticals += [replace(rule, at=rule.at + 1.5) for rule in sheet.verticals]
    assert texts(only(sheet)) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_lost_top_rule_does_not_lose_the_first_row() -> None:
    sheet = drawn([["a", "b", "c"], ["d", "e", "f"]])
    sheet.horizontals = [rule for rule in sheet.horizontals if rule.at > 100.0]
    grid = only(sheet)
    assert texts(grid) == [["a", "b", "c"], ["d", "e", "f"]]
    assert (grid.is_open_top, grid.is_open_bottom) == (True, False)


def test_a_lost_bottom_rule_does_not_lose_the_last_row() -> None:
    sheet = Sheet()
    sheet.table([["a", "b", "c"], ["d", "e", "f"]], 100.0, WIDTHS, is_open_bottom=True)
    grid = only(sheet)
    assert texts(grid) == [["a", "b", "c"], ["d", "e", "f"]]
    assert (grid.is_open_top, grid.is_open_bottom) == (False, True)


def test_two_tables_side_by_side_and_one_below_are_three() -> None:
    sheet = Sheet()
    sheet.table([["a", "b"], ["c", "d"]], 100.0, (60.0, 60.0))
    sheet.table([["e", "f"], ["g", "h"]], 100.0, (60.0, 60.0), left=300.0)
    sheet.table([["i", "j"], ["k", "l"]], 300.0, (60.0, 60.0))
    assert [texts(grid)[0] for grid in find_grids(sheet.content())] == [["a", "b"], ["e", "f"], ["i", "j"]]


@pytest.mark.parametrize("rules", [
    ([Rule(100, 50, 550)], []),
    ([Rule(100, 50, 550), Rule(400, 50, 550)], [Rule(50, 100, 400), Rule(550, 100, 400)]),
    ([Rule(112, 54, 74)], []),
])
def test_a_line_a_frame_and_an_underlining_are_no_tables(rules: tuple[list[Rule], list[Rule]]) -> None:
    sheet = Sheet(horizontals=rules[0], verticals=rules[1]).text("Lời nói đầu", 102.0, 54.0)
    assert not find_grids(sheet.content())


def test_a_ruled_form_without_a_word_is_no_table() -> None:
    assert not find_grids(drawn([["", ""], ["", ""]], (60.0, 60.0)).content())


def test_rows_without_vertical_rules_are_parted_by_white_channels() -> None:
    rows = [["TT", "Tỉnh", "Chỉ số"], ["1", "An Giang", "0,5"], ["2", "Bắc Ninh", "0,4"]]
    sheet = drawn(rows)
    sheet.verticals = []
    left, right = 50.0, 50.0 + sum(WIDTHS)
    sheet.horizontals = [Rule(at, left, right) for at in sorted({rule.at for rule in sheet.horizontals})]
    assert texts(only(sheet)) == rows


cells = st.text(alphabet="abcđêộ0123", min_size=1, max_size=6)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=8)))
def test_any_ruled_table_comes_back_as_drawn(rows: list[list[str]]) -> None:
    assert texts(only(drawn(rows, (60.0,) * len(rows[0])))) == rows


@given(st.data())
def test_any_merging_of_neighbours_comes_back_as_drawn(data: st.DataObject) -> None:
    """Cells merged to the right in each row, by chance; a column border that no row draws does not exist."""
    rows = [["x"] + [data.draw(st.sampled_from(["y", LEFT])) for _ in range(3)] for _ in range(3)]
    rows.append(["x", "y", "y", "y"])
    assert texts(only(drawn(rows, (60.0,) * 4))) == rows
