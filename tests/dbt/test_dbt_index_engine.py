"""The index engine: the published points, ranks and bands from the forms; a next year of them; an index of nobody."""

from __future__ import annotations

import csv
import shutil
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from dbt_builds import PROJECT, build, copied, opened, rows

EDITION = "dienbien-2012"
TRUTH = Path(__file__).parents[1] / "truth" / EDITION
ENGINE = ("--select", "+int_method_ranks", "+int_method_bands")
WITHOUT_TESTS = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory, loaded_points: str) -> str:
    """The points indices and a next edition: three forms of 2013 with a gap, an illogical figure, one held back."""
    work = tmp_path_factory.mktemp("computed")
    url = copied(loaded_points, work)
    with opened(url, read_only=False) as connection:
        connection.execute("""
            insert into raw.editions
            select 'dienbien-2013', series_code, '2013', '2014-03-01', title_vi, title_en, issuer, bodies_of, input_hash
            from raw.editions where edition_code = 'dienbien-2012';
            insert into raw.forms by name
            select * replace ('dienbien-2013' as edition_code) from raw.forms
            where slug in ('so-tttt', 'so-tc', 'so-yt');
            insert into raw.form_inputs by name
            select * replace (
                'dienbien-2013' as edition_code, replace(cell_id, '2012', '2013') as cell_id)
            from raw.form_inputs where form_code in ('form/so-tttt', 'form/so-tc', 'form/so-yt');
            insert into raw.forms by name
            select * replace (form_code || '.earlier-1' as form_code, 'superseded' as status)
            from raw.forms where edition_code = 'dienbien-2013' and slug = 'so-tc';
            insert into raw.form_inputs by name
            select * replace (
                form_code || '.earlier-1' as form_code, replace(cell_id, 'so-tc', 'so-tc.earlier-1') as cell_id)
            from raw.form_inputs where edition_code = 'dienbien-2013' and form_code = 'form/so-tc';
            update raw.form_inputs set value = null, text_printed = '', raw_type = 'empty'
            where edition_code = 'dienbien-2013' and form_code = 'form/so-tc' and input_key = 'computers_total';
            update raw.form_inputs set value = 60, text_printed = '60'
            where edition_code = 'dienbien-2013' and form_code = 'form/so-tttt' and input_key = 'computers_lan';
            update raw.form_inputs set status = 'held_back'
            where edition_code = 'dienbien-2013' and form_code = 'form/so-yt' and input_key = 'staff_total'""")
    build(url, work, *ENGINE, *WITHOUT_TESTS)
    return url


def test_every_published_point_follows_from_the_forms_to_its_last_digit(computed: str) -> None:
    scores = {
        (slug, node): (rate, score, source)
        for slug, node, rate, score, source in rows(computed, f"""
            select entities.slug, scores.node_code, scores.rate, scores.score, bodies.source
            from intermediate.int_leaf_scores as scores
            inner join intermediate.int_input_bodies as bodies using (edition_code, entity_code)
            inner join seeds.entities as entities using (entity_code)
            where scores.edition_code = '{EDITION}' and scores.basis = 'inputs'""")
    }
    expected = truth("expected_points.csv")
    assert len(expected) == len(scores) == 551
    differing = []
    for row in expected:
        rate, score, source = scores[row["slug"], row["indicator"]]
        if (
            rounded(score, 6) != Decimal(row["points_unrounded"])
            or as_printed(score, row["points_printed"]) != Decimal(row["points_printed"])
            or (row["rate"] and rounded(rate or Decimal(0), 6) != Decimal(row["rate"]))
            or source != row["source"]
        ):
            differing.append((row, rate, score, source))
    assert differing == []


def test_every_published_score_rank_and_band_follows_from_the_forms(computed: str) -> None:
    found = {
        (slug, node): (score, low, high, recomputed, ranked, band)
        for slug, node, score, low, high, recomputed, ranked, band in rows(computed, f"""
            select entities.slug, ranks.node_code, ranks.score, ranks.rank_low, ranks.rank_high, ranks.rank_recomputed,
                ranks.entities_ranked, lower(names.name_vi)
            from intermediate.int_method_ranks as ranks
            inner join seeds.entities as entities using (entity_code)
            left join intermediate.int_method_bands as bands using (edition_code, entity_code, node_code)
            left join seeds.bands as names
                on names.framework_code = bands.framework_code and names.band_code = bands.band_code
            where ranks.edition_code = '{EDITION}'""")
    }
    expected = truth("expected_ranks.csv")
    assert len(expected) == len(found) == 145
    differing = []
    for row in expected:
        node = "overall" if row["component"] == "total" else row["component"]
        score, low, high, recomputed, ranked, band = found[row["slug"], node]
        if (
            rounded(score, 6) != Decimal(row["score_unrounded"])
            or as_printed(score, row["score_printed"]) != Decimal(row["score_printed"])
            or (low, high) != (int(row["rank_low"]), int(row["rank_high"]))
            or recomputed != int(row["rank_printed"])
            or ranked != {"department": 20, "district": 9}[row["entity_type"]]
            or (band or "") != row["band"]
        ):
            differing.append((row, found[row["slug"], node]))
    assert differing == []


