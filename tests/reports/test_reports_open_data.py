"""Open data: Parquet says what CSV says, and the data package holds before its own validator."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from plan_tables import plan_tables
from points_tables import points_tables
from reporting_tables import Tables, truth_tables

from extractors.spec import issuers
from flows.difference_keys import key_of
from reports.catalogue import ReportError, load_catalogue
from reports.data_package import open_data
from reports.safe_text import guard
from reports.tables import rows_of

BUILDS = ("built", "points", "plan")
READ: dict[str, Callable[[str], object]] = {
    "string": str, "integer": int, "number": Decimal, "date": datetime.date.fromisoformat,
    "boolean": lambda text: {"true": True, "false": False}[text]}


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def resource(folder: Path, name: str) -> dict[str, Any]:
    return next(one for one in package(folder)["resources"] if one["name"] == name)


def field(folder: Path, table: str, name: str) -> dict[str, Any]:
    return next(one for one in resource(folder, table)["schema"]["fields"] if one["name"] == name)


def written(tables: Tables, folder: Path, issuers: dict[str, str] | None = None) -> Path:
    """The open data of these tables, without workbooks and pages."""
    catalogue = load_catalogue()
    rows = {report.code: rows_of(report, tables[report.model], catalogue) for report in catalogue.reports}
    for name, content in open_data(catalogue, rows, issuers or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def errors(folder: Path) -> list[tuple[str, str]]:
    """What the package's own validator finds: resource and kind of error."""
    report = Package(str(folder / "datapackage.json")).validate()
    return [(task.name, error.type) for task in report.tasks for error in task.errors] + [
        ("", error.type) for error in report.errors]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(truth_tables(), tmp_path_factory.mktemp("open data"))


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(points_tables(), tmp_path_factory.mktemp("open data of points"))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(plan_tables(), tmp_path_factory.mktemp("open data of a plan"))


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "open data"))


def plant(folder: Path, table: str, column: str, text: str) -> None:
    """Write another text into the first row of a CSV file."""
    path = folder / "csv" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, first, *rest = csv.reader(file)
    first[header.index(column)] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([header, first, *rest])


