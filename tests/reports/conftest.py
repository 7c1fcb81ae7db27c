"""Reports built once from the reporting tables of `reporting_tables.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_tables import plan_tables
from points_tables import points_tables
from reporting_tables import Tables, truth_tables

from reports.build import build_reports


@pytest.fixture
def tables() -> Tables:
    """The tables cut down to the smaller blocks: most tests build them once more."""
    tables = truth_tables()
    ranking, checked = tables["rpt_ranking"], tables["rpt_reconciliation"]
    tables["rpt_ranking"] = ranking[ranking["entity_type"] != "province"].reset_index(drop=True)
    tables["rpt_reconciliation"] = checked[checked["verdict"] != "equal"].reset_index(drop=True)
    return tables


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    build_reports(truth_tables().__getitem__, out)
    return out


@pytest.fixture(scope="session")
def points(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of a points index, built once."""
    out = tmp_path_factory.mktemp("points")
    build_reports(points_tables().__getitem__, out)
    return out


@pytest.fixture
def given() -> Tables:
    """Its tables cut down to one block, as tests that use them build once more."""
    tables = points_tables()
    for name, frame in tables.items():
        if "entity_type" in frame.columns:
            tables[name] = frame[frame["entity_type"] == "district"].reset_index(drop=True)
    return tables


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of a plan, built once."""
    out = tmp_path_factory.mktemp("plan")
    build_reports(plan_tables().__getitem__, out)
    return out
