"""Pages of the documents as pictures: small, legible, and the same bytes whenever they are drawn.

Two pixels a point in four greys: text stays sharp, the noise of a scan goes, and a page takes some 40 kB. A document
is drawn in a process of its own, under the limits of `extractors/limits.py`. A document that is not at hand, or cannot
be drawn, has no pictures; its cells are then told by file and page alone.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.errors import DataError
from extractors.guard import guarded, tick

FOLDER = "html/pages"
PIXELS_A_POINT = 2.0
MOST_PIXELS = 6_000_000
"""Of one picture; A3 has 4 million. A larger page, honest or not, is drawn smaller."""
EVERYTHING = (-20_000, -20_000, 20_000, 20_000)
"""Points: no page is larger."""
GREYS = 4
_BITS = 2
_NEAREST_GREY = [round(value * (GREYS - 1) / 255) for value in range(256)]
_PALETTE = [grey * 255 // (GREYS - 1) for grey in range(GREYS) for _ in range(3)]
_MADE_BY, _SHOWS = "Software", "Shows"
_NAME_LETTERS = 12

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, counted as the cells are: from the top left of the page as it is read."""


@dataclass(frozen=True)
class PagePicture:
    """A picture (PNG) of a whole page, and where it lies."""

    content: bytes
    shows: Box


def picture_name(sha256: str, page: int) -> str:
    """The name of a page, without an ending: of the document's bytes, not of the file."""
    return f"{sha256[:_NAME_LETTERS]}-{page}"


def picture_path(sha256: str, page: int) -> str:
    """Where its picture is published."""
    return f"{FOLDER}/{picture_name(sha256, page)}.png"


def page_pictures(wanted: Mapping[str, Collection[int]], documents: Mapping[str, Path],
                  earlier: Mapping[str, bytes]) -> dict[str, PagePicture]:
    """Path → picture of every wanted page (sha256 of a document → pages) that can be drawn.

    `documents`: sha256 → where the document lies. `earlier`: path → picture, of an earlier build: one that was drawn
    in the same manner is not drawn again.
    """
    found: dict[str, PagePicture] = {}
    for sha256, pages in sorted(wanted.items()):
        if sha256 not in documents:
            continue
        kept = {page: picture for page in pages
                if (picture := _as_drawn_now(earlier.get(picture_path(sha256, page))))}
        missing = sorted(set(pages) - kept.keys())
        drawn = _drawn(documents[sha256], missing) if missing else {}
        found |= {picture_path(sha256, page): picture for page, picture in sorted({**kept, **drawn}.items())}
    return found


def _drawn(document: Path, pages: list[int]) -> dict[int, PagePicture]:
    try:
        return guarded(draw_pages, document, pages)
    except (DataError, OSError):  # it asks for too much, or is gone: reading tells of the first, the ledger of both
        return {}


def draw_pages(document: Path, pages: Collection[int]) -> dict[int, PagePicture]:
    """The pages (1 is the first) that the document has, drawn in this process."""
    import pypdfium2 as pdfium

    drawn = {}
    try:
        with pdfium.PdfDocument(document) as pdf:
            for done, page in enumerate(pages):
                tick(done, len(pages), page)
                if 0 < page <= len(pdf):
                    drawn[page] = _draw(pdf, page - 1)
    except pdfium.PdfiumError:  # no PDF at all, or damaged from here on
        pass
    return drawn


def _draw(pdf: Any, number: int) -> PagePicture:
    page = pdf[number]
    page.set_cropbox(*EVERYTHING)  # cells are read of the whole page, also where a reader is shown a part of it
    page.close()
    page = pdf[number]
    shows = _shown_part(page)
    width, height = page.get_size()
    bitmap = page.render(scale=min(PIXELS_A_POINT, math.sqrt(MOST_PIXELS / (width * height))), grayscale=True)
    try:
        return PagePicture(_as_png(bitmap.to_pil(), shows), shows)
    finally:
        bitmap.close()
        page.close()


def _as_png(picture: Any, shows: Box) -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    reduced = Image.frombytes("P", picture.size, picture.point(_NEAREST_GREY).tobytes())
    reduced.putpalette(_PALETTE)
    told = PngInfo()
    told.add_text(_MADE_BY, _manner())
    told.add_text(_SHOWS, " ".join(f"{edge:.2f}" for edge in shows))
    stream = io.BytesIO()
    reduced.save(stream, "PNG", bits=_BITS, pnginfo=told)
    return stream.getvalue()


def _shown_part(page: Any) -> Box:
    """The whole page as it is read, turned; its top left corner is counted as that of the cells is."""
    x0, y0, _, _ = page.get_bbox()
    left, top = (y0, -x0) if page.get_rotation() in (90, 270) else (x0, -y0)
    width, height = page.get_size()
    return _hundredths(left), _hundredths(top), _hundredths(left + width), _hundredths(top + height)


def _hundredths(points: float) -> float:
    return round(points, 2) + 0.0  # no -0.0


@cache
def _manner() -> str:
    """What a picture was drawn by; another version may draw other bytes."""
    from importlib.metadata import version

    code = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return f"chiso {code}, pypdfium2 {version('pypdfium2')}, Pillow {version('pillow')}"


def _as_drawn_now(content: bytes | None) -> PagePicture | None:
    """An earlier picture, if it would be drawn the same again."""
    from PIL import Image

    if content is None:
        return None
    try:
        with Image.open(io.BytesIO(content)) as picture:
            told = picture.info
    except OSError:  # it is no picture
        return None
    if told.get(_MADE_BY) != _manner():
        return None
    left, top, right, bottom = map(float, told[_SHOWS].split())
    return PagePicture(content, (left, top, right, bottom))
