"""Other documents than the one that the list of known faults was made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt_builds import Build, build, copied, opened, rows

RAW_TABLES = (
    "editions",
    "source_files",
    "printed_tables",
    "printed_columns",
    "printed_rows",
    "cells",
    "mentions",
    "readings",
    "statements",
    "check_results",
    "check_failures",
)


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory, loaded: str) -> tuple[str, Build]:
    """The report with one fault mended, one other, one row held back; and a next edition of it.

    The next edition (period 2017) is the report as it was, under another edition code.
    """
    work = tmp_path_factory.mktemp("altered")
    url = copied(loaded, work)
    with opened(url, read_only=False) as connection:
        for table in RAW_TABLES:
            columns = [row[0] for row in connection.execute(f"describe raw.{table}").fetchall()]
            values = [
                {
                    "cell_id": "replace(cell_id, 'mic-2016', 'mic-2017')",
                    "edition_code": "'mic-2017'",
                    "period": "'2017'",
                }.get(column, column)
                for column in columns
            ]
            connection.execute(f"insert into raw.{table} select {', '.join(values)} from raw.{table}")
        connection.execute("""
            update raw.cells set text_printed = '47', value = 47 where cell_id = 'mic-2016:4.11:r48:rank';
            delete from raw.check_failures where cell_id = 'mic-2016:4.11:r48:rank';
            update raw.cells set text_printed = '28.160', value = 28160
            where cell_id = 'mic-2016:4.8:r5:dossiers_total';
            update raw.printed_rows set status = 'held_back'
            where edition_code = 'mic-2016' and table_code = '4.7' and row_number = 3""")
    return url, build(url, work, "--exclude-resource-type", "unit_test")


def test_a_mended_fault_is_equal_and_its_row_in_the_list_is_warned_of(altered: tuple[str, Build]) -> None:
    url, outcome = altered
    assert verdict(url, "mic-2016:4.11:r48:rank") == ("equal", None)
    assert outcome.status["known_faults_are_still_found"] == "warn"
    # The mended one and the one that is printed otherwise.
    assert outcome.failures["known_faults_are_still_found"] == 2


def test_an_acknowledged_fault_does_not_explain_another_fault_in_the_same_cell(
    altered: tuple[str, Build],
) -> None:
    assert verdict(altered[0], "mic-2016:4.8:r5:dossiers_total")[0] == "unexplained"


def test_a_row_held_back_makes_ranks_intervals_and_sums_unsaid(altered: tuple[str, Build]) -> None:
    url, _ = altered
    found = rows(
        url,
        """
        select verdict, recomputed_low, recomputed_high from reporting.rpt_reconciliation
        where cell_id in ('mic-2016:4.7:r1:rank', 'mic-2016:4.7:r4:rank') order by cell_id""",
    )
    assert [(kind, int(low), int(high)) for kind, low, high in found] == [
        ("equal", 1, 2),
        ("within_rounding", 3, 4),
    ]
    sums = rows(
        url,
        """
        select cell_id from reporting.rpt_reconciliation
        where edition_code = 'mic-2016' and rule_code like 'province_services_column%'
            or edition_code = 'mic-2016' and rule_code like 'province_coverage%'""",
    )
    assert sums == []
    assert rows(
        url, "select count(*) from reporting.rpt_ranking where rank_cell_id = 'mic-2016:4.7:r3:rank'"
    ) == [(0,)]


def test_a_next_edition_needs_no_code_and_no_row_of_the_framework(altered: tuple[str, Build]) -> None:
    url, _ = altered
    found = rows(
        url,
        """
        select verdict, count(*) from reporting.rpt_reconciliation
        where edition_code = 'mic-2017' group by all""",
    )
    assert dict(found) == {"equal": 695, "unexplained": 6}  # what is known of one edition explains no other


def test_editions_of_a_series_are_compared(altered: tuple[str, Build]) -> None:
    changes = rows(
        altered[0],
        """
        select edition_before, edition_after, comparable, rank_change, count(*)
        from reporting.rpt_change_between_editions group by all order by all""",
    )
    assert changes == [("mic-2016", "mic-2017", True, 0, 610), ("mic-2016", "mic-2017", True, 1, 1)]


def test_an_unknown_name_stops_the_build_before_anything_is_ranked(loaded_copy: str, tmp_path: Path) -> None:
    with opened(loaded_copy, read_only=False) as connection:
        connection.execute("""
            update raw.mentions set name_printed = 'Hà Tấy', name_key = 'hà tấy'
            where cell_id like '%:4.3:r7:entity'""")
    outcome = build(
        loaded_copy,
        tmp_path,
        "--select",
        "+every_printed_name_is_known int_entity_results",
        "--exclude-resource-type",
        "unit_test",
    )
    assert outcome.failures["every_printed_name_is_known"] == 1
    assert outcome.status["every_printed_name_is_known"] == "fail"
    assert outcome.status["int_entity_results"] == "skipped"


def verdict(url: str, cell_id: str) -> tuple[str, str | None]:
    [(found, note)] = rows(
        url, f"select verdict, note from reporting.rpt_reconciliation where cell_id = '{cell_id}'"
    )
    return found, note
