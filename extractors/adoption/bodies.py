"""The bodies that tables may name, by type, whatever the year."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

NamesByType = Mapping[str, frozenset[str]]


def names_by_type(entities: Path) -> NamesByType:
    """Type of body → the keys of all its names; `entities` is the folder of entities.csv and entity_names.csv."""
    types = {row["entity_code"]: row["entity_type"] for row in _rows(entities / "entities.csv")}
    names: dict[str, set[str]] = {}
    for row in _rows(entities / "entity_names.csv"):
        names.setdefault(types[row["entity_code"]], set()).add(row["name_key"])
    return {kind: frozenset(keys) for kind, keys in names.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
