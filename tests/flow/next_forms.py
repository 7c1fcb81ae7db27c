"""Next year's forms: data added to a copy of the project, and forms laid out and worded otherwise; no code."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path

import openpyxl

from tests.extractors.odd_forms import OTHER_WORDS, OddForm, asked_rows

FORMS, NEXT_FORMS = "dienbien-2012", "dienbien-2013"
LOCKED = Path(__file__).with_name("locked_form.xlsx")
"""A form of this year behind a password, saved with LibreOffice."""
NEW_INPUT = "wifi_points"

SERIES_ENTRY = """
  dienbien-2013:
    period: "2013"
    published_on: "2013-12"
    title_vi: Chỉ số chính quyền điện tử tỉnh Điện Biên 2013
    title_en: E-GOV Index of Điện Biên 2013
"""


def add_next_forms(project: Path) -> None:
    """Add the specification of `dienbien-2013`: its entry, its wordings, a figure that is asked for the first time."""
    series = project / "extractors" / "series" / "dienbien_egov"
    entry = (series / "series.yml").read_text(encoding="utf-8").rstrip("\n") + SERIES_ENTRY
    (series / "series.yml").write_text(entry, encoding="utf-8", newline="\n")
    with (series / "form_inputs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        parent = row[FORMS].rpartition(" | ")[0]
        label = OTHER_WORDS[row["input_key"]][-1]
        row[NEXT_FORMS] = f"{parent} | {label}" if parent else label
    rows.append(rows[0] | {"input_key": NEW_INPUT, "section": "A", "unit": "Điểm", "also_written": "",
                           FORMS: "-", NEXT_FORMS: "Số điểm phát sóng không dây"})
    with (series / "form_inputs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_next_forms(folder: Path) -> None:
    """The forms of the new year as they came in, good and bad, in two folders."""
    folder.mkdir(parents=True)
    (folder / "nộp muộn").mkdir()
    missing_and_illogical = figures(2) | {"computers_lan": 70, "budget_it": None}
    form("Sở Tài chính", missing_and_illogical, self_points={"D3": 10}).save(folder / "so tai chinh.xlsx")
    form("Sở Y tế", figures(3), columns=("remark", "self_points", "value", "previous", "unit", "label", "number"),
         first_column=2, first_row=4).save(folder / "SYT.xlsx")
    form("Sở Tư pháp", figures(1) | {"plan": "Không"}).save(folder / "stp.xlsx")
    form("Sở Tư pháp", figures(1), title="PHIẾU THU THẬP SỐ LIỆU NĂM 2013 (BỔ SUNG)",
         signed="Điện Biên, ngày 20 tháng 12 năm 2013").save(folder / "nộp muộn" / "stp lần 2.xlsx")
    form("Sở Giao thông vân tải", figures(4), split_at="C").save(folder / "gtvt.xlsx")
    form("Sở Ngoại Giao Đoàn", figures(1)).save(folder / "lạ.xlsx")
    shutil.copyfile(LOCKED, folder / "nộp muộn" / "xd (mật khẩu).xlsx")
    (folder / "rỗng.xlsx").write_bytes(b"")
    book = openpyxl.Workbook()
    for row in (["Lịch trực", "Thứ hai", "Thứ ba"], ["Sáng", "An", "Bình"], ["Chiều", "Bình", "An"]):
        book.active.append(row)
    book.save(folder / "lịch trực.xlsx")
    shutil.copyfile(folder / "SYT.xlsx", folder / "nộp muộn" / "SYT (bản sao).xlsx")


def figures(more: int) -> dict[str, object]:
    """Answers of one body, whole and in order; `more` makes a body better than the next."""
    return {
        "staff_total": 50, "computers_total": 40 + more, "computers_lan": 40, "computers_internet": "40",
        "security_items": more, "computers_antivirus": f"{20 + more} ", "staff_email_regular": 30 + more,
        "staff_email_govvn": 10 + more, "website_full": None, "website_partial": "x", "services_total": "1.200",
        "services_online": 600 + 100 * more, "dvc2": "x", "dvc3": "x" if more > 1 else None, "dvc4": None,
        "staff_doc_mgmt": 25 + more, "software_count": more, "one_stop": "Không", "docs_out_total": 1000,
        "docs_in_total": "3.000", "docs_out_system": 500, "docs_in_system": 1500 + 100 * more,
        "staff_it_trained": 25 + more, "it_specialists": 1, "plan": "Có", "regulation": "Có" if more > 2 else "Không",
        "budget_it": 120 + more, "budget_recurrent": "7.100",
    }


def form(agency: str, answers: dict[str, object], **layout: object) -> OddForm:
    """A form of the new year in its wording: columns in another order, last year's beside, what nobody asked before."""
    labels = {asked.key: OTHER_WORDS[asked.key][-1] for asked in asked_rows() if asked.key}
    usual: dict[str, object] = {
        "title": "PHIẾU THU THẬP SỐ LIỆU ỨNG DỤNG CNTT NĂM 2013",
        "columns": ("number", "label", "unit", "previous", "value", "self_points", "remark"),
        "headers": {"previous": "Năm 2012", "value": "Năm 2013"}, "signed": "Điện Biên, ngày 10 tháng 12 năm 2013",
        "modified": datetime(2013, 12, 10, 8, 0), "strangers": {"security_items": "Số điểm phát sóng không dây"},
    }
    return OddForm(agency=agency, answers=answers, labels=labels, **(usual | layout))  # type: ignore[arg-type]
