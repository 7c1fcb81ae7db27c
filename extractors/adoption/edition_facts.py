"""What a document says of itself: when it was published, and its title after the last edition's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.adoption.contents import Content
from extractors.adoption.documents import Document
from extractors.adoption.years import YEAR, shifted
from extractors.document_numbers import OWN
from extractors.errors import DataError, Problem
from extractors.spec import EditionSpec

DAY = re.compile(r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
MONTH = re.compile(r"tháng\s+(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
PRINTED_NUMBER = re.compile(r"\d+\s*/\s*[A-ZĐ]+(?:-[A-ZĐ]+)*", re.IGNORECASE)
IN_BRACKETS = re.compile(rf"\s*\([^()]*{PRINTED_NUMBER.pattern}[^()]*\)", re.IGNORECASE)
FEWEST_FRACTIONS, MANY_TIMES = 20, 4


def published_on(documents: Sequence[Document]) -> str:
    """The day (`2017-02-16`) or the month (`2017-04`) in the head of a document; empty where it names none."""
    for pattern in (DAY, MONTH):
        for document in documents:
            match = pattern.search(" ".join(document.head))
            if match:
                parts = match.groupdict()
                day = f"-{int(parts['day']):02}" if "day" in parts else ""
                return f"{parts['year']}-{int(parts['month']):02}{day}"
    return ""


def title_of(last_title: str, documents: Sequence[Document], years: int) -> str:
    """The last edition's title with its years moved on and the document's own number in it, if it has one."""
    number = next((match["number"] for document in documents for line in document.head
                   if (match := OWN.match(line))), "")
    place = PRINTED_NUMBER.search(last_title)
    if not place:
        return shifted(last_title, years)
    if not number:
        return shifted(IN_BRACKETS.sub("", last_title), years)
    before, behind = last_title[:place.start()], last_title[place.end():]
    return shifted(before, years) + re.sub(r"\s+", "", number) + shifted(behind, years)


def title_said(fact: str, answers: Mapping[str, str], otherwise: str) -> str:
    """The title that was said, else another one. Raises DataError where nothing was said instead of a title."""
    said = answers.get(fact, otherwise)
    if not said:
        raise DataError([Problem("answer_wrong", found=said, expected=otherwise, details={"name": fact})])
    return said


def decimal_mark(documents: Sequence[Document], mark: str) -> str:
    """The other mark, if nearly all fractions in the tables of PDFs are printed with it; else empty. Workbooks hold
    figures, not marks."""
    commas, points = (sum(counts) for counts in zip(*(
        Content(tuple(document.cells)).marks for document in documents if document.book is None), strict=True)
    ) if any(document.book is None for document in documents) else (0, 0)
    own, other = (commas, points) if mark == "," else (points, commas)
    return ("." if mark == "," else ",") if other >= FEWEST_FRACTIONS and other >= MANY_TIMES * own else ""


def edition_id(last: EditionSpec, period: str) -> str:
    """`mic-2017` after `mic-2016`."""
    stem = YEAR.sub("", last.id.replace(last.period, "")).strip("-")
    return f"{stem}-{period}"
