"""Rankings as tables of pages: a block with all its rankings, and one ranking in the form of the print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.addresses import Keys, address, body_path, figure_path
from reports.catalogue import Catalogue, Column, Words
from reports.editions import Edition
from reports.page_views import Cell, Line, Table, by_alphabet, cell_of, foreign, in_vietnamese, source_link
from reports.places import Place
from reports.rankings import Block, Node, is_doubted, name_of, rank_differs
from reports.tables import Row, exact, rounded, shown


@dataclass(frozen=True)
class RankingViews:
    """Writes the rankings of one edition. `keys`: as `ranking_keys` gives them; `places`: cell id → where it stands."""

    catalogue: Catalogue
    edition: Edition
    keys: Keys
    places: Mapping[str, Place]

    @cached_property
    def pages_of_bodies(self) -> frozenset[str]:
        """Bodies that have a page: those that are ranked, and those with a profile."""
        ranked = {body.code for block in self.edition.blocks for body in block.bodies}
        profiled = {str(row["entity_code"]) for row in self.edition.rows[self.catalogue.the("outlook").code]}
        return frozenset(ranked | profiled)

    def words(self, key: str, language: str) -> str:
        """A text of the pages."""
        return self.catalogue.texts[key][language]

    def kind(self, block: Block) -> Words:
        """What the bodies of a block are."""
        return self.catalogue.code(self.catalogue.the("ranking").column("entity_type"), block.entity_type).words

    def block_table(self, block: Block, language: str) -> Table:
        """Bodies × nodes: score and rank as printed, the recomputed rank beside it where it differs.

        Where nothing is printed both are the computed ones, and the bodies stand by them. Where only ranks are told
        there are no scores. A body links to its page, a rank to that of the figure.
        """
        width = 2 if block.has_scores else 1
        lines = []
        for body in block.bodies:
            cells = [Cell(body.name[language], foreign(body.name, language),
                          href=address(body_path(self.edition, body.code), language))]
            for node in block.nodes:
                row = body.rows.get(node.code)
                cells += ([self.score(row, block.basis, language), self.rank(block, row, language)] if row
                          else [Cell(""), Cell("")])[-width:]
            lines.append(Line((*cells, *([Cell(body.band, in_vietnamese(language))] if block.has_bands else []))))
        band = [Cell(self.words("band", language))] if block.has_bands else []
        pair = (Cell(self.words("score", language), is_number=True),
                Cell(self.words("rank", language), is_number=True))[-width:]
        note = "order_note" if block.basis == "published" else "computed_order"
        return Table(self.words(note, language), (Cell(self.words("body", language)), *pair * len(block.nodes), *band),
                     by_alphabet(lines, 0), (*((node.name[language], width) for node in block.nodes),
                                    *((cell.text, 1) for cell in band)))

    def node_table(self, block: Block, node: Node, language: str) -> Table:
        """One ranking in the form of the print: rank, body, score; then what recomputing says, and where.

        Where nothing is printed there is nothing beside the computed figures. Regions and bands can be chosen from.
        """
        basis = node.basis
        shows = {"rank": True, "body": True,
                 "score": any(row[f"score_{basis}"] is not None for row in node.rows),
                 "band": any(row[f"band_{basis}"] is not None for row in node.rows),
                 "region": any(self.edition.directory.region(row["entity_code"]) for row in node.rows),
                 "check": basis == "published", "cell": basis == "published"}
        keys = [key for key, is_shown in shows.items() if is_shown]
        header = tuple(Cell(self.words(key, language), is_number=key in ("rank", "score")) for key in keys)
        lines = tuple(self._node_line(block, row, keys, basis, language) for row in node.rows)
        caption = f"{self.kind(block)[language]} · {len(lines)} {self.words('bodies_ranked', language)}"
        return Table(caption, header, by_alphabet(lines, 1), head=1,
                     filters=tuple(keys.index(key) for key in ("region", "band") if key in keys))

    def _node_line(self, block: Block, row: Row, keys: list[str], basis: str, language: str) -> Line:
        name, cell_id = name_of(row, "entity"), str(row["rank_cell_id"] or row["score_cell_id"] or "")
        cells = {
            "rank": Cell(str(row[f"rank_{basis}"] or self.words("none", language)), is_number=True,
                         order=str(row[f"rank_{basis}"] or "")),
            "body": Cell(name[language], foreign(name, language), href=self.figure_address(block, row, language)),
            "score": self.score(row, basis, language),
            "band": Cell(str(row[f"band_{basis}"] or ""), in_vietnamese(language)),
            "region": Cell(self.edition.directory.region(row["entity_code"]), in_vietnamese(language)),
            "check": self.check(row, language),
            "cell": Cell(cell_id, is_code=True, href=source_link(self.places, cell_id, language))}
        return Line(tuple(cells[key] for key in keys), self.edition.directory.slug(row["entity_code"]))

    def differing_table(self, language: str) -> Table:
        """Every rank of the edition that recomputes differently."""
        report = self.catalogue.the("ranking")
        columns = [report.column(key) for key in
                   ("entity_type", f"node_name_{language}", f"entity_name_{language}", "rank_published",
                    "rank_recomputed", "rank_cell_id")]
        header = tuple(Cell(column.label[language], is_number=column.is_number) for column in columns)
        lines = tuple(Line(tuple(cell_of(self.catalogue, row, column, language) for column in columns))
                      for block in self.edition.blocks for row in block.differing)
        return Table(self.words("ranks_differ", language), header, lines, head=2, is_headed=True)

    def figure_address(self, block: Block, row: Row, language: str) -> str:
        """The page of one body in one ranking."""
        key = self.keys[block.entity_type, str(row["node_code"])]
        return address(figure_path(self.edition, key, row["entity_code"]), language)

    def figure(self, row: Row, column: Column, language: str) -> str:
        """A figure of a row as people read it; empty if absent."""
        return shown(row, column, self.catalogue, language)

    def score(self, row: Row, basis: str, language: str) -> Cell:
        """A score as people read it."""
        column = self.catalogue.the("ranking").column(f"score_{basis}")
        text = self.figure(row, column, language)
        return Cell(text or self.words("none", language), is_number=True, order=exact(row, column))

    def rank(self, block: Block, row: Row, language: str) -> Cell:
        """A rank as printed, with the recomputed one where it differs; in brackets where none is printed."""
        rank, again = row[f"rank_{block.basis}"], row["rank_recomputed"]
        href, differs = self.figure_address(block, row, language), rank_differs(row)
        if rank is None:
            return Cell("" if again is None else f"({again})", is_number=True, order=str(again or ""), href=href)
        return Cell(str(rank), tone="warn" if differs else "", is_number=True, order=str(rank), href=href,
                    detail=f"({again})" if differs else "")

    def check(self, row: Row, language: str) -> Cell:
        """Whether rank and score come out again; a difference is told with the recomputed figure."""
        report = self.catalogue.the("ranking")
        if rank_differs(row):
            return Cell(f"{self.words('differs', language)} {row['rank_recomputed']}", tone="warn")
        printed, again = report.column("score_published"), report.column("score_recomputed")
        if None not in (row[printed.key], row[again.key]) and rounded(row, printed) != rounded(row, again):
            if is_doubted(row, "score"):
                told = f"{self.words('score_differs', language)} {shown(row, again, self.catalogue, language)}"
                return Cell(told, tone="warn")
            return Cell(self.words("same_within_rounding", language))
        if row["rank_recomputed"] is None:
            return Cell(self.words("not_recomputed", language))
        if row["rank_published"] is None:
            return Cell(f"{self.words('not_printed', language)} {row['rank_recomputed']}")
        return Cell(self.words("same", language))
