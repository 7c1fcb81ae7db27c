"""The folder of sources: what of it is a document, of which edition, and what the plan knows of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractors.errors import DataError
from extractors.fingerprint import sha256_of
from flows.documents import documents_by_hash, take_stock
from flows.plan import Planner
from flows.settings import Settings

EDITION, BODY_OF_FORMS = "mic-2016", "dienbien-2012"


def put(folder: Path, *names: str, text: str = "") -> None:
    """Files whose bytes are their own names, or `text`."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text or name, encoding="utf-8")


def places(sources: Path, edition: str = BODY_OF_FORMS) -> list[str]:
    return [path.relative_to(sources / edition).as_posix() for path in take_stock(sources).documents[edition]]


def planned(sources: Path, work: Path) -> dict[str, dict[str, str]]:
    """Edition → the inputs of its step `extract`."""
    settings = Settings(sources=sources, work=work, warehouse=f"duckdb:///{work / 'w.duckdb'}")
    steps = Planner(settings).plan(take_stock(sources))
    return {step.edition: step.inputs for step in steps if step.stage == "extract"}


def test_documents_lie_at_any_depth_and_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    put(tmp_path / BODY_OF_FORMS, "report.pdf", "phieu/huyện/b.XLS", "phieu/a.xlsx", "tổng hợp.xlsm")
    assert places(tmp_path) == ["phieu/a.xlsx", "phieu/huyện/b.XLS", "report.pdf", "tổng hợp.xlsm"]


def test_words_about_the_folder_hidden_files_and_locks_are_no_documents(tmp_path: Path) -> None:
    put(tmp_path / BODY_OF_FORMS, "report.pdf", "README.md", "phieu/readme.txt", ".~lock.a.xlsx#", "phieu/~$a.xlsx",
        ".git/x.pdf")
    assert places(tmp_path) == ["report.pdf"]
    assert take_stock(tmp_path).set_aside == {}


def test_a_file_of_another_kind_is_set_aside_by_name(tmp_path: Path) -> None:
    put(tmp_path / BODY_OF_FORMS, "report.pdf", "phieu/sở.docx", "cover.png")
    stock = take_stock(tmp_path)
    assert set(stock.set_aside) == {f"{BODY_OF_FORMS}/phieu/sở.docx", f"{BODY_OF_FORMS}/cover.png"}
    assert "*.xlsx" in stock.set_aside[f"{BODY_OF_FORMS}/cover.png"].render()
    assert len(stock.documents[BODY_OF_FORMS]) == 1


def test_copies_of_the_same_bytes_count_once_but_each_empty_file_is_told(tmp_path: Path) -> None:
    put(tmp_path / BODY_OF_FORMS, "a.xlsx", "b/copy of a.xlsx", "c.xlsx", text="the same")
    for name in ("empty 1.xlsx", "empty 2.xlsx"):
        (tmp_path / BODY_OF_FORMS / name).write_bytes(b"")
    assert places(tmp_path) == ["a.xlsx", "empty 1.xlsx", "empty 2.xlsx"]


def test_an_edition_without_a_document_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    put(tmp_path / EDITION, "report.pdf")
    put(tmp_path / BODY_OF_FORMS, "phieu/README.md", "notes.txt")
    stock = take_stock(tmp_path)
    assert list(stock.documents) == [EDITION]
    assert stock.problems[BODY_OF_FORMS].code == "sources_empty"
    assert "*.xls" in stock.problems[BODY_OF_FORMS].expected


def test_no_document_at_all_names_the_folders_that_are_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataError) as stopped:
        take_stock(tmp_path)
    [problem] = stopped.value.problems
    assert f"{BODY_OF_FORMS}/*.pdf" in problem.expected and f"{EDITION}/*.pdf" in problem.expected


def test_the_plan_names_each_document_by_its_place_in_the_edition(tmp_path: Path) -> None:
    put(tmp_path / "s" / BODY_OF_FORMS, "report.pdf", "phieu/a.xlsx")
    before = planned(tmp_path / "s", tmp_path / "w")[BODY_OF_FORMS]
    assert {"document report.pdf", "document phieu/a.xlsx"} <= before.keys()
    put(tmp_path / "s" / BODY_OF_FORMS, "phieu/a.xlsx", text="corrected")
    after = planned(tmp_path / "s", tmp_path / "w")[BODY_OF_FORMS]
    assert {name for name in before if before[name] != after[name]} == {"document phieu/a.xlsx"}


def test_names_of_bodies_and_readers_of_workbooks_decide_what_is_read_of_forms(tmp_path: Path) -> None:
    for edition in (EDITION, BODY_OF_FORMS):
        put(tmp_path / "s" / edition, "report.pdf", text=edition)
    found = planned(tmp_path / "s", tmp_path / "w")
    assert {"openpyxl", "xlrd", "dbt/seeds/entities/entity_names.csv"} <= found[BODY_OF_FORMS].keys()
    assert not any(name.startswith("dbt/") for name in found[EDITION]), "this series has no forms"


def test_a_thousand_forms_are_known_by_their_bytes_within_a_second(tmp_path: Path) -> None:
    for number in range(1000):
        put(tmp_path / "s" / BODY_OF_FORMS, f"phieu/{number % 10}/{number}.xlsx", text=f"{number} " * 3000)
    began = time.process_time()
    inputs = planned(tmp_path / "s", tmp_path / "w")[BODY_OF_FORMS]
    assert sum(name.startswith("document ") for name in inputs) == 1000
    assert time.process_time() - began < 1


def test_a_document_is_found_by_its_hash_in_any_edition_else_in_the_archive(tmp_path: Path) -> None:
    sources, archive = tmp_path / "sources", tmp_path / "archive"
    put(sources, f"{EDITION}/report.pdf", f"{BODY_OF_FORMS}/revision-2/report.pdf", "unknown/report.pdf", text="here")
    put(sources, f"{BODY_OF_FORMS}/other.pdf")
    put(archive, "index.jsonl")
    kept = {}
    for text in ("here", "gone from the sources"):
        put(tmp_path, "in.pdf", text=text)
        digest = sha256_of(tmp_path / "in.pdf")
        kept[text] = archive / digest[:2] / f"{digest}.pdf"
        put(archive, f"{digest[:2]}/{digest}.pdf", text=text)
    found = documents_by_hash(sources, archive)
    assert set(found.values()) == {sources / EDITION / "report.pdf", sources / BODY_OF_FORMS / "other.pdf",
                                   kept["gone from the sources"]}
    assert all(sha256_of(path) == digest for digest, path in found.items())
    assert documents_by_hash(tmp_path / "absent", tmp_path / "absent") == {}
