"""Pair what is known with what is printed, all at once: the pairs whose likenesses sum up to the most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Matrix = Sequence[Sequence[float]]
"""Likeness (0 to 1) of each known thing (row) to each printed one (column)."""


@dataclass(frozen=True)
class Pair:
    """`margin`: by how much the likeness of all pairs falls, when this one is not to be."""

    known: int
    printed: int
    likeness: float
    margin: float


def best_pairs(likeness: Matrix, least: float) -> list[Pair]:
    """The assignment of the greatest sum; nothing is paired below `least`.

    Greedy choices would let a table that lost its own caption take its neighbour's. The margin is found by solving
    again without the pair, for pairs that another one comes near to.
    """
    chosen = _solved(likeness, least)
    total = sum(likeness[known][printed] - least for known, printed in chosen)
    pairs = []
    for known, printed in chosen:
        without = [[0.0 if (row, column) == (known, printed) else value for column, value in enumerate(values)]
                   for row, values in enumerate(likeness)] if _has_rival(likeness, known, printed, least) else None
        margin = likeness[known][printed] - least
        if without is not None:
            margin = total - sum(without[row][column] - least for row, column in _solved(without, least))
        pairs.append(Pair(known, printed, likeness[known][printed], margin))
    return pairs


def _has_rival(likeness: Matrix, known: int, printed: int, least: float) -> bool:
    in_row = any(value >= least for column, value in enumerate(likeness[known]) if column != printed)
    in_column = any(values[printed] >= least for row, values in enumerate(likeness) if row != known)
    return in_row or in_column


def _solved(likeness: Matrix, least: float) -> list[tuple[int, int]]:
    from scipy.optimize import linear_sum_assignment  # takes half a second to import

    if not likeness or not likeness[0]:
        return []
    gains = [[max(0.0, value - least) for value in values] for values in likeness]
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)
            if likeness[row][column] >= least]
