"""What one document gave is kept: the next reading takes it from there, and gives the same."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from extractors.contract import Outcome
from extractors.errors import DataError
from extractors.fingerprint import sha256_of
from flows.inputs import part_hashes
from flows.parts import Parts
from flows.settings import PROJECT
from flows.stages import document_reader, extract_stage
from warehouse.hashes import file_hashes

EDITION = "dienbien-2012"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of the edition with three of its forms, and the workbook that all reports agree with."""
    folder = tmp_path / "sources" / EDITION
    folder.mkdir(parents=True)
    for form in sorted((PROJECT / "sources" / EDITION / "phieu").glob("*.xlsx"))[:3]:
        shutil.copy(form, folder)
    return folder


def parts_of(folder: Path, work: Path) -> Parts:
    return Parts(work, EDITION, part_hashes(EDITION, {path: sha256_of(path) for path in sorted(folder.iterdir())}))


def read(folder: Path, work: Path, out: Path) -> list[str]:
    """Extract what lies in the folder; returns the names of the documents that were opened for it."""
    opened = []
    parts, reader = parts_of(folder, work), document_reader(EDITION)

    class Watched(Parts):
        def get(self, path: Path, read: object) -> Outcome:
            def noted(path: Path) -> Outcome:
                opened.append(path.name)
                return reader(path)

            return parts.get(path, noted)

    out.mkdir()
    extract_stage(sorted(folder.iterdir()), EDITION, out, parts=Watched(work, EDITION, {}))
    return opened


def test_one_new_form_does_not_make_the_others_be_read_again(documents: Path, tmp_path: Path) -> None:
    all_three = sorted(path.name for path in documents.iterdir())
    assert sorted(read(documents, tmp_path / "work", tmp_path / "first")) == all_three
    new = sorted((PROJECT / "sources" / EDITION / "phieu").glob("*.xlsx"))[3]
    shutil.copy(new, documents)
    assert read(documents, tmp_path / "work", tmp_path / "second") == [new.name]


def test_kept_parts_give_the_same_bytes_as_reading(documents: Path, tmp_path: Path) -> None:
    read(documents, tmp_path / "work", tmp_path / "read")
    assert read(documents, tmp_path / "work", tmp_path / "kept") == []
    extract_stage(sorted(documents.iterdir()), EDITION, tmp_path / "plain")
    assert file_hashes(tmp_path / "read") == file_hashes(tmp_path / "kept") == file_hashes(tmp_path / "plain")


@pytest.mark.parametrize("document", [
    "dienbien-2012/bao-cao-egov-index-2012.pdf", "dienbien-2012/tong-hop-egov-2012.xlsx",
    "laocai-agencies-2016/quyet-dinh-512-2017.pdf", "laocai-agencies-2016/ket-qua-2016.xlsx",
    "laocai-ict-2016/ke-hoach-132-2017.pdf"])
def test_a_part_comes_back_from_its_file_equal_in_every_field(document: str, tmp_path: Path) -> None:
    path = PROJECT / "sources" / document
    edition = path.parent.name
    part = document_reader(edition)(path)
    parts = Parts(tmp_path, edition, {path: "0" * 64})
    assert parts.get(path, lambda path: part) == part
    assert repr(parts.get(path, never)) == repr(part)


def never(path: Path) -> Outcome:
    raise AssertionError(f"{path} is read again")


def test_a_part_that_is_half_written_is_read_again(documents: Path, tmp_path: Path) -> None:
    read(documents, tmp_path / "work", tmp_path / "first")
    damaged = sorted((tmp_path / "work" / "parts" / EDITION).iterdir())[0]
    os.truncate(damaged, damaged.stat().st_size // 2)
    assert len(read(documents, tmp_path / "work", tmp_path / "second")) == 1
    assert file_hashes(tmp_path / "first") == file_hashes(tmp_path / "second")


def test_a_document_that_cannot_be_read_leaves_nothing(documents: Path, tmp_path: Path) -> None:
    broken = documents / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    parts = parts_of(documents, tmp_path)
    with pytest.raises(DataError):
        parts.get(broken, document_reader(EDITION))
    assert broken in parts.missing()


def test_parts_of_documents_that_are_gone_are_forgotten(documents: Path, tmp_path: Path) -> None:
    read(documents, tmp_path / "work", tmp_path / "first")
    sorted(documents.iterdir())[0].unlink()
    parts_of(documents, tmp_path / "work").forget_others()
    assert len(list((tmp_path / "work" / "parts" / EDITION).iterdir())) == 2
