"""The report set by ReportLab: quick, without any other program, and with the fonts that lie beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reportlab.lib import colors, pagesizes
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    LongTable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from .report_text import GridCell, PrintedTable, Report

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
PADDING = 3.0
RUNNING_TITLE = "Báo cáo đánh giá mức độ ứng dụng công nghệ thông tin năm 2016"
Commands = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Layout:
    """How a report is set; sizes in points unless named otherwise."""

    landscape: bool = False
    font_size: float = 7.5
    margin_mm: float = 18
    caption: Literal["above", "below"] = "above"
    repeat_header: bool = True
    continued_caption: bool = False
    cut_rows: bool = False
    """Let page breaks cut rows; not with a repeated header, which ReportLab then prints amid the page."""
    rules: tuple[float, float] = (0.5, 0.5)
    """Thickness of the outer and of the inner rules."""
    header_fill: str = ""
    leaders: bool = True
    running_title: bool = False
    page_of_total: bool = False
    password: str = ""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        size: tuple[float, float] = pagesizes.landscape(pagesizes.A4) if self.landscape else pagesizes.A4
        return size

    @property
    def width(self) -> float:
        """Width between the margins."""
        return float(self.page[0] - 2 * self.margin_mm * mm)


def write_report(path: Path, report: Report, layout: Layout = Layout()) -> Path:
    """Write the report as a PDF with a text layer; the same input gives the same bytes."""
    _register_fonts()
    document = BaseDocTemplate(
        str(path),
        pagesize=layout.page,
        title="Báo cáo ứng dụng CNTT 2016",
        author="Bản dựng lại",
        invariant=1,
        encrypt=_encryption(layout.password),
    )
    margin = layout.margin_mm * mm
    frame = Frame(margin, margin, layout.width, layout.page[1] - 2 * margin, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))

    def canvas(*args: Any, **settings: Any) -> Canvas:
        return FurnishedCanvas(*args, layout=layout, **settings)

    document.build(list(_flow(report, layout)), canvasmaker=canvas)
    return path


@cache
def _register_fonts() -> None:
    for name in (REGULAR, BOLD):
        registerFont(TTFont(name, FONTS / f"{name}-vi.ttf"))


def _encryption(password: str) -> Any:
    return StandardEncryption(password, strength=128) if password else None


class FurnishedCanvas(Canvas):  # type: ignore[misc]
    """Prints running title and page number at the end, when the number of pages is known."""

    def __init__(self, *args: Any, layout: Layout, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._layout = layout
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  (the name is ReportLab's)
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            if number > 1:
                self._furnish(number, len(self._kept))
            super().showPage()
        super().save()

    def _furnish(self, number: int, total: int) -> None:
        width, height = self._layout.page
        self.setFont(REGULAR, 8)
        text = f"Trang {number}/{total}" if self._layout.page_of_total else str(number)
        self.drawCentredString(width / 2, self._layout.margin_mm * mm / 2, text)
        if self._layout.running_title:
            edge, top = self._layout.margin_mm * mm, height - self._layout.margin_mm * mm * 0.6
            self.drawString(edge, top, RUNNING_TITLE)
            self.setLineWidth(0.4)
            self.line(edge, top - 4, width - edge, top - 4)


def _style(layout: Layout, bold: bool = False, centred: bool = False, indent: float = 0) -> ParagraphStyle:
    size = layout.font_size
    return ParagraphStyle(
        "text",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        leftIndent=indent,
        alignment=TA_CENTER if centred else 0,
        spaceBefore=size * 0.3,
        spaceAfter=size * 0.4,
        splitLongWords=False,
    )


def _flow(report: Report, layout: Layout) -> Iterator[Flowable]:
    plain, strong = _style(layout), _style(layout, bold=True)
    centred = _style(layout, bold=True, centred=True)
    yield from (Paragraph(b.text, centred) for b in report.blocks if b.kind == "cover")
    yield PageBreak()
    yield Paragraph("MỤC LỤC", centred)
    for kind, text, page in report.contents():
        yield _listed(text, page, 0 if kind == "heading" else 12, layout)
    yield Paragraph("Danh sách bảng số liệu", centred)
    for text, page in report.list_of_tables():
        yield _listed(text, page, 0, layout)
    yield PageBreak()
    for block in report.blocks:
        if block.is_lost:
            continue
        if block.kind == "table":
            yield from _set_table(report.tables[block.text], layout)
        elif block.kind != "cover":
            yield Paragraph(block.text, strong if block.kind.endswith("heading") else plain)


def _listed(text: str, page: str, indent: float, layout: Layout) -> Flowable:
    last = wrap(text, REGULAR, layout.font_size, layout.width - indent - 40)[-1]
    room = layout.width - indent - stringWidth(last + page, REGULAR, layout.font_size) - 4
    dots = "." * int(room / stringWidth(".", REGULAR, layout.font_size)) if layout.leaders else "   "
    return Paragraph(f"{text}{dots}{page}", _style(layout, indent=indent))


def _set_table(table: PrintedTable, layout: Layout) -> Iterator[Flowable]:
    caption = Paragraph(table.caption, _style(layout, bold=True, centred=True))
    yield CondPageBreak(layout.font_size * 10)
    if layout.caption == "above":
        yield caption
    ruled = _ruled_table(table, layout)
    if layout.continued_caption:
        label = table.caption.split(". ")[0]
        ruled.continued = (f"{label} (tiếp theo)", _style(layout, bold=True, centred=True))
    if layout.caption == "below":
        ruled.room_below = caption.wrap(layout.width, layout.page[1])[1] + layout.font_size
    yield ruled
    if layout.caption == "below":
        yield caption
    yield Spacer(1, layout.font_size)


def _content(table: PrintedTable, layout: Layout) -> tuple[list[list[str]], list[float], Commands]:
    """Cell texts with their line ends, widths of the columns, and the commands for merged cells."""
    weights = table.column_weights()
    widths = [layout.width * weight / sum(weights) for weight in weights]
    size = layout.font_size
    rows = [[_broken(h, BOLD, size, w) for h, w in zip(table.headers, widths, strict=True)]]
    if table.column_numbers:
        rows.append([f"({number})" for number in range(1, len(widths) + 1)])
    commands: Commands = [("FONTNAME", (0, 0), (-1, len(rows) - 1), BOLD)]
    commands += [("ALIGN", (0, 0), (-1, len(rows) - 1), "CENTER")]
    commands += [("ALIGN", (c, 0), (c, -1), "CENTER") for c, weight in enumerate(weights) if weight < 12]
    for cells in table.grid():
        texts = []
        for column, cell in enumerate(cells):
            texts.append(_cell_text(cell, sum(widths[column : column + cell.columns]), size) if cell else "")
            commands += _cell_commands(cell, column, len(rows)) if cell else []
        rows.append(texts)
    return rows, widths, commands


def _cell_text(cell: GridCell, width: float, size: float) -> str:
    font = BOLD if cell.is_bold else REGULAR
    return "\n".join(_broken(line, font, size, width) for line in cell.lines)


def _broken(text: str, font: str, size: float, width: float) -> str:
    return "\n".join(wrap(text, font, size, width - 2 * PADDING))


def _cell_commands(cell: GridCell, column: int, row: int) -> Commands:
    end = (column + cell.columns - 1, row + cell.rows - 1)
    merged: Commands = [("SPAN", (column, row), end)] if end != (column, row) else []
    return merged + ([("FONTNAME", (column, row), end, BOLD)] if cell.is_bold else [])


class ReportTable(LongTable):  # type: ignore[misc]
    """A table that may say on the next page that it goes on, and keeps room for what stands below it."""

    continued: tuple[str, ParagraphStyle] | None = None
    room_below: float = 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        used: tuple[float, float] = super().wrap(width, height)
        crowded = used[1] <= height < used[1] + self.room_below
        return (used[0], height + 1) if crowded else used

    def split(self, width: float, height: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(width, height - self.room_below)
        for part in parts:
            part.continued, part.room_below = self.continued, self.room_below
        if self.continued and len(parts) == 2:
            parts[1:1] = [PageBreak(), Paragraph(*self.continued)]
        return parts


def _ruled_table(table: PrintedTable, layout: Layout) -> ReportTable:
    rows, widths, commands = _content(table, layout)
    outer, inner = layout.rules
    header_rows = 2 if table.column_numbers else 1
    style: Commands = [
        ("FONT", (0, 0), (-1, -1), REGULAR, layout.font_size, layout.font_size * 1.2),
        # Text in the middle of a cell cannot be cut by a page break: ReportLab prints it over other rows.
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, header_rows - 1), "MIDDLE"),
        ("INNERGRID", (0, 0), (-1, -1), inner, colors.black),
        ("BOX", (0, 0), (-1, -1), outer, colors.black),
        *[(f"{side}PADDING", (0, 0), (-1, -1), PADDING) for side in ("LEFT", "RIGHT")],
        *[(f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("TOP", "BOTTOM")],
        *commands,
    ]
    if layout.header_fill:
        style.append(("BACKGROUND", (0, 0), (-1, header_rows - 1), colors.HexColor(layout.header_fill)))
    return ReportTable(
        rows,
        colWidths=widths,
        style=style,
        repeatRows=header_rows if layout.repeat_header else 0,
        splitInRow=int(layout.cut_rows),
    )


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines of at most `width` points, broken at plain spaces only (never at a no-break space)."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and stringWidth(longer, font, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]
