"""Which series a document belongs to, and which year it tells of: by what is printed, never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.adoption.documents import Document, read_document
from extractors.adoption.years import YEAR, clear_period, period_shares
from extractors.form_heads import sheet_years, title_years
from extractors.form_spec import load_form_spec
from extractors.forms import is_form
from extractors.guard import Progress
from extractors.likeness import letters
from extractors.notes import MARK_BEHIND
from extractors.spec import (
    FIGURE_IN_HEADER,
    SERIES_FOLDER,
    ColumnSpec,
    EditionSpec,
    known_editions,
    load_edition_spec,
    load_series_title,
)
from extractors.words import plain

LEAST = 0.35
"""Likeness from which on a series may claim a document."""
TITLES, HEADERS, HEAD = 0.75, 0.85, 0.4
"""How far each of them alone can prove a series: captions, headers of columns, the title at the beginning."""
SHORTEST = 10
"""Letters of a caption that tells anything."""
SHINGLE = 3
"""Words that are looked for side by side."""


@dataclass(frozen=True)
class SeriesLikeness:
    """How well documents fit a series.

    `period` is the year of the data, None where the documents do not tell it or tell several alike (`periods` has all,
    each with its share); `edition` is the known edition of that year, None: it is a new one. `kind`: report,
    workbook or form.
    """

    series: str
    likeness: float
    kind: str
    period: str | None
    edition: str | None
    periods: tuple[tuple[str, float], ...]
    why: str


def which_series(documents: Sequence[Path], folder: Path = SERIES_FOLDER,
                 progress: Progress | None = None) -> list[SeriesLikeness]:
    """The series that documents may be of, the likeliest first; empty where none is likely.

    Raises:
        DataError: a document cannot be read.
    """
    return series_of([read_document(path, progress) for path in documents], folder)


def series_of(documents: Sequence[Document], folder: Path = SERIES_FOLDER) -> list[SeriesLikeness]:
    """As `which_series`, of documents that are read already."""
    editions: dict[str, list[EditionSpec]] = {path.parent.name: [] for path in sorted(folder.glob("*/series.yml"))}
    for edition, series in known_editions(folder).items():
        editions[series].append(load_edition_spec(edition, folder))
    found = [_likeness(documents, series, known, folder) for series, known in editions.items()]
    return sorted((one for one in found if one.likeness >= LEAST), key=lambda one: (-one.likeness, one.series))


def without_forms(documents: Sequence[Document], editions: Sequence[EditionSpec]) -> list[Document]:
    """The documents that print tables: forms ask, and have none."""
    return [document for document in documents if not any(_is_form(document, edition) for edition in editions)]


def _likeness(documents: Sequence[Document], series: str, editions: Sequence[EditionSpec],
              folder: Path) -> SeriesLikeness:
    as_form = next((edition for edition in editions
                    if all(_is_form(document, edition) for document in documents)), None)
    if as_form:
        periods = _form_periods(documents, as_form)
        return _settled(series, 1.0, "form", periods, editions, "a form that asks what this series asks")
    documents = without_forms(documents, editions) or documents
    told = frozenset(map(_blank, (cell for document in documents for cell in document.cells)))
    titles = max((_share_of_titles(edition, documents) for edition in editions), default=0.0)
    headers = max((_share_of_headers(edition, told) for edition in editions), default=0.0)
    names = [load_series_title(series, folder), *(edition.title_vi for edition in editions)]
    head = max(_share_of_words(name, documents) for name in names)
    score = 1 - (1 - TITLES * titles) * (1 - HEADERS * headers) * (1 - HEAD * head)
    kind = "workbook" if all(document.book for document in documents) else "report"
    periods = period_shares(documents, editions) if score >= LEAST else ()
    why = f"captions {titles:.0%}, headers {headers:.0%}, title {head:.0%}"
    return _settled(series, round(score, 3), kind, periods, editions, why)


def _settled(series: str, score: float, kind: str, periods: tuple[tuple[str, float], ...],
             editions: Sequence[EditionSpec], why: str) -> SeriesLikeness:
    period = clear_period(periods)
    edition = next((edition.id for edition in editions if edition.period == period), None)
    return SeriesLikeness(series, score, kind, period, edition, periods, why)


def _is_form(document: Document, edition: EditionSpec) -> bool:
    return document.book is not None and is_form(document.book, edition)


def _form_periods(documents: Sequence[Document], edition: EditionSpec) -> tuple[tuple[str, float], ...]:
    forms = load_form_spec(edition.home, edition.id, edition.period)
    years = [year for document in documents if forms and document.book
             for year in (title_years(document.lines, forms)
                          or {year for sheet in document.book.shown for year in sheet_years(sheet.name)})]
    return tuple((year, round(years.count(year) / len(years), 3)) for year in sorted(set(years)))


def _blank(text: str) -> str:
    """Letters, without the years."""
    return YEAR.sub("", letters(YEAR.sub(" ", text)))


def _share_of_titles(edition: EditionSpec, documents: Sequence[Document]) -> float:
    """The share of captions, by their letters, that stand beside tables."""
    printed = {_bare(caption, edition) for document in documents for caption in document.captions}
    titles = {bare for table in edition.tables if len(bare := _bare(table.title, edition)) >= SHORTEST}
    hits = sum(len(title) for title in titles & printed)
    return hits / sum(map(len, titles)) if titles else 0.0


def _bare(caption: str, edition: EditionSpec) -> str:
    match = edition.caption.match(caption)
    return _blank(MARK_BEHIND.sub("", match["title"] if match else caption))


def _share_of_headers(edition: EditionSpec, told: frozenset[str]) -> float:
    """The share of the headers of the tables that stand in cells; longer ones tell more."""
    found: dict[str, list[str]] = {}
    for table in edition.tables:
        found.setdefault(" ".join(table.found_in), []).extend(
            header for column in table.columns if column.is_in_header for header in _levels(column))
    shares = [sum(len(header) for header in set(headers) if header in told) / sum(map(len, set(headers)))
              for headers in found.values() if any(headers)]
    return max(shares, default=0.0)


def _levels(column: ColumnSpec) -> list[str]:
    return [_blank(level) for level in column.header if not FIGURE_IN_HEADER.search(level)]


def _share_of_words(name: str, documents: Sequence[Document]) -> float:
    """The share of the runs of words of a title that stand at the beginning of a document."""
    words = plain(YEAR.sub(" ", name)).split()
    runs = {" ".join(words[place:place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}
    heads = [f" {plain(YEAR.sub(' ', ' '.join(document.head)))} " for document in documents]
    return max(sum(f" {run} " in head for run in runs) / len(runs) for head in heads)
