"""Of any table that one scale made, the scale is found again; of any misread cell, what it should say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scaled_tables import Column, printed, printed_rows, recovered, result_of, rounded

from expectations.recovery import Recovery

TOLERANCE = 1e-6
Group = tuple[list[Column], list[list[Decimal]]]
slow = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def groups(draw: st.DrawFn, columns: tuple[int, int] = (1, 4)) -> Group:
    """A scale and the figures of the bodies that are printed, with more decimals than are printed."""
    size = draw(st.integers(*columns))
    scale = []
    for _ in range(size):
        low, span = draw(st.integers(0, 400)), draw(st.integers(50, 900))
        is_share = draw(st.booleans()) and low + span <= 1000
        scale.append(Column(Decimal(low) / 10, Decimal(low + span) / 10, draw(st.integers(1, 2)),
                            "%" if is_share else "", Decimal(draw(st.integers(1, 3))), draw(st.booleans())))
    rows = draw(st.integers(size + 2, 14))
    figures = [[column.minimum + (column.maximum - column.minimum) * draw(st.integers(0, 1000)) / 1000
                for column in scale] for _ in range(rows)]
    return scale, figures


def assert_within(recovery: Recovery, scale: list[Column]) -> None:
    for column, posts in zip(scale, recovery.goalposts, strict=True):
        for true, (low, high) in ((column.maximum - column.minimum, posts.range), (column.minimum, posts.minimum),
                                  (column.maximum, posts.maximum)):
            slack = TOLERANCE * max(1.0, abs(float(true)))
            assert low - slack <= float(true) <= high + slack


@slow
@given(groups())
def test_the_true_scale_is_among_those_that_are_found(group: Group) -> None:
    scale, figures = group
    recovery = recovered(scale, printed_rows(scale, figures))
    assert recovery.status == "explained" and recovery.left_out == ()
    assert_within(recovery, scale)


@slow
@given(groups())
def test_the_plain_scale_gives_every_printed_result_within_the_rounding_of_the_inputs(group: Group) -> None:
    scale, figures = group
    recovery = recovered(scale, printed_rows(scale, figures))
    half = Decimal("0.00005")
    for row in recovery.rows:
        assert row.low is not None and row.high is not None
        assert row.low - half <= row.printed + Decimal("1e-6") and row.printed <= row.high + half + Decimal("1e-6")


@slow
@given(groups(columns=(2, 4)), st.data())
def test_a_misread_cell_is_found_with_what_it_should_say(group: Group, data: st.DataObject) -> None:
    scale, figures = group
    texts = printed_rows(scale, figures)
    row, place = data.draw(st.integers(0, len(texts) - 1)), data.draw(st.integers(0, len(scale) - 1))
    column, true = scale[place], figures[row][place]
    other = column.minimum + (column.maximum - column.minimum) * data.draw(st.integers(0, 1000)) / 1000
    texts[row][place] = printed(rounded(other, column.decimals), column.decimals, column.unit)
    recovery = recovered(scale, texts)
    if len(texts) < len(scale) + 3 or len(texts) < 4:
        return  # too few rows to leave one out
    assert recovery.status in ("explained", "rows_left_out", "ambiguous")
    assert len(recovery.left_out) <= 1, "the other rows have a scale without this one"
    if recovery.status == "rows_left_out":
        assert recovery.left_out == (row + 1,)
        repair = next(repair for repair in recovery.repairs if repair.column == f"c{place}")
        assert float(repair.low) - TOLERANCE <= float(true) <= float(repair.high) + TOLERANCE
        assert_within(recovery, scale)


@slow
@given(groups(columns=(2, 3)), st.data())
def test_a_misread_result_is_found_with_what_it_should_say(group: Group, data: st.DataObject) -> None:
    scale, figures = group
    texts = printed_rows(scale, figures)
    row = data.draw(st.integers(0, len(texts) - 1))
    true = result_of(scale, figures[row])
    texts[row][-1] = printed((Decimal(1) - rounded(true, 4)), 4)
    recovery = recovered(scale, texts)
    if recovery.status == "rows_left_out" and len(recovery.left_out) == 1:
        repair = next(repair for repair in recovery.repairs if repair.column == "result")
        assert float(repair.low) - TOLERANCE <= float(true) <= float(repair.high) + TOLERANCE
        assert recovery.left_out == (row + 1,)


@slow
@given(groups(), st.data())
def test_what_is_not_reported_counts_as_nothing_and_bounds_the_scale(group: Group, data: st.DataObject) -> None:
    scale, figures = group
    place, row = data.draw(st.integers(0, len(scale) - 1)), data.draw(st.integers(0, len(figures) - 1))
    scale[place] = replace(scale[place], minimum=Decimal(0))
    with_gap = [[None if (number, column) == (row, place) else min(max(figure, scale[column].minimum),
                                                                  scale[column].maximum)
                 for column, figure in enumerate(own)] for number, own in enumerate(figures)]
    recovery = recovered(scale, printed_rows(scale, with_gap))
    assert recovery.status == "explained"
    assert recovery.goalposts[place].minimum[1] <= TOLERANCE
    assert_within(recovery, scale)


@slow
@given(groups(columns=(2, 3)))
def test_a_column_in_which_all_are_alike_tells_nothing_and_breaks_nothing(group: Group) -> None:
    scale, figures = group
    alike = [[figures[0][0], *own[1:]] for own in figures]
    recovery = recovered(scale, printed_rows(scale, alike))
    assert recovery.status == "explained"
    assert_within(recovery, scale)


@pytest.mark.parametrize("decimals", [0, 3])
def test_the_bounds_narrow_with_the_decimals_of_the_print(decimals: int) -> None:
    scale = [Column(Decimal(3), Decimal(91), decimals), Column(Decimal(0), Decimal(50), decimals)]
    figures = [[Decimal(3 + 8 * number), Decimal((number * 7) % 51)] for number in range(11)]
    widths = [float(high - low) for low, high in
              (posts.range for posts in recovered(scale, printed_rows(scale, figures)).goalposts)]
    assert all(width < (0.5 if decimals else 10) for width in widths)
    assert all(width > (0 if decimals else 0.5) for width in widths)


def test_fractions_of_floats_do_not_hide_a_figure_on_the_edge() -> None:
    """The true results lie exactly between two printed ones: half away from zero is still within the rounding."""
    scale = [Column(Decimal(0), Decimal(8))]
    figures = [[Decimal(number) / 2] for number in range(1, 17)]
    assert result_of(scale, figures[0]) == Fraction(1, 16)
    assert recovered(scale, printed_rows(scale, figures)).status == "explained"
