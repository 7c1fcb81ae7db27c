"""Reports with one fault each, made on the spot: the whole report is right but for what the name says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pypdfium2
from openpyxl import Workbook

from tests.renderings.report_pdf import Layout, write_report
from tests.renderings.report_text import Block, Report, load_report

Outcome = Literal["unreadable", "wrong", "fault"]
"""`unreadable`: the file as such; `wrong`: its data; `fault`: the publisher's, which stops nothing."""


@dataclass(frozen=True)
class BadInput:
    """What is wrong with a file, and where a message about it has to point."""

    name: str
    outcome: Outcome
    table: str
    printed: str
    write: Callable[[Path], None]
    """Writes the file at the path it is given."""


def write_bad_input(name: str, folder: Path) -> Path:
    """Write the bad input of that name into `folder`, as `<name>.pdf`.

    Raises KeyError when there is none of that name.
    """
    path = folder / f"{name}.pdf"
    BAD_INPUTS[name].write(path)
    return path


def empty(path: Path) -> None:
    """A file of no bytes."""
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    """The first 60 % of the bytes: the table of objects at the end is gone."""
    write_report(path, load_report())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])


def encrypted(path: Path) -> None:
    """The whole report behind a password."""
    write_report(path, load_report(), Layout(password="2016"))


def workbook(path: Path) -> None:
    """An Excel workbook under the name of a PDF."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in load_report().tables["2.1"].rows:
        sheet.append(row[1:])
    with path.open("wb") as file:
        book.save(file)


def scanned_page(path: Path) -> None:
    """The page of table 2.1 as a picture: nothing there to read without OCR."""
    write_report(path, load_report())
    document = pypdfium2.PdfDocument(path)
    picture = document[3].render(scale=1.5, grayscale=True).to_pil()
    document.close()
    picture.save(path, "PDF", resolution=108)


def other_document(path: Path) -> None:
    """A page of prose that mentions the tables and holds none of them."""
    report = load_report()
    report.blocks = [
        Block("cover", "THÔNG BÁO"),
        *(b for b in report.blocks if b.kind in ("prose", "bullet")),
    ]
    write_report(path, report)


def table_missing(report: Report) -> None:
    """Table 3.5 is lost; the lists at the front and the prose still name it."""
    report.blocks = [
        replace(block, is_lost=True) if (block.kind, block.text) == ("table", "3.5") else block
        for block in report.blocks
    ]


def rows_missing(report: Report) -> None:
    """Two rows in the middle of table 4.3 are lost: 61 of 63."""
    del report.tables["4.3"].rows[30:32]


def body_twice(report: Report) -> None:
    """An Giang stands at the place of Lai Châu too."""
    _cell(report, "4.1", "Lai Châu", 1, "An Giang")


def index_out_of_range(report: Report) -> None:
    """An index above its maximum of 1; the ranks still fit."""
    _cell(report, "2.3", "Bộ Giao thông vận tải", 2, "1,900")


def letter_l_in_figure(report: Report) -> None:
    """A small L for a one."""
    _cell(report, "2.1", "Bộ Giao thông vận tải", 2, "l,000")


def letter_o_in_figure(report: Report) -> None:
    """A large O for a zero."""
    _cell(report, "4.1", "Khánh Hòa", 2, "O,998")


def unknown_header(report: Report) -> None:
    """`Điểm TB` where the edition prints `Chỉ số`."""
    report.tables["2.4"].headers[3] = "Điểm TB"


def header_twice(report: Report) -> None:
    """The column of the index is printed twice."""
    _add_column(report, "3.1", "Chỉ số năm 2016", lambda row: row[3])


def unknown_body(report: Report) -> None:
    """A province that does not exist, one letter away from Đồng Nai ("Đông Nai" is a known misprint)."""
    _cell(report, "4.3", "Đồng Nai", 1, "Đống Nai")


def column_too_many(report: Report) -> None:
    """A last column, empty, under a header that the edition does not have."""
    _add_column(report, "2.8", "Ghi chú", lambda row: "")


def rank_against_index(report: Report) -> None:
    """A body with the 23rd index prints rank 25; no other row is touched."""
    _cell(report, "4.9", "Phú Thọ", 0, "25")


def total_does_not_add_up(report: Report) -> None:
    """560 services of level 3 in the totals row; the rows above it add up to 550."""
    _cell(report, "2.6", "Tổng cộng", 2, "560")


def _row(report: Report, table_id: str, body: str) -> list[str]:
    return next(row for row in report.tables[table_id].rows if row[2] == body)


def _cell(report: Report, table_id: str, body: str, column: int, text: str) -> None:
    """Print another text in a column (0-based) of the row of a body."""
    _row(report, table_id, body)[1 + column] = text


def _add_column(report: Report, table_id: str, header: str, text: Callable[[list[str]], str]) -> None:
    table = report.tables[table_id]
    table.headers.append(header)
    for row in table.rows:
        row.append(text(row))


def _report_with(change: Callable[[Report], None]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        report = load_report()
        change(report)
        write_report(path, report)

    return write


_FILES: list[tuple[Callable[[Path], None], Outcome]] = [
    (empty, "unreadable"),
    (truncated, "unreadable"),
    (encrypted, "unreadable"),
    (workbook, "unreadable"),
    (scanned_page, "unreadable"),
    (other_document, "wrong"),
]
_CHANGES: list[tuple[Callable[[Report], None], Outcome, str, str]] = [
    (table_missing, "wrong", "3.5", ""),
    (rows_missing, "wrong", "4.3", ""),
    (body_twice, "wrong", "4.1", "An Giang"),
    (index_out_of_range, "wrong", "2.3", "1,900"),
    (letter_l_in_figure, "wrong", "2.1", "l,000"),
    (letter_o_in_figure, "wrong", "4.1", "O,998"),
    (unknown_header, "wrong", "2.4", "Điểm TB"),
    (header_twice, "wrong", "3.1", "Chỉ số năm 2016"),
    (unknown_body, "wrong", "4.3", "Đống Nai"),
    (column_too_many, "wrong", "2.8", "Ghi chú"),
    (rank_against_index, "fault", "4.9", "25"),
    (total_does_not_add_up, "fault", "2.6", "560"),
]
BAD_INPUTS: dict[str, BadInput] = {
    entry.name: entry
    for entry in [
        *(BadInput(write.__name__, outcome, "", "", write) for write, outcome in _FILES),
        *(
            BadInput(change.__name__, outcome, table, printed, _report_with(change))
            for change, outcome, table, printed in _CHANGES
        ),
    ]
}
