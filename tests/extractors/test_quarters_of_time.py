"""Quarters told in three manners and more."""

from __future__ import annotations

import pytest

from extractors.quarters import quarters_of


@pytest.mark.parametrize(("time", "quarters"), [
    ("Quý I-Quý IV", (1, 4)), ("Quý I-IV", (1, 4)), ("Quý III- Quý IV", (3, 4)), ("Quý I- Quý IV", (1, 4)),
    ("Quý II-IV", (2, 4)), ("Quý I", (1, 1)), ("Quý II.", (2, 2)), ("quý 1 đến quý 3", (1, 3)),
    ("Quý I, II/2018", (1, 2)),
    ("Quý II/2017", (2, 2)), ("Quý I và Quý II năm 2019", (1, 2)), ("Cả năm", (1, 4)), ("Trong năm 2019", (1, 4)),
])
def test_a_time_tells_its_first_and_last_quarter(time: str, quarters: tuple[int, int]) -> None:
    assert quarters_of(time) == quarters


@pytest.mark.parametrize("time", [
    "", "2017", "trước ngày 30/3", "Quý V", "Quý IV-I", "Quý I hoặc khi có yêu cầu", "Tháng 3"])
def test_what_tells_no_quarters_is_not_read_as_some(time: str) -> None:
    assert quarters_of(time) is None
