"""What the two states of a changelog are called, and which editions each of them holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.data_changelog import States, Titles
from warehouse.snapshots import Tables

if TYPE_CHECKING:
    import duckdb

    from reports.catalogue import Catalogue

_COLUMNS = ("edition_code", "title_vi", "title_en")


def states_of_runs(catalogue: Catalogue, before: Path, after: Path) -> States:
    """Two folders of reports, called by the version of their data package where they have one."""
    front = f"csv/{catalogue.the('front').code}.csv"
    return States(_version(before), _version(after), _titles_in(before / front), _titles_in(after / front))


def states_of_warehouses(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, before: tuple[str, Tables],
                         after: tuple[str, Tables]) -> States:
    """Two warehouses, called as their file or database is."""
    names = [url.rstrip("/").rpartition("/")[2] for url, _ in (before, after)]
    titles = [_titles_of(connection, catalogue, tables) for _, tables in (before, after)]
    return States(names[0], names[1], titles[0], titles[1])


def _version(folder: Path) -> str:
    try:
        return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"])
    except (FileNotFoundError, ValueError, KeyError):  # of a chiso that made none
        return folder.name or folder.resolve().name


def _titles_in(path: Path) -> Titles:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return _titles(csv.DictReader(file))


def _titles_of(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, tables: Tables) -> Titles:
    name = next((name for name in tables.columns if name.endswith(f".{catalogue.the('front').model}")), None)
    if name is None:
        return {}
    told = connection.execute(f"select {', '.join(_COLUMNS)} from {tables.relation(name).source}").fetchall()
    return _titles(dict(zip(_COLUMNS, row, strict=True)) for row in told)


def _titles(rows: Iterable[Mapping[str, str | None]]) -> Titles:
    return {str(row["edition_code"]): {language: row[f"title_{language}"] or row["title_vi"] or ""
                                       for language in ("vi", "en")} for row in rows}
