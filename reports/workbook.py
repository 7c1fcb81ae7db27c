"""The workbook of an edition: guide, rankings by block, all ranks, and every list of the catalogue."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.catalogue import Catalogue, Column, Report, Words
from reports.editions import Edition
from reports.fixed_zip import EPOCH, fixed_zip
from reports.rankings import Block, Body, Node, rank_differs
from reports.self_assessment import self_sheet
from reports.sheet import (
    Item,
    add_sheet,
    fill_table,
    height_of,
    link_to_sheet,
    print_on_a4,
    put_both,
)
from reports.tables import Row, Value, excel_format, shown

_LONGEST = 60
_GUIDE_WIDTHS = (34.0, 96.0)


def workbook(catalogue: Catalogue, edition: Edition) -> bytes:
    """The workbook of an edition as bytes, the same for the same input."""
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    guide.title = catalogue.texts["guide"].vi
    contents: list[tuple[str, Words]] = []
    for report in catalogue.reports:
        if "xlsx" not in report.formats or (report.only_with_rows and not edition.rows[report.code]):
            continue
        if report.layout == "ranking":
            contents += _ranking_sheets(book, catalogue, report, edition)
        elif report.layout == "self":
            if matrix := self_sheet(book, catalogue, edition):
                contents.append((matrix.title, report.about))
        else:
            sheet = _list_sheet(book, catalogue, report, report.title, edition.rows[report.code])
            contents.append((sheet.title, report.about))
    _guide_sheet(guide, catalogue, edition, contents)
    return same_bytes(book)


def _ranking_sheets(book: Workbook, catalogue: Catalogue, report: Report,
                    edition: Edition) -> list[tuple[str, Words]]:
    contents = []
    for block in edition.blocks:
        words = catalogue.code(report.column("entity_type"), block.entity_type).words
        title = Words(f"{report.title.vi}: {words.vi}", f"{report.title.en}: {words.en}")
        sheet = add_sheet(book, words.vi, title, _order_note(catalogue.texts, block))
        _fill_block(sheet, catalogue, report, block)
        contents.append((sheet.title, title))
    sheet = _list_sheet(book, catalogue, report, catalogue.texts["all_ranks"],
                        edition.rows[report.code], None if edition.is_published else catalogue.texts["not_published"])
    return [*contents, (sheet.title, report.about)]


def _order_note(texts: Mapping[str, Words], block: Block) -> Words:
    if block.basis == "published":
        return texts["order_note"]
    note, order = texts["not_published"], texts["computed_order"]
    return Words(f"{note.vi} {order.vi}", f"{note.en} {order.en}")


def _fill_block(sheet: Worksheet, catalogue: Catalogue, report: Report, block: Block) -> None:
    """A row a body: for each node its score and its rank as printed, then where they differ.

    Where nothing is printed, score and rank as computed.
    """
    texts, is_printed, wide = catalogue.texts, block.basis == "published", 2 if block.has_scores else 1
    score = report.column(f"score_{block.basis}")
    bands = [texts["band"]] if block.has_bands else []
    groups = [(texts["body"], 1), *((node.name, wide) for node in block.nodes), *((words, 1) for words in bands),
              *([(texts["remarks"], 1)] if is_printed else [])]
    header = [texts["name"], *[texts["score"], texts["rank"]][-wide:] * len(block.nodes), *bands,
              *([texts["check"]] if is_printed else [])]
    lines = []
    for body in block.bodies:
        line = [Item(body.name.vi)]
        for node in block.nodes:
            line += _score_and_rank(score, body.rows.get(node.code), block.basis)[-wide:]
        lines.append([*line, *[Item(body.band or None)] * len(bands),
                      *([Item(_remarks(texts, body, block.nodes))] if is_printed else [])])
    widths = [max(18, min(48, max(len(body.name.vi) for body in block.bodies) + 2))]
    for node in block.nodes:
        longest = max((len(shown(row, score, catalogue, "vi"))
                       for row in node.rows), default=0)
        widths += [max(10, longest + 2), 8 if block.has_scores else 14][-wide:]
    fill_table(sheet, header, lines, [*widths, *[14.0] * len(bands), *([28.0] if is_printed else [])], groups)


def _score_and_rank(score: Column, row: Row | None, basis: str) -> list[Item]:
    if row is None:
        return [Item(None), Item(None)]
    tone = "warn" if rank_differs(row) else ""
    return [_item(row, score, row[score.key]), Item(row[f"rank_{basis}"], "0", tone, is_bold=bool(tone))]


def _remarks(texts: Mapping[str, Words], body: Body, nodes: Sequence[Node]) -> Value:
    remarks = [f"{node.name.vi}: {texts['printed_as'].vi} {row['rank_published']}, "
               f"{texts['recomputed_as'].vi} {row['rank_recomputed']}"
               for node in nodes if (row := body.rows.get(node.code)) and rank_differs(row)]
    return "\n".join(remarks) or None


def _list_sheet(book: Workbook, catalogue: Catalogue, report: Report, title: Words,
                rows: Sequence[Row], about: Words | None = None) -> Worksheet:
    columns = [column for column in report.columns_in("xlsx")
               if not rows or any(row[column.key] is not None for row in rows)]
    lines = [[_cell(row, column, catalogue) for column in columns] for row in rows]
    widths = [_width(column, line) for column, line in
              zip(columns, zip(*lines, strict=True) if lines else [()] * len(columns), strict=True)]
    sheet = add_sheet(book, title.vi, title, about or report.about)
    fill_table(sheet, [column.label for column in columns], lines, widths)
    return sheet


def _cell(row: Row, column: Column, catalogue: Catalogue) -> Item:
    value = row[column.key]
    if value is not None and column.type == "code":
        code = catalogue.code(column, value)
        text = code.words.vi if code.words.vi == code.words.en else f"{code.words.vi} / {code.words.en}"
        return Item(text, tone=code.tone)
    return _item(row, column, value)


def _item(row: Row, column: Column, value: Value) -> Item:
    if value is None or isinstance(value, str):
        return Item(value, is_one_line=column.one_line)
    return Item(value, excel_format(row, column))


def _width(column: Column, items: Sequence[Item]) -> float:
    words = max(len(part) for text in (column.label.vi, column.label.en) for part in text.split())
    longest = max((len(str(item.value)) for item in items if item.value is not None), default=0)
    return min(max(words + 4, longest + 2, 10), column.width or _LONGEST)


def _guide_sheet(sheet: Worksheet, catalogue: Catalogue, edition: Edition,
                 contents: Sequence[tuple[str, Words]]) -> None:
    texts, publication = catalogue.texts, edition.publication
    title = Words(str(publication["title_vi"]), str(publication["title_en"] or publication["title_vi"]))
    front = catalogue.the("front")
    lines = [(texts["site"], title)]
    lines += [(texts[key], Words(*(shown(publication, front.column(column), catalogue, language) or "—"
                                   for language in ("vi", "en"))))
              for key, column in (("edition", "edition_code"), ("period", "period"),
                                  *([("published_on", "published_on")] if edition.is_published else []))]
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _GUIDE_WIDTHS
    parts = [(part.title, part.text) for part in catalogue.guide.values()]
    sheets = [(Words(name, ""), about) for name, about in contents]
    for number, (label, words) in enumerate([*lines, *sheets, *parts], 1):
        size = 14 if number == 1 else 10
        if len(lines) < number <= len(lines) + len(sheets):
            link_to_sheet(sheet.cell(number, 1), label.vi)
        else:
            put_both(sheet.cell(number, 1), label, is_bold=True)
        put_both(sheet.cell(number, 2), words, size, is_bold=number == 1)
        sheet.row_dimensions[number].height = height_of([label, words], _GUIDE_WIDTHS, size)
    print_on_a4(sheet, f"A1:B{sheet.max_row}", is_landscape=True)


def same_bytes(book: Workbook) -> bytes:
    """Save without the hour of saving: openpyxl puts it in core.xml and in every entry of the zip."""
    book.properties.creator = "chiso"
    book.properties.created = book.properties.modified = EPOCH
    written = io.BytesIO()
    book.save(written)
    return fixed_zip(written.getvalue())
