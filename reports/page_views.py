"""Tables as the templates set them: every cell with its text, language, tone, link and anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import quote

from reports.addresses import address, page_path
from reports.catalogue import LANGUAGES, Catalogue, Code, Column, Report, Words
from reports.editions import Edition, shown_lists
from reports.places import Place
from reports.reading_order import reading_order
from reports.tables import Row, exact, grouped, shown

_DOUBTFUL = ("bad", "warn")
_WORDY = 24  # letters; a column of text this wide in a sheet is not squeezed to a word in a page


@dataclass(frozen=True)
class Cell:
    """A cell of a page. `language` is set where it is not that of the page.

    `href`: relative to the folder of all pages, or empty. `order`: what a reader's sorting goes by, where it is not
    the text.
    """

    text: str
    language: str = ""
    tone: str = ""
    is_number: bool = False
    is_code: bool = False
    is_words: bool = False
    href: str = ""
    detail: str = ""
    order: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a page's table; `anchor` is its id, or empty; `cell_id`: the printed cell that it is about, if any."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    cell_id: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a page. `groups`: words and number of columns of a first header line; `head`: the
    column whose cells head their row; `is_headed`: a heading above says what the caption says; `filters`: columns
    by whose text a reader may choose rows; `is_of_cells`: cell ids head its rows."""

    caption: str
    header: tuple[Cell, ...]
    lines: tuple[Line, ...]
    groups: tuple[tuple[str, int], ...] = ()
    head: int = 0
    code: str = ""
    tone: str = ""
    size: str = ""
    is_headed: bool = False
    is_of_cells: bool = False
    filters: tuple[int, ...] = ()


@dataclass(frozen=True)
class Count:
    """How many rows of a list have one code."""

    key: str
    code: Code
    rows: int

    @property
    def shown(self) -> Words:
        """The number in the way of each language."""
        return Words(*(grouped(Decimal(self.rows), language) for language in LANGUAGES))


@dataclass(frozen=True)
class Doubt:
    """Something a reader should know before relying on the figures."""

    words: Words
    rows: int
    path: str
    anchor: str
    tone: str


def anchors_of(catalogue: Catalogue, edition: Edition) -> Mapping[str, str]:
    """Cell id → the path of the list that says something about it; the first list wins."""
    pages: dict[str, str] = {}
    for report in shown_lists(catalogue, edition):
        if any(column.key == "cell_id" for column in report.columns):
            for row in edition.rows[report.code]:
                pages.setdefault(str(row["cell_id"]), page_path(edition, report))
    return pages


def counts_of(catalogue: Catalogue, report: Report, rows: Sequence[Row]) -> list[Count]:
    """Rows by the code that the report counts, in the order of the code list; none if it counts none."""
    if not report.count_by:
        return []
    column = report.column(report.count_by)
    found = [str(row[column.key] or "") for row in rows]
    order = [*catalogue.codes[column.codes], *sorted(set(found) - set(catalogue.codes[column.codes]))]
    return [Count(key, catalogue.code(column, key), found.count(key)) for key in order if key in found]


def doubts_of(catalogue: Catalogue, edition: Edition) -> list[Doubt]:
    """Counted codes of a doubtful tone, list by list."""
    return [Doubt(Words(*(f"{report.title[language]}: {count.code.words[language]}"
                          for language in LANGUAGES)),
                  count.rows, page_path(edition, report), f"{report.code}-{count.key}", count.code.tone)
            for report in shown_lists(catalogue, edition)
            for count in counts_of(catalogue, report, edition.rows[report.code])
            if count.code.tone in _DOUBTFUL]


def edition_facts(catalogue: Catalogue, edition: Edition, language: str) -> list[tuple[str, str]]:
    """Data year and date of publication, as far as they are known and it is published: (label, text)."""
    report = catalogue.the("front")
    facts = [(catalogue.texts[key][language],
              shown(edition.publication, report.column(key), catalogue, language))
             for key in ("period", *(["published_on"] if edition.is_published else []))]
    return [(label, text) for label, text in facts if text]


