"""What people are told of the inbox: what was found, why it waits or was set aside, who else is at it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from filled_inbox import BOOK, changed_book, inbox_beside_an_edition, locked_with_a_password, one, settled

import flows.inbox
import flows.serving
from flows.archive import Archive
from flows.cli import main
from flows.inbox import has_something, show_inbox, take_in
from flows.settings import Settings
from flows.terminal import Terminal


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return inbox_beside_an_edition(tmp_path)


@pytest.mark.parametrize(("name", "safe"), [("..\\..\\evil.pdf", "evil.pdf"), (".ket-qua.xlsx", "ket-qua.xlsx")])
def test_a_hidden_name_of_no_program_is_set_aside_with_a_reason(name: str, safe: str, settings: Settings) -> None:
    changed_book(settings.inbox / "x.xlsx").rename(settings.inbox / name)
    taken = one(take_in(settings))
    assert (taken.outcome, taken.place) == ("aside", settings.inbox / "aside" / safe)
    assert "dấu chấm" in taken.why.render("vi") and "dot" in taken.why.render() and not has_something(settings)


@pytest.mark.parametrize(("content", "english", "vietnamese"), [
    (b"", "empty", "rỗng"), ("Kính gửi, sửa".encode() * 200, "plain text", "văn bản thuần"),
    (b"\x89PNG\r\n\x1a\n", "picture", "tệp ảnh"), (b"\x00\x01\xff", "neither", "không phải PDF")])
def test_rubbish_is_told_by_what_it_is(content: bytes, english: str, vietnamese: str, settings: Settings,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.inbox, "HALF_COPIED_SECONDS", -1.0)
    (settings.inbox / "báo cáo.pdf").write_bytes(content)
    taken = one(take_in(settings))
    assert taken.outcome == "aside" and english in taken.why.render() and vietnamese in taken.why.render("vi")


def test_what_waits_is_told_for_how_long(settings: Settings) -> None:
    settled_file = settings.inbox / "x.pdf"
    settled_file.write_bytes(b"")
    assert "10 minutes" in one(take_in(settings)).why.render()
    settled_file.rename(settings.inbox / "x.pdf.part")
    assert "final name" in one(take_in(settings)).why.render()


def test_who_watches_calls_again_when_a_file_has_waited_for_its_end(
        settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = settings.inbox / "x.pdf"
    cut.write_bytes(b"")
    before = flows.serving._seen(settings)
    assert before == flows.serving._seen(settings)
    monkeypatch.setattr(flows.inbox, "HALF_COPIED_SECONDS", 0.5)
    time.sleep(0.6)
    assert before != flows.serving._seen(settings)


def test_a_file_in_the_place_of_the_inbox_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch,
                                                  tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings.inbox.rmdir()
    settings.inbox.write_bytes(BOOK.read_bytes())
    for name in ("sources", "inbox", "archive", "work"):
        monkeypatch.setenv(f"CHISO_{name.upper()}", str(getattr(settings, name)))
    done = CliRunner().invoke(main, ["inbox"])
    assert done.exit_code == 2 and "a file where the folder of the inbox is expected" in done.output
    assert "folder of the inbox is expected" in CliRunner().invoke(main, ["plan"]).output
    assert "found a file where a folder is expected" in CliRunner().invoke(main, ["doctor"]).output
    settings.inbox.unlink()
    assert "chiso inbox makes it" in CliRunner().invoke(main, ["plan"]).output and not settings.inbox.exists()


def test_a_reason_of_several_lines_is_one_row_of_the_table(
        settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    locked_with_a_password(settings.inbox / "x.xlsx")
    settled(settings.inbox / "x.xlsx")
    assert show_inbox(settings, Terminal()) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2
    reason = (settings.inbox / "aside" / "x.xlsx.reason.txt").read_text("utf-8")
    assert len(reason.splitlines()) > 3  # what is to be done stands there


def test_the_command_tells_that_another_process_is_at_it(
        settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive(settings.archive).locked():
        assert show_inbox(settings, Terminal()) == 0
    told = capsys.readouterr().err
    assert "another process" in told and "nothing there" not in told


def test_while_another_process_is_at_it_nothing_is_done(settings: Settings) -> None:
    changed_book(settings.inbox / "x.xlsx")
    with Archive(settings.archive).locked() as is_ours:
        assert is_ours
        assert take_in(settings) == []
    assert one(take_in(settings)).outcome == "revision"


def test_a_line_that_was_cut_short_spoils_no_other(settings: Settings) -> None:
    changed_book(settings.inbox / "x.xlsx")
    settings.archive.mkdir()
    (settings.archive / "index.jsonl").write_text('{"at": "2026', encoding="utf-8")
    taken = one(take_in(settings))
    assert [line["outcome"] for line in Archive(settings.archive).lines(taken.sha256)] == [
        "came", "placing", "revision"]


def test_the_command_tells_what_came_of_each_document(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sources", "inbox", "archive", "work"):
        monkeypatch.setenv(f"CHISO_{name.upper()}", str(getattr(settings, name)))
    changed_book(settings.inbox / "x.xlsx")
    done = CliRunner().invoke(main, ["inbox"])
    assert done.exit_code == 0 and "restates laocai-agencies-2016: revision 2" in done.output, done.output
    (settings.inbox / "y.txt").write_text("y")
    settled(settings.inbox / "y.txt")
    done = CliRunner().invoke(main, ["inbox", "--json"])
    [told] = json.loads(done.stdout)
    assert (done.exit_code, told["outcome"], told["document"]) == (1, "set aside", "y.txt")
    assert "hộp nhận" in CliRunner().invoke(main, ["inbox", "--lang", "vi"]).output
