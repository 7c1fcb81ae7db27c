"""The quality page: true, whole, safe and the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from filled_forms import Forms
from printed_report import Checked

from expectations.policy import KINDS, read_policy
from expectations.quality_page import quality_page
from expectations.suites import CHECKS
from extractors.errors import Problem, messages


def page_of(checked: Checked) -> str:
    return (checked.folder / "quality.html").read_text(encoding="utf-8")


def test_the_page_shows_every_failure_and_every_table(whole_edition: Checked) -> None:
    page = page_of(whole_edition)
    for failure in whole_edition.outcome.failures:
        assert f"<code>{failure.cell_id}</code>" in page
        assert failure.why_vi in page
        assert failure.why_en in page
    assert page.count("<details") == 26
    assert "Được nạp toàn bộ." in page
    assert "All of it is loaded." in page


def test_the_page_says_when_an_edition_is_stopped(check_table: Callable[..., Checked]) -> None:
    assert "This edition is stopped" in page_of(check_table("4.1", lambda rows: rows.pop()))


def test_the_page_says_how_many_rows_are_held_back(check_table: Callable[..., Checked]) -> None:
    page = page_of(check_table("2.4", lambda rows: rows[4].update(index="1,900")))
    assert "Được nạp, trừ 1 dòng giữ lại." in page


def test_the_page_tells_of_the_forms(check_forms: Callable[..., Checked]) -> None:
    def spoil(forms: Forms) -> None:
        forms.form("so-tc").update(name_printed="Sở Tài chinh", confidence="0.96")
        forms.put("so-tc", "computers_lan", "86")
        forms.put("so-xd", "computers_total", "-1")
        forms.repeat("so-tttt", "phieu/lan-1.xlsx")

    aside = Problem("file_encrypted", edition="dienbien-2012", file="phieu/khoa.xlsx")
    page = page_of(check_forms(spoil, set_aside=[aside.as_dict()]))
    assert "Được nạp, trừ 1 số liệu của phiếu, 1 tài liệu giữ lại." in page
    assert "Loaded, except 1 figure(s) of forms, 1 document(s) held back." in page
    assert "ghi là “Sở Tài chinh”, giống 96 %" in page
    assert "có phiếu sau, không tính" in page
    assert "86 <code>≤ 85</code>" in page
    assert "<code>D13</code> computers_total" in page
    assert "phieu/khoa.xlsx" in page
    assert "2 trên 20 đơn vị không có phiếu được tính: Sở Công Thương" in page
    assert page.count("Có quy chế quản lý, sử dụng hệ thống CNTT") == 5, "what a form lacks is told once"


def test_the_page_names_sheets_where_there_are_no_pages(decision: Checked) -> None:
    page = page_of(decision)
    assert "<td>districts@workbook</td>" in page
    assert "<td>Cap tinh</td>" in page


def test_printed_text_cannot_become_markup(check_table: Callable[..., Checked]) -> None:
    page = page_of(check_table("2.4", lambda rows: rows[4].update(index="<script>alert(1)</script>")))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_is_whole_html_and_fetches_nothing(whole_edition: Checked) -> None:
    page = page_of(whole_edition)
    open_tags: list[str] = []

    class Balanced(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "br"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Balanced().feed(page)
    assert open_tags == []
    assert page.startswith("<!doctype html>")
    assert re.findall(r"\b(?:src|href)\s*=|url\(|@import", page) == []


def test_the_same_outcome_gives_the_same_bytes(whole_edition: Checked) -> None:
    assert quality_page(whole_edition.outcome, read_policy()) == page_of(whole_edition)


def test_every_check_has_a_kind_a_title_and_a_wording() -> None:
    policy = read_policy()
    assert set(policy) == {check.code for check in CHECKS} | {
        "extraction", "document_set_aside", "extraction_doubt"}
    for check in CHECKS:
        wording = messages()[f"check_{check.code}"]
        assert all(wording[part][language] for part in ("what", "do") for language in ("en", "vi"))
    assert {facts.kind for facts in policy.values()} == set(KINDS)


@pytest.mark.parametrize("facts", ["kind: perhaps", "kind: fault", "kind: warn\n  fault_kind: rank"])
def test_a_kind_that_does_not_exist_is_refused(tmp_path: Path, facts: str) -> None:
    path = tmp_path / "policy.yml"
    path.write_text(f"row_count:\n  {facts}\n  title: {{en: a, vi: b}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="row_count"):
        read_policy(path)
