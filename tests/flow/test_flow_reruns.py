"""A change makes due exactly what it touches: `plan` says so before, and `run` does just that."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flow_runs import PROJECT, STAGES, Done, Place, bytes_below, copy_project

MIC, FORMS, AGENCIES, PLAN, NEXT_PLAN = (
    "mic-2016", "dienbien-2012", "laocai-agencies-2016", "laocai-ict-2016", "laocai-ict-2017")
EVERY = {MIC, FORMS, AGENCIES, PLAN, NEXT_PLAN}
SERIES = "extractors/series"
FRAMEWORK = "dbt/seeds/framework"
Due = set[tuple[str, str]]


def of(editions: set[str], first: str) -> Due:
    """A stage of these editions and what follows from it, over all editions too."""
    last = {("all", stage) for stage in STAGES[max(STAGES.index(first), 3):]}
    return last | {(edition, stage) for edition in editions for stage in STAGES[STAGES.index(first):3]}


@dataclass(frozen=True)
class Change:
    """`text` is replaced in `file` (or added to it, where there is none to replace) by `by`."""

    file: str
    due: Due
    text: str = ""
    by: str = "\n"

    def __str__(self) -> str:
        return f"{self.file} {self.text}".strip()

    def make(self, project: Path) -> None:
        path = project / self.file
        before = path.read_text(encoding="utf-8")
        after = before.replace(self.text, self.by, 1) if self.text else before + self.by
        assert after != before, f"{self.text!r} is not in {path}"
        path.write_text(after, encoding="utf-8", newline="\n")


CHANGES = [
    # The specification of one series, of one edition of it, of an edition that is still to come.
    Change(f"{SERIES}/mic_it_application/columns.csv", of({MIC}, "extract")),
    Change(f"{SERIES}/laocai_ict_plan/tasks.yml", of({PLAN, NEXT_PLAN}, "extract")),
    Change(f"{SERIES}/dienbien_egov/forms.yml", of({FORMS}, "extract")),
    Change(f"{SERIES}/vietnam_ict_index/columns.csv", set()),
    Change(f"{SERIES}/laocai_ict_plan/series.yml", of({NEXT_PLAN}, "extract"), 'period: "2017"', 'period: "2018"'),
    # The code of a stage.
    Change("extractors/rows.py", of(EVERY, "extract")),
    Change("extractors/any_tables.py", set()),
    Change("extractors/messages.yml", of(EVERY, "check")),
    Change("expectations/policy.yml", of(EVERY, "check")),
    Change("warehouse/load.py", of(EVERY, "load")),
    Change("dbt/models/reporting/rpt_ranking.sql", of(set(), "transform")),
    Change("reports/site.py", of(set(), "publish")),
    Change("flows/cli.py", set()),
    # Seeds: of the bodies, of one index, of computing alone.
    Change("dbt/seeds/entities/entity_names.csv", of(EVERY, "check") | of({FORMS, PLAN, NEXT_PLAN}, "extract"),
           by="province_lao_cai,Lao Cay,lao cay,alias,,\n"),
    Change(f"{FRAMEWORK}/node_maxima.csv", of({AGENCIES}, "check"),
           "laocai_agencies,2016,infrastructure,district,6", "laocai_agencies,2016,infrastructure,district,7"),
    Change(f"{FRAMEWORK}/bands.csv", of(set(), "transform"), "Average", "Medium"),
    Change("dbt/seeds/faults/known_faults.csv", of(set(), "transform")),
    # What is published.
    Change("reports/catalogue.yml", of(set(), "publish")),
]


def planned(place: Place, *arguments: str) -> dict[tuple[str, str], str]:
    """Edition and stage → why it will run, by `chiso plan`."""
    done = place.chiso("plan", "--json", "--sources", str(place.project / "sources"), *arguments)
    assert done.code == 0, done.told
    return {(row["edition"], row["stage"]): row["why"] for row in json.loads(done.out) if row["plan"] == "will run"}


@pytest.fixture(scope="module")
def whole(all_bundled: tuple[Place, Done]) -> Place:
    """All bundled editions, up to date. The folder is for reading only."""
    place, done = all_bundled
    assert done.code == 0, done.told
    return place


@pytest.fixture
def changeable(whole: Place, tmp_path: Path) -> Place:
    """The same folder under a project of its own."""
    project = copy_project(tmp_path / "project", whole.project, sources=("mic-2016",))
    shutil.copytree(PROJECT / "sources", project / "sources", dirs_exist_ok=True)
    return Place(whole.folder, project, whole.prefect_api)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_changed_file_makes_due_what_it_touches_and_nothing_else(changeable: Place, change: Change) -> None:
    change.make(changeable.project)
    due = planned(changeable)
    assert set(due) == change.due
    for edition in {edition for edition, _ in due if edition != "all"} or {edition for edition, _ in due}:
        first = next(stage for stage in STAGES if (edition, stage) in due)
        assert due[(edition, first)] == f"changed: {change.file}"


def test_a_changed_document_touches_its_edition_alone(changeable: Place) -> None:
    form = sorted((changeable.project / "sources" / FORMS / "phieu").iterdir())[0]
    form.write_bytes(form.read_bytes() + b"\n")
    due = planned(changeable)
    assert set(due) == of({FORMS}, "extract")
    assert due[(FORMS, "extract")] == f"changed: document phieu/{form.name}"


def test_an_edition_asked_for_alone_from_a_stage_on(changeable: Place) -> None:
    due = planned(changeable, "--edition", PLAN, "--from", "check")
    assert set(due) == of({PLAN}, "check")
    assert set(due.values()) == {"asked for"}


def spoil(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")


def lose(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def a_handover(build: Path, stage: str) -> Path:
    """The current one of an edition."""
    found = (build / "stages" / stage / AGENCIES).glob("[!.]*")
    return max(found, key=lambda path: path.stat().st_mtime)


@pytest.fixture(scope="module")
def own(whole: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A copy of that folder where everything is up to date, and that held hand-overs of earlier inputs."""
    folder = tmp_path_factory.mktemp("own")
    project = copy_project(folder / "project", whole.project, sources=("mic-2016",))
    shutil.copytree(PROJECT / "sources", project / "sources", dirs_exist_ok=True)
    place = Place(whole.copied(folder).folder, project, whole.prefect_api)
    current = a_handover(folder / "build", "extract")
    for age in (1, 2, 3):
        earlier = shutil.copytree(current, current.with_name(f"{age:016}"))
        os.utime(earlier, (current.stat().st_mtime - age,) * 2)
    done = run(place)
    assert done.code == 0 and steps_done(done) == of(set(), "publish"), done.told  # into another folder
    return place


