"""The method of a new edition: the one of the last edition goes on, or a new one begins as a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from extractors.adoption.proposal import NEW, Proposal, Question
from flows.adoption_text import rows_of, with_rows, with_values
from flows.reference_data import ReferenceData

SAME = "same"
METHOD, COMPARABLE, NOTES = "method", "comparable", ("method_note_vi", "method_note_en")
COMPARABLE_COLUMN = "is_comparable_with_previous"
RESULTS = (("node_results", ("score_column", "rank_column")), ("input_sources", ("column_key",)))
"""Seeds that say which printed columns the index is made of."""


def method_questions(proposal: Proposal, data: ReferenceData, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """What must be said of the method: which it is, where columns with its figures are gone or none covers the year;
    and what a new one is."""
    last = _last_method(proposal, data)
    if not last:
        return ()
    said = answers.get(METHOD, "")
    if said not in (SAME, NEW):
        gone = _gone_results(proposal, data, last)
        wanted = bool(gone) or bool(said) or _year(proposal) < int(last["period_from"])
        candidates = ((SAME, 0.0), (NEW, 0.0))
        return (Question(METHOD, METHOD, ", ".join(gone) or said or proposal.period, candidates),) if wanted else ()
    if said == SAME:
        return ()
    told = (Question(note, "method_note", last[note], ()) for note in NOTES if not answers.get(note))
    is_told = answers.get(COMPARABLE) in ("true", "false")
    asked = () if is_told else (Question(COMPARABLE, COMPARABLE, proposal.last_edition,
                                         (("true", 0.0), ("false", 0.0))),)
    return (*asked, *told)


def changed_method(proposal: Proposal, data: ReferenceData, answers: Mapping[str, str]) -> dict[Path, str]:
    """The seeds of the framework with the method of the new edition: file → its text. Nothing where the method of
    the year is known already."""
    last = _last_method(proposal, data)
    if not last or (answers.get(METHOD) == NEW and answers.get(COMPARABLE) is None):
        return {}
    editions = data.framework / "framework_editions.csv"
    text = editions.read_bytes().decode()
    if answers.get(METHOD) != NEW:
        new = with_values(text, lambda row: _reaching(row, proposal) if row == last else {})
        return {editions: new} if new != text else {}
    begun = {**last, "framework_edition": proposal.period, "period_from": proposal.period,
             COMPARABLE_COLUMN: answers[COMPARABLE], **{note: answers[note] for note in NOTES if note in answers}}
    ended = with_values(text, lambda row: {"period_to": str(_year(proposal) - 1)} if row == last else {})
    changed = {editions: with_rows(ended, [begun], "framework_code")}
    for path in sorted(data.framework.glob("*.csv")):
        known = path.read_bytes().decode()
        copies = [{**row, "framework_edition": proposal.period} for row in rows_of(known) if path != editions
                  and (row.get("framework_code"), row.get("framework_edition")) == _key(last)]
        if copies:
            changed[path] = with_rows(known, copies)
    return changed


def _last_method(proposal: Proposal, data: ReferenceData) -> dict[str, str]:
    """The method that the last edition was held to; nothing for a series that has no index of its own."""
    own = {row["framework_code"] for row in _rows(data, "frameworks") if row["series_code"] == proposal.series}
    known = sorted((row for row in _rows(data, "framework_editions") if row["framework_code"] in own),
                   key=lambda row: int(row["period_from"]))
    begun = [row for row in known if int(row["period_from"]) <= _year(proposal)]
    return begun[-1] if begun else known[0] if known else {}


def _gone_results(proposal: Proposal, data: ReferenceData, method: Mapping[str, str]) -> list[str]:
    """Printed columns that hold results or figures of the index and are no longer printed."""
    gone = {(table.table_key, column.column_key) for table in proposal.tables for column in table.columns
            if not (table.is_printed and column.is_printed)}
    used = {(row["table_key"], row[column]) for name, columns in RESULTS
            for row in _rows(data, name) if _key(row) == _key(method) for column in columns}
    return [f"{table}.{column}" for table, column in sorted(gone & used)]


def _reaching(row: Mapping[str, str], proposal: Proposal) -> dict[str, str]:
    """Its years, so that the new edition's is one of them."""
    if _year(proposal) < int(row["period_from"]):
        return {"period_from": proposal.period}
    return {"period_to": ""} if row["period_to"] and int(row["period_to"]) < _year(proposal) else {}


def _key(row: Mapping[str, str]) -> tuple[str | None, str | None]:
    return row.get("framework_code"), row.get("framework_edition")


def _year(proposal: Proposal) -> int:
    return int(proposal.period)


def _rows(data: ReferenceData, name: str) -> list[dict[str, str]]:
    return rows_of((data.framework / f"{name}.csv").read_bytes().decode())
