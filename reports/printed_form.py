"""The published tables again, in their own form: header levels, groups across the table, computed figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reports.catalogue import Catalogue, Words
from reports.editions import Edition
from reports.tables import Row, Value, grouped, to_places

_LEVELS = " | "
_COUNTED = ("value", "points", "self", "score", "rank")


@dataclass(frozen=True)
class HeaderCell:
    """A cell of the header: its words, its 0-based level and column, and how many it spans."""

    text: str
    level: int
    column: int
    levels: int
    columns: int


@dataclass(frozen=True)
class Figure:
    """A computed figure beside the printed one.

    `value`: rounded as the print rounds, None where there is none; `state`: "" (as printed), `differs`,
    `tie` (another order among equals), `print_only` (nothing was given to compute it from: the printed
    value stands).
    """

    row: Row
    value: Decimal | None
    state: str

    @property
    def quantity(self) -> str:
        """What the column holds: body, value, points, self, score or rank."""
        return str(self.row["quantity"])

    @property
    def places(self) -> int:
        """Decimals people see."""
        return 0 if self.value is None else -int(self.value.as_tuple().exponent)

    @property
    def is_number(self) -> bool:
        """Whether it stands flush right; a flag is a word."""
        return self.quantity in _COUNTED and self.row["data_type"] != "flag"

    def text(self, language: str, yes: str) -> str:
        """The figure as people of that language read it; a flag as the word for yes, or nothing."""
        if self.quantity == "body":
            return str(self.row["entity_name_vi"])
        if not (self.is_number or self.row["data_type"] == "flag"):
            return str(self.row["text_printed"] or "")
        if self.value is None:
            return ""
        if self.row["data_type"] == "flag":
            return yes if self.value else ""
        return grouped(self.value, language) + ("%" if self.row["data_type"] == "percent" else "")


@dataclass(frozen=True)
class Group:
    """Bodies under one heading across the table; the heading is empty where the table has none."""

    heading: str
    lines: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True)
class PrintedTable:
    """A published table: `header` by level, `groups` in the order of the computed rank."""

    code: str
    entity_type: str
    title: Words
    notes: str
    file_name: str
    page: str
    headers: tuple[str, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    groups: tuple[Group, ...]

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the table."""
        return [figure for group in self.groups for line in group.lines for figure in line]

    def count(self, state: str) -> int:
        """How many figures are in that state."""
        return sum(figure.state == state for figure in self.figures)


@dataclass(frozen=True)
class Context:
    """What other reports know of the figures: places inside a tie, and who assessed itself.

    `places`: (node, body) → best and last place that the rule allows; `self_assessed`: (node, body).
    """

    places: Mapping[tuple[Value, Value], tuple[Value, Value]]
    self_assessed: frozenset[tuple[Value, Value]]


def printed_tables(catalogue: Catalogue, edition: Edition) -> list[PrintedTable]:
    """The tables of an edition, in the order of the document."""
    ranking, told = (edition.rows[catalogue.the(layout).code] for layout in ("ranking", "self"))
    context = Context(
        {_whose(row): (row["rank_low"], row["rank_high"]) for row in ranking},
        frozenset(_whose(row) for row in told if row["self_printed"] is not None))
    rows = edition.rows[catalogue.the("printed").code]
    return [_table(list(own), context) for _, own in groupby(rows, key=lambda row: row["table_code"])]


def header_cells(paths: Sequence[Sequence[str]]) -> tuple[tuple[HeaderCell, ...], ...]:
    """The header of columns whose levels are given: equal neighbours merge, a short one reaches down.

    >>> lines = header_cells([["A"], ["B", "x"], ["B", "y"]])
    >>> [(cell.text, cell.columns, cell.levels) for line in lines for cell in line]
    [('A', 1, 2), ('B', 2, 1), ('x', 1, 1), ('y', 1, 1)]
    """
    depth = max(map(len, paths), default=0)
    lines = []
    for level in range(depth):
        cells: list[HeaderCell] = []
        for column, path in enumerate(paths):
            if level >= len(path):
                continue
            is_leaf = level == len(path) - 1
            last = cells[-1] if cells else None
            if (last and not is_leaf and last.column + last.columns == column
                    and path[:level + 1] == paths[last.column][:level + 1] and len(paths[last.column]) > level + 1):
                cells[-1] = HeaderCell(last.text, level, last.column, 1, last.columns + 1)
            else:
                cells.append(HeaderCell(path[level], level, column, depth - level if is_leaf else 1, 1))
        lines.append(tuple(cells))
    return tuple(lines)


def _table(rows: list[Row], context: Context) -> PrintedTable:
    columns = {row["column_key"]: row for row in sorted(rows, key=lambda row: _number(row["column_ordinal"]))}
    headers = [str(row["header_printed"] or "") for row in columns.values()]
    places = {key: max((_number(row["decimals_printed"]) for row in rows if row["column_key"] == key), default=0)
              for key in columns}
    nothing: Row = {**dict.fromkeys(rows[0]), "quantity": "nothing"}
    groups = []
    for heading, banded in groupby(rows, key=lambda row: str(row["band_heading"] or "")):
        lines = []
        for _, own in groupby(banded, key=lambda row: row["entity_code"]):
            cells = {row["column_key"]: row for row in own}
            lines.append(tuple(_figure(cells.get(key, nothing), places[key], context) for key in columns))
        groups.append(Group(heading, tuple(lines)))
    first = rows[0]
    title = str(first["table_title_vi"])
    return PrintedTable(
        str(first["table_code"]), str(first["entity_type"]), Words(title, str(first["table_title_en"] or title)),
        str(first["table_notes"] or ""), str(first["file_name"] or ""), str(first["page"] or ""), tuple(headers),
        header_cells([header.split(_LEVELS) for header in headers]), tuple(groups))


def _figure(row: Row, usual_places: int, context: Context) -> Figure:
    if row["quantity"] not in _COUNTED:
        return Figure(row, None, "")
    decimals = row["decimals_printed"]
    places = decimals if isinstance(decimals, int) else usual_places
    value, printed = (to_places(number, places) if isinstance(number, Decimal) else None
                      for number in (row["value"], row["value_printed"]))
    if row["quantity"] == "self" and _whose(row) not in context.self_assessed:
        value = None  # a printed 0,0 of a body that told no points is not a zero
    return Figure(row, value, _state(row, value, printed, context))


def _state(row: Row, value: Decimal | None, printed: Decimal | None, context: Context) -> str:
    if row["quantity"] != "self" and row["is_computed"] != "true" and printed is not None:
        return "print_only"
    if row["data_type"] == "flag":  # an empty cell is a no
        value, printed = value or Decimal(0), printed or Decimal(0)
    if value == printed:
        return ""
    low, high = context.places.get(_whose(row), (None, None))
    is_tie = (row["quantity"] == "rank" and printed is not None and isinstance(low, int)
              and isinstance(high, int) and low <= printed <= high)
    return "tie" if is_tie else "differs"


def _whose(row: Row) -> tuple[Value, Value]:
    return row["node_code"], row["entity_code"]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
