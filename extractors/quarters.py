"""The quarters that a time tells: `Quý I-Quý IV`, `Quý I, II/2018`, `Quý III`."""

from __future__ import annotations

import re

NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
QUARTER = r"(?:iv|i{1,3}|[1-4])"
BETWEEN = r"\s*(?:[-–,;+]|đến(?: hết)?|tới|và)\s*"
TIME = re.compile(rf"quý\s*({QUARTER}(?:{BETWEEN}(?:quý\s*)?{QUARTER})*)(?:\s*[/,]?\s*(?:năm\s*)?\d{{4}})?",
                  re.IGNORECASE)
WHOLE_YEAR = re.compile(r"(?:cả|trong|hằng|hàng)\s+năm(?:\s+\d{4})?", re.IGNORECASE)


def quarters_of(time: str) -> tuple[int, int] | None:
    """The first and the last quarter (1 to 4) of a time; None where it tells none, or they run backwards."""
    text = time.strip(" .;")
    if WHOLE_YEAR.fullmatch(text):
        return 1, 4
    match = TIME.fullmatch(text)
    if match is None:
        return None
    told = [NUMERALS[part.lower()] for part in re.findall(rf"\b{QUARTER}\b", match[1], re.IGNORECASE)]
    return (told[0], told[-1]) if told == sorted(told) else None
