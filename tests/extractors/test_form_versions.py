"""Two forms of one body: which one counts, and what is said."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.extractors.form_reading import codes, read_forms, read_one, values
from tests.extractors.odd_forms import OddForm

EARLY, LATE = datetime(2012, 12, 1), datetime(2012, 12, 20)


def signed(day: str) -> str:
    return f"Điện Biên, ngày {day} tháng 12 năm 2012"


CASES: dict[str, tuple[dict[str, object], str, dict[str, object], str]] = {
    "the date written in it": ({"signed": signed("03"), "modified": LATE}, "b.xlsx",
                               {"signed": signed("17"), "modified": EARLY}, "a.xlsx"),
    "the date before the mark": ({"signed": signed("03"), "title": "PHIẾU THU THẬP NĂM 2012 (lần 2)"}, "b.xlsx",
                                 {"signed": signed("17")}, "a.xlsx"),
    "a mark in the title": ({"modified": LATE}, "b.xlsx",
                            {"title": "PHIẾU THU THẬP SỐ LIỆU NĂM 2012 (ĐIỀU CHỈNH)", "modified": EARLY}, "a.xlsx"),
    "a mark in the file's name": ({"modified": LATE}, "phieu_1.xlsx", {"modified": EARLY}, "phieu_dinh_chinh.xlsx"),
    "the third before the second": ({"title": "PHIẾU THU THẬP NĂM 2012 LẦN 2"}, "b.xlsx",
                                    {"title": "PHIẾU THU THẬP NĂM 2012 LẦN 3"}, "a.xlsx"),
    "when it was saved": ({"modified": EARLY}, "b.xlsx", {"modified": LATE}, "a.xlsx"),
    "a date without its day tells nothing": ({"signed": signed("……"), "modified": EARLY}, "b.xlsx",
                                             {"signed": signed("03"), "modified": LATE}, "a.xlsx"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_later_form_counts_and_the_earlier_is_kept_and_said(case: str, tmp_path: Path) -> None:
    before, before_name, after, after_name = CASES[case]
    early = OddForm(answers={"staff_total": 40}, **before).save(tmp_path / before_name)  # type: ignore[arg-type]
    late = OddForm(answers={"staff_total": 44}, **after).save(tmp_path / after_name)  # type: ignore[arg-type]
    stamp(early, before), stamp(late, after)
    outcome = read_forms(early, late)
    forms = {form.form: form for form in outcome.forms}
    assert forms.keys() == {"form/so-yt", "form/so-yt.earlier-1"}
    counted, earlier = forms["form/so-yt"], forms["form/so-yt.earlier-1"]
    assert (counted.status, values(counted)["staff_total"], counted.source.path) == ("counted", "44", late)
    assert (earlier.status, values(earlier)["staff_total"]) == ("superseded", "40")
    assert {given.form for given in earlier.inputs} == {"form/so-yt.earlier-1"}
    told = next(doubt for doubt in outcome.doubts if doubt.code == "form_superseded")
    assert (told.file, told.details["later"]) == (before_name, after_name)


def stamp(path: Path, facts: dict[str, object]) -> None:
    """openpyxl stamps the moment of saving, whatever it is told: put the wanted one into the file."""
    import re
    import zipfile

    moment = facts.get("modified", EARLY)
    assert isinstance(moment, datetime)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", told, parts["docProps/core.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_three_forms_stand_in_their_order(tmp_path: Path) -> None:
    paths = [OddForm(answers={"staff_total": day}, signed=signed(f"{day:02}")).save(tmp_path / f"{day}.xlsx")
             for day in (9, 21, 15)]
    forms = {form.form: values(form)["staff_total"] for form in read_forms(*paths).forms}
    assert forms == {"form/so-yt": "21", "form/so-yt.earlier-1": "15", "form/so-yt.earlier-2": "9"}


def test_where_nothing_tells_both_are_held_back(tmp_path: Path) -> None:
    paths = [OddForm(answers={"staff_total": number}, signed="").save(tmp_path / f"{number}.xlsx")
             for number in (40, 44)]
    for path in paths:
        stamp(path, {})
    outcome = read_forms(*paths)
    assert {(form.form, form.status) for form in outcome.forms} == {
        ("form/so-yt.unclear-1", "held_back"), ("form/so-yt.unclear-2", "held_back")}
    assert [problem.code for problem in outcome.set_aside] == ["form_versions_unclear"]
    assert "40.xlsx" in outcome.set_aside[0].found and "44.xlsx" in outcome.set_aside[0].found


def test_an_empty_form_does_not_replace_a_filled_one(tmp_path: Path) -> None:
    filled = OddForm(answers={"staff_total": 40}, signed=signed("03")).save(tmp_path / "a.xlsx")
    empty = OddForm(signed=signed("17")).save(tmp_path / "b.xlsx")
    outcome = read_forms(filled, empty)
    assert {form.form: form.status for form in outcome.forms if form.status == "counted"} == {"form/so-yt": "counted"}
    assert "form_empty" in codes(outcome) and len({form.form for form in outcome.forms}) == 2


def test_a_copy_is_one_form_and_said(tmp_path: Path) -> None:
    path = OddForm(answers={"staff_total": 40}).save(tmp_path / "a.xlsx")
    copy = Path(shutil.copy(path, tmp_path / "b.xlsx"))
    outcome = read_forms(path, copy)
    assert [form.status for form in outcome.forms] == ["counted"]
    assert [(doubt.code, doubt.file, doubt.expected) for doubt in outcome.doubts] == [("file_copy", "b.xlsx", "a.xlsx")]


def test_an_empty_form_is_said(tmp_path: Path) -> None:
    read, outcome = read_one(OddForm().save(tmp_path / "phieu.xlsx"))
    assert (read.status, [problem.code for problem in outcome.set_aside]) == ("held_back", ["form_empty"])


def test_a_year_that_nobody_tells_is_said(tmp_path: Path) -> None:
    form = OddForm(title="PHIẾU THU THẬP SỐ LIỆU", answers={"staff_total": 40})
    read, outcome = read_one(form.save(tmp_path / "phieu.xlsx"))
    assert values(read)["staff_total"] == "40" and codes(outcome) == {"form_year_unsaid"}
