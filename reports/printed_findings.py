"""What is known against a printed cell: it computes to something else, or the print is wrong there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.editions import Edition
from reports.tables import Row, Value, shown

NOTHING = Words("", "")
_AGAINST = {"known_fault": "differs", "unexplained": "differs", "tie_order": "tie"}


@dataclass(frozen=True)
class Finding:
    """`state`: `differs` (it computes to something else), `tie` (another order among equals), `fault` (wrong in
    print); `instead`: what it should be, empty if unknown; `why`: the reason, empty if none is known."""

    state: str
    printed: str
    instead: Words
    why: Words


@dataclass(frozen=True)
class Context:
    """What other reports know of the figures of an edition.

    `places`: (node, body) → best and last place that the rule allows; `self_assessed`: (node, body);
    `findings`: cell → what is known against it.
    """

    places: Mapping[tuple[Value, Value], tuple[Value, Value]]
    self_assessed: frozenset[tuple[Value, Value]]
    findings: Mapping[str, Finding]


def context_of(catalogue: Catalogue, edition: Edition) -> Context:
    """The context of an edition's tables, from its other reports."""
    ranking, told = (edition.rows[catalogue.the(layout).code] for layout in ("ranking", "self"))
    return Context({whose(row): (row["rank_low"], row["rank_high"]) for row in ranking},
                   frozenset(whose(row) for row in told if row["self_printed"] is not None),
                   _findings(catalogue, edition))


def whose(row: Row) -> tuple[Value, Value]:
    """Whom and what a figure is about."""
    return row["node_code"], row["entity_code"]


def _findings(catalogue: Catalogue, edition: Edition) -> dict[str, Finding]:
    """A recomputation counts before a fault that is told of the same cell: it gives the figure."""
    faults = {str(row["cell_id"]): _fault(row) for row in edition.rows["faults"] if row["cell_id"]}
    found: dict[str, Finding] = {}
    for row in edition.rows["reconciliation"]:
        cell, state = str(row["cell_id"]), _AGAINST.get(str(row["verdict"]))
        if state and found.get(cell, Finding("tie", "", NOTHING, NOTHING)).state == "tie":
            found[cell] = _recomputed(catalogue, row, state, faults.get(cell))
    return {**faults, **found}


def _fault(row: Row) -> Finding:
    instead = str(row["expected"] or "")
    return Finding("fault", str(row["printed"] or ""), Words(instead, instead), _both(row, "why_vi", "why"))


def _recomputed(catalogue: Catalogue, row: Row, state: str, fault: Finding | None) -> Finding:
    report = catalogue.coded("reconciliation")
    why = _both(row, "note_vi", "note")
    if row["recomputed_value"] is None:
        again = Words(str(row["recomputed_text"] or ""), str(row["recomputed_text"] or ""))
    else:
        column = report.column("recomputed_value")
        again = Words(*(shown(row, column, catalogue, language) for language in LANGUAGES))
    return Finding(state, str(row["published_text"] or ""), again, why if why.vi or not fault else fault.why)


def _both(row: Row, vietnamese: str, english: str) -> Words:
    words = str(row[vietnamese] or ""), str(row[english] or "")
    return Words(words[0] or words[1], words[1] or words[0])
