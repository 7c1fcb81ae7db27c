"""What the settings do to the environment that other programs read."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.secrecy import hide_in_logs
from flows.settings import Settings, give_prefect_a_home
from flows.terminal import shown
from warehouse.address import parse_address
from warehouse.secrets import hidden, keep

Chiso = Callable[..., Result]


@pytest.fixture
def chiso(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chiso:
    """The command in an empty folder, with these settings in the environment and no others."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CHISO_")]:
        monkeypatch.delenv(name)
    return lambda *arguments, **given: CliRunner().invoke(main, arguments, env=given)


def test_prefect_gets_its_home_although_no_folder_above_it_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "no" / "such" / "prefect"))
    give_prefect_a_home(tmp_path / "work")
    assert (tmp_path / "no" / "such" / "prefect").is_dir()


def test_prefect_lives_in_the_work_folder_where_its_home_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "prefect"))
    give_prefect_a_home(tmp_path / "work")
    assert Path(os.environ["PREFECT_HOME"]) == (tmp_path / "work" / "prefect").resolve()
    assert (tmp_path / "work" / "prefect").is_dir()


@pytest.mark.parametrize(("name", "value", "told"), [
    ("SCHEDULE", "61 6 1 4 *", "cron"), ("SCHEDULE", "sometimes", "cron"), ("TIMEZONE", "Asia/Saigon2", "time zone"),
    ("TIMEZONE", "../../etc/passwd", "time zone"), ("DASK", "somewhere", "scheduler"),
    ("DASK", "http://host:1", "scheduler"), ("OWNER_ROLE", "pg_monitor", "role"), ("READER_ROLE", "x" * 64, "role"),
    ("OWNER_ROLE", "a\nb", "role"), ("NOTIFY_URL", "t0ken-only", "scheme"), ("LIMITS__PAGES", "0", "at least 1"),
    ("LIMITS__PAGES", "many", "integer"), ("ENGINE", "flink", "warehouse"),
    ("WAREHOUSE", "mysql://a:s3cret@h/d", "known"), ("INBOX", "archive", "CHISO_INBOX"),
    ("ARCHIVE", "inbox/old", "CHISO_ARCHIVE"), ("REPORTS", "inbox", "CHISO_REPORTS"),
    ("WORK", "sources/work", "CHISO_WORK"), ("INBOX", "build/reports/in", "CHISO_INBOX"),
    ("SOURCES", "build/reports", "CHISO_REPORTS"),
])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_wrong_setting_is_told_before_anything_is_done(name: str, value: str, told: str, language: str,
                                                         chiso: Chiso, tmp_path: Path) -> None:
    given = {"CHISO_SOURCES": "sources", f"CHISO_{name}": value}
    done = chiso("--lang", language, "status", **given)
    assert done.exit_code == 2 and not list(tmp_path.iterdir())
    assert "s3cret" not in done.output and "t0ken" not in done.output
    assert told in done.output or language == "vi"
    assert name.lower().partition("__")[0] in done.output.lower()


def test_all_wrong_settings_are_told_at_once(chiso: Chiso) -> None:
    done = chiso("status", CHISO_SCHEDULE="x", CHISO_TIMEZONE="y", CHISO_DASK="z")
    assert done.exit_code == 2
    assert all(f"setting CHISO_{name} (environment): " in done.output for name in ("SCHEDULE", "TIMEZONE", "DASK"))


def test_a_wrong_setting_is_told_with_where_it_is_given_and_with_names_that_nothing_has(
        chiso: Chiso, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHISO_ENGINE=flink\nCHISO_LANGUAGE=vi\n", encoding="utf-8")
    done = chiso("plan", "--warehouse", "mysql://x/y", CHISO_TRACE="maybe", CHISO_LIMITS__PAGES="0", CHISO_SCHEDUEL="x")
    assert done.exit_code == 2
    assert f"thiết lập CHISO_ENGINE ({(tmp_path / '.env').resolve()}) không đúng: chỉ nhận" in done.output
    assert "CHISO_WAREHOUSE (dòng lệnh)" in done.output and "CHISO_TRACE (biến môi trường)" in done.output
    assert "CHISO_LIMITS (biến môi trường)" in done.output
    assert "CHISO_SCHEDUEL: không có thiết lập tên này" in done.output and "Value error" not in done.output


@pytest.mark.parametrize("name", ["SCHEDULE", "TIMEZONE", "DASK", "OWNER_ROLE", "NOTIFY_URL", "LIMITS__PAGES", "INBOX"])
def test_right_settings_are_taken(name: str, chiso: Chiso) -> None:
    right = {"SCHEDULE": "0 6 1 4 *", "TIMEZONE": "UTC", "DASK": "tcp://host:8786", "OWNER_ROLE": "chủ kho",
             "NOTIFY_URL": "mailto://a:b@c", "LIMITS__PAGES": "9", "INBOX": "mới"}
    done = chiso("status", **{f"CHISO_{name}": right[name]})
    assert done.exit_code == 0 and "setting" not in done.output, done.output


def test_a_slip_in_a_name_is_told_with_the_nearest_name(chiso: Chiso) -> None:
    done = chiso("status", CHISO_WAREHOSE="postgresql://an:s3cret@settings.invalid/kho", CHISO_LIMITS__PAGE="3")
    assert done.exit_code == 0
    assert "CHISO_WAREHOSE: no setting has this name" in done.output and "Nearest: CHISO_WAREHOUSE" in done.output
    assert "Nearest: CHISO_LIMITS__PAGES" in done.output and "s3cret" not in done.output


def test_a_slip_in_the_file_is_told_too_and_the_file_is_used(chiso: Chiso, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHISO_LANGUGE=vi\nCHISO_LANGUAGE=vi\nOTHER=1\n", encoding="utf-8")
    done = chiso("status")
    assert "CHISO_LANGUGE: không có thiết lập tên này" in done.output and "OTHER" not in done.output


def test_a_password_is_in_no_setting_and_nobody_sees_it() -> None:
    settings = Settings(warehouse="postgresql://an:s3cret@settings.invalid/kho", notify_url="https://host.invalid/t0ken")
    seen = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert "s3cret" not in seen and "t0ken" not in seen
    assert parse_address(settings.warehouse).location == "postgresql://an:s3cret@settings.invalid/kho"
    assert hidden("an:s3cret https://host.invalid/t0ken") == "an:*** ***"


def test_no_log_of_any_library_holds_a_known_secret(caplog: pytest.LogCaptureFixture) -> None:
    keep("s3cret")
    hide_in_logs()
    try:
        logger = logging.getLogger("some.library")
        logger.warning("connect to %s", "postgresql://an:s3cret@host")
        try:
            raise ValueError("s3cret")
        except ValueError:
            logger.exception("it broke")
        logger.warning("no secret %d", 1)
    finally:
        logging.setLogRecordFactory(logging.LogRecord)
    assert "s3cret" not in caplog.text and "***" in caplog.text and "no secret 1" in caplog.text
    assert "Traceback" in caplog.text


def test_what_would_steer_a_terminal_is_marked() -> None:
    assert shown("a\x1b[31m\u202eb\u2066\r\nc\td") == "a\ufffd[31m\ufffdb\ufffd\ufffd\nc\td"
