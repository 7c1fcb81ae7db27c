"""Figures inside headers: told by the specification's templates, whatever their letters are set like."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractors.errors import DataError
from extractors.grid import Grid, GridCell
from extractors.header_figures import as_specified, figures_in, figures_of_header
from extractors.page_content import Word
from extractors.spec import load_edition_spec
from tests.extractors.plan_reading import NEXT_PLAN, PLAN, spec_of

DETAILED = spec_of(PLAN).table("detailed_rank_2016")
COMPARED = spec_of(NEXT_PLAN).table("rank_comparison_2016_2017")
TEMPLATE = "Hạ tầng kỹ thuật (xếp thứ {infrastructure})"


@pytest.mark.parametrize(("printed", "figure"), [
    ("Hạ tầng kỹ thuật (xếp thứ 12)", "12"), ("HẠ TẦNG KỸ THUẬT - XẾP THỨ 7", "7"),
    ("Hạ tầng kỹ thuật(xếp thứ12 )", "12"),
    ("Hạ tầng kỹ thuật (xếp thứ 12/63)", "12/63"), ("Hạ tầng kỹ thuật (xếp thứ)", ""),
    ("Hạ tầng kỹ thuật (xếp thứ …)", "")])
def test_a_template_is_its_letters_and_a_figure(printed: str, figure: str) -> None:
    assert figures_in(printed, DETAILED) == {"infrastructure": figure}
    assert as_specified(printed, DETAILED) == TEMPLATE


@pytest.mark.parametrize("printed", [
    "Hạ tầng kỹ thuật", "Hạ tầng (xếp thứ 12)", "Hạ tầng kỹ thuật (xếp thứ 12) năm 2016",
    "Hạ tầng kỹ thuật (hạng 12)", "Xã hội"])
def test_other_words_are_no_template(printed: str) -> None:
    assert figures_in(printed, DETAILED) == {} and as_specified(printed, DETAILED) == printed


def test_a_header_may_hold_the_figure_of_its_own_column() -> None:
    assert figures_in("Năm 2016", COMPARED) == {"year": "2016"} and figures_in("Năm", COMPARED) == {"year": ""}
    assert {column.key for column in COMPARED.columns if column.is_in_others} == {
        "infrastructure", "human_resources", "applications"}


def test_a_figure_that_headers_tell_otherwise_is_kept_with_both_texts() -> None:
    """No figure at all: the checks hold its row back."""
    def header(column: int, figure: str) -> GridCell:
        texts = f"Hạ tầng kỹ thuật (xếp thứ {figure})".split()
        words = [Word(text, 100 * column + 10 * place, 2, 100 * column + 10 * place + 8, 10)
                 for place, text in enumerate(texts)]
        return GridCell(0, column, 1, 1, (100 * column, 0, 100 * column + 100, 12), words)

    def told(*figures: str) -> str:
        cells = [header(column, figure) for column, figure in enumerate(figures)]
        grid = Grid(1, [100 * place for place in range(len(figures) + 1)], [0, 12], cells)
        return figures_of_header(grid, 1, DETAILED)["infrastructure"].text

    assert (told("12", "12"), told("12", "13"), told("12", "13", "12")) == ("12", "12 / 13", "12 / 13")


def test_a_figure_without_a_column_is_told_of_the_specification(tmp_path: Path) -> None:
    home = tmp_path / "laocai_ict_plan"
    shutil.copytree(spec_of(PLAN).home, home)
    columns = (home / "columns.csv").read_text(encoding="utf-8")
    (home / "columns.csv").write_text(columns.replace("(xếp thứ {applications})", "(xếp thứ {application})"),
                                      encoding="utf-8")
    with pytest.raises(DataError) as stopped:
        load_edition_spec(PLAN, tmp_path)
    problem = stopped.value.problems[0]
    assert (problem.code, problem.table, problem.found) == (
        "specification_incomplete", "detailed_rank_2016", "a header with {application}")
