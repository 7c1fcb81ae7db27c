"""Each check fails on the report with one thing spoilt, and passes on the report as printed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from printed_report import Checked

from expectations.policy import read_policy
from extractors.errors import Problem

CheckTable = Callable[..., Checked]

FAULTS_IN_PRINT = {
    ("mic-2016:2.6:r17:rank", "rank", "17", "16"),
    ("mic-2016:4.11:r48:rank", "rank", "48", "47"),
    ("mic-2016:4.4:r12:url", "swapped", "backan.gov.vn", "bacgiang.gov.vn"),
    ("mic-2016:4.4:r39:url", "swapped", "bacgiang.gov.vn", "backan.gov.vn"),
    ("mic-2016:2.7:r12:dossiers_level3", "number_format", "92.36%", "92,36%"),
    ("mic-2016:2.7:r12:dossiers_level4", "number_format", "95.75%", "95,75%"),
    ("mic-2016:4.7:r1:level3", "number_format", "1374", "1.374"),
    ("mic-2016:4.7:r1:total", "number_format", "1374", "1.374"),
    ("mic-2016:4.7:r2:level3", "number_format", "1299", "1.299"),
    ("mic-2016:4.7:r2:total", "number_format", "1310", "1.310"),
}


def put(row: int, **cells: str) -> Callable[[list[dict[str, str]]], None]:
    """Print other text in the cells of a row (1-based)."""
    return lambda rows: rows[row - 1].update(cells)


def test_the_report_as_printed_holds_these_faults_and_nothing_else(whole_edition: Checked) -> None:
    found = {(f.cell_id, f.fault_kind, f.printed, f.expected) for f in whole_edition.outcome.failures}
    assert found == FAULTS_IN_PRINT
    assert not whole_edition.outcome.stopped
    assert whole_edition.outcome.held_back == ()


def test_every_table_of_the_report_is_checked(whole_edition: Checked) -> None:
    checked = {(result.table, result.check): result.checked for result in whole_edition.outcome.results}
    assert {table for table, check in checked if check == "row_count"} == {
        path["id"] for path in whole_edition.outcome.extracted["tables"]}
    assert checked["4.1", "block_complete"] == 1
    assert checked["2.1", "block_complete"] == 1
    assert checked["3.1", "block_complete"] == 1
    assert checked["4.7", "row_sum"] == 59
    assert checked["4.7", "column_sum"] == 3
    assert ("2.7", "block_complete") not in checked


def test_the_hand_over_says_the_same_as_the_outcome(whole_edition: Checked) -> None:
    folder, outcome = whole_edition.folder, whole_edition.outcome
    failures = [json.loads(line) for line in (folder / "failures.jsonl").read_text("utf-8").splitlines()]
    assert [set(failure) for failure in failures] == [{
        "table", "row", "column", "cell_id", "check", "kind", "printed", "expected", "why_en", "why_vi",
        "fault_kind"}] * 10
    results = [json.loads(line) for line in (folder / "results.jsonl").read_text("utf-8").splitlines()]
    assert len(results) == len(outcome.results)
    policy = read_policy()
    assert {(result["check"], result["title_en"], result["title_vi"]) for result in results} == {
        (code, policy[code].title_en, policy[code].title_vi) for code in {result["check"] for result in results}}
    assert sum(result["failing"] for result in results) == len(failures)
    assert (folder / "held_back.jsonl").read_bytes() == b""
    summary = json.loads((folder / "outcome.json").read_text("utf-8"))
    assert (summary["stopped"], summary["held_back"], summary["problems"]) == (False, 0, [])
    assert summary["results"]["fault"] == {"pass": 31, "fail": 5, "failing": 10}


def test_a_lost_row_stops_and_its_body_is_named(check_table: CheckTable) -> None:
    checked = check_table("4.1", lambda rows: rows.pop(20))
    count = checked.only("row_count")
    assert (count.kind, count.printed, count.expected) == ("stop", "62", "63")
    assert checked.only("block_complete").expected == "Lào Cai"
    assert checked.outcome.stopped
    assert checked.codes() == {"row_count", "block_complete"}, "ranks are not judged where rows are lost"


def test_a_body_twice_stops_and_both_rows_are_named(check_table: CheckTable) -> None:
    checked = check_table("3.1", put(8, entity="Đài Truyền hình Việt Nam"))
    twice = checked.failures("body_once")
    assert [failure.row for failure in twice] == [4, 8]
    assert "(rows 4, 8)" in twice[0].why_en
    assert "(các dòng 4, 8)" in twice[0].why_vi
    assert checked.outcome.stopped


def test_a_body_with_its_own_row_may_not_stand_in_the_pooled_row_too(check_table: CheckTable) -> None:
    checked = check_table("4.7", put(1, entity="Trà Vinh"))
    assert [failure.row for failure in checked.failures("body_once")] == [1, 59]
    assert checked.only("block_complete").expected == "Hà Giang"


def test_an_unknown_body_stops_with_the_nearest_known_names(check_table: CheckTable) -> None:
    checked = check_table("4.4", put(21, entity="Đống Nai"))
    unknown = checked.only("known_body")
    assert unknown.cell_id == "mic-2016:4.4:r21:entity"
    assert unknown.printed == "Đống Nai"
    assert unknown.expected.startswith("Đồng Nai (94 %); ")
    assert unknown.expected.count("%") == 3
    assert checked.only("block_complete").expected == "Đồng Nai"


def test_a_body_of_another_block_is_unknown_in_this_one(check_table: CheckTable) -> None:
    checked = check_table("2.7", put(1, entity="Hà Nội"))
    assert checked.only("known_body").printed == "Hà Nội"
    assert checked.outcome.stopped


def test_a_body_that_the_edition_leaves_out_is_unknown(check_table: CheckTable) -> None:
    assert check_table("2.7", put(1, entity="Bộ Công an")).only("known_body").row == 1


def test_a_table_of_part_of_the_block_needs_no_more(check_table: CheckTable) -> None:
    assert check_table("2.7").failures("block_complete") == []


def test_an_index_of_1_900_holds_its_row_back(check_table: CheckTable) -> None:
    checked = check_table("2.4", put(5, index="1,900"))
    above = checked.only("maximum")
    assert (above.cell_id, above.printed, above.expected) == ("mic-2016:2.4:r5:index", "1,900", "≤ 1")
    assert [(held.table, held.row) for held in checked.outcome.held_back] == [("2.4", 5)]
    assert not checked.outcome.stopped
    assert checked.codes() == {"maximum"}, "the rows below are not blamed for a figure that is not known"


def test_a_figure_below_its_minimum_holds_its_row_back(check_table: CheckTable) -> None:
    below = check_table("2.4", put(19, index="-0,446")).only("minimum")
    assert (below.kind, below.printed, below.expected) == ("hold_back", "-0,446", "≥ 0")


@pytest.mark.parametrize(("printed", "meant", "letters"), [
    ("l,000", "1,000", "l → 1"),
    ("O,998", "0,998", "O → 0"),
    ("0,9S8", "0,958", "S → 5"),
])
def test_a_letter_among_digits_holds_the_row_back_and_says_what_it_may_be(
        check_table: CheckTable, printed: str, meant: str, letters: str) -> None:
    checked = check_table("2.4", put(1, index=printed))
    letter = checked.only("readable_figure")
    assert (letter.kind, letter.printed, letter.expected) == ("hold_back", printed, meant)
    assert letters in letter.why_en
    assert letters in letter.why_vi
    assert checked.codes() == {"readable_figure"}


def test_a_letter_is_found_in_a_column_where_words_may_stand_as_well(check_table: CheckTable) -> None:
    letter = check_table("2.7", put(8, dossiers_total="38.76O")).only("readable_figure")
    assert letter.expected == "38.760"


def test_words_in_a_column_of_figures_hold_the_row_back(check_table: CheckTable) -> None:
    words = check_table("2.6", put(9, level4="không có")).only("readable_figure")
    assert (words.kind, words.expected) == ("hold_back", "integer ≥ 0")


def test_words_for_nothing_may_stand_in_a_pooled_row(check_table: CheckTable) -> None:
    assert check_table("4.7", put(59, level4="Chưa có")).outcome.held_back == ()


@pytest.mark.parametrize(("table", "column", "torn"), [("2.6", "level3", "14 5"), ("4.2", "rate", "84 13%")])
def test_one_torn_figure_is_not_taken_for_two(check_table: CheckTable, table: str, column: str,
                                              torn: str) -> None:
    assert check_table(table, put(3, **{column: torn})).only("readable_figure").printed == torn


def test_each_of_several_per_cents_in_a_cell_has_its_limits(check_table: CheckTable) -> None:
    above = check_table("4.2", put(2, rate="99,40% 198,45%")).only("maximum")
    assert (above.printed, above.expected) == ("198,45%", "≤ 100")


def test_an_empty_required_cell_holds_its_row_back(check_table: CheckTable) -> None:
    checked = check_table("2.4", put(5, index=""))
    assert checked.only("required").cell_id == "mic-2016:2.4:r5:index"
    assert checked.codes() == {"required"}


def test_a_pooled_row_needs_its_rank(check_table: CheckTable) -> None:
    assert check_table("4.7", put(59, rank="")).only("required").row == 59


def test_a_rank_beyond_the_number_of_bodies_holds_its_row_back(check_table: CheckTable) -> None:
    beyond = check_table("2.4", put(19, rank="190")).only("maximum")
    assert (beyond.kind, beyond.expected) == ("hold_back", "≤ 19")


def test_a_rank_with_decimals_holds_its_row_back(check_table: CheckTable) -> None:
    assert check_table("2.4", put(3, rank="3,5")).only("readable_figure").expected == "rank 1–19"


def test_a_rank_that_contradicts_its_index_is_a_fault_and_stops_nothing(check_table: CheckTable) -> None:
    checked = check_table("2.4", put(8, rank="8"))
    fault = checked.only("rank_agrees")
    assert (fault.kind, fault.fault_kind, fault.printed, fault.expected) == ("fault", "rank", "8", "7")
    assert "Bộ Văn hóa, Thể thao và Du lịch" in fault.why_vi
    assert not checked.outcome.stopped
    assert checked.outcome.held_back == ()


def test_a_second_column_parts_ties_where_the_specification_says_so(check_table: CheckTable) -> None:
    # Vĩnh Long and Thanh Hóa have one service each; only level 4 sets Vĩnh Long first.
    fault = check_table("4.7", put(58, rank="57")).only("rank_agrees")
    assert (fault.row, fault.expected) == (58, "58")


def test_a_total_of_a_row_that_does_not_add_up_is_a_fault(check_table: CheckTable) -> None:
    checked = check_table("2.6", put(1, total="215"))
    fault = checked.only("row_sum")
    assert (fault.fault_kind, fault.printed, fault.expected) == ("arithmetic", "215", "214")
    assert "56 + 158" in fault.why_en
    assert checked.only("column_sum").expected == "829"
    assert not checked.outcome.stopped


def test_a_totals_row_that_does_not_add_up_is_a_fault(check_table: CheckTable) -> None:
    checked = check_table("4.7", put(60, level4="1.101"))
    fault = checked.only("column_sum")
    assert (fault.cell_id, fault.printed, fault.expected) == ("mic-2016:4.7:r60:level4", "1.101", "1.100")
    assert checked.only("row_sum").expected == "11.410"


def test_a_sum_with_an_unreadable_part_is_not_judged(check_table: CheckTable) -> None:
    checked = check_table("2.6", put(1, level3="S6"))
    assert {f.check for f in checked.outcome.failures if f.row in (1, 19)} == {"readable_figure"}


def test_an_address_of_another_body_without_a_swap_is_a_fault(check_table: CheckTable) -> None:
    faults = check_table("4.4", put(21, url="hanoi.gov.vn")).failures("address_of_body")
    assert ("mic-2016:4.4:r21:url", "dongnai.gov.vn") in {(f.cell_id, f.expected) for f in faults}
    assert len(faults) == 3


def test_text_that_is_no_address_is_a_warning(check_table: CheckTable) -> None:
    assert check_table("3.3", put(2, url="www.baohiem xahoi")).only("address_form").kind == "warn"


def test_a_figure_with_fewer_decimals_than_the_others_is_a_warning(check_table: CheckTable) -> None:
    warning = check_table("3.5", lambda rows: rows[-1].update(index=rows[-1]["index"][:-1])).only("decimals")
    assert (warning.kind, warning.expected) == ("warn", "3")


def test_a_pooled_row_before_others_is_a_warning(check_table: CheckTable) -> None:
    checked = check_table("4.7", lambda rows: rows.insert(0, rows.pop(58)))
    assert (checked.only("pooled_last").kind, checked.only("pooled_last").row) == ("warn", 1)


def test_a_problem_of_the_extractor_stops_and_keeps_its_wording(check_table: CheckTable) -> None:
    problem = Problem("file_damaged", edition="mic-2016", file="report.pdf")
    checked = check_table("3.5", problems=[problem.as_dict()])
    assert checked.outcome.stopped
    assert checked.outcome.problems == (problem,)
    assert checked.only("extraction").why_en == "the file is damaged or cut off"


def test_a_doubt_of_the_extractor_is_a_warning(check_table: CheckTable) -> None:
    doubt = Problem("file_damaged", edition="mic-2016", cell_id="mic-2016:3.5:r2:index", table="3.5")
    warning = check_table("3.5", doubts=[doubt.as_dict()]).only("extraction_doubt")
    assert (warning.kind, warning.row, warning.column) == ("warn", 2, "index")


def test_a_table_that_was_not_found_stops_even_when_the_extractor_says_no_more(
        check_table: CheckTable) -> None:
    checked = check_table("3.5", missing=["3.5"])
    assert checked.only("extraction").table == "3.5"
    assert checked.outcome.stopped


def test_every_failure_is_told_as_a_problem_in_both_languages(check_table: CheckTable) -> None:
    problem = check_table("4.4", put(21, entity="Đống Nai")).only("known_body").problem
    english, vietnamese = problem.render("en"), problem.render("vi")
    assert english.startswith("mic-2016, report.pdf, table 4.4, page 1, mic-2016:4.4:r21:entity: ")
    assert "add it to entity_names.csv" in english
    assert "không thuộc các đơn vị của khối này; gần nhất: Đồng Nai" in vietnamese
