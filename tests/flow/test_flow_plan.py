"""`plan` says beforehand what `run` does, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flow_runs import STAGES, Place, copy_project

from extractors.fingerprint import sha256_of

EDITION = "mic-2016"


def due(place: Place, *arguments: str) -> dict[str, str]:
    """Stage → why it will run, by `chiso plan`."""
    done = place.chiso("plan", "--json", *arguments)
    assert done.code == 0, done.told
    return {row["stage"]: row["why"] for row in json.loads(done.out) if row["plan"] == "will run"}


@pytest.fixture
def changeable(good: Place, tmp_path: Path) -> Place:
    """The folder of the first run under a project of its own. The folder is for reading only."""
    return Place(good.folder, copy_project(tmp_path / "project", good.project))


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8", newline="\n")


def test_before_the_first_run_every_stage_is_due(project: Path, tmp_path: Path) -> None:
    assert due(Place(tmp_path, project)) == dict.fromkeys(STAGES, "not done before")


@pytest.mark.parametrize(
    ("file", "first"),
    [
        ("extractors/series/mic_it_application/columns.csv", "extract"),
        ("extractors/rows.py", "extract"),
        ("expectations/policy.yml", "check"),
        ("dbt/seeds/entities/entity_names.csv", "check"),
        ("dbt/seeds/framework/input_limits.csv", "check"),
        ("warehouse/load.py", "load"),
        ("dbt/seeds/faults/known_faults.csv", "transform"),
        ("reports/catalogue.yml", "publish"),
    ],
)
def test_a_changed_file_makes_its_stage_and_all_after_it_due_and_is_named(
    changeable: Place, file: str, first: str
) -> None:
    append(changeable.project / file, "\n")
    why = due(changeable)
    assert tuple(why) == STAGES[STAGES.index(first) :]
    assert why[first] == f"changed: {file}"


def test_code_of_the_command_itself_makes_nothing_due(changeable: Place) -> None:
    append(changeable.project / "flows" / "cli.py", "# a remark\n")
    assert due(changeable) == {}


def test_a_changed_document_makes_every_stage_due_and_is_named(changeable: Place) -> None:
    [document] = (changeable.project / "sources" / EDITION).glob("*.pdf")
    document.write_bytes(document.read_bytes() + b"\n")
    why = due(changeable)
    assert tuple(why) == STAGES
    assert why["extract"] == f"changed: document {document.name}"


def test_a_copy_of_the_same_bytes_beside_the_document_makes_nothing_due(changeable: Place) -> None:
    [document] = (changeable.project / "sources" / EDITION).glob("*.pdf")
    (document.parent / "zz copy.pdf").write_bytes(document.read_bytes())
    assert due(changeable) == {}


@pytest.mark.parametrize("stage", ["load", "publish"])
def test_from_asks_for_a_stage_and_all_after_it(good: Place, stage: str) -> None:
    assert due(good, "--from", stage) == dict.fromkeys(STAGES[STAGES.index(stage) :], "asked for")


def test_force_asks_for_every_stage(good: Place) -> None:
    assert due(good, "--force") == dict.fromkeys(STAGES, "asked for")


def test_an_edition_named_is_the_only_one_in_the_plan(good: Place) -> None:
    rows = json.loads(good.chiso("plan", "--json", "--edition", EDITION).out)
    assert {row["edition"] for row in rows if row["plan"] != "set aside"} == {EDITION, "all"}


def test_an_edition_that_nobody_knows_is_named_with_those_that_are_known(good: Place) -> None:
    done = good.chiso("plan", "--edition", "mic-2106")
    assert done.code == 2
    known = "dienbien-2012, laocai-agencies-2016, laocai-ict-2016, laocai-ict-2017, mic-2016"
    assert "mic-2106" in done.err and f"expected:  {known}" in done.err


def test_another_warehouse_needs_load_and_what_follows_but_no_second_reading(good: Place, tmp_path: Path) -> None:
    why = due(good, "--warehouse", f"duckdb:///{tmp_path / 'other.duckdb'}")
    assert tuple(why) == STAGES[2:]


def test_a_document_whose_pages_could_not_be_shown_makes_publishing_due_when_it_is_back(
    good: Place,
) -> None:
    manifest = good.reports / "manifest.json"
    whole = manifest.read_bytes()
    told = json.loads(whole)
    assert told["documents_absent"] == []
    [document] = (good.project / "sources" / EDITION).glob("*.pdf")
    try:
        for sha256, why in (("ab" * 32, {}), (sha256_of(document), {"publish": "its result is gone"})):
            manifest.write_text(json.dumps(told | {"documents_absent": [sha256]}), encoding="utf-8")
            assert due(good) == why
    finally:
        manifest.write_bytes(whole)


def test_a_lost_report_is_noticed(good: Place, tmp_path: Path) -> None:
    report = next(good.reports.rglob("*.csv"))
    report.rename(tmp_path / "kept")
    try:
        assert due(good) == {"publish": "its result is gone"}
    finally:
        (tmp_path / "kept").rename(report)


def test_a_lost_warehouse_is_built_anew_from_the_hand_overs(good: Place, tmp_path: Path) -> None:
    changed = good.copied(tmp_path)
    (tmp_path / "build" / "warehouse.duckdb").unlink()
    assert due(changed, "--reports", str(good.reports)) == {
        "load": "its result is gone", "transform": "after load", "publish": "after transform"}
