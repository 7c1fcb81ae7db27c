"""A plan as one HTML page; the style sheet decides fonts, rules, page breaks and the header."""

from collections.abc import Iterator
from html import escape

from .plan_text import AS_PRINTED, Plan, PlanManner, PlanTable, caption_of, is_turned
from .points_text import Grid
from .report_text import GridCell


def html_plan(plan: Plan, style: str, manner: PlanManner = AS_PRINTED) -> str:
    """A whole page; turned headers have the class `turned`."""
    body = "\n".join(_body(plan, manner))
    return (f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kế hoạch</title>'
            f"<style>{style}</style></head><body>\n{body}\n</body></html>\n")


def _body(plan: Plan, manner: PlanManner) -> Iterator[str]:
    yield from (f"<p>{escape(line)}</p>" for line in plan.prose)
    for table in plan.tables:
        yield from (f"<h2>{escape(text)}</h2>" for text in table.headings)
        yield f'<p class="caption">{escape(caption_of(table, manner))}</p>'
        yield _table(table, manner)
    yield "<p>TM. ỦY BAN NHÂN DÂN</p>"


def _table(table: PlanTable, manner: PlanManner) -> str:
    grid, header_rows = table.pieces(manner)
    head, body = _rows(grid[:header_rows], manner), _rows(grid[header_rows:], manner)
    return ('<table border="1" cellspacing="0" width="100%">' + (f"<thead>{head}</thead>" if head else "")
            + f"<tbody>{body}</tbody></table>")


def _rows(grid: Grid, manner: PlanManner) -> str:
    return "\n".join("<tr>" + "".join(_cell(cell, manner) for cell in row if cell) + "</tr>" for row in grid)


def _cell(cell: GridCell, manner: PlanManner) -> str:
    text = escape(cell.lines[0])
    tag = "th" if cell.is_bold and not cell.lines[0][:1].isdigit() else "td"
    turned = f' class="turned {manner.turned}"' if is_turned(cell, manner) else ""
    return f'<{tag} rowspan="{cell.rows}" colspan="{cell.columns}"><span{turned}>{text}</span></{tag}>'
