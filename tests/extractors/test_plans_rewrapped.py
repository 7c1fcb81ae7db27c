"""The prose of both plans set anew: other widths, other bullets, other pages. What it says stays the same."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import pytest

from extractors.layout import Item
from extractors.page_content import clean
from extractors.statements import read_statements
from extractors.targets import read_targets
from tests.extractors.plan_bullets import EDITIONS, lines, plan_spec
from tests.extractors.test_plans_bundled import plan, prose_of

BEGINS = re.compile(r"^(?:- |[IVX]+\. |\d+(?:\.\d+)*\. |Nhìn chung|\(Lược\))")


def paragraphs(edition: str) -> Iterator[str]:
    """The prose as its writer typed it: one paragraph a heading, bullet or passage."""
    text = ""
    for line in prose_of(edition):
        if BEGINS.match(line) and text:
            yield text
            text = ""
        text = f"{text} {line}".strip()
    yield text


def set_anew(edition: str, width: int, bullet: str, page_length: int) -> list[Item]:
    broken = [part for text in paragraphs(edition) for part in textwrap.wrap(re.sub("^- ", bullet, text), width)]
    return [item for start in range(0, len(broken), page_length)
            for item in lines(*broken[start:start + page_length], page=start // page_length + 1)]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("width", "bullet", "page_length"), [
    (38, "- ", 30), (47, "• ", 55), (61, "– ", 17), (75, "+ ", 40), (120, "- ", 9), (400, "• ", 60)])
def test_targets_and_figures_of_the_prose_are_the_same_in_any_setting(edition: str, width: int, bullet: str,
                                                                      page_length: int) -> None:
    spec = plan_spec(edition)
    items = set_anew(edition, width, bullet, page_length)
    assert spec.targets
    targets, doubts = read_targets(items, spec.targets, spec.decimal_mark)
    assert [(t.indicator_printed, t.comparator, t.target, t.target_max, t.unit, t.lead_printed, t.due_printed)
            for t in targets] == [
        (t.indicator_printed, t.comparator, t.target, t.target_max, t.unit, t.lead_printed, t.due_printed)
        for t in plan(edition).targets]
    assert [doubt.code for doubt in doubts] == ["target_unread"]
    pages = [(page, " ".join(clean(item.line.text) for item in items if item.line and item.page == page))
             for page in sorted({item.page for item in items})]
    told = read_statements(pages, spec.statements, spec.decimal_mark)
    assert [(s.ordinal, s.statement, s.figure, s.text, s.value, s.body) for s in told] == [
        (s.ordinal, s.statement, s.figure, s.text, s.value, s.body) for s in plan(edition).statements]
