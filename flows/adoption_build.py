"""A proposed edition computed on its own, with the copied lists: what dbt makes of a new method or of new bodies."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from extractors.errors import DataError, Problem
from flows.adoption_bodies import ENTITIES
from flows.reference_data import ReferenceData
from flows.settings import DBT_PROJECT

NOT_COPIED = shutil.ignore_patterns("seeds", "target", "logs", ".user.yml")


def is_to_be_built(changed: Collection[Path], data: ReferenceData) -> bool:
    """Whether lists are changed by which figures are computed, or bodies told apart; spellings alone are none."""
    return any(path.parent == data.framework or path == data.bodies / ENTITIES for path in changed)


def build_aside(edition: str, data: ReferenceData, aside: Path) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Load the hand-overs below `aside` into a warehouse of their own and build all models with the lists of `data`.

    Returns how many figures got which verdict, and what went wrong. The warehouse of readers is not touched.
    """
    from flows.dbt_runner import TransformationError, build_models
    from warehouse.errors import WarehouseError
    from warehouse.load import load_edition
    from warehouse.read import read_rows
    from warehouse.workspace import prepare_building

    project = aside / "dbt"
    shutil.copytree(DBT_PROJECT, project, ignore=NOT_COPIED)
    shutil.copytree(data.seeds, project / "seeds")
    building = prepare_building(f"duckdb:///{aside / 'trial.duckdb'}")
    try:
        load_edition(building, aside / "extract", aside / "check", "trial")
        build_models(building, aside / "build", project=project)
    except DataError as error:
        return {}, tuple(error.problems)
    except (TransformationError, WarehouseError) as error:
        return {}, (Problem("trial_build_failed", edition=edition, found=str(error)),)
    rows = read_rows(building, "select verdict, count(*) as figures from reporting.rpt_reconciliation"
                               f" where edition_code = '{edition}' group by verdict order by verdict")
    return {row["verdict"]: row["figures"] for row in rows}, ()
