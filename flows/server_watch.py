"""The small Prefect server of a run without a configured one: it ends with the run, also when that is killed.

Prefect stops it at the end of the process, which a kill -9 never comes to: the server would stay for ever.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_WATCH = """
import os, select, signal, sys, time
server, run = int(sys.argv[1]), int(sys.argv[2])
held = os.pidfd_open(server) if hasattr(os, "pidfd_open") else None
while os.getppid() == run and (held is None or not select.select([held], [], [], 0.5)[0]):
    time.sleep(0 if held is not None else 0.5)
try:
    signal.pidfd_send_signal(held, signal.SIGTERM) if held is not None else os.kill(server, signal.SIGTERM)
except OSError:
    pass
"""
"""Ends with the server. Holds it by a handle, not by its number: that may be another's when the server has ended."""


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started here never hears of a Ctrl-C, which a terminal tells to all: the run does, and still needs it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_watched_server() -> None:
    """Start the server now if this run needs one, watched by a process of a session of its own."""
    from prefect.settings import get_current_settings

    settings = get_current_settings()
    if settings.api.url is not None or not settings.server.ephemeral.enabled or sys.platform == "win32":
        return
    from prefect.server.api.server import SubprocessASGIServer

    class WatchedServer(SubprocessASGIServer):
        """Takes the place of the one that Prefect's clients ask for and would start."""

        def _run_uvicorn_command(self) -> subprocess.Popen[Any]:
            with _deaf_to_interrupts():
                server = super()._run_uvicorn_command()
            watch = [sys.executable, "-S", "-E", "-c", _WATCH, str(server.pid), str(os.getpid())]
            subprocess.Popen(watch, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             start_new_session=True)
            return server

    WatchedServer().start(timeout=settings.server.ephemeral.startup_timeout_seconds)
