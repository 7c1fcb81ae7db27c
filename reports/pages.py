"""HTML pages: each once in Vietnamese (`x.html`) and once in English (`x.en.html`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.appendix.pages import appendix_pages
from reports.catalogue import LANGUAGES, Catalogue, ReportError
from reports.editions import Edition, shown_lists
from reports.page_views import (
    Doubt,
    anchors_of,
    block_table,
    counts_of,
    differing_table,
    doubts_of,
    edition_facts,
    list_tables,
    node_table,
)
from reports.places import Place
from reports.printed_pages import printed_page
from reports.printed_sheets import printed_file
from reports.profile_pages import profile_pages
from reports.safe_text import file_name
from reports.self_assessment import self_page
from reports.site import TEMPLATES, Page, Site, page_path, site_of
from reports.source_pages import source_pages


def html_pages(catalogue: Catalogue, editions: Sequence[Edition], places: Mapping[str, Place]) -> dict[str, bytes]:
    """Every page and the one style sheet, as file name → bytes. `places`: cell id → where it stands."""
    site = site_of(catalogue, editions)
    style = b"".join((TEMPLATES / name).read_bytes() for name in ("style.css", "picture.css"))
    files = {"html/style.css": style, **_index(site), **source_pages(site, places)}
    for edition in editions:
        pages = (*_ranking_pages(site, edition), *printed_page(site, edition), *profile_pages(site, edition),
                 *self_page(site, edition), *appendix_pages(site, edition), *_list_pages(site, edition))
        for path, content in pages:
            if path in files:
                raise ReportError(f"Two pages of {edition.code} would both be {path}: "
                                  "a node code is used twice in one block.")
            files[path] = content
    return files


def _index(site: Site) -> dict[str, bytes]:
    views = [{
        "edition": edition,
        "facts": {language: edition_facts(site.catalogue, edition, language) for language in LANGUAGES},
        "blocks": [(block, path, words) for block, (path, words)
                   in zip(edition.blocks, site.menu(edition), strict=False)],
        "counts": [(report, counts_of(site.catalogue, report, edition.rows[report.code]))
                   for report in shown_lists(site.catalogue, edition)],
        "own_pages": site.own_pages(edition),
        "tables_file": printed_file(edition) if edition.rows[site.catalogue.the("printed").code] else "",
        "doubts": _doubts(site, edition),
        "differing": {language: differing_table(site.catalogue, edition, language)
                      for language in LANGUAGES},
    } for edition in site.editions]
    downloads = [report for report in site.catalogue.reports if "csv" in report.formats]
    return site.render(Page("index", "index.html.j2", site.catalogue.texts["site"]),
                       views=views, downloads=downloads)


def _doubts(site: Site, edition: Edition) -> list[Doubt]:
    differing = sum(len(block.differing) for block in edition.blocks)
    ranks = [Doubt(site.catalogue.texts["ranks_differ"], differing, "", f"differing-{edition.code}", "warn")]
    return [*(ranks if differing else []), *doubts_of(site.catalogue, edition)]


def _ranking_pages(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    anchors = anchors_of(site.catalogue, edition)
    files: list[tuple[str, bytes]] = []
    for block, (path, words) in zip(edition.blocks, site.menu(edition), strict=False):
        nodes = [(f"{path}-{file_name(node.code)}", node.name) for node in block.nodes]
        files += site.render(
            Page(path, "block.html.j2", words, edition), nodes=nodes, block=block,
            table_view=lambda language, block=block: block_table(site.catalogue, edition, block, language)).items()
        for node, (node_path, name) in zip(block.nodes, nodes, strict=True):
            files += site.render(
                Page(node_path, "node.html.j2", name, edition), nodes=nodes, block=words, block_path=path,
                basis=node.basis,
                table_view=lambda language, node=node, words=words:
                    node_table(site.catalogue, words, node, anchors, language)).items()
    return files


def _list_pages(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    files: list[tuple[str, bytes]] = []
    for report in shown_lists(site.catalogue, edition):
        rows = edition.rows[report.code]
        files += site.render(
            Page(page_path(edition, report), "list.html.j2", report.title, edition), report=report,
            counts=counts_of(site.catalogue, report, rows), total=len(rows),
            table_view=lambda language, report=report, rows=rows:
                list_tables(site.catalogue, report, rows, language)).items()
    return files
