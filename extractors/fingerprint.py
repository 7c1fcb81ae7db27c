"""Know a document by its bytes, and say what is wrong with one that cannot be read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from extractors import limits
from extractors.contract import SourceFile
from extractors.errors import DataError, Problem
from extractors.guard import beyond, guarded

PDF = "application/pdf"
OOXML, OLE = "application/vnd.openxmlformats-officedocument", "application/vnd.ms-office"
WORKBOOKS = (OOXML, OLE)
"""What a workbook's first bytes may be."""
SIGNATURES = {
    b"%PDF-": PDF,
    b"PK\x03\x04": OOXML,
    b"\xd0\xcf\x11\xe0": OLE,
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def sha256_of(path: Path) -> str:
    """The hexadecimal sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place_in_edition(path: Path, edition: str) -> str:
    """The path inside the edition's folder, where the file lies in one; else its name. Composed (NFC): some systems
    hand names out in parts."""
    parts = path.absolute().parts
    last = max((index for index, part in enumerate(parts[:-1]) if part == edition), default=len(parts) - 2)
    return normalize("NFC", "/".join(parts[last + 1:]))


def media_type(path: Path) -> str:
    """What the first bytes say, whatever the name says; `unknown` if they say nothing."""
    with path.open("rb") as file:
        head = file.read(1024)
    return next((kind for sign, kind in SIGNATURES.items() if sign in head[:1024 if sign == b"%PDF-" else len(sign)]),
                "unknown")


def identify_pdf(path: Path, edition: str = "") -> SourceFile:
    """Open a PDF far enough to count its pages.

    Raises:
        DataError: the file is absent, empty, of another kind, encrypted, damaged or beyond a limit.
    """
    if not path.is_file():
        raise stop("file_absent", path, str(path), "", edition)
    size = path.stat().st_size
    if size == 0:
        raise stop("file_empty", path, "0 bytes", "PDF", edition)
    kind = media_type(path)
    if kind != PDF:
        raise stop("file_not_pdf", path, kind, PDF, edition)
    try:
        pages = guarded(_count_pages, path)
    except DataError as error:
        raise DataError([replace(problem, edition=edition) for problem in error.problems]) from error
    if pages == 0:
        raise stop("file_damaged", path, f"{size} bytes, 0 pages", "whole PDF", edition)
    return SourceFile(path, sha256_of(path), size, kind, pages)


def _count_pages(path: Path) -> int:
    """Not by what the document says of itself."""
    import pdfplumber  # a quarter of a second: who only asks for a hash does not pay it
    from pdfminer.pdfpage import PDFPage

    most = limits.current().pages
    try:
        with pdfplumber.open(path) as pdf:
            pages = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), most + 1))
    except Exception as error:  # pdfminer raises errors of many kinds on damaged files
        found, expected = f"{path.stat().st_size} bytes, {type(error).__name__}", "whole PDF"
        if _is_password(error):
            raise stop("file_encrypted", path, "encrypted PDF", "PDF without a password") from error
        raise stop("file_damaged", path, found, expected) from error
    if pages > most:
        raise beyond(path, f"more than {most} pages", f"at most {most} pages")
    return pages


def stop(code: str, path: Path, found: str, expected: str, edition: str = "") -> DataError:
    """The error of a PDF that cannot be read."""
    return DataError([Problem(code, edition=edition, file=path.name, found=found, expected=expected)])


def _is_password(error: BaseException) -> bool:
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return isinstance(inner, PDFPasswordIncorrect)
