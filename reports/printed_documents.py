"""The published tables as a document for signing: the same tables, words and remarks as in the workbook."""

from __future__ import annotations

from reports.catalogue import Catalogue
from reports.document import SignedDocument
from reports.document_tables import Cell, Table
from reports.editions import Edition
from reports.printed_contents import facts_of, source_line, title_of
from reports.printed_form import Figure, PrintedTable
from reports.printed_layout import TONES, is_landscape, kind_of, legend, widths
from reports.printed_remarks import remarked_tables
from reports.printed_sheets import READABLE, printed_file

_WITHOUT_REMARK = (TONES["tie"], TONES["print_only"])


def document_file(edition: Edition) -> str:
    """The name of the document of an edition's tables."""
    return f"chiso-{edition.code}-tables.docx"


def printed_document(catalogue: Catalogue, edition: Edition) -> bytes | None:
    """The document of an edition's tables; None where nothing is published of it."""
    tables = remarked_tables(catalogue, edition)
    if not tables:
        return None
    title, texts = title_of(edition).vi, catalogue.texts
    document = SignedDocument(catalogue, str(edition.publication["issuer"] or ""), title, _is_turned(tables[0]))
    document.paragraph(texts["tables_of_publication"].vi, "center", 14, is_bold=True)
    document.paragraph(title, "center", 14, is_bold=True)
    document.paragraph(f"({facts_of(catalogue, edition).vi})", "center", is_italic=True)
    for table in tables:
        _table(document, catalogue, edition, table)
    document.sign()
    return document.saved()


def _table(document: SignedDocument, catalogue: Catalogue, edition: Edition, table: PrintedTable) -> None:
    texts = catalogue.texts
    fits = _fits(table)
    document.turn(_is_turned(table))
    document.paragraph(table.caption, "center", is_bold=True, keeps_next=True, space_before=12)
    note = texts["computed_again" if table.form == "computed" else "as_in_print"].vi
    document.paragraph(f"{kind_of(catalogue, table).vi}. {note}.", "center", 11, is_italic=True, keeps_next=True)
    if fits:
        document.table(_drawn(catalogue, table))
    else:
        document.paragraph(texts["too_wide"].vi.format(file=printed_file(edition)), "center")
    marks = [words.vi for tone, words in legend(catalogue, table) if tone in _WITHOUT_REMARK]
    for line in (f"{texts['notes'].vi}: {table.notes}" if table.notes else "",
                 f"{texts['shaded'].vi}: {'; '.join(marks)}" if fits and marks else "",
                 *(f"({number}) {words.vi}" for number, words in enumerate(table.remarks, 1)),
                 source_line(catalogue, edition, table).vi):
        if line:
            document.paragraph(line, size=11)


def _fits(table: PrintedTable) -> bool:
    """Whether it can be read on A4."""
    return sum(widths(table)) <= READABLE


def _is_turned(table: PrintedTable) -> bool:
    return _fits(table) and is_landscape(table)


def _drawn(catalogue: Catalogue, table: PrintedTable) -> Table:
    yes = catalogue.texts["yes"].vi
    lines: list[tuple[Cell, ...]] = []
    for group in table.groups:
        lines += [(Cell(heading, is_bold=True),) for heading in group.headings]
        lines += [tuple(_cell(figure, yes) for figure in line) for line in group.lines]
    return Table(table.header, tuple(widths(table)), tuple(lines))


def _cell(figure: Figure, yes: str) -> Cell:
    is_centred = figure.is_rank or figure.row["data_type"] == "flag"
    return Cell(figure.text("vi", yes), "center" if is_centred else "right" if figure.is_number else "left",
                TONES.get(figure.state, ""), figure.row["row_kind"] == "total", figure.remark)
