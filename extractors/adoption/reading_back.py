"""The documents read with the proposed specification: rows as they will be counted, and the names in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.adoption.documents import Document
from extractors.bodies import KnownBody
from extractors.contract import Mention, Outcome
from extractors.errors import DataError
from extractors.forms import read_form
from extractors.names import name_key
from extractors.pdf_report import read_report_pages
from extractors.spec import EditionSpec, TableSpec
from extractors.workbook_tables import read_workbook_tables

FORMS = "form"
STRANGERS = ("form_agency_unknown", "form_agency_ambiguous")
"""What keeps a form back whose body is not known."""
ALL = 1_000_000
"""Rows expected of a table whose rows nobody has counted: no two are joined because they are too many."""


def read_back(documents: Sequence[Document], spec: EditionSpec) -> tuple[dict[str, tuple[int, int]], list[Mention]]:
    """The rows of each table, at least and at most, and the bodies that it mentions.

    They differ where a page break may cut a row, or part two.
    """
    most = _outcome(documents, _counting(spec, ALL))
    least = _outcome(documents, _counting(spec, 0))
    fewest: dict[str, int] = {}
    for table in least.tables:
        fewest.setdefault(table.id, table.rows)
    counts = {table.id: (fewest.get(table.id, table.rows), table.rows) for table in reversed(most.tables)}
    return counts, most.mentions


def strangers_in_forms(forms: Sequence[Document], spec: EditionSpec,
                       bodies: Sequence[KnownBody]) -> tuple[TableSpec, list[Mention]]:
    """The bodies that forms come from and that nobody knows; and what stands for the table that would name them: its
    bodies are those of the publication's own province, where it has one."""
    kinds = dict.fromkeys(body.entity_type for body in bodies if body.parent_code == spec.bodies_of)
    table = TableSpec(FORMS, FORMS, "", "", " ".join(kinds), 0, "", (), "", (), "", "", "", frozenset(), (), ())
    held = [problem for form in forms if form.book
            for problem in read_form(form.book, form.source, spec, bodies).set_aside]
    names = dict.fromkeys(problem.found for problem in held if problem.code in STRANGERS and problem.found)
    return table, [Mention(FORMS, row, "", 1, name, "", name_key(name)) for row, name in enumerate(names, 1)]


def _counting(spec: EditionSpec, rows: int) -> EditionSpec:
    return replace(spec, tables=tuple(replace(table, rows=rows) for table in spec.tables))


def _outcome(documents: Sequence[Document], spec: EditionSpec) -> Outcome:
    outcome = Outcome(spec.id)
    for document in documents:
        try:
            part = (read_report_pages(document.source, document.layouts, spec) if document.book is None
                    else read_workbook_tables(document.book, document.source, spec))
        except DataError as error:
            outcome.problems += error.problems
            continue
        outcome.add(part)
    return outcome
