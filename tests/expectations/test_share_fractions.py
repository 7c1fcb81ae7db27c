"""Which fractions stand behind printed shares, and when there are none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.pooled_rows import PooledRow, PooledTable
from expectations.share_fractions import Share, fractions_of, likely_denominators, pooled, rows_of_fractions


def share(numerator: int, denominator: int, decimals: int = 1) -> Share:
    """As printed: half away from zero."""
    value = Fraction(100 * numerator, denominator) * 10 ** decimals
    whole = (2 * value.numerator + value.denominator) // (2 * value.denominator)
    return Share(Decimal(whole).scaleb(-decimals), decimals)


@given(st.integers(1, 200), st.data(), st.integers(0, 2))
def test_a_fraction_is_among_those_of_its_printed_share(denominator: int, data: st.DataObject, decimals: int) -> None:
    numerator = data.draw(st.integers(0, denominator))
    assert (numerator, denominator) in fractions_of(share(numerator, denominator, decimals), [denominator])


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_share_is_that_of_no_other_number_of_so_few(one: int, other: int) -> None:
    assert ((other, 99) in fractions_of(share(one, 99), [99])) == (one == other)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.sets(st.integers(23, 60), min_size=1, max_size=2), st.integers(0, 1000))
def test_denominators_are_found_that_tell_every_share_of_a_column(denominators: set[int], seed: int) -> None:
    known = sorted(denominators)
    shares = [share((seed + 7 * row * row + row) % known[row % len(known)] + 1, known[row % len(known)])
              for row in range(20)]
    found = likely_denominators(shares)
    assert found
    assert sum(bool(fractions_of(one, found)) for one in shares) >= 17
    assert len(found) <= len(known) + 1


def test_shares_of_nothing_in_particular_tell_no_fractions() -> None:
    assert likely_denominators([Share(Decimal(311 * row % 997) / 10, 1) for row in range(1, 21)]) == ()


def test_one_share_that_fits_no_other_is_not_worth_a_denominator() -> None:
    column = [share(numerator, 49) for numerator in range(12, 31)]
    assert likely_denominators([*column, Share(Decimal("63.1"), 1)]) == (49,)


def test_a_row_pools_to_its_printed_total() -> None:
    choices = [[(36, 36), (37, 37)], [(28, 31)], [(33, 49)], [(11, 29)]]
    assert rows_of_fractions(choices, Share(Decimal("74.5"), 1)) == [((36, 36), (28, 31), (33, 49), (11, 29))]
    assert len(rows_of_fractions(choices, None)) == 2
    assert pooled(((36, 36), (28, 31), (33, 49), (11, 29))) == Fraction(108, 145)


def table(rows: list[tuple[tuple[int, int], ...]]) -> list[PooledRow]:
    """Rows of two parts, on the scale 0.2 … 0.9."""
    printed = []
    for parts in rows:
        whole = pooled(parts)
        score = float((whole - Fraction(1, 5)) / Fraction(7, 10))
        printed.append(PooledRow(tuple(share(*part) for part in parts), share(whole.numerator, whole.denominator),
                                 (score - 5e-5, score + 5e-5)))
    return printed


ROWS = [((10 + 2 * row % 17, 29), (8 + 5 * row % 31, 41 if row % 3 else 43)) for row in range(14)]


def test_every_row_is_told_as_its_fractions() -> None:
    found = PooledTable(table(ROWS), 1.0).fractions()
    assert [fractions.candidates[0] for fractions in found] == ROWS
    assert all(fractions.is_unique and not fractions.misread for fractions in found)


def test_a_share_that_does_not_go_with_total_and_result_is_misread() -> None:
    rows = table(ROWS)
    rows[5] = PooledRow((rows[5].shares[0], share(ROWS[5][1][0] + 3, ROWS[5][1][1])), rows[5].total, rows[5].result)
    found = PooledTable(rows, 1.0).fractions()
    every = {fractions.misread: fractions.candidates for fractions in (found[5], *found[5].others)}
    assert ROWS[5] in every[1,]
    assert (0,) in every, "the other share may be the misread one as well: points lost here, won there"
    assert not found[5].is_unique
    assert not any(fractions.misread for place, fractions in enumerate(found) if place != 5)


def test_a_share_that_is_none_of_its_column_is_the_likeliest_to_be_misread() -> None:
    rows = table(ROWS)
    rows[5] = PooledRow((Share(Decimal("49.9"), 1), rows[5].shares[1]), rows[5].total, rows[5].result)
    found = PooledTable(rows, 1.0).fractions()
    assert (found[5].candidates[0], found[5].misread) == (ROWS[5], (0,))


def test_a_total_or_a_result_may_be_what_is_misread() -> None:
    rows = table(ROWS)
    rows[5] = PooledRow(rows[5].shares, Share(Decimal("1.0"), 1), rows[5].result)
    rows[7] = PooledRow(rows[7].shares, rows[7].total, (0.9, 0.9001))
    found = PooledTable(rows, 1.0).fractions()
    assert (found[5].candidates[0], found[5].misread) == (ROWS[5], (2,))
    assert (found[7].candidates[0], found[7].misread) == (ROWS[7], (3,))


def test_a_row_that_fits_nothing_is_told_without_fractions() -> None:
    rows = table(ROWS)
    rows[5] = PooledRow(rows[5].shares, Share(Decimal("1.0"), 1), (0.9, 0.9001))
    assert PooledTable(rows, 1.0).fractions()[5].candidates == ()
