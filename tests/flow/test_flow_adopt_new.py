"""What no list has in a next edition: a ministry under another name, a method; tried by dbt, then written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flow_runs import Done, Place, bytes_below, copy_project

from flows.adoption_text import rows_of
from tests.renderings.next_report import next_report, rewrite
from tests.renderings.report_pdf import Layout, write_report

RENAMED, BEFORE, CODE = "Bộ Dân số và Sức khỏe", "ministry_bo_y_te", "ministry_bo_dan_so_va_suc_khoe"
EDITION = "mic-2017"
NEW_BODY = (f"name:{RENAMED}=new", f"name_en:{RENAMED}=Ministry of Population and Health",
            f"since:{RENAMED}=2017-08-01", f"replaces:{RENAMED}={BEFORE}")
NEW_METHOD = ("method=new", "comparable=false", "method_note_vi=Trọng số mới.", "method_note_en=New weights.")


@dataclass(frozen=True)
class Tried:
    """A report with a renamed ministry, and a project without it."""

    place: Place
    document: Path
    before: dict[str, str]

    def adopt(self, *answers: str, options: tuple[str, ...] = ("--json",)) -> Done:
        said = [option for answer in answers for option in ("--say", answer)]
        return self.place.chiso("adopt", str(self.document), *said, *options)

    def rows(self, name: str) -> list[dict[str, str]]:
        return rows_of((self.place.project / "dbt" / "seeds" / name).read_bytes().decode())


def told(done: Done) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    folder = tmp_path_factory.mktemp("new")
    report = next_report(2017)
    rewrite(report, {"Bộ Y tế": RENAMED})
    document = write_report(folder / "bao-cao.pdf", report, Layout())
    project = copy_project(folder / "project", sources=("laocai-agencies-2016",))
    return Tried(Place(folder / "work", project), document, bytes_below(project))


def test_a_body_that_no_list_has_is_asked_for_and_then_what_it_is(tried: Tried) -> None:
    asked = {question["name"]: question for question in told(tried.adopt())["questions"]}
    assert "new" in [value for value, _ in asked[f"name:{RENAMED}"]["candidates"]]
    found = told(tried.adopt(NEW_BODY[0], options=("--json", "--accept")))
    assert {question["name"]: question["is_needed"] for question in found["questions"]} == {
        f"name_en:{RENAMED}": True, f"since:{RENAMED}": False, f"replaces:{RENAMED}": False,
        f"body:{BEFORE}": True}
    assert not found["accepted"] and bytes_below(tried.place.project) == tried.before


def test_a_method_that_dbt_cannot_compute_is_not_accepted(tried: Tried, tmp_path: Path) -> None:
    broken = Place(tmp_path / "work", copy_project(tmp_path / "project", tried.place.project))
    nodes = broken.project / "dbt" / "seeds" / "framework" / "nodes.csv"
    lines = nodes.read_text(encoding="utf-8").splitlines(keepends=True)
    nodes.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    before = bytes_below(broken.project)
    done = Tried(broken, tried.document, before).adopt(*NEW_BODY, *NEW_METHOD, options=("--accept",))
    assert done.code == 1 and "nothing was written" in done.err and "nodes" in done.err, done.told
    assert bytes_below(broken.project) == before


def test_what_is_new_is_computed_aside_and_then_written(tried: Tried) -> None:
    done = tried.adopt(*NEW_BODY, *NEW_METHOD, options=("--accept", "--json"))
    found = told(done)
    assert done.code == 0 and found["accepted"] and found["questions"] == [], done.told
    assert found["verdicts"]["equal"] > 100 and "unexplained" not in found["verdicts"]
    assert ("body_new", RENAMED) in {(drift["kind"], drift["new"]) for drift in found["drifts"]}
    entities = {row["entity_code"]: row for row in tried.rows("entities/entities.csv")}
    assert entities[CODE] == {
        "entity_code": CODE, "entity_type": "ministry", "name_vi": RENAMED,
        "name_en": "Ministry of Population and Health", "official_code": "", "region": "", "valid_from": "2017-08-01",
        "valid_to": "", "parent_code": "", "slug": "bo-dan-so-va-suc-khoe"}
    assert entities[BEFORE]["valid_to"] == "2017-07-31"
    names = {row["entity_code"]: row for row in tried.rows("entities/entity_names.csv")}
    assert names[CODE]["valid_from"] == "2017-08-01" and names[BEFORE]["valid_to"] == "2017-07-31"
    [event] = [row for row in tried.rows("entities/entity_events.csv") if row["successor_code"] == CODE]
    assert list(event.values()) == ["renamed", "2017-08-01", BEFORE, CODE, EDITION, "unconfirmed"]
    [method] = [row for row in tried.rows("framework/framework_editions.csv") if row["framework_edition"] == "2017"]
    assert method["method_note_en"] == "New weights."
