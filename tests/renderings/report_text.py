"""The ministry's report as text: prose from report.txt, tables from the truth, free of any layout.

Lines of report.txt: `!` cover, `#` and `##` headings, `-` bullets, `[2.1]` a table, `(*)` a note, else prose.
A heading or a table goes on with ` | page` and, where the lists at the front word it differently,
` | wording`.
"""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
TRUTH = HERE.parent / "truth" / "mic-2016"
BULLETS_END_WITH_SEMICOLON = frozenset({"2.7"})
"""Elsewhere the truth's `; ` between two bullets is its own: the print ends the line without it."""

BlockKind = Literal["cover", "heading", "subheading", "bullet", "prose", "note", "table"]
MARKS: list[tuple[str, BlockKind]] = [
    ("! ", "cover"),
    ("## ", "subheading"),
    ("# ", "heading"),
    ("- ", "bullet"),
    ("(", "note"),
    ("[", "table"),
]


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or the place of a table (`text` is then the table id)."""

    kind: BlockKind
    text: str
    page: str = ""
    listed_as: str = ""
    is_lost: bool = False
    """Named in the lists at the front, not printed."""


@dataclass(frozen=True)
class GridCell:
    """A printed cell: its lines, and over how many rows and columns it reaches."""

    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    is_bold: bool = False


@dataclass
class PrintedTable:
    """`rows` hold the row kind first, then a text for each of the `headers`; both may be changed."""

    table_id: str
    caption: str
    headers: list[str]
    rows: list[list[str]]
    column_numbers: bool = False

    def grid(self) -> list[list[GridCell | None]]:
        """Rows × columns below the header; None where a merged cell reaches."""
        grid = [self._grid_row(row) for row in self.rows]
        for number, row in enumerate(self.rows):
            if row[0] == "data" and not row[1]:
                self._merge_with_above(grid, number)
        return grid

    def _grid_row(self, row: list[str]) -> list[GridCell | None]:
        bold = row[0] == "total"
        cells: list[GridCell | None] = [
            GridCell(cell_lines(self.table_id, text), is_bold=bold) for text in row[1:]
        ]
        # A pooled row that says in words that there are no figures prints them over all its number cells.
        if row[0] == "pooled" and row[3] and not any(row[4:]):
            cells[2:] = [GridCell((row[3],), columns=len(row) - 3), *[None] * (len(row) - 4)]
        return cells

    @staticmethod
    def _merge_with_above(grid: list[list[GridCell | None]], number: int) -> None:
        for column in (0, 1):
            top = max(r for r in range(number) if grid[r][column] is not None)
            above = grid[top][column]
            assert above is not None
            grid[top][column] = GridCell(above.lines, rows=number - top + 1)
            grid[number][column] = None

    def reorder(self, order: list[int]) -> None:
        """Print the columns in another order (0-based places of the present one)."""
        self.headers = [self.headers[i] for i in order]
        self.rows = [[row[0], *(row[1 + i] for i in order)] for row in self.rows]

    def column_weights(self) -> list[int]:
        """Relative widths: the longest line of each column, within bounds."""
        weights = [max(9, len(header) // 2) for header in self.headers]
        for row in self.grid():
            for column, cell in enumerate(row):
                if cell and cell.columns == 1:
                    weights[column] = max([weights[column], *map(len, cell.lines)])
        return [min(34, weight) for weight in weights]


@dataclass
class Report:
    """Blocks in printed order, and the tables by table id."""

    blocks: list[Block]
    tables: dict[str, PrintedTable] = field(default_factory=dict)

    def contents(self) -> list[tuple[BlockKind, str, str]]:
        """Kind, wording and page of the headings and subheadings."""
        return [(b.kind, b.listed_as or b.text, b.page) for b in self.blocks if b.kind.endswith("heading")]

    def list_of_tables(self) -> list[tuple[str, str]]:
        """Wording and page of the list of tables: not always the wording of the captions."""
        return [
            (b.listed_as or self.tables[b.text].caption, b.page) for b in self.blocks if b.kind == "table"
        ]

    def respell(self, spell: Callable[[str], str]) -> None:
        """Pass every printed text through `spell`."""
        self.blocks = [
            b if b.kind == "table" else Block(b.kind, spell(b.text), b.page, spell(b.listed_as))
            for b in self.blocks
        ]
        for table in self.tables.values():
            table.caption = spell(table.caption)
            table.headers = [spell(text) for text in table.headers]
            table.rows = [[row[0], *(spell(text) for text in row[1:])] for row in table.rows]


def cell_lines(table_id: str, text: str) -> tuple[str, ...]:
    """The lines of a cell as the original prints them: bullets and a second figure on their own line."""
    # "- Kh" begins "- Khối": also when its letters are decomposed.
    text = re.sub(r"(?<=[:.;]) (?=- )| (?=- Kh)", "\n", text)
    text = re.sub(r"(?<=%) (?=\d)", "\n", text)
    if table_id not in BULLETS_END_WITH_SEMICOLON:
        text = re.sub(r";\n(?=- )", "\n", text)
    return tuple(text.split("\n"))


def read_block(line: str) -> Block:
    """A line of report.txt."""
    text, page, listed_as = [*line.split(" | "), "", ""][:3]
    for mark, kind in MARKS:
        if text.startswith(mark):
            if kind == "table":
                return Block(kind, text.strip("[]"), page, listed_as)
            return Block(kind, text if kind in ("bullet", "note") else text[len(mark) :], page, listed_as)
    return Block("prose", text)


def read_table(described: dict[str, object]) -> PrintedTable:
    """A table of the truth, from its entry in tables.json and its CSV."""
    columns = described["columns"]
    assert isinstance(columns, list)
    table_id = str(described["id"])
    with (TRUTH / f"{table_id}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return PrintedTable(table_id, str(described["title"]), [c["header"][-1] for c in columns], rows)


def load_report() -> Report:
    """The whole report, to be changed at will by the caller."""
    lines = (HERE / "report.txt").read_text(encoding="utf-8").splitlines()
    described = json.loads((TRUTH / "tables.json").read_text(encoding="utf-8"))
    tables = [read_table(one) for one in described]
    return Report([read_block(line) for line in lines], {t.table_id: t for t in tables})
