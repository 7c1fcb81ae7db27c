"""By which columns the rows of a table are told: what the models are tested for, in dbt's own files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from flows.settings import DBT_PROJECT

_IDS = "cell_id"
"""Tells a row of a table that no model is tested about, where there is such a column."""


def key_of(table: str, columns: Mapping[str, bool]) -> tuple[str, ...]:
    """The key of a table `schema.name` (or of a model), as far as it is known."""
    key = _model_keys().get(table.rpartition(".")[2], ())
    return key or ((_IDS,) if _IDS in columns else ())


@cache
def _model_keys() -> dict[str, tuple[str, ...]]:
    """Model → columns of its first test of uniqueness."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    keys = {}
    for path in sorted((DBT_PROJECT / "models").rglob("_*__models.yml")):
        for model in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["models"]:
            keys[model["name"]] = _key(model)
    return keys


def _key(model: Mapping[str, Any]) -> tuple[str, ...]:
    for test in model.get("data_tests", ()):
        if isinstance(test, dict) and "unique_combination" in test:
            return tuple(test["unique_combination"]["arguments"]["columns"])
    return next(((column["name"],) for column in model.get("columns", ()) if "unique" in column.get("data_tests", ())),
                ())
