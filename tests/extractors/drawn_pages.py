"""Pages drawn on the spot: words and rules at places, as a PDF's text layer would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.captions import find_tables
from extractors.errors import Problem
from extractors.headers import read_header
from extractors.layout import lay_out, reading_order
from extractors.page_content import PageContent, Rule, Word
from extractors.printed_rows import PrintedRow
from extractors.rows import read_rows
from extractors.spec import ColumnSpec, EditionSpec, TableSpec, load_edition_spec
from extractors.table_parts import in_parts

WIDTH, HEIGHT = 600.0, 800.0
LETTER, SIZE, LEADING = 5.0, 10.0, 12.0
PADDING = 4.0
LEFT = "<"
"""In a table to be drawn: this cell belongs to the one on its left."""
ABOVE = "^"
"""This cell belongs to the one above it."""


@dataclass
class Sheet:
    """A page of 600 × 800 points; letters are 5 wide and 10 high, lines 12 apart."""

    number: int = 1
    words: list[Word] = field(default_factory=list)
    horizontals: list[Rule] = field(default_factory=list)
    verticals: list[Rule] = field(default_factory=list)

    def text(self, line: str, top: float, x: float = 50.0) -> Sheet:
        """One line of words."""
        for word in line.split(" "):
            if word:
                self.words.append(Word(word, x, top, x + LETTER * len(word), top + SIZE))
            x += LETTER * (len(word) + 1)
        return self

    def table(self, rows: Sequence[Sequence[str]], top: float, widths: Sequence[float], left: float = 50.0,
              is_open_top: bool = False, is_open_bottom: bool = False) -> float:
        """A ruled table; `\\n` parts the lines of a cell. Returns where it ends.

        An open end has no rule: there a page break cuts a row.
        """
        xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
        ys = [top]
        for row in rows:
            ys.append(ys[-1] + max(1 + cell.count("\n") for cell in row) * LEADING + 2 * PADDING)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell not in (LEFT, ABOVE):
                    for number, line in enumerate(cell.split("\n")):
                        self.text(line, ys[r] + PADDING + number * LEADING, xs[c] + PADDING)
                if cell != LEFT:
                    self.verticals.append(Rule(xs[c], ys[r], ys[r + 1]))
                if cell != ABOVE and not (is_open_top and r == 0):
                    self.horizontals.append(Rule(ys[r], xs[c], xs[c + 1]))
            self.verticals.append(Rule(xs[-1], ys[r], ys[r + 1]))
        if not is_open_bottom:
            self.horizontals.append(Rule(ys[-1], xs[0], xs[-1]))
        return ys[-1]

    def content(self) -> PageContent:
        return PageContent(self.number, WIDTH, HEIGHT, tuple(self.words), tuple(self.horizontals),
                           tuple(self.verticals), (), 0)


def column(key: str, header: str, kind: str = "text", required: bool = True, spans_rows: bool = False) -> ColumnSpec:
    """`header`: its levels parted by " | ", as in columns.csv."""
    return ColumnSpec(key, tuple(header.split(" | ")), kind, "", None, None, required, spans_rows)


MODEL = replace(load_edition_spec("mic-2016").tables[0], title_en="", entity_type="province", rank_basis=(),
                body_column="entity", pooled_separators=";,")
RANKED = (column("rank", "Thứ hạng", "rank"), column("entity", "Địa phương"), column("index", "Chỉ số", "decimal"))
HEADER = ("Thứ hạng", "Địa phương", "Chỉ số")
WIDTHS = (60.0, 200.0, 80.0)


def table_spec(columns: Sequence[ColumnSpec] = RANKED, rows: int = 3, table_id: str = "4.1",
               title: str = "Chỉ số hạ tầng của các tỉnh", section: tuple[str, ...] = ()) -> TableSpec:
    return replace(MODEL, id=table_id, key="t" + table_id, title=title, rows=rows, section=section,
                   columns=tuple(columns))


def with_tables(spec: EditionSpec, *tables: TableSpec) -> EditionSpec:
    """The edition's manner of captions and numbers, with other tables."""
    return replace(spec, tables=tables)


@dataclass
class Reading:
    """What came of drawn pages: the texts of each table's rows, or the problems with its header."""

    rows: dict[str, list[list[str]]]
    notes: dict[str, list[str]]
    problems: list[Problem]
    unclaimed: int
    printed: dict[str, list[PrintedRow]]


def read_sheets(spec: EditionSpec, *sheets: Sheet) -> Reading:
    """From pages to rows, as `extract` goes."""
    items = reading_order([lay_out(sheet.content()) for sheet in sheets])
    found, unclaimed = find_tables(items, spec)
    reading = Reading({}, {}, [], len(unclaimed), {})
    for table in found:
        facts = spec.table(table.table_id)
        grids, headings = in_parts(table.grids, table.headings, facts)
        header, problems = read_header(grids[0], facts, grids)
        reading.problems += problems
        reading.notes[table.table_id] = table.notes
        if header:
            rows = read_rows(grids, header, facts, spec, headings)
            reading.printed[table.table_id] = rows
            reading.rows[table.table_id] = [[row.cells[c.key].text for c in facts.columns] for row in rows]
    return reading
