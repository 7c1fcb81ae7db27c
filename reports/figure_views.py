"""What a reader is told of one ranking, and of one body in it: the figure, how it came out, where it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.histories import Histories
from reports.page_views import Cell, Line, Table, cell_of, foreign
from reports.ranking_views import RankingViews
from reports.rankings import Block, Node, name_of, rank_differs
from reports.tables import Row

_AROUND = 2
_METHOD = ("kind", "direction", "weight", "maximum", "unit", "aggregation", "score_kind", "method", "goalposts",
           "given_minimum", "given_maximum", "missing_rule", "reference")
_VERDICT = ("figure", "published_text", "recomputed_value", "recomputed_low", "recomputed_high", "verdict")
_HISTORY = ("period_year", "entity_rank", "entities_ranked", "score", "comparable")
Facts = list[tuple[str, Cell]]


@dataclass(frozen=True)
class View:
    """A figure in one language. `cell_ids`: where its rank and score are printed, one printed row once."""

    facts: Facts
    verdicts: Table | None
    notes: list[Cell]
    neighbours: Table
    history: Table | None
    cell_ids: tuple[str, ...]


@dataclass(frozen=True)
class FigureViews:
    """Writes figures of one edition."""

    rankings: RankingViews
    histories: Histories

    @cached_property
    def _methods(self) -> Mapping[str, Row]:
        return {str(row["node_code"]): row for row in self.rankings.edition.rows["method"]}

    @cached_property
    def _verdicts(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rankings.edition.rows["reconciliation"]:
            found.setdefault(str(row["cell_id"]), []).append(row)
        return found

    def method(self, node_code: str, language: str) -> Facts:
        """How a node is computed and ranked, as far as the method says something; label and words."""
        row = self._methods.get(node_code)
        if row is None:
            return []
        report = self.rankings.catalogue.coded("method")
        keys = (*_METHOD, f"rank_rule_{language}", f"reference_note_{language}")
        return [(column.label[language], cell_of(self.rankings.catalogue, row, column, language))
                for column in map(report.column, keys) if row[column.key] not in (None, "none")]

    def figure(self, block: Block, node: Node, place: int, row: Row, language: str) -> View:
        """A row of a ranking, with its neighbours (`place`: where it stands in the ranking)."""
        cell_ids = [str(cell) for cell in (row["rank_cell_id"], row["score_cell_id"]) if cell]
        found = [verdict for cell in dict.fromkeys(cell_ids) for verdict in self._verdicts.get(cell, [])]
        history = self.histories.of(row["framework_code"], node.code, row["entity_code"])
        return View(self._facts(block, row, language), self._verdict_table(found, language),
                    self._notes(found, language), self._neighbours(block, node, place, language),
                    self._history(history, language) if len(history) > 1 else None, tuple(dict.fromkeys(cell_ids)))

    def _facts(self, block: Block, row: Row, language: str) -> Facts:
        words, basis = self.rankings.words, block.basis
        rank = row[f"rank_{basis}"]
        of = f" / {row['entities_ranked']}" if row["entities_ranked"] is not None else ""
        told = [("rank", Cell(f"{rank if rank is not None else words('none', language)}{of}",
                              tone="warn" if rank_differs(row) else "")),
                ("score", self.rankings.score(row, basis, language))]
        if row[f"band_{basis}"]:
            told.append(("band", Cell(str(row[f"band_{basis}"]), "vi" if language != "vi" else "")))
        if basis == "published":
            told.append(("check", self.rankings.check(row, language)))
        return [(words(key, language), cell) for key, cell in told]

    def _verdict_table(self, found: Sequence[Row], language: str) -> Table | None:
        if not found:
            return None
        report, catalogue = self.rankings.catalogue.coded("reconciliation"), self.rankings.catalogue
        columns = [column for column in map(report.column, _VERDICT)
                   if any(row[column.key] is not None
                          and (not column.same_as or row[column.key] != row[column.same_as]) for row in found)]
        header = tuple(Cell(column.label[language], is_number=column.is_number) for column in columns)
        lines = tuple(Line(tuple(cell_of(catalogue, row, column, language) for column in columns)) for row in found)
        return Table(report.title[language], header, lines, is_headed=True)

    def _notes(self, found: Sequence[Row], language: str) -> list[Cell]:
        """Notes and rules of the verdicts, each once, in the language where there is one."""
        notes: dict[str, Cell] = {}
        for row in found:
            for key in ("note", "rule"):
                vi, en = row.get(f"{key}_vi"), row[key]
                text = str((vi or en if language == "vi" else en or vi) or "")
                own = "vi" if text == vi else "en"
                notes[text] = Cell(text, own if own != language else "")
        return [cell for text, cell in notes.items() if text]

    def _neighbours(self, block: Block, node: Node, place: int, language: str) -> Table:
        """The rows next to one, by their order in the ranking; its own is marked."""
        words = self.rankings.words
        near = range(max(0, place - _AROUND), min(len(node.rows), place + _AROUND + 1))
        lines = []
        for other in near:
            row = node.rows[other]
            name = name_of(row, "entity")
            href = "" if other == place else self.rankings.figure_address(block, row, language)
            rank = row[f"rank_{block.basis}"]
            lines.append(Line((Cell(words("none", language) if rank is None else str(rank), is_number=True),
                               Cell(name[language], foreign(name, language), href=href),
                               self.rankings.score(row, block.basis, language))))
        header = (Cell(words("rank", language), is_number=True), Cell(words("body", language)),
                  Cell(words("score", language), is_number=True))
        return Table(words("neighbours", language), header, tuple(lines), head=1, is_headed=True)

    def _history(self, rows: Sequence[Row], language: str) -> Table:
        report, catalogue = self.rankings.catalogue.coded("rank_history"), self.rankings.catalogue
        columns = list(map(report.column, _HISTORY))
        header = tuple(Cell(column.label[language], is_number=column.is_number) for column in columns)
        lines = tuple(Line(tuple(cell_of(catalogue, row, column, language) for column in columns)) for row in rows)
        return Table(report.title[language], header, lines, is_headed=True)
