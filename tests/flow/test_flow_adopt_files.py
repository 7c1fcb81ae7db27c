"""What adopting writes: files keep all that stood in them, the method goes on or begins anew, all files or none."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flow_runs import PROJECT, bytes_below

from extractors.adoption.proposal import NEW, ColumnMatch, NameMatch, Proposal, TableMatch
from extractors.spec import load_edition_spec
from flows.adoption_accept import INDEX, places_of, undo, write_all
from flows.adoption_answers import Answers
from flows.adoption_files import files_of, left_out, left_out_again
from flows.adoption_method import changed_method, method_questions
from flows.adoption_text import rows_of, with_column, with_edition, with_rows, with_values
from flows.reference_data import ReferenceData

CSV = sorted([*(PROJECT / "extractors" / "series").glob("*/*.csv"), *(PROJECT / "dbt" / "seeds").glob("*/*.csv")])
SERIES = sorted((PROJECT / "extractors" / "series").glob("*/series.yml"))
FACTS = {"period": "2019", "published_on": "2020-03", "title_vi": "Báo cáo: 'thử' # năm 2019", "title_en": "yes"}
INFRASTRUCTURE = "ministry_infrastructure"
LAST, EDITION = "mic-2016", "mic-2019"


@pytest.fixture
def data(tmp_path: Path) -> ReferenceData:
    """Series and seeds, to be changed."""
    return ReferenceData().copied(tmp_path / "data")


def columns(*, new: bool = False) -> tuple[ColumnMatch, ...]:
    kept = [ColumnMatch("rank", "Thứ hạng", "Xếp hạng", 0.8, "reworded", "rank", minimum="1", required="yes", place=1),
            ColumnMatch("entity", "Bộ", "Bộ, cơ quan", 0.5, "reworded", "text", required="yes", place=2),
            ColumnMatch("index", "Chỉ số năm 2016", "Chỉ số năm 2019", 1.0, "same", "decimal", minimum="0", place=3)]
    more = [ColumnMatch("last_rank", "", "Hạng, năm 2018", 0.0, "new", "rank", minimum="1", place=4)] if new else []
    return (*kept, *more)


def table(**changes: object) -> TableMatch:
    known = TableMatch(INFRASTRUCTURE, "renumbered", "2.1", "2.2", "Chỉ số", "Chỉ số, hạ tầng", 0.9, 4, 19, 19, (),
                       ("pdf",), columns())
    return replace(known, **changes)  # type: ignore[arg-type]


def proposal(*tables: TableMatch, period: str = "2019", **changes: object) -> Proposal:
    whole = Proposal("mic_it_application", EDITION, period, "2020-03", "Báo cáo năm 2019", "Report in 2019", LAST,
                     tables or (table(),), (), (), ())
    return replace(whole, **changes)  # type: ignore[arg-type]


def written(texts: dict[Path, str]) -> None:
    for path, text in texts.items():
        path.write_bytes(text.encode())


def changed_rows(before: str, after: str) -> list[dict[str, str]]:
    return [row for row in rows_of(after) if row not in rows_of(before)]


@pytest.mark.parametrize("path", CSV, ids=lambda path: path.stem)
def test_a_file_of_the_project_stays_byte_for_byte_but_for_what_is_added(path: Path) -> None:
    text = path.read_bytes().decode()
    wider = with_column(text, "new", lambda row: 'a, "b"')
    assert with_rows(text, []) == text and with_values(text, lambda row: {}) == text
    assert [line.removesuffix(',"a, ""b"""') for line in wider.splitlines()][1:] == text.splitlines()[1:]
    assert with_rows(text, rows_of(text)) == text
    assert with_column(wider, "new", lambda row: 'a, "b"') == wider


