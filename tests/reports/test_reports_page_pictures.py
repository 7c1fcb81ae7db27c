"""Pages of documents as pictures: cells lie where their text is seen, and the same page gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas

from extractors.contract import Cell
from extractors.page_content import Word, read_pdf_page
from flows.stages import document_reader
from reports.page_pictures import MOST_PIXELS, Box, PagePicture, draw_pages, page_pictures, picture_path

SOURCES = Path(__file__).parents[2] / "sources"
DOCUMENTS = sorted(path for path in SOURCES.rglob("*.pdf") if "scan" not in path.stem)
PAGES_LOOKED_AT = 3
SHA = "ab" * 32
DARK = 128
RULE = 2.0
"""Points that a drawn rule and its blur take of a cell at each edge."""


def ink(picture: PagePicture, box: Box, grey: Image.Image, inset: float = 0.0) -> Box | None:
    """Where in a box of the page something dark stands, in points."""
    left, top, right, bottom = picture.shows
    wide, high = grey.width / (right - left), grey.height / (bottom - top)
    corner = round((box[0] + inset - left) * wide), round((box[1] + inset - top) * high)
    part = grey.crop((*corner, round((box[2] - inset - left) * wide), round((box[3] - inset - top) * high)))
    found = part.point([255 * (value < DARK) for value in range(256)]).getbbox()
    if found is None:
        return None
    x0, y0, x1, y1 = found
    return ((corner[0] + x0) / wide + left, (corner[1] + y0) / high + top,
            (corner[0] + x1) / wide + left, (corner[1] + y1) / high + top)


def grey_of(picture: PagePicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.content)).convert("L")


def box_of(word: Word) -> Box:
    return word.x0, word.top, word.x1, word.bottom


def words_on(document: Path, pages: list[int]) -> Iterator[tuple[int, tuple[Word, ...]]]:
    with pdfplumber.open(document, pages=pages) as pdf:
        for page in pdf.pages:
            yield page.page_number, read_pdf_page(page).words


def some(pages: list[int]) -> list[int]:
    """The first, the last and some between."""
    return sorted({pages[len(pages) * part // (PAGES_LOOKED_AT - 1) - (part > 0)] for part in range(PAGES_LOOKED_AT)})


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_cell_of_every_bundled_document_lies_on_the_picture_where_its_text_is(document: Path) -> None:
    outcome = document_reader(document.parent.name)(document)
    placed: dict[int, list[Cell]] = {}
    for cell in outcome.cells:
        if cell.box and cell.page:
            placed.setdefault(cell.page, []).append(cell)
    pages = some(sorted(placed))
    pictures = draw_pages(document, pages)
    for page, words in words_on(document, pages):
        grey, looked_at = grey_of(pictures[page]), 0
        for cell in placed[page]:
            inside = [word for word in words if cell.box and cell.box[0] < word.middle[0] < cell.box[2]
                      and cell.box[1] < word.middle[1] < cell.box[3]]
            assert cell.box is not None
            if cell.value is not None:
                text = "".join(word.text for word in inside)
                assert cell.text.replace(" ", "") in (text, *re.findall(r"\d+", text)), cell  # a header may hold it
                looked_at += 1
            assert bool(ink(pictures[page], cell.box, grey, RULE)) == bool(inside), cell
            assert all(ink(pictures[page], box_of(word), grey) for word in inside), cell
        assert looked_at or not any(cell.value is not None for cell in placed[page])


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    """Four pages turned by quarters, and four more of which a reader is shown a part that begins elsewhere."""
    canvas = Canvas(str(tmp_path / "upright.pdf"), pagesize=(400, 300), invariant=True)
    for _ in range(8):
        for place in range(9):
            canvas.drawString(70 + place % 3 * 100, 80 + place // 3 * 60, "W")
        canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "upright.pdf") as pdf:
        for number in range(8):
            page = pdf[number]
            page.set_rotation(number % 4 * 90)
            if number > 3:
                page.set_mediabox(-30, 20, 400, 290)
                page.set_cropbox(30, 40, 200, 280)
        pdf.save(tmp_path / "turned.pdf")
    return tmp_path / "turned.pdf"


def test_words_of_turned_and_cropped_pages_lie_where_they_are_seen(turned: Path) -> None:
    pages = list(range(1, 9))
    pictures = draw_pages(turned, pages)
    for page, words in words_on(turned, pages):
        grey, found = grey_of(pictures[page]), pictures[page]
        assert len(words) == 9
        for word in words:
            around = (word.x0 - 20, word.top - 20, word.x1 + 20, word.bottom + 20)
            drawn = ink(found, around, grey)
            assert drawn is not None, page
            assert word.x0 - 1 < drawn[0] and drawn[2] < word.x1 + 1, page
            assert word.top - 1 < drawn[1] and drawn[3] < word.bottom + 1, page
    assert len({picture.shows for picture in pictures.values()}) == 4


def test_a_page_gives_the_same_small_picture_in_any_process() -> None:
    document = DOCUMENTS[0]
    drawn = page_pictures({SHA: [1, 2, 99]}, {SHA: document}, {})
    assert list(drawn) == [picture_path(SHA, 1), picture_path(SHA, 2)]  # there is no page 99
    assert list(drawn.values()) == list(draw_pages(document, [1, 2]).values())
    assert max(len(picture.content) for picture in drawn.values()) < 100_000
    assert {grey_of(picture).size for picture in drawn.values()} >= {(1191, 1684)}


def test_an_earlier_picture_is_taken_over_unless_it_was_drawn_in_another_manner(tmp_path: Path) -> None:
    wanted = {SHA: [1]}
    drawn = page_pictures(wanted, {SHA: DOCUMENTS[0]}, {})
    earlier = {path: picture.content for path, picture in drawn.items()}
    gone = {SHA: tmp_path / "gone.pdf"}
    assert page_pictures(wanted, gone, earlier) == drawn
    older = io.BytesIO()
    with Image.open(io.BytesIO(earlier[picture_path(SHA, 1)])) as picture:
        told = PngInfo()
        for name, text in picture.info.items():
            if isinstance(text, str):
                told.add_text(name, text.replace("pypdfium2", "another"))
        picture.save(older, "PNG", pnginfo=told)
    for other in (older.getvalue(), b"no picture"):
        assert page_pictures(wanted, gone, {picture_path(SHA, 1): other}) == {}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 and nothing more", b"PK\x03\x04"])
def test_a_document_that_is_absent_or_damaged_has_no_pictures(tmp_path: Path, content: bytes) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(content)
    assert page_pictures({SHA: [1]}, {SHA: damaged}, {}) == {}
    assert page_pictures({SHA: [1]}, {}, {}) == {}


def test_a_page_as_large_as_a_house_is_drawn_small(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "large.pdf"), pagesize=(14_400, 14_400), invariant=True)
    canvas.showPage()
    canvas.save()
    [picture] = draw_pages(tmp_path / "large.pdf", [1]).values()
    width, height = grey_of(picture).size
    assert MOST_PIXELS * 0.9 < width * height < MOST_PIXELS * 1.01
    assert picture.shows == (0, 0, 14_400, 14_400)
