"""Columns lined up by header, content and neighbours together, never one by one."""

from decimal import Decimal

import pytest

from extractors.adoption.columns import ColumnLineup, line_up
from extractors.adoption.contents import Content
from extractors.adoption.header_readings import HeaderReading
from extractors.adoption.pairing import best_pairs
from extractors.adoption.wordings import Titles, header_likeness
from extractors.adoption.years import masked, shifted
from extractors.spec import ColumnSpec, TableSpec

INDEX = ("0,95", "0,9", "0,71")
RANK = ("1", "2", "3")
NAMES = ("Bắc Ninh", "Hà Nội", "Lào Cai")


def table(*columns: tuple[str, str, str]) -> TableSpec:
    """A table of columns: key, header (levels parted by /), type."""
    specs = tuple(ColumnSpec(key, tuple(header.split("/")), kind, "", None,
                             Decimal(1) if kind == "decimal" else None, True, False) for key, header, kind in columns)
    return TableSpec("4.1", "t", "T", "", "province", 3, "all", (), "", (), "", "", "results", frozenset(["pdf"]), (),
                     specs)


def reading(*columns: tuple[str, tuple[str, ...]]) -> HeaderReading:
    return HeaderReading(1, tuple(tuple(header.split("/")) for header, _ in columns),
                         tuple(Content(texts) for _, texts in columns), 3)


def keys(lineup: ColumnLineup) -> dict[str, int]:
    return {lineup.known[pair.known].key: pair.printed for pair in lineup.pairs}


KNOWN = table(("rank", "Thứ hạng", "rank"), ("entity", "Tỉnh, thành phố", "text"),
              ("index", "Chỉ số năm 2016", "decimal"))


def test_a_header_worded_anew_is_known_by_what_stands_under_it() -> None:
    printed = reading(("Xếp hạng", RANK), ("Địa phương", NAMES), ("Điểm đánh giá năm 2017", INDEX))
    assert keys(line_up(KNOWN, printed, "2016", "2017", {})) == {"rank": 0, "entity": 1, "index": 2}


def test_the_year_moved_on_is_no_other_header() -> None:
    printed = reading(("Thứ hạng", RANK), ("Tỉnh, thành phố", NAMES), ("Chỉ số năm 2017", INDEX))
    lineup = line_up(KNOWN, printed, "2016", "2017", {})
    assert all(lineup.headers[pair.known][pair.printed] == 1 for pair in lineup.pairs)


def test_columns_of_like_headers_keep_theirs_in_another_order() -> None:
    known = table(("l3", "Số lượng mức độ 3", "integer"), ("l4", "Số lượng mức độ 4", "integer"),
                  ("total", "Tổng cộng", "integer"))
    printed = reading(("Tổng cộng", RANK), ("Số lượng mức độ 4", RANK), ("Số lượng mức độ 3", RANK))
    assert keys(line_up(known, printed, "2016", "2016", {})) == {"total": 0, "l4": 1, "l3": 2}


def test_equal_headers_are_told_by_their_neighbours_when_one_is_gone() -> None:
    known = table(("a", "Máy tính", "integer"), ("a_points", "Điểm", "decimal"), ("b", "Mạng LAN", "integer"),
                  ("b_points", "Điểm", "decimal"), ("c", "Phần mềm", "integer"), ("c_points", "Điểm", "decimal"))
    printed = reading(("Máy tính", RANK), ("Điểm", INDEX), ("Phần mềm", RANK), ("Điểm", INDEX))
    assert keys(line_up(known, printed, "2016", "2016", {})) == {"a": 0, "a_points": 1, "c": 2, "c_points": 3}


def test_upper_levels_that_are_not_printed_do_no_harm() -> None:
    known = table(("x", "Hạ tầng/Xã hội", "rank"), ("y", "Hạ tầng/CQNN", "rank"), ("z", "Nhân lực/Xã hội", "rank"))
    printed = reading(("Xã hội", RANK), ("CQNN", RANK), ("Xã hội", RANK))
    lineup = line_up(known, printed, "2016", "2016", {})
    assert keys(lineup) == {"x": 0, "y": 1, "z": 2}
    assert all(lineup.headers[pair.known][pair.printed] == 1 for pair in lineup.pairs)


def test_pairs_are_the_best_together_not_one_after_the_other() -> None:
    pairs = best_pairs([[0.9, 0.8], [0.85, 0.1]], 0.45)
    assert {(pair.known, pair.printed) for pair in pairs} == {(0, 1), (1, 0)}


def test_a_pair_that_another_one_comes_near_has_a_small_margin() -> None:
    clear, = best_pairs([[0.9, 0.5]], 0.45)
    close, = best_pairs([[0.9, 0.88]], 0.45)
    assert clear.margin == pytest.approx(0.4) and close.margin == pytest.approx(0.02)


def test_words_that_few_captions_have_tell_them_apart() -> None:
    titles = Titles(["chỉ số hạ tầng của các tỉnh", "chỉ số nhân lực của các tỉnh", "chỉ số chính sách của các tỉnh"])
    reworded = titles.likeness("mức độ sẵn sàng hạ tầng của các tỉnh", "chỉ số hạ tầng của các tỉnh")
    another = titles.likeness("chỉ số an toàn của các tỉnh", "chỉ số hạ tầng của các tỉnh")
    assert reworded > another


@pytest.mark.parametrize(("text", "period", "other", "other_period"), [
    ("Chỉ số năm 2016", "2016", "Chỉ số năm 2017", "2017"),
    ("so với năm 2015", "2016", "so với năm 2024", "2025"),
    ("hai năm 2016, 2017", "2017", "hai năm 2017, 2018", "2018"),
])
def test_years_are_distances_to_the_period(text: str, period: str, other: str, other_period: str) -> None:
    assert masked(text, period) == masked(other, other_period) != text
    assert shifted(text, int(other_period) - int(period)) == other


def test_a_header_with_its_level_is_liker_than_one_of_other_words() -> None:
    last = ("Hạ tầng kỹ thuật CNTT", "Tỷ lệ máy tính/CBCC")
    assert header_likeness(("Hạ tầng kỹ thuật", "Tỉ lệ máy tính/CBCC"), last) > 0.6
    assert header_likeness(("Nhân lực", "Số lượng phần mềm"), last) < 0.4
