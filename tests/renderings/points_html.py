"""A points index as one HTML page; the style sheet decides fonts, rules, page breaks and the header."""

from collections.abc import Iterator
from html import escape

from .points_text import AS_PUBLISHED, Grid, Manner, PointsReport, PointsTable, caption_of
from .report_text import GridCell


def html_points(report: PointsReport, style: str, manner: Manner = AS_PUBLISHED, caption: str = "above") -> str:
    """A whole page; tables of many columns have the class `wide`."""
    body = "\n".join(_body(report, manner, caption))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kết quả</title>'
        f"<style>{style}</style></head><body>\n{body}\n</body></html>\n"
    )


def _body(report: PointsReport, manner: Manner, caption: str) -> Iterator[str]:
    yield from (f"<p>{escape(line)}</p>" for line in report.prose)
    printed: list[str] = []
    notes = 0
    for table in report.tables:
        sections = table.sections if manner.sections else []
        wide = " wide" if len(table.headers) > 9 else ""
        yield f'<div class="block{wide}">'
        yield from (f"<h2>{escape(text)}</h2>" for level, text in enumerate(sections)
                    if text not in printed[:level + 1])
        printed = sections
        mark = ""
        if table.note:
            notes += 1
            mark = f"<sup>{notes}</sup>"
        title = f'<p class="caption">{escape(caption_of(table, manner))}{mark}</p>'
        tables = list(_table(table, manner))
        yield from [title, *tables] if caption == "above" else [*tables, title]
        if table.note:
            yield f'<p class="note"><sup>{notes}</sup> {escape(table.note)}</p>'
        yield "</div>"


def _table(table: PointsTable, manner: Manner) -> Iterator[str]:
    columns = len(table.headers) + (manner.headings == "column" and table.has_headings)
    weights = [max(4, *(len(row[2 + n]) for row in table.rows)) for n in range(len(table.headers))]
    weights = [*[8] * (columns - len(weights)), *(min(30, weight) for weight in weights)]
    widths = "".join(f'<col style="width: {100 * weight / sum(weights):.1f}%">' for weight in weights)
    for piece in table.pieces(manner):
        if isinstance(piece, str):
            yield f'<p class="group">{escape(piece)}</p>'
        else:
            grid, header_rows = piece
            head, body = _rows(grid[:header_rows], "th"), _rows(grid[header_rows:], "td")
            yield (f"<table><colgroup>{widths}</colgroup>" + (f"<thead>{head}</thead>" if head else "")
                   + (f"<tbody>{body}</tbody>" if body else "") + "</table>")


def _rows(grid: Grid, tag: str) -> str:
    return "\n".join("<tr>" + "".join(_cell(cell, tag) for cell in row if cell) + "</tr>" for row in grid)


def _cell(cell: GridCell, tag: str) -> str:
    text = "<br>".join(escape(line) for line in cell.lines)
    side = ' class="figure"' if len(text) < 7 or cell.columns > 1 else ""
    inner = f"<span>{text}</span>" if tag == "th" else f"<b>{text}</b>" if cell.is_bold else text
    return f'<{tag} rowspan="{cell.rows}" colspan="{cell.columns}"{side}>{inner}</{tag}>'
