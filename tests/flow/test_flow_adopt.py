"""Next year's report taken in by `chiso adopt`: every drift told, the edition made by data alone, then run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flow_runs import Done, Place, bytes_below, copy_project

from tests.renderings.next_editions import WRONG_RANK, WRONG_TOTAL, NextEdition, drifted_2017

LAST, EDITION = "mic-2016", "mic-2017"


ABBREVIATED = "Bộ LĐ, Thương binh và Xã hội"
"""A spelling that could be nobody else's, but is no slip."""
SAID = ("--say", f"name:{ABBREVIATED}=ministry_bo_lao_dong_thuong_binh_va_xa_hoi")


@dataclass(frozen=True)
class Adopted:
    """A project in which next year's report was proposed, refused, accepted and run."""

    place: Place
    edition: NextEdition
    document: Path
    before: dict[str, str]
    proposed: Done
    refused: Done
    after_refusal: dict[str, str]
    accepted: Done
    run: Done

    @property
    def told(self) -> dict[str, Any]:
        """The refused proposal, with --json."""
        found: dict[str, Any] = json.loads(self.refused.out)
        return found

    @property
    def drifts(self) -> set[tuple[str, str, str]]:
        """Kind, table and column of each difference."""
        return {(drift["kind"], drift["table"], drift["column"]) for drift in self.told["drifts"]}


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory, good: Place, prefect_api: str) -> Adopted:
    folder = tmp_path_factory.mktemp("adopted")
    project = copy_project(folder / "project", good.project)
    place = Place(good.copied(folder).folder, project, prefect_api)
    edition = drifted_2017()
    document = edition.write(folder / "incoming" / "bao-cao.pdf")
    before = bytes_below(project)
    proposed = place.chiso("adopt", str(document))
    refused = place.chiso("adopt", str(document), "--accept", "--json")
    after_refusal = bytes_below(project)
    accepted = place.chiso("adopt", str(document), *SAID, "--accept", "--json")
    return Adopted(place, edition, document, before, proposed, refused, after_refusal, accepted, place.chiso("run"))


def test_every_difference_is_told_at_once_with_its_likeness(adopted: Adopted) -> None:
    assert adopted.drifts >= {
        *(("table_renumbered", f"4.{number}", "") for number in range(5, 13)), ("caption_moved", "", ""),
        ("table_reworded", "2.8", ""), ("table_reworded", "4.2", ""), ("column_gone", "3.3", "url"),
        ("header_reworded", "2.1", "rank"), ("header_reworded", "2.4", "url"),
        ("header_reworded", "4.8", "level3"), ("header_reworded", "4.8", "level4"),
        ("name_respelt", "2.4", ""), ("name_respelt", "4.3", ""), ("name_respelt", "4.10", ""),
        ("body_left_out", "", "")}
    assert ("column_new", "4.1") in {(kind, table) for kind, table, _ in adopted.drifts}
    assert all(0 <= float(drift["likeness"]) <= 1 for drift in adopted.told["drifts"])


def test_series_year_and_date_are_found_in_the_document(adopted: Adopted) -> None:
    assert {key: adopted.told[key] for key in ("series", "edition", "period", "published_on", "last_edition")} == {
        "series": "mic_it_application", "edition": EDITION, "period": "2017", "published_on": "2018-05",
        "last_edition": LAST}
    assert adopted.told["title_vi"] == "Báo cáo đánh giá mức độ ứng dụng CNTT năm 2017"


def test_what_has_not_changed_is_no_difference(adopted: Adopted) -> None:
    untouched = {"2.2", "2.3", "2.5", "2.6", "2.7", "3.1", "3.2", "3.4", "3.5", "3.6"}
    assert [drift for drift in adopted.drifts if drift[1] in untouched] == []


def test_rows_are_counted_table_by_table(adopted: Adopted) -> None:
    counted = {table["new_id"]: table["rows"] for table in adopted.told["tables"]}
    assert counted == {table_id: len(rows) for table_id, rows in adopted.edition.rows().items()}


def test_what_it_cannot_decide_is_asked_by_name_and_nothing_is_written_meanwhile(adopted: Adopted) -> None:
    assert adopted.proposed.code == 1 and adopted.refused.code == 1
    [question] = adopted.told["questions"]
    assert question["name"] == f"name:{ABBREVIATED}" and question["candidates"][0][0] == SAID[1].partition("=")[2]
    assert f"--say 'name:{ABBREVIATED}=…'" in adopted.proposed.out
    assert "nothing was written: 1 open question" in adopted.refused.err
    assert adopted.after_refusal == adopted.before and not adopted.told["accepted"]