@pytest.mark.parametrize("path", SERIES, ids=lambda path: path.parent.name)
def test_a_series_gets_an_entry_behind_its_last_edition_and_keeps_its_comments(path: Path) -> None:
    text = path.read_bytes().decode()
    longer = with_edition(text, "x-2019", FACTS)
    assert set(text.splitlines()) - set(longer.splitlines()) <= {"editions: {}"}
    assert longer.rstrip().splitlines()[-5:] == [
        "  x-2019:", "    period: '2019'", "    published_on: 2020-03",
        "    title_vi: 'Báo cáo: ''thử'' # năm 2019'", "    title_en: 'yes'"]


def test_windows_line_ends_and_what_follows_the_editions_stay() -> None:
    text = "series: s\r\neditions:\r\n  s-1:\r\n    period: '1'\r\n\r\n# words\r\nmark: x\r\n"
    longer = with_edition(text, "s-2", {"period": "2"})
    assert longer == text.replace("'1'\r\n", "'1'\r\n  s-2:\r\n    period: '2'\r\n")


def test_editions_that_no_entry_can_be_added_to_are_refused() -> None:
    with pytest.raises(ValueError, match="s-2"):
        with_edition("series: s\neditions: {s-1: {period: '1'}}\n", "s-2", {"period": "2"})


def test_the_specification_is_read_back_as_it_was_proposed(data: ReferenceData) -> None:
    facts = {"entity_type": "ministry", "title_en": "Complaints", "coverage": "all", "body_column": "entity"}
    new = table(table_key="complaints", kind="new", last_id="", new_id="2.3", new_title="Phản ánh", facts=facts,
                section=("A", "B"), found_in=("pdf", "workbook"), columns=columns(new=True))
    written(files_of(proposal(table(columns=columns(new=True)), new), data, {}))
    spec = load_edition_spec(EDITION, data.series)
    assert [(one.id, one.key, one.rows, one.title) for one in spec.tables] == [
        ("2.2", INFRASTRUCTURE, 19, "Chỉ số, hạ tầng"), ("2.3", "complaints", 19, "Phản ánh")]
    assert [column.key for column in spec.tables[0].columns] == ["rank", "entity", "index", "last_rank"]
    assert spec.tables[0].columns[3].header == ("Hạng, năm 2018",)
    assert spec.tables[1].section == ("A", "B") and spec.tables[1].found_in == {"pdf", "workbook"}
    assert load_edition_spec(LAST, data.series).tables == load_edition_spec(LAST).tables
    assert (spec.period, spec.published_on, spec.decimal_mark) == ("2019", "2020-03", ",")


def test_only_lines_and_columns_are_added(data: ReferenceData) -> None:
    texts = files_of(proposal(table(columns=columns(new=True))), data, {})
    assert [path.name for path in texts][-1] == "series.yml"
    for path, text in texts.items():
        before = path.read_bytes().decode().splitlines()
        kept = iter(text.splitlines())
        assert all(any(line.startswith(old) for line in kept) for old in before), path.name


def test_another_decimal_mark_is_the_editions_own(data: ReferenceData) -> None:
    written(files_of(proposal(decimal_mark="."), data, {}))
    assert load_edition_spec(EDITION, data.series).decimal_mark == "."
    assert load_edition_spec(LAST, data.series).decimal_mark == ","


def test_what_is_gone_is_said_to_be_not_printed(data: ReferenceData) -> None:
    gone = table(table_key="ministry_portal", kind="gone", new_id="", columns=())
    *some, index = columns()
    lost = replace(index, kind="gone", new_header="")
    written(files_of(proposal(table(columns=(*some, lost)), gone), data, {}))
    spec = load_edition_spec(EDITION, data.series)
    assert [one.key for one in spec.tables] == [INFRASTRUCTURE]
    assert [column.key for column in spec.tables[0].columns] == ["rank", "entity"]


