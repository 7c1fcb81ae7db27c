"""A report that its publisher restates: the ministry's, with changed figures, in the folder of a revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.renderings.report_pdf import write_report
from tests.renderings.report_text import Report, load_report

RESTATED = "mic-2016"
Change = Callable[[Report], None]


def unchanged(report: Report) -> None:
    """The same report; only the layout and so the bytes are others."""


def row_of(report: Report, table: str, name: str) -> list[str]:
    """The row of a body, as printed; the first text is the kind of the row."""
    return next(row for row in report.tables[table].rows if name in row)


def only(report: Report, tables: Sequence[str]) -> None:
    """Leave nothing but these tables: a correction of a page or two, without the sentences around them."""
    report.blocks = [block for block in report.blocks if block.kind == "table" and block.text in tables]


def write_revision(folder: Path, revision: int, change: Change = unchanged, name: str = "bao-cao.pdf") -> Path:
    """The report after `change` in `folder`/revision-<n>, or in `folder` itself for the first."""
    report = load_report()
    change(report)
    place = folder / f"revision-{revision}" if revision > 1 else folder
    place.mkdir(parents=True, exist_ok=True)
    return write_report(place / name, report)
