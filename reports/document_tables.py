"""A table of a document as WordprocessingML: merged header that is repeated on each page, headings, shaded cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reports.printed_headers import HeaderCell
from reports.safe_text import for_xml
from reports.sheet import FILLS

_TWIPS = 56.7  # of a millimetre
_LETTER = 0.19  # millimetres that a letter takes for each point of its size
_SMALLEST, _LARGEST = 6.5, 12.0
_HEAD = "E4ECF5"


@dataclass(frozen=True)
class Cell:
    """A cell: its text, how it stands, a tone of `reports.sheet.FILLS`, the number of its remark (0: none)."""

    text: str
    align: str = "left"
    tone: str = ""
    is_bold: bool = False
    remark: int = 0


@dataclass(frozen=True)
class Table:
    """`header` by level, `widths` in letters; a line of one cell goes across all columns: a heading."""

    header: tuple[tuple[HeaderCell, ...], ...]
    widths: tuple[float, ...]
    lines: tuple[tuple[Cell, ...], ...]

    def size(self, across: float) -> float:
        """The size of its letters on paper that wide (mm), to half a point."""
        return max(_SMALLEST, min(_LARGEST, int(2 * across / (_LETTER * sum(self.widths))) / 2))


def table_xml(table: Table, across: float) -> str:
    """The table as a `w:tbl`, `across` mm wide; the header is repeated on each page, no row is parted."""
    total = sum(table.widths)
    twips = [round(_TWIPS * across * width / total) for width in table.widths]
    size = round(2 * table.size(across))
    rows = [_head_row(line, twips, size) for line in _levels(table)]
    rows += [_line(line, twips, size) for line in table.lines]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
            f"<w:tblBorders>{sides}</w:tblBorders>"
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def _levels(table: Table) -> list[list[tuple[HeaderCell, bool]]]:
    """For each level the cells that stand in it from left to right; True for one that goes on from the level above."""
    cells = [cell for line in table.header for cell in line]
    return [[(cell, cell.level < level) for cell in sorted(cells, key=lambda cell: cell.column)
             if cell.level <= level < cell.level + cell.levels] for level in range(len(table.header))]


def _head_row(line: Sequence[tuple[HeaderCell, bool]], twips: Sequence[int], size: int) -> str:
    found = []
    for cell, goes_on in line:
        width = sum(twips[cell.column:cell.column + cell.columns])
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = "" if cell.levels == 1 else "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
        words = Cell("" if goes_on else cell.text, "center", is_bold=True)
        found.append(_cell(words, width, size, span + merge, _HEAD))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(found)}</w:tr>"


def _line(line: Sequence[Cell], twips: Sequence[int], size: int) -> str:
    if len(line) == 1 and len(twips) > 1:
        cells = _cell(line[0], sum(twips), size, f'<w:gridSpan w:val="{len(twips)}"/>', FILLS["note"], keeps_next=True)
    else:
        cells = "".join(_cell(cell, width, size, "", FILLS.get(cell.tone, ""))
                        for cell, width in zip(line, twips, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: int, size: int, merged: str, fill: str, keeps_next: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    look = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'
    mark = run(f"({cell.remark})", size / 2, is_raised=True) if cell.remark else ""
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr>{"<w:keepNext/>" if keeps_next else ""}'
            f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
            f'<w:jc w:val="{cell.align}"/>{look}</w:pPr>{run(cell.text, size / 2, cell.is_bold)}{mark}</w:p></w:tc>')


def run(text: str, size: float, is_bold: bool = False, is_italic: bool = False, is_raised: bool = False) -> str:
    """Words of one look, `size` in points; nothing for no words."""
    if not text:
        return ""
    look = (f'{"<w:b/>" if is_bold else ""}{"<w:i/>" if is_italic else ""}<w:sz w:val="{round(2 * size)}"/>'
            + ('<w:vertAlign w:val="superscript"/>' if is_raised else ""))
    parts = (f'<w:t xml:space="preserve">{escape(for_xml(part))}</w:t>' for part in text.split("\n"))
    return f"<w:r><w:rPr>{look}</w:rPr>{'<w:br/>'.join(parts)}</w:r>"
