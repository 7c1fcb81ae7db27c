"""The parts of a document as office programs want them, zipped; the same text gives the same bytes.

Written here and not by a library: the one there is brings lxml, and where that is, openpyxl reads workbooks by it and
no longer by defusedxml, which refuses entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.functions import tostring

from reports.fixed_zip import EPOCH, fixed_zip
from reports.safe_text import for_xml

FONT = "Times New Roman"
SIZE = 13  # points
_SCHEMAS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
CHART = f"{_SCHEMAS}/drawingml/2006/chart"
NAMES = (f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}" '
         f'xmlns:wp="{_SCHEMAS}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_SCHEMAS}/drawingml/2006/main"')
HEADER_LINK = "header"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = (("word/styles.xml", "styles"), ("word/settings.xml", "settings"), ("word/header1.xml", "header"))
_LONGEST_TITLE = 255


def chart_link(number: int) -> str:
    """The name by which the text speaks of its n-th chart."""
    return f"chart{number}"


def packed(body: str, charts: Sequence[bytes], title: str) -> bytes:
    """The file. `body`: what stands in `w:body`; `charts`: each a part of its own."""
    core = DocumentProperties(creator="chiso", lastModifiedBy="chiso", title=for_xml(title)[:_LONGEST_TITLE],
                              language="vi-VN", created=EPOCH, modified=EPOCH)
    drawn = {f"word/charts/{chart_link(number)}.xml": chart for number, chart in enumerate(charts, 1)}
    texts = {
        "[Content_Types].xml": _content_types(list(drawn)),
        "_rels/.rels": _links([("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
                               ("core", f"{_SCHEMAS}/package/2006/relationships/metadata/core-properties",
                                "docProps/core.xml")]),
        "word/_rels/document.xml.rels": _links(
            [(kind, f"{_OFFICE}/{kind}", path.removeprefix("word/")) for path, kind in _FIXED]
            + [(chart_link(number), f"{_OFFICE}/chart", f"charts/{chart_link(number)}.xml")
               for number in range(1, len(charts) + 1)]),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/settings.xml": f'<w:settings {NAMES}><w:defaultTabStop w:val="720"/></w:settings>',
        "word/header1.xml": f'<w:hdr {NAMES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
                            '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:hdr>'}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for path, content in {**{path: (_HEAD + text).encode() for path, text in texts.items()}, **drawn,
                              "docProps/core.xml": bytes(tostring(core.to_tree()))}.items():
            target.writestr(path, content)
    return fixed_zip(written.getvalue())


def _links(links: Sequence[tuple[str, str, str]]) -> str:
    """Relationships: (name, kind, target)."""
    found = "".join(f"<Relationship Id={quoteattr(name)} Type={quoteattr(kind)} Target={quoteattr(target)}/>"
                    for name, kind, target in links)
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{found}</Relationships>'


def _content_types(charts: Sequence[str]) -> str:
    types = [("word/document.xml", f"{_TYPE}.wordprocessingml.document.main+xml"),
             *((path, f"{_TYPE}.wordprocessingml.{kind}+xml") for path, kind in _FIXED),
             ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
             *((path, f"{_TYPE}.drawingml.chart+xml") for path in charts)]
    found = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in types)
    return (f'<Types xmlns="{_SCHEMAS}/package/2006/content-types"><Default Extension="rels" ContentType='
            f'"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{found}</Types>')


def _styles() -> str:
    """One style: letters and language of the whole document."""
    fonts = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    look = f'<w:rPr><w:rFonts{fonts}/><w:sz w:val="{2 * SIZE}"/><w:lang w:val="vi-VN"/></w:rPr>'
    spacing = '<w:pPr><w:spacing w:after="60" w:line="259" w:lineRule="auto"/></w:pPr>'
    return (f"<w:styles {NAMES}><w:docDefaults><w:rPrDefault>{look}</w:rPrDefault><w:pPrDefault>{spacing}"
            '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
            '<w:name w:val="Normal"/></w:style></w:styles>')
