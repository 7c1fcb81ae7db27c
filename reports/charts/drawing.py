"""How a chart becomes SVG with its text as text: compiled once, drawn with rows, then given the words of a language.

Words stand in a drawing as short keys (`n0`, `n1` …) and so do links (`h0` …): `spoken` puts in what they say.
Measuring letters costs ten times all the rest, so that text is drawn with a size of nothing, its true size standing
where the font's name would; `drawn` puts it right, and what is drawn says itself how much room its text needs.
altair and vl_convert are loaded when a chart is drawn.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reports.catalogue import Words

if TYPE_CHECKING:
    import altair as alt

INK, OWN, BEST, SOFT, RULE = "#1f2933", "#12467b", "#a86a00", "#5f6b7a", "#c3ccd6"
LETTER = 5.4  # the width of a letter of a name, at 10 pixels
HALO: Mapping[str, Any] = {"stroke": "white", "strokeWidth": 3}  # of text over lines; it is painted first
_FONTS = "Noto Sans, DejaVu Sans, Segoe UI, Liberation Sans, Arial, sans-serif"
_LETTERS = 48  # the longest line of a name
_TEXT = re.compile(r"(<text[^>]*>)([^<]*)</text>")
_LINK = re.compile(r'<a xlink:href="[^"]*/(h\d+)"[^>]*>(.*?)</a>')
_NUMBER = re.compile(r"[\u2212+-]?[\d.,]+")
_SIZE = re.compile(r'font-family="([\d.]+)" font-size="0px"')
_ROOT = re.compile(r' xmlns(:xlink)?="[^"]*"| class="marks"')
_ROLES = re.compile(r' role="graphics-[a-z]+"| aria-roledescription="[^"]*"')

Data = list[dict[str, object]]


@dataclass(frozen=True)
class Link:
    """What a mark says to who points at it, and the page it leads to."""

    title: Words
    href: Words | None = None


@dataclass(frozen=True)
class Drawing:
    """A chart drawn for both languages."""

    svg: str
    title: Words
    names: Sequence[Words] = ()
    links: Sequence[Link] = ()

    def told(self, language: str) -> str:
        """It in a language, fit to stand in a page as it is."""
        return spoken(self.svg, self.names, self.title, language, self.links)


@dataclass
class Keys:
    """Gives out the keys under which words and links stand in a drawing."""

    names: list[Words] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def name(self, words: Words) -> str:
        """The key of words."""
        self.names.append(words)
        return f"n{len(self.names) - 1}"

    def link(self, link: Link) -> str:
        """The key of a link."""
        self.links.append(link)
        return f"h{len(self.links) - 1}"

    def drawing(self, svg: str, title: Words) -> Drawing:
        """The drawing with all that was given a key."""
        return Drawing(svg, title, tuple(self.names), tuple(self.links))


def same(text: object) -> Words:
    """A text that is the same in both languages."""
    return Words(str(text), str(text))


def letters(size: float, dy: float = 0, **more: Any) -> dict[str, Any]:
    """What a mark of text needs for its size; its middle stands on its place."""
    return {"font": f"{size:g}", "fontSize": 0, "dy": dy + round(size * 0.36, 2), "color": INK, **more}


def compiled(chart: alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """A chart as what draws it; its rows are the data `rows`."""
    import vl_convert

    styled = chart.configure(font="10", aria=False, background="white").configure_view(stroke=None).configure_axis(
        labelLimit=0, labelOverlap=False, labelBound=False, labelFlush=False, labelColor=INK, labelFontSize=0,
        labelFont="10", gridColor="#e4e9ef", domainColor=SOFT, tickColor=SOFT).configure_axisX(
        labelPadding=12).configure_axisY(labelOffset=3.5, labelPadding=5).configure_header(
        labelFont="11", labelFontSize=0)
    specification = vl_convert.vegalite_to_vega(styled.to_dict())
    for mark in specification["marks"]:
        if mark["type"] == "text":
            mark["interactive"] = False  # the link below it is what is pointed at
    return dict(specification)


def drawn(specification: Mapping[str, Any], rows: Data, left: float = 8, right: float = 8, top: float = 8,
          bottom: float = 8) -> str:
    """The SVG of a compiled chart with these rows and this room about it for its text, fit to stand inside a page."""
    import vl_convert

    filled = {**specification, "padding": {"left": left, "right": right, "top": top, "bottom": bottom},
              "data": [{**data, "values": rows} if data["name"] == "rows" else data for data in specification["data"]]}
    svg = _ROLES.sub("", _ROOT.sub("", vl_convert.vega_to_svg(filled)))
    return _SIZE.sub(r'font-size="\1"', svg).replace("<svg ", f'<svg font-family="{_FONTS}" paint-order="stroke" ', 1)


def name_room(longest: int, size: float = 10) -> float:
    """The room for a name of so many letters."""
    return LETTER * min(longest, _LETTERS) * size / 10


def folded(words: Words, longest: int) -> Words:
    """Words in lines of so many letters at most."""
    return Words(textwrap.fill(words.vi, longest), textwrap.fill(words.en, longest))


def lines_of(words: Words) -> int:
    """In how many lines words stand."""
    return max(len(_lines(text)) for text in (words.vi, words.en))


def spoken(svg: str, names: Sequence[Words], title: Words, language: str, links: Sequence[Link] = ()) -> str:
    """The drawing with its names (`n0` is the first) and marks in a language, and its title for who cannot see it.

    With links (`h0` is the first) it is a group of them, else it counts as one picture.
    """
    words = {f"n{place}": name[language] for place, name in enumerate(names)}
    told = _TEXT.sub(lambda found: _text(found[1], found[2], words, language), svg)
    told = _LINK.sub(lambda found: _link(links[int(found[1][1:])], found[2], language), told)
    label, role = html.escape(title[language]), "group" if any(link.href for link in links) else "img"
    return told.replace("<svg ", f'<svg role="{role}" aria-label="{label}" ', 1).replace(
        ">", f"><title>{label}</title>", 1)


def _text(tag: str, text: str, words: Mapping[str, str], language: str) -> str:
    if text in words:
        lines = _lines(words[text])
        if len(lines) == 1:
            return f"{tag}{html.escape(lines[0])}</text>"
        first = 0.55 - 0.55 * len(lines)
        spans = "".join(f'<tspan x="0" dy="{1.1 if place else first:.2f}em">{html.escape(line)}</tspan>'
                        for place, line in enumerate(lines))
        return f"{tag}{spans}</text>"
    if language == "vi" and _NUMBER.fullmatch(text):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{tag}{text}</text>"


def _lines(text: str) -> list[str]:
    return text.split("\n") if "\n" in text else textwrap.wrap(text, _LETTERS)[:2] or [""]


def _link(link: Link, mark: str, language: str) -> str:
    title = html.escape(link.title[language])
    if link.href is None:
        return f"<g><title>{title}</title>{mark}</g>"
    return f'<a href="{html.escape(link.href[language])}" aria-label="{title}"><title>{title}</title>{mark}</a>'
