"""What the pages of docs/ tell to type: every command, program and query of their blocks, with the answer shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import yaml
from flow_runs import PROJECT

from flows.cli import main

DOCS = PROJECT / "docs"
LISTED = Path(__file__).with_name("commands_of_docs.yml")
SHELLS = ("", "console")
WHOLE = ("python", "sql", "sh", "bash", "powershell")
"""Blocks of one step: programs, queries, scripts."""

FENCE = re.compile(r"(?P<indent> *)```(?P<language>[^`]*)$")
ASSIGNMENT = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)", re.DOTALL)
ANYTHING = "…"
"""In an answer that is shown: any text, on a line of its own any lines."""


@dataclass(frozen=True)
class Step:
    """One thing to type, and what the page shows of the answer (nothing: the page shows none)."""

    page: str
    line: int
    kind: str
    text: str
    shown: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}: {self.text.splitlines()[0]}"

    @property
    def settings(self) -> dict[str, str]:
        """What stands before the command, as NAME=value."""
        found: dict[str, str] = {}
        if self.kind != "command":
            return found
        for word in shlex.split(self.text, comments=True):
            assignment = ASSIGNMENT.fullmatch(word)
            if assignment is None:
                break
            found[assignment[1]] = assignment[2]
        return found

    @property
    def words(self) -> list[str]:
        """The command without settings, without `uv run`; of a program, query or script its words."""
        if self.kind != "command":
            return self.text.split()
        words = shlex.split(self.text, comments=True)[len(self.settings):]
        words = words[:words.index(">")] if ">" in words else words
        return words[2:] if words[:3] == ["uv", "run", "chiso"] else words

    @property
    def is_ours(self) -> bool:
        return self.kind == "command" and self.words[:1] == ["chiso"]

    @property
    def tests(self) -> list[str]:
        """Tests that run it, or its like, where it needs minutes, a server or a person; empty: it is run here."""
        words = [word for word in self.words if word != "--help"]
        if words != self.words:
            return []
        if self.is_ours:
            words = ["chiso", *_without_common_options(words[1:])]
        typed = [*(f"{name}={value}" for name, value in self.settings.items()), *words]
        fitting = [(beginning, tests) for beginning, tests in listed().items()
                   if beginning.split() in (words[:len(beginning.split())], typed[:len(beginning.split())])]
        return max(fitting, key=lambda entry: len(entry[0]), default=("", []))[1]

    @property
    def can_be_run(self) -> bool:
        return self.kind == "python" or self.is_ours or (
            self.kind == "sql" and self.words[0].lower() in ("select", "with"))


def listed() -> dict[str, list[str]]:
    """Beginning of a command → the tests that run it."""
    entries: dict[str, list[str]] = yaml.safe_load(LISTED.read_text(encoding="utf-8"))
    return entries


def pages() -> list[Path]:
    """Every page of the site."""
    return sorted(DOCS.glob("*.md"))


def steps(page: Path) -> list[Step]:
    """All that a page tells to type, in its order."""
    found: list[Step] = []
    before = ("", 0)
    for number, language, lines, end in _blocks(page.read_text(encoding="utf-8")):
        if language in SHELLS:
            found += _typed(page.name, number, language, lines)
        elif language in WHOLE:
            found.append(Step(page.name, number, language, "\n".join(lines)))
        elif language == "text" and before[0] in ("python", "sql") and number - before[1] == 2:
            last = found.pop()
            found.append(Step(last.page, last.line, last.kind, last.text, tuple(lines)))
        before = (language, end)
    return found


def _blocks(text: str) -> Iterator[tuple[int, str, list[str], int]]:
    """Line, language, lines without their indentation, and last line of every fenced block."""
    opened: tuple[int, str, str] | None = None
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        fence = FENCE.fullmatch(line)
        if opened is None and fence is not None:
            opened, lines = (number, fence["language"].strip(), fence["indent"]), []
        elif opened is not None and fence is not None and not fence["language"]:
            yield opened[0], opened[1], lines, number
            opened = None
        elif opened is not None:
            lines.append(line.removeprefix(opened[2]))
    assert opened is None, f"a block that begins in line {opened and opened[0]} has no end"


def _typed(page: str, first: int, language: str, lines: Sequence[str]) -> Iterator[Step]:
    """Commands of a block: behind `$`, with what stands below as answer; where nothing has a `$`, every line."""
    is_session = language == "console" or any(line.startswith("$ ") for line in lines)
    entries: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(lines, start=first + 1):
        goes_on = entries and not entries[-1][2] and entries[-1][1].endswith("\\")
        if goes_on:
            at, text, shown = entries.pop()
            entries.append((at, f"{text[:-1].rstrip()} {line.strip()}", shown))
        elif line.startswith("$ ") if is_session else line.strip() and not line.lstrip().startswith("#"):
            entries.append((number, line.removeprefix("$ ").strip(), []))
        elif is_session and entries:
            entries[-1][2].append(line)
    for number, text, shown in entries:
        *earlier, last = re.split(r"\s+&&\s+", text)
        yield from (Step(page, number, "command", part) for part in earlier)
        yield Step(page, number, "command", last, tuple(shown))


def _without_common_options(words: list[str]) -> list[str]:
    """The name of the command comes first: what may stand before it is left out."""
    while words and words[0].startswith("--"):
        words = words[2 if words[0] == "--lang" else 1:]
    return words


def parse(step: Step) -> None:
    """Take a command of ours apart as the command itself does. Raises what it would, KeyError for no command."""
    name, *rest = _without_common_options(step.words[1:])
    main.commands[name].make_context(name, rest, parent=click.Context(main, info_name="chiso", **main.context_settings))


def agrees(shown: Sequence[str], answer: str) -> bool:
    """Whether an answer is the one shown; blanks between words, and lines without any, do not count."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == ANYTHING else ".*".join(map(re.escape, line.split(ANYTHING))) + r"\n"
        for line in map(_plain, shown) if line)
    lines = [line for line in map(_plain, answer.splitlines()) if line]
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def _plain(line: str) -> str:
    return " ".join(line.split())

