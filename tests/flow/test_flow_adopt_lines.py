"""What a person reads of a proposal: many differences of one kind in a few lines, all of them when asked."""

from __future__ import annotations

import pytest
from test_flow_adopt_files import proposal

from extractors.adoption.proposal import Drift
from flows.adoption_lines import show_proposal
from flows.adoption_trial import Trial
from flows.terminal import Terminal

NOTHING_READ = Trial(None, None, (), (), (), (), {})
DRIFTS = (
    *(Drift("header_reworded", f"2.{row}", "Chỉ số", "Điểm", 0.5 + row / 100, "index") for row in range(1, 15)),
    *(Drift("name_respelt", "4.1", f"Huyện {number}", f"H. {number}", 0.9) for number in range(7)),
    Drift("table_gone", "3.4", "An sinh", "", 0.0), Drift("only_forms", "", "mic-2016", "", 1.0))


def lines(capsys: pytest.CaptureFixture[str], language: str, *, is_whole: bool) -> list[str]:
    show_proposal(Terminal(language), proposal(drifts=DRIFTS), NOTHING_READ, (), is_whole)
    return capsys.readouterr().out.splitlines()


def test_differences_of_one_kind_are_folded_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, "en", is_whole=False)
    [reworded] = [line for line in told if line.startswith("header reworded")]
    assert "2.1 · 2.2 · 2.3 · … +11" in reworded and "51 %" in reworded
    spelt = [line for line in told if line.startswith("name spelt otherwise")]
    assert len(spelt) == 4 and "… 4 more; all of them: -v" in spelt[-1] and "H. 2" in spelt[2]
    assert any("adopt it together with them" in line for line in told)
    assert any(f"{len(DRIFTS)}" in line and line.startswith("Differences") for line in told)


def test_every_difference_is_told_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, "en", is_whole=True)
    assert sum(line.startswith(("header reworded", "name spelt otherwise", "table is gone")) for line in told) == 22


def test_the_same_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    told = "\n".join(lines(capsys, "vi", is_whole=False))
    assert "… còn 4; xem hết: -v" in told and "đặt tên khác: --say 'title_en=…'" in told
