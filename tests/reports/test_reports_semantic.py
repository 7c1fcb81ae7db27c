"""The semantic layer: whole, in both languages, the same bytes every time, and figures that a database computes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from reports.catalogue import LANGUAGES, YAML, ReportError, load_catalogue
from reports.semantic import SEMANTIC, Semantics, first_choices, load_semantics, semantic_file
from reports.superset import PASSWORD, bundle
from warehouse.descriptions import DescribedColumn, DescribedTable, described_tables

MODELS = Path(__file__).parents[2] / "dbt" / "models" / "reporting"
CONNECTION = {"sqlalchemy_uri": f"postgresql+psycopg2://doc:{PASSWORD}@server/kho"}


@pytest.fixture(scope="module")
def tables() -> list[DescribedTable]:
    """Tables as dbt's contracts promise them."""
    found = []
    for path in sorted(MODELS.glob("*_models.yml")):
        for model in yaml.load(path.read_text(encoding="utf-8"), YAML)["models"]:
            columns = (DescribedColumn(column["name"], column["data_type"].upper(), column["description"])
                       for column in model["columns"])
            found.append(DescribedTable(model["name"], model["description"], tuple(columns)))
    assert len(found) > 20
    return sorted(found, key=lambda table: table.name)


@pytest.fixture(scope="module")
def semantics(tables: list[DescribedTable]) -> Semantics:
    return load_semantics(tables)


def files_of(packed: bytes) -> dict[str, dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name.removeprefix("chiso/"): yaml.load(archive.read(name), YAML) for name in archive.namelist()}


def test_every_table_and_column_for_readers_is_called_something_in_both_languages(semantics: Semantics) -> None:
    """A new model or column: a label in the catalogue of reports, or under `columns` in semantic.yml."""
    named = {(dataset.name, ""): dataset.title for dataset in semantics.datasets}
    named |= {(dataset.name, one.key): one.label for dataset in semantics.datasets for one in dataset.dimensions}
    assert len(named) > 500
    assert not [key for key, label in named.items() if label.vi in key]
    meanings = [one.description for dataset in semantics.datasets for one in dataset.dimensions]
    assert all(meaning.vi and meaning.en for meaning in meanings)


def test_every_exposure_and_model_for_readers_is_described() -> None:
    exposed: set[str] = set()
    for path in MODELS.glob("*exposures.yml"):
        for exposure in yaml.load(path.read_text(encoding="utf-8"), YAML)["exposures"]:
            assert exposure["description"] and exposure["label"]
            exposed |= {reference.split("'")[1] for reference in exposure["depends_on"]}
    assert {path.stem for path in MODELS.glob("rpt_*.sql")} <= exposed


def test_every_measure_is_computed_by_the_database(tables: list[DescribedTable], semantics: Semantics) -> None:
    computed = 0
    with duckdb.connect() as connection:
        connection.execute("create schema reporting")
        for table in tables:
            columns = ", ".join(f"{column.name} {column.kind}" for column in table.columns)
            connection.execute(f"create table reporting.{table.name} ({columns})")
            for measure in semantics.dataset(table.name).measures:
                connection.execute(f"select {measure.sql} from reporting.{table.name}")
                computed += 1
    assert computed > len(tables)


def test_the_bundle_is_the_same_bytes_each_time_and_keeps_its_identities_over_languages(semantics: Semantics) -> None:
    vi, again, en = (bundle(semantics, CONNECTION, language, []) for language in ("vi", "vi", "en"))
    assert vi == again != en
    found = {language: {name: content.get("uuid") for name, content in files_of(packed).items()}
             for language, packed in (("vi", vi), ("en", en))}
    assert found["vi"] == found["en"] and len(found["vi"]) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_bundle_names_is_in_the_bundle(semantics: Semantics, language: str) -> None:
    files = files_of(bundle(semantics, CONNECTION, language, []))
    assert files["databases/chiso.yaml"]["sqlalchemy_uri"] == CONNECTION["sqlalchemy_uri"]
    assert files["databases/chiso.yaml"]["allow_dml"] is False
    datasets = {content["uuid"]: content for name, content in files.items() if name.startswith("datasets/")}
    charts = [content for name, content in files.items() if name.startswith("charts/")]
    for chart in charts:
        dataset, params = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {column["column_name"] for column in dataset["columns"]}
        assert {*params["groupby"], *filter(None, [params.get("x_axis")])} <= columns
        assert set(params["metrics"]) <= {metric["metric_name"] for metric in dataset["metrics"]}
    [dashboard] = [content for name, content in files.items() if name.startswith("dashboards/")]
    places = [place["meta"] for place in dashboard["position"].values()
              if isinstance(place, dict) and place["type"] == "CHART"]
    assert {place["uuid"] for place in places} == {chart["uuid"] for chart in charts}
    for one in dashboard["metadata"]["native_filter_configuration"]:
        [target] = one["targets"]
        assert target["column"]["name"] in {column["column_name"]
                                            for column in datasets[target["datasetUuid"]]["columns"]}


