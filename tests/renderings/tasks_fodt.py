"""The task list as a flat OpenDocument text, for LibreOffice Writer."""

from collections.abc import Iterator
from dataclasses import dataclass

from .report_fodt import SPACES, _paragraph
from .report_text import GridCell
from .tasks_text import CAPTION, COLUMNS, PROSE, SUBTITLE, WEIGHTS, Manner, TaskList


@dataclass(frozen=True)
class Layout:
    """How Writer sets the list; lengths in mm, the letters in points."""

    font: str
    size: float
    page: tuple[float, float]
    margin: float = 20
    rows_may_split: bool = True
    repeats_header: bool = True
    vertical: str = "middle"
    align: str = "start"
    border: str = "0.5pt solid #000000"

    @property
    def width(self) -> float:
        return self.page[0] - 2 * self.margin


def fodt_tasks(tasks: TaskList, layout: Layout, manner: Manner) -> str:
    """A whole document."""
    body = "\n".join(_body(tasks, layout, manner))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="\'{layout.font}\'"/>'
        f"</office:font-face-decls>{_styles(layout)}{_pages(layout)}"
        f"<office:body><office:text>\n{body}\n</office:text></office:body></office:document>"
    )


def _styles(layout: Layout) -> str:
    def paragraph(name: str, align: str, text: str = "") -> str:
        return (f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
                f'fo:text-align="{align}" fo:margin-bottom="0.3mm"/><style:text-properties style:font-name="F" '
                f'fo:font-size="{layout.size}pt" {text}/></style:style>')

    bold = 'fo:font-weight="bold"'
    return ("<office:styles>" + paragraph("Standard", "start") + paragraph("cell", layout.align)
            + paragraph("centred", "center") + paragraph("strong", "start", bold)
            + paragraph("title", "center", bold) + "</office:styles>")


def _pages(layout: Layout) -> str:
    turned = "landscape" if layout.page[0] > layout.page[1] else "portrait"
    keep = "auto" if layout.rows_may_split else "always"
    columns = "".join(
        f'<style:style style:name="T.{number}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{layout.width * weight / sum(WEIGHTS):.1f}mm"/></style:style>'
        for number, weight in enumerate(WEIGHTS))
    return (
        f'<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties '
        f'fo:page-width="{layout.page[0]}mm" fo:page-height="{layout.page[1]}mm" style:print-orientation="{turned}" '
        f'fo:margin="{layout.margin}mm"/></style:page-layout>'
        f'<style:style style:name="C" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="{layout.border}" fo:padding="0.8mm" style:vertical-align="{layout.vertical}"/></style:style>'
        f'<style:style style:name="R" style:family="table-row"><style:table-row-properties '
        f'fo:keep-together="{keep}"/></style:style>'
        f'<style:style style:name="T" style:family="table"><style:table-properties '
        f'style:width="{layout.width}mm" table:align="left" table:border-model="collapsing"/></style:style>{columns}'
        f'</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="P"/></office:master-styles>'
    )


def _body(tasks: TaskList, layout: Layout, manner: Manner) -> Iterator[str]:
    yield from (_paragraph("Standard", line) for line in PROSE)
    yield _paragraph("title", CAPTION)
    if manner.subtitle:
        yield _paragraph("centred", SUBTITLE)
    yield '<table:table table:style-name="T">'
    yield from (f'<table:table-column table:style-name="T.{number}"/>' for number in range(len(COLUMNS)))
    head = '<table:table-row table:style-name="R">' + "".join(
        f'<table:table-cell table:style-name="C">{_paragraph("title", text)}</table:table-cell>'
        for text in tasks.headers) + "</table:table-row>"
    yield f"<table:table-header-rows>{head}</table:table-header-rows>" if layout.repeats_header else head
    for row in tasks.grid(manner):
        yield '<table:table-row table:style-name="R">'
        yield from (_cell(cell, place) for place, cell in enumerate(row))
        yield "</table:table-row>"
    yield "</table:table>"


def _cell(cell: GridCell | None, place: int) -> str:
    if cell is None:
        return '<table:covered-table-cell table:style-name="C"/>'
    style = "strong" if cell.is_bold else "centred" if place in (0, len(COLUMNS) - 1) else "cell"
    text = "".join(_paragraph(style, line) for line in cell.lines)
    return (f'<table:table-cell table:style-name="C" table:number-rows-spanned="{cell.rows}" '
            f'table:number-columns-spanned="{cell.columns}">{text}</table:table-cell>')