def test_a_new_spelling_is_valid_as_long_as_the_body_and_is_written_once(data: ReferenceData) -> None:
    names = (NameMatch("Đắc Lắk", "province_dak_lak", 0.9, "4.1 r3"), NameMatch("ĐẮC LẮK", "province_dak_lak", 0.9, ""),
             NameMatch("Đăk Lăk", "province_dak_lak", 1.0, "4.2 r3"), NameMatch("Nơi khác", None, 0.2, "4.1 r9"))
    path = data.bodies / "entity_names.csv"
    text = files_of(proposal(names=names), data, {})[path]
    assert changed_rows(path.read_bytes().decode(), text) == [
        {"entity_code": "province_dak_lak", "name": "Đắc Lắk", "name_key": "đắc lắk", "name_kind": "alias",
         "valid_from": "", "valid_to": "2025-06-30"}]


def test_bodies_that_are_absent_again_are_left_out_for_the_same_reason(data: ReferenceData) -> None:
    path = data.bodies / "excluded_entities.csv"
    text = left_out(proposal(), data, ["ministry_bo_cong_an", "ministry_bo_y_te"], ["ministry_bo_y_te"])[path]
    known, said = changed_rows(path.read_bytes().decode(), text)
    assert (known["edition_code"], known["entity_code"], said["entity_code"]) == (
        EDITION, "ministry_bo_cong_an", "ministry_bo_y_te")
    assert left_out_again(proposal(), data, ["ministry_bo_cong_an", "ministry_bo_y_te"]) == [known]
    assert "chương II" in known["reason_vi"] and said["reason_vi"] and said["reason_en"]


def test_the_method_goes_on_without_a_line_changed(data: ReferenceData) -> None:
    assert method_questions(proposal(), data, {}) == () and changed_method(proposal(), data, {}) == {}


def test_a_method_that_had_ended_is_taken_up_again(data: ReferenceData) -> None:
    path = data.framework / "framework_editions.csv"
    ended = with_values(path.read_bytes().decode(), lambda row: {"period_to": "2016"} if row["framework_code"] ==
                        "mic_it_application" else {})
    path.write_bytes(ended.encode())
    [row] = changed_rows(ended, changed_method(proposal(), data, {})[path])
    assert (row["period_from"], row["period_to"]) == ("2016", "")


def test_an_earlier_year_than_any_method_is_asked_for(data: ReferenceData) -> None:
    early = proposal(period="2014")
    [asked] = method_questions(early, data, {})
    assert (asked.name, asked.is_needed) == ("method", True)
    path = data.framework / "framework_editions.csv"
    [row] = changed_rows(path.read_bytes().decode(), changed_method(early, data, {"method": "same"})[path])
    assert (row["framework_edition"], row["period_from"], row["period_to"]) == ("2016", "2014", "")


def test_a_column_with_results_that_is_gone_asks_for_the_method(data: ReferenceData) -> None:
    lost = replace(columns()[2], kind="gone", new_header="")
    [asked] = method_questions(proposal(table(columns=(*columns()[:2], lost))), data, {})
    assert (asked.name, asked.found) == ("method", f"{INFRASTRUCTURE}.index")


def test_a_new_method_is_asked_for_in_words_and_begins_as_a_copy(data: ReferenceData) -> None:
    said = {"method": NEW}
    assert [one.name for one in method_questions(proposal(), data, said)] == [
        "comparable", "method_note_vi", "method_note_en"]
    said |= {"comparable": "false", "method_note_vi": "Bảy hạng mục.", "method_note_en": "Seven categories."}
    assert method_questions(proposal(), data, said) == ()
    texts = changed_method(proposal(), data, said)
    editions = rows_of(texts[data.framework / "framework_editions.csv"])[:2]
    assert [(row["framework_edition"], row["period_from"], row["period_to"]) for row in editions] == [
        ("2016", "2016", "2018"), ("2019", "2019", "")]
    assert editions[1]["method_note_en"] == "Seven categories."
    for name in ("nodes", "node_results"):
        old, new = ([{**row, "framework_edition": ""} for row in rows_of(texts[data.framework / f"{name}.csv"])
                     if (row["framework_code"], row["framework_edition"]) == ("mic_it_application", year)]
                    for year in ("2016", "2019"))
        assert old == new != []


