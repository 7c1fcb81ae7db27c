"""Make the other renderings of the task list by Chromium and Writer: a tool for developers, not for tests.

    python -m tests.renderings.tasks_render [name …]

It needs `chromium` and `soffice` and the fonts DejaVu, Liberation 2 and Noto on the machine; the tests read the
committed PDFs only, and print by ReportLab whatever else they try.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .render import CHROMIUM, run
from .report_text import HERE
from .tasks_fodt import Layout, fodt_tasks
from .tasks_html import html_tasks
from .tasks_text import LIST, Manner, load_task_list

FOLDER = HERE / "tasks"
BASE = """
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td, th { border: 0.6pt solid black; padding: 2px 4px; vertical-align: middle; overflow-wrap: anywhere; }
td p { margin: 0; }
.centred, th, .caption, .subtitle { text-align: center; }
.caption { font-weight: bold; break-after: avoid; }
"""


@dataclass(frozen=True)
class ByChromium:
    """A style sheet for Chromium, and the manner of the list."""

    style: str
    manner: Manner


@dataclass(frozen=True)
class ByWriter:
    """A layout for Writer, and the manner of the list."""

    layout: Layout
    manner: Manner


RENDERINGS: dict[str, ByChromium | ByWriter] = {
    "portrait-cut": ByChromium('@page { size: A4 portrait; margin: 15mm; } body { font: 9.5pt "Noto Serif"; }',
                               Manner(bullet="• ")),
    "low-once": ByChromium(
        '@page { size: 297mm 130mm; margin: 12mm; } body { font: 10pt "DejaVu Sans"; } '
        "thead { display: table-row-group; } td { vertical-align: top; text-align: justify; }",
        Manner(bullet="+ ", ends_items=False, headings="across")),
    "whole-rows": ByChromium(
        '@page { size: A4 landscape; margin: 15mm; } body { font: 11pt "Liberation Sans"; } '
        "tr { break-inside: avoid; }",
        Manner(bullet="– ", headings="first", subtitle=False)),
    "drawn-bullets": ByChromium(
        '@page { size: 297mm 160mm; margin: 15mm; } body { font: 10pt "DejaVu Serif"; } '
        "ul { margin: 0; padding-left: 1.2em; }", Manner(bullet=LIST, ends_items=False)),
    "no-verticals": ByChromium(
        '@page { size: A4 portrait; margin: 12mm; } body { font: 8pt "Noto Serif"; } '
        "td, th { border-left: none; border-right: none; }", Manner(bullet="-")),
    "written": ByWriter(Layout("Liberation Serif", 11, (210, 297), align="justify"), Manner(bullet="– ")),
    "written-low": ByWriter(Layout("DejaVu Sans", 9, (297, 150), 12, repeats_header=False, vertical="top"),
                            Manner(bullet="• ", ends_items=False, headings="across")),
    "written-whole": ByWriter(Layout("DejaVu Serif", 9, (297, 210), 15, rows_may_split=False,
                                     border="1.1mm double #000000"), Manner(headings="first")),
}


def write(name: str, made: Path) -> None:
    """Print one rendering."""
    how, tasks = RENDERINGS[name], load_task_list()
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(how, ByChromium):
            page = Path(folder) / f"{made.stem}.html"
            page.write_text(html_tasks(tasks, BASE + how.style, how.manner), encoding="utf-8")
            run([*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()], made)
        else:
            page = Path(folder) / f"{made.stem}.fodt"
            page.write_text(fodt_tasks(tasks, how.layout, how.manner), encoding="utf-8")
            run(["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--convert-to",
                 "pdf", "--outdir", str(made.parent), str(page)], made)


if __name__ == "__main__":
    for chosen in sys.argv[1:] or RENDERINGS:
        write(chosen, FOLDER / f"{chosen}.pdf")
        print(f"{chosen}: {(FOLDER / f'{chosen}.pdf').stat().st_size:,} bytes")
