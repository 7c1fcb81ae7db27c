"""An inbox beside one edition with its workbook, and documents to put into it."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import openpyxl
from flow_runs import PROJECT

from flows.inbox import Taken
from flows.settings import Settings

EDITION, FORMS = "laocai-agencies-2016", "dienbien-2012"
BOOK = PROJECT / "sources" / EDITION / "ket-qua-2016.xlsx"
A_FORM = PROJECT / "sources" / FORMS / "phieu" / "Phieu_CNTT_2012_So_Y_te.xlsx"


def inbox_beside_an_edition(folder: Path) -> Settings:
    """One edition with its workbook; everything else is empty."""
    shutil.copytree(BOOK.parent, folder / "sources" / EDITION, ignore=shutil.ignore_patterns("*.pdf"))
    made = Settings(sources=folder / "sources", inbox=folder / "inbox", archive=folder / "archive",
                    work=folder / "build")
    made.inbox.mkdir()
    return made


def put_in(settings: Settings, source: Path, name: str = "") -> Path:
    """Copy a document into the inbox as one that has lain there for a while."""
    target = settings.inbox / (name or source.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return settled(target)


def settled(path: Path) -> Path:
    os.utime(path, (time.time() - 60, time.time() - 60))
    return path


def changed_book(path: Path, value: float = 13.25) -> Path:
    book = openpyxl.load_workbook(BOOK)
    book["Cap tinh"]["E14"].value = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return settled(path)


def index(settings: Settings) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (settings.archive / "index.jsonl").read_text(encoding="utf-8").splitlines()]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def locked_with_a_password(path: Path) -> None:
    shutil.copyfile(Path(__file__).with_name("locked_form.xlsx"), path)


def one(taken: list[Taken]) -> Taken:
    """The only document that was taken in."""
    assert len(taken) == 1, taken
    return taken[0]