def test_a_body_without_a_form_keeps_all_its_earlier_points(computed: str) -> None:
    kept = rows(computed, """
        select bodies.source, count(*), count(*) filter (now.score = earlier.score)
        from intermediate.int_input_bodies as bodies
        inner join intermediate.int_node_scores as now
            on now.edition_code = bodies.edition_code and now.entity_code = bodies.entity_code
            and now.basis = 'inputs' and now.node_code = 'overall'
        inner join intermediate.int_node_scores as earlier
            on earlier.edition_code = 'dienbien-2012' and earlier.entity_code = bodies.entity_code
            and earlier.basis = 'inputs' and earlier.node_code = 'overall'
        where bodies.edition_code = 'dienbien-2013' group by all order by all""")
    assert kept == [("earlier", 26, 26), ("form", 3, 3)]  # what is missing, capped or held back changes no points here
    statuses = rows(computed, """
        select distinct status, carried_from_edition from intermediate.int_inputs
        inner join intermediate.int_input_bodies as bodies using (edition_code, entity_code)
        where edition_code = 'dienbien-2013' and bodies.source = 'earlier' order by all""")
    assert statuses == [("carried_over", EDITION), ("missing", None)]


@pytest.mark.parametrize(
    ("slug", "key", "expected"),
    [
        ("so-tc", "computers_total", (Decimal(85), "carried_over", EDITION, None)),
        ("so-tttt", "computers_lan", (Decimal(49), "capped", None, Decimal(60))),
        ("so-yt", "staff_total", (Decimal(39), "carried_over", EDITION, None)),
        ("so-tc", "budget_it", (Decimal(142), "reported", None, None)),
        ("so-yt", "budget_it", (None, "missing", None, None)),
    ],
)
def test_what_was_done_to_bad_data_is_a_status(
    computed: str, slug: str, key: str, expected: tuple[Any, ...]
) -> None:
    assert rows(computed, f"""
        select value, status, carried_from_edition, capped_from from intermediate.int_inputs
        inner join seeds.entities as entities using (entity_code)
        where edition_code = 'dienbien-2013' and slug = '{slug}' and input_key = '{key}'""") == [expected]


def test_the_status_of_an_input_goes_up_to_the_total(computed: str) -> None:
    assert rows(computed, """
        select node_code, score, status from intermediate.int_node_scores
        inner join seeds.entities as entities using (entity_code)
        where edition_code = 'dienbien-2013' and basis = 'inputs' and slug = 'so-tttt'
            and node_code in ('A1', 'A2', 'A', 'B', 'overall') order by node_code""") == [
        ("A", Decimal("34.89795918"), "capped"),
        ("A1", Decimal(10), "reported"),
        ("A2", Decimal(5), "capped"),
        ("B", Decimal(61), "reported"),
        ("overall", Decimal("135.89795918"), "capped"),
    ]


