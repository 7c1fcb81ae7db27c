"""The command `diff`: what changed between two warehouses, two runs (folders of reports), or two revisions."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import DataError, Problem
from flows.changelog_states import states_of_runs, states_of_warehouses
from flows.data_changelog import Changelog, States, about_columns, report_of
from flows.difference_keys import key_of
from flows.difference_lines import Difference, tell
from flows.revision_difference import Revision, revision_difference
from flows.settings import Settings
from flows.terminal import Terminal
from reports.catalogue import load_catalogue
from warehouse.differences import Relation, compare
from warehouse.snapshots import Tables, compared_in, csv_relation, warehouse_tables

if TYPE_CHECKING:
    import duckdb

SCHEMAS = ("raw", "seeds", "staging", "intermediate", "marts", "reporting")
PUBLISHED = "reporting"
"""What is compared where nothing else is asked for: all that others rely on."""
MANIFEST = "manifest.json"
SHOWN = 20
"""Rows of each kind and table that are told, without --all."""
FOLDED = 10
"""The same in a changelog, where each table is told by edition."""
_REVISION = re.compile(r"(?P<edition>[\w.-]+)@(?P<revision>[1-9]\d*)")


@dataclass(frozen=True)
class Asked:
    """What is compared, and how much of it is told. `tables`: only these, with or without their schema."""

    tables: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    limit: int | None = SHOWN
    is_code_asked_for: bool = False
    is_changelog: bool = False

    @property
    def compared(self) -> int | None:
        """How many rows of a kind are looked up: all for a changelog, which groups and counts them itself."""
        return None if self.is_changelog else self.limit


def show_diff(settings: Settings, terminal: Terminal, before: str, after: str, asked: Asked | None = None) -> int:
    """Tell what changed from `before` to `after`. Returns 0, or with --exit-code 1 where anything differs.

    Raises:
        DataError: they are not two of a kind, or there is no such edition, revision or table.
        WarehouseError: a warehouse cannot be read.
    """
    asked = asked or Asked()
    found, states = _difference(settings, before, after, asked)
    if asked.is_changelog and not terminal.as_json:
        for line in Changelog(terminal.words, load_catalogue(), states, asked.limit).lines(found):
            terminal.say(line)
    elif terminal.as_json:
        terminal.fields({"before": before, "after": after, "equal": found.is_equal, **asdict(found)})
    else:
        tell(terminal, found)
    return 1 if asked.is_code_asked_for and not found.is_equal else 0


def _difference(settings: Settings, before: str, after: str, asked: Asked) -> tuple[Difference, States]:
    revisions = [_revision(text) for text in (before, after)]
    folders = [Path(text) for text in (before, after)]
    with compared_in() as connection:
        if revisions[0] and revisions[1]:
            tables = revision_difference(connection, settings.warehouse, revisions[0], revisions[1], asked.compared)
            chosen = [table for table in tables if _is_asked(table.table, asked)]
            return Difference(tuple(table for table in chosen if not table.is_equal),
                              sum(table.is_equal for table in chosen),
                              rewritten=sum(table.rewritten for table in chosen)), States(before, after, {}, {})
        if all((folder / MANIFEST).is_file() for folder in folders):
            return (_of_runs(connection, folders[0], folders[1], asked),
                    states_of_runs(load_catalogue(), folders[0], folders[1]))
        urls = [_url(text) for text in (before, after)]
        if urls[0] and urls[1]:
            return _of_warehouses(connection, urls[0], urls[1], asked)
    raise DataError([Problem("diff_unlike", found=f"{before} · {after}")])


def _revision(text: str) -> Revision | None:
    """`mic-2016@2`; None for anything else."""
    found = None if Path(text).exists() else _REVISION.fullmatch(text)
    return Revision(found["edition"], int(found["revision"])) if found else None


def _url(text: str) -> str:
    """The address of a warehouse, which may be given as the name of its file."""
    return text if "://" in text else f"duckdb:///{text}" if Path(text).is_file() else ""


def _of_warehouses(connection: duckdb.DuckDBPyConnection, before: str, after: str,
                   asked: Asked) -> tuple[Difference, States]:
    """Everything published; for a changelog the tables of the catalogue, wherever they are kept."""
    catalogue = load_catalogue()
    schemas = asked.schemas or (SCHEMAS if asked.tables else ("marts", PUBLISHED) if asked.is_changelog
                                else (PUBLISHED,))
    with ExitStack() as stack:
        old = stack.enter_context(warehouse_tables(connection, before, "warehouse_before", schemas))
        new = stack.enter_context(warehouse_tables(connection, after, "warehouse_after", schemas))
        names = [name for name in _names(old, new) if _is_asked(name, asked)
                 and not (asked.is_changelog and report_of(catalogue, name) is None)]
        _require(asked, names)
        found = [compare(connection, name, _relation(old, name, asked), _relation(new, name, asked),
                         key_of(name, old.columns[name]), asked.compared,
                         about_columns(catalogue, name) if asked.is_changelog else ())
                 for name in names if name in old.columns and name in new.columns]
        states = states_of_warehouses(connection, catalogue, (before, old), (after, new))
    return Difference(tuple(table for table in found if not table.is_equal), sum(table.is_equal for table in found),
                      tuple(name for name in names if name not in new.columns),
                      tuple(name for name in names if name not in old.columns)), states


def _relation(tables: Tables, name: str, asked: Asked) -> Relation:
    """A table; for a changelog as it is published: certain columns, and empty text is no value."""
    relation, report = tables.relation(name), report_of(load_catalogue(), name)
    if not asked.is_changelog or report is None:
        return relation
    published = {column.key for column in report.columns_in("csv")}
    columns = {key: is_decimal for key, is_decimal in relation.columns.items() if key in published}
    told = (f'"{key}"' if is_decimal else f"""nullif(cast("{key}" as varchar), '') as "{key}\""""
            for key, is_decimal in columns.items())
    return Relation(f"(select {', '.join(told)} from {relation.source})", columns)


