"""`chiso serve`: deployments with their schedule, documents of the inbox taken in, failures told, no process left."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from flow_runs import COMMAND, Place, asked

PATIENCE_SECONDS = 300
SECRET = "duong-dan-bi-mat"


@dataclass
class Receiver:
    """A small HTTP server that keeps what is sent to it."""

    port: int = 0
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.heard.append((self.path, json.loads(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *values: object) -> None:
            """Nothing on the terminal of the tests."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield kept
        server.shutdown()


@dataclass
class Served:
    """A running `chiso serve` with a server of its own."""

    folder: Path
    process: subprocess.Popen[str]
    api: str
    told: list[str]
    environment: dict[str, str]

    def wait_for(self, what: str, found: Any) -> Any:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up and self.process.poll() is None:
            if result := found():
                return result
            time.sleep(1)
        raise AssertionError(f"{what}: never\n{''.join(self.told)}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, good: Place, receiver: Receiver) -> Iterator[Served]:
    """In a copy of the first run's folder, with a folder of sources and an inbox of its own."""
    folder = tmp_path_factory.mktemp("served")
    good.copied(folder)
    shutil.copytree(good.project / "sources" / "mic-2016", folder / "sources" / "mic-2016")
    (folder / "inbox").mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CHISO_", "PREFECT_"))}
    environment |= {"PYTHONPATH": str(good.project), "PREFECT_HOME": str(folder / "prefect"),
                    "CHISO_SOURCES": str(folder / "sources"), "PYTHONIOENCODING": "utf-8",
                    "CHISO_NOTIFY_URL": f"http://127.0.0.1:{receiver.port}/{SECRET}"}
    process = subprocess.Popen([sys.executable, str(COMMAND), "serve"], cwd=folder, env=environment, text=True,
                               encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told: list[str] = []
    assert process.stdout
    for line in process.stdout:
        told.append(line)
        if line.startswith("serving"):
            break
    threading.Thread(target=lambda: told.extend(process.stdout or ()), daemon=True).start()
    address = re.search(r"http://127\.0\.0\.1:\d+", "".join(told))
    assert address, "".join(told)
    try:
        yield Served(folder, process, f"{address.group()}/api", told, environment)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


def test_the_yearly_deployment_has_the_schedule_and_the_time_zone_of_the_settings(served: Served) -> None:
    by_name = {deployment["name"]: deployment for deployment in asked(served.api, "deployments")}
    assert set(by_name) == {"yearly", "inbox"}
    [schedule] = by_name["yearly"]["schedules"]
    assert schedule["schedule"]["cron"] == "0 6 1 4 *" and schedule["schedule"]["timezone"] == "Asia/Ho_Chi_Minh"
    assert schedule["active"] and by_name["inbox"]["schedules"] == []


def test_the_next_yearly_run_is_already_on_the_page(served: Served) -> None:
    """Prefect shows a run a hundred days before by itself: not the next one of a yearly schedule."""
    runs = served.wait_for("a scheduled run", lambda: asked(
        served.api, "flow_runs", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}}))
    assert {run["expected_start_time"][5:10] for run in runs} == {"03-31"}  # 1 April, 6 o'clock in Hà Nội, as UTC


def test_the_address_that_is_told_of_failures_is_kept_secret(served: Served) -> None:
    blocks = asked(served.api, "block_documents")
    assert SECRET not in json.dumps(blocks) and SECRET not in "".join(served.told)
    assert any(block["name"] == "chiso-failed-runs" for block in blocks)


def test_a_document_put_into_the_inbox_is_archived_and_taken_in(served: Served) -> None:
    document = next((served.folder / "sources" / "mic-2016").glob("*.pdf"))
    shutil.copy(document, served.folder / "inbox" / "báo cáo.pdf")
    [inbox] = [deployment for deployment in asked(served.api, "deployments") if deployment["name"] == "inbox"]
    run = served.wait_for("a run of the inbox", lambda: next(
        (run for run in asked(served.api, "flow_runs", deployments={"id": {"any_": [inbox["id"]]}})
         if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED")), None))
    assert run["state_type"] == "COMPLETED", run["state"]
    assert not (served.folder / "inbox" / "báo cáo.pdf").exists()
    assert len(list((served.folder / "archive").rglob("*.pdf"))) == 1


def test_a_run_that_fails_is_told_with_its_message_and_a_link(served: Served, receiver: Receiver) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "deployment", "run", "chiso/yearly", "--param", 'editions=["khong-co-2099"]'],
        env={**served.environment, "PREFECT_API_URL": served.api}, cwd=served.folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    path, message = served.wait_for("a notification", lambda: receiver.heard[-1] if receiver.heard else None)
    assert path == f"/{SECRET}"
    assert "Failed" in message["text"] and "khong-co-2099" in message["text"]
    assert "/runs/flow-run/" in message["text"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_told_to_end_it_leaves_no_process(served: Served) -> None:
    processes = [psutil.Process(served.process.pid), *psutil.Process(served.process.pid).children(recursive=True)]
    assert len(processes) > 1, "a server and a worker"
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=120) == 0, "".join(served.told)
    _gone, alive = psutil.wait_procs(processes, timeout=30)
    assert not alive
