"""Text that no spreadsheet runs as a formula and no file format refuses."""

from __future__ import annotations

import re

from reports.catalogue import ReportError

_RUNS = re.compile(r"\s*[=+\-@'＝＋－＠]|[\t\r\n]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, or already has the mark against it."""
    return bool(_RUNS.match(text))


def guard(text: str) -> str:
    """For CSV: one apostrophe before a risky text. `unguard` is its inverse for every text."""
    return f"'{text}" if is_risky(text) else text


def unguard(text: str) -> str:
    """Take one leading apostrophe away.

    >>> unguard(guard("- 02 dịch vụ")), unguard(guard("'=1")), unguard(guard("Hà Nội"))
    ('- 02 dịch vụ', "'=1", 'Hà Nội')
    """
    return text.removeprefix("'")


def for_xml(text: str) -> str:
    """Characters that XML cannot hold become U+FFFD, where a reader sees that something stood."""
    return _NOT_XML.sub("\ufffd", text)


def file_name(part: str) -> str:
    """A code as a part of a file name; ReportError if it is not fit for one on every system."""
    if not _FILE_NAME.fullmatch(part):
        raise ReportError(f'"{part}" cannot be part of a file name: letters, figures, . _ - only.')
    return part
