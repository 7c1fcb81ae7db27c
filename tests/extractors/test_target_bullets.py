"""Targets told as bullets: the figure with its words, what stands behind it, and what is no target."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.errors import Problem
from extractors.plan_parts import Target
from extractors.target_figures import read_target_figure
from extractors.targets import read_targets
from tests.extractors.plan_bullets import lines, plan_spec

HEADING = "IV. NHIỆM VỤ, GIẢI PHÁP CẢI THIỆN ICT-Index NĂM 2019"


def read(*texts: str) -> tuple[list[Target], list[Problem]]:
    rules = plan_spec().targets
    assert rules
    return read_targets(lines(*texts), rules, ",")


@pytest.mark.parametrize(("text", "comparator", "low", "high", "unit"), [
    ("100%", "=", "100", None, "percent"),
    ("đạt 100%", "=", "100", None, "percent"),
    ("phấn đấu đạt 97,5 %", "=", "97.5", None, "percent"),
    ("trên 80%", ">", "80", None, "percent"),
    ("Trên 80%.", ">", "80", None, "percent"),
    ("từ 60% trở lên", ">=", "60", None, "percent"),
    ("60% trở lên", ">=", "60", None, "percent"),
    ("từ 60%", ">=", "60", None, "percent"),
    ("tối thiểu 40%", ">=", "40", None, "percent"),
    ("ít nhất 3 loại văn bản", ">=", "3", None, "document_types"),
    ("dưới 5%", "<", "5", None, "percent"),
    ("không quá 10%", "<=", "10", None, "percent"),
    ("từ 10% trở xuống", "<=", "10", None, "percent"),
    ("88-90%", "between", "88", "90", "percent"),
    ("từ 88% đến 90%", "between", "88", "90", "percent"),
    ("88 – 90 %", "between", "88", "90", "percent"),
    ("trên 50/100 dân", ">", "50", None, "per_100_inhabitants"),
    ("1.250 máy", "=", "1250", None, "máy"),
    ("12", "=", "12", None, "count"),
])
def test_a_figure_is_read_with_the_words_around_it(text: str, comparator: str, low: str, high: str | None,
                                                  unit: str) -> None:
    rules = plan_spec().targets
    assert rules
    figure = read_target_figure(text, rules.figures, ",")
    assert figure is not None and not figure.is_contradictory
    assert (figure.comparator, figure.target, figure.target_max, figure.unit) == (
        comparator, Decimal(low), high and Decimal(high), unit)


@pytest.mark.parametrize("text", [
    "Mường Khương, Bắc Hà", "đăng ký trước ngày 30/3", "90-88%", "trên 80-90%", "", "trên",
    "100% cơ quan, đơn vị của tỉnh và của các huyện", "làm trong Quý I, II/2018", "1.2.3.4",
])
def test_what_is_no_figure_is_not_read_as_one(text: str) -> None:
    rules = plan_spec().targets
    assert rules
    assert read_target_figure(text, rules.figures, ",") is None


def test_a_bullet_tells_its_due_and_its_lead_over_several_lines_and_in_any_order() -> None:
    [first, second], doubts = read(
        HEADING,
        "- Người lớn biết đọc, biết viết: 100%; hạn Quý", "II/2019; chủ trì: Các sở,",
        "ban, ngành; UBND các huyện, thành phố.",
        "- Thuê bao Internet/100 dân: trên 50/100 dân; đơn vị chủ trì: Sở Công Thương; thời hạn: 2020.")
    assert not doubts
    assert (first.indicator_printed, first.due_printed, first.due_quarter) == (
        "Người lớn biết đọc, biết viết", "Quý II/2019", 2)
    assert first.lead_printed == "Các sở, ban, ngành; UBND các huyện, thành phố"
    assert (first.target_year, first.page, first.row) == (2019, 1, 1)
    assert (second.lead_printed, second.due_printed, second.due_quarter) == ("Sở Công Thương", "2020", None)
    assert second.target_year == 2020, "the year that it is due, where that is told"


def test_only_bullets_under_a_heading_of_targets_are_targets() -> None:
    targets, doubts = read(
        "III. ĐÁNH GIÁ NĂM 2018", "- Tỷ lệ máy tính: 90%", "V. CHỈ TIÊU", "NĂM 2019 (tóm tắt)",
        "1. Hạ tầng", "• Tỷ lệ máy tính: 95%", "2. Nhân lực", "• Cán bộ chuyên trách đạt 100%",
        "VI. TỔ CHỨC THỰC HIỆN", "- Kinh phí: 100%")
    assert [(target.indicator_printed, target.target) for target in targets] == [
        ("Tỷ lệ máy tính", Decimal(95)), ("Cán bộ chuyên trách", Decimal(100))]
    assert not doubts


def test_a_bullet_without_a_figure_is_told_and_takes_no_number() -> None:
    targets, doubts = read(HEADING, "- Hoàn thành mạng nội bộ cho 02 huyện: Mường Khương, Bắc Hà.",
                           "- Tỷ lệ máy tính: 95%")
    assert [target.row for target in targets] == [1]
    assert [(doubt.code, doubt.found) for doubt in doubts] == [
        ("target_unread", "Hoàn thành mạng nội bộ cho 02 huyện: Mường Khương, Bắc Hà.")]


def test_words_that_contradict_each_other_are_told() -> None:
    [target], [doubt] = read(HEADING, "- Hồ sơ trực tuyến: trên 60% trở lên; hạn 2019")
    assert (target.comparator, target.target) == (">=", Decimal(60))
    assert (doubt.code, doubt.found) == ("target_comparator_unclear", "trên 60% trở lên")
