"""A page an index: the ranks of every body over the years, with the breaks of its method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from reports.addresses import address, body_path, comparison_path
from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.charts import Drawing, slope
from reports.charts.slopes import Move
from reports.editions import Edition
from reports.histories import Histories
from reports.page_views import Cell, Line, Table, foreign
from reports.rankings import name_of
from reports.reading_order import reading_order
from reports.site import Page, Site
from reports.tables import Row, Value

BREAK = "‖"


@dataclass(frozen=True)
class Compared:
    """A node over the years. `years`: in order; `breaks`: those from which another method holds."""

    code: str
    name: Words
    years: tuple[int, ...]
    breaks: frozenset[int]
    bodies: tuple[tuple[str, Words, Mapping[int, Row]], ...]


def topics_of(catalogue: Catalogue, editions: Sequence[Edition],
              histories: Histories) -> tuple[tuple[str, Words], ...]:
    """Path and title of the page of each index of which some body has ranks of two years or more."""
    compare = catalogue.texts["compare"]
    names = _names(editions)
    return tuple((comparison_path(code), Words(*(f"{compare[one]}: {names[code][one]}" for one in ("vi", "en"))))
                 for code in histories.frameworks())


def comparison_pages(site: Site, histories: Histories) -> Iterator[tuple[str, bytes]]:
    """A page an index in both languages."""
    pages = _pages_of_bodies(site.editions)
    for (path, title), framework in zip(site.topics, histories.frameworks(), strict=True):
        nodes = compared(histories, framework)
        drawings = [_slope(site, node) for node in nodes]
        yield from site.render(
            Page(path, "compare.html.j2", title), notes=lambda language, code=framework: _notes(site, code, language),
            parts=lambda language, nodes=nodes, drawings=drawings: [
                (node, _table(site, node, pages, language), Markup(drawing.told(language)) if drawing else "",
                 drawing.title[language] if drawing else "")
                for node, drawing in zip(nodes, drawings, strict=True)]).items()


def compared(histories: Histories, framework: str) -> list[Compared]:
    """The nodes of an index of which a body has two years or more, the whole index first."""
    by_node: dict[str, list[tuple[str, tuple[Row, ...]]]] = {}
    for (code, node, body), rows in histories.rows.items():
        if code == framework:
            by_node.setdefault(node, []).append((body, rows))
    found = []
    for node, bodies in by_node.items():
        if all(len(rows) < 2 for _, rows in bodies):
            continue
        told = [row for _, rows in bodies for row in rows]
        years = sorted({int(str(row["period_year"])) for row in told})
        breaks = frozenset(int(str(row["period_year"])) for row in told if row["comparable"] == "false")
        named = [(body, name_of(rows[-1], "entity"), {int(str(row["period_year"])): row for row in rows})
                 for body, rows in bodies]
        named.sort(key=lambda one: (-len(one[2]), _last_rank(one[2], years[-1]), reading_order(one[1].vi)))
        found.append((_level(told[0]), Compared(node, name_of(told[-1], "node"), tuple(years), breaks, tuple(named))))
    return [node for _, node in sorted(found, key=lambda one: (one[0], reading_order(one[1].code)))]


def _slope(site: Site, node: Compared) -> Drawing | None:
    """The latest two years that follow each other in which two bodies or more have ranks."""
    for before, after in reversed(list(pairwise(node.years))):
        moves = [Move(name, first, last) for _, name, rows in node.bodies
                 if isinstance(first := _rank(rows, before), int) and isinstance(last := _rank(rows, after), int)]
        if len(moves) > 1:
            texts = site.catalogue.texts
            title = Words(*(texts["slope_title"][one].format(name=node.name[one], before=before, after=after)
                            for one in LANGUAGES))
            return slope(moves, (Words(str(before), str(before)), Words(str(after), str(after))), texts, title,
                         comparable=after not in node.breaks)
    return None


def _rank(rows: Mapping[int, Row], year: int) -> Value:
    return rows[year]["entity_rank"] if year in rows else None


def _level(row: Row) -> int:
    level = row.get("level")
    return level if isinstance(level, int) else 1


def _last_rank(rows: Mapping[int, Row], year: int) -> int:
    rank = _rank(rows, year)
    return rank if isinstance(rank, int) else 10**6


def _table(site: Site, node: Compared, pages: Mapping[tuple[str, str], str], language: str) -> Table:
    texts = site.catalogue.texts
    header = [Cell(texts["body"][language])]
    for year in node.years:
        header += [Cell(BREAK)] if year in node.breaks else []
        header.append(Cell(str(year), is_number=True))
    lines = []
    for body, name, rows in node.bodies:
        last = rows[max(rows)]
        path = pages.get((str(last["edition_code"]), body), "")
        cells = [Cell(name[language], foreign(name, language), href=address(path, language) if path else "")]
        for year in node.years:
            cells += [Cell(BREAK)] if year in node.breaks else []
            row = rows.get(year)
            rank = row["entity_rank"] if row else None
            differs = bool(row and row["is_contradicted"] == "true")
            cells.append(Cell("" if rank is None else str(rank), is_number=True, order=str(rank or ""),
                              tone="warn" if differs else ""))
        lines.append(Line(tuple(cells)))
    return Table(node.name[language], tuple(header), tuple(lines), is_headed=True)


def _pages_of_bodies(editions: Sequence[Edition]) -> dict[tuple[str, str], str]:
    """(edition, body) → its page, where it has one."""
    return {(edition.code, body.code): body_path(edition, body.code)
            for edition in editions for block in edition.blocks for body in block.bodies}


def _names(editions: Sequence[Edition]) -> dict[str, Words]:
    """Index → its name; where its method is not told, its code."""
    found: dict[str, Words] = {}
    for edition in editions:
        for row in edition.rows["rank_history"]:
            found.setdefault(str(row["framework_code"]), Words(str(row["framework_code"]), str(row["framework_code"])))
        for row in edition.rows["method"]:
            found[str(row["framework_code"])] = Words(str(row["framework_name_vi"]), str(row["framework_name_en"]))
    return found


def _notes(site: Site, framework: str, language: str) -> list[tuple[str, str]]:
    """Each method of an index with the edition it is first told in; (method, note)."""
    notes: dict[str, str] = {}
    for edition in site.editions:
        for row in edition.rows["rank_history"]:
            note = row[f"method_note_{language}"] or row["method_note_vi"]
            if row["framework_code"] == framework and note:
                notes.setdefault(str(row["framework_edition"]), str(note))
    return sorted(notes.items())
