"""The printed tables of Lào Cai's plans on the Vietnam ICT Index as text: from the truth, free of any layout."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .points_text import Grid, _header_cell
from .report_text import GridCell

TRUTH = Path(__file__).parents[1] / "truth"
LEFT_OUT = {"task_list"}
"""Printed by tasks_text.py."""
LOST = ("a) Xếp hạng hạ tầng kỹ thuật của xã hội", "(Bảng này không có trong bản chép, không dựng lại.)")
"""A caption without its table, before the one that follows."""
FIGURE = re.compile(r"\(xếp thứ [^)]*\)")
TURNED = 14
"""Letters from which on a header is turned where headers are."""

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class PlanManner:
    """How a plan is printed, its text aside."""

    numbers: bool | None = None
    """Column numbers under every header, under none, or (None) where the original has them."""
    turned: Literal["", "left", "right"] = ""
    """Whether long headers over one column are turned, and which way."""
    year: Literal["over the block", "over the header", "beside", "in every row"] = "over the block"
    """Where a block of the comparison says its year."""
    list_blocks: int = 2
    """Blocks side by side that the list of agencies is printed in."""
    gap: bool = False
    """An empty column between them."""
    mark: str | None = None
    """Before each caption, in place of the original's."""


AS_PRINTED = PlanManner()


@dataclass
class PlanTable:
    """`headers`: the levels over each column; `figures`: what the headers of each block say, if they say any."""

    table_id: str
    caption: str
    headings: list[str]
    keys: list[str]
    headers: list[Path_]
    rows: list[list[str]]
    has_numbers: bool
    figures: list[dict[str, str]] = field(default_factory=list)

    def reorder(self, order: Sequence[int]) -> None:
        """Print the columns in another order (0-based places of the present one)."""
        for name in ("keys", "headers"):
            setattr(self, name, [getattr(self, name)[place] for place in order])
        self.rows = [[row[place] for place in order] for row in self.rows]

    def pieces(self, manner: PlanManner) -> tuple[Grid, int]:
        """The grid, and how many rows of it are header."""
        if self.figures and self.keys[0] == "year":
            return self._compared(manner), 0
        headers = [_with_figures(path, self.figures[0]) for path in self.headers] if self.figures else self.headers
        rows = self.rows
        if self.table_id == "agencies_with_online_services" and manner.list_blocks > 1:
            headers, rows = _side_by_side(headers, rows, manner)
        header = _header(headers)
        if self.has_numbers if manner.numbers is None else manner.numbers:
            header.append([GridCell((str(place),)) for place in range(1, len(headers) + 1)])
        return header + [_body(row) for row in rows], len(header)

    def _compared(self, manner: PlanManner) -> Grid:
        """A header and a row for each year, one below the other."""
        grid: Grid = []
        for figures, row in zip(self.figures, self.rows, strict=True):
            block = _header([_with_figures(path, figures) for path in self.headers])
            body = _body(row)
            if manner.year != "beside":
                reach = len(block) + (manner.year == "over the block")
                block[0][0] = GridCell((f"Năm {row[0]}",), rows=reach, is_bold=True)
                body[0] = None if reach > len(block) else GridCell((row[0] if manner.year == "in every row" else "",))
            grid += [*block, body]
        return grid

    def said(self) -> Iterator[tuple[tuple[str, int, str], str]]:
        """(table, row, column) → text: what the table says, the figures in its headers among it."""
        for number, row in enumerate(self.rows, 1):
            yield (self.table_id, number, "row_kind"), "data"
            told = self.figures[min(number, len(self.figures)) - 1] if self.figures else {}
            for key, text in [*zip(self.keys, row, strict=True), *told.items()]:
                yield (self.table_id, number, key), text


@dataclass
class Plan:
    """The tables of a plan in printed order; `prose` stands before them."""

    edition: str
    prose: list[str]
    tables: list[PlanTable]

    def table(self, table_id: str) -> PlanTable:
        return next(table for table in self.tables if table.table_id == table_id)

    def respell(self, spell: Callable[[str], str]) -> None:
        """Pass every text of every body cell through `spell`."""
        for table in self.tables:
            table.rows = [list(map(spell, row)) for row in table.rows]


