"""The bodies that an edition may name, from the seeds, and those nearest to an unknown name."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from extractors.names import name_key, without_tones


@dataclass(frozen=True)
class KnownBody:
    """A body under one of its names; a body with two names stands in the list twice."""

    entity_code: str
    entity_type: str
    name: str
    name_key: str
    valid_from: str
    valid_to: str


def read_known_bodies(entities_csv: Path, names_csv: Path, excluded_csv: Path, edition: str,
                      period: str) -> list[KnownBody]:
    """The bodies of the edition's blocks: valid on the last day of `period`, and not excluded from it.

    Args:
        entities_csv: entity_code, entity_type, valid_from, valid_to (ISO dates, both days included;
            empty: open).
        names_csv: entity_code, name, name_key, valid_from, valid_to.
        excluded_csv: edition_code, entity_code.
        period: the year of the data, e.g. `2016`. Its last day decides, because a report counts the
            bodies that exist at the end of its year: a merger within the year is already in force.

    Returns:
        One item for each body and name, in the order of the files.

    Raises:
        ValueError: a body of the block has no valid name, so that nothing printed could be it.
    """
    day = f"{period}-12-31"
    excluded = {row["entity_code"] for row in _rows(excluded_csv) if row["edition_code"] == edition}
    names: dict[str, list[dict[str, str]]] = {}
    for row in _rows(names_csv):
        if _is_valid(row, day):
            names.setdefault(row["entity_code"], []).append(row)
    block = [entity for entity in _rows(entities_csv)
             if _is_valid(entity, day) and entity["entity_code"] not in excluded]
    nameless = [entity["entity_code"] for entity in block if entity["entity_code"] not in names]
    if nameless:
        raise ValueError(f"{names_csv.name}: no name valid on {day} for {', '.join(nameless)}")
    return [
        KnownBody(entity["entity_code"], entity["entity_type"], name["name"], name["name_key"],
                  entity["valid_from"], entity["valid_to"])
        for entity in block
        for name in names[entity["entity_code"]]
    ]


def nearest_names(name: str, bodies: Iterable[KnownBody], how_many: int = 3) -> list[tuple[str, int]]:
    """The known bodies most like `name` under any of their names, by first name and likeness in per cent.

    Likeness is the mean of that of the keys and that of the keys without tones, so that a lost tone
    ("Đống Nai") weighs less than a wrong letter, yet does not vanish.
    """
    key, plain = name_key(name), without_tones(name)
    first_names: dict[str, str] = {}
    best: dict[str, float] = {}
    for body in bodies:
        likeness = (_likeness(key, body.name_key) + _likeness(plain, without_tones(body.name))) / 2
        first = first_names.setdefault(body.entity_code, body.name)
        best[first] = max(best.get(first, 0.0), likeness)
    ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return [(known, round(100 * likeness)) for known, likeness in ordered[:how_many]]


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _is_valid(row: dict[str, str], day: str) -> bool:
    return row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] >= day)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
