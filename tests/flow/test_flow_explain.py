"""`explain` leads a figure back to page and cell, and through its arithmetic, in a second."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from flow_runs import Place

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
    assert "share 22.6363636364, printed “22,63%”: known fault" in text
    assert DOCUMENT in text and "page " in text


@pytest.mark.parametrize("body", ["Hải Phòng", "thành phố hải phòng"])
def test_a_result_is_found_by_any_spelling_of_the_body(good: Place, body: str) -> None:
    text = explained(good, "mic-2016", body, "4.11")
    assert "rank   printed 48, recomputed 47 of 63" in text
    assert "mic-2016:4.11:r48:rank" in text and "mic-2016:4.11:r48:index" in text


def test_a_result_is_found_by_the_code_of_its_index(good: Place) -> None:
    assert "rank   printed 21, recomputed 21 of 63" in explained(good, "mic-2016", "Lào Cai", "infrastructure")


def test_json_tells_the_same_facts_to_machines(good: Place) -> None:
    facts = json.loads(explained(good, "mic-2016:4.1:r21:index", "--json"))
    assert {"what": "row", "says": "21 | Lào Cai | 0,992"} in facts


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
