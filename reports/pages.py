"""HTML pages: each once in Vietnamese and once in English, with the styles and scripts they use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.addresses import page_path, ranking_keys
from reports.appendix.pages import appendix_pages
from reports.body_pages import body_pages
from reports.catalogue import Catalogue, ReportError
from reports.comparison_pages import comparison_pages, topics_of
from reports.editions import Edition, shown_lists
from reports.figure_views import FigureViews
from reports.front_pages import edition_page, home_page
from reports.histories import histories_of
from reports.indicator_pages import indicator_pages
from reports.page_views import counts_of, list_tables
from reports.places import Place
from reports.printed_pages import printed_page
from reports.profile_pages import profile_pages
from reports.ranking_pages import home_crumb, ranking_pages
from reports.ranking_views import RankingViews
from reports.self_assessment import self_page
from reports.site import Page, Site, site_of
from reports.source_pages import source_pages
from reports.static_files import static_files


def html_pages(catalogue: Catalogue, editions: Sequence[Edition], places: Mapping[str, Place]) -> dict[str, bytes]:
    """Every page and what it is shown with, as file → bytes. `places`: cell id → where it stands."""
    histories = histories_of(editions)
    site = site_of(catalogue, editions, places, topics_of(catalogue, editions, histories))
    figures = [FigureViews(RankingViews(catalogue, edition, ranking_keys(edition), places),
                           histories) for edition in editions]
    files = {**static_files(site), **home_page(site, figures), **source_pages(site, places)}
    for path, content in comparison_pages(site, histories):
        files[path] = content
    for one in figures:
        for path, content in _edition_pages(site, one):
            if path in files:
                raise ReportError(f"Two pages of {one.rankings.edition.code} would both be {path}: "
                                  "a code is used twice, or by a ranking and a list.")
            files[path] = content
    return files


def _edition_pages(site: Site, figures: FigureViews) -> Iterator[tuple[str, bytes]]:
    edition = figures.rankings.edition
    yield from edition_page(site, figures)
    yield from ranking_pages(site, figures)
    yield from indicator_pages(site, figures)
    yield from body_pages(site, figures)
    yield from printed_page(site, edition)
    yield from profile_pages(site, edition)
    yield from self_page(site, edition)
    yield from appendix_pages(site, edition)
    yield from _list_pages(site, figures)


def _list_pages(site: Site, figures: FigureViews) -> Iterator[tuple[str, bytes]]:
    edition = figures.rankings.edition
    for report in shown_lists(site.catalogue, edition):
        rows = edition.rows[report.code]
        yield from site.render(
            Page(page_path(edition, report), "list.html.j2", report.title, edition, home_crumb(figures.rankings)),
            report=report, counts=counts_of(site.catalogue, report, rows), total=len(rows),
            table_view=lambda language, report=report, rows=rows:
                list_tables(site.catalogue, report, rows, site.places, language)).items()
