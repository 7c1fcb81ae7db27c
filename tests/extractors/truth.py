"""What the bundled report says, and where a reading of it differs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.contract import Outcome

EDITION = "mic-2016"
ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "truth" / EDITION
BUNDLED = ROOT / "sources" / EDITION / "bao-cao-ung-dung-cntt-2016.pdf"
RENDERINGS = sorted((ROOT / "tests" / "renderings").glob("*.pdf"))
DOCUMENTS = [BUNDLED.stem, *(path.stem for path in RENDERINGS)]


def document(name: str) -> Path:
    """The bundled report or one of its renderings."""
    return next(path for path in [BUNDLED, *RENDERINGS] if path.stem == name)


@dataclass(frozen=True)
class Difference:
    """One cell read otherwise than it is printed; None where there is no such cell at all."""

    table: str
    row: int
    column: str
    printed: str | None
    truth: str | None

    def __str__(self) -> str:
        return f"table {self.table}, row {self.row}, {self.column}: read {self.printed!r}, truth {self.truth!r}"


def differences(outcome: Outcome) -> list[Difference]:
    """Every cell and row kind that is not as in the truth, and every one too many."""
    read = dict(_read_cells(outcome))
    truth = dict(true_cells())
    return [Difference(*place, read.get(place), truth.get(place))
            for place in {**truth, **read} if read.get(place) != truth.get(place)]


def true_cells() -> Iterator[tuple[tuple[str, int, str], str]]:
    """(table, row, column) → text as printed; the column `row_kind` among them."""
    for table in table_ids():
        for number, row in enumerate(true_rows(f"{table}.csv"), 1):
            yield from (((table, number, column), text) for column, text in row.items())


def table_ids() -> list[str]:
    return [path.stem for path in TRUTH.glob("*.csv") if path.stem[0].isdigit()]


@cache
def true_rows(name: str) -> list[dict[str, str]]:
    with (TRUTH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_cells(outcome: Outcome) -> Iterator[tuple[tuple[str, int, str], str]]:
    for cell in outcome.cells:
        yield (cell.table_id, cell.row, cell.column), cell.text
        yield (cell.table_id, cell.row, "row_kind"), cell.row_kind
