"""A page of this site for each page of the documents that figures stand on: the picture, every cell of it marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.catalogue import LANGUAGES, Words
from reports.page_pictures import Box
from reports.places import Place
from reports.site import Page, Site


@dataclass(frozen=True)
class SourcePage:
    """A page of a document. `marked`: what has a box on it; `told`: what is known to stand on it somewhere."""

    path: str
    picture: str
    shows: Box
    marked: tuple[Place, ...]
    told: tuple[Place, ...]

    @property
    def first(self) -> Place:
        return (self.marked or self.told)[0]


def source_pages(site: Site, places: Mapping[str, Place]) -> dict[str, bytes]:
    """These pages, in each language; where a document was not at hand there are none."""
    editions = {edition.code: edition for edition in site.editions}
    files: dict[str, bytes] = {}
    for source in pages_of(places.values()):
        first = source.first
        title = Words(*(site.catalogue.texts["place_page"][language].format(file=first.file_name, page=first.page)
                        for language in LANGUAGES))
        page = Page(source.path, "source_page.html.j2", title, editions.get(first.edition_code))
        files |= site.render(page, source=source)
    return files


def pages_of(places: Iterable[Place]) -> list[SourcePage]:
    """The pages that have a picture, in the order of documents and pages."""
    by_page: dict[str, list[Place]] = {}
    for place in places:
        if place.page_path:
            by_page.setdefault(place.page_path, []).append(place)
    pages = []
    for path, found in by_page.items():
        shows = found[0].shows
        assert shows is not None  # it has a picture
        pages.append(SourcePage(path, found[0].picture, shows, tuple(place for place in found if place.box),
                                tuple(place for place in found if not place.box and place.text)))
    return sorted(pages, key=lambda page: (page.first.edition_code, page.first.file_name, page.first.page or 0))
