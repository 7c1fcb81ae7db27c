"""Proposals for the tests: documents lined up with the series as they are bundled, or without one edition."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from extractors.adoption.proposal import Proposal
from extractors.adoption.propose import propose
from extractors.spec import SERIES_FOLDER
from tests.renderings.next_report import next_report
from tests.renderings.report_pdf import Layout, write_report
from tests.renderings.report_text import Report

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "sources"
ENTITIES = ROOT / "dbt" / "seeds" / "entities"


def proposed(*documents: Path, folder: Path = SERIES_FOLDER, edition: str = "", series: str = "",
             **answers: str) -> Proposal:
    return propose(documents, folder, ENTITIES, edition=edition, series=series, answers=answers)


def next_year(folder: Path, change: Callable[[Report], object] = lambda report: None, layout: Layout | None = None,
              year: int = 2017) -> Path:
    """The ministry's report of another year, changed, as a PDF."""
    report = next_report(year)
    change(report)
    return write_report(folder / "bao-cao.pdf", report, layout or Layout())


def drifts(proposal: Proposal, *but: str) -> set[tuple[str, str, str, str, str]]:
    """Kind, table, column, last and new of every drift, those of some kinds left out."""
    return {(drift.kind, drift.table, drift.column, drift.last, drift.new) for drift in proposal.drifts
            if drift.kind not in but}


def without_edition(edition: str, folder: Path) -> Path:
    """A copy of the series that knows nothing of an edition, neither its tables nor their headers."""
    shutil.copytree(SERIES_FOLDER, folder)
    for path in folder.glob("*/series.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"(?m)^  {edition}:\n(?:    .*\n)+", "", text), encoding="utf-8", newline="\n")
        if path.read_text(encoding="utf-8") != text:
            _drop(path.parent, edition)
    return folder


def _drop(home: Path, edition: str) -> None:
    kept: set[str] = set()
    for name in ("printed_tables.csv", "columns.csv", "tables.csv"):
        with (home / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        fields = [field for field in rows[0] if field != edition]
        if name == "printed_tables.csv":
            rows = [row for row in rows if row["edition"] != edition]
            kept = {row["table_key"] for row in rows}
        with (home / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in rows if row["table_key"] in kept)
