"""A workbook of any age (.xlsx, .xlsm, .xls) as sheets of cells. What it is, its bytes say, not its name.

Macros are never run and links never followed: only what is stored in the file is read. Measured on the
forms, openpyxl's read-only reader takes four fifths of the time of its full one; calamine takes a
twentieth, but shows an error as an empty cell and knows no number formats, so it is not used.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extractors.errors import DataError, Problem
from extractors.guard import beyond, cause, guarded
from extractors.limits import current
from extractors.workbook_parts import COLUMNS, ROWS, Area, active_parts, read_structure, require_modest

Kind = Literal["number", "text", "flag", "date", "error", "empty"]
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
    """All sheets in their order, and when the workbook says it was last saved (ISO; None: it does not say).

    `active`: what it holds that a spreadsheet would run or follow, and we do not (`macros`, `external_links`,
    `connections`, `dde`).
    """

    sheets: list[Sheet]
    modified: str | None = None
    active: tuple[str, ...] = ()

    @property
    def shown(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not sheet.is_hidden]


def read_workbook(path: Path) -> Workbook:
    """Read every filled cell of every sheet, hidden ones too, in a process of its own.

    Numbers are exact decimals of what Excel shows (0.1, not 0.1000000000000000055). A formula gives its
    stored result; one without is an `error` cell with the formula as text.

    Raises:
        DataError: file_absent, file_empty, file_not_workbook, file_encrypted, file_damaged or
            file_too_large, file_too_slow or file_with_entities, with the file's name.
    """
    if not path.is_file():
        raise stop("file_absent", path, str(path))
    return guarded(_read, path)


def _read(path: Path) -> Workbook:
    from defusedxml.common import DefusedXmlException

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
        hostile = cause(error, DefusedXmlException)
        if hostile:
            raise stop("file_with_entities", path, type(hostile).__name__, "a workbook as Excel saves it") from error
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
        require_modest(path, archive)
        # openpyxl takes the present moment for a stamp that the file does not hold
        is_stamped = "docProps/core.xml" in names and b"modified" in archive.read("docProps/core.xml")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drop-down lists and styles, which are not read
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [_from_openpyxl(path, sheet, archive) for sheet in book.worksheets]
        modified = book.properties.modified.isoformat() if is_stamped else None
        book.close()
        return Workbook(sheets, modified, active_parts(archive))


def _from_openpyxl(path: Path, source: Any, archive: zipfile.ZipFile) -> Sheet:
    """The values by openpyxl; from the XML what its read-only reader passes over: merged, hidden, formulas."""
    with archive.open(source._worksheet_path) as xml:
        structure = read_structure(path, xml)
    sheet = Sheet(source.title, source.sheet_state != "visible", merged=structure.merged,
                  hidden_rows=structure.hidden_rows, hidden_columns=structure.hidden_columns)
    source.reset_dimensions()  # else every row is filled up to the last column that the file claims
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                _put(sheet, cell.row, cell.column, cell.value, cell.number_format, cell.data_type == "e")
    for (row_number, column), formula in structure.unsolved.items():
        sheet.cells[row_number, column] = SheetCell(row_number, column, None, f"={formula}", "error")
    return sheet


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
        active = ("macros",) if container.exists("_VBA_PROJECT_CUR") else ()
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True,
                                  logfile=StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise stop("file_encrypted", path, "workbook with a password", "a workbook without a password") from error
        raise
    cells = sum(source.row_len(row) for source in book.sheets() for row in range(source.nrows))
    if cells > current().cells:
        raise beyond(path, f"{cells} cells", f"at most {current().cells}")
    return Workbook([_from_xlrd(sheet, book) for sheet in book.sheets()],
                    saved.isoformat() if isinstance(saved, datetime) else None, active)


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
    if not (0 < row <= ROWS and 0 < column <= COLUMNS):
        raise ValueError(f"no sheet has row {row}, column {column}")
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
