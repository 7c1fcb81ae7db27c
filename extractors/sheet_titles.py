"""The lines above a table on a sheet: its caption, whose table it is, and of which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.captions import LIKE_ENOUGH
from extractors.likeness import likeness
from extractors.names import without_tones
from extractors.page_content import clean
from extractors.sheet_headers import Block
from extractors.sheets import SheetCell
from extractors.spec import EditionSpec

MOST_LINES = 12
MOST_CELLS = 2
"""A line of titles has few filled cells: the office to the left, the motto to the right."""
CAPTION_LINES = 3
DATE = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\b.{1,12}tháng\b.{1,8}năm\s+\d{4}", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Titles:
    """Lines in their order: `near`, right above the table, and `top`, those of the whole sheet."""

    sheet: str
    near: tuple[str, ...]
    top: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.near or self.top)


def titles_above(block: Block, blocks: Sequence[Block], spec: EditionSpec) -> Titles:
    """The titles of a table, `blocks` being all the headers of its sheet from top to bottom."""
    first = min(blocks, key=lambda other: other.top)
    return Titles(block.sheet.name, tuple(_lines_above(block, blocks, spec)),
                  tuple(_lines_above(first, blocks, spec)))


def _lines_above(block: Block, blocks: Sequence[Block], spec: EditionSpec) -> list[str]:
    """Upwards from the header, until a row that is one of a table; of tables side by side each has its own."""
    left = max((other.columns[-1] for other in blocks if other.columns[-1] < block.columns[0]), default=0)
    right = min((other.columns[0] for other in blocks if other.columns[0] > block.columns[-1]), default=None)
    lines: list[str] = []
    for row in sorted((row for row in block.sheet.rows if row < block.top), reverse=True):
        cells = [cell for cell in block.sheet.rows[row] if left < cell.column and (not right or cell.column < right)]
        if len(lines) == MOST_LINES or len(cells) > MOST_CELLS or not all(map(_is_title, cells)):
            break
        line = clean(" ".join(cell.text for cell in cells))
        if line and not spec.note.match(line):
            lines.insert(0, line)
    return lines


def _is_title(cell: SheetCell) -> bool:
    """Words, or a year typed beside them."""
    return cell.kind == "text" or (cell.kind == "number" and YEAR.fullmatch(cell.text) is not None)


def caption_of(titles: Titles, block: Block) -> str:
    """The line, or the few lines, most like the table's title; else all there are; else the sheet's name."""
    runs = [" ".join(titles.near[start:start + count]) for count in range(1, CAPTION_LINES + 1)
            for start in range(len(titles.near) - count + 1)]
    if not runs:
        return titles.sheet
    best = max(runs, key=lambda run: likeness(run, block.table.title))
    return best if likeness(best, block.table.title) >= LIKE_ENOUGH else " ".join(titles.near)


def is_of_edition(titles: Titles, spec: EditionSpec) -> bool:
    """Whether the nearest years told are this edition's: by the titles, else by the name of the sheet.

    The day on which something was signed tells no period.
    """
    known = _years(spec.period, spec.title_vi, *(table.title for table in spec.tables))
    for told in (titles.near, titles.top, (titles.sheet,)):
        years = _years(*told)
        if years:
            return bool(years & known)
    return True


def _years(*texts: str) -> set[str]:
    return {year for text in texts for year in YEAR.findall(DATE.sub(" ", text))}


def table_meant(fitting: Sequence[Block], titles: Titles) -> Block | None:
    """Of tables with the same header the one whose own words stand above it or name the sheet."""
    if len(fitting) == 1:
        return fitting[0]
    words = [_words(block.table.title, *block.table.section) for block in fitting]
    shared = set.intersection(*words)
    said = _words(titles.sheet, *titles.near)
    shares = [len((own - shared) & said) / max(1, len(own - shared)) for own in words]
    best = max(shares)
    return fitting[shares.index(best)] if shares.count(best) == 1 else None


def goes_on(above: Sequence[Block], over: Titles, below: Sequence[Block], titles: Titles, spec: EditionSpec) -> bool:
    """Whether a header is that of the table above it, printed again as at the top of each page.

    It is unless the lines over it tell another table, another year, or the same title once more.
    """
    if [block.table.id for block in above] != [block.table.id for block in below] or _years(*titles.near):
        return False
    own = Titles("", titles.near, ())
    if len(below) > 1:
        meant, before = table_meant(below, own), table_meant(above, over)
        return meant is None or (before is not None and meant.table.id == before.table.id)
    again = likeness(caption_of(own, below[0]), below[0].table.title) >= LIKE_ENOUGH
    return not again or any(spec.continued.search(line) for line in titles.near)


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in without_tones(text).split()}
