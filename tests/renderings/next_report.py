"""A next edition of the ministry's report: other figures, ranked and added up rightly, of any year.

Its figures come from those of 2016 and from the names, so that the same year is always the same report. What the print
of 2016 has wrong is right here; drifts and faults are added by the caller.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from .report_text import PrintedTable, Report, load_report

INDEX_TABLES = ("2.1", "2.3", "2.4", "2.8", "2.9", "3.1", "3.2", "3.3", "3.5", "3.6", "4.1", "4.3", "4.4", "4.9",
                "4.11")
SERVICES = {"2.6": "2.5", "4.7": "4.5"}
"""Table of online services → the table that sums it up."""
TIE_BREAK_BY_LEVEL_4 = {"4.7"}
DOSSIERS = ("2.7", "4.8")
RATES = ("2.2", "4.2")
RIGHTED = {("2.2", "18/19"): "94,74%", ("4.8", "2.188/5.968"): "36,7%"}
"""Table, and what a row tells → the share that follows from it; the print of 2016 cuts these off."""


def next_report(year: int = 2017, published: str = "Tháng 5/2018") -> Report:
    """The report of another year without a fault, in the numbering and wording of 2016."""
    report = load_report()
    report.respell(write_figures_alike)
    for table_id in INDEX_TABLES:
        _new_indices(report.tables[table_id], year)
    for table_id, summary in SERVICES.items():
        _new_services(report.tables[table_id], report.tables[summary], year)
    for table_id in DOSSIERS:
        _new_dossiers(report.tables[table_id], year)
    for table_id in RATES:
        _new_rates(report.tables[table_id], year)
    for row in report.tables["3.4"].rows:
        row[3] = printed(figure(row[3]) + _chance(year, row[2], below=900))
    _right_addresses(report.tables["4.4"])
    _right_shares(report)
    report.respell(lambda text: _of_year(text, year, published))
    return report


def rewrite(report: Report, texts: Mapping[str, str]) -> None:
    """Print other words in headings, captions, headers, cells and prose: old → new, whole texts or parts."""
    def spell(text: str) -> str:
        for old, new in texts.items():
            text = text.replace(old, new)
        return text

    report.respell(spell)


def renumber(report: Report, numbers: Mapping[str, str]) -> None:
    """Print other table numbers, in captions, lists and prose alike: old id → new id."""
    report.respell(lambda text: re.sub(
        r"\bBảng (\d+\.\d+)", lambda match: f"Bảng {numbers.get(match[1], match[1])}", text))
    report.tables = {key: replace(table, table_id=numbers.get(table.table_id, table.table_id))
                     for key, table in report.tables.items()}


def drop_table(report: Report, table_id: str) -> None:
    """Print a table no more."""
    del report.tables[table_id]
    report.blocks = [block for block in report.blocks if (block.kind, block.text) != ("table", table_id)]


def drop_column(table: PrintedTable, place: int) -> None:
    """Print a column (from 0) no more."""
    table.headers = [header for number, header in enumerate(table.headers) if number != place]
    table.rows = [[text for number, text in enumerate(row) if number != place + 1] for row in table.rows]


def add_column(table: PrintedTable, place: int, header: str, text_of: Callable[[list[str]], str]) -> None:
    """Print a column more (from 0): `text_of` a row, whose kind comes first."""
    texts = [text_of(row) for row in table.rows]
    table.headers.insert(place, header)
    for row, text in zip(table.rows, texts, strict=True):
        row.insert(place + 1, text)


def rank_rows(rows: list[list[str]], value: Callable[[list[str]], tuple[Decimal, ...]]) -> None:
    """Sort rows (kind, rank, …) by their values, falling, and give equals the same rank with a gap behind."""
    rows.sort(key=value, reverse=True)
    for number, row in enumerate(rows, 1):
        before = rows[number - 2] if number > 1 else None
        row[1] = before[1] if before and value(before) == value(row) else str(number)


def figure(text: str) -> Decimal:
    """The value of a figure as the report prints it."""
    return Decimal(text.rstrip("%").replace(".", "").replace(",", "."))


def printed(value: Decimal | int, decimals: int = 0) -> str:
    """A figure as the report prints it: a point between thousands, a comma before decimals."""
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return text.translate(str.maketrans(",.", ".,"))


def write_figures_alike(text: str) -> str:
    """`1374` and `92.36%` as all other figures are written: `1.374`, `92,36%`."""
    text = re.sub(r"(?<![\w.,/])(\d{4,})(?![\w.,/])", lambda match: match[1] if _is_year(match[1]) else
                  printed(int(match[1])), text)
    return re.sub(r"(\d)\.(\d{2})%", r"\1,\2%", text)


def _is_year(text: str) -> bool:
    return text in {str(year) for year in range(2000, 2040)}


def _chance(year: int, *of: str, below: int) -> int:
    return int(sha256("|".join([str(year), *of]).encode()).hexdigest(), 16) % below


def _new_indices(table: PrintedTable, year: int) -> None:
    place = table.headers.index(next(header for header in table.headers if header.startswith("Chỉ số"))) + 1
    for row in table.rows:
        moved = figure(row[place]) + Decimal(_chance(year, table.table_id, row[2], below=161) - 80) / 1000
        row[place] = printed(min(Decimal(1), max(Decimal("0.05"), moved)), 3)
    rank_rows(table.rows, lambda row: (figure(row[place]),))


def _new_services(table: PrintedTable, summary: PrintedTable, year: int) -> None:
    ranked, pooled = ([row for row in table.rows if row[0] == kind] for kind in ("data", "pooled"))
    for row in ranked:
        levels = [figure(text) + (_chance(year, row[2], str(level), below=9) if figure(text) else 0)
                  for level, text in enumerate(row[3:5], 3)]
        row[3:] = [printed(level) for level in (*levels, sum(levels))]
    rank_services(table, ranked)
    table.rows = [*ranked, *pooled, next(row for row in table.rows if row[0] == "total")]
    add_up(table, summary)


def rank_services(table: PrintedTable, rows: list[list[str]]) -> None:
    """Rank rows of services by their total, in the provinces' table by level 4 next."""
    next_by = 4 if table.table_id in TIE_BREAK_BY_LEVEL_4 else 5
    rank_rows(rows, lambda row: (figure(row[5]), figure(row[next_by])))


