"""Ranks, sums and ways of writing, without any table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.arithmetic import (
    drops_zeros,
    foreign_shares,
    is_grouped,
    is_ungrouped,
    nearest_possible,
    nearest_sum,
    numbers_in,
    owners_of_addresses,
    parse_row_sums,
    possible_ranks,
    print_figure,
    ranks_in_order,
    usual,
)
from extractors.numbers import parse_digits

BASES = st.lists(st.tuples(st.decimals(0, 1, places=3), st.decimals(0, 9, places=0)), max_size=30)


def test_equal_figures_share_a_rank_and_leave_a_gap() -> None:
    bases = [(Decimal(figure),) for figure in ("0.9", "0.8", "0.80", "0.7")]
    assert [lowest for lowest, _ in possible_ranks(bases)] == [1, 2, 2, 4]


@given(BASES)
def test_a_rank_is_one_more_than_the_number_of_better_ones(bases: list[tuple[Decimal, ...]]) -> None:
    assert possible_ranks(bases) == [(1 + sum(other > basis for other in bases),) * 2 for basis in bases]


@given(BASES, st.integers(0, 5), st.data())
def test_ranks_do_not_depend_on_the_order_of_rows(bases: list[tuple[Decimal, ...]], unknown: int,
                                                  data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(bases))))
    ranks = possible_ranks(bases, unknown)
    assert possible_ranks([bases[i] for i in order], unknown) == [ranks[i] for i in order]


def test_a_rank_is_a_fault_only_where_no_unknown_row_can_explain_it() -> None:
    [(lowest, highest)] = possible_ranks([(Decimal("0.5"),)], unknown=2)
    assert [nearest_possible(Decimal(rank), (lowest, highest)) for rank in (1, 3, 4)] == [1, 3, 3]


def test_a_row_sum_is_a_total_and_its_parts() -> None:
    assert parse_row_sums("total = level3 + level4; self = self3 + self4") == [
        ("total", ("level3", "level4")), ("self", ("self3", "self4"))]
    assert parse_row_sums("") == []
    with pytest.raises(ValueError, match="is not of the form"):
        parse_row_sums("total = level3 - level4")


@pytest.mark.parametrize(("printed", "decimals", "parts", "nearest"), [
    ("107.1", 1, ["33.7", "43.8", "14.7", "15.0"], "107.1"),
    ("107.6", 1, ["33.7", "43.8", "14.7", "15.0"], "107.2"),
    ("91", 0, ["12", "36", "43"], "91"),
    ("92", 0, ["12", "36", "43"], "91"),
    ("92.0", 1, ["10.5", "81"], "91.5"),
    ("40.6", 1, ["12.9", "7.09", "5.4", "15.2"], "40.6"),
])
def test_only_figures_with_decimals_may_be_rounded(printed: str, decimals: int, parts: list[str],
                                                   nearest: str) -> None:
    addends = [(Decimal(part), len(part.partition(".")[2])) for part in parts]
    assert nearest_sum(Decimal(printed), addends, decimals) == Decimal(nearest)


def test_ranks_that_run_on_stand_behind_each_other_in_any_order() -> None:
    bases = [(Decimal(figure),) for figure in ("0.9", "0.8", "0.80", "0.7")]
    assert ranks_in_order(bases) == [(1, 1), (2, 3), (2, 3), (4, 4)]
    assert ranks_in_order(bases, unknown=1)[3] == (4, 5)


@pytest.mark.parametrize(("text", "mark", "numbers"), [
    ("Chỉ số HTKT (Điểm tối đa 35) | E-GOV Index", ".", ["35"]),
    ("ƯD CNTT phục vụ người dân, DN (13)", ".", ["13"]),
    ("Điểm tối đa 12,5 (năm 2016)", ",", ["12.5", "2016"]),
    ("đạt >3% theo 43/2011, mục 1.2 và A4", ",", []),
])
def test_numbers_in_a_header_are_those_that_stand_alone(text: str, mark: str, numbers: list[str]) -> None:
    assert numbers_in(text, mark) == [Decimal(number) for number in numbers]


def test_zeros_behind_the_mark_are_left_out_where_whole_numbers_stand_beside_fractions() -> None:
    assert drops_zeros(["12", "10.5", "11"])
    assert not drops_zeros(["12", "10.5", "11.0"])
    assert not drops_zeros(["12", "11"])
    assert not drops_zeros(["0,849", "0,85"])


@given(st.decimals(0, 10**9, places=3), st.sampled_from([",", "."]))
def test_a_figure_written_in_the_manner_of_the_document_is_read_back(value: Decimal, mark: str) -> None:
    assert parse_digits(print_figure(value, mark), mark) == value


def test_thousands_are_parted_or_not() -> None:
    texts = ["1374", "1.374", "999", "0374", "12.5", "0,849", "10.309"]
    assert list(filter(is_ungrouped, texts)) == ["1374"]
    assert list(filter(is_grouped, texts)) == ["1.374", "10.309"]


def test_a_per_cent_with_the_other_mark_is_found_and_thousands_are_not() -> None:
    text = "65 dịch vụ, tỷ lệ 92.36%, còn 1.234% và 36,6%"
    assert foreign_shares(text, ",") == [("92.36%", "92,36%")]
    assert foreign_shares(text, ".") == [("36,6%", "36.6%")]


def test_the_usual_number_of_decimals_is_the_most_frequent() -> None:
    assert usual([3, 3, 2]) == 3
    assert usual([2, 3]) == 3


def test_an_address_belongs_to_the_body_that_its_host_names() -> None:
    names = [frozenset({"bacgiang"}), frozenset({"backan"}), frozenset({"bariavungtau"})]
    assert owners_of_addresses(["backan.gov.vn", "http://www.backan.gov.vn/vi", "www.baria-vungtau.gov.vn"],
                               names) == [1, None, None]
    assert owners_of_addresses(["www.moh.gov.vn"], [frozenset({"boyte"})]) == [None]
