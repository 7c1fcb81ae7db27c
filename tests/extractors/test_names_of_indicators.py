"""Which indicator a wording means: listed, the name itself, alike, or none."""

from __future__ import annotations

import csv

import pytest

from extractors.indicator_names import IndicatorFinder, KnownIndicator, read_known_indicators, read_wordings
from tests.extractors.plan_bullets import SEEDS, indicator_finder, plan_spec

KNOWN = [KnownIndicator("1", "Tỷ lệ điểm dịch vụ công mức độ 1"),
         KnownIndicator("2", "Tỷ lệ điểm dịch vụ công mức độ 2"),
         KnownIndicator("3", "Tỷ lệ hộ gia đình có máy tính")]


@pytest.mark.parametrize(("name", "codes", "is_whole"), [
    ("Tỷ lệ người lớn biết đọc, biết viết", ("2.1.1",), True),
    ("Trường tiểu học có phòng máy tính và dạy tin học", ("2.1.3",), False),
    ("Tỷ lệ công chức, viên chức được tập huấn về phần mềm nguồn mở (PMNM)", ("2.2.4",), True),
    ("Dịch vụ công trực tuyến mức độ 3, mức độ 4:", ("3.2.3", "3.2.4"), False),
    ("Triển khai các ứng dụng cơ bản: Phần mềm Quản lý văn bản", ("3.1.2",), True),
    ("Cơ quan cấp tỉnh, huyện dùng chữ ký số", (), False),
])
def test_a_listed_wording_and_a_name_are_certain(name: str, codes: tuple[str, ...], is_whole: bool) -> None:
    match = indicator_finder().find(name)
    assert (match.node_codes, match.is_whole, match.is_certain) == (codes, is_whole, True)


def test_a_name_that_is_nearly_another_is_taken_for_it_and_not_certain() -> None:
    match = IndicatorFinder([], KNOWN).find("Tỉ lệ hộ gia đình có máy tinh")
    assert (match.node_codes, match.is_certain, match.nearest) == (("3",), False, "Tỷ lệ hộ gia đình có máy tính")


def test_a_number_in_a_name_is_never_taken_for_another() -> None:
    finder = IndicatorFinder([], KNOWN)
    assert finder.find("Tỷ lệ điểm các dịch vụ công mức độ 2").node_codes == ("2",)
    assert finder.find("Tỷ lệ điểm dịch vụ công mức độ 4").node_codes == ()


def test_an_unknown_name_means_none_and_tells_the_nearest() -> None:
    match = IndicatorFinder([], KNOWN).find("Tỷ lệ hộ gia đình có xe máy điện")
    assert (match.node_codes, match.is_certain) == ((), False)
    assert match.nearest == "Tỷ lệ hộ gia đình có máy tính" and 50 < match.per_cent < 90


def test_every_listed_code_is_a_leaf_of_the_index() -> None:
    spec = plan_spec()
    leaves = {known.node_code for known in read_known_indicators(SEEDS / "framework", spec.series, spec.period)}
    assert len(leaves) == 30
    wordings = read_wordings(spec.home)
    assert wordings and {code for _, codes, _ in wordings for code in codes} <= leaves


def test_a_year_of_another_method_has_other_leaves() -> None:
    with (SEEDS / "framework" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        methods = {row["framework_edition"] for row in csv.DictReader(file)
                   if row["framework_code"] == "vietnam_ict_index" and row["kind"] == "indicator"}
    assert methods == {"2016"}
    assert read_known_indicators(SEEDS / "framework", plan_spec().series, "2012") == []
