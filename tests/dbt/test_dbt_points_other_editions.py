"""Next editions of a points index: forms before any report, a report without forms, a report that differs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from dbt_builds import build, copied, opened, rows

PRINTED = ("printed_tables", "printed_columns", "printed_rows", "cells", "mentions")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory, loaded_points: str) -> str:
    """2013: forms only. 2014: the report only. 2015: the whole edition, with three figures printed otherwise."""
    work = tmp_path_factory.mktemp("next")
    url = copied(loaded_points, work)
    with opened(url, read_only=False) as connection:
        for year, tables in (
            ("2013", ("forms", "form_inputs")),
            ("2014", PRINTED),
            ("2015", (*PRINTED, "forms", "form_inputs")),
        ):
            for table in ("editions", "source_files", *tables):
                repeat(connection, table, year)
        connection.execute("""
            delete from raw.cells where edition_code = 'dienbien-2014' and table_code like '%_consolidated';
            delete from raw.mentions where edition_code = 'dienbien-2014' and table_code like '%_consolidated';
            update raw.cells set text_printed = '7.3', value = 7.3
            where cell_id = 'dienbien-2015:dep_policy:r7:budget_share_points';
            update raw.cells set text_printed = '7.9', value = 7.9
            where cell_id = 'dienbien-2014:dep_policy:r7:budget_share_points';
            update raw.cells set text_printed = replace(text_printed, 'mức độ khá', 'mức độ thấp')
            where cell_id = 'dienbien-2015:dep_overall:r4:group_heading';
            update raw.cells set text_printed = 'Văn phòng UBND tỉnh' where cell_id like 'dienbien-2015:%:unit_name'
                and text_printed = 'Văn phòng UBND tinh';
            update raw.mentions set name_printed = 'Văn phòng UBND tỉnh', name_key = 'văn phòng ubnd tỉnh'
            where edition_code = 'dienbien-2015' and name_printed = 'Văn phòng UBND tinh'""")
    build(url, work, "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    return url


def repeat(connection: Any, table: str, year: str) -> None:
    columns = [row[0] for row in connection.execute(f"describe raw.{table}").fetchall()]
    values = [
        {
            "cell_id": f"replace(cell_id, '2012', '{year}')",
            "edition_code": f"'dienbien-{year}'",
            "period": f"'{year}'",
        }.get(column, column)
        for column in columns
    ]
    connection.execute(
        f"insert into raw.{table} select {', '.join(values)} from raw.{table} where edition_code = 'dienbien-2012'"
    )


def test_forms_alone_give_points_ranks_and_bands_and_nothing_to_reconcile(editions: str) -> None:
    ranked = rows(
        editions,
        """
        select node_code, count(*), count(score_recomputed), count(rank_recomputed), count(band_recomputed),
            count(score_published), count(rank_published), count(band_published)
        from reporting.rpt_ranking where edition_code = 'dienbien-2013' group by all order by all""",
    )
    # Seven bodies sent no form: they keep their figures of the year before.
    assert ranked == [(node, 29, 29, 29, 0, 0, 0, 0) for node in "ABCD"] + [("overall", 29, 29, 29, 29, 0, 0, 0)]
    assert rows(
        editions, "select count(*) from reporting.rpt_reconciliation where edition_code = 'dienbien-2013'"
    ) == [(0,)]
    [(cell, file)] = rows(
        editions,
        """
        select cell_id, sheet_cell from reporting.rpt_form_inputs
        where edition_code = 'dienbien-2013' and entity_code = 'dien_bien_so_tc' and input_key = 'budget_it'""",
    )
    assert (cell, file) == ("dienbien-2013:form/so-tc:D46:budget_it", "D46")
    [(indicator, status, earlier)] = rows(
        editions,
        """
        select cell_id, status, carried_from_edition from reporting.rpt_indicator_values
        where edition_code = 'dienbien-2013' and entity_code = 'dien_bien_so_ct' and indicator_code = 'A1'""",
    )
    assert indicator.startswith("dienbien-2012:dep_consolidated:") and (status, earlier) == (
        "carried_over", "dienbien-2012")


def test_a_report_alone_is_reconciled_with_what_it_prints(editions: str) -> None:
    verdicts = dict(
        rows(
            editions,
            """
            select verdict, count(*) from reporting.rpt_reconciliation
            where edition_code = 'dienbien-2014' group by all""",
        )
    )
    # The list of known faults is of another edition; the sum over the points printed otherwise is right.
    assert verdicts["unexplained"] == 6 + 1 and sum(verdicts.values()) == 1007
    assert rows(
        editions,
        """
        select count(*) from reporting.rpt_reconciliation
        where edition_code = 'dienbien-2014' and (verdict_inputs is not null or computed_value is not null)""",
    ) == [(0,)]
    [(points, basis, raw, unit)] = rows(
        editions,
        """
        select points, basis, raw_value, unit from reporting.rpt_indicator_values
        where edition_code = 'dienbien-2014' and entity_code = 'dien_bien_so_tc' and indicator_code = 'D3'""",
    )
    assert (points, basis, raw, unit) == (Decimal("7.9"), "print", Decimal("2.2"), "%")
    assert rows(
        editions,
        """
        select role, value from reporting.rpt_calculation where edition_code = 'dienbien-2014'
            and entity_code = 'dien_bien_so_tc' and node_code = 'D3' order by ordinal""",
    ) == [("printed", Decimal("2.2")), ("result", Decimal("7.9"))]


def test_print_that_agrees_with_itself_and_not_with_the_forms_is_unexplained(editions: str) -> None:
    found = rows(
        editions,
        """
        select replace(cell_id, 'dienbien-2015:', ''), verdict_print, verdict_inputs, verdict, note
        from reporting.rpt_reconciliation
        where edition_code = 'dienbien-2015' and verdict = 'unexplained' and cell_id not like '%self'
        order by cell_id""",
    )
    assert found == [
        ("dep_overall:r4:group_heading", "unexplained", "unexplained", "unexplained",
         "The band by the total differs from the printed one."),
        ("dep_policy:r7:budget_share_points", "equal", "unexplained", "unexplained",
         "The figure computed from the forms differs from the printed one."),
    ]


def test_findings_are_told_of_the_edition_that_prints_them(editions: str) -> None:
    found = dict(
        rows(
            editions,
            """
            select printed, expected from reporting.rpt_publication_faults
            where edition_code = 'dienbien-2015' and kind <> 'contradiction' group by all""",
        )
    )
    # Rules go on finding; what a person read in one edition is said of no other; a mended name is no fault.
    assert found == {"7.3": "7.2", "UBND thành phố Điện Biên": "UBND thành phố Điện Biên Phủ"}
    band = rows(
        editions,
        """
        select expected, kind from reporting.rpt_publication_faults
        where edition_code = 'dienbien-2015' and cell_id like '%group_heading'""",
    )
    assert band == [("Khá", "contradiction")]


def test_the_bodies_of_two_editions_are_compared(editions: str) -> None:
    changes = rows(
        editions,
        """
        select edition_before, edition_after, comparable, score_basis, count(*), max(abs(score_change))
        from reporting.rpt_change_between_editions group by all order by all""",
    )
    # A score is subtracted from one of its kind: the same forms again change nothing at all; what a report alone
    # gives is computed from what it prints, of which one figure was changed by 0.7 points.
    pairs = [("dienbien-2012", "dienbien-2013"), ("dienbien-2013", "dienbien-2014"), ("dienbien-2014", "dienbien-2015")]
    bases = ("recomputed", "recomputed", "published")
    assert [change[:5] for change in changes] == [
        (*pair, True, basis, 145) for pair, basis in zip(pairs, bases, strict=True)]
    worst = [change[5] for change in changes]
    assert worst[0] == 0 and Decimal("0.06") < worst[1] < Decimal("0.8") and worst[2] < Decimal("0.06"), worst
    assert rows(
        editions,
        """
        select score_basis, rank_basis, min(score_change), max(score_change), min(rank_change), max(rank_change)
        from reporting.rpt_change_between_editions where edition_after = 'dienbien-2013' group by all""",
    ) == [("recomputed", "recomputed", 0, 0, 0, 0)]


def test_a_figure_is_told_only_where_all_it_needs_is_there(editions: str) -> None:
    [(missing, told, rates)] = rows(
        editions,
        """
        select count(*), count(raw_value), count(case when unit = '%' then 1 end)
        from reporting.rpt_indicator_values
        where edition_code = 'dienbien-2012' and status = 'missing'""",
    )
    assert (missing, told, rates) == (107, 0, 39)
    # What the missing figure earns, and the table that the report prints, are a matter of the rules.
    assert rows(
        editions,
        """
        select count(*), count(points) from reporting.rpt_computed_tables
        inner join reporting.rpt_indicator_values using (edition_code, entity_code)
        where edition_code = 'dienbien-2012' and quantity = 'value' and node_code = indicator_code
            and rpt_computed_tables.unit = '%' and status = 'missing' and is_computed""",
    ) == [(39, 39)]


def test_the_option_that_earned_the_points_is_named_and_a_mark_has_no_unit(editions: str) -> None:
    found = rows(
        editions,
        """
        select indicator_code, points, option_name_vi, count(*) from reporting.rpt_indicator_values
        where edition_code in ('dienbien-2012', 'dienbien-2014') and option_name_vi is not null
        group by all order by all""",
    )
    assert found == [
        ("B3", 7, "Trang thông tin điện tử cung cấp chưa đầy đủ thông tin", 26),
        ("B5", 3, "Có dịch vụ công trực tuyến mức độ 2", 4),
        ("B5", 4, "Có dịch vụ công trực tuyến mức độ 3", 2),
    ]
    assert rows(
        editions,
        """
        select distinct unit from reporting.rpt_indicator_values
        where edition_code like 'dienbien-%' and indicator_code in ('B3', 'B5', 'D1', 'D2')""",
    ) == [(None,)]