def test_a_run_keeps_the_current_hand_over_and_the_one_before(own: Place, whole: Place) -> None:
    current = a_handover(whole.folder / "build", "extract").name
    folder = own.folder / "build" / "stages" / "extract" / AGENCIES
    assert {path.name for path in folder.iterdir()} == {current, f"{1:016}"}


@pytest.fixture
def harmless(own: Place, tmp_path: Path) -> Iterator[Place]:
    """The same, and as it was again after the test."""
    shutil.copytree(own.folder / "build", tmp_path / "build")
    yield own
    shutil.rmtree(own.folder / "build")
    shutil.move(tmp_path / "build", own.folder / "build")


@pytest.mark.parametrize(("harm", "due"), [
    (lambda build: spoil(a_handover(build, "extract") / "cells.jsonl"), of({AGENCIES}, "extract")),
    (lambda build: lose(a_handover(build, "extract")), of({AGENCIES}, "extract")),
    (lambda build: spoil(a_handover(build, "check") / "outcome.json"), of({AGENCIES}, "check")),
    (lambda build: spoil(build / "reports" / "html" / "index.html"), of(set(), "publish")),
    (lambda build: spoil(build / "reports" / "manifest.json"), set()),
    (lambda build: (build / "reports" / "manifest.json").write_bytes(b"{"), of(set(), "publish")),
    (lambda build: lose(build / "reports"), of(set(), "publish")),
    (lambda build: lose(build / "warehouse.duckdb"), of(EVERY, "load")),
    (lambda build: lose(build / "ledger.sqlite"), of(EVERY, "extract")),
], ids=["hand-over changed", "hand-over lost", "hand-over of checks changed", "report changed", "manifest with a space",
        "manifest damaged", "reports lost", "warehouse lost", "ledger lost"])
def test_what_was_harmed_or_lost_is_made_anew_and_nothing_else(
    harmless: Place, harm: Callable[[Path], object], due: Due
) -> None:
    assert planned(harmless) == {}
    harm(harmless.folder / "build")
    assert set(planned(harmless)) == due


@pytest.fixture(scope="module")
def failed_once(whole: Place, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Done]:
    """A run in which publishing failed, of a report whose sorting column is not there."""
    folder = tmp_path_factory.mktemp("failed once")
    project = copy_project(folder / "project", whole.project, sources=("mic-2016",))
    shutil.copytree(PROJECT / "sources", project / "sources", dirs_exist_ok=True)
    place = Place(whole.copied(folder).folder, project, whole.prefect_api)
    spoilt = Change("reports/catalogue.yml", set(), "sort: [", "sort: [no_such_column, ")
    spoilt.make(project)
    done = run(place)
    Change("reports/catalogue.yml", set(), "no_such_column, ", "").make(project)
    return place, done


def run(place: Place, *arguments: str) -> Done:
    return place.chiso("run", "--sources", str(place.project / "sources"), *arguments)


def steps_done(done: Done) -> Due:
    lines = [line.split() for line in done.err.splitlines()]
    return {(line[0], line[1]) for line in lines if len(line) > 3 and line[1] in STAGES and line[2] == "done"}


def test_only_the_stage_that_failed_runs_again(failed_once: tuple[Place, Done], whole: Place) -> None:
    place, done = failed_once
    assert done.code == 3 and done.outcomes["publish"] == "failed", done.told
    assert bytes_below(place.reports) == bytes_below(whole.reports)
    assert planned(place) == {("all", "publish"): "did not end well"}
    again = run(place)
    assert again.code == 0 and steps_done(again) == {("all", "publish")}, again.told
    assert bytes_below(place.reports) == bytes_below(whole.reports)


def test_one_edition_from_a_stage_on_gives_the_same_bytes_again(failed_once: tuple[Place, Done], whole: Place) -> None:
    place, _ = failed_once
    done = run(place, "--edition", NEXT_PLAN, "--from", "load")
    assert done.code == 0 and steps_done(done) == of({NEXT_PLAN}, "load"), done.told
    assert bytes_below(place.reports) == bytes_below(whole.reports)
