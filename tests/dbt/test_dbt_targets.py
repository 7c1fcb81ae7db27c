"""Targets and tasks of both plans in the warehouse, and what came of a target once the next year's figures are told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from dbt_builds import Built, build, copied, opened, rows

PLANS = ("laocai-ict-2016", "laocai-ict-2017")
NEXT = "laocai-ict-2018"
"""A plan a year later, made from the second: its prose tells what 2018 came to."""
AFTER_STATEMENTS = ("stg_raw__editions", "stg_raw__statements", "int_editions", "int_statement_figures",
                    "int_leaf_tellings", "int_targets", "int_target_outcomes", "dim_publication", "fct_target",
                    "rpt_targets")
"""What a figure told in the prose goes through to the targets."""


@pytest.fixture(scope="module")
def a_year_later(tmp_path_factory: pytest.TempPathFactory, built: Built) -> str:
    work = tmp_path_factory.mktemp("later")
    url = copied(built.url, work)
    with opened(url, read_only=False) as connection:
        for table in ("editions", "statements"):
            columns = [row[0] for row in connection.execute(f"describe raw.{table}").fetchall()]
            values = [{"cell_id": f"replace(cell_id, '{PLANS[1]}', '{NEXT}')", "edition_code": f"'{NEXT}'",
                       "period": "'2018'"}.get(column, column) for column in columns]
            connection.execute(f"insert into raw.{table} select {', '.join(values)} from raw.{table} "
                               f"where edition_code = '{PLANS[1]}'")
        connection.execute(f"""
            update raw.statements set value = 100 where edition_code = '{NEXT}' and statement_key = 'adult_literacy';
            update raw.statements set value = 99.5 where edition_code = '{NEXT}' and statement_key = 'school_attendance'
        """)
    outcome = build(url, work, "--select", *AFTER_STATEMENTS, "--exclude-resource-type", "test",
                    "--exclude-resource-type", "unit_test")
    assert set(outcome.status.values()) == {"success"}
    return url


def target(url: str, edition: str, indicator: str, *columns: str) -> tuple[Any, ...]:
    [found] = rows(url, f"""
        select {', '.join(columns)} from reporting.rpt_targets
        where edition_code = '{edition}' and indicator like '{indicator}'""")
    return found


def test_the_models_of_plans_and_their_unit_tests_are_built(built: Built) -> None:
    assert {built.build.status[f"rpt_{name}"] for name in ("targets", "tasks", "task_bodies")} == {"success"}
    for name in ("a_target_is_met_by_its_comparator", "a_task_carries_its_indicators_in_order",
                 "a_target_has_the_figures_of_its_own_year_and_of_the_year_before",
                 "a_figure_of_an_indicator_is_told_by_tables_or_by_the_prose"):
        assert built.build.status[name] == "pass"


def test_every_target_is_of_the_province_and_has_its_year(built: Built) -> None:
    found = rows(built.url, """
        select edition_code, entity_code, target_year, count(*) from reporting.rpt_targets
        group by edition_code, entity_code, target_year order by edition_code""")
    assert found == [(PLANS[0], "province_lao_cai", 2017, 17), (PLANS[1], "province_lao_cai", 2018, 19)]


def test_a_target_stands_beside_the_figure_of_the_plans_own_year(built: Built) -> None:
    facts = ("baseline", "comparator", "target", "node_code", "node_name_en", "met")
    assert target(built.url, PLANS[0], "Tỷ lệ CQNN%", *facts) == (
        Decimal("41.8"), ">", Decimal(80), "1.2.3", "Agencies connected to the provincial WAN or CPNet", None)
    assert target(built.url, PLANS[0], "%dùng thư điện tử%", *facts)[0] == Decimal("97.5"), "told by a table alone"
    assert target(built.url, PLANS[1], "Người lớn%", *facts)[0] == Decimal(93), "told in the prose alone"
    assert target(built.url, PLANS[0], "%chữ ký số%", *facts)[0] is None, "no indicator measures it"
    assert target(built.url, PLANS[0], "Văn bản nội bộ%", *facts)[0] is None, "points are no per cent"


def test_a_target_of_a_part_of_an_indicator_is_neither_met_nor_missed(built: Built) -> None:
    assert target(built.url, PLANS[0], "Trường tiểu học%", "baseline", "actual", "actual_edition", "met",
                  "is_whole_indicator") == (Decimal("83.3"), Decimal("84.1"), PLANS[1], None, False)


def test_leads_and_quarters_of_targets_are_known(built: Built) -> None:
    assert target(built.url, PLANS[1], "Người lớn%", "lead_agency", "lead_entity_codes", "due", "due_quarter") == (
        "Sở Giáo dục và Đào tạo", "lao_cai_so_gddt", "Quý I/2018", 1)
    of_a_group = target(built.url, PLANS[1], "Dịch vụ công trực tuyến mức độ 1", "lead_entity_codes", "due_quarter")
    assert of_a_group == (None, 1)


def test_a_target_is_met_or_missed_once_its_year_is_told(a_year_later: str) -> None:
    facts = ("actual", "actual_edition", "actual_cell_id", "met")
    met = target(a_year_later, PLANS[1], "Người lớn%", *facts)
    assert met == (Decimal(100), NEXT, f"{NEXT}:prose:r9:value", True)
    missed = target(a_year_later, PLANS[1], "Học sinh%", *facts)
    assert (missed[0], missed[3]) == (Decimal("99.5"), False)
    assert target(a_year_later, PLANS[1], "Công chức%", *facts) == (None, None, None, None)


def test_every_task_has_its_indicators_its_quarters_and_its_page(built: Built) -> None:
    found = rows(built.url, """
        select row_number, node_codes, task_year, quarter_from, quarter_to, page from reporting.rpt_tasks
        order by row_number""")
    assert len(found) == 27
    assert found[6] == (7, "2.1.1 2.1.2 2.1.3 2.1.4", 2018, 1, 1, 5)
    assert found[19][1] == "3.2.3 3.2.4" and found[23][1] is None
    assert all(row[2] == 2018 and row[5] for row in found)


def test_the_tasks_of_a_body_can_be_asked_for(built: Built) -> None:
    led = rows(built.url, """
        select row_number from reporting.rpt_task_bodies
        where entity_code = 'lao_cai_so_tttt' and role = 'lead' order by row_number""")
    assert [row for row, in led] == [1, 2, 6, 9, 12, 13, 23, 24, 25]
    groups = rows(built.url, "select distinct body_group from reporting.rpt_task_bodies where entity_code is null")
    assert {group for group, in groups} == {"departments", "districts", "enterprises", "outside"}
    names = rows(built.url, """
        select entity_name_vi from reporting.rpt_task_bodies
        where row_number = 26 and role = 'lead' order by ordinal""")
    assert names == [("Sở Tài chính",), ("Sở Kế hoạch và Đầu tư",)]


def test_the_faults_that_rules_find_in_plans_are_published(built: Built) -> None:
    found = set(rows(built.url, """
        select cell_id, kind, printed, expected from reporting.rpt_publication_faults
        where evidence not like 'read, and still%'"""))
    assert {
        (f"{PLANS[1]}:task_list:r26:cooperating", "misprint_entity", "Sở TT&TTT", "Sở TT&TT"),
        (f"{PLANS[1]}:task_list:r27:cooperating", "misprint_entity", "Sở TT&TTT", "Sở TT&TT"),
        (f"{PLANS[1]}:task_list:r26:lead", "other", "Sở Tài chính Sở Kế hoạch", "Sở Tài chính; Sở Kế hoạch và Đầu tư"),
        (f"{PLANS[1]}:task_list:r24:time", "other", "Quý III- Quý IV", "Quý III-Quý IV"),
        (f"{PLANS[1]}:task_list:r14:task", "other", "quán triệt quán triệt", "quán triệt"),
        (f"{PLANS[0]}:prose:r23:score", "number_format", "0.825", "0,825"),
    } <= found
