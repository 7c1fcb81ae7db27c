"""A build as a whole: the same bytes, a manifest that is true, errors that say what is wrong."""

from __future__ import annotations

import hashlib
import json
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import yaml
from reporting_tables import Tables, page_at, truth_tables

from reports.build import build_reports
from reports.catalogue import DEFAULT_CATALOGUE, LANGUAGES, ReportError, load_catalogue


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_builds_give_the_same_bytes_whatever_the_order_of_the_rows(built: Path, tmp_path: Path) -> None:
    tables = truth_tables()
    build_reports(lambda model: tables[model].iloc[::-1].reset_index(drop=True), tmp_path)
    again = contents(tmp_path)
    assert again.keys() == contents(built).keys()
    assert [name for name, content in contents(built).items() if again[name] != content] == []


def test_the_workbook_holds_no_hour_of_its_making(built: Path) -> None:
    with zipfile.ZipFile(built / "chiso-mic-2016.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_the_manifest_lists_every_file_with_its_bytes_and_sha256(built: Path) -> None:
    files = contents(built)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == [
        {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in sorted(files.items())]
    rows = {entry["model"]: entry["rows"] for entry in manifest["inputs"]}
    assert rows == {model: len(frame) for model, frame in truth_tables().items()}


def test_files_of_an_earlier_build_go_and_foreign_files_stay(tables: Tables, tmp_path: Path) -> None:
    build_reports(tables.__getitem__, tmp_path)
    (tmp_path / "mine.txt").write_text("mine")
    ranking = tables["rpt_ranking"]
    tables["rpt_ranking"] = ranking[ranking["entity_type"] != "government_agency"]
    build_reports(tables.__getitem__, tmp_path)
    assert (tmp_path / "mine.txt").exists()
    assert not list(tmp_path.rglob("ranking-government_agency*"))
    assert list(tmp_path.rglob("ranking-ministry*"))


@pytest.mark.parametrize(("model", "column"), [
    ("rpt_ranking", "rank_recomputed"), ("rpt_reconciliation", "verdict"),
    ("rpt_publication_faults", "why"), ("rpt_data_quality", "failing_cells"), ("dim_source_file", "sha256")])
def test_a_missing_contract_column_is_named_with_its_model(
        tables: Tables, tmp_path: Path, model: str, column: str) -> None:
    tables[model] = tables[model].drop(columns=column)
    with pytest.raises(ReportError, match=f"{model}: column {column} is missing"):
        build_reports(tables.__getitem__, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_more_columns_than_needed_change_no_report(built: Path, tmp_path: Path) -> None:
    tables = truth_tables()
    for frame in tables.values():
        frame["dbt_loaded_at"] = "now"
    build_reports(tables.__getitem__, tmp_path)
    assert contents(tmp_path) == contents(built)


def test_optional_columns_may_be_absent(tables: Tables, tmp_path: Path) -> None:
    catalogue = load_catalogue()
    for report in catalogue.reports:
        optional = [column.key for column in report.columns if not column.required]
        tables[report.model] = tables[report.model].drop(columns=optional, errors="ignore")
    build_reports(tables.__getitem__, tmp_path)
    page = page_at(tmp_path, "mic-2016/portal")  # no cell tells its table
    assert ">0,96<" in page  # 0.960, its printed decimals unknown


def test_a_binary_float_is_refused_as_a_figure(tables: Tables, tmp_path: Path) -> None:
    tables["rpt_ranking"].loc[0, "score_published"] = 0.849
    with pytest.raises(ReportError, match=r"rpt_ranking\.score_published: 0\.849 is not of type decimal"):
        build_reports(tables.__getitem__, tmp_path)


def test_rows_of_an_edition_nobody_published_are_refused(tables: Tables, tmp_path: Path) -> None:
    tables["rpt_data_quality"].loc[0, "edition_code"] = "mic-2099"
    with pytest.raises(ReportError, match="rpt_data_quality has rows of edition mic-2099"):
        build_reports(tables.__getitem__, tmp_path)


def test_a_second_edition_gets_its_own_workbook_and_pages(tables: Tables, tmp_path: Path) -> None:
    for model, frame in tables.items():
        later = frame.assign(edition_code="mic-2017")
        tables[model] = pd.concat([frame, later], ignore_index=True)
    build_reports(tables.__getitem__, tmp_path)
    first, second = (tmp_path / f"html/mic-{year}/reconciliation/index.html" for year in (2016, 2017))
    assert (tmp_path / "chiso-mic-2017.xlsx").exists()
    assert first.read_text(encoding="utf-8").count("<tr") == second.read_text(encoding="utf-8").count("<tr")


def test_a_code_without_words_is_shown_as_it_is_and_told(tables: Tables, tmp_path: Path) -> None:
    tables["rpt_publication_faults"].loc[0, "kind"] = "new_kind"
    manifest = build_reports(tables.__getitem__, tmp_path)
    assert manifest.unlabelled_codes == ("rpt_publication_faults.kind: new_kind",)
    assert "new_kind" in page_at(tmp_path, "mic-2016/faults")


def test_every_column_code_and_text_has_words_in_both_languages_in_composed_letters() -> None:
    catalogue = load_catalogue()
    words = [word for report in catalogue.reports for column in report.columns
             for word in (column.label, column.description)]
    words += [report.title for report in catalogue.reports]
    words += [code.words for codes in catalogue.codes.values() for code in codes.values()]
    words += catalogue.texts.values()
    texts = [word[language] for word in words for language in LANGUAGES]
    assert all(text.strip() for text in texts)
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []


def test_every_column_that_a_report_needs_is_in_the_contract_of_its_model() -> None:
    models = Path(__file__).parents[2] / "dbt" / "models"
    contracts = {model["name"]: {column["name"] for column in model["columns"]}
                 for file in models.glob("*/_*__models.yml")
                 for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"] if "columns" in model}
    missing = {report.code: [column.key for column in report.columns if column.key not in contracts[report.model]]
               for report in load_catalogue().reports}
    assert {code: keys for code, keys in missing.items() if keys} == {}


@pytest.mark.parametrize(("change", "message"), [
    ({"layout": "pie"}, "pie"), ({"colour": "red"}, "unknown field colour"),
    ({"sort": ["nothing"]}, "nothing"),
    ({"title": {"vi": "Chỉ tiếng Việt"}}, "both languages")])
def test_a_wrong_catalogue_says_which_report_and_field(
        tables: Tables, tmp_path: Path, change: dict[str, object], message: str) -> None:
    data = yaml.safe_load(DEFAULT_CATALOGUE.read_text(encoding="utf-8"))
    data["reports"][1].update(change)
    path = tmp_path / "catalogue.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ReportError, match=f"catalogue.yml: report reconciliation.*{message}"):
        build_reports(tables.__getitem__, tmp_path / "out", path)


def test_names_in_decomposed_letters_are_published_composed(tables: Tables, tmp_path: Path) -> None:
    name = "Bộ Y tế"
    ranking = tables["rpt_ranking"]
    ranking["entity_name_vi"] = [unicodedata.normalize("NFD", text) for text in ranking["entity_name_vi"]]
    assert name not in set(ranking["entity_name_vi"])
    build_reports(tables.__getitem__, tmp_path)
    for file in ("csv/ranking.csv", "html/mic-2016/2.4/index.html"):
        assert name in (tmp_path / file).read_text(encoding="utf-8")


def test_a_figure_is_rounded_half_away_from_zero_and_never_in_csv(tables: Tables, tmp_path: Path) -> None:
    ranking = tables["rpt_ranking"]
    ranking["score_published"] = [Decimal("0.8485"), *ranking["score_published"].tolist()[1:]]
    build_reports(tables.__getitem__, tmp_path)
    assert ">0,849<" in page_at(tmp_path, "mic-2016/ranking-ministry")
    assert ",0.8485," in (tmp_path / "csv/ranking.csv").read_text(encoding="utf-8")
