"""What people type into a cell of a form, and what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.form_spec import FormSpec, InputSpec, load_form_spec
from extractors.form_values import Answer, read_answer, read_points
from extractors.sheets import SheetCell
from tests.extractors.form_reading import forms_spec


@pytest.fixture(scope="module")
def words() -> FormSpec:
    spec = load_form_spec(forms_spec().home, forms_spec().id, "2012")
    assert spec
    return spec


def asked(kind: str) -> InputSpec:
    unit = {"count": "Máy", "money": "Triệu đồng", "flag": "Có/Không", "mark": "x"}[kind]
    return InputSpec("key", "A1", "A", kind, unit, (("", "Nhãn"),), True)


def typed(value: object, number_format: str = "General") -> SheetCell:
    if value is None:
        return SheetCell(1, 1, None, "", "empty")
    if isinstance(value, bool):
        return SheetCell(1, 1, value, str(value).upper(), "flag")
    if isinstance(value, Decimal):
        return SheetCell(1, 1, value, f"{value:f}", "number", number_format)
    if isinstance(value, date):
        return SheetCell(1, 1, value, value.isoformat(), "date")
    return SheetCell(1, 1, str(value), str(value), "error" if str(value).startswith("#") else "text")


def read(value: object, kind: str, words: FormSpec, unit: str | None = None) -> Answer:
    question = asked(kind)
    return read_answer(typed(value), question, question.unit if unit is None else unit, words)


@pytest.mark.parametrize(("value", "kind", "meant"), [
    ("7.054 ", "count", "7054"), ("1.234.567", "count", "1234567"), ("86 máy", "count", "86"), ("86máy", "count", "86"),
    ("53\u00a0\u00a0", "count", "53"), ("\u200b53", "count", "53"), ("1 234", "count", "1234"), ("12 cái", "count",
    "12"),
    ("Không", "count", "0"), ("không", "money", "0"), ("0", "count", "0"), ("-12", "count", "-12"), ("−12", "count",
    "-12"),
    (Decimal("-3"), "count", "-3"), ("150.780", "money", "150780"), ("25.000.000", "money", "25000000"),
    ("12,5", "money", "12.5"), ("1.250,75", "money", "1250.75"), ("1,234,567", "money", "1234567"), ("0,5", "money",
    "0.5"),
    (Decimal("3.25"), "money", "3.25"), ("Có", "flag", "1"), ("CÓ", "flag", "1"), ("co\u0301", "flag", "1"),
    ("x", "flag", "1"), ("X", "mark", "1"), ("✓", "mark", "1"), ("☑", "flag", "1"), ("Đã ban hành", "flag", "1"),
    ("Chưa có", "flag", "0"), ("Không", "flag", "0"), ("☐", "mark", "0"), (True, "flag", "1"), (False, "mark", "0"),
    (Decimal(1), "flag", "1"), ("Có (QĐ số 12/QĐ-STC)", "flag", "1"),
])
def test_an_answer_is_read(value: object, kind: str, meant: str, words: FormSpec) -> None:
    answer = read(value, kind, words)
    assert (answer.value, answer.code) == (Decimal(meant), "")


@pytest.mark.parametrize("value", [None, "-", " - ", "–", "…", "....", "/", "\u00a0", "không có số liệu"])
@pytest.mark.parametrize("kind", ["count", "money", "flag", "mark"])
def test_a_blank_is_no_value_and_no_doubt(value: object, kind: str, words: FormSpec) -> None:
    assert read(value, kind, words)[::2] == (None, "")


@pytest.mark.parametrize(("value", "kind", "code"), [
    ("97%", "count", "form_value_per_cent"), ("khoảng 50", "count", "form_value_wordy"), ("20/25", "count",
    "form_value_wordy"),
    ("20 + 5", "count", "form_value_wordy"), ("49 người", "count", "form_value_wordy"), ("Có", "count",
    "form_value_wordy"),
    ("x", "money", "form_value_wordy"), (True, "count", "form_value_wordy"), ("#REF!", "count", "form_value_error"),
    (date(2012, 7, 5), "count", "form_value_date"), ("1,234", "count", "form_value_either_way"),
    ("12,500", "money", "form_value_either_way"), (Decimal("7.054"), "count", "form_value_either_way"),
    ("Có/Không", "flag", "form_value_wordy"), ("có nhưng chưa đầy đủ", "flag", "form_value_wordy"),
    (Decimal(5), "flag", "form_value_not_yes_or_no"), ("1.2.3", "count", "form_value_wordy"),
    ("10.30.5", "money", "form_value_wordy"),
])
def test_what_cannot_be_read_for_certain_is_in_doubt(value: object, kind: str, code: str, words: FormSpec) -> None:
    answer = read(value, kind, words)
    assert (answer.value, answer.code) == (None, code)


def test_a_share_shown_by_its_format_is_no_count(words: FormSpec) -> None:
    assert read_answer(typed(Decimal("0.97"), "0%"), asked("count"), "Máy", words).code == "form_value_per_cent"
    assert read_answer(typed(Decimal(97)), asked("count"), "%", words).code == "form_value_per_cent"


def test_a_broken_count_is_kept_and_doubted(words: FormSpec) -> None:
    assert read("12,5", "count", words) == Answer(Decimal("12.5"), "Máy", "form_value_not_whole")


@pytest.mark.parametrize(("value", "beside", "meant", "unit"), [
    ("25.000.000", "Đồng", "25000000", "Đồng"), ("25.000.000 đ", "", "25000000", "Đồng"),
    ("25.000.000", "đồng", "25000000", "Đồng"), ("1,5 tỷ", "Triệu đồng", "1.5", "Tỷ đồng"),
    ("25 triệu", "Đồng", "25", "Triệu đồng"), ("511 tr.đ", "", "511", "Triệu đồng"), ("511", "Trđ", "511",
    "Triệu đồng"),
    ("511", "TRIỆU ĐỒNG", "511", "Triệu đồng"), ("511", "1.000.000 đồng", "511", "Triệu đồng"),
    ("511", "ngàn đồng", "511", "Nghìn đồng"), ("2 tỉ đồng", "", "2", "Tỷ đồng"), ("25.000", "1.000đ", "25000",
    "Nghìn đồng"),
    ("511", "", "511", "Triệu đồng"),
])
def test_money_keeps_the_unit_that_was_written(value: str, beside: str, meant: str, unit: str, words: FormSpec) -> None:
    assert read(value, "money", words, beside) == Answer(Decimal(meant), unit)


def test_an_unknown_unit_of_money_is_not_guessed(words: FormSpec) -> None:
    assert read("511", "money", words, "USD") == Answer(None, "Triệu đồng", "form_value_unit")
    assert read("511 USD", "money", words).code == "form_value_wordy"


@pytest.mark.parametrize(("value", "points"), [("4,5", "4.5"), ("4.5", "4.5"), ("10 điểm", "10"), (Decimal("0.7"),
                                               "0.7"),
                                               ("-", None), (None, None)])
def test_points_that_a_body_gives_itself(value: object, points: str | None, words: FormSpec) -> None:
    assert read_points(typed(value), words) == Answer(Decimal(points) if points else None, "Điểm")
    assert read_points(typed("=SUM(E13:E17)"), words).code == "form_points_unread"


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@given(st.integers(0, 10**9), st.sampled_from(["", " ", "\u00a0", "  ", "\t"]), st.sampled_from(["{}", "{} máy",
       "{} Máy"]),
       st.booleans())
def test_any_count_typed_in_any_manner(number: int, blank: str, manner: str, grouped: bool) -> None:
    spec = load_form_spec(forms_spec().home, forms_spec().id, "2012")
    assert spec
    text = blank + manner.format(dotted(number) if grouped else number) + blank
    assert read(text, "count", spec)[::2] == (Decimal(number), "")


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans())
def test_any_sum_of_money_with_a_decimal_comma(amount: Decimal, grouped: bool) -> None:
    spec = load_form_spec(forms_spec().home, forms_spec().id, "2012")
    assert spec
    whole, fraction = f"{amount:.2f}".split(".")
    assert read(f"{dotted(int(whole)) if grouped else whole},{fraction}", "money", spec).value == amount


@given(st.text(max_size=12))
def test_no_text_is_an_accident(text: str) -> None:
    """Whatever is typed gives a value, a doubt or nothing; never an exception, never a value with a refusal."""
    spec = load_form_spec(forms_spec().home, forms_spec().id, "2012")
    assert spec
    for kind in ("count", "money", "flag", "mark"):
        answer = read(text or None, kind, spec)
        assert answer.value is None or answer.value.is_finite()
        assert answer.value is None or answer.code in ("", "form_value_not_whole")
