"""HTML pages: each once in Vietnamese (`x.html`) and once in English (`x.en.html`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.catalogue import LANGUAGES, Catalogue, ReportError, Words
from reports.editions import Edition
from reports.page_views import (
    Doubt,
    address,
    anchors_of,
    block_table,
    counts_of,
    differing_table,
    doubts_of,
    edition_facts,
    list_tables,
    node_table,
)
from reports.safe_text import file_name

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Page:
    """A page to be rendered; `path` is under `html/`, without language and ending."""

    path: str
    template: str
    title: Words
    edition: Edition | None = None


@dataclass(frozen=True)
class Site:
    """What every page needs: the catalogue, the editions, the templates."""

    catalogue: Catalogue
    editions: Sequence[Edition]
    templates: Environment

    def render(self, page: Page, **content: Any) -> dict[str, bytes]:
        """A page in both languages. `content` values that are callable get the language."""
        files = {}
        up = "../" * page.path.count("/")
        for language in LANGUAGES:
            own = address(page.path, language)
            other = next(known for known in LANGUAGES if known != language)
            html = self.templates.get_template(page.template).render(
                {key: value(language) if callable(value) else value for key, value in content.items()},
                page=page, language=language, other=other, up=up, suffix=own.removeprefix(page.path),
                other_address=address(page.path, other).rsplit("/", 1)[-1], catalogue=self.catalogue,
                menu=self.menu(page.edition) if page.edition else [],
                t={key: words[language] for key, words in self.catalogue.texts.items()})
            files[f"html/{own}"] = html.encode()
        return files

    def menu(self, edition: Edition) -> list[tuple[str, Words]]:
        """The pages of an edition that every page of it links to: (path, title)."""
        kind = self.catalogue.of_layout("ranking")[0].column("entity_type")
        blocks = [(block_path(edition, block.entity_type), self.catalogue.code(kind, block.entity_type).words)
                  for block in edition.blocks]
        return blocks + [(f"{edition.code}/{report.code}", report.title)
                         for report in self.catalogue.of_layout("list") if "html" in report.formats]


def html_pages(catalogue: Catalogue, editions: Sequence[Edition]) -> dict[str, bytes]:
    """Every page and the one style sheet, as file name → bytes."""
    templates = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True,
                            lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True)
    site = Site(catalogue, editions, templates)
    files = {"html/style.css": (_TEMPLATES / "style.css").read_bytes(), **_index(site)}
    for edition in editions:
        for path, content in (*_ranking_pages(site, edition), *_list_pages(site, edition)):
            if path in files:
                raise ReportError(f"Two pages of {edition.code} would both be {path}: "
                                  "a node code is used twice in one block.")
            files[path] = content
    return files


def block_path(edition: Edition, entity_type: str) -> str:
    """The path of the overview page of a block."""
    return f"{edition.code}/ranking-{file_name(entity_type)}"


def _index(site: Site) -> dict[str, bytes]:
    views = [{
        "edition": edition,
        "facts": {language: edition_facts(site.catalogue, edition, language) for language in LANGUAGES},
        "blocks": [(block, path, words) for block, (path, words)
                   in zip(edition.blocks, site.menu(edition), strict=False)],
        "counts": [(report, counts_of(site.catalogue, report, edition.rows[report.code]))
                   for report in site.catalogue.of_layout("list") if "html" in report.formats],
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
            table_view=lambda language, block=block: block_table(site.catalogue, block, language)).items()
        for node, (node_path, name) in zip(block.nodes, nodes, strict=True):
            files += site.render(
                Page(node_path, "node.html.j2", name, edition), nodes=nodes, block=words, block_path=path,
                table_view=lambda language, node=node, words=words:
                    node_table(site.catalogue, words, node, anchors, language)).items()
    return files


def _list_pages(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    files: list[tuple[str, bytes]] = []
    for report in site.catalogue.of_layout("list"):
        if "html" not in report.formats:
            continue
        rows = edition.rows[report.code]
        files += site.render(
            Page(f"{edition.code}/{report.code}", "list.html.j2", report.title, edition), report=report,
            counts=counts_of(site.catalogue, report, rows), total=len(rows),
            table_view=lambda language, report=report, rows=rows:
                list_tables(site.catalogue, report, rows, language)).items()
    return files
