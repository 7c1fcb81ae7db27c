"""Where a figure stands, as readers see it: the printed row with its cell marked, or words without a picture."""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from jinja2 import ChoiceLoader, DictLoader
from reporting_tables import EDITION, Tables

from reports.build import build_reports
from reports.catalogue import Words, load_catalogue
from reports.page_pictures import PagePicture, picture_path
from reports.places import AIR, HEADER, Place, places_of
from reports.site import Page, site_of
from reports.source_pages import pages_of

DOCUMENT = Path(__file__).parents[2] / "sources" / EDITION / "bao-cao-ung-dung-cntt-2016.pdf"
SHA = hashlib.sha256(DOCUMENT.read_bytes()).hexdigest()
PAGE = 14
CELL = f"{EDITION}:4.1:r21:index"
COLUMNS = [column.key for column in load_catalogue().coded("source_cells").columns]
Row = dict[str, object]


def source_row(cell_id: str, **more: object) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    return {**row, "cell_id": cell_id, "source_kind": "table_cell", "edition_code": EDITION, "text_printed": "0,992",
            "file_name": DOCUMENT.name, "file_sha256": SHA, **more}


def boxed(cell: tuple[str, ...] = (), row: tuple[str, ...] = ()) -> Row:
    """The columns of a box and of the box of its row."""
    names = (("box_x0", "box_top", "box_x1", "box_bottom"), ("row_x0", "row_top", "row_x1", "row_bottom"))
    return {name: Decimal(edge) for keys, edges in zip(names, (cell, row), strict=True)
            for name, edge in zip(keys, edges, strict=bool(edges))}


IN_ROW = boxed(("430.9", "433.15", "538.73", "449.45"), ("84.97", "433.15", "538.73", "449.45"))
ROWS = [
    source_row(CELL, page=PAGE, **IN_ROW),
    source_row(f"{EDITION}:4.1:r22:index", page=PAGE, text_printed="",
               **boxed((), ("84.97", "449.45", "538.73", "466"))),
    source_row(f"{EDITION}:4.1:header:index", page=PAGE, source_kind="header", text_printed="Chỉ số năm 2016",
               **boxed((), ("84.97", "111", "538.73", "127"))),
    source_row(f"{EDITION}:prose:r1:share", page=PAGE, source_kind="statement", text_printed="<b>92,06%</b>"),
    source_row(f"{EDITION}:form/so-y-te:D11:staff_total", text_printed="22", file_name="phieu/y-te.xlsx",
               source_kind="form_cell", sheet="Phiếu & tờ", sheet_cell="D11", file_sha256="cd" * 32),
]
PICTURES = {picture_path(SHA, PAGE): PagePicture(b"", (0.0, 0.0, 595.3, 841.89))}


@pytest.fixture
def places() -> dict[str, Place]:
    return places_of(ROWS, PICTURES)


@pytest.fixture
def with_places(tables: Tables) -> Tables:
    return {**tables, "rpt_source_cells": pd.DataFrame(ROWS, columns=COLUMNS, dtype=object)}


def shown(place: Place, language: str = "vi") -> str:
    """The macro as a page two folders down calls it."""
    site = site_of(load_catalogue(), [], {})
    call = '{% from "picture.html.j2" import window with context %}{{ window(place) }}'
    assert site.templates.loader is not None
    site.templates.loader = ChoiceLoader([DictLoader({"one.html.j2": call}), site.templates.loader])
    files = site.render(Page("a/b/one", "one.html.j2", Words("một", "one")), place=place)
    return files[f"html/a/b/one/index{'' if language == 'vi' else '.' + language}.html"].decode()


def test_the_window_shows_the_row_with_some_air_and_stays_on_the_page(places: dict[str, Place]) -> None:
    assert places[CELL].window == (84.97 - AIR, 433.15 - AIR, 538.73 + AIR, 449.45 + AIR)
    header = places[f"{EDITION}:4.1:header:index"].window
    assert header is not None and header[1] == max(0.0, 111 - HEADER)


