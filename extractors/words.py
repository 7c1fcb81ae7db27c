"""Words of labels and names: without marks, written out, and how alike two of them are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from extractors.names import folded, without_marks


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Folded and without marks: how words of the specification and of a form are compared."""
    return without_marks(folded(text))


def expand(tokens: Iterable[str], expansions: Mapping[str, str], longest: int = 4) -> list[str]:
    """Replace abbreviations of up to `longest` tokens, the longest first."""
    given, result, place = list(tokens), [], 0
    while place < len(given):
        for length in range(min(longest, len(given) - place), 0, -1):
            words = expansions.get(" ".join(given[place:place + length]))
            if words is not None:
                result += words.split()
                place += length
                break
        else:
            result.append(given[place])
            place += 1
    return result


@lru_cache(maxsize=1 << 16)
def closeness(word: str, other: str) -> float:
    """1 for the same word, 0.9 for the same without marks, 0.8 for one a letter away, else 0."""
    bare, other_bare = without_marks(word), without_marks(other)
    if bare == other_bare:
        return 1.0 if word == other else 0.9
    is_near = len(bare) >= 4 and bare.isalpha() and edits(bare, other_bare, 1) <= 1
    return 0.8 if is_near else 0.0


def edits(left: str, right: str, at_most: int) -> int:
    """Letters to change, add, take out or swap to get from one to the other; `at_most` + 1 when more."""
    if abs(len(left) - len(right)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        last, row = row, [i] + [0] * len(right)
        for j, other in enumerate(right, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                row[j] = min(row[j], before[j - 2] + 1)
        before = last
        if min(row) > at_most:
            return at_most + 1
    return min(row[-1], at_most + 1)
