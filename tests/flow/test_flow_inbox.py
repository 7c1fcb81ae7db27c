"""The inbox: archived first, known by content, put to its edition or set aside with a reason, and never lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from filled_inbox import (
    A_FORM,
    BOOK,
    EDITION,
    FORMS,
    changed_book,
    files,
    inbox_beside_an_edition,
    index,
    locked_with_a_password,
    one,
    put_in,
    settled,
)
from flow_runs import PROJECT
from next_edition import write_next_report

from extractors.fingerprint import sha256_of
from flows.archive import safe_name
from flows.documents import look_through, take_stock
from flows.inbox import HALF_COPIED_SECONDS, has_something, take_in
from flows.settings import Settings
from tests.renderings.restated_report import row_of, write_revision


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return inbox_beside_an_edition(tmp_path)


def test_a_restated_workbook_becomes_a_revision_and_is_archived_under_its_hash(settings: Settings) -> None:
    came = changed_book(settings.inbox / "Kết quả (đính chính).xlsx")
    sha256 = sha256_of(came)
    taken = one(take_in(settings))
    assert (taken.outcome, taken.edition, taken.revision, taken.sha256) == ("revision", EDITION, 2, sha256)
    assert taken.place == settings.sources / EDITION / "revision-2" / "Kết quả (đính chính).xlsx"
    assert sha256_of(taken.place) == sha256 == sha256_of(settings.archive / sha256[:2] / f"{sha256}.xlsx")
    assert files(settings.inbox) == []
    assert [(line["outcome"], line["name"]) for line in index(settings)] == [
        (outcome, "Kết quả (đính chính).xlsx") for outcome in ("came", "placing", "revision")]
    assert take_stock(settings.sources).revisions == {EDITION: 2}


def test_a_further_restatement_is_the_next_revision_and_the_first_bytes_are_nothing_new(settings: Settings) -> None:
    changed_book(settings.inbox / "a.xlsx")
    put_in(settings, BOOK, "b.xlsx")
    first, again = sorted(take_in(settings), key=lambda taken: taken.name)
    assert (first.outcome, again.outcome, again.revision) == ("revision", "known", 1)
    changed_book(settings.inbox / "c.xlsx", 14.25)
    assert one(take_in(settings)).revision == 3
    assert files(settings.sources / EDITION) == ["ket-qua-2016.xlsx", "revision-2/a.xlsx", "revision-3/c.xlsx"]


def test_of_two_restatements_at_once_the_one_written_later_counts(settings: Settings) -> None:
    early, late = changed_book(settings.inbox / "z.xlsx", 1.25), changed_book(settings.inbox / "a.xlsx", 2.25)
    os.utime(early, (1_700_000_000, 1_700_000_000))
    os.utime(late, (1_700_000_100, 1_700_000_100))
    take_in(settings)
    assert files(settings.sources / EDITION) == ["ket-qua-2016.xlsx", "revision-2/z.xlsx", "revision-3/a.xlsx"]


def test_the_decision_beside_its_workbook_is_no_revision(settings: Settings) -> None:
    put_in(settings, PROJECT / "sources" / EDITION / "quyet-dinh-512-2017.pdf", "khong-ro-ten.pdf")
    taken = one(take_in(settings))
    assert (taken.outcome, taken.revision, taken.place) == ("taken", 1, settings.sources / EDITION / "khong-ro-ten.pdf")


def test_a_form_of_another_body_is_taken_and_one_of_the_same_body_is_a_revision(settings: Settings) -> None:
    put_in(settings, A_FORM, "phieu 1.xlsx")
    assert (one(take_in(settings)).outcome, one([*look_through(settings.sources).documents[FORMS]]).name) == (
        "taken", "phieu 1.xlsx")
    put_in(settings, A_FORM.with_name("Phieu_CNTT_2012_So_Tu_phap.xlsx"), "phieu 2.xlsx")
    assert one(take_in(settings)).revision == 1
    book = openpyxl.load_workbook(A_FORM)
    book.save(settings.inbox / "phieu 3.xlsx")
    settled(settings.inbox / "phieu 3.xlsx")
    assert one(take_in(settings)).revision == 2
    assert files(settings.sources / FORMS) == ["phieu 1.xlsx", "phieu 2.xlsx", "revision-2/phieu 3.xlsx"]


def test_a_restated_report_is_known_whatever_its_layout(settings: Settings) -> None:
    shutil.copytree(PROJECT / "sources" / "mic-2016", settings.sources / "mic-2016")

    def change(report: Any) -> None:
        row_of(report, "4.1", "Lào Cai")[3] = "0,777"

    settled(write_revision(settings.inbox, 1, change, "tai-lieu.pdf"))
    taken = one(take_in(settings))
    assert (taken.outcome, taken.edition, taken.revision) == ("revision", "mic-2016", 2)


def test_a_new_edition_is_set_aside_with_the_command_that_adopts_it(settings: Settings) -> None:
    settled(write_next_report(settings.inbox))
    taken = one(take_in(settings))
    assert (taken.outcome, taken.place) == ("aside", settings.inbox / "aside" / "bao-cao-2017.pdf")
    reason = (settings.inbox / "aside" / "bao-cao-2017.pdf.reason.txt").read_text(encoding="utf-8")
    assert "chiso adopt" in reason and "mic_it_application" in reason and "2017" in reason
    assert reason.count(f"chiso adopt {taken.place} --series") == 2 and str(taken.place) in taken.why.render()
    assert "chưa được khai báo" in reason and "not specified yet" in reason
    assert not has_something(settings) and take_in(settings) == []


def no_workbook(path: Path) -> None:
    path.write_bytes(b"not a document")


def foreign_book(path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["Món", "Giá"])
    book.save(path)


def cut_short(path: Path) -> None:
    path.write_bytes(BOOK.read_bytes()[:5000])
    long_ago = time.time() - 2 * HALF_COPIED_SECONDS
    os.utime(path, (long_ago, long_ago))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("make", [no_workbook, foreign_book, locked_with_a_password])
def test_what_no_series_claims_is_set_aside_with_a_reason_in_both_languages(
        make: Callable[[Path], None], settings: Settings) -> None:
    make(settings.inbox / "lạ.xlsx")
    settled(settings.inbox / "lạ.xlsx")
    changed_book(settings.inbox / "good.xlsx")
    taken = {found.name: found for found in take_in(settings)}
    assert taken["good.xlsx"].outcome == "revision"  # one bad file keeps no other back
    strange = taken["lạ.xlsx"]
    assert strange.outcome == "aside" and strange.place
    vietnamese, _, english = strange.place.with_name("lạ.xlsx.reason.txt").read_text("utf-8").partition("\n\n")
    assert vietnamese.strip() and english.strip() and vietnamese != english
    assert (settings.archive / strange.sha256[:2] / f"{strange.sha256}.xlsx").is_file()
    assert index(settings)[-1]["outcome"] in ("aside", "revision")


@pytest.mark.parametrize(("name", "content"), [
    ("report.pdf.part", b"%PDF-1.7\n%%EOF"), ("report.crdownload", b"x"), ("report.pdf", b"%PDF-1.7 and no end"),
    ("report.xlsx", b"PK\x03\x04 and no end"), ("report.pdf", b"")])
def test_what_is_half_copied_waits(name: str, content: bytes, settings: Settings) -> None:
    (settings.inbox / name).write_bytes(content)
    settled(settings.inbox / name)
    taken = one(take_in(settings))
    assert (taken.outcome, taken.place) == ("waits", None)
    assert files(settings.inbox) == [name] and files(settings.archive) == [".lock"]
    assert has_something(settings)


def test_a_file_that_grows_waits_and_is_taken_when_it_is_whole(settings: Settings, tmp_path: Path) -> None:
    whole = changed_book(tmp_path / "whole.xlsx").read_bytes()
    path = settings.inbox / "ket-qua.xlsx"
    slowly = ("import sys, time\nwhole = open(sys.argv[1], 'rb').read()\nwith open(sys.argv[2], 'wb') as file:\n"
              "    for place in range(0, len(whole), 200):\n"
              "        file.write(whole[place:place + 200]); file.flush(); time.sleep(0.1)\n")
    writer = subprocess.Popen([sys.executable, "-c", slowly, str(tmp_path / "whole.xlsx"), str(path)])
    while not path.exists():
        time.sleep(0.02)
    assert one(take_in(settings)).outcome == "waits"
    assert writer.wait(60) == 0
    assert one(take_in(settings)).outcome == "revision"
    assert (settings.sources / EDITION / "revision-2" / "ket-qua.xlsx").read_bytes() == whole


@pytest.mark.parametrize(("name", "safe"), [
    ("../../etc/passwd.pdf", "passwd.pdf"), ("..\\..\\x.xlsx", "x.xlsx"), ("..", "document"), ("", "document"),
    ("/etc/shadow", "shadow"), ("a\nb\x00c.pdf", "abc.pdf"), ("con.pdf", "document-con.pdf"),
    ("báo cáo.pdf", "báo cáo.pdf"), ("ba\u0301o.pdf", "báo.pdf"), ("x\u202efdp.exe", "xfdp.exe"), (".hidden", "hidden"),
    ("README.pdf", "document-README.pdf"), ("~$x.xlsx", "document-~$x.xlsx"), ('a:b|c?.pdf', "a_b_c_.pdf"),
    ("x" * 300 + ".pdf", "x" * 120 + ".pdf"), ("ế" * 100 + ".pdf", "ế" * 40 + ".pdf"), ("caf\udce9.pdf", "caf?.pdf")])
def test_a_name_stays_in_its_folder(name: str, safe: str, tmp_path: Path) -> None:
    found = safe_name(name)
    assert found == safe.replace("?", "_")
    assert (tmp_path / found).resolve().parent == tmp_path.resolve()


def test_a_name_without_the_right_ending_gets_one(settings: Settings) -> None:
    changed_book(settings.inbox / "x.xlsx").rename(settings.inbox / "ket qua.bin")
    taken = one(take_in(settings))
    assert taken.place == settings.sources / EDITION / "revision-2" / "ket qua.bin.xlsx"
    assert taken.place in take_stock(settings.sources).documents[EDITION]


def test_links_lead_nowhere(settings: Settings, tmp_path: Path) -> None:
    secret = changed_book(tmp_path / "elsewhere" / "secret.xlsx")
    (settings.inbox / "link.xlsx").symlink_to(secret)
    (settings.inbox / "folder").symlink_to(secret.parent)
    assert {taken.outcome for taken in take_in(settings)} == {"aside"}
    assert secret.is_file() and files(settings.archive) == [".lock"]
    assert not (settings.sources / EDITION / "revision-2").exists()


def test_two_files_of_one_name_do_not_replace_each_other(settings: Settings) -> None:
    for place, content in (("a/x.txt", b"one"), ("b/x.txt", b"two")):
        path = settings.inbox / place
        path.parent.mkdir()
        path.write_bytes(content)
        settled(path)
    take_in(settings)
    aside = settings.inbox / "aside"
    assert sorted(path.read_bytes() for path in aside.glob("x*.txt") if "reason" not in path.name) == [b"one", b"two"]


def test_what_is_no_document_is_left_alone(settings: Settings) -> None:
    for name in ("README.md", ".DS_Store", "~$ket-qua.xlsx", ".~lock.ket-qua.xlsx#", ".ket-qua.xlsx.part",
                 ".ket-qua.xlsx.a1B2c3", "._ket-qua.xlsx", ".ket-qua.xlsx.swp"):
        settled_file = settings.inbox / name
        settled_file.write_text("x")
        settled(settled_file)
    assert take_in(settings) == [] and not has_something(settings)
