"""Columns of tables that draw horizontal rules only: where the rules are cut, and where no word stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.page_content import PageContent, Rule, Word

SNAP = 3.0
SAME = 1.5
EDGE = 6.0
"""Rules of one table begin and end this near (points) to each other."""
LEAST_GAP = 0.55
"""Part of the letter size: a white channel through all rows that is wider parts two columns."""
CLOSE, NEXT_LINE = 0.6, 0.8
"""Parts of the letter size: from a rule to the first line of its row, and from line to line."""
NEAR_PAGE_END = 0.2


@dataclass
class Level:
    """All rules at one height, and where one piece of them ends and the next begins."""

    at: float
    pieces: list[Rule]

    @property
    def start(self) -> float:
        return min(piece.start for piece in self.pieces)

    @property
    def end(self) -> float:
        return max(piece.end for piece in self.pieces)

    @property
    def cuts(self) -> list[float]:
        ends = [piece.end for piece in self.pieces]
        return [piece.start for piece in self.pieces
                if piece.start > self.start + SNAP and any(abs(end - piece.start) <= SNAP for end in ends)]

    def bridges(self, x: float) -> bool:
        """Whether one piece runs through x: there, a merged cell stands over the rule."""
        return any(piece.start + SNAP < x < piece.end - SNAP for piece in self.pieces)


def inferred_verticals(page: PageContent) -> list[Rule]:
    """Vertical rules as the print would have them if it drew any, for tables without."""
    alone = [rule for rule in page.horizontals if not _in_ruled_table(rule, page) and not _underlines(rule, page)]
    verticals: list[Rule] = []
    for block in _blocks(_levels(alone), page.words):
        columns = _columns(block, page.words)
        bounds = [block[0].start, *columns, block[-1].end]
        for above, below in _bands(block, columns, page):
            inside = _words_between(page.words, above.at, below.at, block[0])
            verticals += [Rule(x, above.at, below.at) for x in bounds
                          if not (below.bridges(x) and _is_drawn(below)) and not _crossed(x, inside)]
    return verticals


def _in_ruled_table(rule: Rule, page: PageContent) -> bool:
    """Whether vertical rules pass at the height of this one."""
    return any(down.start - SNAP <= rule.at <= down.end + SNAP for down in page.verticals)


def _underlines(rule: Rule, page: PageContent) -> bool:
    """A line under words, such as a link's, is as long as they are."""
    return any(abs(rule.start - word.x0) < SAME and rule.end < word.x1 + SAME and abs(rule.at - word.bottom) < SNAP
               for word in page.words)


def _levels(rules: Iterable[Rule]) -> list[Level]:
    levels: list[Level] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if levels and rule.at - levels[-1].at <= SNAP:
            levels[-1].pieces.append(rule)
        else:
            levels.append(Level(rule.at, [rule]))
    return levels


def _blocks(levels: Sequence[Level], words: Sequence[Word]) -> list[list[Level]]:
    """Levels of one table each: same ends, and between them no text across their cuts."""
    blocks: list[list[Level]] = []
    for level in levels:
        block = blocks[-1] if blocks else []
        if block and _same_table(block, level, words):
            block.append(level)
        else:
            blocks.append([level])
    return [block for block in blocks if len(block) > 2 or (len(block) == 2 and block[0].cuts)]


def _same_table(block: Sequence[Level], level: Level, words: Sequence[Word]) -> bool:
    first, last = block[0], block[-1]
    if level.end < first.start or abs(level.end - first.end) > EDGE or level.start < first.start - EDGE:
        return False
    cuts = [x for x in {*last.cuts, *level.cuts} if not last.bridges(x) and not level.bridges(x)]
    inside = _words_between(words, last.at, level.at, first)
    if first.cuts and level.cuts and not any(abs(x - y) <= SNAP for x in level.cuts for y in first.cuts):
        return False
    return not any(_crossed(x, line) for line in _lone_lines(inside) for x in cuts)


def _lone_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Lines of one unbroken run, such as a caption; a row with a merged cell has words in other cells too."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle[1], word.x0)):
        if lines and word.middle[1] - lines[-1][0].middle[1] < 0.5 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [sorted(line, key=lambda word: word.x0) for line in lines]
    return [line for line in ordered
            if all(right.x0 - left.x1 < left.size for left, right in pairwise(line))]


def _columns(block: Sequence[Level], words: Sequence[Word]) -> list[float]:
    cuts: list[float] = []
    for x in sorted(x for level in block for x in level.cuts):
        if not cuts or x - cuts[-1] > SNAP:
            cuts.append(x)
    return cuts or _channels(_words_between(words, block[0].at, block[-1].at, block[0]))


def _channels(words: Sequence[Word]) -> list[float]:
    """Middles of the white channels that run through all rows."""
    channels: list[float] = []
    reach = float("inf")
    for word in sorted(words, key=lambda word: word.x0):
        if word.x0 - reach > LEAST_GAP * word.size:
            channels.append((reach + word.x0) / 2)
        reach = word.x1 if reach == float("inf") else max(reach, word.x1)
    return channels


def _bands(block: Sequence[Level], columns: Sequence[float], page: PageContent) -> list[tuple[Level, Level]]:
    """The rows between levels, and the part of a row that the page cuts off before its rule."""
    bands = list(pairwise(block))
    first, last = block[0], block[-1]
    below = _cut_off(_words_between(page.words, last.at, page.height, last), last.at, columns, 1)
    if below and max(word.bottom for word in below) > (1 - NEAR_PAGE_END) * page.height:
        bands.append((last, Level(max(word.bottom for word in below) + 1, [])))
    above = _cut_off(_words_between(page.words, 0.0, first.at, first), first.at, columns, -1)
    if above and min(word.top for word in above) < NEAR_PAGE_END * page.height:
        bands.insert(0, (Level(min(word.top for word in above) - 1, []), first))
    return bands


def _cut_off(words: Sequence[Word], start: float, columns: Sequence[float], direction: int) -> list[Word]:
    """Words that follow a rule line upon line, away from the table, as long as they keep to its columns."""
    near: list[Word] = []
    reach = start
    for word in sorted(words, key=lambda word: direction * word.middle[1]):
        edge = word.top if direction > 0 else word.bottom
        allowed = (CLOSE if not near else NEXT_LINE) * word.size
        if direction * (edge - reach) > allowed:
            break
        near.append(word)
        reach = max(reach, word.bottom) if direction > 0 else min(reach, word.top)
    return [] if any(_crossed(x, near) for x in columns) else near


def _words_between(words: Sequence[Word], top: float, bottom: float, level: Level) -> list[Word]:
    return [word for word in words if top < word.middle[1] < bottom
            and level.start - EDGE < word.middle[0] < level.end + EDGE]


def _is_drawn(level: Level) -> bool:
    return len(level.pieces) > 1


def _crossed(x: float, words: Sequence[Word]) -> bool:
    return any(word.x0 + 1 < x < word.x1 - 1 for word in words)
