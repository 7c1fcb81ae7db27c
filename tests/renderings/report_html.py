"""The report as one HTML page; the style sheet decides fonts, rules, page breaks and the header."""

from collections.abc import Iterator
from html import escape

from .report_text import PrintedTable, Report

TAGS = {"heading": "h1", "subheading": "h2", "cover": "h3"}
DOTTED_LINE = 96
"""Characters of a line in the lists at the front, leaders included."""


def html_report(report: Report, style: str) -> str:
    """A whole page; column widths come from the contents unless the style sheet fixes them."""
    body = "\n".join(_body(report))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Báo cáo</title>'
        f"<style>{style}</style></head><body>\n{body}\n</body></html>\n"
    )


def _body(report: Report) -> Iterator[str]:
    yield from (f"<h3>{escape(b.text)}</h3>" for b in report.blocks if b.kind == "cover")
    yield '<h3 class="new-page">MỤC LỤC</h3>'
    yield from (f'<p class="listed">{_led(text, page)}</p>' for _, text, page in report.contents())
    yield '<h3 class="new-page">Danh sách bảng số liệu</h3>'
    yield from (f'<p class="listed">{_led(text, page)}</p>' for text, page in report.list_of_tables())
    yield '<div class="new-page"></div>'
    for block in report.blocks:
        if block.kind == "table":
            yield from _table(report.tables[block.text])
        elif block.kind != "cover":
            tag = TAGS.get(block.kind, "p")
            yield f'<{tag} class="{block.kind}">{escape(block.text)}</{tag}>'


def _led(text: str, page: str) -> str:
    """The text, dots to the end of its last line, the page."""
    dots = DOTTED_LINE - len(f"{text}{page}") % DOTTED_LINE
    return escape(f"{text}{'.' * max(3, dots)}{page}")


def _table(table: PrintedTable) -> Iterator[str]:
    yield f'<p class="caption">{escape(table.caption)}</p>'
    yield "<table><colgroup>"
    weights = table.column_weights()
    yield from (f'<col style="width: {100 * weight / sum(weights):.1f}%">' for weight in weights)
    yield "</colgroup><thead><tr>"
    yield from (f"<th>{escape(header)}</th>" for header in table.headers)
    yield "</tr></thead><tbody>"
    for cells in table.grid():
        yield "<tr>"
        for cell, weight in zip(cells, weights, strict=True):
            if cell:
                span = f' rowspan="{cell.rows}" colspan="{cell.columns}"'
                side = ' class="figure"' if weight < 12 or cell.columns > 1 else ""
                text = "<br>".join(escape(line) for line in cell.lines)
                yield f"<td{span}{side}>{f'<b>{text}</b>' if cell.is_bold else text}</td>"
        yield "</tr>"
    yield "</tbody></table>"
