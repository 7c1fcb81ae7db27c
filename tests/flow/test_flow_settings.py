"""What the settings do to the environment that other programs read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.settings import give_prefect_a_home


def test_prefect_gets_its_home_although_no_folder_above_it_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "no" / "such" / "prefect"))
    give_prefect_a_home(tmp_path / "work")
    assert (tmp_path / "no" / "such" / "prefect").is_dir()


def test_prefect_lives_in_the_work_folder_where_its_home_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "prefect"))
    give_prefect_a_home(tmp_path / "work")
    assert Path(os.environ["PREFECT_HOME"]) == (tmp_path / "work" / "prefect").resolve()
    assert (tmp_path / "work" / "prefect").is_dir()
