"""One scale for all printed rows, as a linear programme: is there one, and between which bounds is it?

Indicator i of row r has the score (x − m_i) / (M_i − m_i), and the row's result is Σ share · score. With
U_i = 1 / (M_i − m_i) and W_i = m_i · U_i this is linear: x·U_i − W_i, where x may lie anywhere within the rounding of
the print. A bound of m_i, of M_i or of a single x is a quotient of two linear terms (Charnes and Cooper).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Bounds = tuple[float, float]
"""Lowest and highest value; infinite where nothing bounds it."""
ANY: Bounds = (-np.inf, np.inf)
SOLVER = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}

Terms = NDArray[np.float64]


@dataclass(frozen=True)
class Indicator:
    """A column of inputs. `floor`, `ceiling`: what no figure of the group can pass (per cents: 0 and 100);
    `minimum`, `maximum`: goalposts that are known; `is_falling`: less is better."""

    floor: float = -np.inf
    ceiling: float = np.inf
    minimum: float | None = None
    maximum: float | None = None
    is_falling: bool = False

    def knows(self, is_upper: bool) -> bool:
        """Whether a goalpost is known, the upper or the lower one."""
        return (self.maximum if is_upper else self.minimum) is not None

    def with_goalpost(self, is_upper: bool, value: float) -> Indicator:
        """The same with a goalpost that is known."""
        return replace(self, maximum=value) if is_upper else replace(self, minimum=value)


@dataclass(frozen=True)
class Row:
    """A printed row: the bounds of each input and of the result; an input of which nothing is known has the bounds
    `ANY`. `shares`: what a score of 1 adds to the result."""

    inputs: tuple[Bounds, ...]
    shares: tuple[float, ...]
    result: Bounds


@dataclass(frozen=True)
class Goalposts:
    """Bounds of the scale of one indicator, in the unit of its column."""

    range: Bounds
    minimum: Bounds
    maximum: Bounds


class ScaleProgram:
    """The scales that explain all `rows` together. `is_wide`: a figure that is printed at a goalpost may be rounded
    from beyond it, which makes bounds a little wider and never leaves out a right one."""

    def __init__(self, indicators: Sequence[Indicator], rows: Sequence[Row], is_wide: bool = False) -> None:
        self.indicators, self.rows = tuple(indicators), tuple(rows)
        self._size = len(self.indicators)
        unknown = [(number, place) for number, row in enumerate(self.rows) for place in range(self._size)
                   if not is_wide or not np.all(np.isfinite(row.inputs[place]))]
        self._free = {cell: 2 * self._size + position for position, cell in enumerate(unknown)}
        """x·U of an input is an unknown of its own, after all U and all W; a wide programme needs it only for inputs of
        which nothing is known."""
        self._unknowns = 2 * self._size + len(unknown)
        finite = [[abs(bound) for row in self.rows for bound in row.inputs[place] if np.isfinite(bound)]
                  for place in range(self._size)]
        self._units = [max(figures, default=0.0) or 1.0 for figures in finite]
        """Columns are told in units of their largest figure: a bandwidth has five digits, a ratio none."""

    @property
    def is_feasible(self) -> bool:
        """Whether one scale explains every row."""
        return self._optimum(np.zeros(self._unknowns), *self._conditions) is not None

    def goalposts(self, place: int) -> Goalposts:
        """Between which bounds range, minimum and maximum of an indicator lie over all scales that explain the rows."""
        ratio, nothing = self._scale(place, 0.0, 1.0), np.zeros(self._unknowns)
        return Goalposts(*(self._quotient(terms, constant, place) for terms, constant in
                           ((nothing, 1.0), (ratio, 0.0), (ratio, 1.0))))

    def input_bounds(self, row: int, place: int) -> Bounds:
        """Which figures an input that is `ANY` may be, by all that is known of the others."""
        return self._quotient(self._unknown(row, place), 0.0, place)

    def result_bounds(self, row: int) -> Bounds:
        """Which results a row may have, by all that is known of the others; its own should be `ANY`."""
        low, _ = self._extremes(*self._result(row, 0), *self._conditions)
        _, high = self._extremes(*self._result(row, 1), *self._conditions)
        return low, high

    def central(self, inputs: Sequence[Sequence[float]], results: Sequence[float]) -> tuple[list[Bounds], float] | None:
        """Minimum and maximum of each indicator with which the figures, taken as printed, come nearest to the printed
        results, and the largest distance that is left. None where no scale explains the rows. The range of a column in
        which all rows are alike may be as large as can be; a million times its largest figure will do.

        Args:
            inputs: by row and indicator.
            results: by row.
        """
        lines: list[Terms] = []
        limits: list[float] = []
        for number, row in enumerate(self.rows):
            terms, constant = self._sum(row, [
                self._scale(place, value / self._units[place], 0.0) for place, value in enumerate(inputs[number])])
            lines += [np.append(terms, -1.0), np.append(-terms, -1.0)]
            limits += [results[number] - constant, constant - results[number]]
        matrix, own = self._conditions
        aim = np.append(np.zeros(self._unknowns), 1.0)
        found = self._optimum(aim, np.vstack([np.pad(matrix, ((0, 0), (0, 1))), lines]), np.append(own, limits),
                              smallest_inverse=1e-6)
        if found is None:
            return None
        inverse, ratio = found[:self._size], found[self._size:2 * self._size]
        lower, upper = ratio / inverse * self._units, (ratio + 1) / inverse * self._units
        return list(zip(lower.tolist(), upper.tolist(), strict=True)), float(found[-1])

    @cached_property
    def _conditions(self) -> tuple[Terms, Terms]:
        """Everything that a scale must keep to, as matrix · unknowns ≤ limits."""
        found = [condition for place in range(self._size) for condition in self._of_indicator(place)]
        for number, row in enumerate(self.rows):
            lowest, constant = self._result(number, 0)
            highest, _ = self._result(number, 1)
            found += [(lowest, row.result[1] - constant), (-highest, constant - row.result[0])]
        bounded = [(terms, limit) for terms, limit in found if np.isfinite(limit)]
        return np.array([terms for terms, _ in bounded]), np.array([limit for _, limit in bounded])

    def _of_indicator(self, place: int) -> Iterator[tuple[Terms, float]]:
        """Goalposts within the natural limits or where they are known, all figures of the group between them."""
        indicator, unit = self.indicators[place], self._units[place]
        for goalpost, constant, sides in (
                (indicator.floor, 0.0, (1.0,)), (indicator.minimum, 0.0, (1.0, -1.0)),
                (indicator.ceiling, 1.0, (-1.0,)), (indicator.maximum, 1.0, (1.0, -1.0))):
            if goalpost is not None and np.isfinite(goalpost):  # goalpost·U ≤ W + constant, or the other way round
                for side in sides:
                    yield side * self._scale(place, goalpost / unit, -1.0), side * constant
        for number in range(len(self.rows)):
            yield self._figure(number, place, 0) - self._scale(place, 0.0, 1.0), 1.0
            yield self._scale(place, 0.0, 1.0) - self._figure(number, place, 1), 0.0
            for end, side in ((0, -1.0), (1, 1.0)):
                limit = self._within(number, place, end)
                if (number, place) in self._free and np.isfinite(limit):
                    yield side * (self._unknown(number, place) - self._scale(place, limit / unit, 0.0)), 0.0

    def _figure(self, row: int, place: int, end: int) -> Terms:
        """x·U, where x is at the lower (0) or the upper (1) end of its bounds."""
        if (row, place) in self._free:
            return self._unknown(row, place)
        return self._scale(place, self._within(row, place, end) / self._units[place], 0.0)

    def _within(self, row: int, place: int, end: int) -> float:
        """A bound of an input, cut to the natural limits of its column."""
        return min(max(self.rows[row].inputs[place][end], self.indicators[place].floor), self.indicators[place].ceiling)

    def _result(self, row: int, end: int) -> tuple[Terms, float]:
        """The lowest (0) or highest (1) result that the bounds of a row's inputs allow, and its constant part."""
        return self._sum(self.rows[row], [
            self._figure(row, place, 1 - end if indicator.is_falling else end)
            for place, indicator in enumerate(self.indicators)])

    def _sum(self, row: Row, figures: Sequence[Terms]) -> tuple[Terms, float]:
        terms, constant = np.zeros(self._unknowns), 0.0
        for place, (indicator, share) in enumerate(zip(self.indicators, row.shares, strict=True)):
            score = figures[place] - self._scale(place, 0.0, 1.0)
            terms += -share * score if indicator.is_falling else share * score
            constant += share if indicator.is_falling else 0.0
        return terms, constant

    def _scale(self, place: int, of_inverse: float, of_ratio: float) -> Terms:
        """of_inverse·U + of_ratio·W of an indicator."""
        terms = np.zeros(self._unknowns)
        terms[place], terms[self._size + place] = of_inverse, of_ratio
        return terms

    def _unknown(self, row: int, place: int) -> Terms:
        terms = np.zeros(self._unknowns)
        terms[self._free[row, place]] = 1.0
        return terms

    def _quotient(self, above: Terms, constant: float, place: int) -> Bounds:
        """Bounds of (above + constant) / U: everything is divided by U, which then is 1."""
        matrix, limits = self._conditions
        low, high = self._extremes(np.append(above, constant), 0.0, np.column_stack([matrix, -limits]),
                                   np.zeros(len(limits)), np.append(self._scale(place, 1.0, 0.0), 0.0))
        return low * self._units[place], high * self._units[place]

    def _extremes(self, terms: Terms, constant: float, matrix: Terms, limits: Terms,
                  one: Terms | None = None) -> Bounds:
        low, high = (self._optimum(side * terms, matrix, limits, one) for side in (1.0, -1.0))
        return (-np.inf if low is None else float(terms @ low) + constant,
                np.inf if high is None else float(terms @ high) + constant)

    def _optimum(self, aim: Terms, matrix: Terms, limits: Terms, one: Terms | None = None,
                 smallest_inverse: float = 0.0) -> Terms | None:
        """The unknowns at the least value of `aim`; None where nothing meets the conditions or nothing bounds it."""
        signs = [(smallest_inverse, None) if place < self._size else (0, None) if place >= self._unknowns
                 else (None, None) for place in range(len(aim))]
        found = linprog(aim, matrix, limits, None if one is None else one[np.newaxis], None if one is None else [1.0],
                        signs, method="highs", options=SOLVER)
        return np.asarray(found.x) if found.status == 0 else None
