"""An edition of a normalised index with figures of all provinces, by data alone: read, checked, loaded, computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from flow_runs import Done, Place, copy_project
from whole_index_edition import EDITION, NODE_OF, MadeEdition, add_edition, made_edition, write_workbook

from tests.dbt.normalised_edition import computed

TOO_LARGE = ("province_bac_kan", "wan_connected")
WRONG_RANK, WRONG_MEAN, SLIPPED = "province_lai_chau", "app_agencies", "province_quang_ninh"


@dataclass(frozen=True)
class Computed:
    place: Place
    checked: Done
    done: Done
    edition: MadeEdition
    wrong_mean: str


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("project"), sources=("mic-2016",))
    add_edition(folder)
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Computed:
    """With faults: a share above 100 %, a rank three places off, a sub-index that is no mean, a slipped comma."""
    folder = tmp_path_factory.mktemp("whole index")
    edition = made_edition({TOO_LARGE: Decimal("104.2")})
    rank = int(edition.results[WRONG_RANK]["rank_hr_society"])
    edition.results[WRONG_RANK]["rank_hr_society"] = str(rank + 3)
    leader = next(body for body, told in edition.results.items() if told[f"rank_{WRONG_MEAN}"] == "1")
    edition.results[leader][WRONG_MEAN] = more(edition.results[leader][WRONG_MEAN], "0.0150")
    edition.results[SLIPPED]["ict_index"] = slipped(edition.results[SLIPPED]["ict_index"])
    workbook = write_workbook(folder / "sources" / EDITION / "vietnam-ict-index-2018.xlsx", edition)
    place = Place(folder, project)
    checked = place.chiso("check", str(workbook), "--edition", EDITION)
    done = place.chiso("run", "--sources", str(folder / "sources"))
    return Computed(place, checked, done, edition, leader)


def more(text: str, step: str) -> str:
    return str(Decimal(text.replace(",", ".")) + Decimal(step)).replace(".", ",")


def slipped(text: str) -> str:
    """`0,4312` → `4,312`."""
    digits = text.removeprefix("0,")
    return f"{digits[0]},{digits[1:]}"


def test_the_edition_is_read_and_loaded_whole(run: Computed) -> None:
    assert run.place.rows(f"""
        select table_key, count(distinct row_number) as n from raw.cells
        inner join raw.printed_tables using (edition_code, table_code)
        where edition_code = '{EDITION}' group by table_key order by table_key""") == [
        {"table_key": key, "n": 63} for key in (
            "data_app_agencies", "data_hr_agencies", "data_hr_society", "data_infra_agencies", "data_infra_society",
            "data_online_services", "index_results")], run.done.told


def test_every_score_is_what_the_figures_give(run: Computed) -> None:
    found = {(row["node_code"], row["entity_code"]): row["score_recomputed"] for row in run.place.rows(
        f"select node_code, entity_code, score_recomputed from reporting.rpt_ranking where edition_code = '{EDITION}'")}
    expected = computed(run.edition.figures)
    assert len(found) == 63 * 10, run.done.told
    # Means are kept to eight decimals: the four that are printed are right but for a hair beside a half.
    far = Fraction(1, 10**8)
    assert {key: score for key, score in found.items() if abs(Fraction(score) - expected[key]) > far} == {}


def test_the_planted_faults_are_found_and_nothing_else(run: Computed) -> None:
    held = run.place.rows(f"""
        select table_code, row_number from raw.printed_rows
        where edition_code = '{EDITION}' and status = 'held_back'""")
    places = list(run.edition.figures)
    assert held == [{"table_code": "index_results", "row_number": places.index(SLIPPED) + 1}], run.checked.told
    unexplained = {row["cell_id"] for row in run.place.rows(f"""
        select cell_id from reporting.rpt_reconciliation
        where edition_code = '{EDITION}' and verdict = 'unexplained'""")}
    assert unexplained == {
        f"{EDITION}:index_results:r{places.index(WRONG_RANK) + 1}:rank_hr_society",
        f"{EDITION}:index_results:r{places.index(run.wrong_mean) + 1}:{WRONG_MEAN}",
        f"{EDITION}:index_results:r{places.index(run.wrong_mean) + 1}:applications",  # no mean of what is printed
    }
    assert "104,2" in run.checked.out or "104.2" in run.checked.out, run.checked.told
    counts = {row["verdict"]: row["n"] for row in run.place.rows(
        f"select verdict, count(*) as n from reporting.rpt_reconciliation where edition_code = '{EDITION}' group by 1")}
    assert sum(counts.values()) == 62 * len(NODE_OF) * 2 and counts["unexplained"] == 3


@pytest.mark.parametrize(("repeated", "words"), [("province_ha_noi", ("twice", "Hà Nội"))])
def test_a_province_twice_and_another_missing_stop_the_edition(
    repeated: str, words: Sequence[str], project: Path, tmp_path: Path
) -> None:
    edition = made_edition()
    edition.repeated = repeated
    workbook = write_workbook(tmp_path / "index.xlsx", edition)
    checked = Place(tmp_path, project).chiso("check", str(workbook), "--edition", EDITION)
    assert checked.code == 1, checked.told
    missing = list(edition.figures)[-1]
    assert all(word in checked.out + checked.err for word in words), (missing, checked.told)
