"""`chiso serve`: a Prefect server if none is configured, a worker for both deployments, and an eye on the inbox."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows.deploying import INBOX, NoServer, deployments, register, server_answers, tell
from flows.inbox import is_ripe, make_inbox, waiting
from flows.settings import Settings, give_prefect_a_home, offer_to_runs, prefect_address, use_server
from flows.terminal import Terminal

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment
    from prefect.runner import Runner

PATIENCE_SECONDS = 180
"""The first start of a server makes its database and its pages."""
LOOK_EVERY_SECONDS = 5
END_SECONDS = 30
PORT = 4200

Seen = dict[str, tuple[int, int, bool]]
"""File in the inbox → bytes, when it was last changed, and whether it has waited for its end long enough."""


def serve(settings: Settings, terminal: Terminal) -> int:
    """Serve until the process is told to end (Ctrl-C, SIGTERM); nothing of it runs on after that.

    Returns the exit code: 1 when the server ended by itself.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    make_inbox(settings)
    give_prefect_a_home(settings.work)
    offer_to_runs(settings)
    with _server(settings, terminal, stop) as server:
        if stop.is_set():
            return 0
        with server_answers():
            ids = register(settings)
        tell(settings, terminal)
        with _worker(deployments(settings)):
            terminal.say(terminal.words("serving"))
            _watch(settings, ids[INBOX], stop, server)
    ended = server is not None and not stop.is_set()
    terminal.complain(terminal.words("server_ended" if ended else "serving_ended"))
    return 1 if ended else 0


@contextmanager
def _server(settings: Settings, terminal: Terminal, stop: threading.Event) -> Iterator[subprocess.Popen[bytes] | None]:
    """The server that is configured, or one of our own for as long as the block lasts."""
    configured = prefect_address()
    if configured:
        terminal.say(terminal.words("server_at", address=configured.removesuffix("/api")))
        yield None
        return
    address = f"http://127.0.0.1:{_free_port()}"
    log = settings.work / "prefect-server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    use_server(address)
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1",
             "--port", address.rpartition(":")[2]], stdout=file, stderr=file, start_new_session=True)
    try:
        _wait_for(f"{address}/api/health", server, stop, log)
        terminal.say(terminal.words("server_at", address=address))
        yield server
    finally:
        _end(server)


def _free_port() -> int:
    """Prefect's usual one, so that the address is the same every time, or any."""
    for port in (PORT, 0):
        with socket.socket() as listener, suppress(OSError):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            found: int = listener.getsockname()[1]
            return found
    raise OSError("no free port on 127.0.0.1")


def _wait_for(address: str, server: subprocess.Popen[bytes], stop: threading.Event, log: Path) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and server.poll() is None and not stop.is_set():
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5):
            return
        stop.wait(0.5)
    if not stop.is_set():
        raise NoServer(log)


def _end(server: subprocess.Popen[bytes]) -> None:
    """The server and what it started, and nothing else: it has a session of its own."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(server.pid, number)
            else:
                server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=END_SECONDS)


@contextmanager
def _worker(deployed: list[RunnerDeployment]) -> Iterator[None]:
    """Runs what the server has for the deployments, one run at a time, each in a process of its own."""
    from prefect.runner import Runner

    runner = Runner(name="chiso", limit=1, pause_on_shutdown=False, query_seconds=LOOK_EVERY_SECONDS)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(_work(runner, deployed),), daemon=True)
    thread.start()
    try:
        yield
    finally:
        with suppress(RuntimeError, TimeoutError):
            asyncio.run_coroutine_threadsafe(runner.astop(), loop).result(END_SECONDS)
        thread.join(END_SECONDS)


async def _work(runner: Runner, deployed: list[RunnerDeployment]) -> None:
    for deployment in deployed:
        await runner.aadd_deployment(deployment)
    await runner.start()


def _watch(settings: Settings, inbox: UUID, stop: threading.Event, server: subprocess.Popen[bytes] | None) -> None:
    """Have the inbox taken in once what lies there no longer grows.

    The same files do not call twice, unless one that waited for its end has waited long enough.
    """
    before: Seen = {}
    called: Seen = {}
    while not stop.wait(LOOK_EVERY_SECONDS) and (server is None or server.poll() is None):
        seen = _seen(settings)
        if seen and seen == before and seen != called:
            with suppress(ConnectionError), server_answers():  # a server that is away is asked again the next time
                _call(inbox)
                called = seen
        before = seen


def _call(inbox: UUID) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(inbox)


def _seen(settings: Settings) -> Seen:
    seen: Seen = {}
    for path in waiting(settings):
        with suppress(OSError):  # taken in meanwhile
            facts = path.lstat()
            seen[str(path)] = (facts.st_size, max(facts.st_mtime_ns, facts.st_ctime_ns), is_ripe(path))
    return seen
