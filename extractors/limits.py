"""How much a document may ask of the machine. All limits stand here; each is a setting (CHISO_LIMITS__<NAME>).

They are far above every honest document that is known: the largest bundled report has 29 pages and takes 2 seconds
and 90 MB, the largest workbook unpacks to 0.6 MB. What is beyond one is a problem of the document, told with what was
found and what is allowed; the reading process ends, the machine does not notice.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

_current: list[Limits] = []


@dataclass(frozen=True)
class Limits:
    """Upper limits, all of one document."""

    file_megabytes: int = 200
    """Bytes on disk."""
    memory_megabytes: int = 1024
    """Address space of the process that reads."""
    step_seconds: int = 10
    """Processor time of one page, of a workbook, or of finding the tables among the lines of a hundred pages."""
    document_seconds: int = 600
    """Processor time of all pages that one process reads."""
    pages: int = 2000
    """Pages of a PDF, counted."""
    unpacked_megabytes: int = 64
    """A workbook without its compression."""
    packed_ratio: int = 200
    """How much larger than packed a part of a workbook may be, where it is more than a megabyte."""
    parts: int = 2000
    """Files in a workbook."""
    cells: int = 1_000_000
    """Cells and rows of a sheet, empty ones with a format among them."""

    def __post_init__(self) -> None:
        wrong = [field.name for field in fields(self) if getattr(self, field.name) < 1]
        if wrong:
            raise ValueError(f"{', '.join(wrong)}: at least 1")


def current() -> Limits:
    """The limits that hold in this process."""
    return _current[-1] if _current else Limits()


def use(limits: Limits) -> None:
    """From now on these limits hold."""
    _current[:] = [limits]
