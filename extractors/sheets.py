"""A workbook of any age (.xlsx, .xlsm, .xls) as sheets of cells. What it is, its bytes say, not its name.

Macros are never run and links never followed: only what is stored in the file is read. Measured on the
forms, openpyxl's read-only reader takes four fifths of the time of its full one; calamine takes a
twentieth, but shows an error as an empty cell and knows no number formats, so it is not used.
"""

from __future__ import annotations

import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extractors.errors import DataError, Problem

Kind = Literal["number", "text", "flag", "date", "error", "empty"]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all 1-based, all included."""

UNPACKED_AT_MOST = 64 * 1024 * 1024
"""Bytes: a hundred times the largest workbook of the bundled editions; a packed bomb is far beyond."""
CELLS_AT_MOST = 1_000_000
EXPECTED = "an Excel workbook (.xlsx, .xlsm, .xls)"

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_ZIP_PARTS = {"word/document.xml": "Word document", "ppt/presentation.xml": "PowerPoint presentation",
              "xl/workbook.bin": "binary workbook (.xlsb)", "content.xml": "OpenDocument file"}
_OLE_PARTS = {"WordDocument": "Word document (.doc)", "PowerPoint Document": "PowerPoint presentation (.ppt)"}


class SheetCell(NamedTuple):
    """One cell. `text` is what was typed; an error's `text` is the error, or the formula without a stored result."""

    row: int
    column: int
    value: str | Decimal | bool | date | time | timedelta | None
    text: str
    kind: Kind
    number_format: str = "General"


