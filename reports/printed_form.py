"""The published tables again, in their own form: header levels, groups across the table, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.editions import Edition
from reports.printed_findings import NOTHING, Context, Finding, context_of, whose
from reports.printed_headers import NO_HEADER, HeaderCell, header_cells, in_order
from reports.tables import EXCEL_LOCALE, Row, grouped, to_places

_COUNTED = ("value", "points", "self", "score", "rank")
_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?")


@dataclass(frozen=True)
class Figure:
    """A cell: a figure, or words.

    `value`: rounded as the print rounds, None where there is none. `state`: "" (nothing against it), `differs` (print
    and recomputation), `tie` (another order among equals), `print_only` (nothing was given to compute it from: the
    printed figure stands), `fault` (the print is wrong there). `finding`: what is known against the printed cell;
    `remark`: the number of the remark below the table that tells it, 0 for none.
    """

    row: Row
    value: Decimal | None = None
    state: str = ""
    is_number: bool = False
    finding: Finding | None = None
    remark: int = 0

    @property
    def quantity(self) -> str:
        """What the column holds: body, value, points, self, score or rank."""
        return str(self.row["quantity"])

    @property
    def is_rank(self) -> bool:
        """Whether it is a place, or the number of its row."""
        kind = self.row["data_type"]
        return self.quantity == "rank" or kind == "rank" or (kind == "integer" and not self.row["unit"])

    @property
    def sign(self) -> str:
        """What follows the number."""
        is_share = (self.row["data_type"] == "percent" if self.row["table_form"] == "computed"
                    else str(self.row["text_printed"]).endswith("%"))
        return "%" if is_share else ""

    @property
    def number_format(self) -> str:
        """How Excel shows it: Vietnamese marks, the printed decimals, a literal % sign; a place or a year as it is."""
        if self.is_rank or self.row["unit"] == "year":
            return "0"
        places = 0 if self.value is None else -int(self.value.as_tuple().exponent)
        return f"{EXCEL_LOCALE}#,##0" + ("." + "0" * places if places else "") + (f'"{self.sign}"' if self.sign else "")

    def text(self, language: str, yes: str) -> str:
        """The cell as people of that language read it; a computed flag as the word for yes, or nothing."""
        if self.is_number:
            if self.value is None:
                return ""
            is_plain = self.number_format == "0"
            return str(self.value) if is_plain else grouped(self.value, language) + self.sign
        if self.row["table_form"] == "computed":
            if self.quantity == "body":
                return str(self.row["entity_name_vi"])
            if self.quantity in _COUNTED:
                return yes if self.value else ""
        return str(self.row["text_printed"] or "")


@dataclass(frozen=True)
class Group:
    """Rows under headings across the table, outermost first; of several levels only those that change here."""

    headings: tuple[str, ...]
    lines: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True)
class PrintedTable:
    """A published table. `form`: `computed` (in the order of the computed rank) or `printed`."""

    code: str
    form: str
    entity_type: str
    title: Words
    caption: str
    notes: str
    file_name: str
    pages: str
    sheet: str
    header: tuple[tuple[HeaderCell, ...], ...]
    columns: tuple[Row, ...]
    groups: tuple[Group, ...]
    remarks: tuple[Words, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The header of each column as printed, its levels parted by a bar."""
        return tuple(str(column["header_printed"] or "") for column in self.columns)

    @property
    def lines(self) -> list[tuple[Figure, ...]]:
        """Every row of the table."""
        return [line for group in self.groups for line in group.lines]

    @property
    def figures(self) -> list[Figure]:
        """Every cell of the table."""
        return [figure for line in self.lines for figure in line]

    @property
    def head(self) -> int:
        """The column that tells whom or what a row is about."""
        line = next(iter(self.lines), ())
        bodies = [place for place, figure in enumerate(line) if figure.quantity == "body"]
        words = [place for place in range(len(line)) if not any(own[place].is_number for own in self.lines)]
        return next(iter([*bodies, *words]), 0)

    def count(self, state: str) -> int:
        """How many cells are in that state."""
        return sum(figure.state == state for figure in self.figures)


def printed_tables(catalogue: Catalogue, edition: Edition) -> list[PrintedTable]:
    """The tables of an edition, in the order of the document."""
    context, heading = context_of(catalogue, edition), catalogue.texts["figure_of_heading"].vi
    rows = edition.rows[catalogue.the("printed").code]
    return [_table(list(own), context, heading) for _, own in groupby(rows, key=lambda row: row["table_code"])]


