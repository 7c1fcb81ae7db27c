"""Whatever text of the data is hostile: every published file of every kind stays data, and says what was printed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from plan_tables import plan_tables
from points_tables import points_tables
from reporting_tables import Tables, truth_tables

from reports.build import build_reports
from reports.safe_text import is_risky, unguard

HOSTILE = ["=HYPERLINK(\"http://example.invalid\")", "@SUM(A1)", "+1+1", "-2+3", "\t=1", "=cmd|'/c calc'!A0",
           "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{ 7*7 }}",
           "' onmouseover='alert(1)", "]]></t><f>1+1</f>", "#REF!", "_x000D_=1", "&lt;b&gt;"]
MARK = "§"
"""Before each, so that it is found again; what a spreadsheet would run has it behind."""


def hostile_texts() -> list[str]:
    return [f"{text}{MARK}{number}" for number, text in enumerate(HOSTILE)]


def is_words(column: pd.Series) -> bool:  # type: ignore[type-arg]
    """Text that people wrote, no code that something is looked up by."""
    texts = [value for value in column if isinstance(value, str) and value]
    return any(not re.fullmatch(r"[\w.:@/+-]+", text, re.ASCII) for text in texts)


@pytest.fixture(scope="module", params=[truth_tables, points_tables, plan_tables], ids=["report", "points", "plan"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    make: Callable[[], Tables] = request.param
    texts, tables = hostile_texts(), make()
    for name, table in tables.items():
        for column in table.columns:
            if name.startswith("rpt_") and is_words(table[column]) and "cell_id" not in column:
                for place, index in enumerate(table.index[:len(texts)]):
                    if isinstance(table.loc[index, column], str) and table.loc[index, column]:
                        table.loc[index, column] = texts[place]
    out = tmp_path_factory.mktemp("hostile everywhere")
    build_reports(tables.__getitem__, out)
    return out


def test_no_workbook_holds_a_formula_an_error_or_a_link_outside(published: Path) -> None:
    books = list(published.rglob("*.xlsx"))
    assert books
    seen = 0
    for path in books:
        for sheet in load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type in ("s", "n", "d", "b") or cell.value is None, (path, cell.coordinate, cell.value)
                assert cell.hyperlink is None or cell.hyperlink.target is None
                if isinstance(cell.value, str) and is_risky(cell.value):
                    assert cell.quotePrefix, (path, sheet.title, cell.coordinate, cell.value)
                seen += MARK in str(cell.value)
    assert seen > 10


def test_no_field_of_a_csv_file_runs_and_each_is_got_back(published: Path) -> None:
    found = set()
    for path in published.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            for field in row:
                is_figure = re.fullmatch(r"-?\d+(\.\d+)?", field)
                assert is_figure or not is_risky(field) or field.startswith("'"), (path, field)
                found.add(unguard(field))
    assert len(found.intersection(hostile_texts())) > 10


class Page(HTMLParser):
    """What a browser would run of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("iframe", "object", "embed", "form", "base"):
            self.runs.append(tag)
        if tag == "script" and not re.fullmatch(r"(\.\./)*static/[\w.]+\.js", str(dict(attrs).get("src"))):
            self.runs.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in ("href", "src") and re.match(
                    r"\s*[a-z][a-z0-9+.-]*:", value or "", re.IGNORECASE)):
                self.runs.append(f"{tag} {name}={value}")


def test_no_page_runs_anything_or_leads_elsewhere(published: Path) -> None:
    seen = 0
    for path in [*published.rglob("*.html"), *published.rglob("*.svg")]:
        page = Page()
        text = path.read_text(encoding="utf-8")
        page.feed(text)
        assert not page.runs, (path, page.runs[:3])
        seen += MARK in text
    assert seen
