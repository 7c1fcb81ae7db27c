"""Tables as the templates set them: every cell with its text, language, tone, link and anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from reports.catalogue import LANGUAGES, Catalogue, Code, Column, Report, Words
from reports.editions import Edition, shown_lists
from reports.rankings import Block, Node, is_doubted, name_of, rank_differs
from reports.site import address
from reports.tables import Row, grouped, rounded, shown

_DOUBTFUL = ("bad", "warn")
_WORDY = 24  # letters; a column of text this wide in a sheet is not squeezed to a word in a page


@dataclass(frozen=True)
class Cell:
    """A cell of a page. `language` is set where it is not that of the page; `href` may be empty."""

    text: str
    language: str = ""
    tone: str = ""
    is_number: bool = False
    is_code: bool = False
    is_words: bool = False
    href: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a page's table; `anchor` is its id, or empty."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a page. `groups`: words and number of columns of a first header line; `head`: the
    column whose cells head their row; `is_headed`: a heading above says what the caption says."""

    caption: str
    header: tuple[Cell, ...]
    lines: tuple[Line, ...]
    groups: tuple[tuple[str, int], ...] = ()
    head: int = 0
    code: str = ""
    tone: str = ""
    size: str = ""
    is_headed: bool = False


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
    """Cell id → the list page (report code) that says something about it; the first list wins."""
    pages: dict[str, str] = {}
    for report in shown_lists(catalogue, edition):
        if any(column.key == "cell_id" for column in report.columns):
            for row in edition.rows[report.code]:
                pages.setdefault(str(row["cell_id"]), report.code)
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
                  count.rows, f"{edition.code}/{report.code}", f"{report.code}-{count.key}", count.code.tone)
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


def list_tables(catalogue: Catalogue, report: Report, rows: Sequence[Row], language: str) -> list[Table]:
    """The rows of a list, a table for each counted code (which its heading tells), or one table."""
    seen: set[str] = set()
    tables = []
    for key, code, own in _by_code(catalogue, report, rows):
        columns = [column for column in report.columns_in("html") if column.language in ("", language)
                   and column.key != report.count_by and _says_something(column, own)]
        header = tuple(Cell(column.label[language], is_number=column.is_number) for column in columns)
        head = next((place for place, column in enumerate(columns) if column.key == "cell_id"), 0)
        lines = tuple(Line(tuple(_cell(catalogue, row, column, language) for column in columns),
                           _anchor(row, seen)) for row in own)
        tables.append(Table(code.words[language], header, lines, head=head,
                            code=f"{report.code}-{key}", tone=code.tone,
                            size=grouped(Decimal(len(lines)), language), is_headed=True))
    return tables


def block_table(catalogue: Catalogue, edition: Edition, block: Block, language: str) -> Table:
    """Bodies × nodes: score and rank as printed, the recomputed rank beside it where it differs.

    Where nothing is printed both are the computed ones, and the bodies stand by them.

    A body that has a profile or an appendix is a link to it. Where only ranks are told there are no scores.
    """
    texts, pages = catalogue.texts, _pages_of_bodies(catalogue, edition)
    width = 2 if block.has_scores else 1
    lines = []
    for body in block.bodies:
        href = address(pages[body.code], language) if body.code in pages else ""
        cells = [Cell(body.name[language], _foreign(body.name, language), href=href)]
        for node in block.nodes:
            row = body.rows.get(node.code)
            cells += ([_score(catalogue, row, block.basis, language), _rank(row, block.basis)] if row
                      else [Cell(""), Cell("")])[-width:]
        lines.append(Line((*cells, *([Cell(body.band, _vietnamese(language))] if block.has_bands else []))))
    band = [Cell(texts["band"][language])] if block.has_bands else []
    pair = (Cell(texts["score"][language], is_number=True), Cell(texts["rank"][language], is_number=True))[-width:]
    note = "order_note" if block.basis == "published" else "computed_order"
    return Table(texts[note][language], (Cell(texts["body"][language]), *pair * len(block.nodes), *band),
                 tuple(lines), (*((node.name[language], width) for node in block.nodes),
                                *((cell.text, 1) for cell in band)))


