"""The doctor on settings: each with its value and where it comes from, secrets masked; and the limits of reading."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from extractors.limits import Limits
from flows.findings import Finding, as_it_is
from flows.settings import Settings, names_given, unknown_names
from flows.words import Said, named, said
from warehouse.address import mask, parse_address

MASKED = "***"


def settings_and_limits(settings: Settings) -> Iterator[Finding]:
    """A finding a setting; names that no setting has; the limits."""
    given, usual = names_given(), Settings()
    for name in Settings.model_fields:
        if name != "limits":
            value = getattr(settings, name)
            where = _where(f"CHISO_{name.upper()}", given, is_usual=value == getattr(usual, name))
            yield Finding("setting", True, said("setting_is", name=f"CHISO_{name.upper()}", value=_masked(name, value),
                                                where=where), is_needed=False)
    for name, nearest in unknown_names().items():
        yield Finding("setting", False, said("setting_unknown", name=name),
                      said("setting_rename", name=name, nearest=nearest or "-"), is_needed=False)
    yield _limits(settings.limits, given)


def _where(name: str, given: dict[str, str], is_usual: bool) -> Said:
    if not is_usual:
        return said("from_command")
    return named("from", given[name]) if name in given else said("from_default")


def _masked(name: str, value: Any) -> str:
    if isinstance(value, SecretStr):
        return MASKED if value.get_secret_value() else ""
    if name == "warehouse":
        return mask(parse_address(value).url)
    return str(value.resolve()) if isinstance(value, Path) else str(value)


def _limits(limits: Limits, given: dict[str, str]) -> Finding:
    """Beyond those of the system there is the clock; only Windows has nothing else."""
    changed = [field.name for field in fields(limits) if f"CHISO_LIMITS__{field.name.upper()}" in given]
    told = as_it_is(", ".join(f"{name} {value}" + " *" * (name in changed) for name, value in asdict(limits).items()))
    return Finding("limits", sys.platform != "win32", told, said("limits_mend"), is_needed=False)
