"""The command `grant`: who owns a server's warehouse and who may read it."""

from __future__ import annotations

import click

from flows.settings import Settings
from flows.terminal import Terminal
from warehouse.roles import grant_roles
from warehouse.workspace import claim


def grant(settings: Settings, terminal: Terminal, owner: str | None, reader: str | None) -> int:
    """Have the roles as they should be and show the statements that it took.

    What is not given is that of the settings. Raises WarehouseError where the login may not do it.
    """
    owner, reader = owner or settings.owner_role, reader or settings.reader_role
    if not owner and not reader:
        raise click.UsageError(terminal.words("grant_use"))
    with claim(settings.warehouse):  # tables that are being built would stay with who builds them
        done = grant_roles(settings.warehouse, owner, reader)
    if done or terminal.as_json:
        terminal.table(["statement"], [[statement] for statement in done])
    terminal.complain(terminal.words("granted", count=len(done)) if done else terminal.words("granted_nothing"))
    return 0
