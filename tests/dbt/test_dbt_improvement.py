"""What would move a body up: gains, ranks and needs, of the plan's ten provinces and of a whole edition of 63."""

from __future__ import annotations

import os
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from hashlib import md5
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from dbt_builds import build, documents, opened
from normalised_edition import computed, load_values, made_values

from flows.cli import main
from flows.stages import check_stage, extract_stage, load_stage
from flows.whatif_tree import moved

PLAN, MADE, BODY = "laocai-ict-2016", "made-2018", "province_lao_cai"
MODELS = ("rpt_improvement", "rpt_scenarios", "rpt_next_rank", "rpt_weight_sensitivity")
WITHOUT_TESTS = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
TOLD = ("rpt_ranking", "rpt_indicator_values", "rpt_calculation", "rpt_form_inputs", "rpt_body_profile",
        "rpt_body_outlook", "rpt_self_assessment", "rpt_reconciliation", "rpt_targets", "rpt_rank_history",
        "rpt_tasks", "rpt_task_bodies", "fct_told_result",
        "rpt_publication_faults")
"""What the commands read besides."""
HAIR = Fraction(1, 10**9)


@pytest.fixture(scope="module")
def handover(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The plan with its printed appendix, read and checked."""
    folder = tmp_path_factory.mktemp("plan")
    extracted, checked = folder / "extract", folder / "check"
    extracted.mkdir()
    checked.mkdir()
    extract_stage(documents(PLAN), PLAN, extracted)
    check_stage(extracted, PLAN, checked)
    return extracted, checked


def made(url: str, work: Path, handover: tuple[Path, Path], *more: str) -> str:
    """The plan beside an edition with the raw values of every province."""
    load_stage(url, *handover, "hash of a test")
    load_values(url, made_values())
    found = build(url, work, "--select", *(f"+{model}" for model in (*MODELS, "fct_body_tree", *more)), *WITHOUT_TESTS)
    assert set(found.status.values()) <= {"success", "pass", "no-op"}
    return url


@pytest.fixture(scope="module")
def on_duckdb(tmp_path_factory: pytest.TempPathFactory, handover: tuple[Path, Path]) -> str:
    work = tmp_path_factory.mktemp("improvement")
    return made(f"duckdb:///{work / 'kho.duckdb'}", work, handover, *TOLD)


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_url: str, handover: tuple[Path, Path]) -> str:
    name = f"improvement_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    return made(postgres_url.rsplit("/", 1)[0] + f"/{name}", tmp_path_factory.mktemp("postgres"), handover)


def read(url: str, query: str) -> list[dict[str, Any]]:
    with opened(url) as connection:
        result = connection.execute(query)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def scenarios(url: str, edition: str = PLAN, body: str = BODY) -> dict[tuple[str, str], dict[str, Any]]:
    found = read(url, f"""
        select * from reporting.rpt_scenarios where edition_code = '{edition}' and entity_code = '{body}'""")
    return {(row["node_code"], row["scenario"]): row for row in found}


# By hand: what the score gains, then one of so many indicators, one of two sub-indices, one of three pillars.
BY_HAND = {
    ("1.2.3", "maximum"): Fraction(582, 1000) / 4 / 2 / 3,
    ("2.2.2", "maximum"): Fraction(338, 1000) / 5 / 2 / 3,
    ("3.1.1", "maximum"): Fraction(25, 1000) / 5 / 2 / 3,
    ("3.2.3", "maximum"): Fraction(592, 1000) * 49 / 149 / (Fraction(117, 145) - Fraction(33, 145)) / 2 / 3,
}


@pytest.mark.parametrize(("node", "scenario"), sorted(BY_HAND))
def test_a_gain_is_what_comes_out_by_hand(on_duckdb: str, node: str, scenario: str) -> None:
    row = scenarios(on_duckdb)[node, scenario]
    assert abs(Fraction(row["index_gain"]) - BY_HAND[node, scenario]) < HAIR * 10
    assert row["gain_low"] <= row["index_gain"] <= row["gain_high"]
    assert row["index_after"] == row["index_before"] + row["index_gain"]
    assert row["scale_basis"] == "recovered"


def test_with_all_agencies_on_the_network_the_province_would_be_fifth_of_the_ten_printed(on_duckdb: str) -> None:
    row = scenarios(on_duckdb)["1.2.3", "maximum"]
    assert (row["index_before"], row["rank_before"]) == (Decimal("0.5741"), 7)
    assert round(row["index_after"], 4) in (Decimal("0.5983"), Decimal("0.5984"))
    ranks = row["rank_after"], row["rank_after_low"], row["rank_after_high"], row["bodies_compared"]
    assert ranks == (5, 5, 5, 10)


def test_below_the_last_of_the_ten_printed_any_of_63_may_stand(on_duckdb: str) -> None:
    row = scenarios(on_duckdb)["1.2.4", "median"]
    assert row["index_after"] < Decimal("0.5664"), "the tenth, and last that is printed"
    ranks = row["rank_after"], row["rank_after_low"], row["rank_after_high"], row["bodies_ranked"]
    assert ranks == (None, 10, 63, 63) and "10 of 63" in row["note_en"] and "10 trên 63" in row["note_vi"]
    told = CliRunner().invoke(main, ["whatif", PLAN, "lao cai", "1.2.4=0", "--warehouse", on_duckdb]).stdout
    assert "7 → 10 or worse of 63" in told


def test_a_sub_index_that_its_scale_cuts_is_told(on_duckdb: str) -> None:
    row = scenarios(on_duckdb, body="province_da_nang")["3.2.3", "maximum"]
    assert row["index_gain"] == 0 and row["is_beyond_scale"] and "here the scale is kept" in row["note_en"]
    told = CliRunner().invoke(main, ["whatif", PLAN, "Đà Nẵng", "3.2.3=100", "--warehouse", on_duckdb]).stdout
    assert "3.2: its new score would pass the end of the scale" in told


def test_a_body_without_an_index_has_its_type_too(on_duckdb: str) -> None:
    [row] = read(on_duckdb, f"""
        select count(*) as rows_told, count(entity_type) as typed, count(index_before) as indexed
        from reporting.rpt_scenarios where edition_code = '{PLAN}'""")
    assert row["typed"] == row["rows_told"] > row["indexed"]


def test_what_the_plan_wants_adds_up(on_duckdb: str) -> None:
    found = scenarios(on_duckdb)
    single = [row for (_, scenario), row in found.items() if scenario == "target"]
    together = found["overall", "all_targets"]
    assert found["1.2.3", "target"]["value_to"] == 80
    assert len(single) >= 4
    assert abs(sum(row["index_gain"] for row in single) - together["index_gain"]) < Decimal("1e-8")
    assert together["rank_after"] < together["rank_before"] == 7
    assert (together["targets_counted"], together["targets_told"]) == (len(single), 17)
    assert together["note_en"].startswith(f"{len(single)} of 17 targets count")


def test_of_a_whole_group_every_gain_and_rank_follows_from_the_raw_values(on_duckdb: str) -> None:
    values, scores = made_values(), computed(made_values())
    index = {body: scores["overall", body] for body in values}
    rows = read(on_duckdb, f"""
        select node_code, entity_code, index_gain, gain_low, gain_high, rank_before, rank_after
        from reporting.rpt_scenarios
        where edition_code = '{MADE}' and scenario = 'leader' and node_code not like '3.2.%'""")
    parts = {"1.1": 8, "1.2": 4, "2.1": 4, "2.2": 5, "3.1": 5}
    assert len(rows) == 63 * 26
    for row in rows:
        node, body = row["node_code"], row["entity_code"]
        gain = (1 - scores[node, body]) / parts[node[:3]] / 2 / 3
        assert abs(Fraction(row["index_gain"]) - gain) < HAIR, row
        assert row["gain_low"] == row["index_gain"] == row["gain_high"]
        others = [score for other, score in index.items() if other != body]
        assert row["rank_before"] == 1 + sum(score > index[body] for score in others)
        near = [score for score in others if abs(score - index[body] - gain) < HAIR * 10]
        assert near or row["rank_after"] == 1 + sum(score > index[body] + gain for score in others), row


@pytest.mark.parametrize("edition", [PLAN, MADE])
def test_the_command_computes_what_the_tables_say(on_duckdb: str, edition: str) -> None:
    trees: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read(on_duckdb, f"select * from marts.fct_body_tree where edition_code = '{edition}'"):
        trees[row["entity_code"]].append(row)
    rows = read(on_duckdb, f"""
        select * from reporting.rpt_scenarios where edition_code = '{edition}' and value_to is not null""")
    assert len(rows) > 500
    for row in rows:
        changes = moved(trees[row["entity_code"]], {row["node_code"]: row["value_to"]})
        [gain] = [change.gain for change in changes.values() if change.node["level"] == 0]
        told = row["index_gain"], row["gain_low"], row["gain_high"]
        assert max(abs(one - other) for one, other in zip(gain, told, strict=True)) < Decimal("2e-9"), row
        own = changes[row["node_code"]].node
        is_within = own["scale_minimum"] <= row["value_to"] <= own["scale_maximum"]
        is_cut = any(change.is_cut and change.node["scale_basis"] != "given" for change in changes.values())
        assert row["is_beyond_scale"] == (is_cut or (not is_within and own["scale_basis"] != "given")), row


@pytest.mark.parametrize("edition", [PLAN, MADE])
def test_the_figure_needed_brings_the_body_level_with_the_next_ahead(on_duckdb: str, edition: str) -> None:
    trees: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read(on_duckdb, f"select * from marts.fct_body_tree where edition_code = '{edition}'"):
        trees[row["entity_code"]].append(row)
    index = {code: next(row["score"] for row in rows if row["level"] == 0) for code, rows in trees.items()}
    rows = read(on_duckdb, f"select * from reporting.rpt_next_rank where edition_code = '{edition}'")
    assert {row["ordinal"] for row in rows if row["entity_code"] == BODY} == set(
        range(1, 1 + sum(row["entity_code"] == BODY for row in rows)))
    for row in rows:
        own = index[row["entity_code"]]
        assert row["gain_needed"] == min(score for score in index.values() if score is not None and score > own) - own
        if row["is_within_reach"]:
            changes = moved(trees[row["entity_code"]], {row["node_code"]: row["value_needed"]})
            [gain] = [change.gain.value for change in changes.values() if change.node["level"] == 0]
            assert abs(gain - row["gain_needed"]) < Decimal("1e-6"), row


def test_the_draws_of_weights_are_those_of_the_digests(on_duckdb: str) -> None:
    parts = read(on_duckdb, f"""
        select entity_code, node_code, score, (select count(*) from marts.fct_body_tree as above
            where above.edition_code = '{PLAN}' and above.level = 0 and above.entity_code = tree.entity_code
                and above.score is not null) as has_index
        from marts.fct_body_tree as tree where edition_code = '{PLAN}' and level = 1 and score is not null""")
    scores: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in parts:
        scores[row["entity_code"]][row["node_code"]] = row["score"]
    whole = {code: found for code, found in scores.items() if len(found) == 3}
    ranks = []
    for draw in range(1, 1001):
        factors = {node: factor(draw, node) for node in ("1", "2", "3")}
        totals = {code: sum(found[node] * factors[node] for node in factors) for code, found in whole.items()}
        ranks.append(1 + sum(total > totals[BODY] for total in totals.values()))
    [row] = read(on_duckdb, f"""
        select * from reporting.rpt_weight_sensitivity
        where edition_code = '{PLAN}' and entity_code = '{BODY}' and scheme = 'parts'""")
    ranks.sort()
    assert (row["draws"], row["bodies_compared"], row["seed"]) == (1000, len(whole), 2016)
    assert (row["rank_best"], row["rank_p05"], row["rank_median"], row["rank_p95"], row["rank_worst"]) == (
        ranks[0], ranks[49], ranks[499], ranks[949], ranks[-1])
    assert row["share_same"] == Decimal(ranks.count(row["rank_present"])) / 1000


def factor(draw: int, node: str) -> Decimal:
    digest = md5(f"2016:{draw}:{node}".encode()).hexdigest()
    share = (Decimal(int(digest[:7], 16)) + Decimal("0.5")) / 16**7
    return (-share.ln()).quantize(Decimal("1e-8"), ROUND_HALF_UP)


def test_explain_shows_the_fractions_behind_the_printed_result_and_the_recovered_scale(on_duckdb: str) -> None:
    told = CliRunner().invoke(main, ["explain", PLAN, "Lào Cai", "3.2", "--warehouse", on_duckdb]).output
    assert "printed 0.5687" in told
    formula = "28/37 + 25/31 + 20/49 + 10/32 → 83/149 = 55.7047 % → (83/149 − 33/145) / (117/145 − 33/145) = 0.5687"
    assert formula in told and "3.2: recovered from the print: range" in told
    parts = CliRunner().invoke(main, ["explain", PLAN, "Lào Cai", "2.2", "--warehouse", on_duckdb]).stdout
    assert parts.count("(scale recovered)") == 5


def test_whatif_and_profile_answer_from_the_same_warehouse(on_duckdb: str) -> None:
    told = CliRunner().invoke(main, ["whatif", PLAN, "lao cai", "1.2.3=100%", "--warehouse", on_duckdb]).stdout
    assert "7 → 5 of 10 compared" in told and "+0.0243" in told and "recovered from the print" in told
    lost = CliRunner().invoke(main, ["whatif", PLAN, "lao cai", "1.1.3=60", "--warehouse", on_duckdb])
    assert lost.exit_code == 1 and "1.1.3" in lost.stderr, "its table is lost"
    profile = CliRunner().invoke(main, ["profile", PLAN, "Lào Cai", "--warehouse", on_duckdb]).stdout
    assert "Cheapest way to draw level with Nghe An" in profile and "2009" in profile


def test_both_databases_give_the_same_to_the_last_digit_of_what_would_move_a_body_up(
    on_duckdb: str, on_postgres: str
) -> None:
    tables = [*((f"reporting.{model}") for model in MODELS), "marts.fct_body_tree"]
    with psycopg.connect(on_postgres) as postgres:
        for table in tables:
            here = read(on_duckdb, f"select * from {table}")
            names = list(here[0])
            there = postgres.execute(f"select {', '.join(names)} from {table}").fetchall()
            assert len(here) > 10
            assert sorted(repr(list(map(str, row.values()))) for row in here) == sorted(
                repr(list(map(str, row))) for row in there), table
