"""Pages of rankings: the overview of a block, a ranking with its method, and one body's figure in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from reports.addresses import block_path, body_path, edition_path, figure_path, ranking_path
from reports.catalogue import Words
from reports.figure_views import FigureViews
from reports.ranking_charts import drawings_of
from reports.ranking_views import RankingViews
from reports.rankings import Block, Node, name_of
from reports.site import Page, Site

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Ranking:
    """The rankings that stand on one page: those of one node, of one block or of several."""

    key: str
    name: Words
    parts: tuple[tuple[Block, Node], ...]

    @property
    def code(self) -> str:
        """The node."""
        return self.parts[0][1].code


def rankings_of(views: RankingViews) -> list[Ranking]:
    """The rankings of an edition by the page they stand on, in the order of blocks and nodes."""
    parts = [(views.keys[block.entity_type, node.code], block, node)
             for block in views.edition.blocks for node in block.nodes]
    order = list(dict.fromkeys(key for key, _, _ in parts))
    found = groupby(sorted(parts, key=lambda part: order.index(part[0])), key=lambda part: part[0])
    return [Ranking(key, own[0][1].name, own) for key, group in found
            if (own := tuple((block, node) for _, block, node in group))]


def ranking_pages(site: Site, figures: FigureViews) -> Files:
    """Every page of an edition's rankings, file → bytes."""
    views = figures.rankings
    for block in views.edition.blocks:
        yield from _block_page(site, views, block)
    for ranking in rankings_of(views):
        yield from _ranking_page(site, figures, ranking)
        yield from _figure_pages(site, figures, ranking)


def _block_page(site: Site, views: RankingViews, block: Block) -> Files:
    edition = views.edition
    nodes = [(ranking_path(edition, views.keys[block.entity_type, node.code]), node.name) for node in block.nodes]
    page = Page(block_path(edition, block), "block.html.j2", views.kind(block), edition, home_crumb(views))
    yield from site.render(page, nodes=nodes, block=block,
                           table_view=lambda language: views.block_table(block, language)).items()


def _ranking_page(site: Site, figures: FigureViews, ranking: Ranking) -> Files:
    views, edition = figures.rankings, figures.rankings.edition
    block = ranking.parts[0][0]
    beside = [(ranking_path(edition, views.keys[block.entity_type, node.code]), node.name) for node in block.nodes]
    page = Page(ranking_path(edition, ranking.key), "node.html.j2", ranking.name, edition, _above(views, ranking))
    drawings = {block.entity_type: drawings_of(views, block, node, page.up) for block, node in ranking.parts}
    yield from site.render(
        page, nodes=beside, basis=block.basis, method=lambda language: figures.method(ranking.code, language),
        parts=lambda language: [
            (views.kind(block)[language], views.node_table(block, node, language),
             [(words[language], Markup(drawing.told(language))) for words, drawing in drawings[block.entity_type]])
            for block, node in ranking.parts]).items()


def _figure_pages(site: Site, figures: FigureViews, ranking: Ranking) -> Files:
    views = figures.rankings
    above = _above(views, ranking)
    here = (ranking_path(views.edition, ranking.key), ranking.name)
    for block, node in ranking.parts:
        for place, row in enumerate(node.rows):
            page = Page(figure_path(views.edition, ranking.key, row["entity_code"]), "figure.html.j2",
                        name_of(row, "entity"), views.edition, (*above, here))
            yield from site.render(
                page, ranking=ranking.name, body_path=body_path(views.edition, row["entity_code"]),
                view=lambda language, row=row, place=place, block=block, node=node:
                    figures.figure(block, node, place, row, language)).items()


def home_crumb(views: RankingViews) -> tuple[tuple[str, Words], ...]:
    """The page of the edition, named by its code."""
    return ((edition_path(views.edition), Words(views.edition.code, views.edition.code)),)


def _above(views: RankingViews, ranking: Ranking) -> tuple[tuple[str, Words], ...]:
    """The pages above a ranking: that of its block, where it is of one."""
    blocks = [block for block, _ in ranking.parts]
    own = [(block_path(views.edition, block), views.kind(block)) for block in blocks] if len(blocks) == 1 else []
    return (*home_crumb(views), *own)
