"""messages.yml: a wording for every problem that the code can tell, in both languages, and none to spare."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from string import Formatter

import pytest
import yaml

from extractors.errors import LANGUAGES, DataError, Problem, messages
from tests.extractors.truth import ROOT

PACKAGES = ("extractors", "expectations", "warehouse", "reports", "flows")
ALWAYS = {"found", "expected", "file", "table", "edition"}
"""What every problem can say; the rest comes from its details."""
TELLERS = {"Problem", "stop", "Line", "Answer"}
"""Functions that take a code, details or both."""


def calls() -> Iterator[ast.Call]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TELLERS:
                    yield node


def codes_of(call: ast.Call) -> set[str]:
    """The codes that a call may name, in its first argument or the keyword `code` or `message`: one a branch."""
    named = [word.value for word in call.keywords if word.arg in ("code", "message")]
    first = call.args[:1] if call.func.id != "Line" else []  # type: ignore[attr-defined]
    for value in [*first, *named]:
        found = {text for branch in branches(value) for text in first_text(branch)}
        if found:
            return found
    return set()


def branches(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.IfExp):
        yield from branches(value.body)
        yield from branches(value.orelse)
    else:
        yield value


def first_text(value: ast.expr) -> list[str]:
    return [part.value for part in ast.walk(value)
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and "_" in part.value][:1]


def details_of(call: ast.Call) -> set[str]:
    return {key.value for word in call.keywords if word.arg == "details" and isinstance(word.value, ast.Dict)
            for key in word.value.keys if isinstance(key, ast.Constant)}


def checks() -> set[str]:
    policy = yaml.safe_load((ROOT / "expectations" / "policy.yml").read_text(encoding="utf-8"))
    carried = {"extraction", "document_set_aside", "extraction_doubt"}  # these hand on the extractor's own problems
    return {f"check_{name}" for name in set(policy) - carried}


def named_codes() -> set[str]:
    return {code for call in calls() for code in codes_of(call) if code != "check_"} | checks()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_search_finds_the_codes_of_every_package() -> None:
    assert {"file_empty", "header_double", "check_letter_for_digit", "check_row_sum", "load_refused",
            "cell_unknown"} <= named_codes()


def test_every_problem_that_can_be_told_has_a_wording() -> None:
    assert named_codes() - set(messages()) == set()


def test_every_wording_is_used() -> None:
    assert set(messages()) - named_codes() == set()


@pytest.mark.parametrize("code", sorted(messages()))
def test_a_wording_is_whole_in_both_languages(code: str) -> None:
    wording = messages()[code]
    assert set(wording) - {"texts"} == {"what", "do"}
    for english, vietnamese in wording.get("texts", {}).items():
        assert placeholders(english) == placeholders(vietnamese), english
    for texts in (wording["what"], wording["do"]):
        assert set(texts) == set(LANGUAGES) and all(text.strip() for text in texts.values())
    english, vietnamese = (placeholders(wording["what"][language]) for language in LANGUAGES)
    assert english == vietnamese
    assert wording["what"]["en"] != wording["what"]["vi"] and wording["do"]["en"] != wording["do"]["vi"]


@pytest.mark.parametrize("code", sorted(messages()))
def test_every_placeholder_is_filled_where_the_problem_is_told(code: str) -> None:
    needed = {name for part in ("what", "do") for text in messages()[code][part].values()
              for name in placeholders(text)} - ALWAYS
    if code in checks() | {"check_letter_for_digit"}:
        given = [set().union(*(details_of(call) for call in calls()))]  # the check's name is put on elsewhere
    else:
        given = [details_of(call) for call in calls() if code in codes_of(call)]
    assert given and all(needed <= details for details in given), (needed, given)


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem("header_unknown", edition="mic-2016", file="a.pdf", table="2.4", page=5, found="Điểm TB",
                      expected="Chỉ số", details={"column": "4", "nearest": "Chỉ số", "likeness": "20%"})
    assert problem.render().splitlines() == [
        "mic-2016, a.pdf, table 2.4, page 5: header “Điểm TB” (column 4) is not known",
        "  found:     Điểm TB",
        "  expected:  Chỉ số",
        "  do:        if it is a new wording of “Chỉ số” (likeness 20%), put it into columns.csv, column mic-2016; "
        "if it is a new column, add a row",
    ]
    assert problem.render("vi").splitlines()[:3] == [
        "mic-2016, a.pdf, bảng 2.4, trang 5: tiêu đề “Điểm TB” (cột 4) chưa biết",
        "  thấy:      Điểm TB",
        "  cần:       Chỉ số",
    ]


def test_braces_in_a_document_are_text_and_no_placeholders() -> None:
    assert "{0} {found}" in Problem("edition_unknown", found="{0} {found}").render()


def test_a_problem_comes_back_from_json() -> None:
    problem = Problem("table_twice", page=3, details={"a": "b"})
    assert Problem.from_dict(problem.as_dict()) == problem


def test_an_error_passes_from_process_to_process() -> None:
    error = DataError([Problem("file_empty", file="a.pdf"), Problem("file_damaged", file="b.pdf")])
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems
    assert str(again).count("\n") == 3 and "a.pdf: the file is empty" in str(again)