def list_tables(catalogue: Catalogue, report: Report, rows: Sequence[Row], places: Mapping[str, Place],
                language: str) -> list[Table]:
    """The rows of a list, a table for each counted code (which its heading tells), or one table."""
    seen: set[str] = set()
    tables = []
    for key, code, own in _by_code(catalogue, report, rows):
        columns = [column for column in report.columns_in("html") if column.language in ("", language)
                   and column.key != report.count_by and _says_something(column, own)]
        header = tuple(Cell(column.label[language], is_number=column.is_number) for column in columns)
        head = next((place for place, column in enumerate(columns) if column.key == "cell_id"), 0)
        lines = tuple(Line(tuple(linked(cell_of(catalogue, row, column, language), places, language)
                                 for column in columns), _anchor(row, seen), str(row.get("cell_id") or ""))
                      for row in own)
        tables.append(Table(code.words[language], header, lines, head=head,
                            code=f"{report.code}-{key}", tone=code.tone,
                            size=grouped(Decimal(len(lines)), language), is_headed=True,
                            is_of_cells=any(column.key == "cell_id" for column in columns)))
    return tables


def _by_code(catalogue: Catalogue, report: Report,
             rows: Sequence[Row]) -> list[tuple[str, Code, Sequence[Row]]]:
    if not report.count_by:
        return [("all", Code(report.title), rows)]
    return [(count.key, count.code, [row for row in rows if (row[report.count_by] or "") == count.key])
            for count in counts_of(catalogue, report, rows)]


def _says_something(column: Column, rows: Sequence[Row]) -> bool:
    """Whether a column has anything in these rows that the column it is `same_as` does not say."""
    if column.pair and any(row[column.pair] is not None for row in rows):
        return True
    known = [row for row in rows if row[column.key] is not None]
    return any(not column.same_as or row[column.key] != row[column.same_as] for row in known)


def cell_of(catalogue: Catalogue, row: Row, column: Column, language: str) -> Cell:
    tone = ""
    if column.type == "code" and row[column.key] is not None:
        tone = catalogue.code(column, row[column.key]).tone
    spoken = column.language if column.language != language else ""
    if row[column.key] is None and column.pair and row[column.pair] is not None:
        return Cell(str(row[column.pair]), "vi" if column.language == "en" else "en")
    if column.type == "text" and not column.language:
        spoken = in_vietnamese(language)
    return Cell(shown(row, column, catalogue, language), spoken, tone, column.is_number,
                column.type == "id", column.type == "text" and (column.width or 0) >= _WORDY,
                order=exact(row, column) if column.is_number and column.type != "text" else "")


def _anchor(row: Row, seen: set[str]) -> str:
    cell_id = str(row.get("cell_id") or "")
    if not cell_id or cell_id in seen:
        return ""
    seen.add(cell_id)
    return cell_id


def by_alphabet(lines: Sequence[Line], place: int) -> tuple[Line, ...]:
    """Lines whose names in a column are sorted by the Vietnamese alphabet, whatever language a browser speaks."""
    names = sorted({line.cells[place].text for line in lines}, key=reading_order)
    keys = {name: f"a{number:05}" for number, name in enumerate(names)}  # no number: that would be set flush right
    return tuple(replace(line, cells=tuple(replace(cell, order=keys[cell.text]) if at == place else cell
                                           for at, cell in enumerate(line.cells))) for line in lines)


def source_link(places: Mapping[str, Place], cell_id: str, language: str) -> str:
    """The page of the document where a cell stands, with the cell marked; empty where there is no picture of it."""
    place = places.get(cell_id)
    if not place or not place.page_path:
        return ""
    return address(place.page_path, language) + quote(place.anchor, safe="#:/.-_")


def linked(cell: Cell, places: Mapping[str, Place], language: str) -> Cell:
    """A cell id as a link to where it stands."""
    href = source_link(places, cell.text, language) if cell.is_code else ""
    return replace(cell, href=href) if href else cell


def cell_link(anchors: Mapping[str, str], cell_id: str, language: str) -> str:
    """Where a list speaks of a cell; empty where none does."""
    return f"{address(anchors[cell_id], language)}#{quote(cell_id, safe=':/.-_')}" if cell_id in anchors else ""


def foreign(words: Words, language: str) -> str:
    """The language of words that have no English of their own, on an English page."""
    return "vi" if language == "en" and words.vi == words.en else ""


def in_vietnamese(language: str) -> str:
    """The language of words that are Vietnamese wherever they stand, on a page of another."""
    return "vi" if language != "vi" else ""
