"""What a stage is made from: an edition added to specification and seeds leaves those before it alone."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from flow_runs import PROJECT, copy_project

from flows.inputs import check_inputs, extract_inputs

ASK = """
import json, sys
from pathlib import Path
from flows.inputs import check_inputs, extract_inputs
from warehouse.hashes import hash_inputs
editions = sys.argv[1:]
print(json.dumps({edition: {"extract": hash_inputs(extract_inputs(edition, {})),
                            "check": hash_inputs(check_inputs(edition, ""))} for edition in editions}))
"""
OPENED = """
import sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, arguments: opened.add(str(arguments[0])) if event == "open" else None)
from flows.stages import {stage}
{call}
print("opened:", *(name for name in opened if "/dbt/seeds/" in name and name.endswith(".csv")))
"""
EDITIONS = ("dienbien-2012", "laocai-agencies-2016", "laocai-ict-2016", "laocai-ict-2017", "mic-2016")


def python(project: Path, text: str, *arguments: str) -> str:
    with tempfile.TemporaryDirectory() as folder:  # a file: some libraries take `python -c` for a doctest
        script = Path(folder, "ask.py")
        script.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, str(script), *arguments], cwd=project, text=True, encoding="utf-8",
                              env={**os.environ, "PYTHONPATH": str(project)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project", sources=("laocai-ict-2017",))


def touched(project: Path, before: str) -> set[tuple[str, str]]:
    """Edition and stage whose inputs are others than before."""
    old, new = json.loads(before), json.loads(python(project, ASK, *EDITIONS))
    return {(edition, stage) for edition in EDITIONS for stage in ("extract", "check")
            if old[edition][stage] != new[edition][stage]}


def with_column(path: Path, edition: str) -> None:
    """A column for one more edition, as adopting it adds one."""
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{head},{edition}", *(f"{row},-" for row in rows)]) + "\n", encoding="utf-8",
                    newline="\n")


def test_next_years_edition_touches_no_other_one(project: Path) -> None:
    before = python(project, ASK, *EDITIONS)
    home = project / "extractors" / "series" / "laocai_agencies"
    with_column(home / "columns.csv", "laocai-agencies-2017")
    facts = home / "series.yml"
    facts.write_text(facts.read_text(encoding="utf-8").rstrip("\n") + """
  laocai-agencies-2017:
    period: "2017"
    published_on: 2018-01-01
    title_vi: Kết quả năm 2017
    title_en: Results of 2017
""", encoding="utf-8")
    tables = home / "printed_tables.csv"
    tables.write_text(tables.read_text(encoding="utf-8") + "laocai-agencies-2017,x,x,1,X,pdf,\n", encoding="utf-8")
    excluded = project / "dbt" / "seeds" / "entities" / "excluded_entities.csv"
    head = excluded.read_text(encoding="utf-8").splitlines()[0].split(",")
    row = ",".join("laocai-agencies-2017" if column == "edition_code" else "x" for column in head)
    excluded.write_text(excluded.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    assert touched(project, before) == set()


def test_a_method_that_holds_one_year_longer_touches_no_edition_before(project: Path) -> None:
    before = python(project, ASK, *EDITIONS)
    seed = project / "dbt" / "seeds" / "framework" / "framework_editions.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    for row in rows:
        row[head.index("period_to")] = row[head.index("period_to")] or "2031"
    with seed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    assert touched(project, before) == set()


@pytest.mark.parametrize(("file", "only"), [
    ("extractors/series/laocai_agencies/columns.csv", {("laocai-agencies-2016", "extract")}),
    ("extractors/series/laocai_ict_plan/targets.yml", {("laocai-ict-2016", "extract"), ("laocai-ict-2017", "extract")}),
    ("extractors/messages.yml", {(edition, "check") for edition in EDITIONS}),
    ("expectations/policy.yml", {(edition, "check") for edition in EDITIONS}),
    ("dbt/seeds/framework/bands.csv", set()),
    ("dbt/seeds/faults/known_faults.csv", set()),
    ("flows/words.yml", set()),
    ("reports/catalogue.yml", set()),
])
def test_a_changed_file_touches_what_is_made_from_it_and_nothing_else(
    project: Path, file: str, only: set[tuple[str, str]]
) -> None:
    before = python(project, ASK, *EDITIONS)
    path = project / file
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8", newline="\n")
    assert touched(project, before) == only


def test_a_row_of_one_index_touches_the_checks_of_its_own_editions_only(project: Path) -> None:
    before = python(project, ASK, *EDITIONS)
    seed = project / "dbt" / "seeds" / "framework" / "input_limits.csv"
    lines = seed.read_text(encoding="utf-8").splitlines()
    own = [number for number, line in enumerate(lines) if line.startswith("dienbien_egov,")]
    seed.write_text("\n".join(line for number, line in enumerate(lines) if number != own[-1]) + "\n", encoding="utf-8")
    assert touched(project, before) == {("dienbien-2012", "check")}


@pytest.mark.parametrize("edition", ["dienbien-2012", "laocai-ict-2017"])
def test_every_seed_that_reading_or_checking_opens_is_among_the_inputs(edition: str, tmp_path: Path) -> None:
    """What is not declared would not be noticed when it changes."""
    documents = sorted((PROJECT / "sources" / edition).glob("*.[px][dl][fs]*"))[:1]
    extracted, checked = tmp_path / "extract", tmp_path / "check"
    extracted.mkdir()
    checked.mkdir()
    read = OPENED.format(stage="extract_stage",
                         call=f"extract_stage([Path({str(documents[0])!r})], {edition!r}, Path({str(extracted)!r}))")
    checks = OPENED.format(stage="check_stage",
                           call=f"check_stage(Path({str(extracted)!r}), {edition!r}, Path({str(checked)!r}))")
    for text, inputs in ((read, extract_inputs(edition, {})), (checks, check_inputs(edition, ""))):
        told = python(PROJECT, text)
        opened = {str(Path(name).relative_to(PROJECT)) for name in told.partition("opened: ")[2].split()}
        assert opened, told
        assert opened <= inputs.keys()
