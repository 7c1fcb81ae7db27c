"""The task list as one HTML page; the style sheet decides fonts, pages, breaks and whether the header is repeated."""

from collections.abc import Iterator
from html import escape

from .report_text import GridCell
from .tasks_text import CAPTION, LIST, PROSE, SUBTITLE, WEIGHTS, Manner, TaskList


def html_tasks(tasks: TaskList, style: str, manner: Manner) -> str:
    """A whole page."""
    body = "\n".join(_body(tasks, manner))
    return (f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kế hoạch</title>'
            f"<style>{style}</style></head><body>\n{body}\n</body></html>\n")


def _body(tasks: TaskList, manner: Manner) -> Iterator[str]:
    yield from (f"<p>{escape(line)}</p>" for line in PROSE)
    yield f'<p class="caption">{escape(CAPTION)}</p>'
    if manner.subtitle:
        yield f'<p class="subtitle">{escape(SUBTITLE)}</p>'
    yield "<table><colgroup>"
    yield from (f'<col style="width: {weight}%">' for weight in WEIGHTS)
    yield "</colgroup><thead><tr>"
    yield from (f"<th>{escape(text)}</th>" for text in tasks.headers)
    yield "</tr></thead><tbody>"
    for row in tasks.grid(manner):
        yield "<tr>" + "".join(_cell(cell, place) for place, cell in enumerate(row) if cell) + "</tr>"
    yield "</tbody></table>"


def _cell(cell: GridCell, place: int) -> str:
    if cell.lines[0].startswith(LIST):
        items = "".join(f"<li>{escape(line.removeprefix(LIST))}</li>" for line in cell.lines)
        return f'<td rowspan="{cell.rows}"><ul>{items}</ul></td>'
    text = "".join(f"<p>{escape(line)}</p>" for line in cell.lines) if any(cell.lines) else ""
    centred = ' class="centred"' if place in (0, len(WEIGHTS) - 1) and cell.columns == 1 else ""
    return (f'<td rowspan="{cell.rows}" colspan="{cell.columns}"{centred}>'
            + (f"<b>{text}</b>" if cell.is_bold else text) + "</td>")
