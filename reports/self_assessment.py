"""Self-assessed points against the result: who told what, who told nothing, how far apart they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.addresses import page_path
from reports.catalogue import Catalogue, Words
from reports.editions import Edition
from reports.page_views import Cell, Line, Table
from reports.rankings import Node, name_of
from reports.reading_order import reading_order
from reports.sheet import Item, add_sheet, fill_table
from reports.site import Page, Site
from reports.tables import Row, excel_format, shown

_KEYS = ("self", "points_computed", "difference")
_SHOWN = 3


@dataclass(frozen=True)
class Assessed:
    """A body that told points of its own, with its row in each node."""

    name: Words
    rows: dict[str, Row]
    difference: Decimal | None


@dataclass(frozen=True)
class SelfBlock:
    """The bodies of one kind: those that told points, the boldest first, and those that told none."""

    entity_type: str
    nodes: tuple[Node, ...]
    bodies: tuple[Assessed, ...]
    silent: tuple[Words, ...]

    def is_partial(self, body: Assessed) -> bool:
        """Whether a body told nothing about one of the components, so that its total lacks it."""
        return len(body.rows) < len(self.nodes)


def self_blocks(catalogue: Catalogue, edition: Edition) -> list[SelfBlock]:
    """Blocks of an edition: the total and its components; single indicators stand in the CSV file."""
    report, profile, outlook = (catalogue.the(layout) for layout in ("self", "profile", "outlook"))
    levels = {row["node_code"]: row["level"] for row in edition.rows[profile.code]}
    rows = [row for row in edition.rows[report.code] if levels.get(row["node_code"]) in (0, 1)]
    blocks = []
    for kind, own in groupby(sorted(rows, key=lambda row: str(row["entity_type"])),
                             key=lambda row: str(row["entity_type"])):
        block = list(own)
        told = {row["entity_code"] for row in block}
        silent = sorted((name_of(row, "entity") for row in edition.rows[outlook.code]
                         if row["entity_type"] == kind and row["entity_code"] not in told),
                        key=lambda name: reading_order(name.vi))
        codes = sorted({str(row["node_code"]) for row in block},
                       key=lambda code: (levels.get(code), reading_order(code)))
        nodes = tuple(Node(code, name_of(own_rows[0], "node"), tuple(own_rows)) for code in codes
                      if (own_rows := [row for row in block if row["node_code"] == code]))
        blocks.append(SelfBlock(kind, nodes, _bodies(block, codes[0]), tuple(silent)))
    return blocks


def boldest(block: SelfBlock) -> tuple[list[Assessed], list[Assessed]]:
    """Bodies furthest above their result, and those furthest below it, at most three each."""
    known = [body for body in block.bodies if body.difference]
    above = [body for body in known if body.difference and body.difference > 0][:_SHOWN]
    below = [body for body in reversed(known) if body.difference and body.difference < 0][:_SHOWN]
    return above, below


def self_page(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    """The page in both languages; nothing where nobody told points of its own."""
    catalogue, report = site.catalogue, site.catalogue.the("self")
    blocks = self_blocks(catalogue, edition)
    if not blocks:
        return []
    page = Page(page_path(edition, report), "self.html.j2", report.title, edition)
    return list(site.render(page, report=report, blocks=lambda language: [
        (_kind(catalogue, block)[language], _findings(catalogue, block, language),
         _table(catalogue, block, language), [name[language] for name in block.silent]) for block in blocks]).items())


def self_sheet(book: Workbook, catalogue: Catalogue, edition: Edition) -> Worksheet | None:
    """A sheet with a row a body; None where nobody told points of its own."""
    report, texts = catalogue.the("self"), catalogue.texts
    blocks = self_blocks(catalogue, edition)
    if not blocks:
        return None
    nodes = blocks[0].nodes
    partial = texts["self_partial"]
    about = Words(*(f"{report.about[language]} {partial[language]}" for language in ("vi", "en")))
    sheet = add_sheet(book, report.title.vi, report.title, about)
    header = [texts["name"], texts["blocks"], *[texts[key] for key in _KEYS] * len(nodes)]
    lines = []
    for block in blocks:
        kind = _kind(catalogue, block).vi
        for body in block.bodies:
            figures = (_item(catalogue, body.rows.get(node.code), key) for node in nodes for key in _KEYS)
            mark = " *" if block.is_partial(body) else ""
            lines.append([Item(body.name.vi + mark), Item(kind), *figures])
        nothing = Item(texts["no_self_assessment"].vi, is_one_line=True)
        lines += [[Item(name.vi), Item(kind), nothing, *[Item(None)] * (3 * len(nodes) - 1)] for name in block.silent]
    groups = [(texts["body"], 2), *((node.name, 3) for node in nodes)]
    fill_table(sheet, header, lines, [34, 22, *[12.0] * (3 * len(nodes))], groups)
    return sheet


def _bodies(rows: Sequence[Row], root: str) -> tuple[Assessed, ...]:
    by_body: dict[object, dict[str, Row]] = {}
    for row in rows:
        by_body.setdefault(row["entity_code"], {})[str(row["node_code"])] = row
    bodies = []
    for own in by_body.values():
        total = own.get(root)
        difference = total["difference"] if total else None
        bodies.append(Assessed(name_of(next(iter(own.values())), "entity"), own,
                               difference if isinstance(difference, Decimal) else None))
    return tuple(sorted(bodies, key=lambda body: (body.difference is None, -(body.difference or 0),
                                                  reading_order(body.name.vi))))


def _told(row: Row) -> str:
    """The column that holds what a body told: the form, else the print."""
    return "self_points_form" if row["self_points_form"] is not None else "self_printed"


def _result(row: Row) -> str:
    return "points_computed" if row["points_computed"] is not None else "points_published"


def _key(row: Row, key: str) -> str:
    return {"self": _told(row), "points_computed": _result(row)}.get(key, key)


def _item(catalogue: Catalogue, row: Row | None, key: str) -> Item:
    if row is None:
        return Item(None)
    column = catalogue.the("self").column(_key(row, key))
    value = row[column.key]
    return Item(value, excel_format(row, column), _tone(row, key)) if value is not None else Item(None)


def _tone(row: Row, key: str) -> str:
    """Points told above the result are shaded, and points told below it otherwise."""
    value = row["difference"]
    if key != "difference" or not isinstance(value, Decimal) or abs(value) < Decimal("0.05"):
        return ""
    return "above" if value > 0 else "below"


def _kind(catalogue: Catalogue, block: SelfBlock) -> Words:
    return catalogue.code(catalogue.the("self").column("entity_type"), block.entity_type).words


def _table(catalogue: Catalogue, block: SelfBlock, language: str) -> Table:
    texts = catalogue.texts
    lines = []
    for body in block.bodies:
        mark = " *" if block.is_partial(body) else ""
        cells = [Cell(body.name[language] + mark, "vi" if language == "en" and body.name.vi == body.name.en else "")]
        for node in block.nodes:
            row = body.rows.get(node.code)
            cells += [_cell(catalogue, row, key, language) for key in _KEYS]
        lines.append(Line(tuple(cells)))
    header = (Cell(texts["body"][language]),
              *[Cell(texts[key][language], is_number=True) for key in _KEYS] * len(block.nodes))
    return Table(_kind(catalogue, block)[language], header, tuple(lines),
                 tuple((node.name[language], len(_KEYS)) for node in block.nodes), is_headed=True)


def _cell(catalogue: Catalogue, row: Row | None, key: str, language: str) -> Cell:
    if row is None:
        return Cell("", is_number=True)
    text = shown(row, catalogue.the("self").column(_key(row, key)), catalogue, language)
    tone = _tone(row, key)
    detail = ""
    printed = shown(row, catalogue.the("self").column("self_printed"), catalogue, language)
    if key == "self" and printed not in ("", text):
        tone, detail = "note", f"({catalogue.texts['printed_as'][language]} {printed})"
    plus = "+" if key == "difference" and isinstance(row[key], Decimal) and tone == "above" else ""
    return Cell(plus + text, tone=tone, is_number=True, detail=detail)


def _findings(catalogue: Catalogue, block: SelfBlock, language: str) -> list[str]:
    """Who rates itself furthest above and below its result, in words."""
    texts, report = catalogue.texts, catalogue.the("self")
    root = block.nodes[0].code
    told = texts["self_told"][language].format(told=len(block.bodies), bodies=len(block.bodies) + len(block.silent))
    sentences = [told]
    for key, bodies in zip(("rated_above", "rated_below"), boldest(block), strict=True):
        names = ", ".join(f"{body.name[language]} ({'+' if body.difference and body.difference > 0 else ''}"
                          f"{shown(body.rows[root], report.column('difference'), catalogue, language)})"
                          for body in bodies)
        if names:
            sentences.append(f"{texts[key][language]}: {names}.")
    if any(block.is_partial(body) for body in block.bodies):
        sentences.append(texts["self_partial"][language])
    return sentences
