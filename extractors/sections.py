"""Which headings stand over a line: they tell tables under the same caption apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Item
from extractors.likeness import letters, likeness
from extractors.spec import EditionSpec, TableSpec

LIKE_ENOUGH = 0.85
MOST_LINES = 3
Headings = dict[int, str]
"""Level (0 the uppermost) → the heading in force, as specified."""


def headings_over(items: Sequence[Item], spec: EditionSpec, tables: Sequence[TableSpec]) -> list[Headings]:
    """For each item the headings of sections that were printed last, up to it and with it."""
    known = {(level, heading) for table in tables for level, heading in enumerate(table.section)}
    current: Headings = {}
    found = []
    for index in range(len(items)):
        heading = _heading_at(items, index, spec, known)
        if heading:
            level, text = heading
            current = {**{upper: other for upper, other in current.items() if upper < level}, level: text}
        found.append(current)
    return found


def admits(section: Sequence[str], headings: Headings) -> bool:
    """Whether a table of this section may stand under these headings; what no heading tells, it may."""
    return all(headings.get(level, heading) == heading for level, heading in enumerate(section))


def _heading_at(items: Sequence[Item], index: int, spec: EditionSpec,
                known: set[tuple[int, str]]) -> tuple[int, str] | None:
    best: tuple[float, int, str] = (0.0, 0, "")
    texts: list[str] = []
    for item in items[index:index + MOST_LINES] if known else ():
        if not item.line:
            break
        texts.append(item.line.text)
        printed = _bare(" ".join(texts), spec)
        for level, heading in known:
            wanted = _bare(heading, spec)
            if abs(len(letters(printed)) - len(letters(wanted))) <= (1 - LIKE_ENOUGH) * 2 * len(letters(wanted)):
                best = max(best, (likeness(printed, wanted), level, heading))
    return best[1:] if best[0] >= LIKE_ENOUGH else None


def _bare(text: str, spec: EditionSpec) -> str:
    match = spec.caption.match(text)
    return re.sub(r"[:.]$", "", match["title"] if match else text)
