"""The command `doctor`: what this machine has and lacks, and the command that mends it."""

from __future__ import annotations

from flows.doctor_machine import machine
from flows.doctor_places import places
from flows.doctor_services import services
from flows.doctor_settings import settings_and_limits
from flows.settings import Settings
from flows.terminal import Terminal
from flows.words import named


def examine(settings: Settings, terminal: Terminal) -> int:
    """Print every finding. Returns 1 when something that a run needs is missing."""
    findings = [*machine(settings), *places(settings), *services(settings), *settings_and_limits(settings)]
    terminal.table(["what", "state", "found", "to mend"], [
        (terminal.label(named("part", finding.part)),
         terminal.label(named("state", "well" if finding.is_well else "lacks" if finding.is_needed else "without")),
         finding.found.render(terminal.language),
         "" if finding.is_well or finding.mend is None else finding.mend.render(terminal.language))
        for finding in findings])
    return 1 if any(finding.is_needed and not finding.is_well for finding in findings) else 0
