"""Where things are: the only module that reads the environment (CHISO_*) and a .env file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT / "dbt"
BODIES = DBT_PROJECT / "seeds" / "entities"
FRAMEWORK = DBT_PROJECT / "seeds" / "framework"

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
    # The first start makes the server's database, which takes longer than the 20 s that it waits for.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # A run's log goes to the server; the terminal has its own lines.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_PROMPT": "false",
}


class Settings(BaseSettings):
    """Every setting can be given as CHISO_<NAME>, in the environment or in a file .env."""

    model_config = SettingsConfigDict(env_prefix="CHISO_", env_file=".env", extra="ignore", frozen=True)

    sources: Path = PROJECT / "sources"
    warehouse: str = "duckdb:///build/warehouse.duckdb"
    reports: Path = Path("build/reports")
    work: Path = Path("build")
    """Hand-overs between stages, the ledger, logs."""
    language: Literal["en", "vi"] = "en"
    trace: bool = False
    """Show Python's trace when the fault is ours."""

    @property
    def handovers(self) -> Path:
        return self.work / "stages"

    @property
    def ledger(self) -> Path:
        return self.work / "ledger.sqlite"


def be_quiet() -> None:
    """Send nothing to anybody and log only warnings, unless the user has said otherwise."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def give_prefect_a_home(work: Path) -> None:
    """Prefect keeps its runs in a folder, but makes no folder above it and cannot do without.

    Where the usual place cannot be written to (a container without a home), it is below `work`.
    """
    home = Path(os.environ.get("PREFECT_HOME") or Path("~/.prefect").expanduser())
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        home = work.resolve() / "prefect"
        home.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home)


def offer_to_dbt(values: dict[str, str]) -> None:
    """dbt takes its connection from the environment, so that no secret stands in a file or argument."""
    os.environ.update(values)


