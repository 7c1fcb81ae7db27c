"""Golden: the task list of plan 332, cell by cell, as published and set by other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.contract import Outcome
from extractors.write import write_outcome
from tests.extractors.task_lists import (
    PUBLISHED,
    assert_says,
    differing,
    filled_rows_of,
    merged_in,
    read_list,
    read_rows_of,
    spec_of_list,
    true_rows,
)
from tests.renderings.tasks_render import FOLDER, RENDERINGS
from tests.renderings.tasks_text import load_task_list


@pytest.fixture(scope="module")
def published() -> Outcome:
    return read_list(PUBLISHED)


def test_every_cell_of_the_published_list_is_read_as_it_is_printed(published: Outcome) -> None:
    truth = true_rows("task_list")
    assert sum(len(row) for row in truth) == 27 * 9
    assert differing(read_rows_of(published), truth) == []
    assert published.problems == []


def test_merged_cells_are_known_over_page_breaks(published: Outcome) -> None:
    assert merged_in(published) == [("cooperating", 1, 2), ("indicator", 11, 12), ("indicator", 16, 18),
                                    ("indicator", 20, 23), ("indicator", 24, 27), ("lead", 1, 2)]


def test_a_merged_cell_stands_in_each_row_that_it_reaches_over(published: Outcome) -> None:
    assert differing(filled_rows_of(published), true_rows("task_list_filled")) == []


def test_a_cell_on_two_pages_has_the_place_of_its_beginning(published: Outcome) -> None:
    pages = {(cell.row, cell.column): cell.page for cell in published.cells}
    assert (pages[9, "task"], pages[10, "task"], pages[11, "task"]) == (5, 5, 6)
    assert pages[26, "cooperating"] == 8
    assert (published.tables[0].page, published.tables[0].page_end) == (4, 9)


def test_the_hand_over_names_merged_cells(published: Outcome, tmp_path: Path) -> None:
    write_outcome(published, spec_of_list(), tmp_path)
    table = json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))["tables"][0]
    assert {"column": "indicator", "from_row": 24, "to_row": 27} in table["merged"]
    assert len(table["merged"]) == 6


@pytest.mark.parametrize("name", RENDERINGS)
def test_another_program_prints_the_same_list(name: str) -> None:
    assert_says(read_list(FOLDER / f"{name}.pdf"), load_task_list())
