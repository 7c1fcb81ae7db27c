"""Vietnamese figures: what is read, and what is left unread because it can mean two things."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import parse_digits, parse_number, without_lookalikes

wholes = st.integers(min_value=0, max_value=10**12)
exact = st.decimals(min_value=0, max_value=10**9, places=3)


def printed(value: Decimal, group: str) -> str:
    """As a Vietnamese report prints it: comma before the fraction, `group` between thousands."""
    whole, _, fraction = f"{value:,f}".partition(".")
    return whole.replace(",", group) + ("," + fraction if fraction else "")


@pytest.mark.parametrize(("text", "kind", "value", "unit", "decimals"), [
    ("1", "rank", "1", "", 0),
    ("10.309", "integer", "10309", "", 0),
    ("1374", "integer", "1374", "", 0),
    ("1 374", "integer", "1374", "", 0),
    ("21.463.626", "integer", "21463626", "", 0),
    ("0,849", "decimal", "0.849", "", 3),
    ("1,000", "decimal", "1.000", "", 3),
    ("1,900", "decimal", "1.900", "", 3),
    ("1.900", "decimal", "1900", "", 0),
    ("0.849", "decimal", "0.849", "", 3),
    ("94,73%", "percent", "94.73", "%", 2),
    ("94,73 %", "percent", "94.73", "%", 2),
    ("92.36%", "percent", "92.36", "%", 2),
    ("100%", "percent", "100", "%", 0),
    ("100", "percent", "100", "%", 0),
    ("91,67%", "mixed", "91.67", "%", 2),
    ("3,08 người/cơ quan", "mixed", "3.08", "người/cơ quan", 2),
    ("340.027", "mixed", "340027", "", 0),
    ("-0,5", "decimal", "-0.5", "", 1),
    ("1.234,50", "decimal", "1234.50", "", 2),
])
def test_a_figure_has_value_unit_and_decimals(text: str, kind: str, value: str, unit: str, decimals: int) -> None:
    number = parse_number(text, kind)
    assert number is not None
    assert (number.text, number.value, number.unit, number.decimals) == (text, Decimal(value), unit, decimals)


@pytest.mark.parametrize(("text", "kind"), [
    ("l,000", "decimal"), ("O,998", "decimal"), ("1OO", "integer"), ("0,8 49", "decimal"), ("0,", "decimal"),
    (",5", "decimal"), ("1.2.3", "integer"), ("10.30", "integer"), ("10,5", "rank"), ("1,0", "rank"),
    ("12 34", "integer"), ("1 234.567", "integer"), ("1.234 567", "integer"), ("0.849.123", "integer"),
    ("012.345", "integer"), ("1,234,567", "decimal"), ("50%", "decimal"), ("50%", "rank"), ("3 người", "integer"),
    ("99,40% 98,45%", "percent"), ("99,40% 98,45%", "mixed"), ("", "integer"), ("-", "integer"), ("%", "percent"),
    ("Chưa có dịch vụ hoạt động", "integer"), ("258/278", "integer"), ("5", "text"), ("5", "url"), ("--5", "integer"),
])
def test_what_is_not_one_certain_figure_is_not_read(text: str, kind: str) -> None:
    assert parse_number(text, kind) is None


def test_a_column_gives_its_unit_to_figures_that_print_none() -> None:
    bare, with_unit = parse_number("12", "mixed", unit="hồ sơ"), parse_number("12 tỉnh", "mixed", unit="hồ sơ")
    assert bare and with_unit and (bare.unit, with_unit.unit) == ("hồ sơ", "tỉnh")


@pytest.mark.parametrize(("digits", "mark", "value"), [
    ("10.309", ",", "10309"), ("10,309", ".", "10309"), ("10.309", ".", "10.309"), ("10,309", ",", "10.309"),
    ("92.36", ",", "92.36"), ("92,36", ".", "92.36"), ("92.360", ",", "92360"),
])
def test_the_decimal_mark_decides_what_the_other_mark_means(digits: str, mark: str, value: str) -> None:
    assert parse_digits(digits, mark) == Decimal(value)


@given(wholes, st.sampled_from([".", " ", ""]))
def test_a_whole_number_comes_back_whatever_parts_its_thousands(value: int, group: str) -> None:
    number = parse_number(printed(Decimal(value), group), "integer")
    assert number is not None and number.value == value


@given(exact, st.sampled_from([".", " ", ""]), st.sampled_from(["", "-"]))
def test_a_fraction_comes_back_with_its_decimals(value: Decimal, group: str, sign: str) -> None:
    number = parse_number(sign + printed(value, group), "decimal")
    assert number is not None and number.value == (-value if sign else value) and number.decimals == 3


@given(st.text(alphabet="0123456789.,% -lOangườ/", max_size=12),
       st.sampled_from(["rank", "integer", "decimal", "percent", "mixed", "text", "url"]))
def test_any_text_is_read_or_left_and_keeps_its_letters(text: str, kind: str) -> None:
    number = parse_number(text, kind)
    if number is None:
        return
    assert number.text == text and kind not in ("text", "url")
    assert number.value.is_finite() and number.decimals == max(0, -int(number.value.as_tuple().exponent))
    assert kind not in ("rank", "integer") or number.decimals == 0


@given(st.text(max_size=8))
def test_no_text_at_all_breaks_the_reading_of_figures(text: str) -> None:
    assert parse_number(text, "mixed") is None or any(char.isdigit() for char in text)


def test_letters_that_look_like_digits_are_told_not_mended() -> None:
    assert without_lookalikes("l,000") == "1,000" and without_lookalikes("O,998") == "0,998"
    assert parse_number("l,000", "decimal") is None


@pytest.mark.parametrize(("text", "value"), [
    ("Có", 1), ("có", 1), ("x", 1), ("X", 1), ("✓", 1), ("☑", 1), ("Không", 0), ("☐", 0),
    ("", None), ("Có một phần", None), ("5", None),
])
def test_a_flag_is_one_or_nought_or_nothing(text: str, value: int | None) -> None:
    number = parse_number(text, "flag", "flag")
    assert (number and number.value) == value


@pytest.mark.parametrize(("text", "mark", "value"), [
    ("34.9", ".", "34.9"), ("10,5", ".", "10.5"), ("10.5", ",", "10.5"), ("12.500", ",", "12.500"),
    ("12,500", ".", "12.500"), ("7,09", ".", "7.09"),
])
def test_the_greatest_figure_of_a_column_tells_a_fraction_from_thousands(text: str, mark: str, value: str) -> None:
    number = parse_number(text, "decimal", "points", mark, Decimal(35))
    assert number and number.value == Decimal(value)


def test_what_is_too_great_either_way_stays_as_it_is_read() -> None:
    number = parse_number("61.000", "decimal", "points", ",", Decimal(35))
    assert number and number.value == 61000


def test_points_of_an_option_carry_a_plus() -> None:
    number = parse_number("+ 10 điểm", "mixed")
    assert number and (number.value, number.unit) == (10, "điểm")
    assert parse_number("- 10 điểm", "mixed") is None  # a dash may be a bullet
    assert parse_number("Không", "heading") is None and parse_number("5", "choice") is None
