"""The DuckDB file that is built aside.

DuckDB takes one writer or several readers, and names its catalogue after the file: hence a copy of
the same name in another folder, moved over the current file when whole.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing
from pathlib import Path

import duckdb

from warehouse.connections import connect_duckdb
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseUnreachable

_FOLDER = ".building"
_READERS_ARE_WAITED_FOR_SECONDS = 30.0


def building_path(path: Path) -> Path:
    """Where the next state of the DuckDB file `path` is built."""
    return path.parent / _FOLDER / path.name


def prepare(path: Path) -> None:
    """Have a sound building file: that of a killed run, when it came from the current file, or a copy."""
    building = building_path(path)
    building.parent.mkdir(parents=True, exist_ok=True)
    origin = _origin_file(building)
    is_of_current = building.exists() and origin.exists() and origin.read_text() == _origin(path)
    if not (is_of_current and _is_sound(building)):
        _copy_anew(path, building)


def require(path: Path) -> None:
    """Raise WarehouseError unless there is a building file to publish."""
    if not building_path(path).exists():
        raise WarehouseError(f"warehouse {path}: nothing was built that could be published.")


def publish(path: Path) -> None:
    """Move the building file over the current one."""
    building = building_path(path)
    with closing(connect_duckdb(building)) as connection:
        connection.execute("checkpoint")
    # Opening it once more, and now to read only, fails as long as anybody still has it open to write.
    connect_duckdb(building, read_only=True).close()
    if _log(building).exists():
        raise WarehouseBusy(f"warehouse {building}: its log {_log(building).name} is not written back yet.")
    # A log beside the current file is of a state that is about to go; it would spoil the new one.
    _log(path).unlink(missing_ok=True)
    _replace(building, path)
    _origin_file(building).unlink(missing_ok=True)


def _copy_anew(path: Path, building: Path) -> None:
    for left_over in (building, _log(building), _origin_file(building)):
        left_over.unlink(missing_ok=True)
    if path.exists():
        # Fails when somebody writes to it just now, or when it is no DuckDB file at all.
        connect_duckdb(path, read_only=True).close()
        if _log(path).exists():
            shutil.copyfile(_log(path), _log(building))
        copying = building.with_name(building.name + ".copying")
        shutil.copyfile(path, copying)
        os.replace(copying, building)
    # Written last: a copy that was cut short has no origin and is not used.
    _origin_file(building).write_text(_origin(path))


def _is_sound(building: Path) -> bool:
    """Whether the file opens, its log plays back and every block of schema raw can be read."""
    try:
        with closing(connect_duckdb(building)) as connection:
            tables = connection.execute(
                "select table_name from information_schema.tables where table_schema = 'raw'"
            ).fetchall()
            for (table,) in tables:
                connection.execute(f'select bit_xor(hash(t)) from raw."{table}" as t').fetchall()
    except (WarehouseUnreachable, duckdb.Error):
        return False
    return True


def _replace(building: Path, path: Path) -> None:
    """os.replace; Windows refuses it while a reader has the file open, so readers are waited for there."""
    give_up = time.monotonic() + _READERS_ARE_WAITED_FOR_SECONDS
    while True:
        try:
            os.replace(building, path)
            return
        except PermissionError as error:
            if time.monotonic() > give_up:
                raise WarehouseBusy(
                    f"warehouse {path}: cannot be replaced, a program has it open or may not be written.\n"
                    "  do:       close the programs that read it, then run again; nothing is built twice."
                ) from error
            time.sleep(0.2)


def _origin(path: Path) -> str:
    """Which state of the current file a copy was made from."""
    if not path.exists():
        return "none"
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"


def _origin_file(building: Path) -> Path:
    return building.with_name(building.name + ".origin")


def _log(path: Path) -> Path:
    """DuckDB's write-ahead log, beside its file."""
    return path.with_name(path.name + ".wal")
