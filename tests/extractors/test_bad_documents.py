"""Bad input: one clear problem with its place, or the document read as it is; never another exception."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from extractors.any_tables import any_tables
from extractors.contract import Outcome
from extractors.errors import DataError, Problem
from extractors.extract import extract
from extractors.fingerprint import identify_pdf
from extractors.spec import EditionSpec, load_edition_spec
from tests.bad_input import bad_reports
from tests.bad_input.bad_reports import BAD_INPUTS, write_bad_input
from tests.extractors.small_pdf import grid, written
from tests.extractors.truth import BUNDLED
from tests.renderings.report_pdf import write_report
from tests.renderings.report_text import load_report

UNREADABLE = {"empty": "file_empty", "truncated": "file_damaged", "encrypted": "file_encrypted",
              "workbook": "file_not_pdf", "scanned_page": "pages_without_text"}
STRUCTURE = {"table_missing": ["table_missing"], "unknown_header": ["header_unknown", "header_absent"],
             "header_twice": ["header_double"], "column_too_many": ["header_unknown"]}
CONTENT = {"rows_missing": 61, "body_twice": 63, "index_out_of_range": 19, "letter_l_in_figure": 19,
           "letter_o_in_figure": 63, "unknown_body": 61, "rank_against_index": 63, "total_does_not_add_up": 19}
"""Read as printed, with so many rows (two of them share table 4.3); to judge them is for the checks."""


def told(problem: Problem) -> None:
    """A problem names its place, what was found, and what to do, in both languages."""
    for language, labels in (("en", ("found:", "do:")), ("vi", ("thấy:", "cách sửa:"))):
        text = problem.render(language)
        assert problem.file in text and all(label in text for label in labels), text
    assert problem.edition and problem.found


def test_each_bad_input_is_tried_here() -> None:
    assert set(BAD_INPUTS) == {*UNREADABLE, "other_document", *STRUCTURE, *CONTENT}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_stops_with_its_reason(name: str, tmp_path: Path, spec: EditionSpec) -> None:
    path = write_bad_input(name, tmp_path)
    with pytest.raises(DataError) as stopped:
        extract([path], spec, workers=1)
    assert [(p.code, p.edition, p.file) for p in stopped.value.problems] == [(UNREADABLE[name], spec.id, path.name)]
    told(stopped.value.problems[0])


def test_another_document_is_told_once_and_not_table_by_table(tmp_path: Path, spec: EditionSpec) -> None:
    outcome = extract([write_bad_input("other_document", tmp_path)], spec, workers=1)
    assert [problem.code for problem in outcome.problems] == ["document_foreign"]
    assert not outcome.tables and not outcome.cells and len(outcome.missing) == 26
    told(outcome.problems[0])


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory, spec: EditionSpec) -> Outcome:
    """All faults of STRUCTURE in one report: each in a table of its own, and all are to be told at once."""
    return extract([with_faults(STRUCTURE, tmp_path_factory.mktemp("drifted"))], spec, workers=2)


@pytest.fixture(scope="module")
def misprinted(tmp_path_factory: pytest.TempPathFactory, spec: EditionSpec) -> Outcome:
    """All faults of CONTENT in one report."""
    return extract([with_faults(CONTENT, tmp_path_factory.mktemp("misprinted"))], spec, workers=2)


def with_faults(names: Iterable[str], folder: Path) -> Path:
    report = load_report()
    for name in names:
        getattr(bad_reports, name)(report)
    return write_report(folder / "faults.pdf", report)


@pytest.mark.parametrize("name", STRUCTURE)
def test_a_table_that_does_not_fit_is_told_with_its_place(name: str, drifted: Outcome) -> None:
    bad = BAD_INPUTS[name]
    problems = [problem for problem in drifted.problems if problem.table == bad.table]
    assert [problem.code for problem in problems] == STRUCTURE[name]
    for problem in problems:
        told(problem)
        assert problem.expected and (problem.page or name == "table_missing")
    assert bad.printed in problems[0].found
    assert bad.table not in {table.id for table in drifted.tables}


def test_the_other_tables_of_a_drifted_report_are_read(drifted: Outcome) -> None:
    assert len(drifted.problems) == sum(map(len, STRUCTURE.values())) and not drifted.doubts
    assert len(drifted.tables) == 26 - len(STRUCTURE)


@pytest.mark.parametrize("name", CONTENT)
def test_wrong_content_is_read_as_printed(name: str, misprinted: Outcome) -> None:
    bad = BAD_INPUTS[name]
    assert next(table.rows for table in misprinted.tables if table.id == bad.table) == CONTENT[name]
    printed = [cell for cell in misprinted.cells if cell.table_id == bad.table and cell.text == bad.printed]
    assert len(printed) >= (2 if name == "body_twice" else bool(bad.printed))
    if name.startswith("letter"):
        assert [cell.value for cell in printed] == [None]


def test_wrong_content_is_no_problem_of_the_reading(misprinted: Outcome) -> None:
    assert not misprinted.problems and not misprinted.doubts and len(misprinted.tables) == 26


def test_a_file_that_is_not_there_is_told(tmp_path: Path, spec: EditionSpec) -> None:
    assert code_of(lambda: extract([tmp_path / "không có.pdf"], spec)) == "file_absent"
    assert code_of(lambda: extract([tmp_path], spec)) == "file_absent"


@pytest.mark.parametrize(("head", "code"), [
    (b"%PDF-1.7\n", "file_damaged"), (b"\x89PNG\r\n", "file_not_pdf"), (b"Bang 2.1", "file_not_pdf"),
    (b"\xd0\xcf\x11\xe0", "file_not_pdf"), (b"\n\n%PDF-1.4\n%%EOF", "file_damaged"), (b"\0" * 2000, "file_not_pdf"),
])
def test_a_file_is_known_by_its_bytes_not_by_its_name(head: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.pdf"
    path.write_bytes(head)
    assert code_of(lambda: identify_pdf(path)) == code
    assert code_of(lambda: any_tables(path)) == code


def test_a_file_that_begins_with_other_bytes_is_still_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "mail.pdf"
    path.write_bytes(b"X-Header: 1\r\n\r\n" + BUNDLED.read_bytes())
    assert identify_pdf(path).pages == 29


def test_an_edition_that_no_series_knows_is_told_with_the_known_ones() -> None:
    with pytest.raises(DataError) as stopped:
        load_edition_spec("mic-2061")
    assert stopped.value.problems[0].code == "edition_unknown" and "mic-2016" in str(stopped.value)


@pytest.mark.parametrize("percent", [1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99])
def test_a_report_cut_off_anywhere_is_damaged(percent: int, tmp_path: Path, spec: EditionSpec) -> None:
    whole = BUNDLED.read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[:len(whole) * percent // 100])
    assert code_of(lambda: extract([path], spec, workers=1)) == "file_damaged"


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_of_the_report_end_in_an_outcome_or_a_problem(seed: int, tmp_path: Path,
                                                                   spec: EditionSpec) -> None:
    path = tmp_path / "flipped.pdf"
    path.write_bytes(flipped(BUNDLED.read_bytes(), seed, 10))
    outcome_or_problem(lambda: extract([path], spec, workers=1))


@pytest.mark.parametrize("start", range(0, 150, 50))
def test_flipped_bits_of_one_page_end_in_tables_or_a_problem(start: int, tmp_path: Path) -> None:
    """Not compressed, so that letters, rules, places and fonts of the page itself are hit."""
    path = written(tmp_path, grid)
    whole = path.read_bytes()
    for seed in range(start, start + 50):
        path.write_bytes(flipped(whole, seed, 1 + seed % 7))
        outcome_or_problem(lambda: any_tables(path))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_damaged_page_is_named_from_another_process_too(workers: int, tmp_path: Path, spec: EditionSpec) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 5):
            canvas.drawString(50, 50, f"page-{number}")
            canvas.showPage()

    path = written(tmp_path, draw)
    content = path.read_bytes()
    assert content.count(b"(page-3) Tj") == 1
    path.write_bytes(content.replace(b"(page-3) Tj", b"12345678 TJ"))
    with pytest.raises(DataError) as stopped:
        extract([path], spec, workers=workers)
    assert [(p.code, p.page, p.edition, p.file) for p in stopped.value.problems] == [
        ("file_damaged", 3, spec.id, path.name)]
    told(stopped.value.problems[0])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0 locked"])
def test_a_workbook_that_cannot_be_opened_is_damaged_or_empty(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(content)
    assert code_of(lambda: any_tables(path)) in ("file_damaged", "file_empty")


def test_a_workbook_under_the_name_of_a_pdf_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.pdf"
    Workbook().save(path)
    assert code_of(lambda: any_tables(path)) == "file_not_pdf"


def code_of(run: Callable[[], object]) -> str:
    with pytest.raises(DataError) as stopped:
        run()
    assert len(stopped.value.problems) == 1
    return stopped.value.problems[0].code


def outcome_or_problem(run: Callable[[], Outcome | list[dict[str, object]]]) -> None:
    try:
        result = run()
    except DataError as error:
        assert [problem.code for problem in error.problems] == ["file_damaged"]
    else:
        assert isinstance(result, Outcome | list)


def flipped(whole: bytes, seed: int, bits: int) -> bytes:
    chance = random.Random(seed)
    damaged = bytearray(whole)
    for _ in range(bits):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)
