"""The pages for operators: both languages say the same, name only what there is, and are up to date."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

from extractors.errors import LANGUAGES
from extractors.limits import Limits
from flows.cli import main
from flows.settings import Settings

PAIRS = (("runbook.md", "runbook.vi.md"), ("messages.md", "messages.vi.md"))


def text(project: Path, name: str) -> str:
    return (project / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("english", "vietnamese"), PAIRS)
def test_both_languages_have_the_same_parts_and_the_same_code(project: Path, english: str, vietnamese: str) -> None:
    shapes = [[(line.split(" ")[0], line.count("|")) for line in text(project, name).splitlines()
               if line.startswith(("#", "|"))] for name in (english, vietnamese)]
    assert len(shapes[0]) > 10 and [shape[0] for shape in shapes[0]] == [shape[0] for shape in shapes[1]]
    assert commands(text(project, english)) == commands(text(project, vietnamese))


def commands(page: str) -> set[str]:
    """What a page tells to type: `chiso …` between backquotes."""
    return set(re.findall(r"`(?:CHISO_\w+=\S+ )?(chiso [a-z]+(?: [^`,:]*)?)`", page))


def test_every_command_of_the_pages_is_there_with_its_options(project: Path) -> None:
    told = {command for path in sorted((project / "docs").glob("*.md"))
            for command in commands(path.read_text(encoding="utf-8"))}
    assert len(told) > 10
    wrong = []
    for command in sorted(told):
        _, name, *words = command.split()
        known = main.commands.get(name)
        options = {option for parameter in known.params for option in parameter.opts} if known else set()
        options |= {option for parameter in main.params for option in parameter.opts}
        if known is None or not {word for word in words if word.startswith("--")} <= options:
            wrong.append(command)
    assert isinstance(main, click.Group) and not wrong


def test_every_page_that_a_page_links_to_is_there(project: Path) -> None:
    for path in sorted((project / "docs").glob("*.md")):
        links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
        assert not [link for link in links if "://" not in link and not (path.parent / link).exists()], path.name


def tool(project: Path, name: str) -> ModuleType:
    """A program of tools/, as a module."""
    place = importlib.util.spec_from_file_location(name, project / "tools" / f"{name}.py")
    assert place is not None and place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_messages_is_up_to_date(project: Path, language: str) -> None:
    writer = tool(project, "write_messages")
    name = writer.HEADS[language][0]
    assert text(project, name) == writer.page(language), "run tools/write_messages.py"


def test_the_pages_of_reference_are_up_to_date(project: Path) -> None:
    writer = tool(project, "write_reference")
    assert set(writer.PAGES) == {"commands.md", "settings.md", "tables.md"}
    for name, page in writer.PAGES.items():
        assert text(project, name) == page(), "run tools/write_reference.py"


@pytest.mark.parametrize("kind", [Settings, Limits])
def test_every_setting_says_what_it_is(project: Path, kind: type) -> None:
    told = tool(project, "write_reference").docstrings(kind)
    assert len(told) > 8 and not [name for name, meaning in told.items() if not meaning]
