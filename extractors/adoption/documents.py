"""A document as it is printed, before anything is known of it: its lines, its grids, its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractors.contract import SourceFile
from extractors.errors import DataError, Problem
from extractors.fingerprint import PDF, identify_pdf, media_type, sha256_of
from extractors.guard import Progress
from extractors.layout import Item, PageLayout, reading_order
from extractors.likeness import letters
from extractors.page_content import clean
from extractors.pdf_tables import read_layout
from extractors.sheets import SheetCell, Workbook, read_workbook
from extractors.text_lines import running_text

HEAD_PAGES = 2
"""Pages at whose lines the title of a document stands."""
HEAD_LINES = 25
NEAR, CAPTION_LINES = 8, 6
"""Lines between a grid and the first line of its caption, and the lines of a caption, at most."""


@dataclass(frozen=True, eq=False)
class Document:
    """A PDF (`layouts`) or a workbook (`book`)."""

    source: SourceFile
    layouts: tuple[PageLayout, ...] = ()
    book: Workbook | None = None

    @property
    def name(self) -> str:
        return self.source.path.name

    @property
    def found_in(self) -> str:
        """As printed_tables.csv says it: pdf or workbook."""
        return "workbook" if self.book else "pdf"

    @cached_property
    def items(self) -> list[Item]:
        return reading_order(self.layouts)

    @cached_property
    def lines(self) -> list[str]:
        """What stands outside of tables; of a sheet the rows with few cells."""
        if self.book is None:
            return [clean(item.line.text) for item in self.items if item.line]
        return [line for sheet in self.book.shown for line in (sheet.name, *_sparse_rows(sheet.cells))]

    @cached_property
    def cells(self) -> list[str]:
        """The texts of all cells of all tables."""
        if self.book is None:
            return [clean(running_text(cell.lines)) for item in self.items if item.grid
                    for cell in item.grid.cells if cell.words]
        return [clean(cell.text) for sheet in self.book.shown for cell in sheet.cells.values()]

    @cached_property
    def captions(self) -> list[str]:
        """Lines that may be captions, each also with those that follow it: what stands near grids, or on sheets."""
        if self.book is not None:
            return self.lines
        near = {place for index, item in enumerate(self.items) if item.grid
                for place in range(max(0, index - NEAR), min(len(self.items), index + NEAR + 1))}
        runs = []
        for first in sorted(near):
            texts: list[str] = []
            for item in self.items[first:first + CAPTION_LINES]:
                if not item.line:
                    break
                texts.append(clean(item.line.text))
                runs.append(" ".join(texts))
        return runs

    @cached_property
    def head(self) -> list[str]:
        """The lines at the beginning, where the title stands."""
        if self.book is None:
            return [clean(item.line.text) for item in self.items
                    if item.line and item.page <= HEAD_PAGES][:HEAD_LINES]
        return self.lines[:HEAD_LINES]

    @cached_property
    def letters(self) -> str:
        """All that is printed, as one run of letters: lines that a page breaks are whole in it."""
        return letters(" ".join([*self.lines, *self.cells]))


def read_document(path: Path, progress: Progress | None = None) -> Document:
    """Read a PDF with a text layer, or a workbook.

    Raises:
        DataError: it is neither, cannot be read, or is a picture of pages.
    """
    if path.is_file() and path.stat().st_size and media_type(path) != PDF and path.suffix.lower() != ".pdf":
        book = read_workbook(path)
        return Document(SourceFile(path, sha256_of(path), path.stat().st_size, media_type(path), None, "workbook"),
                        book=book)
    source = identify_pdf(path)
    layouts = read_layout(path, source.pages or 0, progress=progress)
    pictures = [page.number for page in layouts if page.is_picture]
    if pictures and 2 * len(pictures) >= len(layouts):
        raise DataError([Problem("pages_without_text", file=path.name, page=pictures[0], expected="a text layer",
                                 found=f"{len(pictures)} of {len(layouts)} pages are pictures")])
    return Document(source, tuple(layouts))


def _sparse_rows(cells: Mapping[tuple[int, int], SheetCell]) -> Sequence[str]:
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(cells.items()):
        rows.setdefault(row, []).append(clean(cell.text))
    return [" ".join(texts) for texts in rows.values() if len(texts) <= 2]
