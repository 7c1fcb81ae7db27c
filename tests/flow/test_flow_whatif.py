"""`whatif`: index and rank if figures were others, as people type them, and one clear message where that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_index import small_index

from flows.cli import main
from flows.whatif_facts import figure_typed
from flows.whatif_lines import signed
from flows.whatif_tree import moved
from flows.words import Words

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    settings = small_index(tmp_path_factory.mktemp("warehouse"))
    return lambda *what: CliRunner().invoke(main, ["whatif", *what, "--warehouse", settings.warehouse])


def answer(ask: Ask, *what: str) -> dict[str, Any]:
    result = ask(*what, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_one_figure_goes_up_the_tree_to_index_and_rank(ask: Ask) -> None:
    found = answer(ask, "e", "Lào Cai", "1.1=60%")
    assert (found["index_before"], found["index_gain"], found["index_after"]) == ("0.425", "0.05", "0.475")
    assert (found["gain_low"], found["gain_high"]) == ("0.04", "0.0625"), "the range is 80 to 125"
    assert found["ranks"] == {"before": 3, "after": 2, "low": 2, "high": 2, "bodies": 4, "ranked": 63}
    assert [(node["node_code"], node["gain"]) for node in found["nodes"]] == [
        ("1.1", "0.2"), ("1", "0.1"), ("index", "0.05")]


def test_several_changes_add_up_and_a_pooled_share_counts_by_what_was_possible(ask: Ask) -> None:
    found = answer(ask, "e", "lao cai", "1.1=60", "Mức độ 4=75 %")
    # 3/6 becomes 4.5/6, so 5.5 of 10: 0.55 lies at 0.7 of the way from 0.2 to 0.7.
    assert [node["gain"] for node in found["nodes"] if node["node_code"] == "2"] == ["0.3"]
    assert found["index_gain"] == "0.2" and found["ranks"]["after"] == 1


def test_a_score_ends_where_its_scale_ends_and_this_is_told(ask: Ask) -> None:
    found = answer(ask, "e", "lc", "1.2=3")
    assert found["index_gain"] == "0.125"
    assert [node["node_code"] for node in found["nodes"] if node["is_beyond_scale"]] == ["1.2"]
    assert "would itself become an end of the scale" in ask("e", "lc", "1.2=3").stdout


def test_a_score_above_that_its_scale_cuts_is_told_by_its_name(ask: Ask) -> None:
    # All of both levels are 100 %, where the scale of their share ends at 70 %.
    found = answer(ask, "e", "lc", "2.1=100", "2.2=100")
    assert [node["node_code"] for node in found["nodes"] if node["is_beyond_scale"]] == ["2"]
    assert [node["gain"] for node in found["nodes"] if node["node_code"] == "2"] == ["0.6"]
    assert "2: its new score would pass the end of the scale" in ask("e", "lc", "2.1=100", "2.2=100").stdout


def test_below_the_last_body_known_any_of_the_others_may_stand(ask: Ask) -> None:
    found = answer(ask, "e", "lc", "1.1=0", "1.2=0")
    assert found["index_after"] == "0.2", "the last of the four known has 0.3"
    assert found["ranks"] == {"before": 3, "after": None, "low": 4, "high": 63, "bodies": 4, "ranked": 63}
    assert "3 → 4 or worse of 63" in ask("e", "lc", "1.1=0", "1.2=0").stdout
    assert "3 → 4 hoặc thấp hơn trong 63 đơn vị" in ask("e", "lc", "1.1=0", "1.2=0", "--lang", "vi").stdout


def test_targets_are_taken_from_the_plan_and_those_left_out_are_counted(ask: Ask) -> None:
    found = answer(ask, "e", "lc", "--targets")
    assert found["index_gain"] == "0.1"
    assert [row["target_code"] for row in found["targets_left_out"]] == ["t2"]
    assert "1 target of the plan" in ask("e", "lc", "--targets").stdout


def test_people_read_before_after_scale_and_what_was_kept(ask: Ask) -> None:
    text = ask("e", "Lào Cai", "1.1=60%").stdout
    lines = {line.split("  ")[0]: line for line in text.splitlines()}
    assert "Lào Cai · Index · e" in lines
    assert "40 → 60 %" in lines["1.1"] and "+0.2000" in lines["1.1"]
    assert all(word in lines["index"] for word in ("0.4250", "0.4750", "+0.0500", "+0.0400 to +0.0625"))
    assert "3 → 2 of 4 compared" in lines["rank"]
    assert "recovered from the print: range 80–125" in lines["scale"]
    assert "all other figures of Lào Cai" in lines["kept"]


def test_vietnamese_readers_get_words_and_figures_in_their_manner(ask: Ask) -> None:
    text = ask("e", "Lào Cai", "1.1=60,5%", "--lang", "vi").stdout
    assert "Kết nối WAN" in text and "40 → 60,5 %" in text and "0,4250" in text
    assert "khôi phục từ số liệu đã in: độ dài thang 80–125" in text


@pytest.mark.parametrize(("what", "code", "told"), [
    (("nope", "Lào Cai", "1.1=60"), 2, "no results of “nope”"),
    (("e", "Lào Ca", "1.1=60"), 2, "Lào Cai"),
    (("e", "lc", "9.9=60"), 2, "1.1 (Kết nối WAN)"),
    (("e", "lc", "1=0.5"), 2, "1.1 (Kết nối WAN) · 1.2 (Máy tính)"),
    (("e", "lc", "1.1=140"), 2, "0–100 %"),
    (("e", "lc", "1.1=-1"), 2, "0–100 %"),
    (("e", "lc", "1.1=abc"), 2, "1.1=41,8"),
    (("e", "lc", "1.1"), 2, "3.2.3=60%"),
    (("e", "lc", "1.2=2.736"), 2, "2736"),
    (("e", "lc", "1.3=60"), 1, "prints no figure of 1.3 (Điện thoại)"),
    (("e", "Sơn La", "1.1=60"), 2, "no result “1.1” for this body"),
])
def test_what_cannot_be_answered_is_said_in_one_message(ask: Ask, what: tuple[str, ...], code: int, told: str) -> None:
    result = ask(*what)
    assert result.exit_code == code and told in result.stderr, result.output
    assert "Traceback" not in result.output and result.stdout == ""
    assert ask(*what, "--lang", "vi").stderr.count("cách sửa:") == 1


def test_without_a_figure_or_targets_the_use_is_told(ask: Ask) -> None:
    result = ask("e", "lc")
    assert result.exit_code == 2 and "--targets" in result.stderr


@pytest.mark.parametrize(("text", "unit", "figure"), [
    ("41,8", "%", "41.8"), ("41.8", "%", "41.8"), ("60 %", "%", "60"), ("2736", "kbps", "2736"),
    ("2.736,5", "kbps", "2736.5"), ("2,736.5", "kbps", "2736.5"), ("12.345.678", "kbps", "12345678"),
    ("0,736", "ratio", "0.736"), ("0.736", "ratio", "0.736"), ("80%", "ratio", "0.8"), ("3", "points", "3"),
])
def test_a_figure_is_read_as_people_type_it(text: str, unit: str, figure: str) -> None:
    assert figure_typed(text, unit) == Decimal(figure)


@pytest.mark.parametrize(("text", "unit"), [("2.736", "kbps"), ("2,736", "kbps"), ("", "%"), ("năm", "%"),
                                            ("60%", "points"), ("1.2.3", "%"), ("1e3", "%")])
def test_a_figure_that_could_be_two_or_none_is_not_read(text: str, unit: str) -> None:
    assert figure_typed(text, unit) is None


def node(code: str, parent: str | None, level: int, **other: Any) -> dict[str, Any]:
    plain = {"aggregation": "none", "scale_basis": None, "is_clipped": None, "score": None, "part_weight": Decimal(1),
             "part_whole": Decimal(2), "range_low": None, "range_high": None, "transform": "none", "direction": 1}
    return {**plain, "node_code": code, "parent_node_code": parent, "level": level, **other}


def test_a_geometric_mean_and_a_scale_of_logarithms_count_by_their_own_formulas() -> None:
    scale = {"scale_basis": "given", "is_clipped": True, "scale_minimum": Decimal(1), "scale_maximum": Decimal(100),
             "scale_range": Decimal(100).ln(), "scale_from": Decimal(0), "scale_to": Decimal(1), "transform": "log"}
    tree = [node("index", None, 0, aggregation="geometric_mean", score=Decimal("0.2")),
            node("x", "index", 1, **scale, score=Decimal("0.1"), counted=Decimal(100) ** Decimal("0.1")),
            node("y", "index", 1, score=Decimal("0.4"), part_whole=Decimal(2))]
    changes = moved(tree, {"x": Decimal(100) ** Decimal("0.4")})
    assert abs(changes["x"].gain.value - Decimal("0.3")) < Decimal("1e-20")
    assert abs(changes["index"].gain.value - Decimal("0.2")) < Decimal("1e-20"), "the root of 0.4 × 0.4 is 0.4"


def test_where_smaller_is_better_a_smaller_figure_gains() -> None:
    scale = {"scale_basis": "group", "is_clipped": True, "scale_minimum": Decimal(0), "scale_maximum": Decimal(10),
             "scale_range": Decimal(10), "scale_from": Decimal(0), "scale_to": Decimal(1), "direction": -1,
             "range_low": Decimal(8), "range_high": Decimal(10)}
    tree = [node("index", None, 0, aggregation="mean", score=Decimal("0.5")),
            node("x", "index", 1, **scale, score=Decimal("0.2"), counted=Decimal(8))]
    gain = moved(tree, {"x": Decimal(4)})["index"].gain
    assert (gain.value, gain.low, gain.high) == (Decimal("0.2"), Decimal("0.2"), Decimal("0.25"))


def test_two_figures_for_one_indicator_are_refused(ask: Ask) -> None:
    refused = ask("e", "lc", "1.1=60", "1.1=50")
    assert refused.exit_code == 2 and "found:     1.1=60 · 1.1=50" in refused.output


def test_what_is_missing_is_named(ask: Ask) -> None:
    assert "this edition prints no figure of 1.3" in ask("e", "lc", "1.3=60").output


def test_no_change_has_no_sign() -> None:
    assert [signed(Words("en"), Decimal(text)) for text in ("0", "-0.00001", "0.00001", "-0.5")] == [
        "0", "0", "0", "−0.5000"]
