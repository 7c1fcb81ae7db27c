"""The number of a document and the one that the heading of an attached part names."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.contract import DocumentNumbers
from tests.extractors.plan_reading import PLAN, bundled, read_plan
from tests.renderings.plan_pdf import write_plan
from tests.renderings.plan_text import load_plan

OWN = "Số: 7/KH-UBND"


def numbers(tmp_path: Path, own: str, *headings: str) -> dict[str, DocumentNumbers]:
    """Those told by a plan whose appendix stands under these lines."""
    plan = load_plan(PLAN)
    plan.prose.insert(1, own)
    plan.table("appendix_overall").headings += headings
    outcome = read_plan(write_plan(tmp_path / "plan.pdf", plan), PLAN)
    assert outcome.problems == []
    return {table.id: table.numbers for table in outcome.tables if table.numbers}


def test_the_bundled_plan_names_another_plan_over_its_ranking() -> None:
    assert {table.id: table.numbers for table in bundled(PLAN).tables if table.numbers} == {
        "agencies_with_online_services": DocumentNumbers("132/KH-UBND", "132/KH-UBND"),
        "appendix_overall": DocumentNumbers("162/KH-UBND", "132/KH-UBND")}


@pytest.mark.parametrize("heading", [
    ["(Kèm theo Kế hoạch số 9/KH-UBND ngày 01/02/2018 của UBND tỉnh)"],
    ["(Ban hành kèm theo Kế hoạch số: 9 /KH-UBND)"], ["(kèm theo Kế hoạch số", "9/KH-UBND của UBND tỉnh)"]],
    ids=["as printed", "otherwise", "over two lines"])
def test_a_heading_is_read_however_it_is_set(tmp_path: Path, heading: list[str]) -> None:
    assert numbers(tmp_path, OWN, *heading) == {"appendix_overall": DocumentNumbers("9/KH-UBND", "7/KH-UBND")}


@pytest.mark.parametrize(("own", "heading"), [
    (OWN, "(Kèm theo Quyết định số 9/QĐ-UBND ngày 01/02/2018)"), ("KẾ HOẠCH", "(Kèm theo Kế hoạch số 9/KH-UBND)"),
    (OWN, "Thực hiện Kế hoạch số 9/KH-UBND")],
    ids=["another kind of document", "a document without a number", "a document that is only named"])
def test_what_cannot_be_compared_is_not_told(tmp_path: Path, own: str, heading: str) -> None:
    assert numbers(tmp_path, own, heading) == {}
