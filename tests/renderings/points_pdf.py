"""A points index set by ReportLab: quick enough for a test to print many variants of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportlab.lib import colors, pagesizes
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from . import report_pdf
from .points_text import AS_PUBLISHED, Grid, Manner, PointsReport, PointsTable, caption_of
from .report_pdf import BOLD, PADDING, REGULAR, Commands, wrap

WIDE = 9
"""Columns from which on a table stands on landscape pages, where these are mixed."""


@dataclass(frozen=True)
class Layout:
    """How a document is set; sizes in points unless named otherwise."""

    pages: Literal["portrait", "landscape", "mixed"] = "mixed"
    font_size: float = 6.5
    margin_mm: float = 14
    caption: Literal["above", "below"] = "above"
    repeat_header: bool = True
    fill: str = ""
    rule: float = 0.5
    short_pages: float = 1.0
    """Part of the page's height that is printed on: tables break the sooner."""
    manner: Manner = AS_PUBLISHED

    @property
    def plain(self) -> report_pdf.Layout:
        return report_pdf.Layout(font_size=self.font_size, margin_mm=self.margin_mm)


PLAIN = Layout()


def write_points(path: Path, report: PointsReport, layout: Layout = PLAIN) -> Path:
    """Write the document as a PDF with a text layer; the same input gives the same bytes."""
    report_pdf._register_fonts()
    document = BaseDocTemplate(str(path), pagesize=pagesizes.A4, invariant=1, title="Kết quả")
    for name, size in (("portrait", pagesizes.A4), ("landscape", pagesizes.landscape(pagesizes.A4))):
        margin = layout.margin_mm * mm
        height = (size[1] - 2 * margin) * layout.short_pages
        frame = Frame(margin, size[1] - margin - height, size[0] - 2 * margin, height, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(name, [frame], pagesize=size, onPage=_number))
    document.build(list(_flow(report, layout)))
    return path


def _number(canvas, document) -> None:  # type: ignore[no-untyped-def]
    canvas.setFont(REGULAR, 7)
    canvas.drawCentredString(canvas._pagesize[0] / 2, 20, str(document.page))


def _flow(report: PointsReport, layout: Layout) -> Iterator[Flowable]:
    plain, strong = report_pdf._style(layout.plain), report_pdf._style(layout.plain, bold=True)
    page = "landscape" if layout.pages == "landscape" else "portrait"
    yield NextPageTemplate(page)
    yield from (Paragraph(line, plain) for line in report.prose)
    yield PageBreak()
    printed: list[str] = []
    notes = 0
    for table in report.tables:
        wanted = page if layout.pages != "mixed" else "landscape" if len(table.headers) > WIDE else "portrait"
        if wanted != page:
            page = wanted
            yield from (NextPageTemplate(page), PageBreak())
        yield CondPageBreak(layout.font_size * 14)
        sections = table.sections if layout.manner.sections else []
        yield from (Paragraph(text, strong) for level, text in enumerate(sections) if text not in printed[:level + 1])
        printed = sections
        notes += bool(table.note)
        caption = Paragraph(caption_of(table, layout.manner, str(notes) if table.note else ""), strong)
        width = (pagesizes.A4[1] if page == "landscape" else pagesizes.A4[0]) - 2 * layout.margin_mm * mm
        if layout.caption == "above":
            yield caption
        yield from _pieces(table, layout, width)
        if layout.caption == "below":
            yield caption
        if table.note:
            yield Paragraph(f"{notes} {table.note}", plain)
        yield Spacer(1, layout.font_size)


def _pieces(table: PointsTable, layout: Layout, width: float) -> Iterator[Flowable]:
    whole: Grid = [row for piece in table.pieces(layout.manner) if not isinstance(piece, str) for row in piece[0]]
    widths = _widths(whole, layout.font_size, width)
    for piece in table.pieces(layout.manner):
        if isinstance(piece, str):
            yield Paragraph(piece, report_pdf._style(layout.plain, bold=True, centred=True))
        else:
            yield _ruled(*piece, widths, layout)


def _widths(grid: Grid, size: float, width: float) -> list[float]:
    """Room for the longest word of each column; what is left goes to the columns with the longest texts."""
    least, wished = [0.0] * len(grid[0]), [0.0] * len(grid[0])
    for row in grid:
        for column, cell in enumerate(row):
            if cell and cell.columns == 1:
                words = [stringWidth(word, BOLD, size) for line in cell.lines for word in line.split(" ")]
                least[column] = max([least[column], *words])
                wished[column] = max([wished[column], *(stringWidth(line, BOLD, size) for line in cell.lines)])
    least = [part + 2 * PADDING + 1 for part in least]
    more = [min(160.0, part + 7) - low if part + 7 > low else 0.0 for part, low in zip(wished, least, strict=True)]
    room = width - sum(least)
    assert room >= 0, f"{sum(least):.0f} points of words on {width:.0f}"
    return [low + room * part / max(1.0, sum(more)) for low, part in zip(least, more, strict=True)]


def _ruled(grid: Grid, header_rows: int, widths: list[float], layout: Layout) -> Flowable:
    size = layout.font_size
    texts: list[list[str]] = []
    commands: Commands = []
    for number, row in enumerate(grid):
        texts.append([])
        for column, cell in enumerate(row):
            texts[-1].append("")
            if cell:
                end = (column + cell.columns - 1, number + cell.rows - 1)
                font = BOLD if cell.is_bold else REGULAR
                room = sum(widths[column:end[0] + 1]) - 2 * PADDING
                texts[-1][-1] = "\n".join(part for line in cell.lines for part in wrap(line, font, size, room))
                commands += [("FONTNAME", (column, number), end, font)]
                commands += [("SPAN", (column, number), end)] if end != (column, number) else []
                if cell.columns > 1 or number < header_rows or len(cell.lines[0]) < 7:
                    commands.append(("ALIGN", (column, number), end, "CENTER"))
    style: Commands = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.2),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("GRID", (0, 0), (-1, -1), layout.rule, colors.black),
        *[(f"{side}PADDING", (0, 0), (-1, -1), PADDING) for side in ("LEFT", "RIGHT")],
        *[(f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("TOP", "BOTTOM")],
        *commands,
    ]
    if layout.fill and header_rows:
        style.append(("BACKGROUND", (0, 0), (-1, header_rows - 1), colors.HexColor(layout.fill)))
    return LongTable(texts, colWidths=widths, style=style, repeatRows=header_rows if layout.repeat_header else 0)
