"""Make the other renderings of the ministry's report: a tool for developers, not for tests.

    python -m tests.renderings.render [name …]

It needs `chromium` and `soffice` (LibreOffice) and the fonts DejaVu, Liberation 2 and Noto on the machine;
the tests read the committed PDFs only.
"""

import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

from . import report_fodt, report_pdf
from .report_fodt import fodt_report
from .report_html import html_report
from .report_pdf import write_report
from .report_text import HERE, Report, load_report

CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-pdf-tagging",
    "--no-pdf-header-footer",
]

A4 = ("210mm", "297mm")
WRITER_LANDSCAPE = report_fodt.Layout(
    font="DejaVu Serif",
    font_size="9pt",
    page=(A4[1], A4[0]),
    margins="15mm",
    body_width_mm=267,
    border="0.5pt solid #000000",
    rows_may_split=True,
)
WRITER_FURNISHED = report_fodt.Layout(
    font="Liberation Sans",
    font_size="9pt",
    page=A4,
    margins="17mm",
    body_width_mm=176,
    border="1.1mm double #000000",
    rows_may_split=False,
    header_fill="#c6d9f1",
    running_title=report_pdf.RUNNING_TITLE,
)
CAPTIONS_BELOW = report_pdf.Layout(
    font_size=9,
    caption="below",
    repeat_header=False,
    cut_rows=True,
    rules=(1.8, 0.25),
    leaders=False,
    running_title=True,
    page_of_total=True,
)
RESPELT = report_pdf.Layout(font_size=8.5, margin_mm=24, continued_caption=True, header_fill="#dddddd")


def by_chromium(style: str) -> Callable[[Report, Path], None]:
    """Print by Chromium, with the style sheet of that name."""

    def write(report: Report, path: Path) -> None:
        css = "".join(
            (HERE / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in ("base", style)
        )
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            page.write_text(html_report(report, css), encoding="utf-8")
            profile = f"--user-data-dir={folder}/profile"
            run([*CHROMIUM, profile, f"--print-to-pdf={path}", page.as_uri()], path)

    return write


def by_writer(layout: report_fodt.Layout) -> Callable[[Report, Path], None]:
    """Set by LibreOffice Writer."""

    def write(report: Report, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / f"{path.stem}.fodt"
            text.write_text(fodt_report(report, layout), encoding="utf-8")
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            run(
                [
                    "soffice",
                    profile,
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    str(path.parent),
                    str(text),
                ],
                path,
            )

    return write


def by_reportlab(layout: report_pdf.Layout) -> Callable[[Report, Path], None]:
    """Set by ReportLab."""

    def write(report: Report, path: Path) -> None:
        write_report(path, report, layout)

    return write


def respelt(report: Report, path: Path) -> None:
    """Other order of columns, a row of column numbers, decomposed letters."""
    report.tables["2.6"].reorder([0, 1, 4, 2, 3])
    report.tables["4.4"].reorder([1, 2, 0, 3])
    for table_id in ("2.1", "2.6", "2.7", "3.4", "4.1", "4.4", "4.7"):
        report.tables[table_id].column_numbers = True
    report.respell(lambda text: unicodedata.normalize("NFD", text))
    write_report(path, report, RESPELT)


def furnished(report: Report, path: Path) -> None:
    """No-break spaces; not by ReportLab, which prints them as plain ones."""
    report.respell(bind_words)
    by_writer(WRITER_FURNISHED)(report, path)


def bind_words(text: str) -> str:
    """No-break spaces where a careful typist puts them."""
    for loose in ("Bảng ", "TP. ", "năm 2016"):
        text = text.replace(loose, loose.replace(" ", "\N{NO-BREAK SPACE}"))
    return text


def run(command: list[str], made: Path) -> None:
    """Run a program that may say it went well though it wrote nothing."""
    made.unlink(missing_ok=True)
    done = subprocess.run(command, check=False, capture_output=True, timeout=180, text=True)
    if done.returncode or not made.exists():
        raise SystemExit(f"{command[0]} did not write {made.name}: {done.stderr.strip()}")


RENDERINGS: dict[str, Callable[[Report, Path], None]] = {
    "chromium-portrait": by_chromium("portrait"),
    "chromium-landscape": by_chromium("landscape"),
    "writer-landscape": by_writer(WRITER_LANDSCAPE),
    "reportlab-captions-below": by_reportlab(CAPTIONS_BELOW),
    "writer-furnished": furnished,
    "chromium-rules": by_chromium("rules"),
    "reportlab-respelt": respelt,
}


def main(names: list[str]) -> None:
    for name in names or RENDERINGS:
        path = HERE / f"{name}.pdf"
        RENDERINGS[name](load_report(), path)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
