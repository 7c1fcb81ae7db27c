"""What the writers get: an edition's publication, its rows by report, its blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.appendix.bodies import Appendix, appendices_of
from reports.catalogue import Catalogue, Report, ReportError
from reports.directory import Directory, directory_of
from reports.rankings import Block, blocks_of, judged
from reports.safe_text import file_name
from reports.tables import Row


@dataclass(frozen=True)
class Edition:
    """One edition of a publication. `rows`: report code → its rows in reading order."""

    code: str
    publication: Row
    rows: Mapping[str, Sequence[Row]]
    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...] = ()
    directory: Directory = field(default_factory=lambda: Directory({}))

    @property
    def is_published(self) -> bool:
        """Whether a ranking of it was published; one that has forms only is computed."""
        return not self.blocks or any(block.basis == "published" for block in self.blocks)


def editions_of(catalogue: Catalogue, rows: Mapping[str, Sequence[Row]]) -> list[Edition]:
    """Split the rows of every report by edition, in the order of the front report.

    Raises ReportError when rows speak of an edition that the front report does not know.
    """
    front, ranking = catalogue.the("front"), catalogue.the("ranking")
    publications = {str(row["edition_code"]): row for row in rows[front.code]}
    told = [report for report in catalogue.reports if not report.is_reference]
    for report in told:
        if unknown := {report.edition_of(row) for row in rows[report.code]} - set(publications):
            raise ReportError(f"{report.model} has rows of edition {', '.join(sorted(unknown))}, "
                              f"which {front.model} does not have.\n  Known: {', '.join(publications)}.")
    editions = []
    for code, publication in publications.items():
        own = {report.code: [row for row in rows[report.code] if report.edition_of(row) == code]
               for report in told}
        levels = {row["node_code"]: row["level"] for report in (catalogue.the("profile").code, "rank_history")
                  for row in own[report]}
        ranked = judged(own[ranking.code], own["reconciliation"])
        editions.append(Edition(file_name(code), publication, own, tuple(blocks_of(ranked, levels)),
                                appendices_of(publication, own, rows, levels),
                                directory_of(rows["bodies"], publication.get("bodies_as_of"))))
    return editions


def shown_lists(catalogue: Catalogue, edition: Edition) -> list[Report]:
    """The lists that have a page for this edition: some have one only where there are rows."""
    return [report for report in catalogue.of_layout("list") if "html" in report.formats
            and (edition.rows[report.code] or not report.only_with_rows)]