@pytest.mark.parametrize("name", BUILDS)
def test_the_validator_of_data_packages_finds_no_error(name: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(name)
    assert len(package(folder)["resources"]) > 50
    assert errors(folder) == []


@pytest.mark.parametrize(("column", "text", "kind"), [
    ("score_published", "nhiều", "type-error"), ("entities_ranked", "3,5", "type-error"),
    ("edition_code", "mic-1999", "foreign-key"), ("entity_type", "village", "constraint-error"),
    ("entity_code", "", "constraint-error")])
def test_the_validator_finds_a_planted_error(column: str, text: str, kind: str, copied: Path) -> None:
    plant(copied, "ranking", column, text)
    assert ("ranking", kind) in errors(copied)


def test_the_validator_finds_a_row_told_twice_and_a_changed_byte(copied: Path) -> None:
    path = copied / "csv" / "ranking.csv"
    path.write_bytes(path.read_bytes() + path.read_bytes().split(b"\r\n")[1] + b"\r\n")
    parquet = copied / "parquet" / "faults.parquet"
    parquet.write_bytes(parquet.read_bytes()[:-5] + b"0" + parquet.read_bytes()[-4:])
    found = errors(copied)
    assert ("ranking", "primary-key") in found and ("ranking", "byte-count") in found
    assert ("faults_parquet", "hash-count") in found


@pytest.mark.parametrize("name", BUILDS)
def test_every_table_says_the_same_in_csv_and_in_parquet(name: str, request: pytest.FixtureRequest) -> None:
    folder, cells = request.getfixturevalue(name), 0
    for table in (one for one in package(folder)["resources"] if one["path"].startswith("csv/") and "rows" in one):
        typed = pq.read_table(folder / "parquet" / f"{table['name']}.parquet")
        with (folder / table["path"]).open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert typed.column_names == header == [one["name"] for one in table["schema"]["fields"]]
        assert typed.num_rows == len(rows) == table["rows"]
        for number, told in enumerate(table["schema"]["fields"]):
            values = typed.column(number).to_pylist()
            texts = [row[number] for row in rows]
            assert [guard(value) if isinstance(value, str) else value for value in values] == [
                READ[told["type"]](text) if text else None for text in texts], (table["name"], told["name"])
            cells += len(values)
    assert cells > 1000


def test_decimals_and_flags_are_typed_in_parquet_and_codes_have_words_in_the_package(built: Path, points: Path) -> None:
    ranking = pq.read_schema(built / "parquet" / "ranking.parquet")
    assert ranking.field("score_published").type == pa.decimal128(28, 10)
    assert (ranking.field("rank_published").type, ranking.field("period").type) == (pa.int64(), pa.int64())
    assert pq.read_schema(points / "parquet" / "profiles.parquet").field(
        "is_enough_for_next_rank").type == pa.bool_()
    kind = field(built, "ranking", "entity_type")
    assert kind["constraints"]["enum"] == [code["value"] for code in kind["categories"]]
    assert {"value": "province", "label": "Tỉnh, thành phố", "label_en": "Provinces and cities"}.items() <= next(
        code for code in kind["categories"] if code["value"] == "province").items()
    assert (field(points, "indicator_values", "points")["unit"]) == "điểm / points"


def test_a_day_is_a_date_until_a_publication_tells_less(tmp_path: Path) -> None:
    tables = truth_tables()
    for published_on, kind, stored in (("2017-04-03", "date", pa.date32()), ("2017-04", "string", pa.string())):
        tables["dim_publication"]["published_on"] = published_on
        written(tables, tmp_path)
        assert field(tmp_path, "publications", "published_on")["type"] == kind
        assert pq.read_schema(tmp_path / "parquet" / "publications.parquet").field("published_on").type == stored
        assert package(tmp_path)["created"] == ("2017-04-03" if kind == "date" else "2017-04-01") + "T00:00:00Z"


def test_a_key_with_gaps_is_no_primary_key(built: Path) -> None:
    assert resource(built, "ranking")["schema"]["primaryKey"] == ["edition_code", "node_code", "entity_code"]
    faults = truth_tables()["rpt_publication_faults"]
    schema = resource(built, "faults")["schema"]
    whole = faults[["cell_id", "kind", "printed"]].notna().all().all()
    assert ("primaryKey" in schema, "uniqueKeys" in schema) == (whole, not whole)


def test_the_package_tells_licence_issuers_and_the_hash_of_every_document(built: Path) -> None:
    told = package(built)
    assert told["licenses"] == [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International"}]
    assert told["title"] and told["title_en"] and told["rights"] and told["rights_en"]
    documents = truth_tables()["dim_source_file"]
    assert {source["hash"] for source in told["sources"]} == {f"sha256:{sha}" for sha in documents["sha256"]}
    for one in told["resources"]:
        content = (built / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_the_issuer_is_that_of_the_series(tmp_path: Path) -> None:
    tables = truth_tables()
    tables["dim_publication"]["series_code"] = "mic_it_application"
    written(tables, tmp_path, issuers())
    assert {source["issuer"] for source in package(tmp_path)["sources"]} == {"Bộ Thông tin và Truyền thông"}


def test_the_version_tells_the_content(tables: Tables, tmp_path: Path) -> None:
    versions = []
    for number in range(3):
        if number == 2:
            tables["rpt_ranking"].loc[0, "rank_published"] = 99
        written(tables, tmp_path)
        versions.append(package(tmp_path)["version"])
    assert versions[0] == versions[1] != versions[2]
    assert len({version.partition("+")[0] for version in versions}) == 1


def test_the_keys_of_the_catalogue_are_those_that_the_models_are_tested_for() -> None:
    wrong = [report.code for report in load_catalogue().reports
             if report.key != key_of(report.model, {column.key: False for column in report.columns})]
    assert not wrong


def test_a_figure_with_more_decimals_than_a_column_holds_is_no_figure_less(tmp_path: Path) -> None:
    tables = points_tables()
    tables["rpt_body_outlook"].loc[0, "total"] = Decimal("0.123456789012")
    with pytest.raises(ReportError, match=r"rpt_body_outlook\.total: not of type decimal128\(28, 10\)"):
        written(tables, tmp_path)


def test_every_example_of_the_guide_runs(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                         capsys: pytest.CaptureFixture[str]) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "open-data.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```(python|sql)\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    assert [kind for kind, _ in examples].count("python") >= 2 and len(examples) >= 4
    shutil.copytree(built, tmp_path / "build" / "reports")
    monkeypatch.chdir(tmp_path)
    for kind, text in examples:
        if kind == "python":
            exec(text, {})
            assert "mic-2016" in capsys.readouterr().out
        else:
            assert duckdb.sql(text).fetchall()
