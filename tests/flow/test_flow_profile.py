"""`profile`: how a body stands, what it lost and what would bring the next place, on one screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_index import small_index
from small_warehouse import small_warehouse

from flows.cli import main

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    settings = small_index(tmp_path_factory.mktemp("warehouse"))
    return lambda *what: CliRunner().invoke(main, ["profile", *what, "--warehouse", settings.warehouse])


def test_the_profile_tells_places_parts_losses_ways_targets_and_weights(ask: Ask) -> None:
    result = ask("e", "Lào Cai")
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "Lào Cai · e · 3 of 4, 0.4250"
    assert lines[1] == "strengths 1.2 Computers (+0.0625)"
    assert lines[2] == "weaknesses 1.1 On the network (−0.0750)"
    for told in ("2014 7 – –", "2015 9 −2 –", "2016 3 new method 0.4250", "1 Infrastructure 0.4500 3 0.4500 0.4500 1",
                 "1.1 On the network 40 100 Hà Nam 70 0.1500", "1.1 On the network 40 46 6 %",
                 "Cheapest way to draw level with Hạ Nam, 0.0150 ahead: one indicator alone",
                 "Targets: 0 met, 1 missed, 1 not known", "1.1 WAN > 80 60 no",
                 "Rank under 1,000 weightings drawn at random (seed 2016)", "of the main parts 4 3 2 2–4 4"):
        assert told in lines, (told, lines)
    assert len(lines) < 40, "one screen"


def test_vietnamese_readers_get_words_and_figures_in_their_manner(ask: Ask) -> None:
    text = ask("e", "lao cai", "--lang", "vi").stdout
    assert "3 trên 4, 0,4250" in text and "Thứ hạng qua các năm" in text and "đổi phương pháp" in text
    assert "Mục tiêu: 0 đạt, 1 chưa đạt, 1 chưa rõ" in text and "1.000 bộ trọng số" in text


def test_machines_get_fields(ask: Ask) -> None:
    found = json.loads(ask("e", "Lào Cai", "--json").stdout)
    assert [row["period_year"] for row in found["history"]] == [2014, 2015, 2016]
    assert found["losses"][0]["lost_to_leader"] == "0.15" and found["nodes"][0]["leader_score"] == "0.425"


def test_a_body_of_an_index_without_a_whole_has_the_places_that_there_are(tmp_path: Path) -> None:
    settings = small_warehouse(tmp_path)
    result = CliRunner().invoke(main, ["profile", "e", "Lào Cai", "--warehouse", settings.warehouse])
    assert result.exit_code == 0 and result.stdout.startswith("Lào Cai · e"), result.output
    assert "Largest losses" not in result.stdout and "Targets" not in result.stdout


def test_a_body_that_is_not_there_is_wrong_use_with_the_nearest_names(ask: Ask) -> None:
    result = ask("e", "Lào Ca")
    assert result.exit_code == 2 and "Lào Cai" in result.stderr
    assert ask("nope", "Lào Cai").exit_code == 2