def load_plan(edition: str) -> Plan:
    """A plan as printed, to be changed at will by the caller."""
    described = json.loads((TRUTH / edition / "tables.json").read_text(encoding="utf-8"))
    prose = ["ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "KẾ HOẠCH", "Duy trì, cải thiện ICT-Index tỉnh Lào Cai",
             "1. Hạ tầng kỹ thuật:", "1.1. Hạ tầng kỹ thuật xã hội: 08 chỉ tiêu.",
             "- Tỷ lệ điện thoại cố định/100 dân;", "2. Hạ tầng nhân lực CNTT:", "3. Ứng dụng CNTT:"]
    tables = [_read_table(edition, one) for one in described if one["id"] not in LEFT_OUT]
    printed: list[str] = []
    for table in tables:
        table.headings, printed = [text for text in table.headings if text not in printed], table.headings
        if table.table_id == "appendix_infra_agencies":
            table.headings += LOST
    return Plan(edition, prose, tables)


def caption_of(table: PlanTable, manner: PlanManner) -> str:
    """The caption with the mark before it."""
    own = re.match(r"(?:[IVX]+|\d|[a-z])[.)] ", table.caption)
    return table.caption if manner.mark is None else f"{manner.mark} {table.caption[own.end() if own else 0:]}".strip()


def is_turned(cell: GridCell, manner: PlanManner) -> bool:
    """Whether a header cell is turned: long, and over one column."""
    return bool(manner.turned) and cell.columns == 1 and len(cell.lines[0]) >= TURNED and cell.is_bold


def _read_table(edition: str, described: dict[str, object]) -> PlanTable:
    table_id = str(described["id"])
    with (TRUTH / edition / f"{table_id}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row[1:] for row in csv.reader(file)]
    columns, section, told = described["columns"], described["section"], described.get("header_values", [])
    assert isinstance(columns, list) and isinstance(section, list) and isinstance(told, list)
    figures: dict[object, dict[str, str]] = {}
    for one in told:
        figures.setdefault(one.get("year"), {})[one["key"]] = str(one["value"])
    return PlanTable(table_id, str(described["title"]), list(section), rows[0],
                     [tuple(column["header"]) for column in columns], rows[1:], bool(described["number_row"]),
                     list(figures.values()))


PILLARS = {"Hạ tầng kỹ thuật": "infrastructure", "Hạ tầng nhân lực CNTT": "human_resources",
           "Ứng dụng CNTT": "applications"}


def _with_figures(path: Path_, figures: dict[str, str]) -> Path_:
    """The header with the figures of its block."""
    return tuple(FIGURE.sub(lambda _, level=level: f"(xếp thứ {figures[PILLARS[level.split(' (')[0]]]})", level)
                 for level in path)


def _header(headers: Sequence[Path_]) -> Grid:
    depth = max(map(len, headers))
    return [[_header_cell(headers, level, place, depth) for place in range(len(headers))] for level in range(depth)]


def _body(row: Sequence[str]) -> list[GridCell | None]:
    return [GridCell((text,), is_bold="Lào Cai" in row) for text in row]


def _side_by_side(headers: Sequence[Path_], rows: Sequence[list[str]], manner: PlanManner
                  ) -> tuple[list[Path_], list[list[str]]]:
    """Columns one block beside the other, the last one the shorter."""
    high = -(-len(rows) // manner.list_blocks)
    blocks = [[*rows[start:start + high]] for start in range(0, len(rows), high)]
    blocks[-1] += [[""] * len(headers)] * (high - len(blocks[-1]))
    return (_beside([list(headers)] * len(blocks), [("",)] * manner.gap),
            [_beside([block[number] for block in blocks], [""] * manner.gap) for number in range(high)])


def _beside(parts: Sequence[list[Any]], gap: list[Any]) -> list[Any]:
    """Parts of one row, with the gap between them."""
    return [cell for place, part in enumerate(parts) for cell in [*(gap if place else []), *part]]
