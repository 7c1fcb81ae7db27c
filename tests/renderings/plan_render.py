"""Make the other renderings of the plans by Chromium and Writer: a tool for developers, not for tests.

    python -m tests.renderings.plan_render [name …]

It needs `chromium` and `soffice` and the fonts DejaVu, Liberation 2 and Noto on the machine; the tests read the
committed PDFs only, and print by ReportLab whatever else they try.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .plan_html import html_plan
from .plan_text import AS_PRINTED, Plan, PlanManner, load_plan
from .render import CHROMIUM, run
from .report_text import HERE

FOLDER = HERE / "plan"
PLAN, NEXT_PLAN = "laocai-ict-2016", "laocai-ict-2017"
BASE = """
table { border-collapse: collapse; width: 100%; }
td, th { border: 0.6pt solid black; padding: 2px 4px; text-align: center; vertical-align: middle; }
h2, .caption { font-size: 1em; break-after: avoid; }
.turned { writing-mode: vertical-rl; max-height: 32mm; }
.left { transform: rotate(180deg); }
"""


@dataclass(frozen=True)
class Rendering:
    """One committed PDF: `<edition>.<name>.pdf`."""

    edition: str
    style: str
    manner: PlanManner = AS_PRINTED
    program: Literal["chromium", "writer"] = "chromium"


RENDERINGS = {
    "turned-left": Rendering(PLAN, '@page { size: A4 portrait; margin: 15mm; } body { font: 10pt "Noto Serif"; }',
                             PlanManner(turned="left", numbers=True)),
    "turned-right": Rendering(
        PLAN, '@page { size: 297mm 110mm; margin: 10mm; } body { font: 9pt "DejaVu Sans"; } '
        "thead { display: table-row-group; }", PlanManner(turned="right", list_blocks=3)),
    "thick": Rendering(
        PLAN, '@page { size: A4 landscape; margin: 15mm; } body { font: 11pt "Liberation Sans"; } '
        "td, th { border: 2.2pt solid black; } thead { background: #cde; }",
        PlanManner(numbers=False, list_blocks=1, mark="Bảng 2.")),
    "written": Rendering(
        PLAN, '@page { size: 29.7cm 21cm; margin: 1.5cm; } body { font-family: "Liberation Serif"; font-size: 9pt; } '
        "td, th { border: 1px solid black; padding: 2px; }", PlanManner(gap=True), "writer"),
    "compared": Rendering(NEXT_PLAN, '@page { size: A4 portrait; margin: 20mm; } body { font: 11pt "DejaVu Serif"; }'),
    "compared-turned": Rendering(
        NEXT_PLAN, '@page { size: 210mm 90mm; margin: 12mm; } body { font: 10pt "Liberation Serif"; }',
        PlanManner(turned="right", year="over the header")),
    "compared-written": Rendering(
        NEXT_PLAN, '@page { size: 21cm 29.7cm; margin: 2cm; } body { font-family: "DejaVu Sans"; font-size: 9pt; }',
        PlanManner(), "writer"),
}


def printed(name: str) -> Plan:
    """What a rendering says."""
    return load_plan(RENDERINGS[name].edition)


def path_of(name: str) -> Path:
    return FOLDER / f"{RENDERINGS[name].edition}.{name}.pdf"


def write(name: str) -> None:
    """Print one rendering."""
    how, made = RENDERINGS[name], path_of(name)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{made.stem}.html"
        style = how.style if how.program == "writer" else BASE + how.style
        page.write_text(html_plan(printed(name), style, how.manner), encoding="utf-8")
        if how.program == "chromium":
            run([*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()], made)
        else:
            run(["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
                 "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir",
                 str(made.parent), str(page)], made)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for chosen in sys.argv[1:] or RENDERINGS:
        write(chosen)
        print(f"{path_of(chosen).name}: {path_of(chosen).stat().st_size:,} bytes")
