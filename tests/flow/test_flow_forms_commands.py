"""`extract` and `check` on many documents at once: forms in any mixture, good and bad, without a database."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flow_runs import PROJECT
from next_forms import FORMS, LOCKED, figures

from flows.cli import main
from tests.extractors.odd_forms import OddForm

BUNDLED = sorted((PROJECT / "sources" / FORMS / "phieu").glob("*.xlsx"))


@pytest.fixture
def chiso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process, on documents of the edition of forms, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda command, *arguments: CliRunner().invoke(
        main, [command, *map(str, arguments), "--edition", FORMS, "--out", "out"])


def forms_in(out: Path) -> list[str]:
    with (out / "forms.csv").open(encoding="utf-8", newline="") as file:
        return sorted({row["file"] for row in csv.DictReader(file)})


def test_a_folder_of_forms_is_read_in_one_command(chiso: Callable[..., Result], tmp_path: Path) -> None:
    done = chiso("extract", *BUNDLED)
    assert done.exit_code == 0, done.output
    assert "22 forms with " in done.output
    assert forms_in(tmp_path / "out") == [f"phieu/{path.name}" for path in BUNDLED]


def test_documents_set_aside_are_told_and_the_others_are_written(chiso: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "rỗng.xlsx").write_bytes(b"")
    (tmp_path / "ảnh.pdf").write_bytes(b"\x89PNG")
    done = chiso("extract", BUNDLED[0], LOCKED, tmp_path / "rỗng.xlsx", tmp_path / "ảnh.pdf")
    assert done.exit_code == 1, done.output
    assert forms_in(tmp_path / "out") == [f"phieu/{BUNDLED[0].name}"]
    for told in (f"{FORMS}, rỗng.xlsx: the file is empty", "the file is no PDF", "the file is locked with a password",
                 "1 form with ", "3 documents set aside"):
        assert told in done.output


def test_where_nothing_can_be_read_every_document_is_told_and_nothing_is_written(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "rỗng.xlsx").write_bytes(b"")
    done = chiso("extract", LOCKED, tmp_path / "rỗng.xlsx", tmp_path / "nowhere.xlsx")
    assert done.exit_code == 1, done.output
    assert done.output.count("  do: ") == 3
    assert not (tmp_path / "out").exists()


def test_check_tells_what_to_look_at_and_ends_with_1_only_for_what_goes_no_further(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    illogical = OddForm(agency="Sở Y tê", answers=figures(3) | {"computers_lan": 70}).save(tmp_path / "yte.xlsx")
    done = chiso("check", BUNDLED[0], illogical)
    assert done.exit_code == 0, done.output
    assert "yte.xlsx" in done.output and "[to look at]" in done.output and "70" in done.output
    (tmp_path / "rỗng.xlsx").write_bytes(b"")
    done = chiso("check", BUNDLED[0], tmp_path / "rỗng.xlsx", "--json")
    assert done.exit_code == 1, done.output
    [found] = [line for line in json.loads(done.stdout) if line["file"] == "rỗng.xlsx"]
    assert (found["kind"], found["check"]) == ("hold_back", "document_set_aside")
