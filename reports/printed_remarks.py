"""The remarks below a published table: what differs or is wrong in print, and why, told once for equal cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reports.appendix.parts import Speaker
from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.editions import Edition
from reports.printed_findings import Finding, context_of
from reports.printed_form import Figure, Group, PrintedTable, printed_tables
from reports.printed_headers import LEVELS
from reports.tables import Row

_TOLD = ("differs", "fault")


def remarked_tables(catalogue: Catalogue, edition: Edition) -> list[PrintedTable]:
    """The tables of an edition with numbered remarks; a cell bears the number of its remark."""
    findings = context_of(catalogue, edition).findings
    return [_remarked(Speaker(catalogue), edition.code, table, findings)
            for table in printed_tables(catalogue, edition)]


def _remarked(speaker: Speaker, edition: str, table: PrintedTable, findings: Mapping[str, Finding]) -> PrintedTable:
    rows: dict[tuple[str, Finding], list[str]] = {}
    for line in table.lines:
        for figure in line:
            if figure.state in _TOLD and figure.finding:
                rows.setdefault((_column(figure.row), figure.finding), []).append(_label(speaker, table, line))
    numbers = {key: number for number, key in enumerate(rows, 1)}
    remarks = [_remark(speaker, finding, rows=Words("; ".join(labels), "; ".join(labels)), column=column)
               for (column, finding), labels in rows.items()]
    heads = [_remark(speaker, finding, rows=speaker.words("header_of_table"), column=_column(column))
             for column in table.columns
             if (finding := findings.get(f"{edition}:{table.code}:header:{column['column_key']}"))]
    groups = tuple(Group(group.headings, tuple(tuple(_numbered(figure, numbers) for figure in line)
                                               for line in group.lines)) for group in table.groups)
    return replace(table, groups=groups, remarks=(*remarks, *heads))


def _numbered(figure: Figure, numbers: Mapping[tuple[str, Finding], int]) -> Figure:
    if figure.state not in _TOLD or not figure.finding:
        return figure
    return replace(figure, remark=numbers[_column(figure.row), figure.finding])


def _column(row: Row) -> str:
    """The header of a column in one line; the innermost level tells it where it says enough."""
    return str(row["header_printed"] or "").rpartition(LEVELS)[2]


def _label(speaker: Speaker, table: PrintedTable, line: tuple[Figure, ...]) -> str:
    """Which row it is: whom it is about, else its number."""
    about = line[table.head].text("vi", "") if not line[table.head].is_number else ""
    return about or f"{speaker.words('row').vi} {line[0].row['row_number']}"


def _remark(speaker: Speaker, finding: Finding, rows: Words, column: str) -> Words:
    kind = finding.state if finding.instead.vi else "unclear"
    reason = speaker.words("because")
    why = Words(*(f" {reason[language]}: {finding.why[language]}" if finding.why[language] else ""
                  for language in LANGUAGES))
    return speaker.words(f"remark_{kind}", rows=rows, column=column, why=why, instead=finding.instead,
                         printed=finding.printed or speaker.words("none"))
