"""Labels that ask for something else, a little more or a little less than the form of the edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.contract import Form, Outcome
from extractors.errors import Problem
from tests.extractors.form_reading import read_one, values
from tests.extractors.odd_forms import OddForm, asked_rows

ANSWER = {"count": 17, "money": 17, "flag": "Có", "mark": "x"}
KINDS = {asked.key: asked.kind for asked in asked_rows() if asked.key}


def read_as(key: str, label: str, folder: Path) -> tuple[Form, Outcome]:
    """The form filled in but for one choice of two, the label of one input worded otherwise."""
    answers: dict[str, object] = {other: ANSWER[kind] for other, kind in KINDS.items() if other != "website_partial"}
    return read_one(OddForm(labels={key: label}, answers=answers).save(folder / "phieu.xlsx"))


def unlike(outcome: Outcome) -> list[Problem]:
    return [doubt for doubt in outcome.doubts if doubt.code == "form_label_unlike"]


@pytest.mark.parametrize(("key", "label"), [
    ("computers_total", "Tổng số máy tính hỏng của cơ quan"),
    ("computers_total", "Tong so may tinh hong cua co quan"),
    ("computers_total", "Tổng số máy chủ của cơ quan"),
    ("computers_total", "Tổng số máy tính của cơ quan (máy cũ)"),
    ("computers_lan", "Số máy tính kết nối mạng WAN"),
    ("computers_lan", "Số máy tính sẽ kết nối mạng LAN"),
    ("computers_antivirus", "Số máy tính được cài đặt phần mềm phòng chống virus miễn phí"),
    ("staff_total", "Tổng số CBCC nữ trong cơ quan"),
    ("staff_email_regular", "Số CBCC ít sử dụng thư điện tử trong công việc"),
    ("staff_email_govvn", "Số CBCC được cấp và sử dụng hộp thư điện tử có tên miền .com"),
    ("docs_out_total", "- Tổng số văn bản đi của cơ quan năm trước"),
    ("docs_out_total", "- Tổng số văn bản đi của cơ quan (6 tháng đầu năm)"),
    ("staff_it_trained", "Số CBCC cần được đào tạo CNTT phục vụ công tác chuyên môn"),
    ("it_specialists", "Số cán bộ chuyên trách về CNTT trình độ dưới cao đẳng"),
    ("plan", "Kế hoạch ứng dụng CNTT (đang dự thảo)"),
    ("budget_it", "- Tổng ngân sách kế hoạch chi cho ứng dụng CNTT"),
])
def test_a_label_that_restricts_is_not_the_input(key: str, label: str, tmp_path: Path) -> None:
    form, outcome = read_as(key, label, tmp_path)
    assert key not in values(form) and len(values(form)) == len(KINDS) - 1
    assert [doubt.details["label"] for doubt in outcome.doubts if doubt.code == "form_row_unknown"] == [label]
    assert any(doubt.code == "form_input_absent" and key in doubt.expected for doubt in outcome.doubts)


@pytest.mark.parametrize(("key", "label", "words"), [
    ("staff_total", "Tổng số CBCC hợp đồng trong cơ quan", "+hợp +đồng"),
    ("docs_out_total", "- Tổng số văn bản giấy đi của cơ quan", "+giấy"),
    ("computers_internet", "Số máy tính kết nối Internet (3G)", "+3g"),
    ("staff_email_regular", "Số CBCC sử dụng thư điện tử trong công việc", "−thường −xuyên"),
])
def test_a_word_more_or_less_is_told(key: str, label: str, words: str, tmp_path: Path) -> None:
    form, outcome = read_as(key, label, tmp_path)
    assert values(form)[key] == "17"
    assert [(doubt.found, doubt.details["words"]) for doubt in unlike(outcome)] == [(label, words)]
    assert next(given.confidence for given in form.inputs if given.input == key) < 1


@pytest.mark.parametrize(("key", "label"), [
    ("computers_total", "Tổng số máy tính của đơn vị"), ("computers_total", "TỔNG SỐ MÁY TÍNH CỦA CƠ QUAN (MÁY)"),
    ("computers_total", "Tong so may tinh cua co quan"), ("computers_lan", "Số máy tính kêt nối mạng LAN"),
    ("one_stop", "Một cửa điện tử liên thông (Có/Không)"), ("website_partial", "- Có, thông tin chưa đầy đủ"),
    ("docs_in_total", "Trao đổi văn bản điện tử: tổng số văn bản đến của cơ quan"),
    ("budget_it", "- Tổng ngân sách chi cho ứng dụng CNTT năm 2012"), ("plan", "Kế hoạch ứng dụng CNTT năm 2012"),
])
def test_the_same_in_other_words_is_not_told(key: str, label: str, tmp_path: Path) -> None:
    form, outcome = read_as(key, label, tmp_path)
    assert len(values(form)) == len(KINDS) and not unlike(outcome), outcome.doubts


@pytest.mark.parametrize(("key", "label", "other"), [
    ("budget_it", "- Tổng ngân sách", "budget_recurrent"),
    ("docs_out_total", "- Tổng số văn bản của cơ quan", "docs_in_total"),
])
def test_a_label_without_the_words_that_part_two_inputs_is_neither(key: str, label: str, other: str,
                                                                   tmp_path: Path) -> None:
    form, outcome = read_as(key, label, tmp_path)
    assert key not in values(form) and values(form)[other] == "17"
    doubt = next(doubt for doubt in outcome.doubts if doubt.found == label)
    assert doubt.code in ("form_input_ambiguous", "form_row_unknown") and ":D" in doubt.cell_id
    told = " ".join(f"{each.expected}" for each in outcome.doubts)
    assert key in told
