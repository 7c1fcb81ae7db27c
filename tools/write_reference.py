"""Write the pages of reference that the code already knows: docs/commands.md, docs/settings.md, docs/tables.md.

Run after changing a command, a setting or a model for readers: `uv run python tools/write_reference.py`.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from pydantic import SecretStr

from extractors.limits import Limits
from flows.cli import main as chiso
from flows.command import DATA, DONE, OURS, USE
from flows.settings import Settings

PROJECT = Path(__file__).resolve().parents[1]
MODELS = PROJECT / "dbt" / "models" / "reporting"
WIDTH = "120"
"""Columns of the terminal whose help is shown."""

EXIT_CODES = {
    DONE: "Done; also where there was nothing to do.",
    DATA: "The data stopped it, or something outside the program: a document with faults, a server that does not "
          "answer, a full disk. The message says what was found, what was expected and what to do.",
    USE: "Wrong use: an option, a name or an id that there is not. The message tells the nearest names.",
    OURS: "Our fault. `CHISO_TRACE=1` shows the trace.",
}


def commands() -> str:
    """Every command with its help, as the terminal shows it, and the exit codes."""
    lines = ["# Commands", "", "Written from the command itself by `tools/write_reference.py`. In a clone every "
             "command is typed with `uv run` before it; the pages that show how they are used are among the how-tos.",
             "", "## Exit codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    for name in ("", *sorted(chiso.commands)):
        words = [*name.split(), "--help"]
        shown = CliRunner().invoke(chiso, words, prog_name="chiso", env={"COLUMNS": WIDTH}).output
        lines += ["", f"## {name or 'Options of all commands'}", "", "```console",
                  f"$ uv run chiso {' '.join(words)}", *shown.rstrip().splitlines(), "```"]
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Every setting with its default and meaning."""
    lines = ["# Settings", "", "Written from `flows/settings.py` and `extractors/limits.py` by "
             "`tools/write_reference.py`. A setting is given in the environment or in a file `.env` where the command "
             "is run. `--sources`, `--warehouse`, `--reports` and `--lang` of a command go before it. "
             "`chiso doctor` tells which one holds and where it comes from; a `CHISO_…` that no setting has is told "
             "with the nearest name.", "", "| setting | default | meaning |", "|---|---|---|"]
    told = docstrings(Settings)
    lines += [f"| `CHISO_{name.upper()}` | {_default(field.default)} | {_cell(told[name])} |"
              for name, field in Settings.model_fields.items() if name != "limits"]
    lines += ["", "## Limits of a document", "", "What one document may ask of the machine; what goes beyond is a "
              "problem of that document. [Security](security.md) says why.", "", "| setting | default | meaning |",
              "|---|---|---|"]
    told = docstrings(Limits)
    lines += [f"| `CHISO_LIMITS__{field.name.upper()}` | {_default(field.default)} | {_cell(told[field.name])} |"
              for field in fields(Limits)]
    return "\n".join(lines) + "\n"


def docstrings(kind: type) -> dict[str, str]:
    """Field → the text below it; "" where there is none."""
    body = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(body, ast.ClassDef)
    told = {}
    for node, after in zip(body.body, [*body.body[1:], ast.Pass()], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            told[node.target.id] = inspect.cleandoc(str(after.value.value)) if is_text else ""
    return told


def tables() -> str:
    """Every table of schema reporting: what a row is, and its columns."""
    lines = ["# Tables for readers", "", "Written from `dbt/models/reporting` by `tools/write_reference.py`. All are "
             "in schema `reporting`, with the same columns and types on DuckDB and PostgreSQL; the descriptions are "
             "also the comments of the tables and columns in the database. Names of tables and columns stay: a change "
             "comes as a new name beside the old one. Ask for columns by name.", "", "| table | rows |", "|---|---|"]
    found = sorted(models(), key=lambda model: str(model["name"]))
    lines += [f"| [{model['name']}](#{model['name']}) | {_cell(model['description'])} |" for model in found]
    for model in found:
        lines += ["", f"## {model['name']}", "", _cell(model["description"]), "", "| column | type | meaning |",
                  "|---|---|---|"]
        lines += [f"| `{column['name']}` | {column['data_type']} | {_cell(column['description'])} |"
                  for column in model["columns"]]
    return "\n".join(lines) + "\n"


def models() -> Iterator[dict[str, Any]]:
    """The models for readers as dbt's files describe them."""
    for path in MODELS.glob("_*__models.yml"):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["models"]


def _default(value: object) -> str:
    """As one would type it; a folder of the project by its place in it."""
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, Path) and value.is_relative_to(PROJECT):
        value = value.relative_to(PROJECT).as_posix()
    return "" if value in ("", None) else f"`{value}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


PAGES = {"commands.md": commands, "settings.md": settings, "tables.md": tables}


def main() -> None:
    """Rewrite the pages."""
    for name, page in PAGES.items():
        (PROJECT / "docs" / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
