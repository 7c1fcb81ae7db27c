"""Next year's report: data added to a copy of the project, as CONTRIBUTING.md says, and no code."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from tests.renderings.report_pdf import write_report
from tests.renderings.report_text import Report, load_report

EDITION, NEXT = "mic-2016", "mic-2017"
CLIMBER = "Lào Cai"
"""This province changes places with the first of table 4.1."""

SERIES_ENTRY = """
  mic-2017:
    period: "2017"
    published_on: "2018-05"
    title_vi: Báo cáo đánh giá mức độ ứng dụng CNTT năm 2017
    title_en: Report on the level of IT application in 2017
"""


def add_next_edition(project: Path) -> None:
    """Add the specification of `mic-2017`: its entry, its tables, its headers, the bodies left out."""
    series = project / "extractors" / "series" / "mic_it_application"
    entry = (series / "series.yml").read_text(encoding="utf-8").rstrip("\n") + SERIES_ENTRY
    (series / "series.yml").write_text(entry, encoding="utf-8", newline="\n")
    _change(series / "columns.csv", lambda rows: [
        rows[0] | {NEXT: NEXT}, *(row | {NEXT: _next_year(row[EDITION])} for row in rows[1:])])
    _change(series / "printed_tables.csv", lambda rows: rows + [
        row | {"edition": NEXT, "title": _next_year(row["title"])} for row in rows[1:]])
    _change(project / "dbt" / "seeds" / "entities" / "excluded_entities.csv", lambda rows: rows + [
        row | {"edition_code": NEXT} for row in rows[1:] if row["edition_code"] == EDITION])


def write_next_report(folder: Path, change: Callable[[Report], None] = lambda report: None) -> Path:
    """Next year's document, in another layout: two provinces have changed places in table 4.1."""
    report = load_report()
    report.respell(_next_year)
    rows = report.tables["4.1"].rows
    climber = next(row for row in rows if row[2] == CLIMBER)
    rows[0][2], climber[2] = climber[2], rows[0][2]
    change(report)
    folder.mkdir(parents=True, exist_ok=True)
    return write_report(folder / "bao-cao-2017.pdf", report)


def _next_year(text: str) -> str:
    return text.replace("năm 2016", "năm 2017")


def _change(file: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    """Rewrite a CSV; its first row, the header, stands for itself (name → name)."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        header = {name: name for name in reader.fieldnames or ()}
        rows = change([header, *reader])
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, list(rows[0]), lineterminator="\n").writerows(rows)
