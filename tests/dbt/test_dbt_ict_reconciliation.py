"""Plans that tell an index's results: places by the rule, told again in tables, told in the prose."""

from __future__ import annotations

import pytest
from dbt_builds import Built, build, copied, opened, rows

PLANS = "edition_code in ('laocai-ict-2016', 'laocai-ict-2017')"


def test_every_place_printed_or_told_is_held_against_the_others(built: Built) -> None:
    verdicts = rows(
        built.url,
        f"""
        select edition_code, rule_code, verdict, count(*) from reporting.rpt_reconciliation
        where {PLANS} and (figure = 'rank' or rule_code like 'told%') group by all order by all""",
    )
    assert verdicts == [
        ("laocai-ict-2016", "competition", "equal", 115),
        ("laocai-ict-2016", "told_again", "equal", 21),
        ("laocai-ict-2016", "told_bodies", "equal", 1),
        ("laocai-ict-2016", "told_rank", "equal", 10),
        ("laocai-ict-2016", "told_rank_move", "equal", 4),
        ("laocai-ict-2016", "told_rest", "known_fault", 1),
        ("laocai-ict-2016", "told_score", "equal", 7),
        ("laocai-ict-2016", "told_score", "known_fault", 1),
        ("laocai-ict-2016", "told_value", "equal", 17),
        ("laocai-ict-2016", "told_value", "known_fault", 2),
        ("laocai-ict-2017", "told_again", "equal", 10),
        ("laocai-ict-2017", "told_rank", "equal", 11),
        ("laocai-ict-2017", "told_rank", "known_fault", 1),
        ("laocai-ict-2017", "told_rank_move", "equal", 9),
    ]


def test_equal_scores_share_a_place_and_leave_a_gap(built: Built) -> None:
    places = rows(
        built.url,
        """
        select score_published, array_agg(rank_recomputed order by rank_recomputed) from reporting.rpt_ranking
        where edition_code = 'laocai-ict-2016' and node_code = '3.2'
        group by all having count(*) > 1 order by 1 desc""",
    )
    assert [(str(score)[:6], ranks) for score, ranks in places] == [("0.5833", [14, 14]), ("0.5714", [18, 18])]


def test_what_the_prose_tells_otherwise_is_found_by_rule_and_only_then_acknowledged(built: Built) -> None:
    found = rows(
        built.url,
        f"""
        select cell_id, figure, published_text, recomputed_text, cast(recomputed_value as double), verdict_by_rule
        from intermediate.int_reconciliation
        where {PLANS} and rule_code like 'told%' and verdict_by_rule <> 'equal' order by cell_id""",
    )
    assert found == [
        ("laocai-ict-2016:prose:r12:value", "share", "100%", "99,8%", 99.8, "unexplained"),
        ("laocai-ict-2016:prose:r23:score", "score", "0.825", "0,9025", 0.9025, "unexplained"),
        ("laocai-ict-2016:prose:r36:value", "share", "100%", "97,2%", 97.2, "unexplained"),
        ("laocai-ict-2016:prose:r40:value", "total", "02", None, 3.0, "unexplained"),
        ("laocai-ict-2017:prose:r4:rank", "rank", "15", "13", 13.0, "unexplained"),
    ]
    told = dict(
        rows(
            built.url,
            f"""
            select cell_id, expected from reporting.rpt_publication_faults
            where {PLANS} and kind = 'contradiction' and evidence like '%prose%' and status = 'acknowledged'""",
        )
    )
    assert told == {cell: text or "3" for cell, _, _, text, _, _ in found}


def test_a_plan_without_scores_publishes_the_places_of_its_own_year(built: Built) -> None:
    own = rows(
        built.url,
        """
        select node_code, rank_published, rank_recomputed, score_published, entities_ranked
        from reporting.rpt_ranking where edition_code = 'laocai-ict-2017' order by node_code""",
    )
    ranks = {"1": 7, "1.1": 13, "1.2": 4, "2": 14, "2.1": 27, "2.2": 9, "3": 6, "3.1": 10, "3.2": 4, "overall": 7}
    assert own == [(node, rank, None, None, 63) for node, rank in ranks.items()]


@pytest.fixture(scope="module")
def told_otherwise(tmp_path_factory: pytest.TempPathFactory, loaded_all: str) -> str:
    """The second plan repeats one rank of 2016 wrongly; the first tells another move of the whole."""
    work = tmp_path_factory.mktemp("told")
    url = copied(loaded_all, work)
    with opened(url, read_only=False) as connection:
        connection.execute("""
            update raw.cells set text_printed = '19', value = 19
            where cell_id = 'laocai-ict-2017:rank_comparison_2016_2017:r1:hr_agencies';
            update raw.statements set text_printed = '05', value = -5
            where edition_code = 'laocai-ict-2016' and statement_key = 'overall' and figure = 'rank_move'""")
    build(url, work, "--select", "+rpt_reconciliation", "+rpt_rank_history", "--exclude-resource-type", "unit_test",
          "--exclude-resource-type", "test")
    return url


def test_a_rank_or_move_told_otherwise_is_unexplained(told_otherwise: str) -> None:
    assert rows(
        told_otherwise,
        f"""
        select cell_id, rule_code, cast(recomputed_value as integer) from reporting.rpt_reconciliation
        where {PLANS} and verdict = 'unexplained' and figure = 'rank' order by cell_id""",
    ) == [
        ("laocai-ict-2016:prose:r1:rank_move", "told_rank_move", 2),
        ("laocai-ict-2017:rank_comparison_2016_2017:r1:hr_agencies", "told_again", 18),
    ]
    [(rank, contradicted)] = rows(
        told_otherwise,
        """
        select entity_rank, is_contradicted from reporting.rpt_rank_history
        where framework_code = 'vietnam_ict_index' and node_code = '2.2' and period_year = 2016
            and entity_code = 'province_lao_cai'""",
    )
    assert (rank, contradicted) == (18, True)
