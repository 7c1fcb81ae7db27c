"""A table that no edition had keeps the levels of its header and its headings; forms have no tables at all."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from extractors.adoption.proposal import Proposal, Question, TableMatch
from tests.extractors.adopting import SOURCES, drifts, proposed
from tests.flow.next_forms import figures, form
from tests.renderings.next_editions import next_agencies

BOOK = SOURCES / "laocai-agencies-2016" / "ket-qua-2016.xlsx"
TITLE = "Trang thiết bị của các cơ quan năm 2017"
LEVELS = (["STT", "Cơ quan", "Máy tính", "", "Máy in"], ["", "", "Số lượng", "Nối mạng", ""])
ROWS = (["A. Các sở"], [1, "Sở Y tế", 40, 38, 4], [2, "Sở Nội vụ", 30, 29, 3],
        ["B. Các huyện"], [1, "UBND huyện Bát Xát", 20, 18, 2], [2, "UBND huyện Sa Pa", 25, 21, 2])
FIVE = {"Cơ quan", "Máy tính | Số lượng", "Máy tính | Nối mạng", "Máy in", "STT"}


def proposal_with(folder: Path, header: Sequence[Sequence[object]], rows: Sequence[Sequence[object]],
                  merged: Sequence[str] = (), **answers: str) -> Proposal:
    """The workbook of the next year with a sheet more."""
    path = next_agencies(folder / "ket-qua.xlsx", BOOK)
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Thiet bi")
    for row in ([TITLE], *header, *rows):
        sheet.append([text if text != "" else None for text in row])
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return proposed(path, **answers)


def new_table(proposal: Proposal) -> TableMatch:
    [table] = [table for table in proposal.tables if table.kind == "new"]
    return table


@pytest.mark.parametrize("merged", [("A2:A3", "B2:B3", "C2:D2", "E2:E3"), ()], ids=["merged", "not merged"])
def test_the_levels_of_a_new_header_are_kept_and_told(tmp_path: Path, merged: Sequence[str]) -> None:
    proposal = proposal_with(tmp_path, LEVELS, ROWS, merged)
    table = new_table(proposal)
    assert {column.new_header for column in table.columns if column.place} == FIVE
    assert {(column, new) for kind, where, column, _, new in drifts(proposal)
            if kind == "header_levels" and where == table.new_id} == {
        ("so_luong", "Máy tính | Số lượng"), ("noi_mang", "Máy tính | Nối mạng")}
    assert table.rows == 4


def test_headings_over_the_rows_of_a_new_table_go_beside_them(tmp_path: Path) -> None:
    heading, *others = new_table(proposal_with(tmp_path, LEVELS, ROWS)).columns
    assert (heading.new_header, heading.type, heading.place) == ("*", "heading", None)
    assert all(column.type != "heading" for column in others)


def test_headings_over_headings_are_told(tmp_path: Path) -> None:
    flat = proposal_with(tmp_path, LEVELS, ROWS)
    deep = proposal_with(tmp_path, LEVELS, (["I. Cấp tỉnh"], *ROWS))
    told = ["heading_levels" in {drift[0] for drift in drifts(proposal)} for proposal in (flat, deep)]
    assert told == [False, True]


def test_a_header_of_which_no_reading_is_whole_is_asked_for(tmp_path: Path) -> None:
    header = (["STT", "Cơ quan", "Máy tính", "Máy tính"],)
    rows = ([1, "Sở Y tế", 40, 38], [2, "Sở Nội vụ", 30, 29], [3, "Sở Tài chính", 20, 19])
    [asked] = levels_asked(proposal_with(tmp_path, header, rows))
    assert asked.candidates[0][0] == "1"
    said = proposal_with(tmp_path, header, rows, **{asked.name: "1"})
    assert levels_asked(said) == [] and new_table(said).rows == 3


def levels_asked(proposal: Proposal) -> list[Question]:
    return [question for question in proposal.open_questions if question.about == "levels"]


def next_form(folder: Path) -> Path:
    path = folder / "so-y-te.xlsx"
    form("Sở Y tế", figures(3)).save(path)
    return path


def test_an_edition_of_forms_only_has_no_tables_and_says_so(tmp_path: Path) -> None:
    proposal = proposed(next_form(tmp_path))
    assert (proposal.edition, proposal.period, proposal.printed) == ("dienbien-2013", "2013", ())
    assert {drift[0] for drift in drifts(proposal)} == {"only_forms", "found_in"}
    assert list(proposal.open_questions) == []


def test_who_sends_a_form_and_is_not_known_is_asked_for(tmp_path: Path) -> None:
    form("Sở Ngoại Giao Đoàn", figures(1)).save(tmp_path / "strange.xlsx")
    documents = (next_form(tmp_path), tmp_path / "strange.xlsx")
    [asked] = proposed(*documents).open_questions
    assert asked.name == "name:Sở Ngoại Giao Đoàn" and "new" in [value for value, _ in asked.candidates]
    assert list(proposed(*documents, **{asked.name: "skip"}).open_questions) == []
    said = {asked.name: "new", "type:Sở Ngoại Giao Đoàn": "department", "name_en:Sở Ngoại Giao Đoàn": "Foreign Corps"}
    [body] = proposed(*documents, **said).bodies
    assert (body.entity_code, body.valid_from) == ("dien_bien_so_ngoai_giao_doan", "2013-01-01")


def test_forms_beside_a_workbook_are_no_tables_of_it(tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    book = openpyxl.load_workbook(SOURCES / "dienbien-2012" / "tong-hop-egov-2012.xlsx")
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        cell.value = cell.value.replace("2012", "2013")
    book.save(path)
    alone, beside = proposed(path), proposed(path, next_form(tmp_path))
    assert [table.new_id for table in beside.printed] == [table.new_id for table in alone.printed] != []
    assert drifts(beside) == drifts(alone)