def test_a_person_reads_the_same_as_a_table_with_both_wordings(adopted: Adopted) -> None:
    lines = adopted.proposed.out.splitlines()
    [gone] = [line for line in lines if line.startswith("column is gone")]
    assert "3.3" in gone and "Địa chỉ Website/Portal" in gone
    [reworded] = [line for line in lines if line.startswith("header reworded") and " 2.1 " in line]
    assert "Thứ hạng" in reworded and "Xếp hạng" in reworded and reworded.rstrip().endswith("%")


def test_names_spelt_otherwise_are_recognised_and_learnt(adopted: Adopted) -> None:
    learnt = {(name["printed"], name["entity_code"]) for name in adopted.told["names"]}
    assert (ABBREVIATED, None) in learnt
    assert {("Bà Rịa - Vũng Tầu", "province_ba_ria_vung_tau"), ("Đắc Lắk", "province_dak_lak"),
            ("Bộ Văn hóa, Thể thao & Du lịch", "ministry_bo_van_hoa_the_thao_va_du_lich")} <= learnt
    names = (adopted.place.project / "dbt/seeds/entities/entity_names.csv").read_text(encoding="utf-8")
    assert "province_dak_lak,Đắc Lắk,đắc lắk,alias,,2025-06-30\n" in names
    assert f'ministry_bo_lao_dong_thuong_binh_va_xa_hoi,"{ABBREVIATED}",' in names


def test_the_planted_faults_are_found_before_anything_is_accepted(adopted: Adopted) -> None:
    told = json.loads(adopted.accepted.out)
    assert {(finding["kind"], finding["cell_id"]) for finding in told["findings"]} == {
        ("fault", WRONG_RANK), ("fault", WRONG_TOTAL)}


def test_accepting_changes_data_and_no_line_of_code(adopted: Adopted) -> None:
    assert adopted.accepted.code == 0, adopted.accepted.told
    after = bytes_below(adopted.place.project)
    changed = {name for name in after if after[name] != adopted.before.get(name)}
    series = "extractors/series/mic_it_application"
    assert changed == {f"{series}/columns.csv", f"{series}/printed_tables.csv", f"{series}/series.yml",
                       "dbt/seeds/entities/entity_names.csv", "dbt/seeds/entities/excluded_entities.csv",
                       f"sources/{EDITION}/bao-cao.pdf"}
    assert set(adopted.before) <= set(after)


def test_a_second_acceptance_changes_nothing(adopted: Adopted) -> None:
    before = bytes_below(adopted.place.project)
    again = adopted.place.chiso("adopt", str(adopted.document), "--accept")
    assert again.code == 0 and EDITION in again.err
    assert bytes_below(adopted.place.project) == before


def test_the_run_loads_what_was_printed_cell_for_cell(adopted: Adopted) -> None:
    assert adopted.run.code == 0, adopted.run.told
    cells = adopted.place.rows(
        "select table_code, row_number, column_key, text_printed from raw.cells"
        f" where edition_code = '{EDITION}' and column_key = 'entity'")
    read = {(cell["table_code"], cell["row_number"]): cell["text_printed"] for cell in cells}
    printed = {(table_id, number): row[2] for table_id, rows in adopted.edition.rows().items()
               for number, row in enumerate(rows, 1) if (table_id, number) in read}
    assert read == printed and len(read) > 500


def test_reconciliation_shows_the_two_planted_faults_and_nothing_else(adopted: Adopted) -> None:
    verdicts = adopted.place.rows("select cell_id, verdict from reporting.rpt_reconciliation"
                                  f" where edition_code = '{EDITION}'")
    assert len(verdicts) > 700
    assert {row["cell_id"] for row in verdicts if row["verdict"] == "unexplained"} == {WRONG_RANK, WRONG_TOTAL}
    assert {row["verdict"] for row in verdicts} <= {"equal", "within_rounding", "unexplained"}


def test_the_last_edition_stays_as_it_was(adopted: Adopted, good: Place) -> None:
    for query in (f"select * from raw.cells where edition_code = '{LAST}' order by cell_id",
                  f"select * from reporting.rpt_reconciliation where edition_code = '{LAST}' order by cell_id, figure",
                  f"select * from reporting.rpt_ranking where edition_code = '{LAST}'"
                  " order by node_code, entity_code, score_published"):
        assert adopted.place.rows(query) == good.rows(query)


def test_years_are_compared_over_all_that_drifted(adopted: Adopted) -> None:
    [change] = adopted.place.rows("select * from reporting.rpt_change_between_editions"
                                  " where entity_code = 'province_dak_lak' and node_code = 'policy'")
    assert LAST in change.values() and EDITION in change.values()
