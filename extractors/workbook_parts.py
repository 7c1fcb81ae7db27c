"""The parts of a packed workbook (.xlsx): whether they are modest, what in them is active, how sheets are built."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from extractors.guard import MEGABYTE, beyond
from extractors.limits import current

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all 1-based, all included."""

ROWS, COLUMNS = 1_048_576, 16_384
"""Of the largest sheet that there is."""
ACTIVE = {"macros": r"vbaProject\.bin$", "external_links": r"xl/externalLinks/[^/]+\.xml$",
          "connections": r"xl/connections\.xml$"}
_DDE = re.compile(rb"<(?:\w+:)?ddeLink\b")


@dataclass
class Structure:
    """What openpyxl's read-only reader passes over in a sheet. `unsolved`: formulas whose result is not stored."""

    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsolved: dict[tuple[int, int], str] = field(default_factory=dict)


def require_modest(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a bomb by what its directory says; what is unpacked is never more than that.

    Raises:
        DataError: file_too_large.
    """
    allowed = current()
    parts = archive.infolist()
    if len(parts) > allowed.parts:
        raise beyond(path, f"{len(parts)} files in it", f"at most {allowed.parts}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > allowed.unpacked_megabytes * MEGABYTE:
        raise beyond(path, f"{unpacked} bytes unpacked", f"at most {allowed.unpacked_megabytes * MEGABYTE}")
    for part in parts:
        ratio = part.file_size // max(part.compress_size, 1)
        if part.file_size > MEGABYTE and ratio > allowed.packed_ratio:
            raise beyond(path, f"{part.filename}: {ratio} times larger unpacked", f"at most {allowed.packed_ratio}")


def active_parts(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What a spreadsheet would run or follow; we never do."""
    names = archive.namelist()
    found = [kind for kind, pattern in ACTIVE.items() if any(re.search(pattern, name) for name in names)]
    links = (name for name in names if re.search(ACTIVE["external_links"], name))
    if any(_DDE.search(archive.read(name)) for name in links):
        found.append("dde")
    return tuple(found)


def read_structure(path: Path, xml: IO[bytes]) -> Structure:
    """Go through the XML of a sheet without keeping it.

    Raises:
        DataError: file_too_large.
    """
    from defusedxml.ElementTree import iterparse

    structure, most, seen = Structure(), current().cells, 0
    for _, node in iterparse(xml, forbid_dtd=True):
        tag = node.tag.rpartition("}")[2]
        if tag in ("c", "row", "mergeCell"):
            seen += 1
            if seen > most:
                raise beyond(path, f"more than {most} cells", f"at most {most}")
        _note(structure, tag, node)
        if tag not in ("f", "v"):  # these are asked for by their cell
            node.clear()
    return structure


def _note(structure: Structure, tag: str, node: Any) -> None:
    if tag == "c":
        parts = {part.tag.rpartition("}")[2]: part.text for part in node}
        if "f" in parts and not parts.get("v") and node.get("t") != "str" and "r" in node.attrib:
            structure.unsolved[_place(node.attrib["r"])] = parts["f"] or ""
    elif tag == "mergeCell" and ":" in node.get("ref", ""):
        first, last = node.attrib["ref"].split(":")
        structure.merged.append((*_place(first), *_place(last)))
    elif tag == "row" and node.get("hidden") in ("1", "true") and "r" in node.attrib:
        structure.hidden_rows.add(int(node.attrib["r"]))
    elif tag == "col" and node.get("hidden") in ("1", "true"):
        last_column = min(int(node.attrib["max"]), COLUMNS)
        structure.hidden_columns.update(range(int(node.attrib["min"]), last_column + 1))


def _place(address: str) -> tuple[int, int]:
    """`D46` → (46, 4). ValueError for a place that no sheet has."""
    letters = address.replace("$", "").rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    row = int(address.replace("$", "")[len(letters):])
    if not (0 < row <= ROWS and 0 < column <= COLUMNS):
        raise ValueError(f"no sheet has {address}")
    return row, column
