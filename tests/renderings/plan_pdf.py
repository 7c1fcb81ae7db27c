"""A plan set by ReportLab: quick enough for a test to print many variants of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib import colors, pagesizes
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
)

from . import report_pdf
from .plan_text import AS_PRINTED, Plan, PlanManner, PlanTable, caption_of, is_turned
from .points_text import Grid
from .report_pdf import BOLD, PADDING, REGULAR, Commands, wrap
from .report_text import GridCell

HEADER_HEIGHT = 70.0
"""Points that a turned line may be long."""


@dataclass(frozen=True)
class Layout:
    """How a plan is set; sizes in points unless named otherwise."""

    landscape: bool = False
    font_size: float = 8
    margin_mm: float = 18
    repeat_header: bool = True
    rule: float = 0.5
    fill: str = ""
    caption_below: bool = False
    short_pages: float = 1.0
    """Part of the page's height that is printed on: tables break the sooner."""
    manner: PlanManner = AS_PRINTED

    @property
    def page(self) -> tuple[float, float]:
        return pagesizes.landscape(pagesizes.A4) if self.landscape else pagesizes.A4

    @property
    def width(self) -> float:
        return self.page[0] - 2 * self.margin_mm * mm

    @property
    def plain(self) -> report_pdf.Layout:
        return report_pdf.Layout(font_size=self.font_size, margin_mm=self.margin_mm)


class Turned(Flowable):  # type: ignore[misc]
    """Lines turned by a quarter: upwards from left to right, or downwards from right to left."""

    def __init__(self, lines: list[str], size: float, is_left: bool, font: str = BOLD) -> None:
        super().__init__()
        self.lines, self.size, self.is_left, self.font = lines, size, is_left, font
        self.width = len(lines) * size * 1.2
        self.height = max(stringWidth(line, font, size) for line in lines) + 4

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.setFont(self.font, self.size)
        canvas.translate(*((0, 0) if self.is_left else (self.width, self.height)))
        canvas.rotate(90 if self.is_left else -90)
        for number, line in enumerate(self.lines):
            start = (self.height - stringWidth(line, self.font, self.size)) / 2
            canvas.drawString(start, -(number + 0.85) * self.size * 1.2, line)


def write_plan(path: Path, plan: Plan, layout: Layout = Layout()) -> Path:
    """Write the plan as a PDF with a text layer; the same input gives the same bytes."""
    report_pdf._register_fonts()
    document = BaseDocTemplate(str(path), pagesize=layout.page, invariant=1, title="Kế hoạch")
    margin = layout.margin_mm * mm
    height = (layout.page[1] - 2 * margin) * layout.short_pages
    frame = Frame(margin, layout.page[1] - margin - height, layout.width, height, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_number))
    document.build(list(_flow(plan, layout)))
    return path


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(REGULAR, 7)
    canvas.drawCentredString(canvas._pagesize[0] / 2, 20, str(document.page))


def _flow(plan: Plan, layout: Layout) -> Iterator[Flowable]:
    plain, strong = report_pdf._style(layout.plain), report_pdf._style(layout.plain, bold=True)
    yield from (Paragraph(line, plain) for line in plan.prose)
    for table in plan.tables:
        caption = Paragraph(caption_of(table, layout.manner).replace("&", "&amp;"), strong)
        yield CondPageBreak(layout.font_size * 18)
        yield from (Paragraph(text, strong) for text in table.headings)
        yield from [_ruled(table, layout), caption] if layout.caption_below else [caption, _ruled(table, layout)]
        yield Spacer(1, layout.font_size)
    yield Paragraph("TM. ỦY BAN NHÂN DÂN", strong)


def _ruled(table: PlanTable, layout: Layout) -> Flowable:
    grid, header_rows = table.pieces(layout.manner)
    widths = _widths(grid, layout)
    size, texts = layout.font_size, []
    style: Commands = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.2),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("GRID", (0, 0), (-1, -1), layout.rule, colors.black),
        *[(f"{side}PADDING", (0, 0), (-1, -1), PADDING) for side in ("LEFT", "RIGHT")],
        *[(f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("TOP", "BOTTOM")],
    ]
    if layout.fill and header_rows:
        style.append(("BACKGROUND", (0, 0), (-1, header_rows - 1), colors.HexColor(layout.fill)))
    for number, row in enumerate(grid):
        texts.append([_content(cell, sum(widths[column:column + cell.columns]), layout) if cell else ""
                      for column, cell in enumerate(row)])
        for column, cell in enumerate(row):
            if cell:
                end = (column + cell.columns - 1, number + cell.rows - 1)
                style += [("SPAN", (column, number), end)] if end != (column, number) else []
                style += [("FONTNAME", (column, number), end, BOLD)] if cell.is_bold else []
    return LongTable(texts, colWidths=widths, style=style, repeatRows=header_rows if layout.repeat_header else 0)


def _content(cell: GridCell, width: float, layout: Layout) -> Any:
    if is_turned(cell, layout.manner):
        lines = wrap(cell.lines[0], BOLD, layout.font_size, HEADER_HEIGHT)
        return Turned(lines, layout.font_size, layout.manner.turned == "left")
    return "\n".join(wrap(cell.lines[0], BOLD if cell.is_bold else REGULAR, layout.font_size, width - 2 * PADDING))


def _widths(grid: Grid, layout: Layout) -> list[float]:
    """Room for the longest word of each column, turned headers lying across; the rest to the longest texts."""
    least, wished = [8.0] * len(grid[0]), [0.0] * len(grid[0])
    for row in grid:
        for column, cell in enumerate(row):
            if cell and is_turned(cell, layout.manner):
                lines = wrap(cell.lines[0], BOLD, layout.font_size, HEADER_HEIGHT)
                least[column] = max(least[column], len(lines) * layout.font_size * 1.2)
            elif cell and cell.columns == 1:
                words = [stringWidth(word, BOLD, layout.font_size) for word in cell.lines[0].split(" ")]
                least[column] = max([least[column], *words])
                wished[column] = max(wished[column], min(160.0, stringWidth(cell.lines[0], BOLD, layout.font_size)))
    least = [part + 2 * PADDING + 1 for part in least]
    more = [max(0.0, wish - low) for wish, low in zip(wished, least, strict=True)]
    room = layout.width - sum(least)
    assert room >= 0, f"{sum(least):.0f} points of words on {layout.width:.0f}"
    return [low + room * part / max(1.0, sum(more)) for low, part in zip(least, more, strict=True)]
