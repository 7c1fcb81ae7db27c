"""The headings of sections that tell tables of one caption apart, as the new edition words them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.adoption.proposal import Drift
from extractors.adoption.table_matches import Chosen
from extractors.adoption.tables import TableLineup
from extractors.adoption.years import masked
from extractors.likeness import likeness
from extractors.page_content import clean
from extractors.sections import headings_over
from extractors.spec import EditionSpec

AT_LEAST = 0.45
"""Likeness from which on a line over the first table of a section is its heading, worded anew."""
MOST_LINES = 2


def with_sections(chosen: Sequence[Chosen], lineup: TableLineup, last: EditionSpec,
                  printed_period: str) -> tuple[list[Chosen], list[Drift]]:
    """The tables under the headings that the document prints; a heading that it does not print tells nothing."""
    if lineup.document.book is not None:
        return list(chosen), []
    standing = {heading for headings in headings_over(lineup.document.items, last, last.tables)
                for heading in headings.values()}
    wanted = {level for one in chosen for level in one.match.section}
    worded = {section: _worded_anew(section, lineup, last, printed_period) for section in wanted - standing}
    drifts = [Drift("section_reworded", "", old, new, round(score, 2)) for old, (new, score) in sorted(worded.items())]
    return [_under(one, {old: new for old, (new, _) in worded.items()}) for one in chosen], drifts


def _worded_anew(section: str, lineup: TableLineup, last: EditionSpec, printed_period: str) -> tuple[str, float]:
    """The line between the table before and the first one of a section that is the likest to its heading."""
    items = lineup.document.items
    firsts = sorted(lineup.printed[pair.printed].page or 0 for pair in lineup.pairs
                    if section in lineup.known[pair.known].table.section)
    best = ("", 0.0)
    for start, item in enumerate(items):
        if not item.line or not firsts or not firsts[0] - 1 <= item.page <= firsts[0]:
            continue
        for count in range(1, MOST_LINES + 1):
            lines = [other.line.text for other in items[start:start + count] if other.line]
            text = clean(" ".join(lines))
            score = likeness(_bare(text, last, printed_period), _bare(section, last, last.period))
            best = max(best, (text, score), key=lambda pair: pair[1])
    return best if best[1] >= AT_LEAST else ("", 0.0)


def _bare(text: str, spec: EditionSpec, period: str) -> str:
    match = spec.caption.match(text)
    return masked(re.sub(r"[:.]$", "", match["title"] if match else text), period)


def _under(one: Chosen, worded: Mapping[str, str]) -> Chosen:
    section = tuple(filter(None, (worded.get(level, level) for level in one.match.section)))
    return replace(one, match=replace(one.match, section=section), spec=replace(one.spec, section=section))