def _names(*sides: Tables) -> list[str]:
    return sorted({name for side in sides for name in side.columns})


def _of_runs(connection: duckdb.DuckDBPyConnection, before: Path, after: Path, asked: Asked) -> Difference:
    """The tables of two folders of reports by their CSV files, all other files by their bytes."""
    old, new = _files(before), _files(after)
    lists = {path: model for path, model in _csv_models().items() if _is_asked(path, asked) or _is_asked(model, asked)}
    catalogue = load_catalogue()
    _require(asked, [path for path in lists if path in old or path in new])
    found = []
    for path, model in lists.items():
        if path in old and path in new and old[path] != new[path]:
            decimals = _decimals(model)
            first, second = (csv_relation(folder / path, decimals) for folder in (before, after))
            found.append(compare(connection, path, first, second, key_of(model, first.columns), asked.compared,
                                 about_columns(catalogue, path) if asked.is_changelog else ()))
    others = [] if asked.tables or asked.is_changelog else [path for path in sorted({*old, *new}) if path not in lists]
    names = [*lists, *others]
    return Difference(
        tuple(table for table in found if not table.is_equal),
        sum(path in old and old[path] == new.get(path) for path in lists) + sum(table.is_equal for table in found),
        tuple(path for path in names if path in old and path not in new),
        tuple(path for path in names if path in new and path not in old),
        tuple(path for path in others if path in old and path in new and old[path] != new[path]),
        sum(path in old and old[path] == new.get(path) for path in others))


def _files(folder: Path) -> dict[str, str]:
    """What the manifest of a folder of reports tells: file → sha256."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    return {file["path"]: file["sha256"] for file in told}


def _csv_models() -> dict[str, str]:
    """CSV file of the catalogue → the model that it was made from."""
    return {f"csv/{report.code}.csv": report.model for report in load_catalogue().reports if "csv" in report.formats}


def _decimals(model: str) -> list[str]:
    return [column.key for report in load_catalogue().reports if report.model == model for column in report.columns
            if column.type == "decimal"]


def _is_asked(name: str, asked: Asked) -> bool:
    short = name.rpartition(".")[2] if not name.endswith(".csv") else Path(name).stem
    return not asked.tables or name in asked.tables or short in asked.tables


def _require(asked: Asked, names: Sequence[str]) -> None:
    if asked.tables and not names:
        raise DataError([Problem("diff_no_table", found=", ".join(asked.tables))])

