"""The year that an edition's data are of, and when it was published: dates as series.yml writes them."""

from __future__ import annotations

import re
from datetime import date

YEAR, DATE = "YYYY", "YYYY, YYYY-MM or YYYY-MM-DD"
FORM_OF = {"period": YEAR, "published_on": DATE}
"""The facts of an edition that are dates → how they are written."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATE = re.compile(rf"{_YEAR.pattern}(?:-[0-9]{{2}}){{0,2}}")


def is_date_of(fact: str, text: str) -> bool:
    """Whether a text is what the fact takes: a year, or a year, month or day of the calendar."""
    if FORM_OF[fact] == YEAR:
        return _YEAR.fullmatch(text) is not None
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4:])
    except ValueError:
        return False
    return True
