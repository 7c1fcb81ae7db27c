"""The frame of every page: templates, languages, and the menu of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.addresses import HOME, address, appendix_path, block_path, edition_path, page_file, page_path
from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.cell_markup import breakable, classes, inside, searched
from reports.editions import Edition, shown_lists
from reports.places import Place

TEMPLATES = Path(__file__).with_name("templates")
_OWN_PAGES = ("printed", "profile", "self")


@dataclass(frozen=True)
class Page:
    """A page to be rendered; `path` as in `addresses`. `crumbs`: the pages above it, (path, title) from the top."""

    path: str
    template: str
    title: Words
    edition: Edition | None = None
    crumbs: tuple[tuple[str, Words], ...] = ()

    @property
    def up(self) -> str:
        """From the page to the folder of all pages."""
        return "../" * (self.path.count("/") + 1 if self.path else 0)


@dataclass(frozen=True)
class Site:
    """What every page needs: the catalogue, the editions, the templates; `places`: cell id → where it
    stands; `topics`: the pages about all editions."""

    catalogue: Catalogue
    editions: Sequence[Edition]
    templates: Environment
    places: Mapping[str, Place]
    topics: tuple[tuple[str, Words], ...] = ()

    def render(self, page: Page, **content: Any) -> dict[str, bytes]:
        """A page in both languages, file → bytes. `content` values that are callable get the language."""
        files = {}
        for language in LANGUAGES:
            other = next(known for known in LANGUAGES if known != language)
            html = self.templates.get_template(page.template).render(
                {key: value(language) if callable(value) else value for key, value in content.items()},
                page=page, language=language, other=other, up=page.up, suffix=f"/{page_file(language)}",
                home=address(HOME, language), other_address=page_file(other), catalogue=self.catalogue,
                topics=self.topics, places=self.places, menu=self._menus[page.edition.code] if page.edition else [],
                edition_home=edition_path(page.edition) if page.edition else "",
                t=self._words[language])
            files[f"html/{address(page.path, language)}"] = html.encode()
        return files

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, str]]:
        """The texts of the pages by language."""
        return {language: {key: words[language] for key, words in self.catalogue.texts.items()}
                for language in LANGUAGES}

    @cached_property
    def _menus(self) -> Mapping[str, list[tuple[str, Words]]]:
        return {edition.code: self.menu(edition) for edition in self.editions}

    def menu(self, edition: Edition) -> list[tuple[str, Words]]:
        """The pages of an edition that every page of it links to: (path, title), blocks first."""
        kind = self.catalogue.the("ranking").column("entity_type")
        blocks = [(block_path(edition, block), self.catalogue.code(kind, block.entity_type).words)
                  for block in edition.blocks]
        lists = [(page_path(edition, report), report.title) for report in shown_lists(self.catalogue, edition)]
        return [*blocks, *((path, title) for path, title, _ in self.own_pages(edition)), *lists]

    def own_pages(self, edition: Edition) -> list[tuple[str, Words, Words]]:
        """The pages of their own form that have something to say about this edition: path, title, what they show."""
        texts = self.catalogue.texts
        appendices = [(appendix_path(edition), texts["appendices"], texts["appendices_about"])]
        return [*((page_path(edition, report), report.title, report.about)
                  for report in map(self.catalogue.the, _OWN_PAGES) if edition.rows[report.code]),
                *(appendices if edition.appendices else [])]


def site_of(catalogue: Catalogue, editions: Sequence[Edition], places: Mapping[str, Place],
            topics: tuple[tuple[str, Words], ...] = ()) -> Site:
    """The site with its templates loaded."""
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
                            lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True)
    templates.filters |= {"breakable": breakable, "searched": searched}
    templates.globals |= {"inside": inside, "classes": classes}
    return Site(catalogue, editions, templates, places, topics)