def test_a_cell_over_several_rows_is_shown_whole_and_a_heading_over_them_alone() -> None:
    row = ("80", "400", "500", "420")
    tall, heading = (next(iter(places_of([source_row("c", page=PAGE, **boxed(cell, row))], PICTURES).values())).window
                     for cell in (("80", "380", "120", "460"), ("80", "300", "500", "310")))
    assert tall == (64, 364, 516, 476)
    assert heading == (64, 284, 516, 326)


def test_the_row_is_a_picture_that_leads_to_the_whole_page(places: dict[str, Place]) -> None:
    html = shown(places[CELL])
    name = f"pages/{SHA[:12]}-{PAGE}"
    assert f'<a href="../../../{name}/index.html#{CELL}"><svg viewBox="68.97 417.15 485.76 48.3" width="680"' in html
    assert f'<image href="../../../{name}.png" x="0.0" y="0.0" width="595.3" height="841.89"' in html
    assert '<rect class="cell" x="430.9" y="433.15" width="107.83" height="16.3"/>' in html
    assert f"ô được đánh dấu ghi “0,992”: tệp {DOCUMENT.name}, trang {PAGE}\"" in html
    assert f'href="../../../{name}/index.en.html#{CELL}"' in shown(places[CELL], "en")


def test_what_has_no_box_has_no_mark(places: dict[str, Place]) -> None:
    row = shown(places[f"{EDITION}:4.1:r22:index"])
    assert "<svg" in row and "<rect" not in row
    told = shown(places[f"{EDITION}:prose:r1:share"])
    assert "<svg" not in told and f"pages/{SHA[:12]}-{PAGE}/index.html#" in told
    assert "&lt;b&gt;92,06%&lt;/b&gt;" in told


def test_a_cell_of_a_sheet_and_a_page_without_a_picture_are_told_in_words(places: dict[str, Place]) -> None:
    form = shown(places[f"{EDITION}:form/so-y-te:D11:staff_total"])
    assert "tệp phieu/y-te.xlsx, trang tính “Phiếu &amp; tờ”, ô D11" in form
    unseen = shown(places_of(ROWS, {})[CELL], "en")
    assert f"file {DOCUMENT.name}, page {PAGE}" in unseen
    assert not re.search("<svg|<a |<image", form + unseen)


def test_a_page_of_a_document_has_every_cell_that_stands_on_it(places: dict[str, Place]) -> None:
    [page] = pages_of(places.values())
    assert [place.cell_id for place in page.marked] == [CELL]
    assert [place.text for place in page.told] == ["Chỉ số năm 2016", "<b>92,06%</b>"]


def test_a_build_publishes_the_pages_with_the_same_bytes_twice(with_places: Tables, tmp_path: Path) -> None:
    first, second = (build_reports(with_places.__getitem__, tmp_path / out, documents={SHA: DOCUMENT})
                     for out in ("one", "two"))
    again = build_reports(with_places.__getitem__, tmp_path / "one", documents={SHA: DOCUMENT})
    assert first.files == second.files == again.files
    name = f"html/pages/{SHA[:12]}-{PAGE}"
    assert {f"{name}.png", f"{name}/index.html", f"{name}/index.en.html"} <= {file.path for file in first.files}
    assert f'<rect id="{CELL}" x="430.9"' in (tmp_path / "one" / name / "index.html").read_text(encoding="utf-8")
    assert first.documents_absent == ()


def test_a_document_that_is_gone_leaves_the_reports_whole_and_is_named(with_places: Tables, tmp_path: Path) -> None:
    build_reports(with_places.__getitem__, tmp_path, documents={SHA: DOCUMENT})
    build_reports(with_places.__getitem__, tmp_path)
    assert not list((tmp_path / "html").glob("pages/*"))
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["documents_absent"] == [SHA]
    assert CELL in (tmp_path / "csv/source_cells.csv").read_text(encoding="utf-8-sig")
