"""Forms as other people would lay them out and word them, drawn with openpyxl."""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.extractors.truth import ROOT

INPUTS = ROOT / "extractors" / "series" / "dienbien_egov" / "form_inputs.csv"
SECTIONS = {"I": "THÔNG TIN CHUNG", "A": "HẠ TẦNG KỸ THUẬT CNTT", "B": "ỨNG DỤNG CNTT", "C": "NGUỒN NHÂN LỰC CNTT",
            "D": "CHÍNH SÁCH VÀ ĐẦU TƯ CHO ỨNG DỤNG CNTT"}
OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "staff_total": ("TS CBCC", "Tổng số cán bộ, công chức", "Tổng số CBCC hiện có của đơn vị", "Tổng số CB, CC"),
    "computers_total": ("Máy tính", "TS máy tính", "Tổng số máy tính", "Số máy tính của đơn vị", "Tổng số máy vi tính"),
    "computers_lan": ("Máy tính nối LAN", "SL máy tính có kết nối mạng LAN", "Máy tính kết nối mạng LAN",
                      "Số máy nối mạng LAN"),
    "computers_internet": ("Máy tính nối Internet", "SL máy tính có kết nối Internet", "MT kết nối Internet"),
    "security_items": ("Thiết bị, PM đảm bảo ATTT", "Số thiết bị, phần mềm bảo đảm an toàn thông tin",
                       "Phần cứng, PM bảo đảm an ninh, ATTT"),
    "computers_antivirus": ("Máy tính có PM diệt virus", "Số máy tính cài phần mềm diệt virus có bản quyền",
                            "Máy tính cài PM phòng chống virus"),
    "staff_email_regular": ("CBCC thường xuyên dùng email", "Số CBCC thường xuyên sử dụng email trong công việc"),
    "staff_email_govvn": ("CBCC có email .gov.vn", "Số CBCC được cấp hộp thư tên miền .gov.vn",
                          "Số CBCC có hộp thư điện tử công vụ (.gov.vn)"),
    "website_full": ("Có, cung cấp đầy đủ", "a) Có, đầy đủ thông tin"),
    "website_partial": ("Có, không đầy đủ", "b) Có, chưa đầy đủ thông tin"),
    "services_total": ("Tổng số DVC của đơn vị", "- TS dịch vụ hành chính công"),
    "services_online": ("DVC đã đưa lên trang TTĐT", "- Số dịch vụ HCC đã đưa lên website"),
    "dvc2": ("Đã có DVC mức 2", "Mức 2", "+ Mức độ 2"),
    "dvc3": ("Đã có DVC mức 3", "Mức 3", "+ Mức độ 3"),
    "dvc4": ("Đã có DVC mức 4", "Mức 4", "+ Mức độ 4"),
    "staff_doc_mgmt": ("CBCC dùng QLVB", "Số CBCC sử dụng PM QLVB và HSCV", "CBCC sử dụng phần mềm quản lý văn bản"),
    "software_count": ("Số PM ứng dụng khác", "Số lượng phần mềm ứng dụng khác", "Các phần mềm ứng dụng khác"),
    "one_stop": ("Một cửa liên thông", "Ứng dụng CNTT tại bộ phận một cửa liên thông"),
    "docs_out_total": ("Tổng số VB đi", "- Tổng văn bản đi"),
    "docs_in_total": ("Tổng số VB đến", "- Tổng văn bản đến"),
    "docs_out_system": ("VB đi trên hệ thống", "- Số VB đi qua phần mềm"),
    "docs_in_system": ("VB đến trên hệ thống", "- Số VB đến qua phần mềm"),
    "staff_it_trained": ("CBCC đã được đào tạo CNTT", "Số CBCC được đào tạo về CNTT"),
    "it_specialists": ("CB chuyên trách CNTT", "Cán bộ chuyên trách CNTT từ cao đẳng trở lên"),
    "plan": ("Có kế hoạch ứng dụng CNTT", "Ban hành kế hoạch ứng dụng CNTT"),
    "regulation": ("Có quy chế sử dụng CNTT", "Ban hành quy chế quản lý, sử dụng CNTT"),
    "budget_it": ("Kinh phí cho ứng dụng CNTT", "- Ngân sách chi cho ứng dụng CNTT"),
    "budget_recurrent": ("Kinh phí chi thường xuyên", "- Ngân sách chi thường xuyên"),
}


