"""Read the tables of a PDF: pages side by side, then the document as a whole."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.errors import DataError, Problem
from extractors.layout import PageLayout, lay_out
from extractors.page_content import PageContent, read_pdf_page

PAGES_WORTH_A_PROCESS = 25
"""A worker takes about a second to start, the time of so many pages."""

Progress = Callable[[int, int], None]
"""Called with pages done and pages in all."""


def read_layout(path: Path, pages: int, workers: int | None = None, progress: Progress | None = None,
                only: Sequence[int] | None = None) -> list[PageLayout]:
    """Lines and grids of every page (or of `only`, 1-based), in order.

    Long documents are shared out over the cores; `workers=1` stays in this process.

    Raises:
        DataError: a page is damaged.
    """
    numbers = list(only) if only else list(range(1, pages + 1))
    workers = workers or max(1, min(os.cpu_count() or 1, len(numbers) // PAGES_WORTH_A_PROCESS))
    report = progress or (lambda done, total: None)
    if workers == 1:
        return _read_pages(path, numbers, report)
    # Interleaved: tables are unevenly spread over a report. Spawned: flows run threads, which a fork breaks.
    shares = [numbers[start::workers] for start in range(workers)]
    layouts: list[PageLayout] = []
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            for part in pool.map(_read_pages, [path] * workers, shares):
                layouts += part
                report(len(layouts), len(numbers))
    except BrokenProcessPool:  # no importable main module (a notebook, stdin), or a worker was killed
        return _read_pages(path, numbers, report)
    return sorted(layouts, key=lambda layout: layout.number)


def _read_pages(path: Path, numbers: Sequence[int], progress: Progress | None = None) -> list[PageLayout]:
    layouts = []
    with pdfplumber.open(path, pages=sorted(numbers)) as pdf:
        for done, page in enumerate(pdf.pages, 1):
            layouts.append(lay_out(_content(page, path.name)))
            page.close()
            if progress:
                progress(done, len(numbers))
    return layouts


def _content(page: Page, file: str) -> PageContent:
    try:
        return read_pdf_page(page)
    except (PdfminerException, MalformedPDFException) as error:
        raise DataError([Problem("file_damaged", file=file, page=page.page_number, found=type(error).__name__,
                                 expected="whole page")]) from error
