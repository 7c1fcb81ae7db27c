"""A password in no file, log, database, message or trace: over runs that go well and runs that break, on a server
that really asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from flow_runs import COMMAND, PATIENCE_SECONDS, Place, copy_project
from psycopg import sql

CANARY = "Ca.nary/7@Bí:mật"
TOKEN = "t0ken-of-notice"
SIGNS = [sign.encode() for text in (CANARY, "Ca.nary", "mật", TOKEN) for sign in (text, quote(text, safe=""))
         if sign not in ("mật",)] + [CANARY.encode("unicode_escape"), CANARY.encode("utf-16-le")]


@dataclass
class Guarded:
    """A server that asks a login for its password, and a folder where chiso works with it."""

    place: Place
    bare: str
    told: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        scheme, _, rest = self.bare.partition("://")
        user, _, there = rest.partition("@")
        return f"{scheme}://{user}:{quote(CANARY, safe='')}@{there}"

    def chiso(self, name: str, *arguments: str, **given: str) -> int:
        done = subprocess.run(
            [sys.executable, str(COMMAND), *arguments], cwd=self.place.folder, capture_output=True, check=False,
            timeout=PATIENCE_SECONDS, env={**self.place.environment(), "CHISO_TRACE": "1",
                                           "CHISO_NOTIFY_URL": f"https://host.invalid/{TOKEN}", **given})
        self.told[name] = done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")
        return done.returncode

    def break_model(self) -> None:
        """A model that reads what is not there; its error tells the whole query."""
        model = next((self.place.project / "dbt" / "models" / "marts").rglob("*.sql"))
        model.write_text(model.read_text(encoding="utf-8") + "\nwhere no_such_column = 1\n", encoding="utf-8")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Iterator[Guarded]:
    name = f"canary_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        who, password = sql.Identifier(name), sql.Literal(CANARY)
        connection.execute("set password_encryption = 'scram-sha-256'")
        connection.execute(sql.SQL("create role {} login password {}").format(who, password))
        connection.execute(sql.SQL("create database {} owner {}").format(who, who))
        [[rules]] = connection.execute("show hba_file").fetchall()
        kept = Path(rules).read_text(encoding="utf-8")
        Path(rules).write_text(f"host all {name} 127.0.0.1/32 scram-sha-256\n{kept}", encoding="utf-8")
        connection.execute("select pg_reload_conf()")
    server = postgres_url.rpartition("@")[2].partition("/")[0]
    project = copy_project(tmp_path_factory.mktemp("project"), sources=("laocai-agencies-2016",))
    place = Place(tmp_path_factory.mktemp("secrets"), project)
    place.folder.mkdir(exist_ok=True)
    yield Guarded(place, f"postgresql://{name}@{server}/{name}")
    Path(rules).write_text(kept, encoding="utf-8")


@pytest.fixture(scope="module")
def used(guarded: Guarded) -> Guarded:
    """The password given in every way there is, to runs that end well and to runs that break."""
    folder = guarded.place.folder
    assert guarded.chiso("well", "run", "--warehouse", guarded.url) == 0, guarded.told["well"][1]
    guarded.chiso("status", "status", "--json", "--warehouse", guarded.url)
    guarded.chiso("plan", "plan", CHISO_WAREHOUSE=guarded.url)
    guarded.chiso("doctor", "doctor", CHISO_WAREHOUSE=guarded.url)
    guarded.chiso("locked out", "run", "--warehouse", guarded.url.replace(quote(CANARY, safe=""), f"{TOKEN}x"))
    guarded.chiso("nobody there", "run", "--warehouse", guarded.url.rpartition(":")[0] + ":1/none")
    guarded.chiso("no address", "run", "--warehouse", f"{guarded.url}?no_such_option=1")
    guarded.chiso("another database", "plan", "--warehouse", guarded.url.replace("postgresql://", "mysql://"))
    passwords = folder / "pgpass"
    passwords.write_text(f"*:*:*:*:{CANARY}".replace("@Bí:", "@Bí\\:"), encoding="utf-8")
    passwords.chmod(0o600)
    guarded.chiso("password file", "run", "--force", "--warehouse", guarded.bare, PGPASSFILE=str(passwords))
    passwords.unlink()
    user, _, there = guarded.bare.removeprefix("postgresql://").partition("@")
    host, _, port = there.partition("/")[0].partition(":")
    services = folder / "services"
    services.write_text(f"[kho]\nhost={host}\nport={port}\nuser={user}\ndbname={user}\npassword={CANARY}\n",
                        encoding="utf-8")
    guarded.chiso("service", "run", "--from", "transform", "--warehouse", "postgresql:///?service=kho",
                  PGSERVICEFILE=str(services))
    services.unlink()
    guarded.break_model()
    guarded.chiso("broken model", "run", "--warehouse", guarded.bare, PGPASSWORD=CANARY)
    guarded.chiso("broken model again", "run", "--warehouse", guarded.url)
    return guarded


def test_the_server_asks_for_the_password(guarded: Guarded) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(guarded.bare)


@pytest.mark.parametrize(("name", "code"), [
    ("well", 0), ("status", 0), ("plan", 0), ("locked out", 1), ("nobody there", 1), ("password file", 0),
    ("service", 0), ("broken model", 3), ("broken model again", 3), ("another database", 2)])
def test_each_run_ended_as_meant(name: str, code: int, used: Guarded) -> None:
    found, told = used.told[name]
    assert found == code, told


def test_no_message_holds_a_secret(used: Guarded) -> None:
    for name, (_, told) in used.told.items():
        assert not [sign for sign in SIGNS if sign in told.encode()], name


def test_no_file_below_the_working_folder_holds_a_secret(used: Guarded) -> None:
    """The ledger, logs and artifacts of dbt, hand-overs, reports, and Prefect's database are all below it."""
    files = [path for path in used.place.folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"ledger.sqlite", "prefect.db", "manifest.json", "run_results.json"} <= names, names
    assert not [(path, sign) for path in files for sign in SIGNS if sign in path.read_bytes()]


def test_what_broke_is_told_although_secrets_are_not(used: Guarded) -> None:
    assert "no_such_column" in used.told["broken model"][1]
    assert "password authentication failed" in used.told["locked out"][1]
