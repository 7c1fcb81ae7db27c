"""A page a body: its place in every ranking of the edition, beside the best and the middle of its block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from markupsafe import Markup

from reports.addresses import address, appendix_path, block_path, body_path
from reports.catalogue import LANGUAGES, Words
from reports.charts import dots, rank_lines, spoken
from reports.figure_views import FigureViews
from reports.page_views import Cell, Line, Table, foreign
from reports.ranking_pages import home_crumb
from reports.rankings import Block, Body, Node, name_of
from reports.site import Page, Site
from reports.tables import Row, Value, exact, grouped, shown, to_places

_HEADS = ("index", "rank", "of", "score", "best", "best_body", "middle", "behind")
_PANELS = 12  # panels of ranks over the years that a page shows at most
_FEWEST = 2  # rankings that are worth to be drawn beside each other
Drawn = tuple[str, list[Words]] | None


@dataclass(frozen=True)
class View:
    """A body in one language."""

    facts: list[tuple[str, str]]
    table: Table
    history: Markup | None
    beside: Markup | None
    links: list[tuple[str, str]]


def body_pages(site: Site, figures: FigureViews) -> Iterator[tuple[str, bytes]]:
    """The page of every ranked body that has no profile of its own."""
    edition = figures.rankings.edition
    profiled = {row["entity_code"] for row in edition.rows[site.catalogue.the("outlook").code]}
    for block in edition.blocks:
        bodies = [body for body in block.bodies if body.code not in profiled]
        near: dict[str, list[Body]] = {body.code: [] for body in bodies}
        for before, after in pairwise(bodies):
            near[before.code].append(after)
            near[after.code].insert(0, before)
        kind = figures.rankings.kind(block)
        crumbs = (*home_crumb(figures.rankings), (block_path(edition, block), kind))
        for body in bodies:
            page = Page(body_path(edition, body.code), "body.html.j2", body.name, edition, crumbs)
            drawing, beside = _drawn(figures, block, body), _beside(block, body)
            yield from site.render(
                page, kind=kind, near=[(body_path(edition, one.code), one.name) for one in near[body.code]],
                view=lambda language, body=body, block=block, drawing=drawing, beside=beside:
                    _view(figures, block, body, drawing, beside, language)).items()


def _view(figures: FigureViews, block: Block, body: Body, drawing: Drawn, beside: Drawn, language: str) -> View:
    views = figures.rankings
    edition, words = views.edition, views.words
    facts = [(words("block", language), views.kind(block)[language])]
    if region := edition.directory.region(body.code):
        facts.append((words("region", language), region))
    ranked = [row for row in body.rows.values() if row[f"rank_{block.basis}"] is not None]
    facts.append((words("rankings", language), str(len(ranked))))
    links = [(address(appendix_path(edition, one.code), language), words("appendix_link", language))
             for one in edition.appendices if one.code == body.code]

    def told(drawn: Drawn, key: str) -> Markup | None:
        title = Words(*(views.catalogue.texts[key][one].format(name=body.name[one]) for one in LANGUAGES))
        return Markup(spoken(drawn[0], drawn[1], title, language)) if drawn else None

    return View(facts, _table(figures, block, body, language), told(drawing, "history_title"),
                told(beside, "plan_positions_chart"), links)


def _table(figures: FigureViews, block: Block, body: Body, language: str) -> Table:
    views = figures.rankings
    lines = tuple(Line(_cells(figures, block, node, body.rows[node.code], language))
                  for node in block.nodes if node.code in body.rows)
    header = tuple(Cell(views.words(key, language), is_number=key not in ("index", "best_body")) for key in _HEADS)
    return Table(views.words("places", language), header, lines, is_headed=True)


def _cells(figures: FigureViews, block: Block, node: Node, row: Row, language: str) -> tuple[Cell, ...]:
    """A ranking: the body's rank and score, the best one's, the median of the block, and how far it is behind."""
    views, basis = figures.rankings, block.basis
    column = views.catalogue.the("ranking").column(f"score_{basis}")
    known = [(score, other) for other in node.rows if isinstance(score := other[column.key], Decimal)]
    scores = [score for score, _ in known]
    places = row["score_decimals"] if isinstance(row["score_decimals"], int) else 4
    own, none = row[column.key], views.words("none", language)
    first = [other for score, other in known if score == max(scores)]
    best = first[0] if first else None
    name = name_of(first[0], "entity") if len(first) == 1 else Words(none, none)
    if len(first) > 1:
        name = Words(*(views.words("several_bodies", one).format(count=len(first)) for one in LANGUAGES))

    def figure(value: Decimal | None) -> Cell:
        text = none if value is None else grouped(to_places(value, places), language)
        return Cell(text, is_number=True, order="" if value is None else format(value, "f"))

    behind = max(scores) - own if scores and isinstance(own, Decimal) else None
    return (Cell(node.name[language], foreign(node.name, language), href=views.figure_address(block, row, language)),
            views.rank(block, row, language),
            Cell("" if row["entities_ranked"] is None else str(row["entities_ranked"]), is_number=True),
            views.score(row, basis, language),
            Cell(shown(best, column, views.catalogue, language) if best else none, is_number=True,
                 order=exact(best, column) if best else ""),
            Cell(name[language], foreign(name, language)),
            figure(Decimal(median(scores)) if scores else None), figure(behind))


def _beside(block: Block, body: Body) -> Drawn:
    """Own score, the best and the median in the rankings whose scores are of one unit, where there are two or more."""
    column = f"score_{block.basis}"
    found: dict[Value, list[tuple[Words, tuple[float, float, float]]]] = {}
    for node in block.nodes:
        own = body.rows[node.code][column] if node.code in body.rows else None
        scores = [score for row in node.rows if isinstance(score := row[column], Decimal)]
        if isinstance(own, Decimal):
            unit = body.rows[node.code]["score_unit"]
            found.setdefault(unit, []).append((node.name, (float(own), float(max(scores)), float(median(scores)))))
    most = max(found.values(), key=len, default=[])
    if len(most) < _FEWEST:
        return None
    names = [name for name, _ in most]
    return dots([row for _, row in most], max(len(text) for name in names for text in (name.vi, name.en))), names


def _drawn(figures: FigureViews, block: Block, body: Body) -> Drawn:
    """The ranks over the years in every ranking of which two years or more are known, and the names of the panels."""
    panels, names, changes = [], [], set()
    for node in block.nodes[:_PANELS]:
        row = body.rows.get(node.code)
        history = figures.histories.of(row["framework_code"], node.code, body.code) if row else ()
        years, run = [], 0
        for told in history:
            year, rank = int(str(told["period_year"])), told["entity_rank"]
            if told["comparable"] == "false":
                run += 1
                changes.add(year)
            if isinstance(rank, int):
                years.append((year, rank, run))
        if len(years) > 1:
            panels.append(years)
            names.append(node.name)
    return (rank_lines(panels, sorted(changes)), names) if panels else None
