"""What the machine refused, whoever had to hear it: Python, SQLite, DuckDB, PostgreSQL or dbt, which has only words."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator

from flows.words import Said, said

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = re.compile(
    r"no space left on device|disk (is )?full|disk quota exceeded|could not extend file|file too large", re.IGNORECASE)
_READ_ONLY_WORDS = re.compile(r"read-only file system|readonly database|unable to open database file", re.IGNORECASE)


def is_full(error: BaseException) -> bool:
    """Whether a disk was full: trying again without making room does not help."""
    return any((isinstance(one, OSError) and one.errno in _FULL) or _FULL_WORDS.search(str(one))
               for one in _causes(error))


def of_machine(error: BaseException) -> Said | None:
    """What to tell when the machine refused something, with the file where it is named; None when it did not.

    An error that knows its own words (`telling`) is told in them.
    """
    if isinstance(told := getattr(error, "telling", None), Said):
        return told
    causes = list(_causes(error))
    system = next((one for one in causes if isinstance(one, OSError) and one.strerror), None)
    message = f"{system.filename or ''}: {system.strerror}".removeprefix(": ") if system else _short(str(error))
    if is_full(error):
        return said("machine_full", message=message)
    if isinstance(system, PermissionError):
        return said("machine_not_allowed", message=message)
    if any(_READ_ONLY_WORDS.search(str(one)) for one in causes):
        return said("machine_read_only", message=message)
    if isinstance(error, FileNotFoundError):
        return said("machine_not_there", message=message)
    return said("machine_error", message=message) if isinstance(error, OSError) else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or getattr(error, "orig", None) or error.__context__


def _short(text: str) -> str:
    return " ".join(text.split())[:400]