def node_table(catalogue: Catalogue, block: Words, node: Node, anchors: Mapping[str, str],
               language: str) -> Table:
    """One ranking in the form of the print: rank, body, score; then what recomputing says, and where.

    Where nothing is printed there is nothing beside the computed figures.
    """
    texts, basis = catalogue.texts, node.basis
    has_bands = any(row[f"band_{basis}"] is not None for row in node.rows)
    has_scores = any(row[f"score_{basis}"] is not None for row in node.rows)
    keys = ["rank", "body", *(["score"] if has_scores else []), *(["band"] if has_bands else []),
            *(["check", "cell"] if basis == "published" else [])]
    header = tuple(Cell(texts[key][language], is_number=key in ("rank", "score")) for key in keys)
    lines = []
    for row in node.rows:
        name = name_of(row, "entity")
        cell_id = str(row["rank_cell_id"] or "")
        page = anchors.get(cell_id)
        lines.append(Line((
            Cell(str(row[f"rank_{basis}"] or texts["none"][language]), is_number=True),
            Cell(name[language], _foreign(name, language)),
            *([_score(catalogue, row, basis, language)] if has_scores else []),
            *([Cell(str(row[f"band_{basis}"] or ""), _vietnamese(language))] if has_bands else []),
            *([_check(catalogue, row, language),
               Cell(cell_id, is_code=True, href=_link(page, cell_id, language) if page else "")]
              if basis == "published" else []))))
    caption = f"{block[language]} · {len(lines)} {texts['bodies_ranked'][language]}"
    return Table(caption, header, tuple(lines), head=1)


def differing_table(catalogue: Catalogue, edition: Edition, language: str) -> Table:
    """Every rank of an edition that recomputes differently."""
    report, texts = catalogue.the("ranking"), catalogue.texts
    columns = [report.column(key) for key in
               ("entity_type", f"node_name_{language}", f"entity_name_{language}", "rank_published",
                "rank_recomputed", "rank_cell_id")]
    header = tuple(Cell(column.label[language], is_number=column.is_number) for column in columns)
    lines = tuple(Line(tuple(_cell(catalogue, row, column, language) for column in columns))
                  for block in edition.blocks for row in block.differing)
    return Table(texts["ranks_differ"][language], header, lines, head=2, is_headed=True)


def _pages_of_bodies(catalogue: Catalogue, edition: Edition) -> dict[str, str]:
    """The page of a body beside those of its block: its profile, else its appendix."""
    profile = catalogue.the("profile").code
    profiled = (str(row["entity_code"]) for row in edition.rows[catalogue.the("outlook").code])
    return {**{one.code: f"appendix-{one.file_code}" for one in edition.appendices},
            **{code: f"{profile}-{code}" for code in profiled}}


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


def _cell(catalogue: Catalogue, row: Row, column: Column, language: str) -> Cell:
    tone = ""
    if column.type == "code" and row[column.key] is not None:
        tone = catalogue.code(column, row[column.key]).tone
    foreign = column.language if column.language != language else ""
    if row[column.key] is None and column.pair and row[column.pair] is not None:
        return Cell(str(row[column.pair]), "vi" if column.language == "en" else "en")
    if column.type == "text" and not column.language:
        foreign = _vietnamese(language)
    return Cell(shown(row, column, catalogue, language), foreign, tone, column.is_number,
                column.type == "id", column.type == "text" and (column.width or 0) >= _WORDY)


def _score(catalogue: Catalogue, row: Row, basis: str, language: str) -> Cell:
    report = catalogue.the("ranking")
    text = shown(row, report.column(f"score_{basis}"), catalogue, language)
    return Cell(text or catalogue.texts["none"][language], is_number=True)


def _rank(row: Row, basis: str) -> Cell:
    rank = row[f"rank_{basis}"]
    differs = rank_differs(row)
    if rank is None:
        again = row["rank_recomputed"]
        return Cell("" if again is None else f"({again})", is_number=True)
    return Cell(str(rank), tone="warn" if differs else "", is_number=True,
                detail=f"({row['rank_recomputed']})" if differs else "")


def _check(catalogue: Catalogue, row: Row, language: str) -> Cell:
    """Whether rank and score come out again; a difference is told with the recomputed figure."""
    texts, report = catalogue.texts, catalogue.the("ranking")
    if rank_differs(row):
        return Cell(f"{texts['differs'][language]} {row['rank_recomputed']}", tone="warn")
    printed, again = report.column("score_published"), report.column("score_recomputed")
    if None not in (row[printed.key], row[again.key]) and rounded(row, printed) != rounded(row, again):
        if is_doubted(row, "score"):
            return Cell(f"{texts['score_differs'][language]} {shown(row, again, catalogue, language)}", tone="warn")
        return Cell(texts["same_within_rounding"][language])
    if row["rank_recomputed"] is None:
        return Cell(texts["not_recomputed"][language])
    if row["rank_published"] is None:
        return Cell(f"{texts['not_printed'][language]} {row['rank_recomputed']}")
    return Cell(texts["same"][language])


def _anchor(row: Row, seen: set[str]) -> str:
    cell_id = str(row.get("cell_id") or "")
    if not cell_id or cell_id in seen:
        return ""
    seen.add(cell_id)
    return cell_id


def _link(page: str, cell_id: str, language: str) -> str:
    return f"{address(page, language)}#{quote(cell_id, safe=':/.-_')}"


def _foreign(words: Words, language: str) -> str:
    return "vi" if language == "en" and words.vi == words.en else ""


def _vietnamese(language: str) -> str:
    return "vi" if language != "vi" else ""
