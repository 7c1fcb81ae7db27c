"""Everything that the command says comes in English or Vietnamese: words.yml is whole, and it is used."""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
import yaml
from click.testing import CliRunner, Result
from flow_runs import PROJECT
from small_warehouse import small_warehouse

from expectations.policy import KINDS
from extractors.errors import LANGUAGES, DataError, Problem
from flows.cli import main
from flows.cycle import Cycle
from flows.documents import Inventory
from flows.explain import explain_result
from flows.lost import Hold
from flows.plan import Planner, Step
from flows.running import show_plan
from flows.settings import Settings
from flows.stages import StageResult
from flows.summary import show_summary
from flows.terminal import Terminal
from flows.words import Telling, Words, named, said
from warehouse.ledger import Ledger

WORDS: dict[str, dict[str, str]] = yaml.safe_load((PROJECT / "flows" / "words.yml").read_text(encoding="utf-8"))
TELLERS = {"said": 0, "Said": 0, "words": 0, "_words": 0, "named": 0, "_counted": 1, "PydanticCustomError": 0}
"""Functions and methods that look a wording up → which argument is its code, or its group."""
UNSAID = {"unit_count", "unit_flag", "unit_year"}  # a figure is told without them
SAME_IN_BOTH = {"verbatim", "counted", "read_from", "unit_percent", "env_file_mend", "part_java", "rights_mend",
                "server_at", "setting_is", "setting_rename", "adopt_and", "changelog_change", "changelog_count",
                "changelog_fact", *UNSAID}
"""Wordings that hold nothing but what goes into them."""


def codes_and_groups() -> tuple[set[str], set[str]]:
    """What the code names: whole codes, and the beginnings of codes that the data end."""
    found, groups = set[str](), set[str]()
    for call in calls():
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        place = TELLERS.get(name)
        if place is None or place >= len(call.args):
            continue
        code = call.args[place]
        if isinstance(code, ast.JoinedStr):
            groups.add(str(getattr(code.values[0], "value", "")).rstrip("_"))
            continue
        parts = [part.value for part in ast.walk(code) if isinstance(part, ast.Constant)]
        (groups if name in ("named", "_counted") else found).update(part for part in parts if isinstance(part, str))
    return found, groups