# An index of nobody: three levels, every kind of score, maxima by type; nothing but rows in seeds and in raw.
SEEDS = {
    "frameworks": ["lighthouses,lighthouses,Nobody,Hải đăng,Lighthouses"],
    "series_frameworks": ["lighthouses,lighthouses"],
    "framework_editions": ["lighthouses,1,2020,,false,,,"],
    "nodes": [
        "lighthouses,1,all,,0,root,1,,30,điểm,Chung,All,sum",
        "lighthouses,1,light,all,1,category,1,,20,điểm,Đèn,Light,sum",
        "lighthouses,1,keeper,all,1,indicator,1,,10,điểm,Người gác,Keeper,none",
        "lighthouses,1,lamps,light,2,indicator,1,,12,điểm,Bóng,Lamps,none",
        "lighthouses,1,colours,light,2,indicator,1,,8,điểm,Màu,Colours,none",
    ],
    "node_scoring": [
        "lighthouses,1,keeper,share,20,,,,zero",
        "lighthouses,1,lamps,rate,,,,,zero",
        "lighthouses,1,colours,steps,,,,,zero",
    ],
    "inputs": [
        "lighthouses,1,wages,money,Triệu đồng,missing,true,Lương,Wages",
        "lighthouses,1,budget,money,Triệu đồng,missing,true,Ngân sách,Budget",
        "lighthouses,1,lit,count,,missing,true,Sáng,Lit",
        "lighthouses,1,lamps,count,,missing,true,Bóng,Lamps",
        "lighthouses,1,colours,count,,missing,true,Màu,Colours",
    ],
    "input_limits": ["lighthouses,1,lit,lamps"],
    "node_inputs": [
        "lighthouses,1,keeper,1,wages,numerator,",
        "lighthouses,1,keeper,2,budget,denominator,",
        "lighthouses,1,lamps,1,lit,numerator,",
        "lighthouses,1,lamps,2,lamps,denominator,",
        "lighthouses,1,colours,1,colours,counted,",
    ],
    "score_steps": ["lighthouses,1,colours,2,8", "lighthouses,1,colours,1,3"],
    "bands": ["lighthouses,1,all,bright,1,20,,,Sáng,Bright", "lighthouses,1,all,dark,2,,20,,Tối,Dark"],
    "node_results": ["lighthouses,1,all,province,none,1,,,,,,points_shared,,"],
}
FIGURES = {  # wages in đồng, budget in tỷ đồng, lit, lamps, colours
    "province_quang_ninh": (100_000_000, 1, 7, 9, 2),
    "province_hai_phong": (400_000_000, 1, 12, 9, 1),
    "province_ca_mau": (None, 1, 1, 0, 0),
}


def test_an_index_is_rows_in_seeds(loaded_points: str, tmp_path: Path) -> None:
    project = Path(shutil.copytree(PROJECT, tmp_path / "dbt", ignore=shutil.ignore_patterns("target", "logs")))
    for seed, lines in SEEDS.items():
        with (project / "seeds" / "framework" / f"{seed}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    url = copied(loaded_points, tmp_path)
    with opened(url, read_only=False) as connection:
        connection.execute("""
            insert into raw.editions by name select * replace (
                'lighthouses-2020' as edition_code, 'lighthouses' as series_code, '2020' as period, null as bodies_of)
            from raw.editions limit 1""")
        for entity, figures in FIGURES.items():
            connection.execute(f"""
                insert into raw.forms by name select * replace ('lighthouses-2020' as edition_code,
                    '{entity}' as entity_code, 'form/{entity}' as form_code) from raw.forms limit 1""")
            for key, value in zip(("wages", "budget", "lit", "lamps", "colours"), figures, strict=True):
                unit = {"wages": "Đồng", "budget": "Tỷ đồng"}.get(key, "")
                connection.execute(
                    f"""insert into raw.form_inputs by name select * replace ('lighthouses-2020' as edition_code,
                        'form/{entity}' as form_code, ? as cell_id, '{key}' as input_key, '{unit}' as unit,
                        cast(? as decimal(28, 10)) as value, ? as text_printed)
                    from raw.form_inputs where kind = 'input' limit 1""",
                    [f"{entity}:{key}", value, "" if value is None else str(value)],
                )
    outcome = build(url, tmp_path, *ENGINE, "--exclude-resource-type", "unit_test", project=project)
    assert outcome.failures == {}
    assert rows(url, """
        select ranks.entity_code, ranks.score, rank_recomputed, band_code, scores.status
        from intermediate.int_method_ranks as ranks
        inner join intermediate.int_method_bands using (edition_code, entity_code, node_code)
        inner join intermediate.int_node_scores as scores using (edition_code, entity_code, node_code)
        where edition_code = 'lighthouses-2020' order by rank_recomputed""") == [
        ("province_hai_phong", Decimal(25), 1, "bright", "capped"),  # 10 + 12 (12 of 9 lamps) + 3
        ("province_quang_ninh", Decimal("22.33333333"), 2, "bright", "reported"),  # 5 + 12 × 7/9 + 8
        ("province_ca_mau", Decimal(0), 3, "dark", "missing"),  # no wages, no lamps, no colours
    ]


def truth(name: str) -> list[dict[str, str]]:
    with (TRUTH / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def as_printed(value: Decimal, printed: str) -> Decimal:
    return rounded(value, len(printed.partition(".")[2]))
