"""The points indices (Điện Biên's report, Lào Cai's decision) as text: tables from the truth, free of any layout."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .report_text import GridCell

TRUTH = Path(__file__).parents[1] / "truth"
EXTRA = frozenset({"row_kind", "group_heading", "code", "row_type"})
"""Columns of the truth that the print has no column for."""
NUMBERED = frozenset({"dep_overall", "dist_overall"})
"""Tables with a row of column numbers in the original."""
MARKED = {
    "dep_overall": "HTKT: Hạ tầng kỹ thuật; ƯD: Ứng dụng; HTNL: Hạ tầng nhân lực; CS&ĐT: Chính sách và đầu tư",
    "dep_infra": "CBCC: Cán bộ công chức; ANAT TT: An ninh an toàn thông tin; PMPC: Phần mềm phòng chống",
}
"""Notes at the foot of the page, with a mark in the caption."""

Grid = list[list[GridCell | None]]


@dataclass(frozen=True)
class Manner:
    """How a document is printed, its text aside."""

    headings: Literal["across", "column", "between", "beside"] = "across"
    """Group headings over all columns, as a first merged column, between parts of the table, or over all
    columns but the first."""
    numbers: bool | None = None
    """A row of column numbers under every header, under none, or (None) where the original has it."""
    mark: str | None = None
    """Before each caption, in place of the original's."""
    sections: bool = True
    header_groups: bool = True
    """Whether the upper levels of headers are printed."""
    grouped_header: bool = False
    """Whether each part under a heading of its own begins with the header."""


AS_PUBLISHED = Manner()


@dataclass
class PointsTable:
    """`rows` hold the row kind, the group heading, then a text for each of the `headers`."""

    table_id: str
    caption: str
    sections: list[str]
    headers: list[tuple[str, ...]]
    rows: list[list[str]]
    note: str = ""

    @property
    def has_headings(self) -> bool:
        return any(row[1] for row in self.rows)

    def reorder(self, order: Sequence[int]) -> None:
        """Print the columns in another order (0-based places of the present one)."""
        self.headers = [self.headers[place] for place in order]
        self.rows = [[*row[:2], *(row[2 + place] for place in order)] for row in self.rows]

    def header(self, manner: Manner) -> Grid:
        """Header rows, with the row of column numbers."""
        paths = self.headers if manner.header_groups else [path[-1:] for path in self.headers]
        if manner.headings == "column" and self.has_headings:
            paths = [("Nhóm",), *paths]
        depth = max(map(len, paths))
        grid: Grid = [[_header_cell(paths, level, place, depth) for place in range(len(paths))]
                      for level in range(depth)]
        if self.table_id in NUMBERED if manner.numbers is None else manner.numbers:
            grid.append([GridCell((str(place),)) for place in range(1, len(paths) + 1)])
        return grid

    def groups(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Group heading (perhaps empty) and the rows under it."""
        start = 0
        for end in range(1, len(self.rows) + 1):
            if end == len(self.rows) or self.rows[end][1] != self.rows[start][1]:
                yield self.rows[start][1], self.rows[start:end]
                start = end

    def pieces(self, manner: Manner) -> Iterator[str | tuple[Grid, int]]:
        """What is printed one below the other: headings between parts, and grids with their header rows."""
        header = self.header(manner)
        grid: Grid = [*header]
        rows_of_header = len(header)
        for heading, rows in self.groups():
            body = [_cells(row, self.table_id) for row in rows]
            width = len(body[0])
            if heading and manner.headings == "between":
                if grid:
                    yield grid, rows_of_header
                yield heading
                grid, rows_of_header = ([*header], len(header)) if manner.grouped_header else ([], 0)
            elif heading and manner.headings == "column":
                body = [[GridCell((heading,), rows=len(rows)) if n == 0 else None, *cells]
                        for n, cells in enumerate(body)]
            elif heading:
                first = 1 if manner.headings == "beside" else 0
                empty: list[GridCell | None] = [GridCell(("",)) for _ in range(first)]
                over = GridCell((heading,), columns=width - first, is_bold=True)
                body.insert(0, [*empty, over, *[None] * (width - first - 1)])
            grid += body
        if grid:
            yield grid, rows_of_header


@dataclass
class PointsReport:
    """The tables of a document in printed order, and its prose before them."""

    edition: str
    prose: list[str]
    tables: list[PointsTable] = field(default_factory=list)

    def table(self, table_id: str) -> PointsTable:
        return next(table for table in self.tables if table.table_id == table_id)

    def respell(self, spell: Callable[[str], str]) -> None:
        """Pass every text of every body cell through `spell`."""
        for table in self.tables:
            table.rows = [[*row[:2], *map(spell, row[2:])] for row in table.rows]


def caption_of(table: PointsTable, manner: Manner, mark_of_note: str = "") -> str:
    """The caption with the mark before it, and that of its note behind it."""
    own, _, title = table.caption.rpartition("  ")
    mark = own if manner.mark is None else manner.mark
    return f"{mark} {title}".strip() + mark_of_note


def load_points_report(edition: str) -> PointsReport:
    """A whole document, to be changed at will by the caller."""
    described = json.loads((TRUTH / edition / "tables.json").read_text(encoding="utf-8"))
    prose = ["UBND TỈNH", "KẾT QUẢ ĐÁNH GIÁ, XẾP HẠNG MỨC ĐỘ ỨNG DỤNG CÔNG NGHỆ THÔNG TIN",
             "Phần lời chỉ giữ chỗ; hai khối được xếp hạng riêng.", "Điều 1. Công nhận kết quả theo các bảng kèm theo."]
    tables = [_read_table(edition, one) for one in described if one.get("source", ".pdf").endswith(".pdf")]
    return PointsReport(edition, prose, tables)


def _read_table(edition: str, described: dict[str, object]) -> PointsTable:
    table_id, title = str(described["id"]), str(described["title"])
    with (TRUTH / edition / f"{table_id}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    columns = described["columns"]
    assert isinstance(columns, list)
    printed = [column for column in columns if column["key"] not in EXTRA]
    rows = [[line["row_kind"], line.get("group_heading", ""), *(line[column["key"]] for column in printed)]
            for line in lines]
    sections = described.get("section") if edition.startswith("dienbien") else []
    assert isinstance(sections, list)
    mark, _, rest = title.partition(" ")
    caption = f"{mark}  {rest}" if mark.endswith(".") else f"•  {title}"
    return PointsTable(table_id, caption, [text for text in sections if text != title],
                       [tuple(column["header"]) for column in printed], rows, MARKED.get(table_id, ""))


def _cells(row: list[str], table_id: str) -> list[GridCell | None]:
    return [GridCell(_lines(text) if table_id == "rubric" else (text,), is_bold=row[0] == "total") for text in row[2:]]


def _lines(text: str) -> tuple[str, ...]:
    parts = text.split("; ")
    return tuple(f"• {part}" for part in parts) if len(parts) > 1 else (text,)


def _header_cell(paths: Sequence[tuple[str, ...]], level: int, place: int, depth: int) -> GridCell | None:
    """The header cell that begins here; None where one reaches from the left or from above."""
    path = paths[place]
    if level >= len(path):
        return None
    if level == len(path) - 1:
        return GridCell((path[level],), rows=depth - level, is_bold=True)
    upper = path[:level + 1]
    if place and paths[place - 1][:level + 1] == upper and len(paths[place - 1]) > level + 1:
        return None
    end = place
    while end < len(paths) and paths[end][:level + 1] == upper and len(paths[end]) > level + 1:
        end += 1
    return GridCell((path[level],), columns=end - place, is_bold=True)
