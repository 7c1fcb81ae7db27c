"""The published files step by step, and the site's pages against the bare rendering of the same pages.

    python benchmarks/site.py [--warehouse duckdb:///build/warehouse.duckdb] [--rounds N]

Seconds are those of the processor, which other programs disturb less; the best round counts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jinja2
import vl_convert

from flows.stages import publish_stage
from reports.appendix.pages import appendix_file
from reports.appendix.sheets import appendix_workbook
from reports.catalogue import load_catalogue
from reports.csv_files import csv_files
from reports.editions import editions_of
from reports.manifest import publish
from reports.pages import html_pages
from reports.printed_sheets import printed_file, printed_workbook
from reports.tables import rows_of
from reports.workbook import same_bytes, workbook
from warehouse.read import open_reader

Call = tuple[jinja2.Template, tuple[Any, ...], dict[str, Any]]


class Watch:
    """Seconds of each step; those of a step inside another are its own."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what the block takes."""
        began = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted."""
        def counted(*given: Any, **named: Any) -> Any:
            with self.step(name):
                return call(*given, **named)
        return counted


@contextmanager
def watched(watch: Watch, calls: list[Call]) -> Iterator[None]:
    """Count what templates and the library of charts take, and keep what the templates were given."""
    render, drawing = jinja2.Template.render, {name: getattr(vl_convert, name) for name in vl_convert.__all__}

    def kept(template: jinja2.Template, *given: Any, **named: Any) -> str:
        calls.append((template, given, named))
        return render(template, *given, **named)

    jinja2.Template.render = watch.around("render", kept)  # type: ignore[method-assign]
    for name, function in drawing.items():
        if callable(function) and not isinstance(function, type):
            setattr(vl_convert, name, watch.around("charts", function))
    try:
        yield
    finally:
        jinja2.Template.render = render  # type: ignore[method-assign]
        for name, function in drawing.items():
            setattr(vl_convert, name, function)


def build(warehouse: str, out: Path) -> tuple[dict[str, float], int, float]:
    """Seconds of each step as `build_reports` takes them, the number of pages, and their bare rendering's seconds."""
    watch, calls = Watch(), list[Call]()
    plan = load_catalogue()
    with watch.step("read"), open_reader(warehouse) as reader:
        frames = {report.model: reader.frame(f"{_schema(report.model)}.{report.model}") for report in plan.reports}
    with watch.step("rows"):
        rows = {report.code: rows_of(report, frames[report.model], plan) for report in plan.reports}
        editions = editions_of(plan, rows)
    files: dict[str, bytes] = {}
    with watch.step("workbooks"):
        files |= {f"chiso-{edition.code}.xlsx": workbook(plan, edition) for edition in editions}
        files |= {printed_file(edition): same_bytes(book) for edition in editions
                  if (book := printed_workbook(plan, edition))}
    with watch.step("appendices"):
        files |= {appendix_file(edition, appendix): appendix_workbook(plan, edition, appendix)
                  for edition in editions for appendix in edition.appendices}
    with watch.step("csv"):
        files |= csv_files(plan, rows)
    with watch.step("pages"), watched(watch, calls):
        pages = html_pages(plan, editions)
    with watch.step("write"):
        publish(files | pages, out, (), ())
    began = time.process_time()
    for template, given, named in calls:
        template.render(*given, **named)
    return watch.seconds, len(calls), time.process_time() - began


def _schema(model: str) -> str:
    return "reporting" if model.startswith("rpt_") else "marts"


def whole(warehouse: str, out: Path) -> float:
    """Seconds of the stage itself."""
    began = time.process_time()
    publish_stage(warehouse, out)
    return time.process_time() - began


def show(best: dict[str, float], pages: int) -> None:
    """Two tables: the steps, and the pages against their bare rendering."""
    whole_stage, bare = best.pop("whole"), best.pop("bare")
    inside = {name: best.pop(name, 0.0) for name in ("charts", "render")}
    total = sum(best.values())
    print("| step | seconds | share |\n|---|--:|--:|")
    for name, seconds in best.items():
        print(f"| {name} | {seconds:.2f} | {seconds / total:.0%} |")
    print(f"| **sum of the steps** | {total:.2f} | 100% |\n| the stage `publish` | {whole_stage:.2f} | |\n")
    print(f"| {pages:,} pages | seconds | against the bare rendering |\n|---|--:|--:|")
    print(f"| bare rendering: Jinja, everything prepared | {bare:.2f} | 1.00 |")
    for name, seconds in (*inside.items(), ("prepare", best["pages"] - sum(inside.values())), ("pages", best["pages"])):
        print(f"| {name} | {seconds:.2f} | {seconds / bare:.2f} |")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--warehouse", default="duckdb:///build/warehouse.duckdb")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    best: dict[str, float] = {}
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        whole(given.warehouse, Path(folder) / "whole")  # the imports
        for _ in range(given.rounds):
            steps, pages, bare = build(given.warehouse, Path(folder) / "steps")
            told = {**steps, "bare": bare, "whole": whole(given.warehouse, Path(folder) / "whole")}
            best = {name: min(seconds, best.get(name, seconds)) for name, seconds in told.items()}
    print(f"best of {given.rounds}\n")
    show(best, pages)


if __name__ == "__main__":
    main()
