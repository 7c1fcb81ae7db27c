"""Bodies over the years: merged, renamed, retyped; a past edition in the bodies of today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from dbt_builds import Built, build, copied, opened, rows


def test_a_code_is_nobody_s_for_good(built: Built) -> None:
    owners = rows(
        built.url,
        """
        select entity_code, name_vi, valid_from, valid_to from reporting.rpt_entity_history
        where entity_type = 'province' and official_code = '15' order by valid_from nulls first""",
    )
    assert owners == [
        ("province_yen_bai", "Yên Bái", None, date(2025, 6, 30)),
        ("province_lao_cai_2025", "Lào Cai", date(2025, 7, 1), None),
    ]
    # Seven codes changed the name that they stand for on one day.
    renamed = rows(
        built.url,
        """
        select before_it.official_code from reporting.rpt_entity_history as before_it
        inner join reporting.rpt_entity_history as after_it
            on after_it.entity_type = before_it.entity_type and after_it.official_code = before_it.official_code
            and after_it.name_vi <> before_it.name_vi
        where before_it.entity_type = 'province' and before_it.valid_to = date '2025-06-30'
            and after_it.valid_from = date '2025-07-01' order by 1""",
    )
    assert [code for (code,) in renamed] == ["15", "24", "44", "52", "80", "82", "91"]


@pytest.mark.parametrize(
    ("day", "provinces", "cities"),
    [("2007-12-31", 64, 5), ("2016-12-31", 63, 5), ("2025-01-01", 63, 6), ("2025-07-01", 34, 6), ("2026-05-01", 34, 7)],
)
def test_as_many_provinces_as_there_were(built: Built, day: str, provinces: int, cities: int) -> None:
    [(units, centrally_run)] = rows(
        built.url,
        f"""
        select count(distinct entity_code), count(distinct case when unit_type_en = 'centrally-run city'
            then entity_code end)
        from reporting.rpt_entity_history
        where entity_type = 'province' and (valid_from is null or valid_from <= date '{day}')
            and (valid_to is null or valid_to >= date '{day}')""",
    )
    assert (units, centrally_run) == (provinces, cities)


def test_the_times_of_a_body_leave_no_gap(built: Built) -> None:
    assert rows(
        built.url,
        """
        select entity_code from (
            select entity_code, valid_from, lag(valid_to) over in_time as valid_to_before,
                row_number() over in_time as place
            from marts.dim_entity_period
            window in_time as (partition by entity_code order by valid_from nulls first)
        ) where place > 1 and valid_from is distinct from valid_to_before + 1""",
    ) == []


def test_what_nobody_looked_up_is_marked(built: Built) -> None:
    told = dict(
        rows(
            built.url,
            """
            select entity_code || ' ' || coalesce(cast(valid_from as varchar), ''), verified
            from reporting.rpt_entity_history where verified <> 'yes'""",
        )
    )
    assert told["province_hue 2025-01-01"] == "memory"
    assert told["province_quang_ninh 2026-09-01"] == told["province_bac_ninh_2025 2026-09-20"] == "unconfirmed"
    assert "province_dong_nai_2025 2026-04-30" not in told


def test_63_provinces_of_then_are_34_of_today(built: Built) -> None:
    ranked = rows(
        built.url,
        """
        select node_code, count(*), sum(cast(is_estimated as integer)), max(entities_ranked), max(entity_rank)
        from reporting.rpt_ranking_today where edition_code = 'mic-2016' and entity_type = 'province'
        group by all order by all""",
    )
    assert {"infrastructure", "internal_applications", "portal", "policy", "human_resources"} <= {r[0] for r in ranked}
    assert all(row[1:4] == (34, 23, 34) and row[4] <= 34 for row in ranked)
    predecessors = rows(
        built.url,
        """
        select unnest(string_split(predecessor_codes, ' ')) from reporting.rpt_ranking_today
        where edition_code = 'mic-2016' and entity_type = 'province' and node_code = 'infrastructure'""",
    )
    assert len(predecessors) == len(set(predecessors)) == 63


def test_a_merged_province_takes_the_unweighted_mean_of_its_own(built: Built) -> None:
    [(score, rank, names, estimated, rule)] = rows(
        built.url,
        """
        select score, entity_rank, predecessors_vi, is_estimated, rule_en from reporting.rpt_ranking_today
        where edition_code = 'mic-2016' and node_code = 'infrastructure' and entity_code = 'province_lao_cai_2025'""",
    )
    then = rows(
        built.url,
        """
        select score_published from reporting.rpt_ranking where edition_code = 'mic-2016'
            and node_code = 'infrastructure' and entity_code in ('province_lao_cai', 'province_yen_bai')""",
    )
    assert score == sum((value for (value,) in then), Decimal(0)) / 2 == Decimal("0.9385") and rank == 22
    assert names == "Lào Cai; Yên Bái" and estimated and "unweighted mean" in rule
    assert rows(
        built.url,
        """
        select predecessor_codes, is_estimated from reporting.rpt_ranking_today
        where edition_code = 'mic-2016' and node_code = 'infrastructure' and entity_code = 'province_hue'""",
    ) == [("province_thua_thien_hue", False)]


def test_nothing_is_told_of_a_province_whose_predecessor_is_not_known(built: Built) -> None:
    told = rows(
        built.url,
        """
        select entity_code, predecessors_vi, is_estimated, entities_ranked from reporting.rpt_ranking_today
        where edition_code = 'laocai-ict-2016' and node_code = 'overall' order by entity_rank""",
    )
    # Ten of 63 are printed: of the bodies of today these five are known whole, the home is not.
    assert [(code, estimated) for code, _, estimated, _ in told] == [
        ("province_ha_noi", False), ("province_quang_ninh", False), ("province_ho_chi_minh_2025", True),
        ("province_hue", False), ("province_nghe_an", False),
    ]
    assert told[2][1] == "Bà Rịa - Vũng Tàu; Bình Dương; Hồ Chí Minh" and {row[3] for row in told} == {5}
    # The whole of the merged one is the mean of its pillars, not of the three printed indices.
    pillars = rows(
        built.url,
        """
        select node_code, score from reporting.rpt_ranking_today
        where edition_code = 'laocai-ict-2016' and entity_code = 'province_ho_chi_minh_2025' order by node_code""",
    )
    assert [node for node, _ in pillars] == ["1", "2", "3", "overall"]
    assert abs(sum(score for _, score in pillars[:3]) / 3 - pillars[3][1]) < Decimal("0.000000001")


def test_a_rank_among_the_bodies_known_says_of_how_many(built: Built) -> None:
    told = rows(
        built.url,
        """
        select distinct edition_code, entity_type, bodies_known, entities_ranked, bodies_of_today
        from reporting.rpt_ranking_today
        where node_code in ('overall', 'infrastructure') and edition_code <> 'dienbien-2012' order by all""",
    )
    assert told == [
        ("laocai-ict-2016", "province", 5, 5, 34), ("mic-2016", "government_agency", 5, 5, 5),
        ("mic-2016", "ministry", 13, 13, 17), ("mic-2016", "province", 34, 34, 34),
    ]
    # Social Security, which went into the Ministry of Finance, was assessed among the agencies.
    assert rows(
        built.url,
        """
        select * from reporting.rpt_ranking_today
        where edition_code = 'mic-2016' and entity_code = 'ministry_bo_tai_chinh'""",
    ) == []


@pytest.fixture(scope="module")
def after_the_merger(tmp_path_factory: pytest.TempPathFactory, loaded: str) -> str:
    """The same report on the year of the merger; of the lists only the names that are left mean a body."""
    work = tmp_path_factory.mktemp("merged")
    url = copied(loaded, work)
    with opened(url, read_only=False) as connection:
        connection.execute("""
            update raw.editions set period = '2025';
            update raw.mentions set name_printed = 'Huế', name_key = 'huế' where name_key = 'thừa thiên huế'""")
    build(url, work, "--select", "+rpt_ranking_today", "+rpt_ranking", "--exclude-resource-type", "unit_test",
          "--exclude-resource-type", "test")
    return url


def test_an_edition_of_the_year_of_the_merger_ranks_34(after_the_merger: str) -> None:
    assert rows(
        after_the_merger,
        """
        select count(*), count(distinct entity_code), sum(cast(is_estimated as integer)), max(entities_ranked)
        from reporting.rpt_ranking_today where node_code = 'infrastructure' and entity_type = 'province'""",
    ) == [(34, 34, 0, 34)]
    # Lào Cai of that year is the new one, whatever its name was before.
    [(score,)] = rows(
        after_the_merger,
        """
        select score_published from reporting.rpt_ranking
        where node_code = 'infrastructure' and entity_code = 'province_lao_cai_2025'""",
    )
    assert score is not None