def add_up(table: PrintedTable, summary: PrintedTable) -> None:
    """The totals row of a table of services, and the table that sums it up."""
    data = [row for row in table.rows if row[0] == "data"]
    sums = [printed(sum(figure(row[column]) for row in data)) for column in (3, 4, 5)]
    next(row for row in table.rows if row[0] == "total")[3:6] = sums
    for row, total in zip(summary.rows, sums, strict=False):
        row[3] = total


def _new_dossiers(table: PrintedTable, year: int) -> None:
    """Other numbers where a row tells a single one, in words and as its total; the others stay."""
    counted = [row for row in table.rows if row[0] == "data" and re.fullmatch(r"[\d.]+", row[5])]
    rest = [row for row in table.rows if row not in counted]
    for row in counted:
        told = [column for column in (3, 4) if re.findall(rf"(?<![\d.]){re.escape(row[5])}(?![\d.]*\d)", row[column])]
        if len(told) == 1 and not row[7 - told[0]] and not re.search(r"[/%]", row[told[0]]):
            more = printed(figure(row[5]) + 1 + _chance(year, table.table_id, row[2], below=90))
            row[told[0]] = re.sub(rf"(?<![\d.]){re.escape(row[5])}(?![\d.]*\d)", more, row[told[0]])
            row[5] = more
        if row[2] == "Lâm Đồng":
            row[5] = "28.622"
    rank_rows(counted, lambda row: (figure(row[5]),))
    table.rows = [*counted, *rest]


def _new_rates(table: PrintedTable, year: int) -> None:
    """Other rates where no fraction stands beside them."""
    def moved(match: re.Match[str]) -> str:
        more = Decimal(_chance(year, table.table_id, match[0], below=150)) / 100
        return printed(min(Decimal(100), figure(match[0]) + more), 2)

    for row in table.rows:
        if "/" not in row[5]:
            row[4] = re.sub(r"\d+,\d+(?=%)", moved, row[4])


def _right_addresses(table: PrintedTable) -> None:
    rows = [next(row for row in table.rows if row[2] == name) for name in ("Bắc Giang", "Bắc Kạn")]
    rows[0][3], rows[1][3] = rows[1][3], rows[0][3]


def _right_shares(report: Report) -> None:
    for (table_id, told), share in RIGHTED.items():
        row = next(row for row in report.tables[table_id].rows if any(told in text for text in row))
        row[1:] = [re.sub(r"\d+,\d+%", share, text) if text.endswith("%") or told in text else text for text in row[1:]]
    for summary, decimals in (("2.5", 1), ("4.5", 2)):
        shares = [printed(100 * figure(row[4]) / figure(row[3]), decimals) for row in report.tables[summary].rows]
        old = ("45,6%", "92,8%") if summary == "2.5" else ("81,67%", "22,63%")
        rewrite(report, {text: f"{share}%" for text, share in zip(old, shares, strict=True)})


def _of_year(text: str, year: int, published: str) -> str:
    text = text.replace("Tháng 4/2017", published)
    text = re.sub(r"(?i)(năm) 2016", lambda match: f"{match[1]} {year}", text)
    return str(year) if text == "2016" else text