@dataclass
class Sheet:
    """The filled cells of one sheet by (row, column), both 1-based."""

    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell there, an empty one where nothing stands."""
        return self.cells.get((row, column)) or SheetCell(row, column, None, "", "empty")

    @staticmethod
    def address(row: int, column: int) -> str:
        """`D46` for row 46, column 4."""
        letters = ""
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{row}"


@dataclass(eq=False)
class Workbook:
    """All sheets in their order, and when the workbook says it was last saved (ISO; None: it does not say)."""

    sheets: list[Sheet]
    modified: str | None = None

    @property
    def shown(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not sheet.is_hidden]


def read_workbook(path: Path) -> Workbook:
    """Read every filled cell of every sheet, hidden ones too.

    Numbers are exact decimals of what Excel shows (0.1, not 0.1000000000000000055). A formula gives its
    stored result; one without is an `error` cell with the formula as text.

    Raises:
        DataError: file_absent, file_empty, file_not_workbook, file_encrypted, file_damaged or
            file_too_large, with the file's name.
    """
    if not path.is_file():
        raise stop("file_absent", path, str(path))
    data = path.read_bytes()
    if not data:
        raise stop("file_empty", path, "0 bytes")
    read: Callable[[Path, bytes], Workbook]
    if data.startswith(_ZIP):
        read = _read_zip
    elif data.startswith(_OLE):
        read = _read_ole
    else:
        raise stop("file_not_workbook", path, "PDF" if _PDF in data[:1024] else _first_words(data))
    try:
        return read(path, data)
    except DataError:
        raise
    except Exception as error:  # the readers raise errors of many kinds on damaged files
        raise stop("file_damaged", path, f"{len(data)} bytes, {type(error).__name__}", "a whole workbook") from error


def stop(code: str, path: Path, found: str, expected: str = EXPECTED) -> DataError:
    """The error of a workbook that cannot be read."""
    return DataError([Problem(code, file=path.name, found=found, expected=expected)])


def _first_words(data: bytes) -> str:
    head = data[:40].decode("utf-8", "replace").strip()
    return f"“{head}…”" if head.isprintable() else "unknown bytes"


def _read_zip(path: Path, data: bytes) -> Workbook:
    import openpyxl

    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
            kinds = [kind for part, kind in _ZIP_PARTS.items() if part in names]
            raise stop("file_not_workbook", path, kinds[0] if kinds else "zip archive")
        unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > UNPACKED_AT_MOST:
            raise stop("file_too_large", path, f"{unpacked} bytes unpacked", f"at most {UNPACKED_AT_MOST}")
        # openpyxl takes the present moment for a stamp that the file does not hold
        is_stamped = "docProps/core.xml" in names and b"modified" in archive.read("docProps/core.xml")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drop-down lists and styles, which are not read
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [_from_openpyxl(path, sheet, archive) for sheet in book.worksheets]
        modified = book.properties.modified.isoformat() if is_stamped else None
        book.close()
    return Workbook(sheets, modified)


def _from_openpyxl(path: Path, source: Any, archive: zipfile.ZipFile) -> Sheet:
    """The values by openpyxl; from the XML what its read-only reader passes over: merged, hidden, formulas."""
    sheet = Sheet(source.title, source.sheet_state != "visible")
    unsolved = _read_structure(path, archive.read(source._worksheet_path), sheet)
    source.reset_dimensions()  # a lone cell far off would make every row as wide as the sheet can be
    source.reset_dimensions()  # else every row is filled up to the last column that the file claims
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                _put(sheet, cell.row, cell.column, cell.value, cell.number_format, cell.data_type == "e")
    for address, formula in unsolved.items():
        row, column = _place(address)
        sheet.cells[row, column] = SheetCell(row, column, None, f"={formula}", "error")
    return sheet


def _read_structure(path: Path, xml: bytes, sheet: Sheet) -> dict[str, str]:
    """Merged and hidden parts into `sheet`; returns the formulas (by cell) whose result is not stored."""
    unsolved, cells = {}, 0
    for node in ET.fromstring(xml).iter():
        tag = node.tag.rpartition("}")[2]
        if tag == "c":
            cells += 1
            parts = {part.tag.rpartition("}")[2]: part.text for part in node}
            if "f" in parts and not parts.get("v") and node.get("t") != "str" and "r" in node.attrib:
                unsolved[node.attrib["r"]] = parts["f"] or ""
        elif tag == "mergeCell" and ":" in node.get("ref", ""):
            first, last = node.attrib["ref"].split(":")
            sheet.merged.append((*_place(first), *_place(last)))
        elif tag == "row" and node.get("hidden") in ("1", "true") and "r" in node.attrib:
            sheet.hidden_rows.add(int(node.attrib["r"]))
        elif tag == "col" and node.get("hidden") in ("1", "true"):
            sheet.hidden_columns.update(range(int(node.attrib["min"]), int(node.attrib["max"]) + 1))
    if cells > CELLS_AT_MOST:
        raise stop("file_too_large", path, f"{cells} cells", f"at most {CELLS_AT_MOST}")
    return unsolved


def _place(address: str) -> tuple[int, int]:
    """`D46` → (46, 4)."""
    letters = address.replace("$", "").rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    return int(address.replace("$", "")[len(letters):]), column


def _read_ole(path: Path, data: bytes) -> Workbook:
    import olefile
    import xlrd

    with olefile.OleFileIO(BytesIO(data)) as container:
        if container.exists("EncryptedPackage"):
            raise stop("file_encrypted", path, "workbook with a password", "a workbook without a password")
        if not (container.exists("Workbook") or container.exists("Book")):
            kinds = [kind for part, kind in _OLE_PARTS.items() if container.exists(part)]
            raise stop("file_not_workbook", path, kinds[0] if kinds else "OLE file")
        saved = container.get_metadata().last_saved_time
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise stop("file_encrypted", path, "workbook with a password", "a workbook without a password") from error
        raise
    return Workbook([_from_xlrd(sheet, book) for sheet in book.sheets()],
                    saved.isoformat() if isinstance(saved, datetime) else None)


def _from_xlrd(source: Any, book: Any) -> Sheet:
    import xlrd

    sheet = Sheet(source.name, source.visibility != 0, merged=[
        (top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells],
        hidden_rows={row + 1 for row, shape in source.rowinfo_map.items() if shape.hidden},
        hidden_columns={column + 1 for column, shape in source.colinfo_map.items() if shape.hidden})
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            cell = source.cell(row, column)
            value: Any = cell.value
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            if cell.ctype == xlrd.XL_CELL_ERROR:
                value = xlrd.error_text_from_code.get(value, "#ERR!")
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(value)
            elif cell.ctype == xlrd.XL_CELL_DATE:
                try:
                    value = xlrd.xldate_as_datetime(value, book.datemode)
                except (ValueError, OverflowError):
                    value = Decimal(repr(value))
            shape = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            _put(sheet, row + 1, column + 1, value, shape, cell.ctype == xlrd.XL_CELL_ERROR)
    return sheet


def _put(sheet: Sheet, row: int, column: int, value: Any, number_format: str, is_error: bool) -> None:
    """Store one cell under its kind; blanks are nothing."""
    kind: Kind
    if is_error:
        value, text, kind = None, str(value), "error"
    elif isinstance(value, bool):
        text, kind = str(value).upper(), "flag"
    elif isinstance(value, int | float):
        value = exact(value)
        text, kind = f"{value:f}", "number"
    elif isinstance(value, date | time | timedelta):
        text, kind = value.isoformat() if not isinstance(value, timedelta) else str(value), "date"
    else:
        text, kind = str(value), "text"
        if not text.strip():
            return
    sheet.cells[row, column] = SheetCell(row, column, value, text, kind, number_format)


def exact(number: float) -> Decimal:
    """The shortest decimal that is this float: what Excel shows of it. 0.1 → 0.1, 49.0 → 49."""
    value = Decimal(repr(number))
    return Decimal(int(value)) if value == value.to_integral_value() else value
