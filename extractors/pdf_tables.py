"""Read the tables of a PDF: pages side by side, then the document as a whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.errors import DataError, Problem
from extractors.guard import Progress, guarded, tick
from extractors.layout import PageLayout, lay_out
from extractors.page_content import PageContent, read_pdf_page

PAGES_WORTH_A_PROCESS = 25
"""A reading process takes a moment to start, the time of so many pages."""


def read_layout(path: Path, pages: int, workers: int | None = None, progress: Progress | None = None,
                only: Sequence[int] | None = None) -> list[PageLayout]:
    """Lines and grids of every page (or of `only`, 1-based), in order.

    Long documents are shared out over the cores, a reading process each.

    Raises:
        DataError: a page is damaged, or asks for more memory or time than it may.
    """
    numbers = list(only) if only else list(range(1, pages + 1))
    workers = workers or max(1, min(os.cpu_count() or 1, len(numbers) // PAGES_WORTH_A_PROCESS))
    if workers == 1:
        return guarded(_read_pages, path, numbers, progress=progress)
    # Interleaved: tables are unevenly spread over a report.
    shares = [numbers[start::workers] for start in range(workers)]
    read = _Shared(path, len(numbers), progress or tick)
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(read.share, shares))
    return sorted((layout for part in parts for layout in part), key=lambda layout: layout.number)


class _Shared:
    """Pages of a document that several processes read; when one fails, the others give up too."""

    def __init__(self, path: Path, total: int, progress: Progress) -> None:
        self._path, self._total, self._progress = path, total, progress
        self._lock, self._done = Lock(), 0
        self._failed: BaseException | None = None

    def share(self, numbers: Sequence[int]) -> list[PageLayout]:
        try:
            return guarded(_read_pages, self._path, numbers, progress=self._step, in_another=True)
        except BaseException as error:
            self._failed = self._failed or error
            raise self._failed from None

    def _step(self, _done: int, _total: int) -> None:
        if self._failed:
            raise self._failed
        with self._lock:
            self._done += 1
            self._progress(self._done, self._total)


def _read_pages(path: Path, numbers: Sequence[int]) -> list[PageLayout]:
    layouts = []
    ordered = sorted(numbers)
    with pdfplumber.open(path, pages=ordered) as pdf:
        tick(0, len(ordered), ordered[0] if ordered else None)
        for done, page in enumerate(pdf.pages, 1):
            layouts.append(lay_out(_content(page, path.name)))
            page.close()
            tick(done, len(ordered), ordered[done] if done < len(ordered) else None)
    return layouts


def _content(page: Page, file: str) -> PageContent:
    try:
        return read_pdf_page(page)
    except (PdfminerException, MalformedPDFException) as error:
        raise DataError([Problem("file_damaged", file=file, page=page.page_number, found=type(error).__name__,
                                 expected="whole page")]) from error
