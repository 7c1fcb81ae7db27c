"""The doctor on the machine itself: Python, packages and their pins, time zone, programs, fonts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from packaging.requirements import Requirement

from flows.findings import Finding, as_it_is
from flows.settings import PROJECT, Settings
from flows.words import Said, said

OLDEST, NEWEST = (3, 11), (3, 13)
OLDEST_JAVA = 17
PATIENCE_SECONDS = 5
MOST_TOLD = 5


def machine(settings: Settings) -> Iterator[Finding]:
    """Whatever no setting decides, and what the engine asks for."""
    found = sys.version_info[:2]
    yield Finding("python", OLDEST <= found <= NEWEST, as_it_is(sys.version.split()[0]),
                  as_it_is("uv python install 3.13"))
    yield from _packages()
    yield _time(settings)
    yield _extra("dask", "prefect_dask", bool(settings.dask))
    yield _extra("spark", "pyspark", settings.engine == "spark")
    yield _java(settings.engine == "spark")
    yield _program("office", ("soffice", "libreoffice"), said("office_absent"), said("office_mend"))
    yield _program("ocr", ("tesseract",), said("ocr_absent"), said("ocr_mend"))
    yield _fonts()


def _packages() -> Iterator[Finding]:
    needed = [Requirement(line) for line in requires("chiso") or () if "extra ==" not in line]
    missing = [one.name for one in needed if _version(one.name) is None]
    yield Finding("packages", not missing, as_it_is(", ".join(missing)) if missing
                  else said("packages_present", count=len(needed)), as_it_is("uv sync"))
    drifted = list(_drift())
    told = drifted[:MOST_TOLD] + ["…"] * (len(drifted) > MOST_TOLD)
    yield Finding("pins", not drifted, as_it_is(", ".join(told)) if drifted else said("pins_kept"),
                  as_it_is("uv sync --all-extras"), is_needed=False)


def _drift() -> Iterator[str]:
    """Installed packages of another version than the one that everything was tried with."""
    pins = PROJECT / "constraints.txt"
    for line in pins.read_text(encoding="utf-8").splitlines() if pins.is_file() else ():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pin = Requirement(line)
        installed = _version(pin.name) if pin.marker is None or pin.marker.evaluate() else None
        if installed and not pin.specifier.contains(installed, prereleases=True):
            yield f"{pin.name} {installed} ({pin.specifier})"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _time(settings: Settings) -> Finding:
    from cronsim import CronSim

    now = datetime.now(ZoneInfo(settings.timezone))
    coming = next(CronSim(settings.schedule, now))
    return Finding("time", True, said("time_found", zone=settings.timezone, now=f"{now:%Y-%m-%d %H:%M}",
                                      coming=f"{coming:%Y-%m-%d %H:%M}"))


def _extra(name: str, module: str, is_asked_for: bool) -> Finding:
    is_there = find_spec(module) is not None
    told = as_it_is(_version(module.replace("_", "-")) or "") if is_there else said("extra_absent")
    return Finding(f"extra_{name}", is_there, told, as_it_is(f"uv sync --extra {name}"), is_asked_for)


def _java(is_asked_for: bool) -> Finding:
    program = shutil.which("java")
    told = _said_by(program, "-version") if program else ""
    found = re.search(r'version "(\d+)', told)
    is_well = found is not None and int(found[1]) >= OLDEST_JAVA
    return Finding("java", is_well, as_it_is(told.partition("\n")[0]) if found else said("java_absent"),
                   said("java_mend", version=OLDEST_JAVA), is_asked_for)


def _program(part: str, names: Sequence[str], absent: Said, mend: Said) -> Finding:
    program = next(filter(None, map(shutil.which, names)), None)
    return Finding(part, program is not None, as_it_is(program) if program else absent, mend, is_needed=False)


def _fonts() -> Finding:
    """Of this machine: pages and workbooks are shown with the fonts of whoever opens them."""
    program = shutil.which("fc-list")
    families = set(_said_by(program, ":lang=vi", "family").splitlines()) if program else set()
    return Finding("fonts", bool(families), said("fonts_found", count=len(families)) if families
                   else said("fonts_absent"), said("fonts_mend"), is_needed=False)


def _said_by(program: str, *arguments: str) -> str:
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
                              errors="replace", timeout=PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr
