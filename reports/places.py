"""Where a figure stands in the documents: file, page and box with the picture of the page, or sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.page_pictures import Box, PagePicture, picture_name, picture_path
from reports.tables import Row

AIR = 16.0
"""Points of the page that are shown around a row: a line above and below, so that one sees what it stands among."""
HEADER = 120.0
"""Points above the first row of a table where its header is looked for."""
_HTML = "html/"


@dataclass(frozen=True)
class Place:
    """A cell of `rpt_source_cells`. `picture`: of its page, as an address below `html/`; empty where there is none.

    `shows`: where that picture lies in the points that `box` and `row` are counted in.
    """

    cell_id: str
    edition_code: str
    file_name: str
    text: str
    page: int | None = None
    sheet: str = ""
    sheet_cell: str = ""
    box: Box | None = None
    row: Box | None = None
    is_header: bool = False
    """It stands somewhere above `row`."""
    page_path: str = ""
    """The page of this site that shows the whole page, without language and ending; empty where there is none."""
    picture: str = ""
    shows: Box | None = None

    @property
    def anchor(self) -> str:
        """Its mark on the page of its document, `#` and its id; empty where there is nothing to mark."""
        return f"#{self.cell_id}" if self.box or self.text else ""

    @property
    def window(self) -> Box | None:
        """The part of the page that shows the printed row and the cell; None: there is no picture, or no place on it.

        A heading over the rows stands elsewhere than they do: then it is the cell alone.
        """
        if self.shows is None or not (self.box or self.row):
            return None
        shown = self.row or self.box
        if self.box and self.row:
            shown = _around(self.box, self.row) if _meet(self.box, self.row) else self.box
        assert shown is not None
        left, top, right, bottom = self.shows
        x0, y0, x1, y1 = shown
        above = HEADER if self.is_header else AIR
        return max(left, x0 - AIR), max(top, y0 - above), min(right, x1 + AIR), min(bottom, y1 + AIR)


def wanted_pages(rows: Iterable[Row]) -> dict[str, set[int]]:
    """sha256 of a document → the pages that cells stand on."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        if isinstance(row["page"], int):
            wanted.setdefault(str(row["file_sha256"]), set()).add(row["page"])
    return wanted


def places_of(rows: Iterable[Row], pictures: Mapping[str, PagePicture]) -> dict[str, Place]:
    """Cell id → its place. `rows`: those of `rpt_source_cells`; `pictures`: path → picture of a page."""
    return {place.cell_id: place for place in (_place(row, pictures) for row in rows)}


def _place(row: Row, pictures: Mapping[str, PagePicture]) -> Place:
    page, sha256 = row["page"], str(row["file_sha256"])
    path = picture_path(sha256, page) if isinstance(page, int) else ""
    picture = pictures.get(path)
    name = picture_name(sha256, page) if picture and isinstance(page, int) else ""
    return Place(
        cell_id=str(row["cell_id"]), edition_code=str(row["edition_code"]), file_name=_text(row, "file_name"),
        text=_text(row, "text_printed"), page=page if isinstance(page, int) else None, sheet=_text(row, "sheet"),
        sheet_cell=_text(row, "sheet_cell"), box=_box(row, "box_x0", "box_top", "box_x1", "box_bottom"),
        row=_box(row, "row_x0", "row_top", "row_x1", "row_bottom"),
        is_header=row["source_kind"] == "header", page_path=name and f"pages/{name}",
        picture=path.removeprefix(_HTML) if picture else "", shows=picture.shows if picture else None)


def _text(row: Row, column: str) -> str:
    return str(row[column] or "")


def _box(row: Row, *edges: str) -> Box | None:
    x0, top, x1, bottom = (float(edge) if isinstance(edge := row[name], Decimal) else None for name in edges)
    if x0 is None or top is None or x1 is None or bottom is None:
        return None
    return x0, top, x1, bottom


def _meet(one: Box, other: Box) -> bool:
    return one[1] < other[3] and other[1] < one[3]


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
