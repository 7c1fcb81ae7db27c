"""A document that was set aside and is adopted: it goes from there once it is safe, and not before."""

from __future__ import annotations

import shutil
from pathlib import Path

from filled_inbox import BOOK, inbox_beside_an_edition, index
from filled_inbox import EDITION as BESIDE

from flows.adoption_aside import clear_aside
from flows.archive import Archive
from flows.inbox import ASIDE, REASON


def set_aside(folder: Path, document: Path) -> Path:
    folder.mkdir(parents=True)
    lying = folder / document.name
    shutil.copyfile(document, lying)
    lying.with_name(lying.name + REASON).write_text("chiso adopt", encoding="utf-8")
    return lying


def test_what_was_set_aside_and_adopted_no_longer_lies_there(tmp_path: Path) -> None:
    settings = inbox_beside_an_edition(tmp_path)
    lying = set_aside(settings.inbox / ASIDE, BOOK)
    elsewhere = set_aside(tmp_path / "mine", BOOK)
    assert clear_aside(settings, [lying, elsewhere], BESIDE) == []
    assert list((settings.inbox / ASIDE).iterdir()) == [] and elsewhere.is_file()
    came, became = index(settings)
    assert (settings.archive / came["archived"]).read_bytes() == BOOK.read_bytes()
    assert (became["outcome"], became["edition"], became["place"]) == (
        "taken", BESIDE, (settings.sources / BESIDE / BOOK.name).as_posix())


def test_what_is_not_safe_in_its_edition_or_at_work_stays_aside(tmp_path: Path) -> None:
    settings = inbox_beside_an_edition(tmp_path)
    lying = set_aside(settings.inbox / ASIDE, BOOK)
    with Archive(settings.archive).locked():
        assert clear_aside(settings, [lying], BESIDE) == [lying]
    (settings.sources / BESIDE / BOOK.name).write_bytes(b"another one")
    assert clear_aside(settings, [lying], BESIDE) == []
    assert len(list((settings.inbox / ASIDE).iterdir())) == 2
