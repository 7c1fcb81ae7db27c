"""`explain` leads a figure back to page and cell, and through its arithmetic, in a second."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from flow_runs import Done, Place

from flows.cli import main

DOCUMENT = "bao-cao-ung-dung-cntt-2016.pdf"


def explained(good: Place, *what: str) -> str:
    done = good.chiso("explain", *what)
    assert done.code == 0, done.told
    return done.out


def test_a_plain_cell_is_led_back_to_file_page_and_box(good: Place) -> None:
    text = explained(good, "mic-2016:4.1:r21:index")
    assert "“0,992” → 0.992 index" in text
    assert f"{DOCUMENT}, sha256 " in text
    assert "page 14, box " in text
    assert "21 | Lào Cai | 0,992" in text


def test_a_fault_is_told_with_what_was_expected_and_why(good: Place) -> None:
    text = explained(good, "mic-2016:4.11:r48:rank")
    assert "rank 47, printed “48”: known fault" in text
    assert "printed “48”, expected “47”" in text


def test_a_sum_of_readings_shows_each_of_its_parts(good: Place) -> None:
    text = explained(good, "mic-2016:4.8:r5:dossiers_total")
    assert "total 28,622, printed “28.167”: known fault" in text
    parts = [line for line in text.splitlines() if line.startswith("part ")]
    assert len(parts) == 15 and all("mic-2016:4.8:r5:dossiers_level3" in part for part in parts), text
    assert [part for part in parts if part.split()[1] == "455"], "the one that the printed total leaves out"


def test_a_derived_total_shows_the_cell_it_comes_from(good: Place) -> None:
    cells = good.rows(
        "select cell_id from reporting.rpt_reconciliation"
        " where figure = 'total' and cell_id like 'mic-2016:4.5:%' order by cell_id"
    )
    assert cells
    assert "mic-2016:4.7:" in explained(good, cells[0]["cell_id"])


def test_a_share_told_in_prose_shows_numerator_and_denominator(good: Place) -> None:
    [cell] = good.rows(
        "select cell_id from reporting.rpt_reconciliation where figure = 'share' and published_text = '22,63%'"
    )
    text = explained(good, cell["cell_id"])
    facts = dict(line.split(maxsplit=1) for line in text.splitlines())
    assert facts["numerator"].startswith("249 ") and facts["denominator"].startswith("1,100 ")
    assert "share 22.6364, printed “22,63%”: known fault" in text
    assert DOCUMENT in text and "page " in text


@pytest.mark.parametrize("body", ["Hải Phòng", "thành phố hải phòng"])
def test_a_result_is_found_by_any_spelling_of_the_body(good: Place, body: str) -> None:
    text = explained(good, "mic-2016", body, "4.11")
    assert "rank         printed 48, recomputed 47 of 63" in text
    assert "mic-2016:4.11:r48:rank" in text and "mic-2016:4.11:r48:index" in text


def test_a_result_is_found_by_the_code_of_its_index(good: Place) -> None:
    assert "rank         printed 21, recomputed 21 of 63" in explained(good, "mic-2016", "Lào Cai", "infrastructure")


def test_json_tells_fields_and_no_sentences(good: Place) -> None:
    found = json.loads(explained(good, "mic-2016:4.11:r48:rank", "--json"))
    assert [part["text_printed"] for part in found["row"]] == ["48", "TP. Hải Phòng", "0,583"]
    [figure] = found["figures"]
    assert (figure["verdict"]["recomputed_value"], figure["verdict"]["verdict"]) == ("47", "known_fault")
    assert {part["role"]: part["input_value"] for part in figure["parts"]}["score"] == "0.583"
    result = json.loads(explained(good, "mic-2016", "Hải Phòng", "4.11", "--json"))
    assert result["ranking"]["rank_published"] == 48 and result["cells"][0]["cell"]["page"] == 29


@pytest.fixture(scope="session")
def explained_forms(all_bundled: tuple[Place, Done]) -> Callable[..., str]:
    """`explain`, in this process, on the editions of points."""
    def told(*what: str) -> str:
        done = CliRunner().invoke(main, ["explain", *what, "--warehouse", all_bundled[0].warehouse])
        assert done.exit_code == 0, done.output
        return done.output

    return told


@pytest.mark.parametrize("body", ["Sở Tài chính", "so-tc", "dien_bien_so_tc", "so tai chinh"])
@pytest.mark.parametrize("node", ["D3", "d3", "Share of the budget spent on IT application"])
def test_points_are_led_to_counts_formula_form_and_cell(
    explained_forms: Callable[..., str], body: str, node: str
) -> None:
    text = explained_forms("dienbien-2012", body, node, "--lang", "vi")
    for part in ("bản in 7,2, tính ra 7,2232, trên 10", "142 / 6.553 = 2,167 % → 10 × 2,167 / 3 = 7,2232 → 7,2",
                 "dienbien-2012:form/so-tc:D46:budget_it  “142”  phieu/Phieu_CNTT_2012_So_Tai_chinh.xlsx, trang tính"
                 " “Phieu thu thap”, ô D46", "dienbien-2012:form/so-tc:D47:budget_recurrent  “6.553”",
                 "tính theo 3 %; ấn phẩm ghi 2 %", "2,97–3,13 %",
                 "“7.2”  dienbien-2012:dep_policy:r7:budget_share_points", "trang 5, khung ",
                 "khớp trong mức làm tròn; tính từ phiếu 7,2232: khớp"):
        assert part in text, text


def test_points_of_every_kind_of_score_show_their_arithmetic(explained_forms: Callable[..., str]) -> None:
    nodes = ("A1", "A4", "B3", "B7", "B9")
    told = {node: explained_forms("dienbien-2012", "Văn phòng UBND tỉnh", node) for node in nodes}
    for node, formula in {
        "A1": "78 / 90 = 86.667 % → 10 × 86.667 / 100 = 8.6667 → 8.7", "A4": "2 > 0 → 10", "B7": "4 → 5",
        "B3": "highest of: Website with a part of the information asked for (7) → 7",
        "B9": "(1,209 + 3,280) / (1,209 + 3,280) = 100 % → 10 × 100 / 100 = 10"}.items():
        assert f"formula {formula}" in " ".join(told[node].split()), told[node]
    assert "7 in the form, difference -1.6667" in told["A1"]


def test_a_rate_above_the_whole_is_cut_to_the_maximum(explained_forms: Callable[..., str]) -> None:
    text = explained_forms("dienbien-2012", "so-khcn", "A1")
    assert re.search(r"10 × 10\d[.\d]* / 100 = 10\.\d+, at most 10 → 10\.0", text), text


def test_a_node_with_parts_shows_them_and_who_stands_beside_the_body(explained_forms: Callable[..., str]) -> None:
    text = explained_forms("dienbien-2012", "so-tc", "overall")
    assert "31.4706 + 18.4328 + 9.1045 + 17.2232 = 76.2311 → 76.2" in text
    assert "Sở Y tế" in text and "Sở Tài nguyên và Môi trường" in text
    assert "band         printed Average, recomputed Average; 23.7689 more for Good" in text
    tie = explained_forms("dienbien-2012", "so-xd", "C")
    assert "recomputed 1–3 of 20" in tie and tie.count("         15  ") == 3, tie


def test_a_cell_of_a_form_says_whose_it_is_and_what_it_goes_into(explained_forms: Callable[..., str]) -> None:
    text = explained_forms("dienbien-2012:form/so-tc:D46:budget_it")
    assert "taken as dien_bien_so_tc (confidence 1), counted" in text and "cell D46" in text
    assert "D3 Share of the budget spent on IT application: as numerator, reported; 7.2232 of 10 points" in text


def test_a_cell_of_the_consolidated_workbook_counts_where_no_form_was_sent(explained_forms: Callable[..., str]) -> None:
    used = explained_forms("dienbien-2012:dist_consolidated:r5:staff_total")
    assert "UBND huyện Tuần Giáo" in used and "B1 " in used and "as denominator, reported" in used
    assert "no points: another document" in explained_forms("dienbien-2012:dep_consolidated:r2:budget_it")


def test_an_index_that_is_only_printed_is_led_to_its_cells(explained_forms: Callable[..., str]) -> None:
    assert "12 + 7 + 12 + 37 + 14 + 13 = 95" in explained_forms("laocai-agencies-2016", "Sở Tài chính", "overall")
    part = explained_forms("laocai-agencies-2016", "so-tc", "infrastructure")
    assert "formula" not in part and "cell         laocai-agencies-2016:provincial_agencies:" in part, part


def test_messages_come_in_vietnamese_when_asked_for(good: Place) -> None:
    done = good.chiso("explain", "mic-2016:4.1:r21:indx", "--lang", "vi")
    assert done.code == 2
    assert "thấy:" in done.err and "cách sửa:" in done.err


@pytest.mark.parametrize(
    ("what", "nearest"),
    [
        (["mic-2016:4.1:r21:indx"], "mic-2016:4.1:r21:index"),
        (["mic-2016", "Lào Cay", "infrastructure"], "expected:  lào cai · "),
        (["mic-2016", "Lào Cai", "infrastruture"], "infrastructure"),
        (["mic-2015", "Lào Cai", "infrastructure"], "mic-2016"),
    ],
)
def test_a_misspelt_name_lists_the_nearest_and_stops_with_2(good: Place, what: list[str], nearest: str) -> None:
    done = good.chiso("explain", *what)
    assert done.code == 2
    assert nearest in done.err.casefold() and "do:" in done.err


@pytest.mark.parametrize(
    "command",
    [["explain", "a", "b"], ["run", "--from", "nowhere"], ["run", "--warehouse", "mysql://x/y"]],
)
def test_wrong_use_stops_with_2(good: Place, command: list[str]) -> None:
    done = good.chiso(*command)
    assert done.code == 2, done.told
    assert done.err


def test_a_fault_of_ours_stops_with_3_and_says_so(good: Place, tmp_path: Path) -> None:
    broken = tmp_path / "no models in it.duckdb"
    with duckdb.connect(broken) as connection:
        connection.execute("create schema raw")
    done = good.chiso("explain", "mic-2016:4.1:r21:index", "--warehouse", f"duckdb:///{broken}")
    assert done.code == 3, done.told
    assert "our fault" in done.err and "CHISO_TRACE" in done.err


def test_before_the_first_run_explain_says_that_there_is_no_warehouse(project: Path, tmp_path: Path) -> None:
    done = Place(tmp_path, project).chiso("explain", "mic-2016:4.1:r21:index")
    assert done.code == 1, done.told
    assert "warehouse" in done.err and "do:" in done.err
