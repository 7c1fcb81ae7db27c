"""A real BI tool over a real server: only where it is asked for, as it installs packages of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from superset_client import PASSWORD, Superset, free_port

PROJECT = Path(__file__).parents[2]
HERE = Path(__file__).parent
READER = "chiso_bi"
ENVIRONMENT = PROJECT / "build" / "superset"
"""Superset's packages: kept, as they take a minute to fetch."""
PATIENCE_SECONDS = 300
CONFIG = """
SECRET_KEY = "of this test alone, thirty-two letters or more"
SQLALCHEMY_DATABASE_URI = "sqlite:///{home}/superset.db"
D3_FORMAT = {{"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--superset", action="store_true", help="prove the warehouse with Apache Superset")


@dataclass(frozen=True)
class Warehouse:
    """All bundled editions on a server, with the role for tools."""

    url: str
    reader_url: str
    bundle: Path


@pytest.fixture(scope="session")
def asked_for(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--superset", default=False):
        pytest.skip("installs Superset in an environment of its own: uv run pytest -n0 --superset tests/bi")


@pytest.fixture(scope="session")
def warehouse(asked_for: None, postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """`chiso run`, `chiso grant` and `chiso bi` on a server, as docs/bi.md tells."""
    place = tmp_path_factory.mktemp("warehouse")
    if (PROJECT / "build" / "ledger.sqlite").exists():  # what was read already need not be read again
        ours = shutil.ignore_patterns("warehouse.duckdb", "reports", "superset", ".building", "bi")
        shutil.copytree(PROJECT / "build", place / "build", ignore=ours)
    server = urlsplit(postgres_url).netloc.rpartition("@")[2]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("create role run login createrole")
        connection.execute("create database kho owner run")
    url = f"postgresql://run@{server}/kho"
    for words in (["run", "--reports", "reports"], ["grant", "--owner", "chiso_owner", "--reader", READER],
                  ["bi", "--out", "bi", "--reader", READER]):
        command = ["chiso", *words, "--warehouse", url]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=1200, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return Warehouse(url, f"postgresql://{READER}@{server}/kho", place / "bi" / "superset.vi.zip")


@pytest.fixture(scope="session")
def environment(asked_for: None) -> Path:
    """The programs of an environment with the packages of superset.txt."""
    programs = ENVIRONMENT / "bin"
    if not programs.exists():
        subprocess.run(["uv", "venv", "--quiet", "--python", "3.11", str(ENVIRONMENT)], check=True, timeout=120)
    subprocess.run(["uv", "pip", "sync", "--quiet", "--python", str(programs / "python"), str(HERE / "superset.txt")],
                   check=True, timeout=900)
    return programs


@pytest.fixture(scope="session")
def superset(environment: Path, warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    """Superset with an empty database of its own, then with the bundle imported."""
    home, port = tmp_path_factory.mktemp("superset"), free_port()
    (home / "superset_config.py").write_text(CONFIG.format(home=home), encoding="utf-8")
    variables = {**os.environ, "SUPERSET_CONFIG_PATH": str(home / "superset_config.py"), "SUPERSET_HOME": str(home),
                 "FLASK_APP": "superset", "PATH": f"{environment}{os.pathsep}{os.environ['PATH']}"}
    person = ["--username", "admin", "--firstname", "A", "--lastname", "B", "--email", "a@localhost"]
    for words in (["db", "upgrade"], ["fab", "create-admin", *person, "--password", PASSWORD], ["init"]):
        done = subprocess.run([environment / "superset", *words], env=variables, cwd=home, capture_output=True,
                              text=True, timeout=PATIENCE_SECONDS, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    with _served(environment, home, port, variables):
        tool = Superset(f"http://127.0.0.1:{port}", environment, home)
        tool.log_in()
        yield tool


@contextmanager
def _served(programs: Path, home: Path, port: int, variables: dict[str, str]) -> Iterator[None]:
    command = [programs / "gunicorn", "--workers", "1", "--threads", "8", "--timeout", "120", "--bind",
               f"127.0.0.1:{port}", "superset.app:create_app()"]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=variables, cwd=home, stdout=log, stderr=log)
    try:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not _answers(port):
            assert server.poll() is None and time.monotonic() < give_up, (home / "server.log").read_text()
            time.sleep(0.5)
        yield
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def imported(superset: Superset, warehouse: Warehouse) -> Superset:
    """Superset after the import of the bundle, with the password that it asks for."""
    assert superset.upload(warehouse.bundle, {}).status != 200, "the bundle holds no password"
    done = superset.upload(warehouse.bundle, {"databases/chiso.yaml": "mật khẩu"})
    assert done.status == 200, done.body
    return superset
