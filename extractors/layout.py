"""A document as one run of lines and grids in reading order, without headers and footers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grid import Grid, find_grids
from extractors.page_content import PageContent
from extractors.text_lines import Line, lines_of

PAGE_NUMBER = re.compile(r"^(trang|page)?\s*[-–]?\s*\d{1,4}\s*([/–-]\s*\d{0,4})?$", re.IGNORECASE)
OUTER_NUMBER = re.compile(r"^(?:(?:trang|page)\s*)?\d+(?:\s*/\s*\d+)?\b\W*|\W*\b(?:trang|page)?\s*\d+(?:\s*/\s*\d+)?$",
                          re.IGNORECASE)
FURNITURE_ZONE = 0.12
"""Part of the page's height, at the top and at the bottom, where headers and footers stand."""


@dataclass(frozen=True)
class PageLayout:
    """The lines outside of grids, and the grids, of one page."""

    number: int
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    words: int
    images: int

    @property
    def is_picture(self) -> bool:
        """A scan: pictures and no words, but perhaps a page number."""
        return self.words < 5 and self.images > 0


@dataclass(frozen=True)
class Item:
    """One thing in reading order: a line of text or a grid."""

    page: int
    line: Line | None = None
    grid: Grid | None = None


def lay_out(page: PageContent) -> PageLayout:
    """Find the grids of a page and group the words outside of them into lines."""
    grids = find_grids(page)
    hanging = {word for grid in grids for cell in grid.cells if cell.is_open for word in cell.words}
    outside = [word for word in page.words
               if not any(_inside(word.middle, grid.box) for grid in grids) and word not in hanging]
    return PageLayout(page.number, page.height, tuple(lines_of(outside)), tuple(grids),
                      len(page.words), page.images)


def reading_order(pages: Sequence[PageLayout]) -> list[Item]:
    """Lines and grids of all pages, top to bottom, page furniture left out."""
    repeated = _repeated(pages)
    items: list[Item] = []
    for page in pages:
        lines = [line for line in page.lines if not _is_furniture(line, page, repeated)]
        lines = [line for line in lines if not _numbers_page(line, page)]
        on_page = [(line.top, Item(page.number, line=line)) for line in lines]
        on_page += [(grid.box[1], Item(page.number, grid=grid)) for grid in page.grids]
        items += [item for _, item in sorted(on_page, key=lambda pair: pair[0])]
    return items


def _inside(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _in_zone(line: Line, page: PageLayout) -> bool:
    return line.bottom < FURNITURE_ZONE * page.height or line.top > (1 - FURNITURE_ZONE) * page.height


def _is_furniture(line: Line, page: PageLayout, repeated: set[str]) -> bool:
    return _in_zone(line, page) and (bool(PAGE_NUMBER.match(line.text)) or _mask(line.text) in repeated)


def _numbers_page(line: Line, page: PageLayout) -> bool:
    """The number of this page under all else, however far from its edge."""
    lowest = max([other.bottom for other in page.lines] + [grid.box[3] for grid in page.grids])
    return line.bottom == lowest and line.text.strip("-–— ") == str(page.number)


def _repeated(pages: Sequence[PageLayout]) -> set[str]:
    """Texts that stand at the head or foot of many pages, or of most pages of few, figures aside."""
    seen = Counter(text for page in pages
                   for text in {_mask(line.text) for line in page.lines if _in_zone(line, page)})
    many = min(max(3, len(pages) // 3), max(2, len(pages) // 2 + 1))
    return {text for text, count in seen.items() if count >= many}


def _mask(text: str) -> str:
    """Without the page number, which stands at an end; "Bảng 2.1. …" and "Bảng 2.2. …" are not one text."""
    return OUTER_NUMBER.sub("", text)
