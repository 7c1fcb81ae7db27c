"""The report as a flat OpenDocument text, for LibreOffice Writer: the program the original was set with."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from .report_text import GridCell, PrintedTable, Report

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    ]
)


@dataclass(frozen=True)
class Layout:
    """How Writer sets the report; lengths as OpenDocument writes them, the body's width in mm."""

    font: str
    font_size: str
    page: tuple[str, str]
    margins: str
    body_width_mm: int
    border: str
    rows_may_split: bool
    header_fill: str = "transparent"
    running_title: str = ""


def fodt_report(report: Report, layout: Layout) -> str:
    """A whole document, header rows repeated on each page."""
    tables = "".join(_table_styles(table, layout) for table in report.tables.values())
    body = "\n".join(_body(report))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="\'{layout.font}\'"/>'
        f"</office:font-face-decls>{_styles(layout)}"
        f"<office:automatic-styles>{_page_layout(layout)}{_cell_styles(layout)}{tables}</office:automatic-styles>"
        f"{_master_page(layout)}<office:body><office:text>\n{body}\n</office:text></office:body></office:document>"
    )


def _styles(layout: Layout) -> str:
    def paragraph(name: str, settings: str = "", text: str = "", below: str = "1mm") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:margin-bottom="{below}" {settings}/>'
            f'<style:text-properties style:font-name="F" fo:font-size="{layout.font_size}" {text}/>'
            f"</style:style>"
        )

    bold, centred = 'fo:font-weight="bold"', 'fo:text-align="center"'
    return "".join(
        [
            "<office:styles>",
            paragraph("Standard"),
            paragraph("cell"),
            paragraph("figure", centred),
            paragraph("boldcell", "", bold),
            paragraph("boldfigure", centred, bold),
            paragraph("prose", 'fo:text-indent="8mm"'),
            paragraph("bullet", 'fo:text-indent="8mm"'),
            paragraph("note", "", 'fo:font-style="italic"'),
            paragraph("heading", 'fo:keep-with-next="always" fo:margin-top="4mm"', bold),
            paragraph("subheading", 'fo:keep-with-next="always" fo:margin-top="3mm"', bold),
            paragraph("caption", f'{centred} fo:keep-with-next="always" fo:margin-top="4mm"', bold),
            paragraph("cover", centred, bold, below="20mm"),
            paragraph("front", f'{centred} fo:break-before="page"', bold),
            paragraph("start", 'fo:break-before="page"'),
            paragraph("furniture", f'{centred} fo:border-bottom="0.5pt solid #000000"'),
            paragraph("number", centred),
            "</office:styles>",
        ]
    )


def _page_layout(layout: Layout) -> str:
    width, height = layout.page
    header = '<style:header-style><style:header-footer-properties fo:min-height="8mm"/></style:header-style>'
    footer = '<style:footer-style><style:header-footer-properties fo:min-height="8mm"/></style:footer-style>'
    return (
        f'<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="{width}" '
        f'fo:page-height="{height}" fo:margin="{layout.margins}"/>'
        f"{header if layout.running_title else ''}{footer}</style:page-layout>"
    )


def _master_page(layout: Layout) -> str:
    title = f'<text:p text:style-name="furniture">{escape(layout.running_title)}</text:p>'
    return (
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">'
        + (f"<style:header>{title}</style:header>" if layout.running_title else "")
        + '<style:footer><text:p text:style-name="number"><text:page-number/></text:p></style:footer>'
        + "</style:master-page></office:master-styles>"
    )


def _cell_styles(layout: Layout) -> str:
    widths = 'style:border-line-width="0.3mm 0.5mm 0.3mm" ' if "double" in layout.border else ""
    border = f'fo:border="{layout.border}" {widths}fo:padding="0.8mm"'
    keep = "auto" if layout.rows_may_split else "always"
    return (
        f'<style:style style:name="C" style:family="table-cell"><style:table-cell-properties {border}/>'
        f'</style:style><style:style style:name="H" style:family="table-cell"><style:table-cell-properties '
        f'{border} fo:background-color="{layout.header_fill}" style:vertical-align="middle"/></style:style>'
        f'<style:style style:name="R" style:family="table-row"><style:table-row-properties '
        f'fo:keep-together="{keep}"/></style:style>'
    )


def _table_styles(table: PrintedTable, layout: Layout) -> str:
    weights = table.column_weights()
    columns = "".join(
        f'<style:style style:name="T{table.table_id}.{number}" style:family="table-column">'
        f"<style:table-column-properties "
        f'style:column-width="{layout.body_width_mm * weight / sum(weights):.1f}mm"/></style:style>'
        for number, weight in enumerate(weights)
    )
    return (
        f'<style:style style:name="T{table.table_id}" style:family="table"><style:table-properties '
        f'style:width="{layout.body_width_mm}mm" table:align="left" table:border-model="collapsing"/>'
        f"</style:style>{columns}"
    )


def _paragraph(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def _body(report: Report) -> Iterator[str]:
    yield from (_paragraph("cover", b.text) for b in report.blocks if b.kind == "cover")
    yield _paragraph("front", "MỤC LỤC")
    yield from (_paragraph("cell", _led(text, page)) for _, text, page in report.contents())
    yield _paragraph("front", "Danh sách bảng số liệu")
    yield from (_paragraph("cell", _led(text, page)) for text, page in report.list_of_tables())
    yield _paragraph("start", "")
    for block in report.blocks:
        if block.kind == "table":
            yield from _table(report.tables[block.text])
        elif block.kind != "cover":
            yield _paragraph(block.kind, block.text)


def _led(text: str, page: str) -> str:
    return f"{text}{'.' * max(3, 90 - len(text) % 90)}{page}"


def _table(table: PrintedTable) -> Iterator[str]:
    name = f"T{table.table_id}"
    weights = table.column_weights()
    yield _paragraph("caption", table.caption)
    yield f'<table:table table:style-name="{name}">'
    yield from (f'<table:table-column table:style-name="{name}.{n}"/>' for n in range(len(weights)))
    yield '<table:table-header-rows><table:table-row table:style-name="R">'
    for header in table.headers:
        yield f'<table:table-cell table:style-name="H">{_paragraph("boldfigure", header)}</table:table-cell>'
    yield "</table:table-row></table:table-header-rows>"
    for cells in table.grid():
        yield '<table:table-row table:style-name="R">'
        yield from (_cell(cell, weight) for cell, weight in zip(cells, weights, strict=True))
        yield "</table:table-row>"
    yield "</table:table>"
    yield _paragraph("cell", "")


def _cell(cell: GridCell | None, weight: int) -> str:
    if cell is None:
        return '<table:covered-table-cell table:style-name="C"/>'
    style = ("bold" if cell.is_bold else "") + ("figure" if weight < 12 or cell.columns > 1 else "cell")
    text = "".join(_paragraph(style, line) for line in cell.lines)
    return (
        f'<table:table-cell table:style-name="C" table:number-rows-spanned="{cell.rows}" '
        f'table:number-columns-spanned="{cell.columns}">{text}</table:table-cell>'
    )
