"""A restated document of a known edition: it counts, what it replaces is kept, and every difference is listed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from shutil import copyfile

import openpyxl
import pytest

from extractors.contract import Outcome, revision_of
from extractors.extract import extract
from extractors.revision_parts import RevisionChange, RevisionPart
from extractors.revision_rows import RevisedRow, Told, changes
from extractors.spec import load_edition_spec
from tests.extractors.changed_workbooks import BOOKS, LAOCAI
from tests.extractors.form_reading import codes, known_bodies, values
from tests.extractors.odd_forms import OddForm
from tests.extractors.truth import ROOT
from tests.renderings.report_text import Report
from tests.renderings.restated_report import RESTATED, only, row_of, unchanged, write_revision


def read(folder: Path, edition: str = RESTATED) -> Outcome:
    return extract(sorted(path for path in folder.rglob("*.*")), load_edition_spec(edition), known_bodies(), workers=1)


def parts(outcome: Outcome, table: str) -> list[RevisionPart]:
    return [part for part in outcome.revisions if part.table == table]


def corrected(report: Report) -> None:
    """Another figure, a row more, and another place for a row of each of three tables."""
    row_of(report, "4.1", "Lào Cai")[3] = "0,7777"
    rows = report.tables["2.1"].rows
    rows.insert(0, rows.pop(5))
    report.tables["4.10"].rows.pop()


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("restated") / RESTATED
    write_revision(folder, 1)
    write_revision(folder, 2, corrected)
    return read(folder)


@pytest.mark.parametrize(("place", "revision"), [
    ("bao-cao.pdf", 1), ("revision-2/bao-cao.pdf", 2), ("revision-10/phieu/x.xlsx", 10), ("revision-1/x.pdf", 1),
    ("revision-0/x.pdf", 1), ("phieu/revision-2/x.xlsx", 1), ("revision-2.pdf", 1)])
def test_the_folder_tells_the_revision(place: str, revision: int) -> None:
    assert revision_of(place) == revision


def test_a_restated_report_counts_in_place_of_the_first(restated: Outcome) -> None:
    assert {part.status for part in restated.revisions if part.revision == 2} == {"current"}
    assert {(part.status, part.replaced_by) for part in restated.revisions if part.revision == 1} == {("replaced", 2)}
    later = next(source for source in restated.sources if source.revision == 2)
    assert {cell.file_sha256 for cell in restated.cells} == {later.sha256}
    assert [table.repeats for table in restated.tables] == [None] * 26
    assert (restated.problems, restated.missing, restated.set_aside) == ([], [], [])


def test_every_difference_is_listed_once_with_both_texts_and_pages(restated: Outcome) -> None:
    in_tables = [change for change in restated.revision_changes if change.table == "4.1"]
    [change] = in_tables
    assert (change.revision, change.row_printed, change.column, change.kind) == (2, "Lào Cai", "index", "changed")
    assert (change.text_after, change.value_after) == ("0,7777", Decimal("0.7777"))
    assert change.value_before != change.value_after and change.is_value_changed
    assert (change.file_before, change.file_after) == ("bao-cao.pdf", "revision-2/bao-cao.pdf")
    assert change.page_before and change.page_after
    cell = next(cell for cell in restated.cells if cell.cell_id(RESTATED) == change.cell_id)
    assert cell.text == "0,7777"


def test_rows_are_paired_by_their_bodies_not_by_their_numbers(restated: Outcome) -> None:
    assert [change for change in restated.revision_changes if change.table == "2.1"] == []
    [part] = [part for part in parts(restated, "2.1") if part.revision == 2]
    assert (part.rows_added, part.rows_removed, part.cells_changed) == (0, 0, 0)


def test_a_row_that_is_gone_is_listed_with_all_its_cells(restated: Outcome) -> None:
    gone = [change for change in restated.revision_changes if change.table == "4.10"]
    assert {change.kind for change in gone} == {"removed"} and len(gone) > 1
    assert all(change.text_before and not change.text_after and not change.cell_id for change in gone)
    [_, part] = parts(restated, "4.10")
    assert (part.rows_added, part.rows_removed, part.cells_changed) == (0, 1, 0)


def test_a_correction_of_one_table_leaves_the_others_and_the_sentences(tmp_path: Path) -> None:
    def correction(report: Report) -> None:
        corrected(report)
        only(report, ["4.1"])

    write_revision(tmp_path / RESTATED, 1)
    write_revision(tmp_path / RESTATED, 2, correction)
    outcome = read(tmp_path / RESTATED)
    assert (outcome.problems, outcome.missing) == ([], [])
    current = {part.table: part.revision for part in outcome.revisions if part.status == "current"}
    assert current.pop("4.1") == 2
    assert set(current.values()) == {1} and "prose" in current and len(current) == 26
    assert len(outcome.statements) > 0
    [doubt] = [doubt for doubt in outcome.doubts if doubt.code == "revision_in_part"]
    assert (doubt.found, doubt.expected, doubt.file) == ("1", "26", "revision-2/bao-cao.pdf")
    assert "26" in doubt.render("vi")


def test_the_same_figure_in_other_writing_is_listed_but_counts_as_no_change(tmp_path: Path) -> None:
    """As where a workbook restates a print: 82.5 for 82,5."""
    def written_otherwise(report: Report) -> None:
        row = row_of(report, "4.1", "Lào Cai")
        row[3] = row[3] + "0"

    write_revision(tmp_path / RESTATED, 1)
    write_revision(tmp_path / RESTATED, 2, written_otherwise)
    outcome = read(tmp_path / RESTATED)
    [change] = [change for change in outcome.revision_changes if change.table == "4.1"]
    assert change.text_after == f"{change.text_before}0" and not change.is_value_changed
    assert [part.cells_changed for part in parts(outcome, "4.1")] == [None, 0]


def test_a_document_that_was_replaced_counts_again_as_a_copy_in_a_later_revision(tmp_path: Path) -> None:
    """The way back to a signed decision that a workbook restated, as the runbook tells it."""
    folder = tmp_path / RESTATED
    write_revision(folder, 1, lambda report: only(report, ["4.1"]))
    write_revision(folder, 2, lambda report: (corrected(report), only(report, ["4.1"]))[1])
    (folder / "revision-3").mkdir()
    copyfile(folder / "bao-cao.pdf", folder / "revision-3" / "bao-cao.pdf")
    outcome = read(folder)
    assert [part.status for part in parts(outcome, "4.1")] == ["replaced", "replaced", "current"]
    [cell] = [change.cell_id for change in outcome.revision_changes if change.revision == 3]
    [told] = [cell_.text for cell_ in outcome.cells if cell_.cell_id(RESTATED) == cell]
    assert told != "0,7777"


def test_the_third_revision_is_compared_with_the_second_and_ids_of_replaced_cells_are_not_kept(tmp_path: Path) -> None:
    def other(report: Report) -> None:
        row_of(report, "4.1", "Lào Cai")[3] = "0,8888"

    folder = tmp_path / RESTATED
    for number, change in ((1, unchanged), (2, corrected), (3, other)):
        write_revision(folder, number, change)
    found = {change.revision: change for change in read(folder).revision_changes if change.table == "4.1"}
    assert {number: change.text_after for number, change in found.items()} == {2: "0,7777", 3: "0,8888"}
    assert (found[2].cell_id, found[3].text_before, found[3].cell_id != "") == ("", "0,7777", True)


def test_the_tenth_revision_comes_after_the_second(tmp_path: Path) -> None:
    folder = tmp_path / RESTATED
    for number, change in ((1, unchanged), (2, corrected), (10, unchanged)):
        write_revision(folder, number, change, f"{number}.pdf")
    outcome = read(folder)
    assert {part.revision for part in outcome.revisions if part.status == "current"} == {10}


def test_a_revision_may_return_to_the_bytes_of_the_first(tmp_path: Path) -> None:
    folder = tmp_path / RESTATED
    first = write_revision(folder, 1)
    write_revision(folder, 2, corrected)
    (folder / "revision-3").mkdir()
    copyfile(first, folder / "revision-3" / first.name)
    outcome = read(folder)
    assert {part.revision for part in outcome.revisions if part.status == "current"} == {3}
    assert len({source.sha256 for source in outcome.sources}) == len(outcome.sources) == 2


def test_a_table_that_could_not_be_read_is_mended_by_a_revision(tmp_path: Path) -> None:
    def broken(report: Report) -> None:
        report.tables["4.1"].headers[2] = "Điểm tuyển sinh"

    write_revision(tmp_path / RESTATED, 1, broken)
    alone = read(tmp_path / RESTATED)
    assert {problem.table for problem in alone.problems} == {"4.1"}
    write_revision(tmp_path / RESTATED, 2)
    mended = read(tmp_path / RESTATED)
    assert mended.problems == [] and mended.missing == []
    assert {problem.code for problem in alone.problems} <= codes(mended)


def test_a_revision_that_cannot_be_read_stops_and_the_earlier_table_is_not_taken_silently(tmp_path: Path) -> None:
    def broken(report: Report) -> None:
        report.tables["4.1"].headers[2] = "Điểm tuyển sinh"

    write_revision(tmp_path / RESTATED, 1)
    write_revision(tmp_path / RESTATED, 2, broken)
    assert {(problem.table, problem.file) for problem in read(tmp_path / RESTATED).problems} == {
        ("4.1", "revision-2/bao-cao.pdf")}


def test_two_reports_of_one_revision_still_stop(tmp_path: Path) -> None:
    write_revision(tmp_path / RESTATED, 2, name="a.pdf")
    write_revision(tmp_path / RESTATED, 2, corrected, name="b.pdf")
    write_revision(tmp_path / RESTATED, 1)
    assert [problem.code for problem in read(tmp_path / RESTATED).problems] == ["files_disagree"]


def test_a_restated_workbook_replaces_decision_and_workbook(tmp_path: Path) -> None:
    """A decision and its workbook print the same tables; a new workbook alone restates them."""
    folder = tmp_path / LAOCAI
    (folder / "revision-2").mkdir(parents=True)
    copyfile(ROOT / "sources" / LAOCAI / "quyet-dinh-512-2017.pdf", folder / "quyet-dinh.pdf")
    copyfile(BOOKS[LAOCAI], folder / "ket-qua.xlsx")
    book = openpyxl.load_workbook(BOOKS[LAOCAI])
    cell = book["Cap tinh"]["E14"]
    assert cell.value == 12.5
    cell.value = 13.25
    book.save(folder / "revision-2" / "ket-qua.xlsx")
    outcome = read(folder, LAOCAI)
    assert [(table.id, table.repeats) for table in outcome.tables] == [
        ("provincial_agencies", None), ("districts", None)]
    states = {(part.table, part.revision): part.status for part in outcome.revisions}
    assert states == {("provincial_agencies", 1): "replaced", ("provincial_agencies@workbook", 1): "replaced",
                      ("districts", 1): "replaced", ("districts@workbook", 1): "replaced",
                      ("provincial_agencies", 2): "current", ("districts", 2): "current"}
    figures = [change for change in outcome.revision_changes if change.is_value_changed and change.value_after]
    assert Decimal("13.25") in [change.value_after for change in figures]


def test_a_form_of_a_later_revision_counts_whatever_its_date(tmp_path: Path) -> None:
    folder = tmp_path / "dienbien-2012"
    (folder / "revision-2").mkdir(parents=True)
    dated = "Điện Biên, ngày {} tháng 12 năm 2012"
    OddForm(answers={"staff_total": 40}, signed=dated.format("17")).save(folder / "a.xlsx")
    OddForm(answers={"staff_total": 44}, signed=dated.format("03")).save(folder / "revision-2" / "b.xlsx")
    outcome = read(folder, "dienbien-2012")
    counted = next(form for form in outcome.forms if form.status == "counted")
    assert (counted.form, values(counted)["staff_total"]) == ("form/so-yt", "44")
    assert {"form_superseded", "form_revision_older"} <= codes(outcome)
    assert [(part.kind, part.revision, part.status) for part in parts(outcome, "form/so-yt")] == [
        ("form", 1, "replaced"), ("form", 2, "current")]
    [change] = [change for change in outcome.revision_changes if change.column == "staff_total"]
    assert (change.value_before, change.value_after, change.entity_code) == (Decimal(40), Decimal(44), "so_yt")
    assert change.sheet_cell_after and change.cell_id.startswith("dienbien-2012:form/so-yt:")


def numbered(*texts: str) -> list[RevisedRow]:
    return [RevisedRow("", text, "", place, {"text": Told(text)}) for place, text in enumerate(texts, 1)]


def told(before: list[RevisedRow], after: list[RevisedRow]) -> list[tuple[str, int | None, int | None]]:
    return [(change.kind, change.row_before, change.row_after) for change in changes(before, after)]


def test_rows_without_bodies_are_paired_by_what_they_say() -> None:
    before = numbered("một", "hai", "ba", "bốn")
    assert told(before, numbered("một", "mới", "hai", "ba", "bốn")) == [("added", None, 2)]
    assert told(before, numbered("một", "hai", "bốn")) == [("removed", 3, None)]
    assert told(before, numbered("một", "hai", "khác", "bốn")) == [("changed", 3, 3)]


def test_another_print_of_the_same_figure_is_listed_as_such() -> None:
    def rows(text: str, value: str) -> list[RevisedRow]:
        return [RevisedRow("a#1", "A", "", 1, {"share": Told(text, Decimal(value))})]

    [change] = changes(rows("0,50", "0.50"), rows("0,5", "0.5"))
    assert (change.kind, change.is_value_changed) == ("changed", False)
    [other] = changes(rows("0,50", "0.50"), rows("0,51", "0.51"))
    assert other.is_value_changed
    assert isinstance(other, RevisionChange)
