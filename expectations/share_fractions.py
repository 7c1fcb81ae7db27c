"""The fractions behind printed shares: `97,2%` is 35 of 36 where every share of its column is one of 36 or 37."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

LARGEST = 200
"""The largest denominator looked for: beyond, every share to a tenth of a per cent is a fraction of something."""
MISREAD_ODDS = math.log2(50)
"""One figure in fifty is misread: what it costs (in bits) to call one that."""


@dataclass(frozen=True)
class Share:
    """A printed share in per cent."""

    value: Decimal
    decimals: int

    @property
    def bounds(self) -> tuple[int, int, int]:
        """Lowest and highest numerator over one denominator, by the rounding of the print."""
        half_units = 2 * 10 ** self.decimals
        middle = int(self.value * half_units)
        return middle - 1, middle + 1, 100 * half_units

    def is_of(self, share: Fraction) -> bool:
        """Whether a share (0 … 1) is printed as this one."""
        low, high, whole = self.bounds
        return low <= share * whole <= high

    def numerators(self, denominator: int) -> range:
        """Of how many of `denominator` it may be the share."""
        low, high, whole = self.bounds
        return range(max(0, -(-low * denominator // whole)), min(denominator, high * denominator // whole) + 1)


Parts = tuple[tuple[int, int], ...]
"""Numerator and denominator of each part of a row."""


def likely_denominators(shares: Sequence[Share]) -> tuple[int, ...]:
    """The denominators with which a column is told in the fewest bits: few and small ones that explain most of its
    shares. Empty where naming the figures themselves is as short, so that the column tells no fractions."""
    explained = {denominator: sum(1 << place for place, share in enumerate(shares)
                                  if share.numerators(denominator))
                 for denominator in range(1, LARGEST + 1)}
    figure = max((math.log2(100 * 10 ** share.decimals + 1) for share in shares), default=0.0)

    def bits(denominators: tuple[int, ...]) -> float:
        if not denominators:
            return len(shares) * figure
        covered = 0
        for denominator in denominators:
            covered |= explained[denominator]
        told = covered.bit_count()
        choice = math.log2(sum(denominators) + len(denominators))
        return len(denominators) * math.log2(LARGEST) + told * choice + (len(shares) - told) * (figure + MISREAD_ODDS)

    best: tuple[int, ...] = min(((), *((one,) for one in explained), *combinations(explained, 2)),
                                key=lambda found: (bits(found), found))
    while best:
        more = min((tuple(sorted((*best, one))) for one in explained if one not in best),
                   key=lambda found: (bits(found), found))
        if bits(more) >= bits(best):
            break
        best = more
    return best


def fractions_of(share: Share, denominators: Iterable[int]) -> list[tuple[int, int]]:
    """Every fraction with one of the denominators that is printed as the share."""
    return [(numerator, denominator) for denominator in denominators for numerator in share.numerators(denominator)]


def pooled(parts: Parts) -> Fraction:
    """The share of all parts together: Σ numerators / Σ denominators."""
    return Fraction(sum(numerator for numerator, _ in parts), sum(denominator for _, denominator in parts))


def rows_of_fractions(choices: Sequence[Sequence[tuple[int, int]]], total: Share | None) -> list[Parts]:
    """Every way to choose a fraction of each part so that together they are printed as the total."""
    found = (tuple(parts) for parts in product(*choices))
    return [parts for parts in found if total is None or total.is_of(pooled(parts))]
