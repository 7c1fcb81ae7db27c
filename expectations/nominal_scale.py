"""A scale in plain figures that explains the printed rows: goalposts that a reader would guess, few digits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import product

from expectations.scale_program import Bounds, Indicator, Row, ScaleProgram

Figure = Decimal | Fraction
Scale = tuple[Fraction, Fraction]
"""Minimum and maximum of an indicator."""


def nominal_scale(indicators: Sequence[Indicator], rows: Sequence[Row], inputs: Sequence[Sequence[Figure]],
                  results: Sequence[Figure], natural: Iterable[Fraction] = ()) -> list[Scale] | None:
    """Goalposts of each indicator: the largest printed figure or the natural limit and 0 where these explain the rows,
    then, in as few digits as will do, what brings the printed figures nearest to the printed results. None where no
    scale explains the rows.

    Args:
        inputs: the printed figures by row and indicator.
        results: the printed results by row.
        natural: other figures that goalposts may well have.
    """
    known = _plain_goalposts(list(indicators), rows, inputs, tuple(natural))
    printed = [[float(value) for value in row] for row in inputs], [float(value) for value in results]
    nearness = min(high - low for low, high in (row.result for row in rows)) / 2
    for place, is_upper in product(range(len(known)), (True, False)):
        if known[place].knows(is_upper):
            continue
        program = ScaleProgram(known, rows)
        middle = program.central(*printed)
        if middle is None:
            return None
        posts = program.goalposts(place)
        values = _few_digits(middle[0][place][is_upper], posts.maximum if is_upper else posts.minimum)
        known[place] = _nearest(known, (place, is_upper), values, rows, printed, middle[1] + nearness)
    return [(_exact(indicator.minimum), _exact(indicator.maximum)) for indicator in known]


def _nearest(known: Sequence[Indicator], which: tuple[int, bool], values: Sequence[float], rows: Sequence[Row],
             printed: tuple[list[list[float]], list[float]], distance: float) -> Indicator:
    """The indicator with the first of the values that leaves the results no farther off than `distance`."""
    place, is_upper = which
    for value in values:
        tried = known[place].with_goalpost(is_upper, value)
        found = ScaleProgram([*known[:place], tried, *known[place + 1:]], rows).central(*printed)
        if found is not None and found[1] <= distance:
            return tried
    return known[place].with_goalpost(is_upper, values[-1])


def _plain_goalposts(known: list[Indicator], rows: Sequence[Row], inputs: Sequence[Sequence[Figure]],
                     natural: tuple[Fraction, ...]) -> list[Indicator]:
    """The upper goalposts first: the leader of a group is more often in print than the last."""
    for is_upper, place in product((True, False), range(len(known))):
        if not known[place].knows(is_upper):
            largest = max(float(row[place]) for row in inputs)
            likely = [largest if is_upper else 0.0, known[place].ceiling if is_upper else known[place].floor]
            known[place] = _first(known, place, is_upper, [*likely, *map(float, natural)], rows)
    return known


def _first(known: Sequence[Indicator], place: int, is_upper: bool, values: Iterable[float],
           rows: Sequence[Row]) -> Indicator:
    """The indicator with the first of the values that explains the rows; as it was where none does."""
    for value in filter(math.isfinite, values):
        tried = known[place].with_goalpost(is_upper, value)
        if (tried.minimum is None or tried.maximum is None or tried.minimum < tried.maximum) and ScaleProgram(
                [*known[:place], tried, *known[place + 1:]], rows).is_feasible:
            return tried
    return known[place]


def _few_digits(aim: float, bounds: Bounds) -> list[float]:
    """The figures within the bounds that are nearest to `aim`, from few digits to many."""
    largest = max(abs(aim), *(abs(bound) for bound in bounds if math.isfinite(bound)), 1e-6)
    first = -math.floor(math.log10(largest))
    found = []
    for digits in range(first, first + 10):
        step = Decimal(1).scaleb(-digits)
        value = float((Decimal(aim) / step).to_integral_value(ROUND_HALF_EVEN) * step)
        if bounds[0] <= value <= bounds[1]:
            found.append(value)
    return [*found, aim]


def _exact(value: float | None) -> Fraction:
    if value is None:
        raise ValueError("a goalpost was not found")
    return Fraction(repr(value))
