"""Pages of indicators that are not ranked by themselves: figure, points and source of every body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from reports.addresses import address, body_path, ranking_path
from reports.catalogue import LANGUAGES, Words
from reports.figure_views import FigureViews
from reports.page_views import Cell, Line, Table, by_alphabet, cell_of, foreign, linked, list_tables
from reports.ranking_charts import Drawings, spread
from reports.ranking_pages import home_crumb
from reports.rankings import name_of
from reports.safe_text import file_name
from reports.site import Page, Site
from reports.tables import Row

_COLUMNS = ("raw_value", "unit", "points", "points_published", "normalised_value", "maximum", "status", "cell_id")

_NUMBER = re.compile(r"[A-Z]?[\d.]+")  # a code that the publication itself counts by
_FEW, _PLACES = 2, 2  # so few bodies need no drawing; decimals of the figures in it


def indicators_of(figures: FigureViews, site: Site) -> list[tuple[str, Words, list[Row]]]:
    """Code, name and rows of every indicator that has no ranking, in the order of the tree."""
    edition = figures.rankings.edition
    ranked = {node.code for block in edition.blocks for node in block.nodes} | set(figures.rankings.keys.values())
    by_code: dict[str, list[Row]] = {}
    for row in edition.rows[site.catalogue.the("values").code]:
        if row["indicator_code"] not in ranked:
            by_code.setdefault(str(row["indicator_code"]), []).append(row)
    return [(code, name_of({**rows[0], "node_code": code, "node_name_vi": rows[0]["indicator_name_vi"],
                            "node_name_en": rows[0]["indicator_name_en"]}, "node"), rows)
            for code, rows in by_code.items()]


def indicator_links(site: Site, figures: FigureViews) -> list[tuple[str, Words]]:
    """Path and title of the page of each indicator."""
    edition = figures.rankings.edition
    return [(ranking_path(edition, file_name(code)),
             Words(*(f"{code} {name[one]}" for one in LANGUAGES)) if _NUMBER.fullmatch(code) else name)
            for code, name, _ in indicators_of(figures, site)]


def indicator_pages(site: Site, figures: FigureViews) -> Iterator[tuple[str, bytes]]:
    """A page an indicator, in both languages."""
    edition, beside = figures.rankings.edition, indicator_links(site, figures)
    for (code, _, rows), (path, title) in zip(indicators_of(figures, site), beside, strict=True):
        page = Page(path, "indicator.html.j2", title, edition, home_crumb(figures.rankings))
        drawings = _spreads(figures, code, title, rows)
        yield from site.render(
            page, nodes=beside, method=lambda language, code=code: figures.method(code, language),
            scales=lambda language, code=code: _scales(site, figures, code, language),
            drawings=lambda language, drawings=drawings: [
                (words[language], Markup(drawing.told(language))) for words, drawing in drawings],
            table_view=lambda language, rows=rows: _table(site, figures, rows, language)).items()


def _score_of(rows: list[Row]) -> str:
    """The figure that bodies stand by: points, else the figure on its scale, else as it is."""
    return next((key for key in ("points", "normalised_value", "raw_value")
                 if any(row[key] is not None for row in rows)), "points")


def _spreads(figures: FigureViews, code: str, name: Words, rows: list[Row]) -> Drawings:
    """A drawing for each kind of body of which some have figures."""
    views, score, found = figures.rankings, _score_of(rows), []
    for kind in dict.fromkeys(str(row["entity_type"]) for row in rows):
        own = [row for row in rows if row["entity_type"] == kind and isinstance(row[score], Decimal)]
        if len(own) > _FEW:
            own.sort(key=lambda row: row[score], reverse=True)  # type: ignore[arg-type, return-value]
            words = views.catalogue.code(views.catalogue.the("values").column("entity_type"), kind).words
            found.append(spread(views, code, name, words, own, score, _PLACES))
    return found


def _scales(site: Site, figures: FigureViews, code: str, language: str) -> Table | None:
    """The scale that was found again from the print, where the publication tells none."""
    rows = [row for row in figures.rankings.edition.rows["scale_recovery"] if row["node_code"] == code]
    report = site.catalogue.coded("scale_recovery")
    return list_tables(site.catalogue, report, rows, site.places, language)[0] if rows else None


def _table(site: Site, figures: FigureViews, rows: list[Row], language: str) -> Table:
    """Bodies by points, the best first; columns that say nothing are left out."""
    report, views = site.catalogue.the("values"), figures.rankings
    columns = [column for column in map(report.column, _COLUMNS) if any(row[column.key] is not None for row in rows)]
    score = _score_of(rows)
    ordered = sorted(rows, key=lambda row: (row[score] is None, -(row[score] or 0)))  # type: ignore[operator]
    header = (Cell(views.words("body", language)), Cell(views.words("block", language)),
              *(Cell(column.label[language], is_number=column.is_number) for column in columns))
    kind = report.column("entity_type")
    lines = []
    for row in ordered:
        name = name_of(row, "entity")
        lines.append(Line((
            Cell(name[language], foreign(name, language),
                 href=address(body_path(views.edition, row["entity_code"]), language)
                 if row["entity_code"] in views.pages_of_bodies else ""),
            cell_of(site.catalogue, row, kind, language),
            *(linked(cell_of(site.catalogue, row, column, language), site.places, language) for column in columns)),
            views.edition.directory.slug(row["entity_code"])))
    return Table(report.title[language], header, by_alphabet(lines, 0), filters=(1,), is_headed=True)