def _table(rows: list[Row], context: Context, heading: str) -> PrintedTable:
    first = rows[0]
    is_computed = first["table_form"] == "computed"
    told = {row["column_key"] for row in rows if row["quantity"] is not None or not is_computed}
    by_key = {row["column_key"]: row for row in reversed(rows)
              if row["column_key"] in told and row["data_type"] != "heading" and row["header_printed"] != NO_HEADER}
    ordered = in_order(sorted(by_key.values(), key=lambda row: _number(row["column_ordinal"])), heading)
    columns = [column for column, _ in ordered]
    title, caption = str(first["table_title_vi"]), str(first["caption_printed"] or "")
    page, last = (str(first[key] or "") for key in ("page", "page_last"))
    return PrintedTable(
        str(first["table_code"]), str(first["table_form"]), str(first["entity_type"]),
        Words(title, str(first["table_title_en"] or title)),
        caption if caption[:1].isalnum() and caption.endswith(title) else title,
        str(first["table_notes"] or ""), str(first["file_name"] or ""),
        page if last in ("", page) else f"{page}–{last}", str(first["sheet"] or ""),
        header_cells([path for _, path in ordered]), tuple(columns), _groups(rows, columns, context))


def _groups(rows: list[Row], columns: list[Row], context: Context) -> tuple[Group, ...]:
    """Rows that follow one another under the same headings; a level is told again where it or one above changes."""
    usual = {column["column_key"]: max((_number(row["decimals_printed"]) for row in rows
                                        if row["column_key"] == column["column_key"]), default=0)
             for column in columns}
    nothing: Row = {**dict.fromkeys(rows[0]), "table_form": rows[0]["table_form"]}
    groups: list[tuple[tuple[str, ...], list[tuple[Figure, ...]]]] = []
    before: tuple[str, ...] = ()
    for _, own in groupby(rows, key=lambda row: row["row_order"]):
        line = list(own)
        headings = _headings(line)
        cells = {row["column_key"]: row for row in line}
        figures = tuple(_figure(cells.get(key, {**nothing, "row_kind": line[0]["row_kind"]}), usual[key], context)
                        for key in (column["column_key"] for column in columns))
        if not groups or headings != before:
            same = next((place for place, (one, other) in enumerate(zip(headings, before, strict=False))
                         if one != other), len(before))
            groups.append((tuple(filter(None, headings[same if groups else 0:])), []))
            before = headings
        groups[-1][1].append(figures)
    return tuple(Group(headings, tuple(lines)) for headings, lines in groups)


def _headings(line: Sequence[Row]) -> tuple[str, ...]:
    """The headings over a row: that of its computed band, or those that the print has over it."""
    if line[0]["table_form"] == "computed":
        return (str(line[0]["band_heading"] or ""),)
    return tuple(str(row["text_printed"] or "") for row in line if row["data_type"] == "heading")


def _figure(row: Row, usual_places: int, context: Context) -> Figure:
    finding = context.findings.get(str(row["cell_id"]))
    if row["table_form"] == "computed" and row["quantity"] in _COUNTED:
        return _computed(row, usual_places, context, finding)
    printed = row["value_printed"]
    is_number = isinstance(printed, Decimal) and bool(_NUMBER.fullmatch(str(row["text_printed"] or "")))
    state = finding.state if finding and row["table_form"] == "printed" else ""
    value = to_places(printed, _number(row["decimals_printed"])) if is_number and isinstance(printed, Decimal) else None
    return Figure(row, value, state, is_number, finding if state else None)


def _computed(row: Row, usual_places: int, context: Context, finding: Finding | None) -> Figure:
    """A computed figure; what the print says stands in its finding."""
    decimals = row["decimals_printed"]
    places = decimals if isinstance(decimals, int) else usual_places
    value, printed = (to_places(number, places) if isinstance(number, Decimal) else None
                      for number in (row["value"], row["value_printed"]))
    if row["quantity"] == "self" and whose(row) not in context.self_assessed:
        value = None  # a printed 0,0 of a body that told no points is not a zero
    figure = Figure(row, value, _state(row, value, printed, context), row["data_type"] != "flag")
    if figure.state not in ("differs", "tie"):
        return figure
    again = Words(*(figure.text(language, "") for language in LANGUAGES))
    return replace(figure, finding=Finding(figure.state, str(row["text_printed"] or ""), again,
                                           finding.why if finding else NOTHING))


def _state(row: Row, value: Decimal | None, printed: Decimal | None, context: Context) -> str:
    if row["quantity"] != "self" and row["is_computed"] != "true" and printed is not None:
        return "print_only"
    if row["data_type"] == "flag":  # an empty cell is a no
        value, printed = value or Decimal(0), printed or Decimal(0)
    if value == printed:
        return ""
    low, high = context.places.get(whose(row), (None, None))
    is_tie = (row["quantity"] == "rank" and printed is not None and isinstance(low, int)
              and isinstance(high, int) and low <= printed <= high)
    return "tie" if is_tie else "differs"


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
