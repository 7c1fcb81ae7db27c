"""Rows that tell their place in a tree by a mark."""

from __future__ import annotations

import pytest

from extractors.outline import Place, places, read_outlines
from extractors.spec import load_edition_spec

OUTLINE = load_edition_spec("dienbien-2012").outlines["rubric"]


def test_marks_give_codes_levels_and_kinds_of_rows() -> None:
    assert places(["A", "1", "2", "", "", "B", "1"], OUTLINE) == [
        Place("A", "component", "total"), Place("A1", "indicator", "data"), Place("A2", "indicator", "data"),
        Place("A2", "option", "data"), Place("A2", "option", "data"), Place("B", "component", "total"),
        Place("B1", "indicator", "data")]


@pytest.mark.parametrize("marks", [["A.", "1.", "2)"], ["A)", " 1 ", "2:"]])
def test_closing_marks_do_not_count(marks: list[str]) -> None:
    assert [place.code for place in places(marks, OUTLINE)] == ["A", "A1", "A2"]


def test_a_mark_of_no_level_has_no_code() -> None:
    assert places(["A", "a-b", "1"], OUTLINE)[1:] == [Place("", "", "data"), Place("A1", "indicator", "data")]


def test_a_series_without_outlines_has_none() -> None:
    assert read_outlines({}) == {} and not load_edition_spec("mic-2016").outlines