def test_filters_begin_with_a_choice_that_there_is(semantics: Semantics) -> None:
    rows = [{"edition_code": edition, "entity_type": block, "node_name_vi": node}
            for edition, block, node in (("a-1", "ministry", "x"), ("b-2", "province", "y"), ("b-2", "district", "z"))]
    assert first_choices(semantics, rows, "vi") == ["b-2", "province", "y"]
    assert first_choices(semantics, [], "vi") == []
    [dashboard] = [content for name, content in files_of(
        bundle(semantics, CONNECTION, "vi", ["b-2", "province", "y"])).items() if name.startswith("dashboards/")]
    begun = [one["defaultDataMask"]["filterState"]["value"]
             for one in dashboard["metadata"]["native_filter_configuration"]]
    province = load_catalogue().codes["entity_type"]["province"].words.vi
    assert begun == [["b-2"], [province], ["y"]]


def test_a_code_is_shown_in_words_by_the_database_itself(semantics: Semantics) -> None:
    files = files_of(bundle(semantics, CONNECTION, "vi", []))
    columns = {column["column_name"]: column for column in files["datasets/chiso/rpt_reconciliation.yaml"]["columns"]}
    with duckdb.connect() as connection:
        query = f"select {columns['verdict_in_words']['expression']} from (values ('equal'), ('new')) as t (verdict)"
        assert connection.execute(query).fetchall() == [("Khớp",), ("new",)]


def test_the_file_of_the_semantic_layer_holds_both_languages(semantics: Semantics) -> None:
    told = yaml.load(semantic_file(semantics), YAML)
    ranking = next(table for table in told["tables"] if table["table"] == "rpt_ranking")
    assert ranking["title"] == {"vi": "Xếp hạng", "en": "Rankings"}
    assert {"edition_code", "node_code", "entity_code"} <= set(ranking["keys"])
    [rank] = [one for one in ranking["measures"] if one["key"] == "best_rank_published"]
    assert rank["sql"] == "min(rank_published)" and rank["label"]["vi"] == "Hạng đã in"


@pytest.mark.parametrize(("old", "new", "found"), [
    ("of: rank_published", "of: rank_printed", "rank_printed"),
    ("measures: [top_score_published]", "measures: [score]", "score"),
    ("{chart: verdicts,", "{chart: verdict,", "verdict"),
    ("column: entity_type}", "column: block}", "block"),
    ("  rpt_targets:", "  rpt_target:", "rpt_target"),
])
def test_a_name_that_is_not_there_is_told(
    tables: list[DescribedTable], tmp_path: Path, old: str, new: str, found: str
) -> None:
    text = SEMANTIC.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    changed = tmp_path / "semantic.yml"
    changed.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ReportError, match=found):
        load_semantics(tables, changed)


def test_the_warehouse_tells_its_own_descriptions(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'w.duckdb'}"
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        connection.execute("create schema reporting; create table reporting.t (b decimal(28,10), a varchar, c boolean)")
        connection.execute("comment on table reporting.t is 'Bảng'; comment on column reporting.t.b is 'Cột'")
    assert described_tables(url, "reporting") == [DescribedTable("t", "Bảng", (
        DescribedColumn("b", "DECIMAL", "Cột"), DescribedColumn("a", "VARCHAR", ""),
        DescribedColumn("c", "BOOLEAN", "")))]
    assert described_tables(url, "nothing") == []
