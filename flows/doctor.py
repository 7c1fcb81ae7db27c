"""The command `doctor`: what this machine has and lacks, and the command that mends it."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from flows.documents import SUFFIXES
from flows.settings import Settings
from flows.terminal import Terminal
from flows.words import Said, named, said
from warehouse.errors import WarehouseError
from warehouse.marks import build_mark

NEEDED_MEGABYTES = 500
OLDEST, NEWEST = (3, 11), (3, 13)
PREFECT_PORT = 4200


@dataclass(frozen=True)
class Finding:
    """A part of the machine, whether it is well, what was found, and what mends it."""

    part: str
    is_well: bool
    found: Said
    mend: Said | None = None
    is_needed: bool = True


def examine(settings: Settings, terminal: Terminal) -> int:
    """Print every finding. Returns 1 when something that a run needs is missing."""
    findings = [*_python(), *_packages(), *_disk(settings), *_folders(settings), *_warehouse(settings), *_optional()]
    terminal.table(["what", "state", "found", "to mend"], [
        (terminal.label(named("part", finding.part)),
         terminal.label(named("state", "well" if finding.is_well else "lacks")),
         finding.found.render(terminal.language),
         "" if finding.is_well or finding.mend is None else finding.mend.render(terminal.language))
        for finding in findings])
    return 1 if any(finding.is_needed and not finding.is_well for finding in findings) else 0


def _python() -> Iterator[Finding]:
    found = sys.version_info[:2]
    yield Finding("python", OLDEST <= found <= NEWEST, _as_it_is(sys.version.split()[0]),
                  _as_it_is("uv python install 3.13"))


def _packages() -> Iterator[Finding]:
    names = [line.split(";")[0] for line in requires("chiso") or () if "extra ==" not in line]
    missing = []
    for line in names:
        name = line.split("=")[0].split("<")[0].split(">")[0].split("[")[0].strip()
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    found = _as_it_is(", ".join(missing)) if missing else said("packages_present", count=len(names))
    yield Finding("packages", not missing, found, _as_it_is("uv sync"))


def _disk(settings: Settings) -> Iterator[Finding]:
    place = next(parent for parent in [settings.work.resolve(), *settings.work.resolve().parents] if parent.exists())
    free = shutil.disk_usage(place).free // 1_000_000
    yield Finding("disk", free >= NEEDED_MEGABYTES, said("disk_free", megabytes=free, place=place),
                  said("disk_mend", megabytes=NEEDED_MEGABYTES))


def _folders(settings: Settings) -> Iterator[Finding]:
    documents = sum(1 for path in settings.sources.glob("*/**/*") if path.suffix.lower() in SUFFIXES)
    yield Finding("sources", documents > 0, said("sources_found", count=documents, folder=settings.sources),
                  said("sources_mend"))


def _warehouse(settings: Settings) -> Iterator[Finding]:
    from warehouse.address import mask, parse_address

    try:
        mark = build_mark(settings.warehouse)
    except WarehouseError as error:
        yield Finding("warehouse", False, _as_it_is(str(error).splitlines()[0]), said(
            "warehouse_mend_file" if parse_address(settings.warehouse).is_duckdb else "warehouse_mend"))
        return
    name = mask(settings.warehouse)
    yield Finding("warehouse", True, said("warehouse_built", warehouse=name, mark=mark[:12]) if mark
                  else said("warehouse_empty", warehouse=name))


def _optional() -> Iterator[Finding]:
    with socket.socket() as probe:
        is_free = probe.connect_ex(("127.0.0.1", PREFECT_PORT)) != 0
    port = said("port_free", port=PREFECT_PORT) if is_free else said("port_in_use", port=PREFECT_PORT)
    yield Finding("port", True, port, is_needed=False)
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    yield Finding("office", bool(soffice), _as_it_is(soffice) if soffice else said("office_absent"),
                  said("office_mend"), is_needed=False)
    ocr = shutil.which("tesseract")
    yield Finding("ocr", bool(ocr), _as_it_is(ocr) if ocr else said("ocr_absent"), said("ocr_mend"), is_needed=False)


def _as_it_is(text: str) -> Said:
    return said("verbatim", text=text)
