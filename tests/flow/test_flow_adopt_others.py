"""Other next editions: the country of 34 provinces, a province's workbook and plan; and what is refused."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flow_runs import PROJECT, Done, Place, bytes_below, copy_project

from flows.cli import main
from tests.renderings.next_editions import NextEdition, drifted_2017, merged_2025, next_agencies, write_workbook
from tests.renderings.plan_pdf import write_plan
from tests.renderings.plan_text import load_plan

TITLE_EN = "Complaints handled online by provinces and centrally-run cities in 2025"
BESIDE = ("7.1", "7.3", "7.12")
"""Tables that a workbook prints too."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project into which several editions are adopted, one after the other."""
    folder = tmp_path_factory.mktemp("others")
    return Place(folder / "work", copy_project(folder / "project", sources=("laocai-agencies-2016",)))


@dataclass(frozen=True)
class Taken:
    """An adopted edition, and what is read of its documents afterwards: table id → its CSV file's rows."""

    accepted: Done
    tables: dict[str, list[list[str]]]
    edition: NextEdition | None = None

    @property
    def told(self) -> dict[str, Any]:
        assert self.accepted.code == 0, self.accepted.told
        found: dict[str, Any] = json.loads(self.accepted.out)
        return found

    @property
    def drifts(self) -> set[tuple[str, str, str]]:
        return {(drift["kind"], drift["table"], drift["column"]) for drift in self.told["drifts"]}


def take(place: Place, edition: str, *documents: Path, say: tuple[str, ...] = (),
         made: NextEdition | None = None) -> Taken:
    """Adopt documents, then extract those that lie in the folder of the edition now."""
    said = [option for answer in say for option in ("--say", answer)]
    accepted = place.chiso("adopt", *map(str, documents), *said, "--accept", "--json")
    files = sorted((place.project / "sources" / edition).glob("*"))
    out = place.folder / edition
    read = place.chiso("extract", *map(str, files), "--edition", edition, "--out", str(out))
    assert read.code == 0, accepted.told + read.told
    return Taken(accepted, {path.stem: list(csv.reader(path.open(encoding="utf-8", newline="")))
                            for path in out.glob("*.csv")}, made)


@pytest.fixture(scope="module")
def merged(place: Place) -> Taken:
    edition = merged_2025()
    report = edition.write(place.folder / "in" / "bao-cao.pdf")
    book = write_workbook(edition, BESIDE, place.folder / "in" / "phu-luc.xlsx")
    return take(place, "mic-2025", report, book, say=(f"title_en:7.12={TITLE_EN}",), made=edition)


def test_the_country_of_34_provinces_in_other_chapters_is_lined_up(merged: Taken) -> None:
    assert merged.drifts >= {
        ("table_gone", "3.4", ""), ("table_new", "7.12", ""), ("table_renumbered", "5.1", ""),
        ("table_renumbered", "7.11", ""), ("column_moved", "7.1", "rank"), ("column_moved", "5.6", "total"),
        ("found_in", "7.1", ""), ("rows_changed", "7.1", "")}
    told = {(drift["kind"], drift["last"] or drift["new"]) for drift in merged.told["drifts"]}
    assert {("body_gone", "Bà Rịa - Vũng Tàu"), ("body_gone", "Bộ Thông tin và Truyền thông"),
            ("body_new", "Bộ Nông nghiệp và Môi trường")} <= told
    assert merged.told["findings"] == [] and not merged.told["stopped"]


def test_every_cell_is_read_by_the_specification_that_was_written(merged: Taken) -> None:
    assert merged.edition
    for table in merged.told["tables"]:
        if table["kind"] == "gone":
            continue
        keys = [column["column_key"] for column in table["columns"]]
        places = [column["place"] for column in table["columns"]]
        printed = [[row[0], *(row[place] for place in places)] for row in merged.edition.rows()[table["new_id"]]]
        header, *rows = merged.tables[table["new_id"]]
        assert sorted(header) == sorted(["row_kind", *keys])
        order = [["row_kind", *keys].index(key) for key in header]
        wanted = [[row[place].replace(" ;", ";") for place in order] for row in printed]
        assert [[text.replace(" ;", ";") for text in row] for row in rows] == wanted, table["new_id"]


def test_a_new_table_is_a_table_of_the_series(place: Place, merged: Taken) -> None:
    [new] = [table for table in merged.told["tables"] if table["kind"] == "new"]
    with (place.project / "extractors/series/mic_it_application/tables.csv").open(encoding="utf-8") as file:
        [row] = [row for row in csv.DictReader(file) if row["table_key"] == new["table_key"]]
    assert (row["entity_type"], row["body_column"], row["title_en"]) == ("province", "entity", TITLE_EN)
    assert [column["type"] for column in new["columns"]] == ["rank", "text", "integer", "integer"]


