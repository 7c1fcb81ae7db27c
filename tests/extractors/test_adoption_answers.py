"""Answers to questions: dates are dates, keys and codes exist, and nonsense closes no question."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.adoption.answers import require_not_before, require_one_of
from extractors.adoption.names_printed import NamesFound, names_found
from extractors.adoption.proposal import NewBody
from extractors.contract import Mention
from extractors.edition_dates import is_date_of
from extractors.errors import DataError, Problem
from extractors.names import name_key
from extractors.spec import load_edition_spec
from tests.extractors.adopting import ENTITIES, SOURCES, proposed, without_edition

PLAN = "laocai-ict-2017"
MISSPELT = "Bộ LĐ, Thương binh và Xã hội"
MEANT = "ministry_bo_lao_dong_thuong_binh_va_xa_hoi"


def only(error: pytest.ExceptionInfo[DataError]) -> Problem:
    [problem] = error.value.problems
    return problem


@pytest.mark.parametrize(("fact", "text", "is_one"), [
    ("period", "2017", True), ("period", "17", False), ("period", "nam2017", False), ("period", "2017-05", False),
    ("published_on", "2018", True), ("published_on", "2018-05", True), ("published_on", "2020-02-29", True),
    ("published_on", "thang5", False), ("published_on", "2018-13", False), ("published_on", "2019-02-29", False),
    ("published_on", "2018-5", False), ("published_on", "05/2018", False), ("published_on", "", False)])
def test_a_date_is_one_of_the_calendar(fact: str, text: str, is_one: bool) -> None:
    assert is_date_of(fact, text) == is_one


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("published_on", "thang5", "YYYY, YYYY-MM or YYYY-MM-DD"), ("period", "nam2017", "YYYY")])
def test_a_senseless_date_is_refused_before_anything_is_read(name: str, value: str, expected: str) -> None:
    with pytest.raises(DataError) as error:
        proposed(SOURCES / PLAN / "absent.pdf", **{name: value})
    problem = only(error)
    assert (problem.code, problem.found, problem.expected) == ("answer_wrong", value, expected)
    assert f"--say '{name}=…'" in problem.render("vi")


def test_nothing_is_published_before_the_year_that_it_tells_of() -> None:
    require_not_before({"published_on": "2017-12"}, "2017")
    with pytest.raises(DataError) as error:
        require_not_before({"published_on": "1999"}, "2017")
    assert (only(error).found, only(error).expected) == ("1999", ">= 2017")


@pytest.mark.parametrize(("fact", "written"), [("published_on", '"thang5"'), ("period", '"2016-2017"')])
def test_an_edition_with_a_senseless_date_is_not_read(tmp_path: Path, fact: str, written: str) -> None:
    folder = without_edition("none", tmp_path / "series")
    path = folder / "laocai_agencies" / "series.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(    {fact}: ).*", rf"\g<1>{written}", text), encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_edition_spec("laocai-agencies-2016", folder)
    problem = only(error)
    assert (problem.code, problem.edition, problem.file, problem.found, problem.details["name"]) == (
        "edition_date_wrong", "laocai-agencies-2016", "series.yml", written.strip('"'), fact)


def test_a_date_without_quotes_is_the_same_date(tmp_path: Path) -> None:
    folder = without_edition("none", tmp_path / "series")
    path = folder / "laocai_agencies" / "series.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('"2017-02-16"', "2017-02-16").replace('"2016"', "2016"),
                    encoding="utf-8")
    spec = load_edition_spec("laocai-agencies-2016", folder)
    assert (spec.period, spec.published_on) == ("2016", "2017-02-16")


@pytest.mark.parametrize("name", ["table:p2", "column:detailed_rank_2016:7"])
def test_a_key_that_nothing_has_is_told_with_those_that_it_may_be(tmp_path: Path, name: str) -> None:
    folder = without_edition(PLAN, tmp_path / "series")
    with pytest.raises(DataError) as error:
        proposed(SOURCES / PLAN / "ke-hoach-332-2017.pdf", folder=folder, **{name: "nonsense"})
    problem = only(error)
    assert (problem.code, problem.found, problem.details["name"]) == ("answer_wrong", "nonsense", name)
    assert "new" in problem.expected.split(" · ") and len(problem.expected.split(" · ")) > 2


def test_the_nearest_values_are_told_first() -> None:
    with pytest.raises(DataError) as error:
        require_one_of({"a": "level_3"}, "a", ["rank", "level4", "level3", "total"], ["new"])
    assert only(error).expected.split(" · ")[0] == "level3" and only(error).expected.endswith(" · new")


def names_with(**answers: str) -> NamesFound:
    last = load_edition_spec("mic-2016")
    table = last.table("2.1")
    mention = Mention(table.id, 7, "entity", 1, MISSPELT, "", name_key(MISSPELT))
    return names_found([mention], {table.id: table}, last, "2017", ENTITIES, answers)


def test_an_unresolved_name_shows_the_likeness_that_its_question_tells() -> None:
    found = names_with()
    [match], [question] = found.names, found.questions
    assert match.entity_code is None and question.candidates[0] == (MEANT, match.likeness) and match.likeness > 0.5


@pytest.mark.parametrize("said", ["ministry_nonsense", "province_lao_cai"])
def test_a_body_that_is_not_there_is_no_answer(said: str) -> None:
    with pytest.raises(DataError) as error:
        names_with(**{f"name:{MISSPELT}": said})
    problem = only(error)
    assert problem.found == said and {MEANT, "new", "skip"} <= set(problem.expected.split(" · "))


@pytest.mark.parametrize(("said", "code"), [(MEANT, MEANT), ("skip", None)])
def test_a_body_that_is_there_closes_the_question(said: str, code: str | None) -> None:
    found = names_with(**{f"name:{MISSPELT}": said})
    assert [match.entity_code for match in found.names] == [code] and found.questions == ()


def test_a_new_body_is_made_of_its_name_and_what_is_said_of_it() -> None:
    asked = names_with(**{f"name:{MISSPELT}": "new"})
    assert [(one.name.partition(":")[0], one.is_needed) for one in asked.questions] == [
        ("name_en", True), ("since", False), ("replaces", False)]
    said = {"name": "new", "name_en": "Ministry", "since": "2017-03-01", "replaces": MEANT}
    found = names_with(**{f"{about}:{MISSPELT}": answer for about, answer in said.items()})
    assert found.names == found.questions == ()
    slug = "bo-ld-thuong-binh-va-xa-hoi"
    assert found.bodies == (NewBody("ministry_" + slug.replace("-", "_"), "ministry", MISSPELT, "Ministry", "",
                                    "2017-03-01", "", slug, (MEANT,)),)
    assert ("body_new", MISSPELT) in {(drift.kind, drift.new) for drift in found.drifts}


@pytest.mark.parametrize(("about", "said", "expected"), [
    ("since", "2018-01-01", "2017-12-31"), ("since", "tháng 3", "YYYY-MM-DD"), ("replaces", "ministry_nonsense", MEANT),
    ("replaces", f"{MEANT} x", MEANT)])
def test_what_cannot_be_so_of_a_new_body_is_refused(about: str, said: str, expected: str) -> None:
    with pytest.raises(DataError) as error:
        names_with(**{f"name:{MISSPELT}": "new", f"{about}:{MISSPELT}": said})
    problem = only(error)
    assert problem.found == said and expected in problem.expected
    assert problem.details["name"] == f"{about}:{MISSPELT}"


def test_a_body_in_a_table_of_several_types_is_asked_for_its_type_the_likely_one_first() -> None:
    last = load_edition_spec("dienbien-2012")
    table = replace(last.table("dep_overall"), entity_type="district department")
    mention = Mention(table.id, 1, "unit_name", 1, "Sở Du lịch", "", name_key("Sở Du lịch"))

    def found(**answers: str) -> NamesFound:
        return names_found([mention], {table.id: table}, last, "2013", ENTITIES,
                           {f"{about}:Sở Du lịch": said for about, said in {"name": "new", **answers}.items()})

    asked = {one.name: one for one in found().questions}
    assert [kind for kind, _ in asked["type:Sở Du lịch"].candidates] == ["department", "district"]
    [body] = found(type="department").bodies
    assert (body.entity_code, body.parent_code, body.slug) == ("dien_bien_so_du_lich", "province_dien_bien",
                                                               "so-du-lich")


def test_the_titles_of_the_edition_can_be_said(tmp_path: Path) -> None:
    folder = without_edition(PLAN, tmp_path / "series")
    document = SOURCES / PLAN / "ke-hoach-332-2017.pdf"
    proposal = proposed(document, folder=folder, title_vi="Kế hoạch năm 2018", title_en="Plan of 2018")
    assert (proposal.title_vi, proposal.title_en) == ("Kế hoạch năm 2018", "Plan of 2018")
    with pytest.raises(DataError) as error:
        proposed(document, folder=folder, title_en="")
    assert "in 2018" in only(error).expected
