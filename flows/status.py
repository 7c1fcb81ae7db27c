"""The command `status`: what the ledger says, and whether what it takes to run is alive."""

from __future__ import annotations

from flows.settings import Settings
from flows.terminal import Terminal
from flows.words import named, said
from warehouse.address import mask, parse_address
from warehouse.errors import WarehouseError
from warehouse.ledger import Entry, Ledger


def show_status(settings: Settings, terminal: Terminal) -> None:
    """A line a stage: its last outcome, when, and its message."""
    entries = Ledger(settings.ledger).rows()
    if not entries and not terminal.as_json:
        terminal.complain(terminal.words("ledger_empty", ledger=settings.ledger))
        return
    every = terminal.label(said("all"))
    rows = []
    for entry in entries:
        is_killed = entry.outcome == "running" and not is_at_work(settings, entry)
        outcome = "interrupted" if is_killed else entry.outcome
        message = said("status_killed").render(terminal.language) if is_killed else entry.message
        rows.append((entry.edition or every, entry.stage, terminal.label(named("outcome", outcome)),
                     entry.finished_at or entry.started_at, message))
    terminal.table(["edition", "stage", "outcome", "when", "message"], rows)


def is_at_work(settings: Settings, entry: Entry) -> bool:
    """Whether a process that is alive does what the ledger takes to run: a killed one leaves such an entry too.

    Of a server that cannot be asked (another one than the settings', or one that does not answer), the ledger's word
    counts.
    """
    if entry.outcome != "running":
        return False
    from warehouse.workspace import is_claimed

    is_own = entry.held in ("", mask(settings.warehouse))
    if not is_own and not parse_address(entry.held).is_duckdb:
        return True
    try:
        return is_claimed(settings.warehouse if is_own else entry.held)
    except WarehouseError:
        return True
