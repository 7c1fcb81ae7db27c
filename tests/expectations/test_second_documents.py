"""A table that two documents print: compared cell by cell, by bodies, and checked but once."""

from __future__ import annotations

from collections.abc import Callable

from printed_report import Checked, Given

CheckPoints = Callable[..., Checked]
DECISION, TABLE = "laocai-agencies-2016", "districts"


def check(check_points: CheckPoints, spoil: Callable[[list[dict[str, str]]], object]) -> Checked:
    return check_points(DECISION, TABLE, given=Given(again={TABLE: spoil}))


def test_another_figure_is_a_fault_that_names_both_cells(check_points: CheckPoints) -> None:
    checked = check(check_points, lambda rows: rows[1].update(total="93.5"))
    fault = checked.only("witness_agrees")
    assert (fault.cell_id, fault.kind, fault.fault_kind) == (
        "laocai-agencies-2016:districts@workbook:r2:total", "fault", "contradiction")
    assert (fault.printed, fault.expected, fault.problem.file) == ("93.5", "92.5", "tables.xlsx")
    assert "laocai-agencies-2016:districts:r2:total of report.pdf" in fault.why_en
    assert not checked.outcome.stopped


def test_the_same_figure_in_another_writing_is_no_fault(check_points: CheckPoints) -> None:
    def otherwise(rows: list[dict[str, str]]) -> None:
        rows[0]["total"] = "93.0"
        rows[0]["group_heading"] = "Mức tốt:"

    assert check(check_points, otherwise).codes() == set()


def test_rows_in_another_order_are_found_by_their_bodies(check_points: CheckPoints) -> None:
    def turn(rows: list[dict[str, str]]) -> None:
        rows.reverse()
        for number, row in enumerate(rows, 1):
            row["stt"] = str(number)

    checked = check(check_points, turn)
    assert {(failure.check, failure.column) for failure in checked.outcome.failures} == {("witness_agrees", "stt")}
    assert len(checked.outcome.failures) == 8, "the middle row keeps its number"


def test_a_row_that_one_document_lacks_is_told_by_its_body(check_points: CheckPoints) -> None:
    lost = check(check_points, lambda rows: rows.pop()).only("witness_rows")
    assert (lost.kind, lost.row, lost.printed, lost.expected) == ("warn", None, "–", "Huyện Mường Khương")


def test_a_body_that_only_the_second_document_names_is_told(check_points: CheckPoints) -> None:
    told = check(check_points, lambda rows: rows[8].update(agency="Huyện Mường")).failures("witness_rows")
    assert {(failure.printed, failure.expected) for failure in told} == {
        ("–", "Huyện Mường Khương"), ("Huyện Mường", "–")}


def test_an_unreadable_figure_of_the_second_document_is_compared_by_its_letters(check_points: CheckPoints) -> None:
    assert check(check_points, lambda rows: rows[3].update(total="8?")).only("witness_agrees").expected == "87"


def test_a_body_that_stands_twice_is_told_once_and_the_other_rows_are_paired(check_points: CheckPoints) -> None:
    told = check(check_points, lambda rows: rows.append({**rows[2]})).only("witness_rows")
    assert "stands more often in tables.xlsx than in report.pdf" in told.why_en and told.expected == "–"
