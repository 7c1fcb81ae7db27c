"""Rows of shares that are pooled: the fractions behind each row, by its printed total and its printed result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from expectations.left_out_rows import smallest_left_out
from expectations.scale_program import Indicator, Row, ScaleProgram
from expectations.share_fractions import (
    Parts,
    Share,
    fractions_of,
    likely_denominators,
    pooled,
    rows_of_fractions,
)

Choices = list[list[tuple[int, int]]]
"""The fractions that each part of a row may be."""
Way = tuple[Choices, tuple[int, ...]]
"""Choices, and the places of the parts that are then misread."""


@dataclass(frozen=True)
class PooledRow:
    """A printed row: the share of each part (None where nothing can be read), of all together, and its result."""

    shares: tuple[Share | None, ...]
    total: Share | None
    result: tuple[float, float]


@dataclass(frozen=True)
class Fractions:
    """The fractions of a row, the likeliest first; `misread`: the places of the cells that say something else, of the
    parts, then of the total and of the result. `others`: what the row may be as well. No fractions where none explain
    it."""

    candidates: tuple[Parts, ...]
    misread: tuple[int, ...] = ()
    others: tuple[Fractions, ...] = ()

    @property
    def is_unique(self) -> bool:
        return len(self.candidates) == 1 and not self.others


class PooledTable:
    """The rows of a table, the denominators of its columns, and the rows that settle its scale."""

    def __init__(self, rows: Sequence[PooledRow], maximum: float) -> None:
        self.rows = tuple(rows)
        self._scale = Indicator(0.0, 100.0)
        self._maximum = maximum
        self.denominators = tuple(likely_denominators([share for row in rows if (share := row.shares[place])])
                                  for place in range(len(rows[0].shares)))

    def fractions(self) -> tuple[Fractions, ...]:
        """The fractions of each row; none of them where a column tells no fractions."""
        if not all(self.denominators):
            return tuple(Fractions(()) for _ in self.rows)
        certain = {number: parts[0] for number, row in enumerate(self.rows)
                   if len(parts := rows_of_fractions(self._printed(row), row.total)) == 1}
        known = self._in_one_scale(certain)
        found = {number: Fractions((parts,)) for number, parts in known.items()}
        for ways in (self._as_printed, self._of_unusual_denominator, self._with_one_misread, self._with_one_moved):
            for number, row in enumerate(self.rows):
                if number not in found and (fractions := self._explaining(number, ways(row), known)):
                    found[number] = replace(fractions[0], others=tuple(fractions[1:]))
            known |= {number: fractions.candidates[0] for number, fractions in found.items()
                      if fractions.is_unique and not fractions.misread}
        return tuple(found.get(number, Fractions(())) for number in range(len(self.rows)))

    def _in_one_scale(self, certain: dict[int, Parts]) -> dict[int, Parts]:
        """Those of the rows that one scale explains."""
        numbers = list(certain)
        sets = smallest_left_out([self._scale], [self._row(number, certain[number]) for number in numbers],
                                 len(numbers) // 4)
        return {number: certain[number] for place, number in enumerate(numbers) if sets and place not in sets[0]}

    def _row(self, number: int, parts: Parts) -> Row:
        share = 100 * float(pooled(parts))
        return Row(((share, share),), (self._maximum,), self.rows[number].result)

    def _fitting(self, number: int, candidates: Sequence[Parts], known: dict[int, Parts]) -> list[Parts]:
        """The candidates whose result one scale gives together with the rows that are certain."""
        settled = [self._row(other, parts) for other, parts in known.items() if other != number]
        return [parts for parts in candidates
                if ScaleProgram([self._scale], [*settled, self._row(number, parts)]).is_feasible]

    def _explaining(self, number: int, ways: Iterable[Way], known: dict[int, Parts]) -> list[Fractions]:
        """The fractions of a row by each of the ways that explains it, together with the rows that are certain; those
        first whose denominators other rows have as well, or which add up to what others add up to."""
        row, places = self.rows[number], len(self.rows[number].shares)
        found: dict[tuple[int, ...], list[Parts]] = {}
        for choices, misread in ways:
            candidates = rows_of_fractions(choices, None if places in misread else row.total)
            found.setdefault(misread, []).extend(
                candidates if places + 1 in misread else self._fitting(number, candidates, known))
        strangeness = self._strangeness(known)
        every = [Fractions(tuple(sorted(set(candidates), key=strangeness)), misread)
                 for misread, candidates in found.items() if candidates]
        return sorted(every, key=lambda fractions: (self._fits_its_column(row, fractions.misread),
                                                    strangeness(fractions.candidates[0])))

    def _strangeness(self, known: dict[int, Parts]) -> Callable[[Parts], tuple[int, bool, int, Parts]]:
        """How far the denominators of a row are from those that other rows have."""
        sums = {sum(denominator for _, denominator in parts) for parts in known.values()}
        times = Counter(tuple(denominator for _, denominator in parts) for parts in known.values())

        def strangeness(parts: Parts) -> tuple[int, bool, int, Parts]:
            denominators = tuple(denominator for _, denominator in parts)
            return (-times[denominators], sum(denominators) not in sums,
                    sum(min(abs(one - usual) for usual in self.denominators[place])
                        for place, one in enumerate(denominators)), parts)

        return strangeness

    def _fits_its_column(self, row: PooledRow, misread: tuple[int, ...]) -> bool:
        """Whether a share that would be misread is one of its column all the same."""
        return any(self.is_of_column(row, place) for place in misread)

    def is_of_column(self, row: PooledRow, place: int) -> bool:
        """Whether a printed share is one of the denominators of its column; a total and a result always are."""
        share = row.shares[place] if place < len(row.shares) else None
        return share is None or bool(fractions_of(share, self.denominators[place]))

    def _printed(self, row: PooledRow) -> Choices:
        return [fractions_of(share, denominators) if share else []
                for share, denominators in zip(row.shares, self.denominators, strict=True)]

    def _as_printed(self, row: PooledRow) -> Iterator[Way]:
        yield self._printed(row), ()

    def _of_unusual_denominator(self, row: PooledRow) -> Iterator[Way]:
        for place, share in enumerate(row.shares):
            if share:
                yield self._changed(row, {place: fractions_of(share, self._possible(place))}), ()

    def _with_one_misread(self, row: PooledRow) -> Iterator[Way]:
        places = len(row.shares)
        for place in range(places):
            yield self._changed(row, {place: _every_fraction(self._possible(place))}), (place,)
        yield self._printed(row), (places,)
        yield self._printed(row), (places + 1,)

    def _with_one_moved(self, row: PooledRow) -> Iterator[Way]:
        """A share that stands in the place of another, and the share whose place it has taken is lost."""
        for origin, place in permutations(range(len(row.shares)), 2):
            moved = row.shares[origin]
            if moved:
                yield self._changed(row, {place: fractions_of(moved, self.denominators[place]),
                                          origin: _every_fraction(self._possible(origin))}), (origin, place)

    def _changed(self, row: PooledRow, changes: dict[int, list[tuple[int, int]]]) -> Choices:
        return [changes.get(place, own) for place, own in enumerate(self._printed(row))]

    def _possible(self, place: int) -> range:
        return range(1, 2 * max(self.denominators[place]))


def _every_fraction(denominators: range) -> list[tuple[int, int]]:
    return [(numerator, denominator) for denominator in denominators for numerator in range(denominator + 1)]
