"""`explain` of a target: where the plan sets it, what measures it, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from small_warehouse import small_warehouse

from flows.cli import main

Explain = Callable[..., str]
CELL = "e:targets:r1:target"


@pytest.fixture
def explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explain:
    """Says what `explain` tells of a target that is `outcome` (columns of rpt_targets), in a language."""

    def explain(language: str = "en", **outcome: object) -> str:
        settings = small_warehouse(tmp_path)
        facts = {"cell_id": CELL, "edition_code": "e", "due": "Quý II/2017", "lead_agency": "", "node_code": "1.2.3",
                 "node_name_vi": "Kết nối WAN", "node_name_en": "On the WAN", "is_whole_indicator": True, **outcome}
        with duckdb.connect(settings.warehouse.removeprefix("duckdb:///")) as connection:
            connection.execute("insert into raw.source_files by name select 'e' as edition_code, 'plan.pdf' as "
                               "file_name, 'ab' as sha256, 'report' as document_kind")
            connection.execute(f"insert into raw.targets by name select '{CELL}' as cell_id, 'e' as edition_code, "
                               "'Kết nối WAN: trên 80%' as text_printed, 80 as target, 'percent' as unit, 3 as page")
            named = ", ".join(f"${number} as {name}" for number, name in enumerate(facts, 1))
            connection.execute(f"insert into reporting.rpt_targets by name select {named}", list(facts.values()))
        monkeypatch.setenv("CHISO_WAREHOUSE", settings.warehouse)
        done = CliRunner().invoke(main, ["--lang", language, "explain", CELL])
        assert done.exit_code == 0, done.output
        return done.output

    return explain


def test_a_target_that_was_met_is_led_to_the_cell_that_tells_it(explained: Explain) -> None:
    text = explained(baseline=41.8, actual=83.5, actual_cell_id="f:prose:r1:value", met=True)
    assert "“Kết nối WAN: trên 80%” → 80 %" in text and "plan.pdf, sha256 ab" in text and "page 3" in text
    assert "of 1.2.3 On the WAN; due Quý II/2017; lead: –" in text
    assert "before: 41.8; in its year: 83.5  f:prose:r1:value; met" in text


def test_a_missed_target_is_told_in_vietnamese(explained: Explain) -> None:
    text = explained("vi", baseline=41.8, actual=79.5, actual_cell_id="c", met=False)
    assert "trước đó: 41,8; năm đến hạn: 79,5  c; không đạt" in text


def test_a_target_of_a_part_and_one_that_nothing_measures_say_so(explained: Explain, tmp_path: Path) -> None:
    text = explained(is_whole_indicator=False)
    assert "On the WAN (a part of it)" in text and "in its year: no number; not known whether it is met" in text
    (tmp_path / "w.duckdb").unlink()
    unmeasured = explained(node_code=None)
    assert "no indicator of the index measures it" in unmeasured and "in its year" not in unmeasured