def calls() -> Iterator[ast.Call]:
    for path in sorted((PROJECT / "flows").glob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        yield from (node for node in nodes if isinstance(node, ast.Call))


def words_of(group: str) -> set[str]:
    """The codes of the data that a group has a word for."""
    longer = {other for other in codes_and_groups()[1] if other.startswith(f"{group}_")}
    return {code.removeprefix(f"{group}_") for code in WORDS
            if code.startswith(f"{group}_") and not any(code.startswith(f"{other}_") for other in longer)}


def test_every_wording_that_the_code_names_is_there_and_none_is_to_spare() -> None:
    codes, groups = codes_and_groups()
    assert {"extracted", "reason_changed", "interrupted", "place_box"} <= codes and {"verdict", "outcome"} <= groups
    assert codes - set(WORDS) == set()
    in_groups = {f"{group}_{word}" for group in groups for word in words_of(group)}
    assert set(WORDS) - codes - in_groups == set()


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_wording_is_whole_in_both_languages(code: str) -> None:
    texts = WORDS[code]
    assert set(texts) == set(LANGUAGES) and all(bool(text.strip()) == (code not in UNSAID) for text in texts.values())
    assert all(unicodedata.is_normalized("NFC", text) for text in texts.values())
    english, vietnamese = ({part[1:] for part in Formatter().parse(texts[language])
                            if part[1] is not None and "|" not in (part[2] or "")}  # Vietnamese has no plural
                           for language in LANGUAGES)
    assert english == vietnamese
    assert (texts["en"] == texts["vi"]) == (code in SAME_IN_BOTH)


@pytest.mark.parametrize(("group", "list_of"), [
    ("verdict", "verdict"), ("figure", "figure"), ("figures", "figure"), ("fault_kind", "fault_kind"),
    ("fault_status", "fault_status"), ("kind", "check_kind"), ("finding", "check_kind")])
def test_every_code_that_reports_know_has_its_word(group: str, list_of: str) -> None:
    catalogue = yaml.safe_load((PROJECT / "reports" / "catalogue.yml").read_text(encoding="utf-8"))
    # What the command finds may stand in the list of known faults already.
    assert words_of(group) == {*catalogue["codes"][list_of], *(["acknowledged"] if group == "finding" else [])}


def test_a_verdict_has_one_name_in_what_the_command_says_and_in_reports() -> None:
    codes = yaml.safe_load((PROJECT / "reports" / "catalogue.yml").read_text(encoding="utf-8"))["codes"]
    names = [codes["verdict"], codes["verdict_of_basis"], codes["fault_status"],
             {"unexplained": WORDS["verdict_unexplained"]}, {"unexplained": WORDS["fault_status_unexplained"]}]
    for language, name in (("en", "unexplained"), ("vi", "chưa giải thích được")):
        assert {group["unexplained"][language].lower() for group in names} == {name}


def test_every_kind_of_check_and_role_of_an_input_has_its_word() -> None:
    assert words_of("kind") == set(KINDS)
    models = yaml.safe_load((PROJECT / "dbt/models/marts/_marts__models.yml").read_text(encoding="utf-8"))["models"]
    [model] = [model for model in models if model["name"] == "fct_reconciliation_input"]
    [role] = [column for column in model["columns"] if column["name"] == "role"]
    [roles] = [test["accepted_values"]["arguments"]["values"] for test in role["data_tests"]
               if isinstance(test, dict) and "accepted_values" in test]
    assert words_of("role") == {*roles, "option", "printed", "value"}  # the last are of rpt_calculation alone


def test_every_heading_of_a_table_for_people_has_its_word() -> None:
    tables = [call for call in calls() if getattr(call.func, "attr", getattr(call.func, "id", "")) in ("table", "Part")]
    headings = {part.value.replace(" ", "_") for call in tables for columns in call.args[:2]
                if isinstance(columns, ast.List) for part in columns.elts if isinstance(part, ast.Constant)}
    assert headings - {"says"} == words_of("column")  # what a fact says is told without a heading


def test_figures_carry_the_marks_of_the_language() -> None:
    assert Words("en").figure(Decimal("28622.50")) == "28,622.5"
    assert Words("vi").figure(Decimal("28622.50")) == "28.622,5"
    assert Words("vi").figure(None) == ""
    message = said("took", message=said("extracted", tables=26, specified=26, rows=1613, cells=2213), seconds=6.14)
    assert message.render() == "26 of 26 tables, 1,613 rows, 2,213 cells (6.1 s)"
    assert message.render("vi") == "26/26 bảng, 1.613 dòng, 2.213 ô (6,1 giây)"
    assert Words("vi").figure(Decimal("7.2231548"), 4) == "7,2232" and Words("en").figure(Decimal(100), 3) == "100"
    assert Words("vi").rounded(Decimal("7.25"), 1) == "7,3" and Words("en").rounded(Decimal(10), 1) == "10.0"


def test_a_text_that_goes_into_a_wording_stays_as_it_is() -> None:
    assert Words("vi")("quality_page", page="a,b.{0}{page}.html") == "trang chất lượng: a,b.{0}{page}.html"
    assert Words("vi").named("unit", "hồ sơ") == "hồ sơ"


def test_the_ledger_hears_english_whatever_the_reader_reads() -> None:
    found = {"hold_back": 2, "fault": 10}
    failing = [said("counted", count=count, what=named("kind", kind)) for kind, count in found.items()]
    result = StageResult(said("checked", passed=236, failing=failing))
    assert result.message == "236 checks passed; 2 hold back, 10 fault"
    assert result.said.render("vi") == "236 phép kiểm tra đạt; 2 lỗi phải giữ lại dòng, 10 lỗi của bản công bố"


@pytest.mark.parametrize(("outcome", "english", "vietnamese"), [
    ("done", "all                    publish    done        replaced whole",
     "tất cả                 publish    đã xong     đã thay toàn bộ dữ liệu của kỳ"),
    ("up to date", "all                    publish    up to date  replaced whole",
     "tất cả                 publish    không đổi   đã thay toàn bộ dữ liệu của kỳ")])
def test_a_line_of_a_step_keeps_the_name_of_the_stage(
    capsys: pytest.CaptureFixture[str], outcome: str, english: str, vietnamese: str
) -> None:
    for language in LANGUAGES:
        Terminal(language).step("", "publish", outcome, said("replaced_whole"))
    assert capsys.readouterr().err.splitlines() == [english, vietnamese]


def test_a_step_that_the_data_stop_tells_its_problem_in_the_language(tmp_path: Path) -> None:
    """The line of the step, as a run makes it, for a document that is no PDF."""
    (tmp_path / "report.pdf").write_text("no PDF")
    settings = Settings(work=tmp_path / "work", warehouse=f"duckdb:///{tmp_path / 'w.duckdb'}", reports=tmp_path / "r")
    heard: list[tuple[str, Telling | None]] = []
    stock = Inventory(documents={"mic-2016": {tmp_path / "report.pdf": "its hash"}})
    cycle = Cycle(settings, Planner(settings), stock, Hold(settings.warehouse),
                  lambda _e, _s, outcome, message: heard.append((outcome, message)), lambda *pages: None)
    assert not cycle.edition_step("extract", "mic-2016")
    [(outcome, message)] = heard[1:]
    assert outcome == "failed" and message is not None
    assert "tệp không phải PDF" in message.render("vi") and "the file is no PDF" in message.render("en")
    assert "the file is no PDF" in Ledger(settings.ledger).rows()[0].message


def test_the_plan_is_told_in_vietnamese_and_its_json_keeps_its_codes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = Settings(work=tmp_path, warehouse=f"duckdb:///{tmp_path / 'w.duckdb'}", reports=tmp_path / "r")
    show_plan(settings, Terminal("vi"), ("mic-2016",), None, False)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert " ".join(lines[0]) == "kỳ công đoạn kế hoạch vì sao"
    assert " ".join(lines[1]) == "mic-2016 extract sẽ chạy chưa chạy lần nào"
    assert " ".join(lines[4]) == "tất cả transform sẽ chạy chưa chạy lần nào"
    show_plan(settings, Terminal("vi", as_json=True), ("mic-2016",), None, False)
    rows = json.loads(capsys.readouterr().out)
    assert rows[3] == {"edition": "all", "stage": "transform", "plan": "will run", "why": "chưa chạy lần nào"}


def test_changed_inputs_are_named_in_words(tmp_path: Path) -> None:
    settings = Settings(work=tmp_path, warehouse=f"duckdb:///{tmp_path / 'w.duckdb'}", reports=tmp_path / "r")
    ledger = Ledger(settings.ledger)
    ledger.finish(ledger.start(ledger.begin_run(""), "extract", "mic-2016", "", {}), "done")
    inputs = {"document báo cáo 2016.pdf": "1", "extractors/my rows.py": "2", "extractors/x.py": "3", "z": "4"}
    step: Step = Planner(settings).step("extract", "mic-2016", inputs)
    assert step.reason is not None
    assert step.reason.render("vi") == (
        "có thay đổi: tài liệu báo cáo 2016.pdf, extractors/my rows.py, extractors/x.py …")


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    return small_warehouse(tmp_path)


def test_the_summary_is_told_in_both_languages(capsys: pytest.CaptureFixture[str], small: Settings) -> None:
    show_summary(small, Terminal("en"))
    assert capsys.readouterr().out.splitlines()[1:9] == [
        "e", "  rows      2 in, 1 held back, 1 loaded",
        "  forms     1 counted, 1 superseded by a later one; 2 documents set aside",
        "  figures   asked of the bodies: 1 reported, 1 capped",
        "  checks    1 passed; failing: 0 stop, 2 hold back, 0 warn, 3 fault",
        "  verdicts  3 printed figures recomputed (2 ranks, 1 shares): 1 equal, 0 within rounding, 0 tie order,"
        " 1 known fault, 1 unexplained",
        "  look at   unexplained (1), first: chiso explain e:t:r9:share",
        "  look at   known fault (1), first: chiso explain e:t:r2:rank"]
    show_summary(small, Terminal("vi"))
    assert capsys.readouterr().out.splitlines()[1:9] == [
        "e", "  số dòng   đọc được 2, giữ lại 1, đã nạp 1",
        "  số phiếu  1 phiếu được tính, 1 phiếu đã có phiếu sau thay; để riêng 2 tài liệu",
        "  số liệu   các đơn vị phải nộp: 1 đã nộp, 1 đã chặn ở mức tối đa",
        "  kiểm tra  1 phép đạt; không đạt: 0 lỗi phải dừng cả kỳ, 2 lỗi phải giữ lại dòng, 0 chỗ cần xem,"
        " 3 lỗi của bản công bố",
        "  đối chiếu 3 số liệu đã in được tính lại (2 thứ hạng, 1 tỉ lệ): 1 khớp, 0 khớp trong mức làm tròn,"
        " 0 khác thứ tự khi bằng nhau, 1 sai sót đã ghi nhận, 1 chưa giải thích được",
        "  cần xem   chưa giải thích được (1), trước hết: chiso explain e:t:r9:share",
        "  cần xem   sai sót đã ghi nhận (1), trước hết: chiso explain e:t:r2:rank"]


@pytest.mark.parametrize(("name", "body"), [
    *((name, "Lào Cai") for name in ("Lào Cai", "lào cai", "Lao Cai", "LAO CAI", "lc")), ("tỉnh-sl", "Sơn La")])
def test_a_name_without_tone_marks_is_enough_where_only_one_body_bears_it(
    capsys: pytest.CaptureFixture[str], small: Settings, name: str, body: str
) -> None:
    assert explain_result(small, Terminal("vi"), "e", name, "portal") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{body} · Cổng (portal) · e", "thứ hạng     bản in 3, tính lại 3 trên 4 đơn vị", "kết quả      bản in 0,5"]


@pytest.mark.parametrize(("name", "candidates"), [
    ("Ha Nam", "Hà Nam · Hạ Nam"),
    ("Lào Cay", "Lào Cai · "),
    ("Láo Cai", "Lào Cai · ")])
def test_a_name_that_may_be_several_or_none_lists_proper_names(small: Settings, name: str, candidates: str) -> None:
    with pytest.raises(DataError) as stopped:
        explain_result(small, Terminal(), "e", name, "portal")
    [problem] = stopped.value.problems
    assert problem.code == "entity_unknown" and problem.expected.startswith(candidates)


@pytest.fixture
def chiso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process, in an empty folder, in Vietnamese."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*arguments, "--lang", "vi"])


@pytest.mark.parametrize(("arguments", "exit_code", "told"), [
    (["status"], 0, "Sổ theo dõi build/ledger.sqlite chưa có mục nào"),
    (["explain", "a", "b"], 2, "explain cần một mã ô"),
    (["tables", "a.pdf", "--pages", "x", "--out", "a.json"], 2, "--pages cần số trang như 2 hoặc 1-3,7"),
    (["plan", "--warehouse", "mysql://x/y"], 2, "Địa chỉ kho dữ liệu không đúng dạng"),
    (["explain", "a:b"], 1, "Không mở được kho dữ liệu"),
    (["plan", "--sources", "nowhere"], 2, "không có thư mục này")])
def test_wrong_use_and_missing_things_are_told_in_vietnamese(
    chiso: Callable[..., Result], arguments: list[str], exit_code: int, told: str
) -> None:
    done = chiso(*arguments)
    assert done.exit_code == exit_code, done.output
    assert told in done.output


def test_the_environment_can_ask_for_vietnamese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISO_LANGUAGE", "vi")
    assert "Sổ theo dõi" in CliRunner().invoke(main, ["status"]).output
    assert "The ledger" in CliRunner().invoke(main, ["status", "--lang", "en"]).output


def test_what_the_machine_lacks_is_told_in_vietnamese(chiso: Callable[..., Result]) -> None:
    lines = chiso("doctor").output.splitlines()
    assert " ".join(lines[0].split()) == "hạng mục tình trạng hiện có cách khắc phục"
    assert any(line.startswith("kho dữ liệu") and "dùng được, chưa dựng gì" in line for line in lines)


def test_what_stands_in_the_way_on_the_disk_is_told_in_vietnamese(chiso: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file where the folder of work belongs")
    done = chiso("run")
    assert done.exit_code == 1
    assert "máy tính báo lỗi: " in done.output


def test_a_problem_is_a_thing_to_tell_like_any_other() -> None:
    telling: Telling = Problem("file_empty", file="a.pdf")
    assert telling.render("vi").startswith("a.pdf: tệp rỗng")
