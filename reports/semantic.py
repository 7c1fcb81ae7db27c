"""The semantic layer: tables as the warehouse describes them, with labels, measures, charts in both languages.

Written once: semantic.yml says only what neither the warehouse nor the catalogue of reports says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from reports.catalogue import LANGUAGES, YAML, Catalogue, Code, Column, Report, ReportError, Words, load_catalogue
from warehouse.descriptions import DescribedColumn, DescribedTable

SEMANTIC = Path(__file__).with_name("semantic.yml")
CHARTS = ("bars", "stack", "table")
SCHEMA = "reporting"
ROWS = "rows"
"""The measure that every table has."""

_AGGREGATES = {
    "count": "count(*)", "count_distinct": "count(distinct {of})", "min": "min({of})", "max": "max({of})",
    "sum": "sum({of})", "mean": "avg({of})", "share": "100.0 * count(*) filter (where {where}) / nullif(count(*), 0)",
}


@dataclass(frozen=True)
class Dimension:
    """A column of a table; `codes` are the words of its values, where these are codes."""

    key: str
    kind: str
    label: Words
    description: Words
    codes: Mapping[str, Code]


@dataclass(frozen=True)
class Measure:
    """A figure over rows: SQL that both databases understand."""

    key: str
    sql: str
    label: Words
    description: Words
    format: str


@dataclass(frozen=True)
class Dataset:
    """A table for readers."""

    name: str
    title: Words
    about: Words
    grain: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]

    def dimension(self, key: str) -> Dimension:
        """The column of that name."""
        return next(dimension for dimension in self.dimensions if dimension.key == key)


@dataclass(frozen=True)
class Semantics:
    """All of it: what `chiso bi` writes."""

    datasets: tuple[Dataset, ...]
    keys: tuple[str, ...]
    charts: tuple[Mapping[str, Any], ...]
    dashboard: Mapping[str, Any]

    def dataset(self, name: str) -> Dataset:
        """The dataset over that table."""
        return next(dataset for dataset in self.datasets if dataset.name == name)


class _Labels:
    """Where the words of a table and its columns come from."""

    def __init__(self, data: Mapping[str, Any], catalogue: Catalogue) -> None:
        self._data, self._catalogue = data, catalogue

    def report(self, table: str) -> Report | None:
        return next((report for report in self._catalogue.reports if report.model == table), None)

    def of_table(self, table: DescribedTable) -> tuple[Words, Words]:
        if report := self.report(table.name):
            return report.title, report.about
        entry = self._data["tables"].get(table.name) or {}
        named = {"vi": table.name, "en": table.name}
        return Words(**entry.get("title", named)), Words(**entry.get("about", {"vi": table.about, "en": table.about}))

    def of_column(self, table: str, column: DescribedColumn) -> Dimension:
        """What a report over this table calls it, else semantic.yml, else all other reports in accord, else itself."""
        report, entry = self.report(table), self._data["columns"].get(column.name)
        shown = next((one for one in report.columns if one.key == column.name), None) if report else None
        if shown is None and entry:
            meaning = Words(entry["description"]["vi"], column.meaning)
            codes = self._catalogue.codes[entry["codes"]] if "codes" in entry else {}
            return Dimension(column.name, column.kind, Words(**entry["label"]), meaning, codes)
        if shown is None and len(found := self._elsewhere.get(column.name, {})) == 1:
            shown = next(iter(found.values()))
        if shown is None:
            return Dimension(column.name, column.kind, Words(column.name, column.name),
                             Words(column.meaning, column.meaning), {})
        codes = self._catalogue.codes[shown.codes] if shown.type == "code" else {}
        return Dimension(column.name, column.kind, shown.label, shown.description, codes)

    @cached_property
    def _elsewhere(self) -> dict[str, dict[tuple[Words, str], Column]]:
        """Key → its labels and codes in all reports."""
        found: dict[str, dict[tuple[Words, str], Column]] = {}
        for report in self._catalogue.reports:
            for column in report.columns:
                found.setdefault(column.key, {}).setdefault((column.label, column.codes), column)
        return found


def load_semantics(tables: Iterable[DescribedTable], path: Path = SEMANTIC,
                   catalogue: Catalogue | None = None) -> Semantics:
    """Put the semantic layer of these tables together.

    Raises ReportError where semantic.yml names a table, column or measure that is not there.
    """
    data = yaml.load(path.read_text(encoding="utf-8"), YAML)
    labels = _Labels(data, catalogue or load_catalogue())
    datasets = tuple(_dataset(table, data, labels) for table in tables)
    _known(data["measures"], [dataset.name for dataset in datasets], "measures")
    found = Semantics(datasets, tuple(data["keys"]), tuple(data["charts"]), data["dashboard"])
    for chart in found.charts:
        _check_chart(found, chart)
    for language in LANGUAGES:
        _known(filter_columns(found, language), _keys(found, found.dashboard["table"]), "filters")
    placed = [place["chart"] for row in found.dashboard["rows"] for place in row]
    _known(placed, [chart["key"] for chart in found.charts], "dashboard")
    return found


def filter_columns(semantics: Semantics, language: str) -> list[str]:
    """The columns of the dashboard's filters, in order."""
    columns = (one["column"] for one in semantics.dashboard["filters"])
    return [str(column[language] if isinstance(column, dict) else column) for column in columns]


