"""Seconds per page of `extract` against bare pdfplumber `extract_tables()` over the same pages, in one run.

    python benchmarks/extract.py [FILE] [--edition ID] [--rounds N]

The variants take turns, so that a busy moment of the machine hits all of them; the best round counts.
"""

from __future__ import annotations

import argparse
import inspect
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from extractors.extract import extract
from extractors.spec import load_edition_spec

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "sources" / "mic-2016" / "bao-cao-ung-dung-cntt-2016.pdf"
CHISO = Path(sys.executable).with_name("chiso")
BARE, BARE_FRESH = "pdfplumber extract_tables()", "pdfplumber extract_tables(), fresh process"


def bare(path: Path) -> None:
    """What the reader is measured against."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def variants(path: Path, edition: str, out: Path) -> dict[str, Callable[[], object]]:
    """Name → what is timed; the two baselines first."""
    spec = load_edition_spec(edition)
    imports = "from __future__ import annotations\nimport sys, pdfplumber\n"
    bare_alone = imports + inspect.getsource(bare) + "bare(sys.argv[1])"
    command = [str(CHISO), "extract", str(path), "--edition", edition, "--out", str(out)]
    return {
        BARE: lambda: bare(path),
        "extract, one process": lambda: extract([path], spec, workers=1),
        "extract, all cores": lambda: extract([path], spec),
        BARE_FRESH: lambda: subprocess.run([sys.executable, "-c", bare_alone, str(path)], check=True),
        "chiso extract, fresh process, all cores": lambda: subprocess.run(command, check=True, capture_output=True),
    }


def best_of(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest time of each run in seconds."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            best[name] = min(best[name], time.perf_counter() - began)
    return best


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("file", nargs="?", type=Path, default=REPORT)
    options.add_argument("--edition", default="mic-2016")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    with pdfplumber.open(given.file) as pdf:
        pages = len(pdf.pages)
    with tempfile.TemporaryDirectory() as out:
        best = best_of(variants(given.file, given.edition, Path(out)), given.rounds)
    print(f"{given.file.name}, {pages} pages, best of {given.rounds}\n")
    print("| | seconds | per page | against the bare call |\n|---|--:|--:|--:|")
    for name, seconds in best.items():
        baseline = best[BARE_FRESH if "fresh" in name else BARE]
        print(f"| {name} | {seconds:.2f} | {seconds / pages:.3f} | {seconds / baseline:.2f} |")


if __name__ == "__main__":
    main()
