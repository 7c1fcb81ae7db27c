"""The files of the project: those that git keeps or would keep."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file that is tracked or about to be: not what running leaves behind."""
    # Another user may own the folder (a container): git is told that it is all right.
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={PROJECT.as_posix()}", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=PROJECT, check=True, capture_output=True,
    ).stdout.decode("utf-8")
    found = [PROJECT / name for name in listed.split("\0") if name and (PROJECT / name).is_file()]
    assert len(found) > 200
    return found


@pytest.fixture(scope="session")
def texts(files: list[Path]) -> dict[Path, str]:
    """Every file that is text, decoded as UTF-8 with its line ends as they are."""
    return {path: path.read_bytes().decode("utf-8") for path in files if b"\0" not in path.read_bytes()
            and path.suffix not in (".pdf", ".xlsx", ".ttf", ".png")}


@pytest.fixture(scope="session")
def modules(files: list[Path]) -> list[Path]:
    return [path for path in files if path.suffix == ".py"]
