from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.hashes import changed_names, file_hashes, hash_file, hash_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("spec/columns.csv", "spec/b/tables.csv", "báo cáo.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def test_files_are_known_by_relative_name_and_bytes(folder: Path) -> None:
    found = file_hashes(folder, ["spec", "báo cáo.pdf"])
    assert list(found) == ["báo cáo.pdf", "spec/b/tables.csv", "spec/columns.csv"]
    assert found["spec/columns.csv"] == hashlib.sha256(b"spec/columns.csv").hexdigest()
    assert found["spec/columns.csv"] == hash_file(folder / "spec" / "columns.csv")


@pytest.mark.parametrize("litter", ["spec/__pycache__/a.pyc", "spec/target/b", "spec/b/logs/dbt.log"])
def test_what_running_leaves_behind_is_no_input(folder: Path, litter: str) -> None:
    before = file_hashes(folder)
    (folder / litter).parent.mkdir()
    (folder / litter).write_text("litter")
    assert file_hashes(folder) == before


@pytest.mark.parametrize("change", ["edit", "add", "rename", "remove"])
def test_every_change_of_a_folder_changes_its_hash(folder: Path, change: str) -> None:
    before = file_hashes(folder)
    file = folder / "spec" / "columns.csv"
    if change == "edit":
        file.write_text("other")
    elif change == "add":
        (folder / "spec" / "new.csv").write_text("")
    elif change == "rename":
        file.rename(file.with_name("renamed.csv"))
    else:
        file.unlink()
    assert hash_inputs(file_hashes(folder)) != hash_inputs(before)


def test_an_input_that_is_missing_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        file_hashes(folder, ["spec/colums.csv"])


_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\n"), max_size=5)


@given(st.dictionaries(_NAMES, st.sampled_from("abc")))
def test_the_hash_of_inputs_does_not_depend_on_their_order(inputs: dict[str, str]) -> None:
    assert hash_inputs(inputs) == hash_inputs(dict(reversed(inputs.items())))
    assert changed_names(inputs, inputs) == []
    assert hash_inputs({**inputs, "one more": "x"}) != hash_inputs(inputs)
