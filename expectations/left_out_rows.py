"""Which rows keep a table from having one scale: the smallest sets of rows without which there is one.

Conflicts (rows that no scale explains together) are found one by one; a set to leave out has a row of each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from expectations.scale_program import Indicator, Row, ScaleProgram

Places = frozenset[int]


def smallest_left_out(indicators: Sequence[Indicator], rows: Sequence[Row], most: int) -> list[Places]:
    """All sets of rows (their places) of the least size without which one scale explains the others: just the empty
    set where it explains all, none where more than `most` rows would have to go."""
    conflicts: list[Places] = []
    found: list[Places] = []
    every = frozenset(range(len(rows)))
    while True:
        left_out = _smallest_of_each(conflicts, found, len(rows))
        if left_out is None or len(left_out) > (len(found[0]) if found else most):
            return sorted(found, key=sorted)
        if _is_feasible(indicators, rows, every - left_out):
            found.append(left_out)
        else:
            conflicts.append(_conflict(indicators, rows, every - left_out))
        if not left_out and found:
            return found


def _is_feasible(indicators: Sequence[Indicator], rows: Sequence[Row], places: Places, is_wide: bool = False) -> bool:
    return ScaleProgram(indicators, [rows[place] for place in sorted(places)], is_wide).is_feasible


def _conflict(indicators: Sequence[Indicator], rows: Sequence[Row], places: Places) -> Places:
    """Rows of `places` that no scale explains together, though one would without any one of them.

    The wide programme is the smaller one, and what it calls a conflict is one.
    """
    is_wide = not _is_feasible(indicators, rows, places, is_wide=True)
    for place in sorted(places):
        if not _is_feasible(indicators, rows, places - {place}, is_wide):
            places -= {place}
    return places


def _smallest_of_each(conflicts: Sequence[Places], known: Sequence[Places], rows: int) -> Places | None:
    """The smallest set with a row of each conflict that holds none of the `known` sets."""
    if not conflicts:
        return None if known else frozenset()

    def marks(places: Places) -> list[float]:
        return [float(place in places) for place in range(rows)]

    limits = [LinearConstraint(np.array([marks(places) for places in conflicts]), lb=1.0)]
    if known:
        limits.append(LinearConstraint(np.array([marks(places) for places in known]),
                                       ub=np.array([len(places) - 1.0 for places in known])))
    found = milp(np.ones(rows), constraints=limits, bounds=Bounds(0, 1), integrality=np.ones(rows))
    return frozenset(np.flatnonzero(found.x > 0.5).tolist()) if found.status == 0 else None
