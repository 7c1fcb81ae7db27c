"""Know a document by its bytes, and say what is wrong with one that cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.contract import SourceFile
from extractors.errors import DataError, Problem

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
    """The path inside the edition's folder, where the file lies in one; else its name."""
    parts = path.absolute().parts
    last = max((index for index, part in enumerate(parts[:-1]) if part == edition), default=len(parts) - 2)
    return "/".join(parts[last + 1:])


def media_type(path: Path) -> str:
    """What the first bytes say, whatever the name says; `unknown` if they say nothing."""
    with path.open("rb") as file:
        head = file.read(1024)
    return next((kind for sign, kind in SIGNATURES.items() if sign in head[:1024 if sign == b"%PDF-" else len(sign)]),
                "unknown")


def identify_pdf(path: Path, edition: str = "") -> SourceFile:
    """Open a PDF far enough to count its pages.

    Raises:
        DataError: the file is absent, empty, of another kind, encrypted or damaged.
    """
    def stop(code: str, found: str, expected: str = "") -> DataError:
        return DataError([Problem(code, edition=edition, file=path.name, found=found, expected=expected)])

    if not path.is_file():
        raise stop("file_absent", found=str(path))
    size = path.stat().st_size
    if size == 0:
        raise stop("file_empty", found="0 bytes", expected="PDF")
    kind = media_type(path)
    if kind != PDF:
        raise stop("file_not_pdf", found=kind, expected=PDF)
    import pdfplumber  # a quarter of a second: who only asks for a hash does not pay it

    try:
        with pdfplumber.open(path) as pdf:
            pages = len(pdf.pages)
    except Exception as error:  # pdfminer raises errors of many kinds on damaged files
        if _is_password(error):
            raise stop("file_encrypted", found="encrypted PDF", expected="PDF without a password") from error
        raise stop("file_damaged", found=f"{size} bytes, {type(error).__name__}", expected="whole PDF") from error
    if pages == 0:
        raise stop("file_damaged", found=f"{size} bytes, 0 pages", expected="whole PDF")
    return SourceFile(path, sha256_of(path), size, kind, pages)


def _is_password(error: BaseException) -> bool:
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return isinstance(inner, PDFPasswordIncorrect)
