"""What a table's figures should be, from its other figures. Pure: no files, no frames, no opinion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

Basis = tuple[Decimal, ...]
"""The figures that decide a rank, the first one first; more is better."""


def possible_ranks(bases: Sequence[Basis], unknown: int = 0) -> list[tuple[int, int]]:
    """The lowest and the highest rank that each basis may have.

    A rank is 1 + the number of strictly better bases; equal ones share it and leave a gap (1 1 1 4).

    Args:
        unknown: rows whose own basis cannot be trusted; each may be better or not, so they widen
            the range instead of making faults of the rows after them.
    """
    ordered = sorted(bases)
    lowest = [1 + len(ordered) - bisect_right(ordered, basis) for basis in bases]
    return [(rank, rank + unknown) for rank in lowest]


def nearest_possible(printed: Decimal, possible: tuple[int, int]) -> Decimal:
    """The printed rank where it is possible, otherwise the possible rank nearest to it."""
    lowest, highest = possible
    return min(max(printed, Decimal(lowest)), Decimal(highest))


def ranks_in_order(bases: Sequence[Basis], unknown: int = 0) -> list[tuple[int, int]]:
    """The same where ranks run on: equal ones stand one behind the other, in an order that nobody can tell."""
    times = Counter(bases)
    return [(lowest, highest + times[basis] - 1)
            for basis, (lowest, highest) in zip(bases, possible_ranks(bases, unknown), strict=True)]


def parse_row_sums(formulas: str) -> list[tuple[str, tuple[str, ...]]]:
    """`total = level3 + level4; self = self3 + self4` → ("total", ("level3", "level4")), ("self", …).

    Raises:
        ValueError: a formula in tables.csv is not of this form.
    """
    return [_parse_row_sum(formula) for formula in formulas.split(";") if formula.strip()]


def _parse_row_sum(formula: str) -> tuple[str, tuple[str, ...]]:
    match = re.fullmatch(r"\s*(\w+)\s*=\s*(\w+(?:\s*\+\s*\w+)*)\s*", formula)
    if not match:
        raise ValueError(f"row_sum {formula!r} is not of the form: total = part + part")
    return match[1], tuple(part.strip() for part in match[2].split("+"))


def half_unit(decimals: int) -> Decimal:
    """How far a figure rounded to so many decimals may be from its value. Whole numbers are exact."""
    return Decimal(5).scaleb(-decimals - 1) if decimals else Decimal(0)


def nearest_sum(printed: Decimal, parts: Sequence[tuple[Decimal, int]], decimals: int) -> Decimal:
    """The printed total where rounding explains it, otherwise the sum of the parts.

    Args:
        parts: value and printed decimals of each; those with decimals may be rounded.
        decimals: those of the total.
    """
    wanted = sum((part for part, _ in parts), Decimal(0))
    slack = sum((half_unit(places) for _, places in parts), half_unit(decimals))
    return printed if abs(printed - wanted) <= slack else wanted


def numbers_in(text: str, decimal_mark: str) -> list[Decimal]:
    """The numbers that stand alone in running words: `Chỉ số HTKT (Điểm tối đa 35)` → 35."""
    found = re.findall(rf"(?<![\w.,/])\d+(?:{re.escape(decimal_mark)}\d+)?(?![\w%/]|[.,]\d)", text)
    return [Decimal(number.replace(decimal_mark, ".")) for number in found]


def usual(numbers: Sequence[int]) -> int:
    """The most frequent number; of equally frequent ones the largest."""
    counts = Counter(numbers)
    return max(counts, key=lambda number: (counts[number], number))


def drops_zeros(texts: Sequence[str]) -> bool:
    """Whether zeros behind the mark are left out: some figures have no decimals, and none ends in such a zero."""
    with_decimals = [text for text in texts if re.search(r"[.,]\d+$", text)]
    return 0 < len(with_decimals) < len(texts) and not any(text.endswith("0") for text in with_decimals)


def print_figure(value: Decimal, decimal_mark: str, grouped: bool = True) -> str:
    """A figure in the manner of the document: 10309 → `10.309`, 0.5 → `0,5` with the mark `,`."""
    text = f"{value:,f}" if grouped else f"{value:f}"
    other = {",": ".", ".": ","}
    if decimal_mark == ".":
        return text
    return "".join(other.get(char, char) for char in text)


def is_ungrouped(text: str) -> bool:
    """Whether a whole number of a thousand or more is printed without a mark for its thousands."""
    return re.fullmatch(r"[1-9]\d{3,}", text.strip()) is not None


def is_grouped(text: str) -> bool:
    """Whether a figure parts its thousands, as `10.309` does."""
    return re.fullmatch(r"[1-9]\d{0,2}([. ,]\d{3})+(\D.*)?", text.strip()) is not None


def foreign_shares(text: str, decimal_mark: str) -> list[tuple[str, str]]:
    """Per cents that print the other decimal mark: (`92.36%`, `92,36%`) with the mark `,`.

    Three digits after the mark could be thousands, so only one or two are judged.
    """
    other = "." if decimal_mark == "," else ","
    pattern = rf"(?<![\d.,])(\d+){re.escape(other)}(\d{{1,2}}\s*%)"
    return [(match[0], f"{match[1]}{decimal_mark}{match[2]}") for match in re.finditer(pattern, text)]


def host_labels(address: str) -> list[str]:
    """The parts of an address's host: `http://www.dongnai.gov.vn/x` → www, dongnai, gov, vn.

    Dashes go, as bodies' names are folded without spaces.
    """
    host = re.sub(r"^\w+://", "", address.strip().casefold()).split("/")[0]
    return host.replace("-", "").split(".")


def owners_of_addresses(addresses: Sequence[str], folded_names: Sequence[frozenset[str]]) -> list[int | None]:
    """For each address the other line whose body it names, or None.

    Args:
        addresses: the address printed on each line.
        folded_names: the names of each line's body, folded to letters without tones or spaces.
    """
    line_of: Mapping[str, int] = {name: line for line, names in enumerate(folded_names) for name in names}
    owners: list[int | None] = []
    for address, own in zip(addresses, folded_names, strict=True):
        labels = host_labels(address)
        named = [line_of[label] for label in labels if label in line_of]
        owners.append(named[0] if named and not own.intersection(labels) else None)
    return owners
