"""Small PDFs with a text layer, drawn by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.renderings.report_pdf import FONTS, REGULAR

Draw = Callable[[Canvas], None]
ROWS = [["Tỉnh", "Chỉ số"], ["Đắk Nông", "0,5"]]
WIDTH, HEIGHT = 400, 300


def grid(canvas: Canvas, rows: list[list[str]] = ROWS, left: float = 50, top: float = 250, line: bool = True) -> None:
    """Cells of 100 × 20, from a top left corner in the PDF's own coordinates (upwards)."""
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            x, y = left + 100 * c, top - 20 * (r + 1)
            canvas.drawString(x + 4, y + 6, text)
            if line:
                canvas.rect(x, y, 100, 20, stroke=1, fill=0)


def written(folder: Path, draw: Draw, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Path:
    """A PDF of one page (unless `draw` begins new ones), not compressed."""
    registerFont(TTFont(REGULAR, FONTS / f"{REGULAR}-vi.ttf"))
    path = folder / "page.pdf"
    canvas = Canvas(str(path), pagesize=size, pageCompression=0)
    canvas.setFont(REGULAR, 9)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path