def test_a_workbook_beside_the_report_is_a_second_witness(merged: Taken) -> None:
    assert {f"{table_id}@workbook" for table_id in BESIDE} <= set(merged.tables)


def test_an_edition_can_be_adopted_beside_a_later_one(place: Place, merged: Taken) -> None:
    """2017 after 2025: each has its own column, and nothing of the later one changes."""
    assert merged.told["accepted"]
    report = drifted_2017().write(place.folder / "late" / "bao-cao.pdf")
    done = place.chiso("adopt", str(report), "--json")
    told = json.loads(done.out)
    assert (told["edition"], told["last_edition"]) == ("mic-2017", "mic-2016"), done.told


def test_a_provinces_workbook_of_the_next_year_is_adopted(place: Place) -> None:
    bundled = PROJECT / "sources" / "laocai-agencies-2016" / "ket-qua-2016.xlsx"
    reworded = {"Tên đơn vị": "Đơn vị", "Đảm bảo ATTT (14)": "Bảo đảm an toàn thông tin (14)"}
    book = next_agencies(place.folder / "in" / "ket-qua.xlsx", bundled, reworded)
    taken = take(place, "laocai-agencies-2017", book, say=("published_on=2018-02-20",))
    assert {("header_reworded", table, column) for table in ("provincial_agencies", "districts")
            for column in ("agency", "security")} <= taken.drifts
    assert "512" not in taken.told["title_vi"] and taken.told["published_on"] == "2018-02-20"
    assert taken.tables["provincial_agencies"][1][-1] == "96.5" and len(taken.tables["districts"]) == 1 + 9
    assert {finding["kind"] for finding in taken.told["findings"]} <= {"warn"}


def test_a_provinces_plan_of_the_next_year_is_adopted(place: Place) -> None:
    plan = load_plan("laocai-ict-2017")
    for table in plan.tables:
        table.caption = next_year(table.caption)
        table.rows = [[next_year(row[0]), *row[1:]] for row in table.rows]
    plan.prose[2] = "Duy trì, cải thiện chỉ số (ICT-Index) tỉnh Lào Cai năm 2019, ban hành tháng 12/2018"
    written = write_plan(place.folder / "in" / "ke-hoach.pdf", plan)
    taken = take(place, "laocai-ict-2018", written, say=("published_on=2018-12",))
    assert taken.told["period"] == "2018" and ("table_gone", "task_list", "") in taken.drifts
    [header, *rows] = taken.tables["rank_comparison_2016_2017"]
    assert [row[header.index("year")] for row in rows] == ["2017", "2018"]


def next_year(text: str) -> str:
    return re.sub(r"201[67]", lambda year: str(int(year[0]) + 1), text)


@pytest.fixture
def chiso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process, in an empty folder; it must not change the project."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["adopt", *map(str, arguments)])


def test_a_document_of_a_known_edition_is_a_revision_and_refused(chiso: Callable[..., Result]) -> None:
    before = bytes_below(PROJECT / "extractors" / "series")
    done = chiso(PROJECT / "tests" / "renderings" / "chromium-portrait.pdf", "--accept")
    assert done.exit_code == 1 and "mic-2016" in done.output and "inbox" in done.output
    assert bytes_below(PROJECT / "extractors" / "series") == before


def test_the_documents_of_a_known_edition_themselves_change_nothing(chiso: Callable[..., Result]) -> None:
    done = chiso(*(PROJECT / "sources" / "mic-2016").glob("*.pdf"), "--accept")
    assert done.exit_code == 0 and "those of mic-2016 already" in done.output


def test_a_document_that_no_series_claims_is_refused(chiso: Callable[..., Result], tmp_path: Path) -> None:
    edition = merged_2025()
    edition.report.blocks, edition.report.tables = edition.report.blocks[:0], {}
    foreign = edition.write(tmp_path / "foreign.pdf")
    done = chiso(foreign, "--accept")
    assert done.exit_code == 1 and "no series claims this document" in done.output


@pytest.mark.parametrize(("arguments", "told"), [
    (("--say", "published_on"), "NAME=VALUE"), (("--series", "no_such"), "no_such"),
    (("--say", "published_on=thang5"), "YYYY-MM-DD"), ((), "no such file")])
def test_wrong_use_is_told_as_such(chiso: Callable[..., Result], tmp_path: Path, arguments: tuple[str, ...],
                                   told: str) -> None:
    file = tmp_path / "absent.pdf" if not arguments else next((PROJECT / "sources/laocai-ict-2017").glob("*.pdf"))
    copy = tmp_path / "plan.pdf"
    if arguments:
        copy.write_bytes(file.read_bytes() + b"\n")
    done = chiso(copy if arguments else file, *arguments)
    assert done.exit_code == 2 and told in done.output, done.output
