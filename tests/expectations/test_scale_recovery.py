"""The scales behind the appendices of 2016, recovered from their print; and tables that tell too little or too much."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from printed_report import TRUTH, Checked, Given, Rows, Spoil, write_extract
from scaled_tables import Column, printed_rows, recovered, rule_of, source_of, table_of, with_known

from expectations.form_rules import FormRules
from expectations.policy import read_policy
from expectations.recovery import recover
from expectations.run import check_edition
from expectations.scale_rules import ScaleRule, read_scale_rules
from expectations.scales import recover_scales
from extractors.bodies import read_known_bodies
from extractors.spec import load_edition_spec

EDITION = "laocai-ict-2016"
SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
RANGES = {  # of the publication's nominal scale
    "computers_per_official": ("0.08", "1.15"), "bandwidth_per_official": ("0", "92542"), "wan_connected": ("0", "100"),
    "security_measures": ("5.4", "81.15"), "adult_literacy": ("0", "100"), "school_attendance": ("0", "100"),
    "schools_teaching_it": ("33.4", "100"), "universities_training_it": ("0", "100"), "it_staff": ("0.1", "12.3"),
    "it_staff_degree": ("0", "100"), "security_staff": ("0", "10.1"), "trained_open_source": ("0", "100"),
    "trained_security": ("0", "16.2"), "email_use": ("0", "100"), "basic_applications": ("4.5", "26.9"),
    "databases": ("0", "59"), "electronic_documents": ("13.97", "31"), "open_source": ("0.89", "12.65"),
}


@pytest.fixture(scope="session")
def scale_rules() -> tuple[ScaleRule, ...]:
    return read_scale_rules(SEEDS / "framework", "laocai_ict_plan", "2016")


def check_appendices(folder: Path, rules: tuple[ScaleRule, ...], **spoils: Spoil) -> Checked:
    """Check the tables that the rules speak of as the truth tells them, each spoilt as told."""
    whole = load_edition_spec(EDITION)
    keys = {rule.table_key for rule in rules}
    spec = replace(whole, tables=tuple(table for table in whole.tables if table.key in keys))
    bodies = read_known_bodies(SEEDS / "entities" / "entities.csv", SEEDS / "entities" / "entity_names.csv",
                               SEEDS / "entities" / "excluded_entities.csv", EDITION, "2016", "")
    write_extract(spec, Given(spoils=spoils), folder / "extract")
    return Checked(check_edition(folder / "extract", spec, bodies, FormRules(), folder / "check", read_policy(), rules),
                   folder / "check")


@pytest.fixture(scope="session")
def appendices(tmp_path_factory: pytest.TempPathFactory, scale_rules: tuple[ScaleRule, ...]) -> Checked:
    return check_appendices(tmp_path_factory.mktemp("appendices"), scale_rules)


def findings() -> Iterator[tuple[str, str, str, str]]:
    with (TRUTH / EDITION / "findings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "ocr":
                cell_id = f"{EDITION}:{row['table']}:r{row['row']}:{row['column']}"
                yield cell_id, row["printed"], row["expected"], "misread"


def test_the_misread_cells_are_found_with_what_they_should_say(appendices: Checked) -> None:
    found = [(failure.cell_id, failure.printed, failure.expected, failure.fault_kind)
             for failure in appendices.failures("one_scale_explains_results")]
    assert len(found) == 4
    assert set(found) == set(findings())


def test_a_misread_cell_is_told_with_its_reason_and_the_other_cells_in_both_languages(appendices: Checked) -> None:
    told = {failure.cell_id.split(":", 2)[2]: failure for failure in appendices.failures("one_scale_explains_results")}
    assert "it repeats the cell above (Quảng Ninh)" in told["r4:trained_security"].why_en
    assert "trùng với ô ngay trên (Quảng Ninh)" in told["r4:trained_security"].why_vi
    assert "khôi phục từ số liệu đã in" in told["r4:trained_security"].why_vi
    assert "Tỷ lệ CB chuyên trách CNTT 1,4% - 1,9%" in told["r4:trained_security"].why_vi
    assert "3,8%" in told["r9:security_staff"].why_en and "8 other rows" in told["r9:security_staff"].why_en
    assert "35/37 + 24/31 + 32/43 + 9/32 = 100/143" in told["r4:level_3"].why_vi
    assert all("published" not in failure.why_en for failure in told.values())


def test_every_single_cell_that_would_repair_a_row_is_given_the_likeliest_first(appendices: Checked) -> None:
    repairs = {(line["row"], line["column"]): (float(line["repair_low"]), float(line["repair_high"]), line["ordinal"])
               for line in appendices.lines("scale_repairs") if line["table"] == "appendix_hr_agencies"}
    wanted = {(4, "trained_security"): (0.7, 1.4), (4, "it_staff"): (1.3, 1.9), (4, "security_staff"): (1.7, 2.1),
              (4, "it_staff_degree"): (85.9, 90.1), (4, "trained_open_source"): (85.9, 90.1),
              (9, "security_staff"): (3.6, 4.0), (9, "it_staff"): (6.0, 7.2), (9, "it_staff_degree"): (71.4, 77.0),
              (9, "trained_security"): (3.6, 4.4)}
    for cell, (low, high) in wanted.items():
        assert low - 0.05 <= repairs[cell][0] < repairs[cell][1] <= high + 0.05, cell
    assert {cell for cell in repairs if cell[1] != "hr_agencies"} == set(wanted)
    first = [cell for cell, repair in repairs.items() if repair[2] == 1]
    assert first == [(4, "trained_security"), (9, "security_staff")]


def test_the_nominal_scale_of_the_publication_lies_within_the_bounds(appendices: Checked) -> None:
    scales = {line["column"]: line for line in appendices.lines("recovered_scales")}
    assert set(scales) == {*RANGES, "total"}
    for column, (minimum, maximum) in RANGES.items():
        found = scales[column]
        span = float(maximum) - float(minimum)
        low, high = float(found["range_low"]), float(found["range_high"])
        assert low - 1e-6 <= span <= high + 1e-6, column
        assert (high - low) / span <= 0.15, column
        assert float(found["minimum_low"]) <= float(found["minimum"]) <= float(found["minimum_high"])
        assert float(found["maximum_low"]) <= float(found["maximum"]) <= float(found["maximum_high"])


def test_the_scale_is_told_in_plain_figures(appendices: Checked) -> None:
    scales = {line["column"]: (line["minimum"], line["maximum"]) for line in appendices.lines("recovered_scales")}
    assert scales["schools_teaching_it"] == ("33.4", "100")
    assert scales["it_staff_degree"] == ("0", "100")
    assert scales["databases"] == ("0", "59")
    assert scales["trained_security"] == ("0", "16.2")
    digits = {column: [len(figure.replace(".", "").strip("0")) for figure in pair] for column, pair in scales.items()}
    del digits["total"]
    assert max(max(both) for both in digits.values()) <= 4, digits


def test_every_row_but_the_misread_ones_is_explained_to_its_last_digit(appendices: Checked) -> None:
    rows = appendices.lines("recovered_rows")
    assert len(rows) == 71
    assert {(row["table"], row["row"]) for row in rows if not row["is_explained"]} == {
        ("appendix_hr_agencies", 4), ("appendix_hr_agencies", 9), ("appendix_online_services", 4)}
    half = Decimal("0.00005")
    for row in rows:
        if row["is_explained"]:
            assert Decimal(row["fitted_low"]) - half <= Decimal(row["printed"]) <= Decimal(row["fitted_high"]) + half


def test_pooled_shares_are_told_as_fractions_of_points(appendices: Checked) -> None:
    fractions = {(line["row"], line["column"]): f"{line['numerator']}/{line['denominator']}"
                 for line in appendices.lines("recovered_fractions")}
    levels = ["level_1", "level_2", "level_3", "level_4", "total"]
    assert [fractions[20, level] for level in levels] == ["28/37", "25/31", "20/49", "10/32", "83/149"]
    assert fractions[1, "total"] == "117/145"
    assert [fractions[4, level] for level in levels] == ["35/37", "24/31", "32/43", "9/32", "100/143"]
    assert fractions[17, "level_1"] == "34/34", "all points of a body that could get fewer"
    assert {line["row"] for line in appendices.lines("recovered_fractions") if not line["is_unique"]} == {4}
    assert len(fractions) == 100


def test_the_scale_of_pooled_shares_is_as_narrow_as_their_fractions(appendices: Checked) -> None:
    found = next(line for line in appendices.lines("recovered_scales") if line["column"] == "total")
    assert Fraction(found["minimum"]).limit_denominator(200) == Fraction(3300, 145)
    assert Fraction(found["maximum"]).limit_denominator(200) == Fraction(11700, 145)
    assert float(found["range_high"]) - float(found["range_low"]) < 0.01
    assert (found["status"], found["rows_left_out"]) == ("rows_left_out", 1)
    for row in appendices.lines("recovered_rows"):
        if row["table"] == "appendix_online_services" and row["is_explained"]:
            assert round(Decimal(row["fitted"]), 4) == Decimal(row["printed"])


def test_another_misread_share_is_found_by_total_and_result(tmp_path: Path, scale_rules: tuple[ScaleRule, ...]) -> None:
    def spoil(rows: Rows) -> None:
        rows[19].update(level_3="48,0%")

    checked = check_appendices(tmp_path, scale_rules, appendix_online_services=spoil)
    found = {failure.cell_id: failure.expected for failure in checked.failures("one_scale_explains_results")}
    assert found[f"{EDITION}:appendix_online_services:r20:level_3"] == "40,8%"


def test_a_result_that_stands_out_of_its_order_is_likelier_than_the_inputs(
        tmp_path: Path, scale_rules: tuple[ScaleRule, ...]) -> None:
    def spoil(rows: Rows) -> None:
        rows[5].update(hr_society="0,5961")

    checked = check_appendices(tmp_path, scale_rules, appendix_hr_society=spoil)
    found = next(failure for failure in checked.failures("one_scale_explains_results")
                 if failure.table == "appendix_hr_society")
    assert found.cell_id.endswith(":r6:hr_society")
    assert "fall from row to row" in found.why_en


def test_a_table_that_another_method_made_is_one_failure_and_no_cell_is_accused(
        tmp_path: Path, scale_rules: tuple[ScaleRule, ...]) -> None:
    def spoil(rows: Rows) -> None:
        for number, row in enumerate(rows):
            row["hr_society"] = f"0,{1000 + 677 * (number * 5 % 13):04d}"

    checked = check_appendices(tmp_path, scale_rules, appendix_hr_society=spoil)
    found = [failure for failure in checked.failures("one_scale_explains_results")
             if failure.table == "appendix_hr_society"]
    assert [(failure.row, failure.cell_id) for failure in found] == [(None, "")]
    assert not [line for line in checked.lines("recovered_scales") if line["table"] == "appendix_hr_society"]
    assert {line["is_explained"] for line in checked.lines("recovered_rows")
            if line["table"] == "appendix_hr_society"} == {False}


def test_the_hand_over_is_empty_where_no_rule_asks_for_a_scale(tmp_path: Path) -> None:
    rules = read_scale_rules(SEEDS / "framework", "mic_it_application", "2016")
    assert rules == ()
    checked = check_appendices(tmp_path, rules)
    for name in ("recovered_scales", "recovered_rows", "scale_repairs", "recovered_fractions"):
        assert checked.lines(name) == []


def test_the_rules_come_from_the_seeds(scale_rules: tuple[ScaleRule, ...]) -> None:
    assert sorted((rule.node, len(rule.parts), len(rule.pooled)) for rule in scale_rules) == [
        ("1.2", 4, 0), ("2.1", 4, 0), ("2.2", 5, 0), ("3.1", 5, 0), ("3.2", 1, 4)]
    assert json.dumps(read_scale_rules(SEEDS / "framework", "laocai_ict_plan", "2012")) == "[]"


COLUMNS = [Column(Decimal(3), Decimal(87)), Column(Decimal(0), Decimal(40), weight=Decimal(2))]
FIGURES = [[Decimal(3 + 12 * number), Decimal(number * 17 % 41)] for number in range(8)]


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_of_few_rows_nothing_is_claimed(rows: int) -> None:
    table = table_of(COLUMNS, printed_rows(COLUMNS, FIGURES[:rows]))
    assert recover_scales([table], [rule_of(COLUMNS)]) == ()


def test_a_scale_is_recovered_only_where_a_part_of_the_group_is_printed() -> None:
    texts = printed_rows(COLUMNS, FIGURES)
    assert source_of(COLUMNS, texts, block=8) is None
    assert source_of(COLUMNS, texts, block=9) is not None


def test_a_figure_that_cannot_be_read_bounds_nothing_and_its_row_counts() -> None:
    texts = printed_rows(COLUMNS, FIGURES)
    texts[3][0] = "3?,0"
    recovery = recovered(COLUMNS, texts)
    assert recovery.status == "explained"
    assert (recovery.rows[3].is_explained, recovery.rows[3].fitted) == (True, None)
    low, high = recovery.goalposts[0].range
    assert low <= 84 <= high


def test_a_published_goalpost_is_kept_to() -> None:
    source = source_of(COLUMNS, printed_rows(COLUMNS, FIGURES))
    assert source is not None
    known = recover(with_known(source, 0, minimum=Decimal(3), maximum=Decimal(87)))
    assert known.scale[0] == (3, 87)
    free = recover(source)
    assert known.goalposts[1].range[1] - known.goalposts[1].range[0] <= (
        free.goalposts[1].range[1] - free.goalposts[1].range[0])
    wrong = recover(with_known(source, 0, minimum=Decimal(3), maximum=Decimal(187)))
    assert wrong.status == "unexplained"


def test_rows_that_accuse_each_other_are_called_ambiguous() -> None:
    """Two rows with the same input and other results: one of them is misread, and nobody can tell which."""
    texts = [["10", "1,0000"], ["5", "0,5700"], ["5", "0,4400"], ["0", "0,0000"]]
    recovery = recovered([Column(Decimal(0), Decimal(10), 0)], texts)
    assert recovery.status == "ambiguous"
    assert len(recovery.left_out) == 1
    assert {repair.row for repair in recovery.repairs} == set(recovery.left_out)


def test_zeros_that_a_column_leaves_out_do_not_make_its_figures_coarser() -> None:
    texts = printed_rows(COLUMNS, FIGURES)
    short = [[text.removesuffix(",0") if place < 2 else text for place, text in enumerate(row)] for row in texts]
    short[2][1] = "34,2"
    source = source_of(COLUMNS, short)
    assert source is not None
    assert {row.inputs[1].decimals for row in source.rows if row.inputs[1]} == {1}


def test_where_no_row_can_be_read_whole_there_are_bounds_but_no_scale() -> None:
    texts = [["?", *row[1:]] for row in printed_rows(COLUMNS, FIGURES)]
    recovery = recovered(COLUMNS, texts)
    assert (recovery.status, recovery.scale) == ("explained", ())
    assert all(row.fitted is None for row in recovery.rows)
