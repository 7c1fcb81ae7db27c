"""Years in wordings: read as the distance to the year of the data, so that next year's wording is the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.adoption.documents import Document
from extractors.likeness import letters
from extractors.sheet_titles import DATE
from extractors.spec import EditionSpec

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
YEARS = r"(?:19|20)\d\d"
PLAIN_YEAR = re.compile(YEARS)
LEADING = re.compile(r"^(?:(?:Bảng|Biểu|Phụ lục)\s+(?:số\s+)?[\d.]*[\dIVX]\s*[.:]?\s*|[•●▪◦■–+*-]\s*|"
                     r"(?:[IVX]+|\d{1,2}|[A-Za-zđĐ])[.,)/]\s*)+", re.IGNORECASE)
"""Marks and numbers in front of a caption."""
BEFORE = 12
"""Letters in front of a year that tell where it stands."""
FEWEST = 4
"""Letters that a wording has besides its years, to tell anything."""
CLEAR = 0.6
"""The share of one year from which on the others are not asked for."""
NUMBER = re.compile(r"\d+/(?:[^\W\d_]+-?)+", re.IGNORECASE)


def year_of(period: str) -> int:
    """The (first) year of a period."""
    found = YEAR.search(period)
    return int(found.group()) if found else 0


def masked(text: str, period: str) -> str:
    """Each year as its distance to the period: `năm 2016` of 2016 and `năm 2017` of 2017 are the same text."""
    base = year_of(period)
    return YEAR.sub(lambda year: _distance(int(year.group()) - base), text)


def shifted(text: str, years: int) -> str:
    """Each year of a text moved on."""
    return YEAR.sub(lambda year: str(int(year.group()) + years), text)


def period_shares(documents: Sequence[Document], editions: Sequence[EditionSpec]) -> tuple[tuple[str, float], ...]:
    """The years that documents may tell of, each with its share, the likeliest first.

    Wherever an edition prints a year, the year that the document prints there tells its period: in captions and
    headers of the same words, and behind the same words of the title. Where it has none of them, the years at its
    beginning stand for it.
    """
    printed = _printed_years(documents)
    heads = [letters(DATE.sub(" ", " ".join(document.head))) for document in documents]
    votes: dict[str, float] = {}
    for edition in editions:
        base = year_of(edition.period)
        for wording in dict.fromkeys(_wordings(edition)):
            bare, years = _parted(wording, edition)
            for told in printed.get(bare, ()) if years and len(bare) >= FEWEST else ():
                if len(told) == len(years):
                    _count(votes, told[-1] - years[-1] + base)
        for year in _periods_of_title(edition, heads):
            _count(votes, year)
    if not votes and editions:
        for year in (year for document in documents for line in document.head
                     for year in _parted(DATE.sub(" ", line))[1]):
            _count(votes, year)
    total = sum(votes.values())
    return tuple((period, round(count / total, 3)) for period, count in
                 sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])))


def clear_period(shares: Sequence[tuple[str, float]]) -> str | None:
    """The one year that is clearly meant."""
    return shares[0][0] if shares and shares[0][1] >= CLEAR else None


def _distance(years: int) -> str:
    return f"ỹ{'m' if years < 0 else 'p'}{abs(years)}ỹ" if years else "ỹỹ"


def _wordings(edition: EditionSpec) -> Iterable[str]:
    """Captions and headers; a header that is a year alone tells nothing."""
    for table in edition.tables:
        yield table.title
        yield from (level for column in table.columns for level in column.header)


def _parted(text: str, edition: EditionSpec | None = None) -> tuple[str, list[int]]:
    """The letters of a text without its years (and without the mark in front of a caption), and the years."""
    plain = NUMBER.sub(" ", text)
    match = edition.caption.match(plain) if edition else None
    bare = match["title"] if match else plain
    return letters(YEAR.sub(" ", bare)), list(map(int, YEAR.findall(bare)))


def _printed_years(documents: Sequence[Document]) -> dict[str, set[tuple[int, ...]]]:
    """The years that stand in each wording of the documents, by its other letters."""
    printed: dict[str, set[tuple[int, ...]]] = {}
    for document in documents:
        for text in {*document.cells, *document.captions, *document.lines}:
            bare, years = _parted(LEADING.sub("", text))
            if years:
                printed.setdefault(bare, set()).add(tuple(years))
    return printed


def _count(votes: dict[str, float], year: int) -> None:
    votes[str(year)] = votes.get(str(year), 0) + 1


def _periods_of_title(edition: EditionSpec, heads: Sequence[str]) -> set[int]:
    """The periods of the years that stand behind the same words as in the title of an edition."""
    bare = letters(NUMBER.sub(" ", edition.title_vi))
    found: set[int] = set()
    for year in PLAIN_YEAR.finditer(bare):
        before = bare[max(0, year.start() - BEFORE):year.start()]
        if len(before) >= FEWEST and not PLAIN_YEAR.search(before):
            for match in (match for head in heads for match in re.finditer(f"{re.escape(before)}({YEARS})", head)):
                found.add(int(match[1]) - int(year.group()) + year_of(edition.period))
    return found
