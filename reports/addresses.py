"""Addresses of pages: `/<edition>/<ranking>/<body>/`, the same from build to build.

A path has no language and no ending; its file is `index.html` in a folder of that name (`index.en.html` in English),
so that an address without an ending leads there on every server and from a folder on disk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from reports.catalogue import LANGUAGES, Report
from reports.editions import Edition
from reports.rankings import Block, Node
from reports.safe_text import file_name

HOME = ""
_NUMBER = re.compile(r"\d+(\.\d+)*")
Keys = Mapping[tuple[str, str], str]


def address(path: str, language: str) -> str:
    """The file of a page in one language, relative to the folder of all pages."""
    return f"{path}/{page_file(language)}".removeprefix("/")


def page_file(language: str) -> str:
    """The name of the file of a page: `index.html`, `index.en.html`."""
    return f"index{'' if language == LANGUAGES[0] else '.' + language}.html"


def ranking_keys(edition: Edition) -> Keys:
    """(block, node) → the part of the address that stands for that ranking.

    The number of the printed table, where each ranking of the edition has a numbered table of its own; else the node's
    code, which then stands for the rankings of all blocks by that node.
    """
    tables = {(block.entity_type, node.code): _tables(node) for block in edition.blocks for node in block.nodes}
    told = Counter(table for found in tables.values() for table in found)
    numbers = {ranking: next(iter(found)) for ranking, found in tables.items() if len(found) == 1}
    if len(numbers) == len(tables) and all(_NUMBER.fullmatch(one) and told[one] == 1 for one in numbers.values()):
        return numbers
    return {(kind, code): file_name(code) for kind, code in tables}


def _tables(node: Node) -> set[str]:
    """The tables that print a ranking; of its ranks, or of its scores where no rank is printed."""
    for key in ("rank_cell_id", "score_cell_id"):
        if found := {str(row[key]).split(":")[1] for row in node.rows if row[key]}:
            return found
    return set()


def edition_path(edition: Edition) -> str:
    """The page that leads to all others of an edition."""
    return edition.code


def block_path(edition: Edition, block: Block) -> str:
    """The overview of a block: bodies × rankings."""
    return f"{edition.code}/ranking-{file_name(block.entity_type)}"


def ranking_path(edition: Edition, key: str) -> str:
    """A ranking or an indicator."""
    return f"{edition.code}/{key}"


def figure_path(edition: Edition, key: str, entity_code: object) -> str:
    """One body in one ranking."""
    return f"{edition.code}/{key}/{edition.directory.slug(entity_code)}"


def body_path(edition: Edition, entity_code: object) -> str:
    """One body in the whole edition."""
    return f"{edition.code}/body/{edition.directory.slug(entity_code)}"


def page_path(edition: Edition, report: Report) -> str:
    """The page of a report that has one page an edition."""
    return f"{edition.code}/{report.code}"


def appendix_path(edition: Edition, entity_code: str = "") -> str:
    """The list of appendices, or the appendix of a body."""
    return f"{edition.code}/appendix" + (f"/{edition.directory.slug(entity_code)}" if entity_code else "")


def comparison_path(framework_code: object) -> str:
    """The ranks of an index over the years."""
    return f"compare/{file_name(str(framework_code))}"
