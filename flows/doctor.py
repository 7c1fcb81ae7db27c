"""The command `doctor`: what this machine has and lacks, and the command that mends it."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from flows.settings import Settings
from flows.terminal import Terminal
from warehouse.errors import WarehouseError
from warehouse.marks import build_mark

NEEDED_MEGABYTES = 500
OLDEST, NEWEST = (3, 11), (3, 13)
PREFECT_PORT = 4200

Finding = tuple[str, bool, str, str]
"""What, whether it is well, what was found, and the command that mends it."""


def examine(settings: Settings, terminal: Terminal) -> int:
    """Print every finding. Returns 1 when something that a run needs is missing."""
    findings = [*_python(), *_packages(), *_disk(settings), *_folders(settings), *_warehouse(settings), *_optional()]
    terminal.table(["what", "state", "found", "to mend"],
                   [(what, "well" if is_well else "lacks", found, "" if is_well else mend)
                    for what, is_well, found, mend in findings])
    needed = [what for what, is_well, *_ in findings if not is_well and not what.startswith("optional: ")]
    return 1 if needed else 0


def _python() -> Iterator[Finding]:
    found = sys.version_info[:2]
    yield ("python", OLDEST <= found <= NEWEST, sys.version.split()[0], "uv python install 3.13")


def _packages() -> Iterator[Finding]:
    names = [line.split(";")[0] for line in requires("chiso") or () if "extra ==" not in line]
    missing = []
    for line in names:
        name = line.split("=")[0].split("<")[0].split(">")[0].split("[")[0].strip()
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    yield ("packages", not missing, ", ".join(missing) or f"{len(names)} present", "uv sync")


def _disk(settings: Settings) -> Iterator[Finding]:
    place = next(parent for parent in [settings.work.resolve(), *settings.work.resolve().parents] if parent.exists())
    free = shutil.disk_usage(place).free // 1_000_000
    yield ("disk", free >= NEEDED_MEGABYTES, f"{free:,} MB free at {place}",
           f"free {NEEDED_MEGABYTES} MB, or set CHISO_WORK to a roomier disk")


def _folders(settings: Settings) -> Iterator[Finding]:
    documents = len(list(settings.sources.glob("*/*.pdf"))) if settings.sources.is_dir() else 0
    yield ("sources", documents > 0, f"{documents} PDFs in {settings.sources}", "chiso run --sources FOLDER")


def _warehouse(settings: Settings) -> Iterator[Finding]:
    from warehouse.address import mask

    try:
        mark = build_mark(settings.warehouse)
    except WarehouseError as error:
        yield ("warehouse", False, str(error).splitlines()[0], "start the server, or mend CHISO_WAREHOUSE")
        return
    state = f"last build {mark[:12]}…" if mark else "reachable, nothing built yet"
    yield ("warehouse", True, f"{mask(settings.warehouse)}: {state}", "")


def _optional() -> Iterator[Finding]:
    with socket.socket() as probe:
        is_free = probe.connect_ex(("127.0.0.1", PREFECT_PORT)) != 0
    yield ("optional: Prefect port", True, f"{PREFECT_PORT} {'free' if is_free else 'in use'}", "")
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    yield ("optional: LibreOffice", bool(soffice), soffice or "not found (only to make new test renderings)",
           "install LibreOffice")
    ocr = shutil.which("tesseract")
    yield ("optional: OCR", bool(ocr), ocr or "not found (scans are not read yet)", "install tesseract with vie")

