"""`explain` of a node of means: the parts, the fractions behind pooled shares, and the scale, marked as recovered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from small_index import small_index

from flows.cli import main
from flows.tree_lines import tree_lines
from flows.words import Words


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    settings = small_index(tmp_path_factory.mktemp("warehouse"))

    def explain(*what: str) -> list[str]:
        result = CliRunner().invoke(main, ["explain", "e", "Lào Cai", *what, "--warehouse", settings.warehouse])
        assert result.exit_code == 0, result.output
        return [" ".join(line.split()) for line in result.stdout.splitlines()]

    return explain


def test_a_pooled_share_shows_the_fractions_and_the_goalposts_as_fractions(explained: Callable[..., list[str]]) -> None:
    lines = explained("2")
    assert "formula 1/4 + 3/6 → 4/10 = 40 % → (4/10 − 1/5) / (7/10 − 1/5) = 0.4" in lines
    assert any(line.startswith("fractions recovered from the print") for line in lines)
    assert "scale 2: recovered from the print: range 50–50, 20 to 70 taken" in lines
    assert "2.2 0.5 3/6 Level 4" in lines


def test_a_mean_shows_its_parts_with_their_scales(explained: Callable[..., list[str]]) -> None:
    lines = explained("1")
    assert "formula (0.4 + 0.5) / 2 = 0.45" in lines, "a part that the method leaves out is not in it"
    assert "1.1 0.4 40 / 100 (scale recovered) On the network e:t:r1:wan" in lines
    assert "1.2 0.5 1 / 2 Computers" in lines


def test_the_index_is_the_mean_of_its_parts(explained: Callable[..., list[str]]) -> None:
    assert "formula (0.45 + 0.4) / 2 = 0.425" in explained("index")


def test_an_indicator_shows_its_figure_on_its_scale_and_its_cell(explained: Callable[..., list[str]]) -> None:
    lines = explained("Kết nối WAN")
    assert "formula 40 / 100 = 0.4" in lines and "cell e:t:r1:wan “40,0%”" in lines
    assert "scale 1.1: recovered from the print: range 80–125, 0 to 100 taken" in lines


def test_machines_get_the_rows(explained: Callable[..., list[str]]) -> None:
    found = json.loads("\n".join(explained("2", "--json")))
    assert [(row["node_code"], row["numerator"], row["denominator"]) for row in found["tree"]] == [
        ("2", "4", "10"), ("2.1", "1", "4"), ("2.2", "3", "6")]


def test_fractions_that_are_not_the_only_ones_and_misread_cells_are_called_so() -> None:
    node = {"aggregation": "pooled_share", "is_fraction_recovered": True, "is_fraction_exact": True, "numerator": 4,
            "denominator": 10, "part_weight": 1, "figure": None, "scale_basis": None, "is_points": False,
            "figure_cell_id": None, "is_leaf": False}
    part = {**node, "is_fraction_exact": False, "is_misread": True, "figure_text": "28,1%", "node_code": "p",
            "score": None, "score_cell_id": None, "node_name_vi": "Mức", "node_name_en": "Level"}
    said = [line.says for line in tree_lines(Words("en"), node, [part])]
    assert any("other fractions would do so as well" in line for line in said)
    assert any("4/10 (or another) (“28,1%” is a misread)" in line for line in said)