@dataclass
class Asked:
    """A row of a form: an input, or with an empty key a section or a heading."""

    key: str
    indicator: str
    section: str
    kind: str
    unit: str
    heading: str
    label: str
    number: str


def asked_rows() -> Iterator[Asked]:
    """The rows of the bundled forms, from top to bottom."""
    section = heading = ""
    with INPUTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["section"] != section:
                section = row["section"]
                yield Asked("", "", section, "section", "", "", SECTIONS[section], section)
            parent, _, label = row["dienbien-2012"].rpartition(" | ")
            number = row["indicator"][1:] or "1"
            if parent and parent != heading:
                yield Asked("", row["indicator"], section, "heading", "", "", parent, number)
            heading = parent
            yield Asked(row["input_key"], row["indicator"], section, row["kind"], row["unit"], parent, label,
                        "" if parent else number)


@dataclass
class OddForm:
    """How a form is laid out. Columns: number, label, unit, value, self_points, remark, previous, next, plan."""

    agency: str = "Sở Y tế"
    agency_line: str = "Tên đơn vị: {agency}"
    title: str = "PHIẾU THU THẬP SỐ LIỆU ỨNG DỤNG CNTT NĂM 2012"
    columns: tuple[str, ...] = ("number", "label", "unit", "value", "self_points", "remark")
    headers: dict[str, str] = field(default_factory=dict)
    first_column: int = 1
    first_row: int = 1
    answers: dict[str, object] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    self_points: dict[str, object] = field(default_factory=dict)
    sections: bool = True
    headings: bool = True
    numbers: bool = True
    header: bool = True
    column_numbers: bool = True
    signed: str = "Điện Biên, ngày 05 tháng 12 năm 2012"
    modified: datetime = datetime(2012, 12, 5, 8, 0)
    sheet: str = "Phieu"
    split_at: str = ""
    """The section with which a second sheet begins."""
    left_out: tuple[str, ...] = ()
    strangers: dict[str, str] = field(default_factory=dict)
    """Rows that nobody knows, by the key of the input before which they stand."""

    def save(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = self.sheet
        self.draw(sheet)
        book.properties.modified = self.modified
        book.save(path)
        return path

    def draw(self, sheet: Worksheet) -> None:
        row = self._head(sheet)
        if self.header:
            row = self._header(sheet, row)
        for asked in asked_rows():
            if asked.key in self.strangers:
                stranger = Asked("stranger", "", asked.section, "count", "Máy", "", self.strangers[asked.key], "9")
                self._row(sheet, row, stranger)
                row += 1
            if asked.key in self.left_out:
                continue
            if asked.kind == "section" and asked.number == self.split_at:
                sheet = sheet.parent.create_sheet("Phieu (tiep)")
                row = self._header(sheet, self.first_row) if self.header else self.first_row
            if (asked.kind == "section" and not self.sections) or (asked.kind == "heading" and not self.headings):
                continue
            self._row(sheet, row, asked)
            row += 1
        if self.signed:
            sheet.cell(row + 2, self.first_column + 3, self.signed)
            sheet.cell(row + 3, self.first_column + 3, "THỦ TRƯỞNG ĐƠN VỊ")

    def _head(self, sheet: Worksheet) -> int:
        lines = ["UBND TỈNH ĐIỆN BIÊN", self.title,
                 "(Kèm theo Công văn số 607/STTTT-CNTT ngày 08/11/2012 của Sở Thông tin và Truyền thông)",
                 self.agency_line.format(agency=self.agency), "Người điền phiếu: ……………"]
        for offset, line in enumerate(line for line in lines if line):
            sheet.cell(self.first_row + offset, self.first_column, line)
        return self.first_row + len(lines) + 1

    def _header(self, sheet: Worksheet, row: int) -> int:
        usual = {"number": "TT", "label": "Chỉ tiêu", "unit": "Đơn vị tính", "value": "Số liệu",
                 "self_points": "Điểm tự chấm", "remark": "Ghi chú", "previous": "Năm 2011", "next": "Năm 2013",
                 "plan": "Kế hoạch 2012", "maximum": "Điểm tối đa"}
        for offset, name in enumerate(self.columns):
            sheet.cell(row, self.first_column + offset, self.headers.get(name, usual[name]))
            if self.column_numbers:
                sheet.cell(row + 1, self.first_column + offset, f"({offset + 1})")
        return row + 1 + self.column_numbers

    def _row(self, sheet: Worksheet, row: int, asked: Asked) -> None:
        label = self.labels.get(asked.key or asked.number + asked.kind, asked.label)
        answer = 44444 if asked.key == "stranger" else self.answers.get(asked.key)
        has_figures = bool(asked.key) and asked.kind in ("count", "money")
        points = self.self_points.get(asked.indicator) if asked.kind == "heading" or not asked.heading else None
        shown = {
            "number": asked.number if self.numbers else None, "label": label,
            "unit": self.units.get(asked.key, asked.unit) or None, "value": answer,
            "self_points": points if asked.kind != "section" else None, "remark": None,
            "previous": 77777 if has_figures else ("Không" if asked.key else None),
            "next": 66666 if has_figures else None, "plan": 55555 if has_figures else None,
            "maximum": 10 if asked.indicator else None,
        }
        for offset, name in enumerate(self.columns):
            if shown[name] is not None:
                number = shown[name]
                sheet.cell(row, self.first_column + offset,
                           int(number) if name == "number" and str(number).isdigit() else number)


def random_answers(chance: random.Random) -> tuple[dict[str, object], dict[str, str], dict[str, str]]:
    """What is typed, the value meant (decimal text; "" for none) and the units typed, by input."""
    typed: dict[str, object] = {}
    meant: dict[str, str] = {}
    units: dict[str, str] = {}
    for asked in asked_rows():
        if asked.key:
            typed[asked.key], meant[asked.key] = _random_answer(asked, chance)
            if asked.kind == "money":
                units[asked.key] = chance.choice(["Triệu đồng", "triệu đồng", "Tr.đ", "Đồng", "Nghìn đồng"])
    if meant["website_full"] == meant["website_partial"] == "1":  # one is to be chosen
        typed["website_partial"], meant["website_partial"] = "Không", "0"
    return typed, meant, units


def _random_answer(asked: Asked, chance: random.Random) -> tuple[object, str]:
    number = chance.choice([chance.randrange(1, 60), chance.randrange(1000, 9000)])
    dotted = f"{number:,}".replace(",", ".")
    plain: list[tuple[object, str]] = [(None, ""), ("-", "")]
    if asked.kind == "count":
        return chance.choice([*plain, (number, str(number)), (str(number), str(number)), (f"{dotted} ", str(number)),
                              (f"{dotted}\u00a0", str(number)), ("Không", "0"), (f"{number} {asked.unit.lower()}",
                                                                                str(number)), (0, "0")])
    if asked.kind == "money":
        return chance.choice([*plain, (number, str(number)), (dotted, str(number)), ("12,5", "12.5"), (3.25, "3.25")])
    return chance.choice([*plain, ("Có", "1"), ("x", "1"), ("X ", "1"), ("không", "0"), ("Không", "0"), ("✓", "1")])


STRANGERS = ("Số máy chủ", "Số máy tính xách tay", "Số máy in", "Số CBCC có chứng chỉ tin học", "Kinh phí đào tạo CNTT",
             "Số máy tính không kết nối Internet", "Tổng số văn bản giấy", "Số hồ sơ giải quyết đúng hạn",
             "Số trang thiết bị hỏng",
             "Số CBCC nghỉ hưu trong năm", "Băng thông đường truyền Internet", "Số máy tính trên 5 năm sử dụng")
"""Rows that no edition knows."""


def misspelt(label: str, chance: random.Random) -> str:
    """The label as careless people type it: a letter lost or doubled, upper case, decomposed, tones lost, cut."""
    words = label.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    slip = chance.choice(long) if long else -1
    bare = "".join(char for char in unicodedata.normalize("NFD", label) if not unicodedata.combining(char))
    return chance.choice([
        label, label, label.upper(), unicodedata.normalize("NFD", label), bare.replace("đ", "d").replace("Đ", "D"),
        " ".join(word[:2] + word[3:] if place == slip else word for place, word in enumerate(words)),
        label[:-2] if len(label) > 25 else label, label.replace("oà", "òa").replace("uý", "úy"),
        "  " + label.replace(" ", "\u00a0", 1).replace(" ", "  ", 1) + " "])
