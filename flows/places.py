"""The places of a run as parameters of the flow: only those that are not what the settings say, and no password."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings
from warehouse.address import without_password


def given_places(settings: Settings) -> dict[str, str]:
    """What was given on the command line, for a run that may be repeated elsewhere."""
    usual = Settings()
    given = {name: str(getattr(settings, name).resolve()) for name in ("sources", "reports")
             if getattr(settings, name) != getattr(usual, name)}
    if settings.warehouse != usual.warehouse:
        given["warehouse"] = settings.warehouse  # settings hold no password; whoever repeats the run has its own
    return given


def settings_at(sources: str, warehouse: str, reports: str) -> Settings:
    """The settings with other places; the empty ones stay. A password belongs into the settings, yet is not told on."""
    usual = Settings()
    given: dict[str, Path | str] = {name: Path(place) for name, place in (("sources", sources), ("reports", reports))
                                    if place}
    if warehouse:
        given["warehouse"] = without_password(warehouse)
    return usual.model_copy(update=given)
