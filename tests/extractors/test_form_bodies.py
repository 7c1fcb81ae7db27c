"""Who filled a form in: known spellings, slips, names cut short, and names that may be two bodies."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractors.bodies import BodyFinder
from extractors.form_spec import load_form_spec
from tests.extractors.form_reading import codes, forms_spec, known_bodies, read_one
from tests.extractors.odd_forms import OddForm


def slug_of(name: str) -> tuple[str | None, float, tuple[str, ...]]:
    spec = load_form_spec(forms_spec().home, forms_spec().id, "2012")
    assert spec
    match = BodyFinder(known_bodies(), spec.body_expansions, spec.words["place"]).find(name)
    return (match.body.slug if match.body else None), float(match.confidence), match.candidates


@pytest.mark.parametrize(("name", "slug"), [
    ("Sở KH&ĐT", "so-khdt"), ("SỞ Y TẾ", "so-yt"), ("Thanh tra tỉnh Điện Biên", "thanh-tra"), ("Sở GD & ĐT", "so-gddt"),
    ("Sở Nông nghiệp & PTNT tỉnh Điện Biên", "so-nnptnt"), ("Sở NN&PTNT", "so-nnptnt"), ("Sở LĐ-TB&XH", "so-ldtbxh"),
    ("Văn phòng Đoàn ĐBQH&HĐND tỉnh", "vp-dbqh"), ("Sở TT&TT", "so-tttt"), ("Sở VHTTDL", "so-vhttdl"),
    ("Sở Văn hoá, Thể thao và Du lịch", "so-vhttdl"), ("VP UBND tỉnh", "vp-ubnd"), ("UBND TX Mường Lay",
    "tx-muong-lay"),
    ("UBND TP. Điện Biên Phủ", "tp-dien-bien"), ("UBND huyện Điện Biên", "h-dien-bien"),
    ("UBND huyện Điện Biên Đông", "h-dien-bien-dong"), ("Ủy ban nhân dân huyện Tủa Chùa", "h-tua-chua"),
    ("Sở Tài chính Điện Biên", "so-tc"),
])
def test_a_known_spelling_is_sure(name: str, slug: str) -> None:
    assert slug_of(name)[:2] == (slug, 1)


@pytest.mark.parametrize(("name", "slug"), [
    ("Sở Nôi vụ", "so-nv"), ("Sở Thôn tin và Truyền thông", "so-tttt"), ("So Tai chinh", "so-tc"), ("Sỏ Tài chính",
    "so-tc"),
    ("UBND huyện Điện Biên Đong", "h-dien-bien-dong"), ("Điện Biên Đông", "h-dien-bien-dong"), ("Ban Dân tộc",
    "ban-dt"),
    ("Sở Tài nguyên", "so-tnmt"), ("UBND huyện Mường Nhe", "h-muong-nhe"), ("Sở Xây dưng", "so-xd"),
])
def test_a_slip_or_a_name_cut_short_is_found_but_not_sure(name: str, slug: str) -> None:
    found, confidence, _ = slug_of(name)
    assert found == slug and 0.8 < confidence < 1


@pytest.mark.parametrize(("name", "candidates"), [
    ("Sở Ngội vụ", {"Sở Nội vụ", "Sở Ngoại vụ"}), ("Sở Noại vụ", {"Sở Nội vụ", "Sở Ngoại vụ"}),
    ("UBND huyện Điện Biên Đ", {"UBND huyện Điện Biên", "UBND huyện Điện Biên Đông"}),
    ("Văn phòng", {"Văn phòng UBND tỉnh", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"}),
])
def test_a_name_near_to_two_bodies_is_neither(name: str, candidates: set[str]) -> None:
    found, _, near = slug_of(name)
    assert found is None and candidates <= set(near)


@pytest.mark.parametrize("name", ["Sở Y tế tỉnh Lào Cai", "UBND tỉnh Điện Biên", "UBND xã Mường Nhé",
                                  "UBND Điện Biên", "Sở",
                                  "UBND huyện Mường Lay", "Ban Quản lý khu kinh tế", "……", "Bộ Tài chính"])
def test_a_stranger_is_nobody(name: str) -> None:
    assert slug_of(name)[0] is None


LINES = {
    "Tên đơn vị: {agency}": "same cell", "TÊN CƠ QUAN, ĐƠN VỊ: {agency}……………": "dots behind",
    "- Đơn vị báo cáo: {agency}": "bullet",
    "1. Tên đơn vị (ghi đầy đủ): {agency}     Mã số: 12": "number, brackets, more behind",
    "Tên đơn vị {agency}": "no colon",
    "{agency}": "a line of its own",
}


@pytest.mark.parametrize("line", LINES)
def test_the_name_stands_behind_its_label_or_alone(line: str, tmp_path: Path) -> None:
    form = OddForm(agency="Sở Tài chính", agency_line=line, answers={"staff_total": 5})
    read, outcome = read_one(form.save(tmp_path / "phieu.xlsx"))
    assert (read.slug, read.name_printed, read.status) == ("so-tc", "Sở Tài chính", "counted")
    assert "form_agency_misspelt" not in codes(outcome)


@pytest.mark.parametrize(("row", "column"), [(4, 3), (5, 1)])
def test_the_name_stands_in_the_next_cell_or_below(row: int, column: int, tmp_path: Path) -> None:
    path = OddForm(agency_line="Tên đơn vị:", answers={"staff_total": 5}).save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    book["Phieu"].cell(row, column, "SỞ TÀI CHÍNH")
    book.save(path)
    assert read_one(path)[0].slug == "so-tc"


def test_the_name_stands_in_the_title(tmp_path: Path) -> None:
    form = OddForm(agency_line="", title="PHIẾU THU THẬP SỐ LIỆU ỨNG DỤNG CNTT NĂM 2012 CỦA SỞ TÀI CHÍNH",
                   answers={"staff_total": 5})
    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    book["Phieu"]["A2"] = "Phiếu thu thập số liệu ứng dụng CNTT năm 2012 của Sở Tài chính"
    book.save(path)
    assert read_one(path)[0].slug == "so-tc"


def test_who_is_only_referred_to_did_not_fill_it_in(tmp_path: Path) -> None:
    """“… của Sở Thông tin và Truyền thông” is the letter that came with the empty form."""
    read, outcome = read_one(OddForm(agency_line="", answers={"staff_total": 5}).save(tmp_path / "phieu.xlsx"))
    assert (read.status, read.reason, codes(outcome)) == ("held_back", "form_agency_absent", {"form_agency_absent"})


def test_a_misspelt_name_is_said_and_an_ambiguous_one_held_back(tmp_path: Path) -> None:
    read, outcome = read_one(OddForm(agency="Sở Nôi vụ", answers={"staff_total": 5}).save(tmp_path / "a.xlsx"))
    doubt = next(doubt for doubt in outcome.doubts if doubt.code == "form_agency_misspelt")
    assert (read.slug, read.status, doubt.found, doubt.expected) == ("so-nv", "counted", "Sở Nôi vụ", "Sở Nội vụ")
    read, outcome = read_one(OddForm(agency="Sở Ngội vụ", answers={"staff_total": 5}).save(tmp_path / "b.xlsx"))
    assert (read.slug, read.status, outcome.set_aside[0].code) == ("", "held_back", "form_agency_ambiguous")
    assert "Sở Nội vụ" in outcome.set_aside[0].expected and read.inputs
