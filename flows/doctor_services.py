"""The doctor on what answers over a connection: warehouse, Prefect's server, a Dask scheduler."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

from flows.findings import Finding, as_it_is
from flows.settings import Settings, prefect_address
from flows.words import said
from warehouse.address import mask, parse_address
from warehouse.errors import WarehouseError
from warehouse.marks import build_mark

PREFECT_PORT = 4200
PATIENCE_SECONDS = 3


def services(settings: Settings) -> Iterator[Finding]:
    """In the order in which a run asks for them."""
    yield from _warehouse(settings)
    yield _prefect()
    if settings.dask not in ("", "local"):
        place = urlsplit(settings.dask)
        answers = _answers(place.hostname or "", place.port or 8786)
        yield Finding("dask", answers, as_it_is(settings.dask), said("dask_mend"))


def _warehouse(settings: Settings) -> Iterator[Finding]:
    try:
        mark = build_mark(settings.warehouse)
    except WarehouseError as error:
        yield Finding("warehouse", False, as_it_is(str(error).splitlines()[0]), said(
            "warehouse_mend_file" if parse_address(settings.warehouse).is_duckdb else "warehouse_mend"))
        return
    name = mask(settings.warehouse)
    yield Finding("warehouse", True, said("warehouse_built", warehouse=name, mark=mark[:12]) if mark
                  else said("warehouse_empty", warehouse=name))
    if not parse_address(settings.warehouse).is_duckdb:
        from warehouse.server_state import examine_server

        for found in examine_server(settings.warehouse, settings.owner_role, settings.reader_role):
            yield Finding(found.part, found.is_well, as_it_is(found.found), as_it_is(found.mend))


def _prefect() -> Finding:
    """A server that is configured has to answer; without one a run brings its own."""
    address = prefect_address()
    if address:
        try:
            with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=PATIENCE_SECONDS) as answer:
                is_well = answer.status == 200
        except (OSError, ValueError):
            is_well = False
        return Finding("prefect", is_well, as_it_is(mask(address)), said("prefect_mend"))
    is_in_use = _answers("127.0.0.1", PREFECT_PORT)
    port = said("port_in_use" if is_in_use else "port_free", port=PREFECT_PORT)
    return Finding("port", True, said("prefect_own", port=port), is_needed=False)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=PATIENCE_SECONDS):
            return True
    except OSError:
        return False
