"""Which row of a form is which input: all rows against all inputs at once, and nothing that is not clear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extractors.form_columns import Block, Cells
from extractors.form_labels import ALIKE, Label, Labels, Target, take_apart
from extractors.form_spec import years_in
from extractors.words import plain

CLEAR = 0.12
"""By so much a match must be better than its rivals; by less where the label stands as specified."""
CLEAR_IF_EXACT = 0.025
IN_ORDER = 0.1
"""What standing between its neighbours of the specification adds to a match that is not clear."""
NEARLY = 0.25
"""An input whose likeness is less by no more than this fits nearly as well, if all words of the label are its own."""
OTHER_SECTION, OTHER_UNIT = 0.7, 0.85
HEADING_WITH_UNIT = 0.8
"""What speaks against a match: a heading has no figure of its own, so no unit."""
FILLED = "?"
_SUB_NUMBER = re.compile(r"\d+\.\d+.*|[a-zđ]|[A-Z]\.?\d+\.\d+")


class RowText(NamedTuple):
    """What a row says about itself: its label, the label to the left that holds for several rows, its number.

    `unit` is what stands in the column of units; where there is no such column, `FILLED` or nothing.
    `sheet` counts the sheets of the form.
    """

    label: str
    left: str
    number: str
    unit: str
    sheet: int = 0


@dataclass
class FormRow:
    """A row with a label in a block of a sheet."""

    cells: Cells
    block: Block
    row: int
    text: RowText


@dataclass
class Matching:
    """Places of targets → (index of the row, likeness); and the rows that could be several or none."""

    taken: dict[int, tuple[int, float]] = field(default_factory=dict)
    sections: set[int] = field(default_factory=set)
    """Indices of the rows that begin a section."""
    unclear: dict[int, list[int]] = field(default_factory=dict)
    """Index of a row → places of the targets between which nothing decides."""
    unknown: list[int] = field(default_factory=list)


def rows_of(cells: Cells, block: Block, sheet: int = 0) -> list[FormRow]:
    """The labelled rows of a block, from top to bottom."""
    rows = []
    for row in range(block.first, block.last + 1):
        own = [column for column in block.labels if (row, column) in cells.sheet.cells]
        if not own:
            continue
        label = cells.sheet.cells[row, own[-1]].text
        left = [cells.cell(row, column).text for column in block.labels if column < own[-1]]
        number = cells.cell(row, block.number).text.strip() if block.number else ""
        if not any(char.isalpha() for char in label):
            continue
        above = next((text for text in reversed(left) if text), "")
        rows.append(FormRow(cells, block, row, RowText(
            label, above, number, _unit_of(cells, block, row), sheet)))
    return rows


def _unit_of(cells: Cells, block: Block, row: int) -> str:
    if block.unit is not None:
        return cells.cell(row, block.unit).text.strip()
    return FILLED if block.value is not None and cells.cell(row, block.value).text.strip() else ""


class Matcher:
    """Matches the rows of whole forms. Forms filled in on one template have one answer, which is kept."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.targets = labels.targets
        self.asked = {asked.key: asked for asked in labels.spec.inputs}
        self.match = lru_cache(maxsize=64)(self._match)

    def _match(self, rows: tuple[RowText, ...]) -> Matching:
        """Take what is clear; that frees others of their rivals; until nothing more is clear."""
        result = Matching()
        parts = [take_apart(row.label) for row in rows]
        sections = self._take_sections(rows, parts, result)
        parents = self._parents(rows, parts, sections)
        scores = {index: self._scores(row, parents[index], sections[index]) for index, row in enumerate(rows)
                  if index not in result.sections and not self._is_of_other_year(row)}
        pairs = {(index, place): score for index, found in scores.items() for place, score in found.items()
                 if score >= ALIKE}
        self._take_clear(pairs, result)
        in_order = {pair: score + IN_ORDER * self._stands_in_order(pair, result) for pair, score in pairs.items()}
        self._take_clear(in_order, result, pairs)
        self._give_back(rows, scores, result)
        used = {index for index, _ in result.taken.values()} | result.sections | set(result.unclear)
        for index in range(len(rows)):
            if index not in used:
                rivals = [place for (other, place), score in pairs.items()
                          if other == index and place not in result.taken and score >= ALIKE]
                if rivals:
                    result.unclear[index] = rivals
                else:
                    result.unknown.append(index)
        return result

    def _take_sections(self, rows: tuple[RowText, ...], parts: list[Label], result: Matching) -> list[str]:
        """The section that each row stands in, "" before the first; each sheet has each section once."""
        found: dict[tuple[int, int], tuple[float, int]] = {}
        for index, (row, label) in enumerate(zip(rows, parts, strict=True)):
            number = (row.number or label.number).strip(" .)(/")
            scores = self.labels.scores(row.label, "")
            for place, score in scores.items():
                if self.targets[place].kind == "section":
                    numbered = score + (0.3 if number == self.targets[place].key else 0.0)
                    key = (row.sheet, place)
                    if numbered >= max(ALIKE, *scores.values()) and numbered > found.get(key, (0.0, 0))[0]:
                        found[key] = (numbered, index)
        starts = {index: self.targets[place].key for (_, place), (_, index) in found.items()}
        result.sections.update(starts)
        sections, current = [], ""
        for index in range(len(rows)):
            current = starts.get(index, current)
            sections.append(current)
        return sections

    def _parents(self, rows: tuple[RowText, ...], parts: list[Label], sections: list[str]) -> list[str]:
        """The label that each row stands under: to the left, or the last numbered row, or the last known heading."""
        is_numbered = any(_is_top(row, part) for row, part in zip(rows, parts, strict=True))
        parents, current, section = [], "", ""
        for row, part, here in zip(rows, parts, sections, strict=True):
            if here != section:
                current, section = "", here
            is_top = _is_top(row, part) if is_numbered else self._is_heading(row.label)
            parents.append("" if is_top else row.left or current)
            if is_top:
                current = row.label
        return parents

    def _is_heading(self, label: str) -> bool:
        scores = self.labels.scores(label, "")
        best = max(scores, key=lambda place: scores[place], default=None)
        return best is not None and self.targets[best].kind == "heading" and scores[best] >= ALIKE

    def _is_of_other_year(self, row: RowText) -> bool:
        years = years_in(row.label)
        return bool(years) and self.labels.spec.period not in years

    def _scores(self, row: RowText, parent: str, section: str) -> dict[int, float]:
        found = self.labels.scores(row.label, parent)
        return {place: score * self._against(self.targets[place], row, section)
                for place, score in found.items() if self.targets[place].kind != "section"}

    def _against(self, target: Target, row: RowText, section: str) -> float:
        """1, or less where section or unit speak against a match."""
        factor = OTHER_SECTION if section and target.section != section else 1.0
        if target.kind == "heading":
            return factor * HEADING_WITH_UNIT if row.unit else factor
        is_other = (self.labels.spec.is_unit(row.unit) and
                    not self.labels.spec.unit_of(row.unit, self.asked[target.key]))
        return factor * OTHER_UNIT if is_other else factor

    def _take_clear(self, pairs: dict[tuple[int, int], float], result: Matching,
                    likeness: dict[tuple[int, int], float] | None = None) -> None:
        """Take each pair that beats all rivals still free, the best first, as long as there are such."""
        free = dict(sorted(pairs.items(), key=lambda item: -item[1]))
        while True:
            used = {index for index, _ in result.taken.values()}
            free = {pair: score for pair, score in free.items() if pair[0] not in used and pair[1] not in result.taken}
            clear = next((pair for pair, score in free.items()
                          if score >= ALIKE and _beats(pair, score, free.items())), None)
            if clear is None:
                return
            result.taken[clear[1]] = (clear[0], min(1.0, (likeness or pairs)[clear]))

    def _give_back(self, rows: tuple[RowText, ...], scores: dict[int, dict[int, float]], result: Matching) -> None:
        """Labels that leave out just the words by which two inputs differ are neither of them."""
        for place, (index, _) in list(result.taken.items()):
            target, label = self.targets[place], take_apart(rows[index].label)
            if target.kind != "input" or not self.labels.differs(rows[index].label, target.key)[1]:
                continue
            score, words = scores[index][place], self.labels.words(label.text)
            rivals = [other for other, likeness in scores[index].items() if other != place
                      and self.targets[other].kind == "input" and likeness >= score - NEARLY
                      and self.labels.wording.fits(words, self.targets[other].key)]
            if rivals:
                del result.taken[place]
                result.unclear[index] = [place, *rivals]

    def _stands_in_order(self, pair: tuple[int, int], result: Matching) -> bool:
        """Whether the row stands between the rows of the nearest matched targets before and after its own."""
        index, place = pair
        before = max((other for other in result.taken if other < place and self._is_beside(other, place)), default=None)
        after = min((other for other in result.taken if other > place and self._is_beside(other, place)), default=None)
        return ((before is not None or after is not None)
                and (before is None or result.taken[before][0] < index)
                and (after is None or index < result.taken[after][0]))

    def _is_beside(self, other: int, place: int) -> bool:
        return self.targets[other].kind == self.targets[place].kind


def _beats(pair: tuple[int, int], score: float, rivals: Iterable[tuple[tuple[int, int], float]]) -> bool:
    margin = CLEAR_IF_EXACT if score >= 0.99 else CLEAR
    return all(other <= score - margin
               for (index, place), other in rivals
               if (index == pair[0]) != (place == pair[1]))


def _is_top(row: RowText, part: Label) -> bool:
    number = (row.number or part.number).strip(" .)(")
    return bool(number) and not _SUB_NUMBER.fullmatch(number) and not part.is_bulleted and plain(number) != "x"
