"""A document for signing: header block, text, tables, charts and signature block, on A4 upright or on its side."""

from __future__ import annotations

from collections.abc import Sequence

from reports.catalogue import Catalogue
from reports.document_parts import CHART, HEADER_LINK, SIZE, chart_link, packed
from reports.document_tables import Table, run, table_xml

_PAPER = (11906, 16838)  # twentieths of a point: A4
_ACROSS = {False: 165, True: 252}  # mm within the margins
_SIDES = (0.37, 0.63)  # of the paper within its margins: the name of the state needs the wider side
_TWIPS, _EMU = 56.7, 36000  # of a millimetre
_MARGINS = 'w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"'


class SignedDocument:
    """A document that is written from top to bottom; `saved` gives its bytes, the same for the same text."""

    def __init__(self, catalogue: Catalogue, issuer: str, title: str, is_landscape: bool = False) -> None:
        """It begins with the header block. `issuer`: bodies parted by commas, the one that issues it last."""
        self._texts, self._title = catalogue.texts, title
        self._is_landscape, self._is_first = is_landscape, True
        self._body: list[str] = []
        self._charts: list[bytes] = []
        self._head(issuer)

    def paragraph(self, text: str, align: str = "both", size: float = SIZE, is_bold: bool = False,
                  is_italic: bool = False, keeps_next: bool = False, space_before: int = 0) -> None:
        """A paragraph of one look; a line break in it stays one."""
        self._body.append(_paragraph(text, align, size, is_bold, is_italic, keeps_next, space_before))

    def table(self, table: Table) -> None:
        """A table as wide as the paper, and a narrow line below it: two tables that touch would become one."""
        self._body += [table_xml(table, _ACROSS[self._is_landscape]), _NARROW_LINE]

    def chart(self, part: bytes, height: float) -> None:
        """A chart across the paper, `height` mm high. `part`: its XML."""
        self._charts.append(part)
        number, size = len(self._charts), (_EMU * _ACROSS[self._is_landscape], round(_EMU * height))
        self._body.append(
            f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{size[0]}" cy="{size[1]}"/>'
            f'<wp:docPr id="{number}" name="{chart_link(number)}"/><a:graphic><a:graphicData uri="{CHART}">'
            f'<c:chart xmlns:c="{CHART}" r:id="{chart_link(number)}"/></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>")

    def turn(self, is_landscape: bool) -> None:
        """Go on upon paper turned that way, on a new page; nothing happens if it is already."""
        if is_landscape != self._is_landscape:
            self._body.append(f'<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/>{self._section()}'
                              "</w:pPr></w:p>")
            self._is_landscape, self._is_first = is_landscape, False

    def sign(self) -> None:
        """The block at the end: to whom it goes, and who signs."""
        texts = self._texts
        self._body.append(_NARROW_LINE)
        self._side_by_side(
            [_paragraph(texts["recipients"].vi, "left", 12, is_bold=True, is_italic=True),
             _paragraph(texts["recipients_to_fill"].vi, "left", 11)],
            [_paragraph(texts["signer_office"].vi, "center", is_bold=True),
             _paragraph(texts["signature"].vi + "\n" * 4, "center", is_italic=True),
             _paragraph(texts["signer_name"].vi, "center", is_bold=True)])

    def saved(self) -> bytes:
        """The file."""
        return packed("".join(self._body) + _NARROW_LINE + self._section(), self._charts, self._title)

    def _head(self, issuer: str) -> None:
        """Whose document it is on the left, the name and motto of the state on the right, number and day below."""
        texts = self._texts
        bodies = [body.strip().upper() for body in issuer.split(",") if body.strip()] or [texts["issuer_to_fill"].vi]
        self._side_by_side(
            [*(_paragraph(body, "center", 12, is_bold=body == bodies[-1]) for body in bodies), self._rule(0, 0.4)],
            [_paragraph(texts["national_name"].vi, "center", 12, is_bold=True),
             _paragraph(texts["national_motto"].vi, "center", is_bold=True), self._rule(1, 0.5)])
        self._side_by_side([_paragraph(texts["document_number"].vi, "center")],
                           [_paragraph(texts["place_and_day"].vi, "center", is_italic=True)])

    def _rule(self, side: int, share: float) -> str:
        """A short rule, as the form has it below the issuer and the motto."""
        inset = round(self._widths()[side] * (1 - share) / 2)
        return ('<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
                f'<w:spacing w:after="0" w:line="120" w:lineRule="exact"/><w:ind w:left="{inset}" w:right="{inset}"/>'
                "</w:pPr></w:p>")

    def _widths(self) -> list[int]:
        return [round(_TWIPS * _ACROSS[self._is_landscape] * share) for share in _SIDES]

    def _side_by_side(self, *sides: Sequence[str]) -> None:
        """Two cells without rules that stay on one page."""
        widths = self._widths()
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(side)}</w:tc>'
                        for width, side in zip(widths, sides, strict=True))
        self._body += [f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
                       f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
                       "</w:tbl>", _NARROW_LINE]

    def _section(self) -> str:
        """Paper and margins; the number of the page stands at the head of every page but the first."""
        width, height = reversed(_PAPER) if self._is_landscape else _PAPER
        way = ' w:orient="landscape"' if self._is_landscape else ""
        return (f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER_LINK}"/>'
                f'<w:pgSz w:w="{width}" w:h="{height}"{way}/><w:pgMar {_MARGINS}/>'
                f"{'<w:titlePg/>' if self._is_first else ''}</w:sectPr>")


_NARROW_LINE = '<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


def _paragraph(text: str, align: str, size: float = SIZE, is_bold: bool = False, is_italic: bool = False,
               keeps_next: bool = False, space_before: int = 0) -> str:
    before = f'<w:spacing w:before="{20 * space_before}"/>' if space_before else ""
    return (f'<w:p><w:pPr>{"<w:keepNext/>" if keeps_next else ""}{before}<w:jc w:val="{align}"/></w:pPr>'
            f"{run(text, size, is_bold, is_italic)}</w:p>")
