"""Seconds of reading many forms against bare openpyxl reading the same cells, in one run; and memory.

    python benchmarks/forms.py [--forms N] [--rounds N]

The forms are copies of the bundled ones, each with other figures. The variants take turns, so that a
busy moment of the machine hits all of them; the best round counts. Memory is the resident size of the
process after a tenth of the forms and after all of them, the figures of each form let go at once.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import psutil

from extractors.bodies import KnownBody, read_known_bodies
from extractors.contract import SourceFile
from extractors.fingerprint import media_type, sha256_of
from extractors.forms import is_form, read_form
from extractors.sheets import read_workbook
from extractors.spec import EditionSpec, load_edition_spec

ROOT = Path(__file__).resolve().parents[1]
EDITION = "dienbien-2012"
FORMS = sorted((ROOT / "sources" / EDITION / "phieu").glob("*.xlsx"))
SEEDS = ROOT / "dbt" / "seeds" / "entities"


def copies(count: int, folder: Path) -> Iterator[Path]:
    """Forms of other figures: every number of a bundled form with one more than in the copy before."""
    for number in range(count):
        book = openpyxl.load_workbook(FORMS[number % len(FORMS)])
        for row in book.worksheets[0].iter_rows(min_row=11, min_col=4, max_col=4):
            if isinstance(row[0].value, int):
                row[0].value += number
        path = folder / f"form-{number}.xlsx"
        book.save(path)
        yield path


def bare(path: Path) -> int:
    """What the reader is measured against: every cell of every sheet, by openpyxl's usual call."""
    book = openpyxl.load_workbook(path, data_only=True)
    return sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)


def ours(path: Path, spec: EditionSpec, bodies: Sequence[KnownBody]) -> int:
    """From the file to inputs with cells, units and confidence; its hash as well, as every run needs it."""
    book = read_workbook(path)
    assert is_form(book, spec)
    source = SourceFile(path, sha256_of(path), path.stat().st_size, media_type(path), None, "form", path.name)
    return sum(len(form.inputs) for form in read_form(book, source, spec, bodies).forms)


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--forms", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    spec = load_edition_spec(EDITION)
    bodies = read_known_bodies(SEEDS / "entities.csv", SEEDS / "entity_names.csv", SEEDS / "excluded_entities.csv",
                               EDITION, spec.period, spec.bodies_of)
    process, memory = psutil.Process(), {}
    with tempfile.TemporaryDirectory() as folder:
        paths = list(copies(given.forms, Path(folder)))
        best = {"openpyxl load_workbook(), every cell": float("inf"), "forms read": float("inf")}
        for _ in range(given.rounds):
            began = time.perf_counter()
            for path in paths:
                bare(path)
            between = time.perf_counter()
            for number, path in enumerate(paths, 1):
                ours(path, spec, bodies)
                if number in (given.forms // 10, given.forms):
                    memory[number] = process.memory_info().rss
            for name, seconds in zip(best, (between - began, time.perf_counter() - between), strict=True):
                best[name] = min(best[name], seconds)
    print(f"{given.forms} forms, best of {given.rounds}\n")
    print("| | seconds | milliseconds a form | against the bare call |\n|---|--:|--:|--:|")
    for name, seconds in best.items():
        ratio = seconds / next(iter(best.values()))
        print(f"| {name} | {seconds:.2f} | {1000 * seconds / given.forms:.1f} | {ratio:.2f} |")
    print("\n| forms read | resident MB |\n|--:|--:|")
    for number, size in memory.items():
        print(f"| {number} | {size / 2**20:.0f} |")


if __name__ == "__main__":
    main()
