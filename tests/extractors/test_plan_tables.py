"""Golden: the printed tables of Lào Cai's plans 132 and 332, and the workbook, cell by cell against the truth."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from extractors.any_tables import any_tables
from extractors.bodies import read_known_bodies
from extractors.extract import extract
from extractors.page_content import clean
from extractors.spec import load_edition_spec
from extractors.write import write_outcome
from tests.extractors.plan_reading import (
    APPENDIX,
    DOCUMENTS,
    NEXT_PLAN,
    PLAN,
    ROOT,
    Place,
    bundled,
    read_cells,
    spec_of,
    true_cells,
    true_rows,
    true_values,
    with_workbook,
)

each_edition = pytest.mark.parametrize("edition", DOCUMENTS)
each_table = pytest.mark.parametrize(
    ("edition", "table"), [(edition, table.id) for edition in DOCUMENTS for table in spec_of(edition).tables])
IN_HEADERS = {
    (PLAN, "detailed_rank_2016", 1): ("12", "12", "10"),
    (NEXT_PLAN, "rank_comparison_2016_2017", 1): ("12", "12", "10"),
    (NEXT_PLAN, "rank_comparison_2016_2017", 2): ("7", "14", "6"),
}
PILLARS = ("infrastructure", "human_resources", "applications")
PERCENT = {"percent": "%"}
"""Units that the truth names otherwise."""


def figures_in_headers(edition: str) -> dict[Place, str]:
    return {(table, row, key): text for (of, table, row), texts in IN_HEADERS.items() if of == edition
            for key, text in zip(PILLARS, texts, strict=True)}


def test_the_truth_holds_thirteen_tables() -> None:
    assert {edition: len(spec_of(edition).tables) for edition in DOCUMENTS} == {PLAN: 12, NEXT_PLAN: 1}
    assert {edition: len(true_cells(edition)) for edition in DOCUMENTS} == {PLAN: 1254, NEXT_PLAN: 18}


@each_table
def test_every_cell_is_read_as_it_is_printed(edition: str, table: str) -> None:
    said = {place: text for place, text in {**true_cells(edition), **figures_in_headers(edition)}.items()
            if place[0] == table}
    read = {place: text for place, text in read_cells(bundled(edition)) if place[0] == table}
    assert said and read == said


@each_table
def test_figures_have_the_value_and_unit_of_the_truth(edition: str, table: str) -> None:
    read = {(cell.table_id, cell.row, cell.column): (cell.value, cell.unit) for cell in bundled(edition).cells
            if cell.table_id == table and cell.value is not None and cell.column != "stt"}
    for place in figures_in_headers(edition):
        assert place[0] != table or read.pop(place)[1] == "rank"
    assert read == {place: (value, PERCENT.get(unit, unit)) for place, (value, unit) in true_values(edition).items()
                    if place[0] == table}


@each_edition
def test_nothing_is_missing_in_doubt_or_wrong(edition: str) -> None:
    outcome = bundled(edition)
    told = [doubt.code for doubt in outcome.doubts if doubt.code in ("grid_unclaimed", "page_without_text")]
    assert (outcome.missing, outcome.problems) == ([], [])
    assert told == ["grid_unclaimed"] * (6 if edition == NEXT_PLAN else 0)  # the pages of the list of tasks


@each_edition
def test_headers_are_kept_as_printed(edition: str) -> None:
    for table in bundled(edition).tables:
        described = {column["key"]: column["header"] for one in _described(edition) if one["id"] == table.id
                     for column in one["columns"]}
        for key, levels in described.items():
            printed = clean(table.headers_printed[key]).replace(" ", "").casefold()
            specified = " | ".join(levels).replace(" ", "").casefold()
            assert printed == specified or ("…" in specified and printed.startswith(specified.split("…")[0])) or (
                key == "year" and printed == "năm2016")


def test_a_figure_in_a_header_has_that_header_and_its_box() -> None:
    table = next(table for table in bundled(NEXT_PLAN).tables if table.id == "rank_comparison_2016_2017")
    assert table.headers_printed["human_resources"] == "Hạ tầng nhân lực CNTT (xếp thứ 12)"
    boxes = {cell.row: cell.box for cell in bundled(NEXT_PLAN).cells if cell.column == "human_resources"}
    assert boxes[1] and boxes[2] and boxes[1][3] < boxes[2][1]


def _described(edition: str) -> list[dict[str, object]]:
    return json.loads((ROOT / "tests" / "truth" / edition / "tables.json").read_text(encoding="utf-8"))  # type: ignore


@each_edition
def test_pages_are_those_of_the_print(edition: str) -> None:
    pages = {one["id"]: one["pages"] for one in _described(edition)}
    read = {table.id: sorted({table.page, table.page_end}) for table in bundled(edition).tables}
    assert read == {table: pages[table] for table in read}


def test_provinces_and_agencies_are_mentioned_and_years_name_nobody() -> None:
    assert {edition: Counter(mention.table_id for mention in bundled(edition).mentions) for edition in DOCUMENTS} == {
        PLAN: Counter({table.id: table.rows for table in spec_of(PLAN).tables
                       if table.id.startswith(("appendix", "agencies"))}), NEXT_PLAN: Counter()}


def test_every_body_named_is_one_of_the_province_or_of_the_nation() -> None:
    seeds = ROOT / "dbt" / "seeds" / "entities"
    spec = spec_of(PLAN)
    bodies = read_known_bodies(seeds / "entities.csv", seeds / "entity_names.csv", seeds / "excluded_entities.csv",
                               PLAN, spec.period, spec.bodies_of)
    known = {(kind, body.name_key) for body in bodies for kind in [body.entity_type]}
    unknown = [mention.name_printed for mention in bundled(PLAN).mentions
               if not any((kind, mention.name_key) in known
                          for kind in spec.table(mention.table_id).entity_type.split())]
    assert unknown == []
    assert {body.parent_code for body in bodies} == {"", spec.bodies_of}


def test_the_hand_over_keeps_figures_of_headers_out_of_the_csv(tmp_path: Path) -> None:
    write_outcome(bundled(NEXT_PLAN), spec_of(NEXT_PLAN), tmp_path)
    written = (tmp_path / "rank_comparison_2016_2017.csv").read_text(encoding="utf-8")
    truth = ROOT / "tests" / "truth" / NEXT_PLAN / "rank_comparison_2016_2017.csv"
    assert written == truth.read_text(encoding="utf-8")
    columns = json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))["tables"][0]["columns"]
    assert {column["key"]: column["type"] for column in columns if column["key"] in PILLARS} == dict.fromkeys(
        PILLARS, "rank")
    ids = [json.loads(line)["cell_id"] for line in (tmp_path / "cells.jsonl").read_text(encoding="utf-8").splitlines()]
    assert f"{NEXT_PLAN}:rank_comparison_2016_2017:r2:infrastructure" in ids


def test_the_workbook_says_the_same_in_every_figure() -> None:
    outcome = with_workbook()
    tables = {table.id: table for table in outcome.tables if table.repeats}
    sheets = json.loads((ROOT / "tests" / "truth" / PLAN / "workbook.json").read_text(encoding="utf-8"))["sheets"]
    assert {table.repeats: table.sheet for table in tables.values()} == sheets
    assert not [doubt for doubt in outcome.doubts if doubt.code.startswith("sheet")] and outcome.problems == []
    printed = {(cell.table_id, cell.row, cell.column): cell for cell in outcome.cells}
    for (table, row, column), (value, unit) in true_values(PLAN).items():
        if table in sheets:
            first, second = printed[table, row, column], printed[f"{table}@workbook", row, column]
            assert (second.value, second.unit, second.decimals) == (value, first.unit, first.decimals)
            assert first.unit == PERCENT.get(unit, unit)
    assert sum(cell.raw_type == "number" for cell in outcome.cells) == 863
    names = {(place[0], place[1]): cell.text for place, cell in printed.items() if place[2] == "province"}
    assert all(names[table.removesuffix("@workbook"), row] == text for (table, row), text in names.items())


def test_the_workbook_alone_gives_the_tables_of_the_appendix() -> None:
    outcome = extract([APPENDIX], load_edition_spec(PLAN), workers=1)
    assert Counter(table.id for table in outcome.tables) == Counter(
        {table.id: 1 for table in spec_of(PLAN).tables if table.id.startswith("appendix")})
    assert {table.id: table.rows for table in outcome.tables} == {
        table.id: len(true_rows(PLAN, table.id)) for table in outcome.tables}
    assert (outcome.problems, outcome.doubts) == ([], [])


def test_what_a_share_is_worth_is_what_it_shows() -> None:
    """80.8 % of this workbook is stored as 0.8079999999999999."""
    place = ("appendix_hr_agencies@workbook", 1, "trained_open_source")
    cell = next(cell for cell in with_workbook().cells if (cell.table_id, cell.row, cell.column) == place)
    assert (cell.value, cell.decimals, cell.unit) == (Decimal("80.8"), 1, "%")


def test_without_a_specification_the_tables_are_read_as_well() -> None:
    found = any_tables(DOCUMENTS[PLAN])
    headers = [clean(" ".join(table["rows"][0])) for table in found]
    assert len(found) == 13  # 12 tables, one over a page break
    assert "Tỷ lệ CBCT có trình độ ĐH trở lên về CNTT" in headers[9]
    assert "b) Xếp hạng hạ tầng nhân lực của các CQNN" in found[9]["caption"]
    assert found[1]["rows"][2] == ["7", "15", "10", "13", "18", "3", "20"]
    assert found[2]["caption"] == "Danh sách các đơn vị đã triển khai dịch vụ công hành chính công trực tuyến"
    assert any_tables(DOCUMENTS[NEXT_PLAN], [2])[0]["caption"] == (
        "III. PHÂN TÍCH, ĐÁNH GIÁ KẾT QUẢ XẾP HẠNG ICT-Index CỦA TỈNH LÀO CAI QUA 02 NĂM LIÊN TIẾP (2016, 2017):")


def test_a_figure_in_a_header_of_a_sheet_is_read_as_well(tmp_path: Path) -> None:
    spec = load_edition_spec(PLAN)
    table = replace(spec.table("detailed_rank_2016"), found_in=frozenset(["workbook"]))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Xếp hạng chung", "Hạ tầng kỹ thuật (xếp thứ 12)", None, "Hạ tầng nhân lực CNTT (xếp thứ 12)", None,
                  "Ứng dụng CNTT (xếp thứ 10)", None])
    sheet.append([None, "Xã hội", "CQNN", "Xã hội", "CQNN", "CQNN", "DVCTT"])
    sheet.append([7, 15, 10, 13, 18, 3, 20])
    for area in ("A1:A2", "B1:C1", "D1:E1", "F1:G1"):
        sheet.merge_cells(area)
    book.save(tmp_path / "ranks.xlsx")
    outcome = extract([tmp_path / "ranks.xlsx"], replace(spec, tables=(table,)), workers=1)
    read = {cell.column: (cell.text, cell.value, cell.sheet_cell) for cell in outcome.cells}
    assert outcome.problems == [] and outcome.doubts == []
    assert (read["applications"], read["app_agencies"]) == (("10", Decimal(10), "F1"), ("3", Decimal(3), "F3"))
