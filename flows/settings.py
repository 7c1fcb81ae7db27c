"""Where things are: the only module that reads the environment (CHISO_*) and a .env file."""

from __future__ import annotations

import os
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from extractors import limits
from extractors.limits import Limits
from flows import setting_rules
from warehouse.address import parse_address, without_password
from warehouse.secrets import keep

PROJECT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT / "dbt"
BODIES = DBT_PROJECT / "seeds" / "entities"
KNOWN_FAULTS = DBT_PROJECT / "seeds" / "faults" / "known_faults.csv"
FRAMEWORK = DBT_PROJECT / "seeds" / "framework"

TO_DBT = "CHISO_DBT_"
"""What we tell dbt begins so; nobody sets it."""

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
    # After kill -9 the process that cleans up behind ours would tell what it found.
    "PYTHONWARNINGS": "ignore:resource_tracker",
}


class Settings(BaseSettings):
    """Every setting can be given as CHISO_<NAME>, in the environment or in a file .env."""

    model_config = SettingsConfigDict(env_prefix="CHISO_", env_file=".env", extra="ignore", frozen=True,
                                      env_nested_delimiter="__", hide_input_in_errors=True)

    sources: Path = PROJECT / "sources"
    """Documents: a folder an edition."""
    warehouse: str = "duckdb:///build/warehouse.duckdb"
    """Address of the warehouse: `duckdb:///file` or `postgresql://login@host/database`."""
    reports: Path = Path("build/reports")
    """Where pages, workbooks and CSV are published."""
    work: Path = Path("build")
    """Hand-overs between stages, the ledger, logs."""
    inbox: Path = Path("inbox")
    """Where new documents are put; taken in by `chiso inbox`, or by `chiso serve` as they come."""
    archive: Path = Path("archive")
    """Every document that ever came, under its sha256."""
    schedule: str = "0 6 1 4 *"
    """When the whole cycle runs by itself (cron): 1 April, 6 o'clock."""
    timezone: str = "Asia/Ho_Chi_Minh"
    """Time zone of the schedule."""
    notify_url: SecretStr = SecretStr("")
    """Who is told of a failed run; empty: nobody."""
    dask: str = ""
    """Address of a Dask scheduler that reads documents; `local`: a cluster of this machine; empty: none."""
    owner_role: str = ""
    """PostgreSQL: the role that owns the schemas; empty: whoever logs in."""
    reader_role: str = ""
    """PostgreSQL: the role that may read what is published; empty: nobody is let in."""
    engine: Literal["warehouse", "spark"] = "warehouse"
    """Where dbt computes."""
    spark: str = "local[*]"
    """Engine spark: address of its master (`spark://host:7077`); `local[*]`: all processors of this machine."""
    limits: Limits = Limits()
    """How much a document may ask of the machine; each as CHISO_LIMITS__<NAME>."""
    language: Literal["en", "vi"] = "en"
    """Language of messages; reports are in both."""
    trace: bool = False
    """Show Python's trace when the fault is ours."""

    @field_validator("warehouse")
    @classmethod
    def _hide_password(cls, url: str) -> str:
        """From here on nobody sees it: what connects gets it back from `parse_address`."""
        bare = without_password(url)
        setting_rules.warehouse(bare)
        return bare

    @field_validator("notify_url")
    @classmethod
    def _know_secret(cls, url: SecretStr) -> SecretStr:
        keep(url.get_secret_value())
        return setting_rules.notify_url(url)

    _schedule = field_validator("schedule")(setting_rules.schedule)
    _timezone = field_validator("timezone")(setting_rules.timezone)
    _dask = field_validator("dask")(setting_rules.dask)
    _roles = field_validator("owner_role", "reader_role")(setting_rules.role)

    @model_validator(mode="after")
    def _fit_together(self) -> Settings:
        setting_rules.require_folders_apart({name: getattr(self, name) for name in setting_rules.FOLDERS})
        setting_rules.require_two_roles(self.owner_role, self.reader_role)
        limits.use(self.limits)  # whoever asks for the settings reads under their limits: a worker of Prefect too
        return self

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


def language_given() -> str:
    """The language asked for, for telling what is wrong with another setting; English where it is none of ours."""
    from dotenv import dotenv_values

    file = Path(str(Settings.model_config["env_file"]))
    values = {**(dotenv_values(file) if file.is_file() else {}), **os.environ}
    asked = next((value for name, value in reversed(values.items()) if name.upper() == "CHISO_LANGUAGE"), "en")
    return "vi" if asked == "vi" else "en"


def names_given() -> dict[str, str]:
    """Settings that are given, upper case → where: `environment`, or the file. No values."""
    from dotenv import dotenv_values

    file = Path(str(Settings.model_config["env_file"]))
    named = dict.fromkeys(dotenv_values(file) if file.is_file() else (), str(file.resolve()))
    named |= dict.fromkeys(os.environ, "environment")
    return {name.upper(): where for name, where in named.items() if name.upper().startswith("CHISO_")}


def unknown_names() -> dict[str, str]:
    """CHISO_* names that no setting has → the nearest that one has ("" where none is near)."""
    known = [f"CHISO_{name.upper()}" for name in Settings.model_fields]
    known += [f"CHISO_LIMITS__{field.name.upper()}" for field in fields(Limits)]
    return {name: next(iter(get_close_matches(name, known, 1)), "") for name in sorted(names_given())
            if name not in known and not name.startswith(TO_DBT)}


def offer_to_runs(settings: Settings) -> None:
    """Places given on the command line reach the runs that a worker starts through the environment, as secrets do."""
    os.environ.update({"CHISO_SOURCES": str(settings.sources.resolve()),
                       "CHISO_WAREHOUSE": parse_address(settings.warehouse).url,
                       "CHISO_REPORTS": str(settings.reports.resolve())})


def prefect_address() -> str:
    """Address of the API of the Prefect server that is configured; "" where a run brings its own."""
    return os.environ.get("PREFECT_API_URL", "")


def use_server(address: str) -> None:
    """Have Prefect use the server at `address` (http://host:port), whose pages must know where it is."""
    os.environ.update({"PREFECT_API_URL": f"{address}/api", "PREFECT_SERVER_UI_API_URL": f"{address}/api",
                       "PREFECT_UI_URL": address})
    # A yearly schedule shows no coming run otherwise: it is made 100 days before.
    os.environ.setdefault("PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME", "P400D")


def java_home() -> str | None:
    """Where Java is, for those who tell it that way."""
    return os.environ.get("JAVA_HOME")


def offer_to_dbt(values: dict[str, str]) -> None:
    """dbt takes its connection from the environment, so that no secret stands in a file or argument."""
    os.environ.update(values)


