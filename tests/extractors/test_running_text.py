"""Lines of a cell → running text: wrapped lines, bullets, words and figures broken at a line's end."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.page_content import Word, clean
from extractors.text_lines import lines_of, running_text
from tests.extractors.drawn_pages import LEADING, LETTER, SIZE, Sheet

words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyạếộữ", min_size=1, max_size=8)


def text_of(*lines: str, width: float = 100.0) -> str:
    """The running text of a cell of that inner width."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(line, 20 + number * LEADING, 14.0)
    return running_text(lines_of(sheet.words, (10.0, 16.0, 10.0 + width + 8.0, 20.0 + LEADING * len(lines))))


@pytest.mark.parametrize(("lines", "text"), [
    (["Bộ Lao động,", "Thương binh", "và Xã hội"], "Bộ Lao động, Thương binh và Xã hội"),
    (["94,73", "%"], "94,73%"),
    (["đạt 94,73", "% số hộ"], "đạt 94,73% số hộ"),
    (["tỷ lệ", "% hồ sơ"], "tỷ lệ % hồ sơ"),
    (["giai đoạn 2016-", "2020"], "giai đoạn 2016-2020"),
    (["3,08 người/", "cơ quan"], "3,08 người/cơ quan"),
    (["Bà Rịa -", "Vũng Tàu"], "Bà Rịa - Vũng Tàu"),
    (["từ năm 2016 -", "- 2020"], "từ năm 2016 - - 2020"),
    ([], ""),
])
def test_lines_are_joined_as_they_were_before_the_line_broke(lines: list[str], text: str) -> None:
    assert text_of(*lines) == text


@pytest.mark.parametrize(("lines", "text"), [
    (["- Khối sở;", "- Khối huyện"], "- Khối sở; - Khối huyện"),
    (["- Khối sở", "- Khối huyện"], "- Khối sở; - Khối huyện"),
    (["Tỉ lệ", "- Khối sở", "- Khối huyện"], "Tỉ lệ - Khối sở; - Khối huyện"),
    (["+ Sở", "và ban", "+ Huyện"], "+ Sở và ban; + Huyện"),
    (["• Sở,", "• Huyện"], "Sở, Huyện"),
    (["● Sở", "và ban", "▪Huyện"], "Sở và ban; Huyện"),
    (["• Sở"], "Sở"),
    (["như sau:", "- Sở là 5", "- Huyện"], "như sau: - Sở là 5; - Huyện"),
])
def test_bullets_are_parted_by_a_semicolon_where_none_is_printed(lines: list[str], text: str) -> None:
    assert text_of(*lines) == text


def test_a_dash_that_a_full_line_pushed_down_is_no_bullet() -> None:
    assert text_of("Tỉnh Bà Rịa", "- Vũng Tàu", width=11 * LETTER) == "Tỉnh Bà Rịa - Vũng Tàu"


def test_a_dash_after_a_line_with_room_is_a_bullet() -> None:
    assert text_of("- Sở", "- Ban quản lý", width=30 * LETTER) == "- Sở; - Ban quản lý"


def test_a_minus_before_a_figure_is_no_bullet() -> None:
    assert text_of("từ", "-5 đến 5", width=30 * LETTER) == "từ -5 đến 5"


def test_words_of_one_line_may_stand_a_little_higher() -> None:
    raised = [Word("(1)", 40, 18, 50, 28), Word("hai", 10, 20, 30, 30), Word("ba", 10, 32, 20, 42)]
    assert [line.text for line in lines_of(raised)] == ["hai (1)", "ba"]


@given(st.lists(words, min_size=1, max_size=20), st.integers(min_value=1, max_value=6), st.randoms())
def test_wrapping_and_the_order_of_words_do_not_change_the_text(texts: list[str], per_line: int,
                                                                chance: Random) -> None:
    placed = [Word(text, 10 + index % per_line * 60, 20 + index // per_line * LEADING,
                   10 + index % per_line * 60 + LETTER * len(text), 20 + index // per_line * LEADING + SIZE)
              for index, text in enumerate(texts)]
    chance.shuffle(placed)
    assert running_text(lines_of(placed, (8, 16, 400, 400))) == " ".join(texts)


@pytest.mark.parametrize(("raw", "text"), [
    ("Hoa\u0300 Bi\u0300nh", "Hoà Bình"), ("Hà\u00a0Nội", "Hà Nội"), ("công\u00ad nghệ\u200b", "công nghệ"),
    ("  a \n b\t", "a b"), ("ộắếữ", "ộắếữ"),
])
def test_letters_are_composed_and_invisible_ones_left_out(raw: str, text: str) -> None:
    assert clean(raw) == text
