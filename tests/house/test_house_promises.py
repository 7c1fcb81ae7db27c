"""What the project promises: exact pins, two commands, both languages, no telemetry."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

COMMANDS = ("pip install uv && uv run chiso run", "uv run pytest")


@pytest.fixture(scope="module")
def declared(project: Path) -> dict[str, Any]:
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pins(project: Path) -> list[str]:
    return (project / "constraints.txt").read_text(encoding="utf-8").splitlines()


def test_uv_and_pip_have_the_same_pins(declared: dict[str, Any], pins: list[str]) -> None:
    assert len(pins) > 100
    assert declared["tool"]["uv"]["constraint-dependencies"] == pins


def test_every_pin_is_one_exact_version(pins: list[str]) -> None:
    exact = re.compile(r"[a-z0-9.-]+==[0-9][a-z0-9.+!]*(; .+)?")
    assert not [pin for pin in pins if not exact.fullmatch(pin)]
    assert pins == sorted(pins)


def test_every_dependency_is_pinned(declared: dict[str, Any], pins: list[str]) -> None:
    groups = declared["dependency-groups"].values()
    wanted = [*declared["project"]["dependencies"], *(name for group in groups for name in group)]
    pinned = {canonicalize_name(Requirement(pin).name) for pin in pins}
    assert not [name for name in wanted if canonicalize_name(Requirement(name).name) not in pinned]


def test_what_is_installed_is_what_is_pinned(pins: list[str]) -> None:
    differing, checked = {}, 0
    for pin in map(Requirement, pins):
        if pin.marker is not None and not pin.marker.evaluate():
            continue
        try:
            installed = version(pin.name)
        except PackageNotFoundError:
            continue  # of a group that this environment was made without
        checked += 1
        if not pin.specifier.contains(installed, prereleases=True):
            differing[str(pin)] = installed
    assert checked > 100
    assert not differing


def test_no_lock_file_is_kept(files: list[Path], project: Path) -> None:
    """A lock file holds the addresses that packages were fetched from."""
    assert not [path for path in files if path.name in ("uv.lock", "poetry.lock", "Pipfile.lock", "pylock.toml")]
    assert "uv.lock" in (project / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_readme_shows_the_two_commands(project: Path) -> None:
    lines = (project / "README.md").read_text(encoding="utf-8").splitlines()
    assert [command for command in COMMANDS if command in lines] == list(COMMANDS)


def test_every_file_that_the_readme_links_to_is_there(project: Path) -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\(([^)#]+)", (project / page).read_text(encoding="utf-8"))
        assert not [link for link in links if not (project / link).exists()], page


def test_ci_runs_the_second_command(project: Path) -> None:
    script = project / ".ci" / "run"
    assert COMMANDS[1] in script.read_text(encoding="utf-8")
    assert os.name == "nt" or os.access(script, os.X_OK)


def test_hooks_are_local(project: Path) -> None:
    """Hooks by address cannot be fetched where there is no network."""
    hooks = yaml.safe_load((project / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in hooks["repos"]} == {"local"}


def test_every_message_says_what_is_wrong_and_what_to_do_in_both_languages(project: Path) -> None:
    wording = yaml.safe_load((project / "extractors" / "messages.yml").read_text(encoding="utf-8"))
    assert len(wording) > 20
    for code, message in wording.items():
        for part in ("what", "do"):
            assert set(message[part]) == {"en", "vi"}, code
            assert all(message[part].values()), code
            places = [set(re.findall(r"\{(\w+)", text)) for text in message[part].values()]
            assert places[0] == places[1], f"{code}: the two languages name different things"


def test_telemetry_is_off(project: Path) -> None:
    from flows.settings import QUIET

    assert QUIET["DO_NOT_TRACK"] == "1"
    assert QUIET["PREFECT_SERVER_ANALYTICS_ENABLED"] == QUIET["GX_ANALYTICS_ENABLED"] == "false"
    dbt = yaml.safe_load((project / "dbt" / "dbt_project.yml").read_text(encoding="utf-8"))
    assert dbt["flags"]["send_anonymous_usage_stats"] is False


def test_the_licence_is_the_one_that_is_declared(declared: dict[str, Any], project: Path) -> None:
    assert declared["project"]["license"] == "MIT"
    assert (project / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
