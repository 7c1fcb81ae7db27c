"""Lines of a cell → items parted by semicolons, without their bullets."""

from __future__ import annotations

import pytest

from extractors.page_content import Word
from extractors.text_lines import lines_of, listed_text
from tests.extractors.drawn_pages import LEADING, LETTER, Sheet

WEB = "http:" + "//"


def text_of(*lines: str, width: float = 40 * LETTER) -> str:
    """The listed text of a cell of that inner width."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(line, 20 + number * LEADING, 14.0)
    return listed_text(lines_of(sheet.words, (10.0, 16.0, 10.0 + width + 8.0, 20.0 + LEADING * len(lines))))


@pytest.mark.parametrize("mark", ["- ", "– ", "• ", "+ ", "* ", "▪", "\uf0b7 ", "✓ ", "-", "–"])
@pytest.mark.parametrize("end", ["", ";", " ;"])
def test_items_are_parted_whatever_their_bullets(mark: str, end: str) -> None:
    assert text_of(f"{mark}Tỷ lệ một{end}", f"{mark}Tỷ lệ", f"hai{end}") == "Tỷ lệ một; Tỷ lệ hai"


@pytest.mark.parametrize(("lines", "text"), [
    (["- Đạt 100%.", "- Duy trì"], "Đạt 100%.; Duy trì"),
    (["- Điều hành,...", "- Ký số"], "Điều hành,...; Ký số"),
    (["Gồm:", "- Một;", "- Hai"], "Gồm: Một; Hai"),
    (["Gồm các việc", "- Một;", "- Hai"], "Gồm các việc; Một; Hai"),
    (["- Một:", "+ Một a;", "+ Một b;", "- Hai"], "Một: Một a; Một b; Hai"),
    (["- Một việc"], "Một việc"),
    (["- một việc", "- hai việc"], "một việc; hai việc"),
    (["Sở A;", "Sở B"], "Sở A; Sở B"),
    (["Sở A;"], "Sở A"),
    (["Quý I-Quý", "IV"], "Quý I-Quý IV"),
    (["số 1025/UBND-", "VX"], "số 1025/UBND-VX"),
    (["từ 88-", "90% số trường"], "từ 88-90% số trường"),
    (["xã hội-Zalo"], "xã hội-Zalo"),
    ([f"tại {WEB}tthc.laoc", "ai.gov.vn nêu"], f"tại {WEB}tthc.laocai.gov.vn nêu"),
    ([f"{WEB}tthc.laocai.gov.", "vn, nâng"], f"{WEB}tthc.laocai.gov.vn, nâng"),
    ([f"{WEB}tthc.laocai", ".gov.vn"], f"{WEB}tthc.laocai.gov.vn"),
    ([f"{WEB}tthc.laocai.gov.vn", "nêu trên."], f"{WEB}tthc.laocai.gov.vn nêu trên."),
    ([f"{WEB}tthc.laocai.gov.vn.", "các sở"], f"{WEB}tthc.laocai.gov.vn. các sở"),
    ([f"{WEB}tthc.laocai.gov.vn.", "khi cần"], f"{WEB}tthc.laocai.gov.vn. khi cần"),
    ([], ""),
])
def test_the_text_of_a_list(lines: list[str], text: str) -> None:
    assert text_of(*lines) == text


def test_a_dash_that_a_full_line_pushed_down_is_no_bullet() -> None:
    assert text_of("Tỉnh Bà Rịa", "- Vũng Tàu", width=11 * LETTER) == "Tỉnh Bà Rịa - Vũng Tàu"


def test_nor_is_one_before_a_small_letter_among_items_with_capitals() -> None:
    lines = ["- Quản lý tài chính", "- kế toán", "- Quản lý tài sản", "- Duy trì"]
    assert text_of(*lines, width=19 * LETTER) == "Quản lý tài chính - kế toán; Quản lý tài sản; Duy trì"


def test_a_line_knows_the_width_of_its_first_word() -> None:
    line = lines_of([Word("Quý", 10, 20, 31, 30), Word("IV", 34, 20, 44, 30)])[0]
    assert (line.text, line.opening) == ("Quý IV", 21)
