"""Pages as a reader meets them, in a real browser: on a desk, a phone and paper, by keyboard, for a screen reader."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reports.reading_order import reading_order

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here (Debian: apt-get install chromium)")
DESK, PHONE = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
KINDS = (
    ("built", ""), ("built", "mic-2016"), ("built", "mic-2016/ranking-province"), ("built", "mic-2016/4.3"),
    ("built", "mic-2016/4.3/lao-cai"), ("built", "mic-2016/body/lao-cai"), ("built", "mic-2016/reconciliation"),
    ("built", "mic-2016/faults"), ("points", "dienbien-2012/tables"), ("points", "dienbien-2012/profiles"),
    ("points", "dienbien-2012/body/so-tai-chinh"), ("points", "dienbien-2012/self_assessment"),
    ("points", "dienbien-2012/D3"), ("plan", "laocai-ict-2016"), ("plan", "laocai-ict-2016/appendix/province-lao-cai"),
    ("plan", "laocai-ict-2016/targets"), ("plan", "compare/vietnam_ict_index"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    # axe itself asks for style sheets once more, in a way that no page from a folder may
    opened.on("requestfailed", lambda request: errors.extend(
        [request.url] if request.resource_type not in ("xhr", "fetch") else []))
    yield opened
    opened.close()
    assert not errors


@pytest.fixture
def sites(built: Path, points: Path, plan: Path) -> dict[str, Path]:
    return {"built": built, "points": points, "plan": plan}


def show(page: Page, site: Path, path: str, language: str = "") -> None:
    page.goto((site / "html" / path / f"index{language}.html").as_uri())


@pytest.mark.parametrize(("site", "path"), KINDS)
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_no_kind_of_page_has_an_obstacle_or_is_wider_than_its_screen(
        page: Page, sites: dict[str, Path], site: str, path: str, screen: dict[str, int]) -> None:
    page.set_viewport_size(screen)  # type: ignore[arg-type]
    show(page, sites[site], path)
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]


def names(page: Page) -> list[str]:
    return page.locator("table.ranks tbody th").all_inner_texts()


def test_a_reader_finds_a_body_without_typing_its_marks(page: Page, built: Path) -> None:
    show(page, built, "mic-2016/4.3")
    assert len(names(page)) == 63
    for typed, name in (("lao cai", "Lào Cai"), ("da nang", "TP. Đà Nẵng"), ("Điện Biên", "Điện Biên")):
        page.get_by_role("searchbox").fill(typed)
        assert names(page) == [name]


def test_a_table_is_sorted_by_keyboard_as_figures_and_says_so(page: Page, built: Path) -> None:
    show(page, built, "mic-2016/4.8")
    heading = page.locator("table.ranks thead th", has_text="Kết quả")
    heading.get_by_role("button").focus()
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(heading).to_have_attribute("aria-sort", order)
    shown = [text for text in page.locator("table.ranks tbody td:nth-child(3)").all_inner_texts() if text != "—"]
    figures = [int(text.replace(".", "")) for text in shown]
    assert figures == sorted(figures, reverse=True) and figures[0] > 9999


def test_bodies_are_sorted_by_the_vietnamese_alphabet_whatever_the_browser_speaks(page: Page, built: Path) -> None:
    show(page, built, "mic-2016/4.3")
    heading = page.locator("table.ranks thead th", has_text="Đơn vị")
    heading.get_by_role("button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    found = [name for name in names(page) if not name.startswith("TP.")]
    assert found[:5] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn"]
    assert found == sorted(found, key=reading_order)


def test_rows_can_be_chosen_by_a_group(page: Page, points: Path) -> None:
    show(page, points, "dienbien-2012/D3")
    assert len(names(page)) == 29
    page.get_by_label("Khối", exact=True).select_option("Huyện, thị xã, thành phố")
    assert len(names(page)) == 9


def test_the_way_by_keyboard_begins_with_the_link_to_the_content(page: Page, built: Path) -> None:
    show(page, built, "mic-2016/4.3")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_paper_has_the_table_and_no_menu(page: Page, built: Path) -> None:
    show(page, built, "mic-2016/4.3")
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible() and not page.get_by_role("searchbox").is_visible()
    assert page.locator("table.ranks").is_visible()


def test_without_scripts_every_row_is_there(browser: Browser, built: Path) -> None:
    plain = browser.new_page(java_script_enabled=False)
    show(plain, built, "mic-2016/4.3", ".en")
    assert plain.locator("table.ranks tbody tr").count() == 63
    plain.close()
