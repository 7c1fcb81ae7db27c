"""Points indices: every printed figure with its verdicts, every finding, and what readers get of them."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from dbt_builds import Built, rows

TRUTH = Path(__file__).parents[1] / "truth"
VERDICTS = {"exact": "equal", "within_rounding": "within_rounding", "tie": "tie_order", "no": "known_fault"}


def truth(edition: str, name: str) -> list[dict[str, str]]:
    with (TRUTH / edition / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals(text: str) -> int:
    return len(text.partition(".")[2])


@pytest.fixture(scope="module")
def figures(built: Built) -> dict[str, tuple[Any, ...]]:
    found = rows(
        built.url,
        """
        select cell_id, verdict, recomputed_value, recomputed_low, recomputed_high, recomputed_text
        from reporting.rpt_reconciliation where edition_code = 'dienbien-2012'""",
    )
    return {cell: tuple(figure) for cell, *figure in found}


def test_each_of_the_1007_printed_figures_has_its_verdict_its_value_and_its_interval(
    figures: dict[str, tuple[Any, ...]],
) -> None:
    expected = truth("dienbien-2012", "reproduction")
    assert len(figures) == len(expected) == 1007
    wrong = []
    for row in expected:
        cell = f"dienbien-2012:{row['table']}:r{row['row']}:{row['column']}"
        verdict, value, low, high, text = figures[cell]
        if (verdict, told(row, value, low, high, text)) != (VERDICTS[row["status"]], row["recomputed"]):
            wrong.append((cell, verdict, value, text))
        bounds = [(row["low"], low), (row["high"], high)]
        wrong += [(cell, bound) for printed, bound in bounds if printed and rounded(bound, 3) != Decimal(printed)]
    assert wrong == []


def told(row: dict[str, str], value: Decimal | None, low: Decimal, high: Decimal, text: str | None) -> str:
    """What was recomputed, in the manner of the truth: 3-4 for a tie, the name of a band in small letters."""
    if row["column"] == "group_heading":
        return str(text).lower()
    if row["column"] == "rank":
        return f"{low:.0f}-{high:.0f}" if low != high else f"{low:.0f}"
    return "" if value is None else str(rounded(value, decimals(row["recomputed"])))


def test_from_the_forms_every_point_score_and_band_is_as_printed_and_every_rank_inside_its_tie(
    built: Built,
) -> None:
    found = rows(
        built.url,
        """
        select figure, verdict_inputs, count(*) from reporting.rpt_reconciliation
        where edition_code = 'dienbien-2012' group by all order by all""",
    )
    assert found == [
        ("band", "equal", 29),
        ("rank", "equal", 118),
        ("rank", "tie_order", 27),
        ("score", "equal", 551 + 116),  # points of indicators; component scores printed again
        ("total", "equal", 116 + 29),
        ("total", None, 21),  # self-assessed: the forms tell no sum of them
    ]
    wrong = rows(
        built.url,
        """
        select cell_id from reporting.rpt_reconciliation
        where edition_code = 'dienbien-2012' and figure in ('score', 'total') and verdict_inputs is not null
            and round(computed_value, 2) <> published_value and round(computed_value, 1) <> published_value""",
    )
    assert wrong == []


def test_the_decision_is_reconciled_once_and_its_running_number_is_no_rank(built: Built) -> None:
    found = rows(
        built.url,
        """
        select figure, verdict, count(*), count(distinct cell_id) from reporting.rpt_reconciliation
        where edition_code = 'laocai-agencies-2016' group by all order by all""",
    )
    assert found == [("band", "equal", 31, 31), ("total", "equal", 31, 31)]
    witness = rows(
        built.url,
        """
        select (select count(*) from raw.cells where table_code like '%@workbook'),
            (select count(*) from reporting.rpt_computed_tables where table_code like '%@workbook'),
            (select count(*) from reporting.rpt_indicator_values where cell_id like '%@workbook%')""",
    )
    assert witness[0][0] > 200 and witness[0][1:] == (0, 0)
    same_points = rows(
        built.url,
        """
        select rank_published, rank_recomputed, band_published, band_recomputed from reporting.rpt_ranking
        where edition_code = 'laocai-agencies-2016' and score_published = 91.5 and entity_type = 'department'""",
    )
    assert same_points == [(None, 5, "Tốt", "Tốt")] * 2


@pytest.mark.parametrize("edition", ["dienbien-2012", "laocai-agencies-2016"])
def test_every_finding_whose_text_is_in_the_documents_is_told_and_nothing_else(built: Built, edition: str) -> None:
    expected = {
        (row["table"], row["row"], row["column"], row["kind"], row["printed"], row["expected"].replace("10.0", "10"))
        for row in truth(edition, "findings")
        if "prose" not in row["table"]  # the prose of these documents is not kept
    }
    headings = {("dep_overall", "1", "group_heading")}  # a finding of three headings, told at the first of them
    found = set()
    for cell, kind, printed, right in rows(
        built.url,
        f"""
        select cell_id, kind, printed, expected from reporting.rpt_publication_faults
        where edition_code = '{edition}'""",
    ):
        _, table, row, column = cell.split(":")
        place = "" if row == "header" or (table, row[1:], column) in headings else row[1:]
        found.add((table, place, column, kind, printed, right))
    assert found == expected and len(found) == {"dienbien-2012": 43, "laocai-agencies-2016": 6}[edition]


def test_the_rule_that_is_stated_gives_none_of_the_points_that_tell_the_rules_apart(built: Built) -> None:
    found = rows(
        built.url,
        """
        select rule, cast(reference as integer), figures, reproduced, figures_partial, reproduced_partial
        from reporting.rpt_rule_evidence where node_code = 'D3' order by rule""",
    )
    assert found == [("stated", 2, 29, 24, 5, 0), ("used", 3, 29, 29, 5, 5)]
    notes = rows(
        built.url,
        """
        select distinct cast(reference as integer), cast(stated_reference as integer),
            reference_note_vi <> '' and reference_note_en <> ''
        from reporting.rpt_calculation where node_code = 'D3'""",
    )
    assert notes == [(3, 2, True)]


def test_points_are_walked_from_the_printed_cell_to_the_counts_of_the_form(built: Built) -> None:
    lines = rows(
        built.url,
        """
        select role, input_key, value, unit, cell_id, round(rate, 4), points, round(points, 1)
        from reporting.rpt_calculation where entity_code = 'dien_bien_so_tc' and node_code = 'D3' order by ordinal""",
    )
    rate, points = Decimal("2.1669"), Decimal("7.2231547892")
    assert lines == [
        ("numerator", "budget_it", Decimal(142), "Triệu đồng", "dienbien-2012:form/so-tc:D46:budget_it",
         rate, points, Decimal("7.2")),
        ("denominator", "budget_recurrent", Decimal(6553), "Triệu đồng",
         "dienbien-2012:form/so-tc:D47:budget_recurrent", rate, points, Decimal("7.2")),
        ("result", None, points, "điểm", "dienbien-2012:dep_policy:r7:budget_share_points", rate, points,
         Decimal("7.2")),
    ]
    [(file, sheet, cell)] = rows(
        built.url,
        """
        select file_name, sheet, sheet_cell from reporting.rpt_form_inputs
        where entity_code = 'dien_bien_so_tc' and input_key = 'budget_it'""",
    )
    assert (Path(file).name, sheet, cell) == ("Phieu_CNTT_2012_So_Tai_chinh.xlsx", "Phieu thu thap", "D46")
    parts = rows(
        built.url,
        """
        select edition_code from reporting.rpt_calculation
        where edition_code in ('dienbien-2012', 'laocai-agencies-2016')
        group by edition_code, entity_code, node_code
        having abs(sum(case when role = 'part' then value end) - max(points)) > 0.0000001""",
    )
    assert parts == []


def test_the_published_tables_come_out_again_in_their_order_and_to_their_last_digit(built: Built) -> None:
    cells = rows(
        built.url,
        """
        select table_code, quantity, value, decimals_printed, text_printed from reporting.rpt_computed_tables
        where edition_code = 'dienbien-2012' and table_form = 'computed' and quantity in ('points', 'score', 'rank')""",
    )
    assert len(cells) == 551 + 116 + 145 + 145
    # In exact ties the order of entry gives the printed one.
    assert [cell for cell in cells if rounded(cell[2], cell[3]) != Decimal(cell[4])] == []
    not_so = rows(
        built.url,
        """
        select table_code, text_printed, row_order from reporting.rpt_computed_tables
        where table_form = 'computed' and quantity = 'rank' and cast(value as integer) <> row_order""",
    )
    assert not_so == []
    headings = rows(
        built.url,
        """
        select distinct band_code, band_heading from reporting.rpt_computed_tables
        where table_code = 'dep_overall' and quantity is not null order by all""",
    )
    assert [(code, "mức độ" in heading) for code, heading in headings] == [
        ("average", True), ("good", True), ("low", True)]
    values = rows(
        built.url,
        """
        select cell_id, value, text_printed from reporting.rpt_computed_tables
        where edition_code = 'dienbien-2012' and quantity = 'value' and text_printed not in ('', 'Có')
            and round(value, 1) <> cast(replace(text_printed, '%', '') as decimal(10, 1))
            and round(value, 0) <> cast(replace(text_printed, '%', '') as decimal(10, 1))""",
    )
    assert values == []


def test_every_printed_cell_stands_in_the_tables_once_as_printed_where_nothing_is_computed(built: Built) -> None:
    told = rows(built.url, "select cell_id from reporting.rpt_computed_tables order by all")
    assert told == rows(built.url, """
        select cell_id from raw.cells inner join raw.printed_rows using (edition_code, table_code, row_number)
        where table_code not like '%@workbook' and status = 'accepted' order by all""")
    moved = "select cell_id from reporting.rpt_computed_tables where table_form = 'printed' and row_order <> row_number"
    assert rows(built.url, moved) == []


def test_self_assessed_points_stand_beside_the_result_and_none_is_no_zero(built: Built) -> None:
    found = rows(
        built.url,
        """
        select node_code, self_points_form, self_printed, round(points_computed, 1), points_published,
            round(difference, 4)
        from reporting.rpt_self_assessment
        where entity_code = 'dien_bien_so_ngv' and node_code in ('D', 'D3', 'overall') order by 1""",
    )
    assert found == [
        ("D", Decimal("15.2"), Decimal("15.2"), 25, 25, Decimal("-9.8")),
        ("D3", Decimal("5.2"), None, 10, 10, Decimal("-4.8")),
        ("overall", Decimal("40.59"), Decimal("40.6"), Decimal("60.7"), Decimal("60.7"), Decimal("-20.0730")),
    ]
    # Printed 0.0, with no part printed.
    nothing = rows(
        built.url,
        """
        select count(*) from reporting.rpt_self_assessment where node_code = 'overall' and self_printed is not null
            and entity_code in ('dien_bien_so_khcn', 'dien_bien_so_tp', 'dien_bien_so_tc', 'dien_bien_so_ct')""",
    )
    assert nothing == [(0,)]


def test_a_profile_tells_what_the_next_place_and_the_next_band_ask_for(built: Built) -> None:
    [outlook] = rows(
        built.url,
        """
        select entity_rank, rank_low, rank_high, entities_ranked, band_name_vi, next_band_name_vi,
            round(points_to_next_band, 4), ahead_entity_code, round(points_to_next_rank, 4)
        from reporting.rpt_body_outlook where entity_code = 'dien_bien_so_tc'""",
    )
    assert outlook == (
        12, 12, 12, 20, "Trung bình", "Khá", Decimal("23.7689"), "dien_bien_so_yt", Decimal("5.0354"))
    enough = rows(
        built.url,
        """
        select node_code, is_enough_for_next_rank, is_enough_for_next_band from reporting.rpt_body_profile
        where entity_code = 'dien_bien_so_tc' and node_code in ('A', 'B', 'C2', 'C') order by 1""",
    )
    assert enough == [("A", False, False), ("B", True, True), ("C", True, False), ("C2", False, False)]
    first = rows(
        built.url,
        """
        select ahead_entity_code, points_to_next_rank, next_band_code from reporting.rpt_body_outlook
        where entity_code = 'dien_bien_so_tttt'""",
    )
    assert first == [(None, None, None)]
    # Twenty bodies: the median is half of the tenth and the eleventh.
    [(median, share)] = rows(
        built.url,
        """
        select round(median_points, 4), share_of_bodies_better from reporting.rpt_body_profile
        where entity_code = 'dien_bien_so_tc' and node_code = 'overall'""",
    )
    tenth, eleventh = sorted(
        (Decimal(row["score_unrounded"]) for row in truth("dienbien-2012", "expected_ranks")
         if row["entity_type"] == "department" and row["component"] == "total"), reverse=True)[9:11]
    assert abs(median - (tenth + eleventh) / 2) < Decimal("0.0001") and share == Decimal("0.55")
