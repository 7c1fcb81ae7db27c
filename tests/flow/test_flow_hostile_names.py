"""Files in the sources whose names or kinds mean harm: told, not opened; and how a hostile document ends a command."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.documents import Inventory, take_stock
from flows.terminal import Terminal

EDITION = "dienbien-2012"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")


def stock_of(tmp_path: Path, *names: str) -> Inventory:
    for name in ("good.xlsx", *names):
        (tmp_path / "sources" / EDITION / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sources" / EDITION / name).write_text(name, encoding="utf-8")
    return take_stock(tmp_path / "sources")


def read(stock: Inventory) -> list[str]:
    return [path.name for path in stock.documents[EDITION]]


@pytest.mark.parametrize("name", ["a\nb.xlsx", "a\x1b[2J.xlsx", "a\u202exslx.exe.xlsx", "a\u200bb.xlsx", "a\tb.xlsx",
                                  "thư\u2066mục/b.xlsx"])
def test_a_name_that_steers_or_hides_is_told_and_not_opened(name: str, tmp_path: Path,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    stock = stock_of(tmp_path, name)
    assert read(stock) == ["good.xlsx"]
    [(shown, why)] = stock.set_aside.items()
    assert ascii(name.rpartition("/")[2])[1:-1] in why.render() or "thư" in name
    Terminal().step(shown, "", "set aside", why)
    told = capsys.readouterr().err
    assert not any(unicodedata.category(letter)[0] == "C" and letter != "\n" for letter in told)


@pytest.mark.parametrize("name", ["[red]a.xlsx", "=1+1.xlsx", "..xlsx.xlsx", "con.xlsx", "<script>.xlsx",
                                  "a" * 200 + ".xlsx",
                                  "javascript:alert(1).xlsx", "$(touch x).xlsx", "a'b\"c;d.xlsx", "%2e%2e.xlsx"])
def test_a_name_that_is_only_odd_is_opened(name: str, tmp_path: Path) -> None:
    if name.startswith("."):
        name = f"x{name}"
    assert sorted(read(stock_of(tmp_path, name))) == sorted(["good.xlsx", name])


def test_a_name_in_parts_is_the_composed_one_and_a_second_such_is_told(tmp_path: Path) -> None:
    composed, parted = (unicodedata.normalize(form, "phiếu.xlsx") for form in ("NFC", "NFD"))
    assert len(read(stock_of(tmp_path, parted))) == 2
    stock = stock_of(tmp_path, composed, parted)
    assert len(stock.documents[EDITION]) == 2 and len(stock.set_aside) == 1


def test_a_link_that_leads_out_is_not_followed_and_one_that_stays_is(tmp_path: Path) -> None:
    stock_of(tmp_path)
    folder = tmp_path / "sources" / EDITION
    (tmp_path / "secret.xlsx").write_text("secret", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "more.xlsx").write_text("more", encoding="utf-8")
    (folder / "out.xlsx").symlink_to(tmp_path / "secret.xlsx")
    (folder / "folder").symlink_to(tmp_path / "outside")
    (folder / "up.xlsx").symlink_to("../../secret.xlsx")
    (folder / "gone.xlsx").symlink_to("nothing.xlsx")
    (folder / "own.xlsx").symlink_to("good.xlsx")
    stock = take_stock(tmp_path / "sources")
    assert {path.resolve().name for path in stock.documents[EDITION]} == {"good.xlsx"}
    told = {name.rpartition("/")[2]: why.code for name, why in stock.set_aside.items()}
    assert told == {"out.xlsx": "aside_link", "up.xlsx": "aside_link", "gone.xlsx": "aside_no_file"}


def test_an_edition_that_is_itself_a_link_out_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.xlsx").write_text("a", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / EDITION).symlink_to(tmp_path / "outside")
    stock = take_stock(tmp_path / "sources")
    assert not stock.documents and [why.code for why in stock.set_aside.values()] == ["aside_link"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    stock_of(tmp_path)
    os.mkfifo(tmp_path / "sources" / EDITION / "pipe.xlsx")
    stock = take_stock(tmp_path / "sources")
    assert read(stock) == ["good.xlsx"] and [why.code for why in stock.set_aside.values()] == ["aside_no_file"]


@pytest.mark.parametrize("command", [["tables", "--out", "t.json"], ["extract", "--edition", EDITION, "--out", "x"]])
def test_a_bomb_ends_the_command_with_1_and_one_message(command: list[str], tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("bom.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", b" " * (65 << 20))
    done = CliRunner().invoke(main, [*command, "bom.xlsx"])
    assert done.exit_code == 1
    assert done.output.count("asks for more than an honest document needs") == 1
    for said in ("bom.xlsx", "found:", "unpacked", "expected:", "at most", "do:", "docs/security.md"):
        assert said in done.output
    raised = CliRunner().invoke(main, [*command, "bom.xlsx"], env={"CHISO_LIMITS__UNPACKED_MEGABYTES": "100",
                                                                   "CHISO_LIMITS__PACKED_RATIO": "5000"})
    assert raised.exit_code == 1 and "asks for more" not in raised.output
