"""What stands inside a cell of a page: in Python, as a site has hundreds of thousands and a macro of Jinja is slow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from reports.page_views import Cell

_LONGEST_WORD = 30
_UNMARKED = str.maketrans("đĐ", "dD")
_BREAKS = re.compile(r"(?<=[_/])(?=.)")


@pass_context
def inside(context: Context, cell: Cell) -> Markup:
    """Text, mark, code or link of a cell, as the templates call it."""
    text = _text(cell)
    return Markup(f'<a href="{escape(context["up"])}{escape(cell.href)}">{text}</a>' if cell.href else text)


def classes(cell: Cell) -> Markup:
    """The attribute `class` of a cell, with a space before it; nothing where it has none."""
    names = [name for name, is_so in (("number", cell.is_number), ("id", cell.is_code), ("words", cell.is_words))
             if is_so]
    return Markup(f' class="{" ".join(names)}"' if names else "")


def searched(text: str) -> str:
    """What a name is found by: itself, and what is typed for đ, which is a letter of its own and no d with a mark."""
    return " ".join(dict.fromkeys((text, text.translate(_UNMARKED))))


def breakable(text: str) -> str | Markup:
    """Text whose longest words, as names of files, may be broken after _ and /."""
    if len(text) <= _LONGEST_WORD or max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return text
    return Markup("<wbr>").join(_BREAKS.split(text))


def _text(cell: Cell) -> str:
    if cell.tone:
        detail = f" <b>{escape(cell.detail)}</b>" if cell.detail else ""
        return f'<span class="mark {escape(cell.tone)}">{escape(cell.text)}{detail}</span>'
    if cell.is_code and " " in cell.text:
        return " ".join(f'<span class="whole">{escape(word)}</span>' for word in cell.text.split(" ")).strip()
    return str(escape(cell.text if cell.is_code else breakable(cell.text))).strip()
