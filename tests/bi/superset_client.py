"""Superset's REST interface, as far as the tests need it."""

from __future__ import annotations

import json
import socket
import subprocess
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSWORD = "mat-khau-cua-phep-thu"


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


@dataclass
class Superset:
    """A server that runs on this machine, and whoever is logged in."""

    address: str
    programs: Path
    home: Path
    headers: dict[str, str] = field(default_factory=dict)
    cookies: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(urllib.request.HTTPCookieProcessor()))

    def log_in(self) -> None:
        who = {"username": "admin", "password": PASSWORD, "provider": "db", "refresh": False}
        token = self.post("security/login", who).body["access_token"]
        self.headers["Authorization"] = f"Bearer {token}"
        self.headers |= {"X-CSRFToken": self.get("security/csrf_token/")["result"], "Referer": self.address}

    def get(self, path: str) -> Any:
        answer = self._ask(urllib.request.Request(f"{self.address}/api/v1/{path}", headers=self.headers))
        assert answer.status == 200, answer
        return answer.body

    def post(self, path: str, content: object) -> Answer:
        headers = {**self.headers, "Content-Type": "application/json"}
        return self._ask(urllib.request.Request(f"{self.address}/api/v1/{path}", json.dumps(content).encode(), headers))

    def upload(self, bundle: Path, passwords: Mapping[str, str]) -> Answer:
        """Import the assets of a bundle, as the command with curl in docs/bi.md does."""
        mark = uuid.uuid4().hex
        disposition = f"--{mark}\r\nContent-Disposition: form-data; name="
        content = (f'{disposition}"passwords"\r\n\r\n{json.dumps(passwords)}\r\n'
                   f'{disposition}"bundle"; filename="{bundle.name}"\r\nContent-Type: application/zip\r\n\r\n').encode()
        content += bundle.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        headers = {**self.headers, "Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask(urllib.request.Request(f"{self.address}/api/v1/assets/import/", content, headers))

    def datasets(self) -> dict[str, dict[str, Any]]:
        """Everything that it knows of each table."""
        listed = self.get("dataset/?q=(page_size:100)")["result"]
        return {one["table_name"]: self.get(f"dataset/{one['id']}")["result"] for one in listed}

    def rows(self, dataset: Mapping[str, Any], columns: Sequence[str], metrics: Sequence[str],
             chosen: Mapping[str, str]) -> list[dict[str, Any]]:
        """What a chart over the dataset gets, with these filters."""
        filters = [{"col": column, "op": "IN", "val": [value]} for column, value in chosen.items()]
        answer = self.post("chart/data", {
            "datasource": {"id": dataset["id"], "type": "table"}, "force": True,
            "queries": [{"columns": list(columns), "metrics": list(metrics), "filters": filters, "row_limit": 1000}]})
        assert answer.status == 200, (dataset["table_name"], answer)
        found: list[dict[str, Any]] = answer.body["result"][0]["data"]
        return found

    def picture(self, dashboard: str, place: Path) -> str:
        """Draw a dashboard in a browser; returns the words on it."""
        command = [self.programs / "python", Path(__file__).with_name("dashboard_picture.py"), self.address, "admin",
                   PASSWORD, dashboard, place]
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, timeout=400, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.cookies.open(request, timeout=120) as response:
                return Answer(response.status, json.load(response))
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            return Answer(error.code, json.loads(text) if text.startswith("{") else text)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
