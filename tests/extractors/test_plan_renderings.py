"""Plans printed otherwise: other pages, turned headers, blocks, columns, figures; always the same cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from extractors.contract import Outcome
from tests.extractors.plan_reading import NEXT_PLAN, PLAN, differences, read_plan, said_by
from tests.renderings.plan_pdf import Layout, write_plan
from tests.renderings.plan_render import RENDERINGS, path_of, printed
from tests.renderings.plan_text import Plan, PlanManner, load_plan

LAYOUTS = {
    "as printed": Layout(),
    "headers turned to the left": Layout(manner=PlanManner(turned="left")),
    "headers turned to the right": Layout(manner=PlanManner(turned="right")),
    "landscape, thick rules, shaded": Layout(landscape=True, rule=2.2, fill="#dddddd",
                                             manner=PlanManner(turned="right", numbers=True)),
    "short pages, header once": Layout(repeat_header=False, short_pages=0.4, manner=PlanManner(numbers=False)),
    "short pages, header repeated": Layout(short_pages=0.4, manner=PlanManner(turned="left", numbers=True)),
    "captions below": Layout(caption_below=True),
    "three blocks with gaps": Layout(short_pages=0.5, manner=PlanManner(list_blocks=3, gap=True, mark="Bảng 3.")),
    "one block, no marks": Layout(manner=PlanManner(list_blocks=1, year="over the header", mark="")),
    "the year beside its row": Layout(manner=PlanManner(year="beside", mark="•")),
    "the year in every row": Layout(short_pages=0.3, manner=PlanManner(year="in every row")),
}


def said_all(outcome: Outcome, plan: Plan) -> None:
    """Assert that the outcome is what the plan says, without any problem or doubt."""
    assert (outcome.missing, outcome.problems, outcome.doubts) == ([], [], [])
    wrong = differences(outcome, said_by(plan))
    assert not wrong, f"{len(wrong)} cells differ:\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("edition", [PLAN, NEXT_PLAN])
@pytest.mark.parametrize("name", LAYOUTS)
def test_another_layout_says_the_same(name: str, edition: str, tmp_path: Path) -> None:
    plan = load_plan(edition)
    said_all(read_plan(write_plan(tmp_path / "other.pdf", plan, LAYOUTS[name]), edition), plan)


@pytest.mark.parametrize("name", RENDERINGS)
def test_another_program_prints_the_same(name: str) -> None:
    said_all(read_plan(path_of(name), RENDERINGS[name].edition), printed(name))


@pytest.mark.parametrize("turned", ["", "left", "right"])
def test_decomposed_letters_are_the_same_letters(turned: str, tmp_path: Path) -> None:
    plan = load_plan(PLAN)
    for table in plan.tables:
        table.caption = unicodedata.normalize("NFD", table.caption)
        table.headers = [tuple(unicodedata.normalize("NFD", level) for level in path) for path in table.headers]
    plan.respell(lambda text: unicodedata.normalize("NFD", text))
    path = write_plan(tmp_path / "nfd.pdf", plan, Layout(manner=PlanManner(turned=turned)))  # type: ignore[arg-type]
    plan.respell(lambda text: unicodedata.normalize("NFC", text))
    said_all(read_plan(path, PLAN), plan)


def turned_round(plan: Plan, table_id: str) -> None:
    table = plan.table(table_id)
    table.reorder([0, 1, *reversed(range(2, len(table.keys)))])


@pytest.mark.parametrize("turned", ["left", "right"])
def test_columns_are_told_by_their_headers_in_whatever_order(turned: str, tmp_path: Path) -> None:
    plan = load_plan(PLAN)
    for table in plan.tables:
        if table.table_id.startswith(("appendix", "overall")):
            turned_round(plan, table.table_id)
    path = write_plan(tmp_path / "order.pdf", plan, Layout(manner=PlanManner(turned=turned)))  # type: ignore[arg-type]
    said_all(read_plan(path, PLAN), plan)


def test_other_figures_in_headers_and_cells_are_read_as_well(tmp_path: Path) -> None:
    plan = load_plan(NEXT_PLAN)
    table = plan.tables[0]
    table.rows = [["2018", "1", "2", "3", "4", "5", "6", "7"], ["2019", "63", "9", "8", "7", "6", "5", "4"]]
    table.figures = [dict.fromkeys(table.figures[0], "1"), dict.fromkeys(table.figures[0], "63")]
    said_all(read_plan(write_plan(tmp_path / "other.pdf", plan), NEXT_PLAN), plan)


def test_a_row_that_counts_like_column_numbers_is_data_where_it_is_the_only_one(tmp_path: Path) -> None:
    plan = load_plan(PLAN)
    plan.table("detailed_rank_2016").rows = [["1", "2", "3", "4", "5", "6", "7"]]
    said_all(read_plan(write_plan(tmp_path / "counts.pdf", plan), PLAN), plan)


@pytest.mark.parametrize("rows", [2, 13, 26, 28])
def test_a_list_in_blocks_may_have_any_length(rows: int, tmp_path: Path) -> None:
    plan = load_plan(PLAN)
    agencies = plan.table("agencies_with_online_services")
    agencies.rows = [[str(number), f"Sở {number}"] for number in range(1, rows + 1)]
    outcome = read_plan(write_plan(tmp_path / "list.pdf", plan), PLAN)
    assert differences(outcome, said_by(plan)) == []


def renamed(plan: Plan, old: str, new: str) -> None:
    for table in plan.tables:
        table.headers = [tuple(new if level == old else level for level in path) for path in table.headers]


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    return [(problem.code, problem.table) for problem in outcome.problems]


@pytest.mark.parametrize("turned", ["left", "right"])
def test_a_turned_header_that_nobody_knows_stops_with_the_nearest(turned: str, tmp_path: Path) -> None:
    plan = load_plan(PLAN)
    renamed(plan, "Tỷ lệ CCVC được tập huấn PMNM", "Tỷ lệ CCVC được tập huấn chữ ký số")
    path = write_plan(tmp_path / "unknown.pdf", plan, Layout(manner=PlanManner(turned=turned)))  # type: ignore[arg-type]
    outcome = read_plan(path, PLAN)
    assert codes(outcome) == [("header_unknown", "appendix_hr_agencies"), ("header_absent", "appendix_hr_agencies")]
    unknown = outcome.problems[0]
    assert unknown.found == "Tỷ lệ CCVC được tập huấn chữ ký số" and unknown.details["column"] == "6"
    assert unknown.details["nearest"] == "Tỷ lệ CCVC được tập huấn PMNM"


def test_a_header_around_a_figure_that_nobody_knows_is_told_without_braces(tmp_path: Path) -> None:
    plan = load_plan(PLAN)
    table = plan.table("detailed_rank_2016")
    table.headers = [tuple(level.replace("(xếp thứ 12)", "(hạng 12)") for level in path) for path in table.headers]
    outcome = read_plan(write_plan(tmp_path / "worded.pdf", plan), PLAN)
    assert {table for _, table in codes(outcome)} == {"detailed_rank_2016"}
    assert outcome.problems[0].found == "Hạ tầng kỹ thuật (hạng 12) / Xã hội"
    assert "Hạ tầng kỹ thuật (xếp thứ …) / Xã hội" in outcome.problems[0].expected


def test_half_a_page_lacks_the_tables_of_the_other_half(tmp_path: Path) -> None:
    def cut(tables: Iterable[str], change: Callable[[Plan], None]) -> Outcome:
        plan = load_plan(PLAN)
        plan.tables = [table for table in plan.tables if table.table_id in tables]
        change(plan)
        return read_plan(write_plan(tmp_path / "half.pdf", plan), PLAN)

    def shorten(plan: Plan) -> None:
        plan.tables[1].rows = plan.tables[1].rows[:4]

    outcome = cut(("appendix_overall", "appendix_infrastructure"), shorten)
    assert [table.id for table in outcome.tables] == ["appendix_overall", "appendix_infrastructure"]
    assert [table.rows for table in outcome.tables] == [10, 4]
    assert len(outcome.missing) == 10 and {code for code, _ in codes(outcome)} == {"table_missing"}
