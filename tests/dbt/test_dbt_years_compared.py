"""Years of an index: whoever tells them, over a change of method and not, and what each part gave."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from dbt_builds import Built, build, copied, opened, rows

HOME = "framework_code = 'vietnam_ict_index' and entity_code = 'province_lao_cai'"


def test_places_of_nine_years_come_from_two_plans(built: Built) -> None:
    history = rows(
        built.url,
        f"""
        select period_year, edition_code, entity_rank, entities_ranked, rank_change, comparable, tellings
        from reporting.rpt_rank_history where {HOME} and node_code = 'overall' order by period_year""",
    )
    assert [row[2] for row in history] == [9, 16, 12, 6, 5, 7, 9, 7, 7]
    assert [row[1] for row in history] == ["laocai-ict-2016"] * 8 + ["laocai-ict-2017"]
    assert {row[3] for row in history} == {63}
    assert [row[4] for row in history] == [None, -7, 4, 6, 1, -2, -2, 2, 0]
    # The method of 2016 dropped two of five pillars.
    assert [row[5] for row in history] == [None, *[True] * 6, False, True]
    # 2014 and 2015 stand in the table of years and in the appendix; 2016 in a list and in the next plan as well.
    assert [row[6] for row in history] == [1, 1, 1, 1, 1, 2, 2, 4, 1]


def test_a_dropped_pillar_ends_with_its_method(built: Built) -> None:
    assert rows(
        built.url,
        f"""
        select node_code, min(period_year), max(period_year), count(*) from reporting.rpt_rank_history
        where {HOME} and node_code in ('4', '5') group by all order by all""",
    ) == [("4", 2009, 2015, 7), ("5", 2009, 2015, 7)]


def test_moves_by_pillar_and_sub_index_between_two_plans(built: Built) -> None:
    moves = rows(
        built.url,
        """
        select node_code, rank_before, rank_after, comparable from reporting.rpt_change_between_editions
        where edition_before = 'laocai-ict-2016' and edition_after = 'laocai-ict-2017' order by node_code""",
    )
    assert {node: (before, after) for node, before, after, _ in moves} == {
        "overall": (7, 7), "1": (12, 7), "2": (12, 14), "3": (10, 6),
        "1.1": (15, 13), "1.2": (10, 4), "2.1": (13, 27), "2.2": (18, 9), "3.1": (3, 10), "3.2": (20, 4),
    }
    assert {row[3] for row in moves} == {True}


def test_years_that_a_later_edition_tells_are_compared_with_it(built: Built) -> None:
    pairs = rows(
        built.url,
        """
        select edition_before, edition_after, comparable, count(*), count(score_change)
        from reporting.rpt_change_between_editions where series_code = 'laocai_ict_plan'
        group by all order by max(period_after)""",
    )
    assert pairs[0] == ("laocai-ict-2016@2009", "laocai-ict-2016@2010", True, 6, 0)
    # The appendix tells both years of every body that it lists, in the whole and in three pillars.
    assert pairs[-3:] == [
        ("laocai-ict-2016@2014", "laocai-ict-2016@2015", True, 10 + 12 + 12 + 10 + 2, 0),
        ("laocai-ict-2016@2015", "laocai-ict-2016", False, 10 + 12 + 12 + 10, 0),
        ("laocai-ict-2016", "laocai-ict-2017", True, 10, 0),
    ]


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory, loaded_points: str) -> str:
    """A year after: the same forms but some figures halved; and printed points of which one total is changed."""
    work = tmp_path_factory.mktemp("years")
    url = copied(loaded_points, work)
    with opened(url, read_only=False) as connection:
        for table in ("editions", "source_files", "printed_tables", "printed_columns", "printed_rows", "cells",
                      "mentions", "forms", "form_inputs"):
            repeat(connection, table, "dienbien-2012", "2012", "2013")
            repeat(connection, table, "laocai-agencies-2016", "2016", "2017")
        connection.execute("""
            update raw.form_inputs set value = floor(value / 2) where edition_code = 'dienbien-2013'
                and input_key in ('computers_lan', 'staff_pc', 'staff_email', 'budget_it') and value > 1;
            update raw.cells set text_printed = '97,5', value = 97.5, decimals = 1
            where cell_id = 'laocai-agencies-2017:provincial_agencies:r1:total'""")
    build(url, work, "--select", "+rpt_change_contributions", "+rpt_ranking",
          "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    return url


def repeat(connection: Any, table: str, edition: str, year: str, next_year: str) -> None:
    """The rows of an edition once more, as those of the next year."""
    columns = [row[0] for row in connection.execute(f"describe raw.{table}").fetchall()]
    renamed = {
        "cell_id": f"replace(cell_id, '{year}', '{next_year}')",
        "edition_code": f"'{edition.replace(year, next_year)}'",
        "period": f"'{next_year}'",
    }
    connection.execute(f"""
        insert into raw.{table} select {", ".join(renamed.get(column, column) for column in columns)}
        from raw.{table} where edition_code = '{edition}'""")


def test_what_the_parts_give_adds_up_to_the_last_decimal(two_years: str) -> None:
    sums = rows(
        two_years,
        """
        select series_code, node_code, entity_code, score_basis, any_value(node_change), sum(contribution), count(*)
        from reporting.rpt_change_contributions group by all""",
    )
    assert {(series, basis) for series, _, _, basis, _, _, _ in sums} == {
        ("dienbien_egov", "inputs"), ("laocai_agencies", "published")}
    assert all(change == given for _, _, _, _, change, given, _ in sums)
    changed = {node for _, node, _, _, change, _, _ in sums if change != 0}
    assert {"overall", "A"} <= changed
    assert len([row for row in sums if row[0] == "dienbien_egov" and row[1] == "overall"]) == 29


def test_a_part_of_a_sum_gives_its_own_change(two_years: str) -> None:
    parts = rows(
        two_years,
        """
        select part_node_code, part_change, weight, contribution, comparable, part_name_vi
        from reporting.rpt_change_contributions
        where series_code = 'dienbien_egov' and node_code = 'overall' and entity_code = 'dien_bien_so_tc'
        order by part_node_code""",
    )
    assert [row[0] for row in parts] == ["A", "B", "C", "D"]
    assert all(weight == 1 and comparable and name for _, _, weight, _, comparable, name in parts)
    # A whole and its parts are each kept to eight decimals: the last one may differ.
    assert all(abs(given - change) <= Decimal("0.00000001") for _, change, _, given, _, _ in parts)
    before, after = (
        rows(
            two_years,
            f"""
            select score_recomputed from reporting.rpt_ranking where edition_code = 'dienbien-{year}'
                and node_code = 'overall' and entity_code = 'dien_bien_so_tc'""",
        )[0][0]
        for year in (2012, 2013)
    )
    assert sum((row[3] for row in parts), Decimal(0)) == after - before != 0


def test_what_no_printed_part_gives_is_nobody_s(two_years: str) -> None:
    left_over = rows(
        two_years,
        """
        select edition_after, node_code, node_change, contribution, part_name_en
        from reporting.rpt_change_contributions where part_node_code = ''""",
    )
    assert left_over == [("laocai-agencies-2017", "overall", Decimal("0.5"), Decimal("0.5"), "Rounding in print")]
