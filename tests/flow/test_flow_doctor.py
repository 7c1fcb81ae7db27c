"""What the doctor tells of a machine that lacks something, with what mends it, and when it says that no run can go."""

from __future__ import annotations

import io
import json
import os
import socket
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from flows import doctor_machine
from flows.cli import main
from flows.settings import Settings
from flows.wide_tables import lay_out

Found = dict[str, list[dict[str, str]]]
Doctor = Callable[..., tuple[int, Found]]


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Exit code and findings (part → lines) in an empty folder, with these settings and no others."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("CHISO_", "PREFECT_"))]:
        monkeypatch.delenv(name)

    def examined(*arguments: str, **given: str) -> tuple[int, Found]:
        done = CliRunner().invoke(main, ["doctor", "--json", *arguments], env=given)
        found: Found = {}
        for line in json.loads(done.stdout):
            found.setdefault(line["what"], []).append(line)
        return done.exit_code, found

    return examined


def test_a_machine_that_has_everything_is_well(doctor: Doctor) -> None:
    code, found = doctor()
    assert code == 0
    for part in ("python", "packages", "time zone", "disk", "sources", "rights", "warehouse", "inbox and archive"):
        assert [line["state"] for line in found[part]] == ["well"], found[part]


@pytest.mark.parametrize("width", [60, 80, 400])
def test_a_table_on_a_terminal_is_as_wide_as_the_terminal_and_cuts_nothing(width: int) -> None:
    """Of the inbox: six columns, of which two are too long for any screen."""
    row = ["Báo cáo đánh giá mức độ ứng dụng CNTT 2016 [bản ký].pdf", "set aside", "mic-2016", "2",
           "not a document that is read: " + "as it is what it is " * 6, "inbox/aside/" + "x" * 90]
    headings = ["document", "outcome", "edition", "revision", "why", "place"]
    console = Console(width=width, file=io.StringIO())
    for line in lay_out(headings, [row, [*row[:4], "", ""]], width):
        console.print(line, soft_wrap=False)
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    told = "".join(lines).replace(" ", "")
    assert all(cell.replace(" ", "") in told for cell in row[1:])
    assert all(word in told for word in row[0].split())
    assert (len(lines) == 3) == (width == 400)
    assert any(line.startswith("    why: not a document") for line in lines) == (width < 400)


def test_every_setting_is_told_with_where_it_comes_from(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHISO_NOTIFY_URL=https://host.invalid/t0ken\nCHISO_DASK=local\n", encoding="utf-8")
    _, found = doctor("--reports", "r", CHISO_TIMEZONE="UTC", CHISO_DASK="")
    told = {line["found"].partition(" = ")[0]: line["found"].partition(" = ")[2] for line in found["setting"]}
    assert set(told) == {f"CHISO_{name.upper()}" for name in Settings.model_fields if name != "limits"}
    assert told["CHISO_TIMEZONE"] == "UTC (environment)" and told["CHISO_SCHEDULE"] == "0 6 1 4 * (default)"
    assert told["CHISO_REPORTS"] == f"{(tmp_path / 'r').resolve()} (command line)"
    assert told["CHISO_NOTIFY_URL"] == f"*** ({(tmp_path / '.env').resolve()})"
    assert told["CHISO_DASK"] == " (environment)"
    assert "t0ken" not in str(found)


def test_a_password_is_masked_even_where_the_server_does_not_answer(doctor: Doctor) -> None:
    code, found = doctor("--warehouse", "postgresql://an:s3cretword@127.0.0.1:1/kho")
    assert code == 1 and "s3cretword" not in str(found)
    [line] = found["warehouse"]
    assert line["state"] == "lacks" and line["to mend"]


@pytest.mark.skipif(os.name != "posix", reason="rights are of Unix")
def test_a_file_of_settings_that_others_may_read_is_told(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHISO_LANGUAGE=en\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    code, found = doctor()
    assert code == 0 and [line["to mend"] for line in found["file of settings"]] == ["chmod 600 .env"]
    (tmp_path / ".env").chmod(0o600)
    assert [line["state"] for line in doctor()[1]["file of settings"]] == ["well"]


@pytest.mark.parametrize(("part", "given"), [
    ("sources", {"CHISO_SOURCES": "none"}), ("rights", {"CHISO_WORK": "a-file"}), ("rights", {"CHISO_INBOX": "a-file"}),
    ("Prefect server", {"PREFECT_API_URL": "http://127.0.0.1:1/api"}),
    ("Dask scheduler", {"CHISO_DASK": "tcp://127.0.0.1:1"})])
def test_without_what_a_run_needs_the_code_is_1(
    part: str, given: dict[str, str], doctor: Doctor, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("x", encoding="utf-8")
    code, found = doctor(**given)
    assert code == 1
    assert [(line["state"], bool(line["to mend"])) for line in found[part]] == [("lacks", True)]


def test_what_is_only_asked_for_by_an_engine_is_needed_with_that_engine_only(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, found = doctor()
    assert code == 0 and found["Java"][0]["state"] == "without"
    code, found = doctor(CHISO_ENGINE="spark")
    assert code == 1 and found["Java"][0]["state"] == "lacks" and "17" in found["Java"][0]["to mend"]


def test_a_package_of_another_version_than_pinned_is_told(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pins = f"# pins\nclick==1.0\nrich=={version('rich')}\nnone-such==1\nxlrd==1 ; python_version < '3'\n"
    (tmp_path / "constraints.txt").write_text(pins, encoding="utf-8")
    monkeypatch.setattr(doctor_machine, "PROJECT", tmp_path)
    code, found = doctor()
    assert code == 0
    assert [line["found"] for line in found["tried versions"]] == [f"click {version('click')} (==1.0)"]


def test_a_document_set_aside_in_the_inbox_is_told(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "aside").mkdir(parents=True)
    (tmp_path / "inbox" / "aside" / "a.pdf.reason.txt").write_text("x", encoding="utf-8")
    (tmp_path / "inbox" / "b.pdf").write_text("x", encoding="utf-8")
    code, found = doctor()
    assert code == 0
    assert [line["found"] for line in found["inbox and archive"]] == ["1 waiting, 1 set aside, 0 archived"]


def test_a_scheduler_that_answers_is_well(doctor: Doctor, listening: int) -> None:
    code, found = doctor(CHISO_DASK=f"tcp://127.0.0.1:{listening}")
    assert code == 0 and found["Dask scheduler"][0]["state"] == "well"


def test_a_changed_limit_is_marked(doctor: Doctor) -> None:
    [line] = doctor(CHISO_LIMITS__PAGES="9")[1]["limits of reading"]
    assert "pages 9 *" in line["found"] and "cells 1000000" in line["found"]


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
