"""Make the other renderings of the points indices by Chromium and Writer: a tool for developers, not for tests.

    python -m tests.renderings.points_render [name …]

It needs `chromium` and `soffice` and the fonts DejaVu, Liberation 2 and Noto on the machine; the tests read the
committed PDFs only, and print by ReportLab whatever else they try.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .points_html import html_points
from .points_text import AS_PUBLISHED, Manner, PointsReport, load_points_report
from .render import CHROMIUM, run
from .report_text import HERE

FOLDER = HERE / "points"


@dataclass(frozen=True)
class Rendering:
    """One committed PDF: `<edition>.<name>.pdf`."""

    edition: str
    style: str
    manner: Manner = AS_PUBLISHED
    caption: Literal["above", "below"] = "above"
    program: Literal["chromium", "writer"] = "chromium"


RENDERINGS = {
    "turned": Rendering("dienbien-2012", "turned", Manner(mark="-")),
    "low-pages": Rendering("dienbien-2012", "low", Manner(headings="column")),
    "cut-below": Rendering("dienbien-2012", "cut", Manner(headings="beside", mark="Bảng 2.1."), "below"),
    "boxes": Rendering("dienbien-2012", "boxes", Manner(headings="between", numbers=True)),
    "between": Rendering("dienbien-2012", "writer", Manner(headings="between", mark="+"), program="writer"),
    "turned-once": Rendering("laocai-agencies-2016", "turned", Manner(headings="column", numbers=True), "below"),
    "cut": Rendering("laocai-agencies-2016", "cut", Manner(headings="between", grouped_header=True)),
    "written": Rendering("laocai-agencies-2016", "writer", Manner(mark="Bảng 1."), program="writer"),
}


def printed(name: str) -> PointsReport:
    """What a rendering says: the original, but for places where no one can tell what its lines end with."""
    report = load_points_report(RENDERINGS[name].edition)
    report.respell(lambda text: text.replace("/ ", "/").replace("ĐBQH&HĐND", "ĐBQH và HĐND"))
    return report


def path_of(name: str) -> Path:
    return FOLDER / f"{RENDERINGS[name].edition}.{name}.pdf"


def write(name: str) -> None:
    """Print one rendering."""
    how, made = RENDERINGS[name], path_of(name)
    css = "" if how.program == "writer" else (HERE / "styles" / "points-base.css").read_text(encoding="utf-8")
    css += (HERE / "styles" / f"points-{how.style}.css").read_text(encoding="utf-8")
    html = html_points(printed(name), css, how.manner, how.caption)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{made.stem}.html"
        page.write_text(html.replace("<table>", '<table border="1" cellspacing="0" width="100%">'), encoding="utf-8")
        if how.program == "chromium":
            run([*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()], made)
        else:
            run(["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
                 "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir",
                 str(made.parent), str(page)], made)


if __name__ == "__main__":
    for chosen in sys.argv[1:] or RENDERINGS:
        write(chosen)
        print(f"{path_of(chosen).name}: {path_of(chosen).stat().st_size:,} bytes")
