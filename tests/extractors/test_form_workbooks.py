"""Workbooks of every age and fault: what is read of them, and what is said."""

from __future__ import annotations

import random
import shutil
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import DataError
from extractors.limits import Limits
from extractors.sheets import Sheet, exact, read_workbook
from tests.extractors.form_reading import BUNDLED_FORMS, read_forms, read_one, values
from tests.extractors.odd_forms import OddForm, random_answers
from tests.extractors.truth import BUNDLED

WORKBOOKS = Path(__file__).with_name("workbooks")


def drawn(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B2"], sheet["C3"], sheet["D4"] = 0.1, True, date(2012, 12, 5), "#REF!"
    sheet["E5"], sheet["F6"], sheet["G7"], sheet["H8"] = "=SUM(A1:A2)", "  ", 49.0, 0.97
    sheet["H8"].number_format = "0%"
    sheet["D4"].data_type = "e"
    sheet.merge_cells("A10:C11")
    for name, state in (("Hidden", "hidden"), ("Deep", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    book.save(folder / "drawn.xlsx")
    return folder / "drawn.xlsx"


def test_every_kind_of_cell(tmp_path: Path) -> None:
    book = read_workbook(drawn(tmp_path))
    sheet = book.sheets[0]
    assert {Sheet.address(*place): (cell.kind, cell.value) for place, cell in sheet.cells.items()} == {
        "A1": ("number", Decimal("0.1")), "B2": ("flag", True), "C3": ("date", sheet.cell(3, 3).value),
        "D4": ("error", None), "E5": ("error", None), "G7": ("number", Decimal(49)), "H8": ("number", Decimal("0.97"))}
    assert (sheet.cell(4, 4).text, sheet.cell(5, 5).text, sheet.cell(7, 7).text) == ("#REF!", "=SUM(A1:A2)", "49")
    assert (sheet.cell(8, 8).number_format, sheet.cell(6, 6).kind) == ("0%", "empty")
    assert sheet.merged == [(10, 1, 11, 3)]
    assert [(each.name, each.is_hidden) for each in book.sheets][1:] == [("Hidden", True), ("Deep", True)]
    assert [each.name for each in book.shown] == ["Sheet"]


def test_a_workbook_of_excel_97() -> None:
    book = read_workbook(WORKBOOKS / "old-form.xls")
    kinds = book.sheets[1]
    assert {Sheet.address(*place): (cell.kind, cell.text) for place, cell in kinds.cells.items()} == {
        "A1": ("number", "0.1"), "B2": ("flag", "TRUE"), "C3": ("date", "2012-12-05T00:00:00"),
        "D4": ("error", "#DIV/0!"), "E5": ("number", "2"), "A7": ("text", "merged")}
    assert (kinds.merged, book.sheets[2].is_hidden) == ([(7, 1, 8, 3)], True)
    assert book.modified is None or book.modified.startswith("20")


def test_a_form_of_excel_97_is_read() -> None:
    _, meant, _ = random_answers(random.Random(7))
    form, _ = read_one(WORKBOOKS / "old-form.xls")
    # both answers to the question of the website are yes in this file, and one is to be chosen
    assert (form.slug, form.status) == ("so-tc", "counted")
    assert values(form) == meant | {"website_full": "", "website_partial": ""}


def test_macros_are_passed_over(tmp_path: Path) -> None:
    typed, meant, units = random_answers(random.Random(8))
    plain = OddForm(answers=typed, units=units).save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(tmp_path / "phieu.xlsm", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml").replace(
                    b"vnd.openxmlformats-officedocument.ms-excel", b"vnd.ms-excel")
            target.writestr(name, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not a project")
    form, _ = read_one(tmp_path / "phieu.xlsm")
    assert values(form) == meant


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    odd_name = Path(shutil.copy(BUNDLED_FORMS[0], tmp_path / "phieu.xls"))
    assert len(read_workbook(odd_name).sheets) == 2
    assert len(read_workbook(Path(shutil.copy(WORKBOOKS / "old-form.xls", tmp_path / "a.xlsx"))).sheets) == 3


def bad_files(folder: Path) -> dict[str, Path]:
    whole = BUNDLED_FORMS[0].read_bytes()
    with zipfile.ZipFile(folder / "word.xlsx", "w") as word:
        word.writestr("[Content_Types].xml", "<Types/>")
        word.writestr("word/document.xml", "<document/>")
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", b" " * (Limits().unpacked_megabytes * 2**20 + 1))
    (folder / "empty.xlsx").write_bytes(b"")
    (folder / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "ole.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    (folder / "html.xls").write_text("<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8")
    shutil.copy(BUNDLED, folder / "report.xlsx")
    shutil.copy(WORKBOOKS / "locked.xlsx", folder / "locked.xlsx")
    return {path.name: path for path in folder.iterdir()} | {"absent.xlsx": folder / "absent.xlsx"}


FAULTS = {"empty.xlsx": "file_empty", "cut.xlsx": "file_damaged", "ole.xls": "file_damaged",
          "word.xlsx": "file_not_workbook", "html.xls": "file_not_workbook", "report.xlsx": "file_not_workbook",
          "locked.xlsx": "file_encrypted",
          "bomb.xlsx": "file_too_large", "absent.xlsx": "file_absent"}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_workbook_is_one_clear_problem(name: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        read_workbook(bad_files(tmp_path)[name])
    problem, = raised.value.problems
    assert (problem.code, problem.file) == (FAULTS[name], name)
    assert problem.found and (name == "absent.xlsx" or problem.expected)


def test_the_others_go_through(tmp_path: Path) -> None:
    bad = {name: path for name, path in bad_files(tmp_path).items() if name != "report.xlsx"}
    outcome = read_forms(BUNDLED_FORMS[0], *bad.values())
    assert [form.slug for form in outcome.forms] == ["ban-dt"]
    assert {problem.file: problem.code for problem in outcome.set_aside} == {
        name: code for name, code in FAULTS.items() if name != "report.xlsx"}


def test_a_cell_far_off_does_not_take_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "first", "last"
    book.save(tmp_path / "far.xlsx")
    cells = read_workbook(tmp_path / "far.xlsx").sheets[0].cells
    assert [Sheet.address(*place) for place in cells] == ["A1", "XFD1048576"]


def test_a_merged_sheet_does_not_take_the_memory(tmp_path: Path) -> None:
    """openpyxl's full reader makes a cell for every cell of a merged area: a small file takes gigabytes."""
    plain = OddForm(answers={"staff_total": 7}).save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(tmp_path / "merged.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(
                b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="H1:XFD1048576"/></mergeCells>'))
    assert values(read_one(tmp_path / "merged.xlsx")[0])["staff_total"] == "7"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_the_shortest_decimals(number: float) -> None:
    assert float(exact(number)) == number
    assert exact(number) == Decimal(repr(number))