def first_choices(semantics: Semantics, rows: Iterable[Mapping[str, Any]], language: str) -> list[Any]:
    """What the dashboard begins with: a value a filter, of the `rows` of its table; none where it has no rows."""
    left, chosen = list(rows), []
    dataset = semantics.dataset(semantics.dashboard["table"])
    for one, column in zip(semantics.dashboard["filters"], filter_columns(semantics, language), strict=True):
        order = {code: place for place, code in enumerate(dataset.dimension(column).codes)}
        found = {row[column] for row in left if row[column] is not None}
        values = [value for _, value in sorted((order.get(value, len(order)), value) for value in found)]
        if not values:
            return []
        chosen.append(values[-1 if one.get("descending") else 0])
        left = [row for row in left if row[column] == chosen[-1]]
    return chosen


def semantic_file(semantics: Semantics) -> str:
    """The semantic layer as one YAML file, in both languages: for tools that read one, and for people."""
    tables = [{
        "table": dataset.name, "title": _both(dataset.title), "about": _both(dataset.about), "grain": dataset.grain,
        "keys": [key for key in semantics.keys if key in _keys(semantics, dataset.name)],
        "dimensions": [{
            "column": one.key, "type": one.kind, "label": _both(one.label), "description": _both(one.description),
            **({"codes": {code: _both(known.words) for code, known in one.codes.items()}} if one.codes else {}),
        } for one in dataset.dimensions],
        "measures": [{"key": one.key, "sql": one.sql, "label": _both(one.label),
                      "description": _both(one.description), "format": one.format} for one in dataset.measures],
    } for dataset in semantics.datasets]
    whole = {"schema": SCHEMA, "keys": list(semantics.keys), "tables": tables}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=1000)


def _both(words: Words) -> dict[str, str]:
    return {language: words[language] for language in LANGUAGES}


def _dataset(table: DescribedTable, data: Mapping[str, Any], labels: _Labels) -> Dataset:
    title, about = labels.of_table(table)
    dimensions = tuple(labels.of_column(table.name, column) for column in table.columns)
    rows = Measure(ROWS, "count(*)", Words(**data["rows"]["label"]), Words(**data["rows"]["description"]), ",d")
    measures = (_measure(entry, table.name, dimensions) for entry in data["measures"].get(table.name, ()))
    return Dataset(table.name, title, about, table.about, dimensions, (rows, *measures))


def _measure(entry: Mapping[str, Any], table: str, dimensions: tuple[Dimension, ...]) -> Measure:
    where = f"{table}, measure {entry.get('key', '?')}"
    _known([entry["aggregate"]], list(_AGGREGATES), where)
    of = next((dimension for dimension in dimensions if dimension.key == entry.get("of")), None)
    if "of" in entry and of is None:
        raise ReportError(f"{SEMANTIC.name}: {where}: the table has no column {entry['of']}.")
    if of is None and not ("label" in entry and "description" in entry):
        raise ReportError(f"{SEMANTIC.name}: {where}: label and description are needed.")
    sql = _AGGREGATES[entry["aggregate"]].format(of=entry.get("of"), where=entry.get("where"))
    if "where" in entry and entry["aggregate"] != "share":
        sql += f" filter (where {entry['where']})"
    label = Words(**entry["label"]) if "label" in entry or of is None else of.label
    description = Words(**entry["description"]) if "description" in entry or of is None else of.description
    return Measure(entry["key"], sql, label, description, entry["format"])


def _check_chart(found: Semantics, chart: Mapping[str, Any]) -> None:
    where = f"chart {chart['key']}"
    _known([chart["kind"]], list(CHARTS), where)
    _known([chart["table"]], [dataset.name for dataset in found.datasets], where)
    _known([chart[part] for part in ("by", "parts") if part in chart], _keys(found, chart["table"]), where)
    measures = [measure.key for measure in found.dataset(chart["table"]).measures]
    _known(chart["measures"], measures, where)


def _keys(found: Semantics, table: str) -> list[str]:
    return [dimension.key for dimension in found.dataset(table).dimensions]


def _known(names: Iterable[str], known: list[str], where: str) -> None:
    if unknown := [name for name in names if name not in known]:
        raise ReportError(f"{SEMANTIC.name}: {where}: {', '.join(unknown)}: not one of {', '.join(known)}.")
