"""What a setting must be. Each rule returns the value, or raises an error whose type names its wording in words.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from pydantic_core import PydanticCustomError

from warehouse.address import parse_address
from warehouse.errors import WarehouseUrlError

FOLDERS = ("sources", "inbox", "archive", "work", "reports")
ALONE = ("sources", "inbox", "archive", "reports")
"""Nothing else may lie in these: what lies in sources or inbox is read, reports are replaced whole."""
LONGEST_ROLE = 63
_DASK = re.compile(r"(tcp|tls|ws|wss|ucx)://[^\s/]+")


def schedule(text: str) -> str:
    """A cron expression of five fields."""
    from datetime import UTC, datetime

    from cronsim import CronSim, CronSimError

    try:
        next(CronSim(text, datetime(2001, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration):
        raise PydanticCustomError("setting_schedule", "{found}: no cron expression", {"found": text}) from None
    return text


def timezone(name: str) -> str:
    """A name of the time zone database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("setting_timezone", "{found}: no time zone", {"found": name}) from None
    return name


def dask(address: str) -> str:
    """Empty, `local`, or the address of a scheduler."""
    if address in ("", "local") or _DASK.fullmatch(address):
        return address
    raise PydanticCustomError("setting_dask", "{found}: no scheduler", {"found": address})


def notify_url(url: SecretStr) -> SecretStr:
    """Empty, or an address with a scheme; it is not told, as it holds a token."""
    if url.get_secret_value() and not re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", url.get_secret_value()):
        raise PydanticCustomError("setting_notify_url", "no address")
    return url


def warehouse(url: str) -> None:
    """The address of a DuckDB file or of a PostgreSQL server."""
    try:
        parse_address(url)
    except WarehouseUrlError as error:
        raise PydanticCustomError("warehouse_wrong_address", "{message}", {"message": str(error)}) from None


def role(name: str) -> str:
    """A role of PostgreSQL; empty: none."""
    if name and (len(name.encode()) > LONGEST_ROLE or not name.isprintable() or name.casefold() in ("public", "none")
                 or name.casefold().startswith("pg_")):
        raise PydanticCustomError("setting_role", "{found}: no role", {"found": ascii(name)})
    return name


def require_two_roles(owner: str, reader: str) -> None:
    """Who may change the tables is not who only reads them."""
    if owner and owner == reader:
        raise PydanticCustomError("setting_roles_same", "{found}: twice", {"found": owner})


def require_folders_apart(folders: Mapping[str, Path]) -> None:
    """No folder is another one, and none lies where it would be read as a document or swept away."""
    places = {name: path.resolve() for name, path in folders.items()}
    for outer in FOLDERS:
        for inner in FOLDERS:
            if inner != outer and (places[inner] == places[outer] or (
                    outer in ALONE and places[inner].is_relative_to(places[outer]))):
                raise PydanticCustomError("setting_nested", "{inner} lies in {outer}", {
                    "inner": f"CHISO_{inner.upper()} ({folders[inner]})",
                    "outer": f"CHISO_{outer.upper()} ({folders[outer]})"})
