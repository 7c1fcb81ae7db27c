"""A whole edition of an index made for tests: raw values of every province, and what the index is, in fractions."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from extractors.names import name_key
from warehouse import tables
from warehouse.engine import open_engine
from warehouse.load import insert_arrow
from warehouse.tables import create_raw

EDITION, PERIOD = "made-2018", "2018"
SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
LEVELS = ("1", "2", "3", "4")
Values = Mapping[str, Mapping[str, Decimal | None]]


def seed(name: str, folder: str = "framework") -> list[dict[str, str]]:
    with (SEEDS / folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    return [row for row in found if (row.get("framework_code"), row.get("framework_edition"))
            in ((None, None), ("vietnam_ict_index", "2016"))]


def provinces() -> dict[str, str]:
    """Names of the provinces of the period by their codes."""
    return {row["entity_code"]: row["name_vi"] for row in seed("entities", "entities")
            if row["entity_type"] == "province"
            and (row["valid_from"] or "0") <= f"{PERIOD}-12-31" <= (row["valid_to"] or "9")}


def made_values(number: int = 2018) -> dict[str, dict[str, Decimal | None]]:
    """Raw values of every province: some not reported, some alike; the same ones for a `number`."""
    dice = random.Random(number)
    inputs = [row["input_key"] for row in seed("inputs") if not row["input_key"].startswith("online_")]
    found: dict[str, dict[str, Decimal | None]] = {}
    for province in provinces():
        row: dict[str, Decimal | None] = {}
        for place, key in enumerate(inputs):
            largest, decimals = (100, 40, 100_000, 3)[place % 4], (1, 2, 1, 3)[place % 4]
            drawn = Decimal(dice.randint(0, largest * 10**decimals)).scaleb(-decimals)
            row[key] = None if dice.random() < 0.06 else drawn
        for level in LEVELS:
            possible = dice.randint(5, 60)
            told = dice.random() > 0.05
            row[f"online_level_{level}_obtained"] = Decimal(dice.randint(0, possible)) if told else None
            row[f"online_level_{level}_possible"] = Decimal(possible) if told else None
        found[province] = row
    first, second, third, *_ = found
    found[second] = dict(found[first])                                   # alike in everything: one place for both
    found[third] |= {key: found[first][key] for key in inputs[:8]}       # and in one sub-index
    return found


def computed(values: Values) -> dict[tuple[str, str], Fraction]:
    """(node, province) → score, by the text of the method: min-max over all, not reported is 0, plain means."""
    input_of = {row["node_code"]: row["input_key"] for row in seed("node_inputs") if row["role"] == "value"}
    children: dict[str, list[str]] = {}
    for row in seed("nodes"):
        children.setdefault(row["parent_node_code"], []).append(row["node_code"])
    scores: dict[tuple[str, str], Fraction] = {}

    def between(node: str, figures: Mapping[str, Fraction]) -> None:
        low, high = min(figures.values()), max(figures.values())
        scores.update({(node, province): (figure - low) / (high - low) for province, figure in figures.items()})

    for leaf, key in input_of.items():
        if leaf.startswith("3.2"):
            continue
        between(leaf, {province: Fraction(told[key] or 0) for province, told in values.items()})
    for level in LEVELS:
        for province in values:
            scores[f"3.2.{level}", province] = share(values[province], level)
    between("3.2", {province: share(values[province], *LEVELS) for province in values})
    for node in ("1.1", "1.2", "2.1", "2.2", "3.1", "1", "2", "3", "overall"):
        for province in values:
            parts = [scores[part, province] for part in children[node]]
            scores[node, province] = sum(parts, Fraction(0)) / len(parts)
    return scores


def share(row: Mapping[str, Decimal | None], *levels: str) -> Fraction:
    obtained = sum(Fraction(row[f"online_level_{level}_obtained"] or 0) for level in levels)
    possible = sum(Fraction(row[f"online_level_{level}_possible"] or 0) for level in levels)
    return Fraction(obtained) / Fraction(possible) if possible else Fraction(0)


def ranked(scores: Mapping[tuple[str, str], Fraction]) -> dict[tuple[str, str], int]:
    """(node, province) → 1 + number of larger scores."""
    by_node: dict[str, list[Fraction]] = {}
    for (node, _), score in scores.items():
        by_node.setdefault(node, []).append(score)
    return {(node, province): 1 + sum(other > score for other in by_node[node])
            for (node, province), score in scores.items()}


def load_values(url: str, values: Values, edition: str = EDITION) -> None:
    """Rows of raw as the loader would leave them: one table of inputs, a row a province."""
    names = provinces()
    keys = ["province", *next(iter(values.values()))]
    body_rows = list(enumerate(values.items(), start=1))
    of_table = {"edition_code": edition, "table_code": "data_all"}

    def cell(row: int, key: str, text: str, value: Decimal | None) -> dict[str, Any]:
        return {**of_table, "cell_id": f"{edition}:data_all:r{row}:{key}", "row_number": row, "row_kind": "data",
                "column_key": key, "text_printed": text, "value": value, "unit": "", "confidence": 1,
                "file_sha256": "f"}

    insert(url, {
        "editions": [{"edition_code": edition, "series_code": "vietnam_ict_index", "period": PERIOD,
                      "published_on": "2019-08-01", "title_vi": "", "title_en": "", "input_hash": "test"}],
        "printed_tables": [{**of_table, "table_key": "data_all", "ordinal": 1, "title_vi": "", "title_en": "",
                            "caption_printed": "", "entity_type": "province", "rows_read": len(values), "notes": ""}],
        "printed_columns": [{**of_table, "column_key": key, "ordinal": place, "header_printed": key,
                             "data_type": "decimal", "unit": ""} for place, key in enumerate(keys, start=1)],
        "printed_rows": [{**of_table, "row_number": row, "row_kind": "data", "status": "accepted", "reason": ""}
                         for row, _ in body_rows],
        "mentions": [{**of_table, "cell_id": f"{edition}:data_all:r{row}:province", "row_number": row, "ordinal": 1,
                      "column_key": "province", "name_printed": names[body], "remark_printed": "",
                      "name_key": name_key(names[body])} for row, (body, _) in body_rows],
        "cells": [cell(row, "province", names[body], None) for row, (body, _) in body_rows]
                 + [cell(row, key, "" if value is None else str(value), value)
                    for row, (_, figures) in body_rows for key, value in figures.items()],
    })


def insert(url: str, content: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    with open_engine(url).begin() as connection:
        create_raw(connection)
        for name, found in content.items():
            table = tables.metadata.tables[f"{tables.SCHEMA}.{name}"]
            schema = pa.schema([(column.name, _type(column)) for column in table.columns])
            insert_arrow(connection, table, pa.Table.from_pylist([dict(row) for row in found], schema=schema))


def _type(column: sa.Column[Any]) -> pa.DataType:
    if isinstance(column.type, sa.Numeric):
        return pa.decimal128(28, 10)
    return pa.int32() if isinstance(column.type, sa.Integer) else pa.string()