def test_a_series_without_an_index_of_its_own_asks_for_no_method(data: ReferenceData) -> None:
    plan = proposal(period="2018", series="laocai_ict_plan")
    assert method_questions(plan, data, {}) == () and changed_method(plan, data, {}) == {}


def place(folder: Path) -> tuple[dict[Path, str], dict[Path, Path]]:
    """Two files to be changed, one that is new, and a document."""
    for name in ("a.csv", "b.yml"):
        (folder / name).write_text(f"old {name}", encoding="utf-8")
    (folder / "report.pdf").write_bytes(b"%PDF-1.4 report")
    return ({folder / "a.csv": "new a", folder / "c.csv": "new c", folder / "b.yml": "new b"},
            {folder / "sources" / "x-1" / "report.pdf": folder / "report.pdf"})


def test_all_files_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    texts, documents = place(tmp_path)
    write_all(texts, documents, tmp_path / "journal")
    assert {path.name for path in tmp_path.rglob("*")} == {
        "a.csv", "b.yml", "c.csv", "report.pdf", "sources", "x-1"}
    assert (tmp_path / "sources/x-1/report.pdf").read_bytes() == b"%PDF-1.4 report"
    assert not undo(tmp_path / "journal") and (tmp_path / "a.csv").read_text() == "new a"


def test_a_failure_amid_the_work_leaves_everything_as_it_was(tmp_path: Path) -> None:
    texts, documents = place(tmp_path)
    before = bytes_below(tmp_path)
    with pytest.raises(FileNotFoundError):
        write_all({**texts, tmp_path / "no folder" / "d.csv": "d"}, documents, tmp_path / "journal")
    assert bytes_below(tmp_path) == before
    assert not (tmp_path / "sources" / "x-1").exists()


KILLED = """
import os, sys
sys.path[:0] = [{project!r}, {tests!r}]
from pathlib import Path
from test_flow_adopt_files import place
from flows.adoption_accept import write_all
left, put = {left}, os.replace
def replace(*paths):
    global left
    left -= 1
    put(*paths) if left else os._exit(9)
os.replace = replace
write_all(*place(Path({folder!r})), Path({folder!r}) / "journal")
"""


@pytest.mark.parametrize("left", range(1, 6))
def test_after_a_kill_at_any_file_the_next_adoption_brings_back_what_was_there(tmp_path: Path, left: int) -> None:
    place(tmp_path)
    before = bytes_below(tmp_path)
    script = KILLED.format(project=str(PROJECT), tests=str(Path(__file__).parent), left=left, folder=str(tmp_path))
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert (tmp_path / "journal" / INDEX).is_file() == (left > 1)
    assert undo(tmp_path / "journal") == (left > 1)
    assert bytes_below(tmp_path) == before


def test_documents_of_one_name_get_places_of_their_own_and_copies_none(tmp_path: Path) -> None:
    folder = tmp_path / "sources" / "x-1"
    paths = []
    for number, text in enumerate(("one", "two", "one", "three")):
        (tmp_path / str(number)).mkdir()
        paths.append(tmp_path / str(number) / "report.pdf")
        paths[-1].write_text(text, encoding="utf-8")
    folder.mkdir(parents=True)
    (folder / "before.pdf").write_text("three", encoding="utf-8")
    assert places_of(paths, folder) == {folder / "report.pdf": paths[0], folder / "report-2.pdf": paths[1]}


def test_an_answer_that_nobody_asked_for_is_noticed() -> None:
    said = Answers(["name:Đắc Lắk=province_dak_lak", "publishd_on=2018-05", "method=same"])
    assert said.get("name:Đắc Lắk") == "province_dak_lak" and "method" in said and said.get("comparable") is None
    assert said.unasked == ["publishd_on"]
    with pytest.raises(ValueError, match="published_on"):
        Answers(["published_on"])
