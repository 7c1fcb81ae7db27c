"""The semantic layer as a bundle for Apache Superset: database, datasets, charts and a dashboard with filters."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from reports.semantic import SCHEMA, Dataset, Dimension, Measure, Semantics, filter_columns

DATABASE = "databases/chiso.yaml"
"""Whose password is asked for at import: it stands in no file."""
PASSWORD = "X" * 10
"""Superset's own sign for a password that is told apart."""

_VERSION = "1.0.0"
_ROOT = "chiso"
_SPACE = uuid.uuid5(uuid.NAMESPACE_OID, _ROOT)
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time in a zip: the same input gives the same bytes
_MOST_ROWS = 1000


def bundle(semantics: Semantics, connection: Mapping[str, Any], language: str, chosen: Sequence[Any]) -> bytes:
    """A zip for Superset's import of assets; `connection` has `sqlalchemy_uri`, and `extra` where it needs options.

    `chosen`: what the filters of the dashboard begin with.

    Everything keeps its identity over languages and editions, so that a later import replaces an earlier one.
    """
    files = {"metadata.yaml": {"version": _VERSION, "type": "assets"},
             DATABASE: _database(connection)}
    for dataset in semantics.datasets:
        files[f"datasets/chiso/{dataset.name}.yaml"] = _dataset(dataset, semantics, language)
    for chart in semantics.charts:
        files[f"charts/{chart['key']}.yaml"] = _chart(chart, semantics, language)
    files[f"dashboards/{semantics.dashboard['key']}.yaml"] = _dashboard(semantics, language, chosen)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
            archive.writestr(zipfile.ZipInfo(f"{_ROOT}/{name}", _BEGINNING), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _identity(kind: str, key: str) -> str:
    return str(uuid.uuid5(_SPACE, f"{kind}/{key}"))


def _database(connection: Mapping[str, Any]) -> dict[str, Any]:
    return {"database_name": "chiso", "expose_in_sqllab": True, "allow_ctas": False, "allow_cvas": False,
            "allow_dml": False, "allow_csv_upload": False, "extra": {}, **connection,
            "uuid": _identity("database", "chiso"), "version": _VERSION}


def _dataset(dataset: Dataset, semantics: Semantics, language: str) -> dict[str, Any]:
    columns = [_column(dimension.key, dimension, language, dimension.kind) for dimension in dataset.dimensions]
    columns += [_column(_shown(dimension), dimension, language, "VARCHAR", _words_of_codes(dimension, language))
                for dimension in dataset.dimensions if dimension.codes]
    title = dataset.title[language]
    return {"table_name": dataset.name, "schema": SCHEMA, "catalog": None, "sql": None, "params": None,
            "description": f"{title}. {dataset.about[language]}\n{dataset.grain}", "filter_select_enabled": True,
            "metrics": [_metric(measure, language) for measure in dataset.measures], "columns": columns,
            "uuid": _identity("dataset", dataset.name), "database_uuid": _identity("database", "chiso"),
            "version": _VERSION}


def _column(name: str, dimension: Dimension, language: str, kind: str, expression: str | None = None) -> dict[str, Any]:
    coded = dimension.codes and expression is None
    mark = {"vi": " (mã)", "en": " (code)"}[language] if coded else ""
    return {"column_name": name, "verbose_name": dimension.label[language] + mark, "type": kind, "is_dttm": False,
            "is_active": True, "groupby": True, "filterable": True, "expression": expression,
            "description": dimension.description[language], "extra": {}}


def _metric(measure: Measure, language: str) -> dict[str, Any]:
    return {"metric_name": measure.key, "verbose_name": measure.label[language], "expression": measure.sql,
            "metric_type": None, "description": measure.description[language], "d3format": measure.format, "extra": {}}


def _shown(dimension: Dimension) -> str:
    """The column that people read: of codes, one with their words."""
    return f"{dimension.key}_in_words" if dimension.codes else dimension.key


def _words_of_codes(dimension: Dimension, language: str) -> str:
    """A case expression from code to words; a code that nobody knows stands for itself."""
    value = f"coalesce(cast({dimension.key} as varchar), '')"
    cases = " ".join(f"when {_text(code)} then {_text(known.words[language])}"
                     for code, known in dimension.codes.items())
    return f"case {value} {cases} else cast({dimension.key} as varchar) end"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _chart(chart: Mapping[str, Any], semantics: Semantics, language: str) -> dict[str, Any]:
    dataset = semantics.dataset(chart["table"])
    columns = {dimension.key: _shown(dimension) for dimension in dataset.dimensions}
    by, measures = columns[chart["by"]], list(chart["measures"])
    if chart["kind"] == "table":
        view, params = "table", {
            "query_mode": "aggregate", "groupby": [by], "metrics": measures, "server_page_length": 0, "page_length": 0,
            "order_desc": False, "timeseries_limit_metric": measures[0], "table_timestamp_format": "smart_date",
            "color_pn": False, "show_cell_bars": False}
    else:
        view, params = "echarts_timeseries_bar", _bars(chart, by, columns, measures)
    return {"slice_name": chart["title"][language], "viz_type": view,
            "params": {"viz_type": view, "adhoc_filters": [], "row_limit": _MOST_ROWS, **params},
            "query_context": None, "uuid": _identity("chart", chart["key"]), "version": _VERSION,
            "dataset_uuid": _identity("dataset", dataset.name)}


def _bars(chart: Mapping[str, Any], by: str, columns: Mapping[str, str], measures: list[str]) -> dict[str, Any]:
    is_ranking = chart["kind"] == "bars"
    return {"x_axis": by, "metrics": measures, "groupby": [] if is_ranking else [columns[chart["parts"]]],
            "orientation": "horizontal" if is_ranking else "vertical", "x_axis_sort_asc": True,
            "x_axis_sort": measures[0] if is_ranking else by, "stack": None if is_ranking else "Stack",
            "sort_series_type": "sum", "show_value": is_ranking, "show_legend": not is_ranking,
            "only_total": True, "y_axis_format": ",.4~f", "rich_tooltip": True, "truncateXAxis": False,
            "truncateYAxis": False, "color_scheme": "supersetColors"}


def _dashboard(semantics: Semantics, language: str, chosen: Sequence[Any]) -> dict[str, Any]:
    filters = list(_filters(semantics, language, chosen))
    return {"dashboard_title": semantics.dashboard["title"][language], "slug": semantics.dashboard["key"],
            "published": True, "css": "", "description": None, "position": _layout(semantics, language),
            "metadata": {"native_filter_configuration": filters, "chart_configuration": {}, "label_colors": {},
                         "cross_filters_enabled": True, "color_scheme": "supersetColors", "refresh_frequency": 0},
            "uuid": _identity("dashboard", semantics.dashboard["key"]), "version": _VERSION}


def _filters(semantics: Semantics, language: str, chosen: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Each has the ones before it as parents: it offers what they leave."""
    dataset = semantics.dataset(semantics.dashboard["table"])
    before: list[str] = []
    for number, one in enumerate(semantics.dashboard["filters"]):
        key = filter_columns(semantics, language)[number]
        dimension = dataset.dimension(key)
        column, name = _shown(dimension), f"NATIVE_FILTER-{one['key']}"
        yield {"id": name, "name": dimension.label[language], "filterType": "filter_select", "type": "NATIVE_FILTER",
               "targets": [{"datasetUuid": _identity("dataset", dataset.name), "column": {"name": column}}],
               "controlValues": {"multiSelect": False, "enableEmptyFilter": True, "defaultToFirstItem": False,
                                 "inverseSelection": False, "searchAllOptions": False,
                                 "sortAscending": not one.get("descending", False)},
               # Superset's own "first value" does not wait for the filters before it.
               "defaultDataMask": _begun(column, _in_words(dimension, chosen[number], language)) if chosen else {},
               "cascadeParentIds": list(before), "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
               "description": dimension.description[language]}
        before.append(name)


def _begun(column: str, value: str) -> dict[str, Any]:
    return {"extraFormData": {"filters": [{"col": column, "op": "IN", "val": [value]}]},
            "filterState": {"value": [value], "label": value}, "ownState": {}}


def _in_words(dimension: Dimension, value: Any, language: str) -> str:
    return dimension.codes[value].words[language] if value in dimension.codes else str(value)


def _layout(semantics: Semantics, language: str) -> dict[str, Any]:
    titles = {chart["key"]: chart["title"][language] for chart in semantics.charts}
    rows = {f"ROW-{number}": row for number, row in enumerate(semantics.dashboard["rows"], 1)}
    found: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": list(rows), "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": semantics.dashboard["title"][language]}},
    }
    for row, places in rows.items():
        found[row] = {"type": "ROW", "id": row, "children": [f"CHART-{place['chart']}" for place in places],
                      "parents": ["ROOT_ID", "GRID_ID"], "meta": {"background": "BACKGROUND_TRANSPARENT"}}
        for place in places:
            key = place["chart"]
            found[f"CHART-{key}"] = {
                "type": "CHART", "id": f"CHART-{key}", "children": [], "parents": ["ROOT_ID", "GRID_ID", row],
                "meta": {"uuid": _identity("chart", key), "sliceName": titles[key], "chartId": 0,
                         "width": place["width"], "height": place["height"]}}
    return found
