"""The appendix of a body as a document for signing: its sections with their sentences, tables and charts."""

from __future__ import annotations

from reports.appendix.bodies import Appendix
from reports.appendix.document_charts import chart_part
from reports.appendix.pages import appendix_file
from reports.appendix.parts import Entry, Section, Speaker
from reports.appendix.sections import sections_of
from reports.appendix.sheet_charts import HEIGHT_OF_CHART
from reports.catalogue import Catalogue
from reports.document import SignedDocument
from reports.document_tables import Cell, Table
from reports.editions import Edition
from reports.printed_contents import facts_of, title_of
from reports.printed_headers import header_cells

_PORTRAIT = 105.0  # letters across upright paper


def appendix_document_file(edition: Edition, appendix: Appendix) -> str:
    """The path of the document under the reports folder, beside that of the workbook."""
    return appendix_file(edition, appendix).removesuffix(".xlsx") + ".docx"


def appendix_document(catalogue: Catalogue, edition: Edition, appendix: Appendix) -> bytes:
    """The document as bytes, the same for the same input."""
    speaker, texts = Speaker(catalogue), catalogue.texts
    title = speaker.words("appendix_title", name=appendix.name).vi
    sections = sections_of(catalogue, edition, appendix)
    is_wide = any(sum(head.width for head in section.header) > _PORTRAIT for section in sections)
    document = SignedDocument(catalogue, str(edition.publication["issuer"] or ""), title, is_wide)
    document.paragraph(texts["appendices"].vi.upper(), "center", 14, is_bold=True)
    document.paragraph(title, "center", 14, is_bold=True)
    document.paragraph(f"({title_of(edition).vi}. {facts_of(catalogue, edition).vi})", "center", is_italic=True)
    for number, section in enumerate(sections, 1):
        _section(document, number, section)
    document.sign()
    return document.saved()


def _section(document: SignedDocument, number: int, section: Section) -> None:
    document.paragraph(f"{number}. {section.title.vi}", "left", is_bold=True, keeps_next=True, space_before=10)
    if section.about:
        document.paragraph(section.about.vi, keeps_next=bool(section.lines))
    if section.lines:
        document.table(_table(section))
    for words in section.sentences:
        document.paragraph(words.vi)
    if section.chart:
        document.paragraph(section.chart.title.vi, "center", 12, is_italic=True, keeps_next=True)
        document.chart(chart_part(section.chart), HEIGHT_OF_CHART[section.chart.kind] * 10)
    for words in section.notes:
        document.paragraph(words.vi, size=11)


def _table(section: Section) -> Table:
    above = [words.vi for words, count in section.groups for _ in range(count)] or [""] * len(section.header)
    paths = [[group, head.words.vi] if group else [head.words.vi]
             for group, head in zip(above, section.header, strict=True)]
    return Table(header_cells(paths), tuple(head.width for head in section.header),
                 tuple(tuple(map(_cell, line)) for line in section.lines))


def _cell(entry: Entry) -> Cell:
    return Cell(entry.text("vi"), "right" if entry.is_number else "left", entry.tone, entry.is_bold)
