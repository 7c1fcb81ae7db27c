"""What a person sees: a line a step, progress on long work, problems, totals."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from extractors.errors import Problem
from flows.wide_tables import lay_out
from flows.words import Said, Telling, Words
from warehouse.secrets import hidden

COLOURS = {"done": "green", "up to date": "dim", "stopped": "red", "failed": "red", "running": "cyan",
           "will run": "yellow", "interrupted": "red", "equal": "green", "unexplained": "red"}


WIDE = 400
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that steer a terminal, turn the direction of writing or show nothing; a name of a file may hold them."""

class Terminal:
    """Output of one command. Results go to standard output, steps and problems to standard error."""

    def __init__(self, language: str = "en", as_json: bool = False) -> None:
        self.language = language
        self.as_json = as_json
        self.words = Words(language)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a Windows console may not be of Unicode by itself
                stream.reconfigure(encoding="utf-8", errors="replace")
        wide = None if sys.stdout.isatty() else WIDE  # in a file or pipe, a row is a line
        self._out = Console(highlight=False, soft_wrap=True, width=wide)
        self._err = Console(stderr=True, highlight=False, soft_wrap=True)
        self._progress: Progress | None = None

    def step(self, edition: str, stage: str, outcome: str, message: Telling | None) -> None:
        """One line a step; that it begins is only told on a terminal."""
        self._end_progress()
        if outcome == "running" and not self._err.is_terminal:
            return
        colour, told = COLOURS.get(outcome, ""), self.words.named("outcome", outcome)
        edition = escape(shown(edition or self.words("all")))
        self._err.print(f"{edition:<22} {stage:<10} [{colour}]{told:<11}[/] " if colour else
                        f"{edition:<22} {stage:<10} {told:<11} ", end="")
        text = message.render(self.language) if message else ""
        self._err.print(shown(text.partition("\n")[0]), markup=False)

    def progress(self, done: int, total: int) -> None:
        """Pages or documents read so far, as a bar on a terminal."""
        if not self._err.is_terminal:
            return
        if self._progress is None:
            label = TextColumn(f"  {self.words('reading')}")
            self._progress = Progress(label, BarColumn(), MofNCompleteColumn(), console=self._err, transient=True)
            self._progress.start()
            self._progress.add_task("", total=total)
        self._progress.update(self._progress.task_ids[0], completed=done, total=total)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Each problem in full: where, found, expected, what to do."""
        self._end_progress()
        for problem in problems:
            self._err.print(shown(problem.render(self.language)), markup=False)

    def line(self, told: Telling) -> str:
        """A message in a row of a table: its first line; machines (--json) get all of it."""
        text = told.render(self.language)
        return text if self.as_json else text.partition("\n")[0]

    def label(self, word: Said) -> str:
        """A word that names something; machines (--json) get the English one whatever the language."""
        return word.render("en" if self.as_json else self.language)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> None:
        """A table for people, with headings in their language, or a list of objects with --json."""
        if self.as_json:
            objects = [dict(zip(columns, row, strict=True)) for row in rows]
            sys.stdout.write(hidden(json.dumps(objects, ensure_ascii=False, indent=1, default=str)) + "\n")
            return
        headings = [self.words.named("column", column) for column in columns]
        if self._out.is_terminal:
            if title:
                self.say(title)
            for line in lay_out(headings, [[shown(str(value)) for value in row] for row in rows], self._out.width):
                self._out.print(line, soft_wrap=False)
            return
        table = Table(*headings, title=title or None, title_justify="left", box=None, pad_edge=False,
                      header_style="bold")
        for row in rows:
            table.add_row(*(Text(shown(str(value))) for value in row))  # what stands in brackets is no markup
        self._out.print(table)

    def fields(self, found: dict[str, Any]) -> None:
        """What was found, for machines: figures as text, without zeros that say nothing."""
        sys.stdout.write(hidden(json.dumps(found, ensure_ascii=False, indent=1, default=_plain)) + "\n")

    def say(self, text: str) -> None:
        """A line of the result, as it is."""
        self._out.print(shown(text), markup=False)

    def complain(self, text: str) -> None:
        """A message that is no result."""
        self._end_progress()
        self._err.print(shown(text), markup=False)

    def _end_progress(self) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None


def shown(text: str) -> str:
    """Text as it may stand on a terminal: without secrets, and with a mark where a character would steer it."""
    return STEERS.sub("\ufffd", hidden(text))


def _plain(value: object) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if isinstance(value, Decimal) and "." in text else text
