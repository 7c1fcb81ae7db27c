"""The task list set by ReportLab: quick enough for a test to print many variants of it."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, Paragraph

from . import report_pdf
from .report_pdf import BOLD, PADDING, REGULAR, Commands, wrap
from .tasks_text import AS_PUBLISHED, CAPTION, COLUMNS, PROSE, SUBTITLE, WEIGHTS, Manner, Row, TaskList


@dataclass(frozen=True)
class Layout:
    """How the list is set; pages in millimetres, sizes in points."""

    page: tuple[float, float] = (297, 210)
    font_size: float = 8
    margin_mm: float = 14
    repeat_header: bool = True
    cut_rows: bool = False
    """Let page breaks cut rows; not with a repeated header, which ReportLab then prints amid the page."""
    rules: tuple[float, float] = (0.5, 0.5)
    manner: Manner = AS_PUBLISHED


PLAIN = Layout()


def write_tasks(path: Path, tasks: TaskList, layout: Layout = PLAIN) -> Path:
    """Write the list as a PDF with a text layer; the same input gives the same bytes."""
    report_pdf._register_fonts()
    size = (layout.page[0] * mm, layout.page[1] * mm)
    margin = layout.margin_mm * mm
    document = BaseDocTemplate(str(path), pagesize=size, invariant=1, title="Kế hoạch")
    frame = Frame(margin, margin, size[0] - 2 * margin, size[1] - 2 * margin, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    plain = report_pdf.Layout(font_size=layout.font_size)
    lines = [*PROSE, CAPTION, *([SUBTITLE] if layout.manner.subtitle else [])]
    flow: list[Flowable] = [Paragraph(line, report_pdf._style(plain, bold=line == CAPTION, centred=line not in PROSE))
                            for line in lines]
    document.build([*flow, _table(tasks, layout, size[0] - 2 * margin)])
    return path


def _table(tasks: TaskList, layout: Layout, width: float) -> Flowable:
    widths = [width * weight / sum(WEIGHTS) for weight in WEIGHTS]
    size = layout.font_size
    texts = [["\n".join(wrap(text, BOLD, size, room - 2 * PADDING))
              for text, room in zip(tasks.headers, widths, strict=True)]]
    commands: Commands = []
    for row in tasks.grid(layout.manner):
        commands += _commands(row, len(texts))
        texts.append([_text(row, column, widths, size) for column in range(len(COLUMNS))])
    outer, inner = layout.rules
    style: Commands = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.2),
        ("FONTNAME", (0, 0), (-1, 0), BOLD),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *[("ALIGN", (column, 0), (column, -1), "CENTER") for column in (0, -1)],
        ("INNERGRID", (0, 0), (-1, -1), inner, colors.black),
        ("BOX", (0, 0), (-1, -1), outer, colors.black),
        *[(f"{side}PADDING", (0, 0), (-1, -1), PADDING) for side in ("LEFT", "RIGHT")],
        *[(f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("TOP", "BOTTOM")],
        *commands,
    ]
    return LongTable(texts, colWidths=widths, style=style, repeatRows=int(layout.repeat_header),
                     splitInRow=int(layout.cut_rows))


def _text(row: Row, column: int, widths: list[float], size: float) -> str:
    cell = row[column]
    if cell is None:
        return ""
    room = sum(widths[column:column + cell.columns]) - 2 * PADDING
    return "\n".join(part for line in cell.lines for part in wrap(line, BOLD if cell.is_bold else REGULAR, size, room))


def _commands(row: Row, number: int) -> Commands:
    commands: Commands = []
    for column, cell in enumerate(row):
        if cell and (cell.rows > 1 or cell.columns > 1):
            commands.append(("SPAN", (column, number), (column + cell.columns - 1, number + cell.rows - 1)))
        if cell and cell.is_bold:
            commands.append(("FONTNAME", (column, number), (column, number), BOLD))
    return commands
