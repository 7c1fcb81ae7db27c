"""CSV files of all editions, with a data dictionary and a read-me.

UTF-8 with BOM (Excel takes a file without one for the Windows code page and breaks every Vietnamese
letter), RFC 4180, decimal point, figures never rounded. Text is guarded as `safe_text.guard` says.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from reports.catalogue import LANGUAGES, Catalogue, Column, Report
from reports.safe_text import guard
from reports.tables import Row, exact

_BOM = "\ufeff"
_DICTIONARY = ("table", "column", "type", "unit", "label_vi", "label_en", "description", "description_vi")


def csv_files(catalogue: Catalogue, rows: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    """`csv/<report>.csv` for every report in that format, `csv/data_dictionary.csv`, `csv/README.txt`.

    `rows`: report code → rows in reading order.
    """
    reports = [report for report in catalogue.reports if "csv" in report.formats]
    files = {f"csv/{report.code}.csv": _table(report, rows[report.code]) for report in reports}
    files["csv/data_dictionary.csv"] = _written(
        [_DICTIONARY, *(entry for report in reports for entry in _dictionary(report))])
    files["csv/README.txt"] = _read_me(catalogue, reports)
    return files


def _table(report: Report, rows: Sequence[Row]) -> bytes:
    columns = report.columns_in("csv")
    header = [column.key for column in columns]
    return _written([header, *([_field(row, column) for column in columns] for row in rows)])


def _field(row: Row, column: Column) -> str:
    text = exact(row, column)
    return guard(text) if isinstance(row[column.key], str) else text


def _dictionary(report: Report) -> list[tuple[str, ...]]:
    return [(report.code, column.key, column.type, column.unit, column.label.vi, column.label.en,
             column.description.en, column.description.vi) for column in report.columns_in("csv")]


def _read_me(catalogue: Catalogue, reports: list[Report]) -> bytes:
    parts = []
    for language in LANGUAGES:
        guide = [f"{part.title[language]}: {part.text[language]}" for part in catalogue.guide.values()]
        parts += [catalogue.texts["site"][language], "",
                  *(f"{report.code}.csv: {report.title[language]}. {report.about[language]}"
                    for report in reports),
                  f"data_dictionary.csv: {catalogue.texts['data_dictionary'][language]}.",
                  f"../datapackage.json: {catalogue.texts['data_package'][language]}.", "",
                  *guide, ""]
    return (_BOM + "\r\n".join(parts)).encode()


def _written(lines: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(lines)
    return (_BOM + stream.getvalue()).encode()
