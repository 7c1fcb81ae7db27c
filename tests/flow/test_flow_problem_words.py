"""What is told of documents: each once, in the reader's language, with figures in its manner."""

from __future__ import annotations

import ast
import csv
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner, Result
from flow_runs import PROJECT, Place, copy_project
from next_forms import FORMS, LOCKED, figures
from small_warehouse import small_warehouse

from extractors.errors import DataError, messages
from extractors.extract import extract
from extractors.spec import load_edition_spec
from flows.cell_lines import recomputed
from flows.cli import main
from flows.explain import explain_result
from flows.stages import extract_stage
from flows.summary import show_summary
from flows.terminal import Terminal
from flows.words import Words, said
from tests.extractors.odd_forms import OddForm


@pytest.fixture
def chiso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def on_forms(chiso: Callable[..., Result], command: str, *files: Path, language: str = "en") -> str:
    return chiso(command, *files, "--edition", FORMS, "--lang", language, "--out", "out").output


def hidden_form(folder: Path) -> Path:
    """A form on a hidden sheet, behind a sheet that is none."""
    path = OddForm(agency="Sở Y tế", answers=figures(1)).save(folder / "hidden.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.sheet_state = "hidden"
    book.create_sheet("DanhMuc").append(["Mã", "Tên"])
    book.active = len(book.sheetnames) - 1
    book.save(path)
    return path


def bad_file(folder: Path, kind: str) -> Path:
    path = folder / "bad.xlsx"
    if kind == "open document":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", "")
    else:
        whole = OddForm(agency="Sở Y tế", answers=figures(1)).save(folder / "whole.xlsx").read_bytes()
        path.write_bytes({"cut off": whole[:5000], "unknown": b"\x00\x01\x02" * 9, "empty": b""}[kind])
    return path


@pytest.mark.parametrize(("kind", "found", "expected"), [
    ("open document", "tệp OpenDocument", "bảng tính Excel (.xlsx, .xlsm, .xls)"),
    ("cut off", "5.000 byte, BadZipFile", "bảng tính nguyên vẹn"),
    ("unknown", "dữ liệu không nhận ra", "bảng tính Excel (.xlsx, .xlsm, .xls)"),
    ("empty", "0 byte", "bảng tính Excel (.xlsx, .xlsm, .xls)"),
    ("locked", "bảng tính có mật khẩu", "bảng tính không có mật khẩu")])
def test_found_and_expected_of_a_bad_file_are_told_in_vietnamese(
    chiso: Callable[..., Result], tmp_path: Path, kind: str, found: str, expected: str
) -> None:
    path = LOCKED if kind == "locked" else bad_file(tmp_path, kind)
    told = on_forms(chiso, "check", path, language="vi").splitlines()
    assert [f"  thấy:      {found}", f"  cần:       {expected}"] == told[1:3]


def test_every_fixed_text_about_a_file_is_worded_in_both_languages() -> None:
    """What follows a code file_* where it is told in sheets.py and fingerprint.py, read from the code."""
    untold = []
    for name in ("sheets", "fingerprint"):
        for call in ast.walk(ast.parse((PROJECT / "extractors" / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "stop":
                code, *others = [*call.args, *(word.value for word in call.keywords)]
                fixed = [part.value for part in others if isinstance(part, ast.Constant)]
                known = messages()[str(getattr(code, "value", ""))].get("texts", {})
                untold += [text for text in fixed if text and text not in (*known, "PDF")]
    assert untold == []


def test_a_workbook_whose_form_is_hidden_is_told_once_and_by_both_names(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    path = hidden_form(tmp_path)
    with pytest.raises(DataError) as stopped:
        extract([path], load_edition_spec(FORMS))
    [problem] = stopped.value.problems
    assert problem.code == "workbook_foreign"
    assert problem.found.startswith("DanhMuc; hidden: ")
    assert "a form that asks “" in problem.expected and "; or “TỔNG HỢP" in problem.expected
    told = on_forms(chiso, "check", path, language="vi")
    assert "DanhMuc; bị ẩn: " in told and "phiếu hỏi “" in told and "; hoặc “" in told


def test_a_run_of_bad_files_counts_each_once(chiso: Callable[..., Result], tmp_path: Path) -> None:
    unknown = OddForm(agency="Sở Ngoại Giao Đoàn", answers=figures(1)).save(tmp_path / "unknown.xlsx")
    good = OddForm(agency="Sở Y tế", answers=figures(1)).save(tmp_path / "good.xlsx")
    result = extract_stage([good, hidden_form(tmp_path), unknown, LOCKED], FORMS, tmp_path / "read")
    assert result.message.endswith("3 documents set aside") and len(result.set_aside) == 3


def test_a_form_held_back_is_not_counted_among_the_documents_set_aside_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    small = small_warehouse(tmp_path)
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("insert into raw.forms by name select 'e' as edition_code, 'held_back' as status,"
                           " 'form/x' as form_code, 'form_empty' as reason")
    show_summary(small, Terminal())
    assert "1 superseded by a later one, 1 held back; 1 document set aside" in capsys.readouterr().out


def test_a_limit_has_the_marks_of_the_language_and_what_is_printed_is_quoted(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    answers = figures(1) | {"budget_it": "8000,5", "budget_recurrent": "7100,25"}
    path = OddForm(agency="Sở Y tế", answers=answers).save(tmp_path / "yt.xlsx")
    assert "is “8000,5”, above Ngân sách chi thường xuyên (≤ 7,100.25)" in on_forms(chiso, "check", path)
    vietnamese = on_forms(chiso, "check", path, language="vi")
    assert "ghi “8000,5”, lớn hơn Ngân sách chi thường xuyên (≤ 7.100,25)" in vietnamese
    assert "  cần:       ≤ 7.100,25" in vietnamese


def test_extract_tells_how_much_there_is_to_look_at_and_which_forms_count(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    first = OddForm(agency="Sở Y tế", answers=figures(1), signed="Ngày 10 tháng 12 năm 2012").save(tmp_path / "1.xlsx")
    second = OddForm(agency="Sở Y tê", answers=figures(2), signed="Ngày 20 tháng 12 năm 2012").save(
        tmp_path / "2.xlsx")
    told = on_forms(chiso, "extract", first, second)
    outcome = json.loads((tmp_path / "out" / "outcome.json").read_text(encoding="utf-8"))
    assert "1 form with " in told and "1 replaced by a later one" in told
    [line] = [line for line in told.splitlines() if line.startswith("to look at: ")]
    counts = [int(part.split()[0]) for part in line.removeprefix("to look at: ").split(";")[0].split(", ")]
    assert sum(counts) == len(outcome["doubts"]) > 1
    assert "1 form_superseded" in line and line.endswith("outcome.json")


def test_an_input_that_the_edition_does_not_ask_is_no_figure_left_out(tmp_path: Path) -> None:
    own = copy_project(tmp_path / "project", sources=("laocai-agencies-2016",))
    path = own / "extractors" / "series" / "dienbien_egov" / "form_inputs.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gone = [row["input_key"] for row in rows if row["input_key"] in ("plan", "it_specialists")]
    for row in rows:
        row[FORMS] = "-" if row["input_key"] in gone else row[FORMS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    answers = {key: value for key, value in figures(1).items() if key not in (*gone, "software_count")}
    form = OddForm(agency="Sở Y tế", answers=answers).save(tmp_path / "yt.xlsx")
    done = Place(tmp_path / "work", own).chiso("check", str(form), "--edition", FORMS, "--json")
    [left] = [line for line in json.loads(done.out) if line["check"] == "form_figures"]
    assert (left["printed"], left["why"]) == ("25/26", "Sở Y tế left 1 figure out")


def test_language_and_json_may_stand_before_the_command(chiso: Callable[..., Result]) -> None:
    assert "explain cần một mã ô" in chiso("--lang", "vi", "explain", "a", "b").output
    assert "Sổ theo dõi" in chiso("--lang", "vi", "status").output
    assert "The ledger" in chiso("--lang", "vi", "status", "--lang", "en").output
    assert chiso("--json", "status").output == chiso("status", "--json").output == "[]\n"


def test_a_run_says_that_the_address_is_none_before_anything_is_done(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    done = chiso("run", "--warehouse", "mysql://x/y", "--sources", "nowhere")
    assert done.exit_code == 2 and "not an address of a warehouse" in done.output
    assert "no such folder" not in done.output and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "told"), [
    ("en", "score 7.3333 (the print allows 7.1667 to 7.25), printed “7,2”: equal"),
    ("vi", "kết quả 7,3333 (bản in cho phép từ 7,1667 đến 7,25), bản in ghi “7,2”: khớp")])
def test_an_interval_has_at_most_four_decimals_for_people(language: str, told: str) -> None:
    verdict = {"recomputed_low": Decimal("7.1666666667"), "recomputed_high": Decimal("7.25"), "recomputed_text": None,
               "recomputed_value": Decimal("7.3333333333"), "verdict_inputs": None, "verdict": "equal",
               "figure": "score", "published_text": "7,2", "computed_value": None, "verdict_print": None}
    assert recomputed(Words(language), verdict) == told


def test_a_rank_that_is_not_printed_is_told_so_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    small = small_warehouse(tmp_path)
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("update reporting.rpt_ranking set rank_published = null")
    assert explain_result(small, Terminal(), "e", "Lào Cai", "portal") == 0
    assert "rank         not printed, recomputed 3 of 4\n" in capsys.readouterr().out


@pytest.mark.parametrize(("count", "told"), [(1, "1 document set aside"), (2, "2 documents set aside")])
def test_one_is_told_in_the_singular(count: int, told: str) -> None:
    assert said("extracted_aside", documents=count).render() == told


def test_a_body_that_is_known_but_not_in_the_edition_is_no_misspelling(
    chiso: Callable[..., Result], tmp_path: Path
) -> None:
    small = small_warehouse(tmp_path)
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("insert into marts.dim_entity by name select 'cm' as entity_code, 'Cà Mau' as name_vi")
    refused = chiso("explain", "e", "ca mau", "portal", "--warehouse", small.warehouse)
    assert refused.exit_code == 2 and "Cà Mau is known, but this edition prints no result of it" in refused.output
    assert "Hà Nam · Hạ Nam · Lào Cai · Sơn La" in refused.output


def test_the_summary_names_the_folder_of_appendices(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    small = small_warehouse(tmp_path)
    (small.reports / "appendices").mkdir(parents=True)
    show_summary(small, Terminal())
    assert str(small.reports / "appendices") in capsys.readouterr().out
