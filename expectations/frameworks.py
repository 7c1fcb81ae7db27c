"""The seeds of the frameworks, as the checks read them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


def seed_rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The lines of the seed `name`, as they stand."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def framework_editions(folder: Path, series: str, period: str) -> list[tuple[str, str]]:
    """Code and edition of each framework that holds for a series in the year `period`."""
    codes = {row["framework_code"] for row in seed_rows(folder, "series_frameworks") if row["series_code"] == series}
    return sorted((row["framework_code"], row["framework_edition"]) for row in seed_rows(folder, "framework_editions")
                  if row["framework_code"] in codes
                  and row["period_from"] <= period <= (row["period_to"] or period))
