"""`plan` and `status` while another process is at work: what runs now is no stage that did not end well, and what a
killed one left runs no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.plan import Planner
from flows.running import show_plan
from flows.settings import Settings
from flows.status import show_status
from flows.terminal import Terminal
from warehouse.ledger import Ledger
from warehouse.workspace import claim, is_claimed


@pytest.mark.parametrize(("language", "now", "after"), [
    ("en", "is running now", "did not end well"), ("vi", "đang chạy", "lần trước không hoàn thành")])
def test_a_stage_is_running_as_long_as_somebody_holds_the_warehouse(
        language: str, now: str, after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"duckdb:///{tmp_path / 'w.duckdb'}"
    settings = Settings(work=tmp_path, warehouse=url, reports=tmp_path / "r")
    assert not is_claimed(url) and not list(tmp_path.iterdir())
    with claim(url):
        ledger = Ledger(settings.ledger)
        ledger.start(ledger.begin_run(url), "extract", "mic-2016", "", {"a": "b"})
        assert is_claimed(url)
        show_plan(settings, Terminal(language), ("mic-2016",), None, False)
        told = capsys.readouterr().out
        assert now in told and after not in told
    assert not is_claimed(url)
    show_plan(settings, Terminal(language), ("mic-2016",), None, False)
    told = capsys.readouterr().out
    assert after in told and now not in told


@pytest.mark.parametrize("stage", ["extract", "load"])
def test_a_stage_whose_process_was_killed_is_not_running(
        stage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever warehouse the settings name: the run that does it holds its own."""
    url, other = (f"duckdb:///{tmp_path / name}.duckdb" for name in ("w", "other"))
    mine, elsewhere = (Settings(work=tmp_path, warehouse=place, reports=tmp_path / "r") for place in (url, other))

    def status(settings: Settings) -> str:
        show_status(settings, Terminal("vi", as_json=True))
        [row] = json.loads(capsys.readouterr().out)
        return str(row["outcome"])

    with claim(url):
        ledger = Ledger(mine.ledger)
        ledger.start(ledger.begin_run(url), stage, "e", url if stage == "load" else "", {"a": "b"})
        assert status(mine) == status(elsewhere) == "running"
    with claim(other):
        assert status(mine) == status(elsewhere) == "interrupted"
    show_status(mine, Terminal("vi"))
    assert "bị ngắt giữa chừng" in capsys.readouterr().out
    ledger.begin_run(url)
    assert [entry.outcome for entry in ledger.rows()] == ["interrupted"]


def test_a_load_that_was_not_built_upon_is_not_gone(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'w.duckdb'}"
    settings = Settings(work=tmp_path, warehouse=url, reports=tmp_path / "r")
    ledger, inputs = Ledger(settings.ledger), {"check": "c"}

    def why() -> str:
        reason = Planner(settings).step("load", "e", inputs).reason
        return reason.render() if reason else ""

    run = ledger.begin_run(url)
    ledger.finish(ledger.start(run, "load", "e", url, inputs), "done")
    assert why() == "was loaded into a build that was not finished"
    ledger.finish(ledger.start(run, "transform", "", "duckdb:///other.duckdb", {}), "done")
    ledger.finish(ledger.start(run, "transform", "", url, {}), "failed")
    assert why() == "was loaded into a build that was not finished"
    ledger.finish(ledger.start(run, "transform", "", url, {}), "done")
    assert why() == "its result is gone"
