"""Two next editions of the ministry's report, each with much that is printed otherwise, and what each prints."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from openpyxl import Workbook, load_workbook

from .next_report import (
    DOSSIERS,
    INDEX_TABLES,
    SERVICES,
    add_column,
    add_up,
    drop_column,
    drop_table,
    figure,
    next_report,
    printed,
    rank_rows,
    rank_services,
    renumber,
)
from .report_pdf import Layout, write_report
from .report_text import Block, PrintedTable, Report, load_report

Rows = list[list[str]]
CAPTIONS_BELOW = Layout(caption="below", font_size=8)
WRONG_RANK, WRONG_TOTAL = "mic-2017:4.3:r10:rank", "mic-2017:2.6:r19:total"
"""The two faults planted in the drifted edition."""
COMPLAINTS = "Số lượng phản ánh, kiến nghị được xử lý trực tuyến tại các tỉnh, thành phố trực thuộc Trung ương năm 2025"
PROVINCES_2025 = frozenset(re.split(r"\|",
    "Cao Bằng|Điện Biên|Lai Châu|Sơn La|Lạng Sơn|Quảng Ninh|Thanh Hóa|Nghệ An|Hà Tĩnh|Tuyên Quang|Lào Cai|Thái Nguyên|"
    "Bắc Ninh|Phú Thọ|Hưng Yên|Ninh Bình|Quảng Trị|Quảng Ngãi|Gia Lai|Khánh Hòa|Đắk Lắk|Lâm Đồng|Đồng Nai|Tây Ninh|"
    "Đồng Tháp|Vĩnh Long|An Giang|Cà Mau|TP. Hà Nội|TP. Huế|TP. Hải Phòng|TP. Đà Nẵng|TP. Hồ Chí Minh|TP. Cần Thơ"))
RENAMED = {"Bộ Nông nghiệp và Phát triển nông thôn": "Bộ Nông nghiệp và Môi trường",
           "Ủy ban Dân tộc": "Bộ Dân tộc và Tôn giáo", "Thừa Thiên - Huế": "TP. Huế"}
MERGED_AWAY = frozenset(re.split(r"\|",
    "Bộ Kế hoạch và Đầu tư|Bộ Giao thông vận tải|Bộ Tài nguyên và Môi trường|Bộ Thông tin và Truyền thông|"
    "Bộ Lao động, Thương binh và Xã hội|Bộ Lao động, Thương binh và Xã Hội|Bảo hiểm Xã hội Việt Nam|"
    "Ban Quản lý Lăng Chủ tịch Hồ Chí Minh|Học viện Chính trị Quốc gia Hồ Chí Minh"))


@dataclass
class NextEdition:
    """A report as it will be printed. `keys` tells the columns of a table whose columns are not those of 2016."""

    report: Report
    layout: Layout
    keys: dict[str, list[str]] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_report(path, self.report, self.layout)

    def rows(self) -> dict[str, Rows]:
        """Table id → rows as printed: kind, then a text a column, in the printed order."""
        return {table.table_id: table.rows for table in self.report.tables.values()}


def drifted_2017() -> NextEdition:
    """All that a printer changes from one year to the next, and two faults.

    Numbers 4.4 to 4.11 moved on by one; captions below the tables, two reworded; headers reworded; a column more in 4.1
    (last year's rank); a column gone in 3.3 (addresses); five names spelt otherwise.
    """
    report = next_report(2017, "Tháng 5/2018")
    tables = report.tables
    _plant_faults(tables)
    ranks = {row[2]: row[1] for row in load_report().tables["4.1"].rows}
    add_column(tables["4.1"], 3, "Thứ hạng năm 2016", lambda row: ranks[row[2]])
    drop_column(tables["3.3"], 2)
    tables["2.1"].headers[0] = "Xếp hạng"
    tables["2.4"].headers[2] = "Địa chỉ Trang/Cổng thông tin điện tử"
    tables["4.7"].headers[2:4] = ["Số lượng DVC trực tuyến mức độ 3", "Số lượng DVC trực tuyến mức độ 4"]
    tables["2.8"].caption = tables["2.8"].caption.replace("các quy định cho ứng dụng công nghệ thông tin",
                                                          "quy định về ứng dụng CNTT")
    tables["4.2"].caption = tables["4.2"].caption.replace("Tổng hợp tỉ lệ trung bình việc", "Tỷ lệ trung bình")
    for table_id, names in SPELT_OTHERWISE.items():
        _spell(tables[table_id], names)
    renumber(report, {f"4.{number}": f"4.{number + 1}" for number in range(4, 12)})
    return NextEdition(report, CAPTIONS_BELOW, {"4.1": ["rank", "entity", "index", ""]})


SPELT_OTHERWISE = {
    "2.4": {"Bộ Văn hóa, Thể thao và Du lịch": "Bộ Văn hóa, Thể thao & Du lịch"},
    "2.9": {"Bộ Lao động, Thương binh và Xã hội": "Bộ LĐ, Thương binh và Xã hội"},
    "4.3": {"Bà Rịa - Vũng Tàu": "Bà Rịa - Vũng Tầu"},
    "4.9": {"Đắk Lắk": "Đắc Lắk"},
    "4.11": {"Thừa Thiên - Huế": "Thừa Thiên-Hué"},
}
"""Table (by its number of 2016) → name as in 2016 → as it is printed now."""


def merged_2025() -> NextEdition:
    """The country of 34 provinces, in chapters with other numbers.

    Chapter II is now V, III is VI, IV is VII; the table of social security is gone, one of complaints is new; columns
    stand in another order; ministries, agencies and provinces are those of the end of 2025.
    """
    report = next_report(2025, "Tháng 3/2026")
    tables = report.tables
    drop_table(report, "3.4")
    for table_id in (*INDEX_TABLES, *SERVICES, *DOSSIERS):
        _keep_bodies(tables[table_id])
    for table_id in INDEX_TABLES:
        rank_rows(tables[table_id].rows, lambda row: (figure(row[-1]),))
    for table_id, summary in SERVICES.items():
        rows = tables[table_id].rows
        data = [row for row in rows if row[0] == "data"]
        rank_services(tables[table_id], data)
        rows[:len(data)] = data
        add_up(tables[table_id], tables[summary])
    for table_id in DOSSIERS:
        for number, row in enumerate((row for row in tables[table_id].rows if row[0] == "data"), 1):
            row[1] = str(number)
    _right_sums_of_provinces(report)
    _add_table_of_complaints(report)
    tables["2.6"].reorder([1, 0, 4, 2, 3])
    tables["4.1"].reorder([1, 2, 0])
    renumber(report, {table_id: f"{int(table_id[0]) + 3}{table_id[1:]}" for table_id in tables})
    return NextEdition(report, Layout(font_size=8))


def write_workbook(edition: NextEdition, table_ids: Sequence[str], path: Path) -> Path:
    """Some tables once more, each on a sheet: the caption, the headers, figures as numbers."""
    book = Workbook()
    book.remove(book.active)
    for table_id in table_ids:
        table = next(table for table in edition.report.tables.values() if table.table_id == table_id)
        sheet = book.create_sheet(table_id.replace(".", "-"))
        sheet.append([table.caption])
        sheet.append(table.headers)
        for row in table.rows:
            sheet.append([_as_number(text) for text in row[1:]])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _as_number(text: str) -> str | int | float:
    is_figure = re.fullmatch(r"\d+(?:,\d+)?|\d{1,3}(?:\.\d{3})+", text)
    return text if not is_figure else float(figure(text)) if "," in text else int(figure(text))


def _plant_faults(tables: dict[str, PrintedTable]) -> None:
    tables["4.3"].rows[9][1] = "14"
    total = tables["2.6"].rows[18]
    assert total[0] == "total"
    total[5] = printed(figure(total[5]) + 10)


def _spell(table: PrintedTable, names: dict[str, str]) -> None:
    assert set(names) <= {row[2] for row in table.rows}
    for row in table.rows:
        row[2] = names.get(row[2], row[2])


def _keep_bodies(table: PrintedTable) -> None:
    """The bodies of the end of 2025, also in rows that name several."""
    kept = []
    for row in table.rows:
        mark = "; " if ";" in row[2] else ", "
        printed_names = row[2].split(mark) if row[0] == "pooled" else [row[2]]
        names = [name for name in (RENAMED.get(name, name) for name in printed_names)
                 if row[0] == "total" or _is_kept(name, table)]
        row[2] = mark.join(names)
        if row[0] == "pooled" and len(names) == 1:  # it has begun to offer services
            row[:] = ["data", "", *names, "2", "0", "2"]
        kept += [row] if names else []
    bodies = sum(1 if row[0] == "data" else row[2].count(";") + row[2].count(", ") + 1
                 for row in kept if row[0] != "total")
    for row in kept:
        row[1] = str(bodies) if row[0] == "pooled" else row[1]
    table.rows = kept


def _is_kept(name: str, table: PrintedTable) -> bool:
    return name in PROVINCES_2025 if table.table_id.startswith("4.") else name not in MERGED_AWAY


def _right_sums_of_provinces(report: Report) -> None:
    """What is counted and shared of services, of the bodies that are left."""
    services = [row for row in report.tables["4.7"].rows if row[0] == "data"]
    counts = [sum(any(figure(row[column]) for column in columns) for row in services)
              for columns in ((3,), (4,), (3, 4))]
    for row, count in zip(report.tables["4.6"].rows, [*counts, 31, 30], strict=True):
        row[3] = str(count)
    for table_id, decimals in (("2.5", 1), ("4.5", 2)):
        for row in report.tables[table_id].rows:
            row[4] = printed(figure(row[3]) // 2)
        shares = [printed(100 * figure(row[4]) / figure(row[3]), decimals) for row in report.tables[table_id].rows]
        block = next(number for number, block in enumerate(report.blocks)
                     if "hồ sơ trực tuyến:" in block.text and ("Đạt hàng triệu" in block.text) == (table_id == "2.5"))
        text = re.sub(r": [\d,]+% ở mức độ 3, [\d,]+% ở mức độ 4",
                      f": {shares[0]}% ở mức độ 3, {shares[1]}% ở mức độ 4", report.blocks[block].text)
        report.blocks[block] = replace(report.blocks[block], text=text)


def _add_table_of_complaints(report: Report) -> None:
    """A ranking that no edition had: 4.12, behind 4.11."""
    provinces = [row[2] for row in report.tables["4.11"].rows]
    rows = [["data", "", name, printed(900 + 37 * number), printed(400 + 29 * number)]
            for number, name in enumerate(sorted(provinces, key=lambda name: name[::-1]), 1)]
    rank_rows(rows, lambda row: (figure(row[4]),))
    headers = ["Thứ hạng", "Tỉnh, thành phố", "Số lượng tiếp nhận", "Số lượng đã xử lý trực tuyến"]
    report.tables["4.12"] = PrintedTable("4.12", f"Bảng 4.12. {COMPLAINTS}", headers, rows)
    place = next(number for number, block in enumerate(report.blocks) if block.text == "4.11") + 1
    report.blocks[place:place] = [
        Block("subheading", "4.7 Xử lý phản ánh, kiến nghị trực tuyến của các tỉnh, thành phố", "29"),
        Block("prose", "Thứ hạng: Bảng 4.12."), Block("table", "4.12", "30")]


def next_agencies(path: Path, bundled: Path, changes: Mapping[str, str] = MappingProxyType({})) -> Path:
    """The province's workbook of the next year: every agency has half a point less at its own work, and in total.

    Args:
        bundled: the workbook of 2016.
        changes: other texts: as in 2016 → as they are printed now.
    """
    book = load_workbook(bundled)
    for sheet in book:
        own = next(cell for row in sheet.iter_rows() for cell in row
                   if re.match(r"ƯD (CNTT )?trong (hoạt động|nội bộ)", str(cell.value)))
        for row in sheet.iter_rows(min_row=own.row + 1):
            for cell in (row[own.column - 1], row[-1]):
                if (less := _half_less(cell.value)) != cell.value:
                    cell.value = less
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.value = changes.get(cell.value, cell.value.replace("năm 2016", "năm 2017"))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _half_less(value: object) -> object:
    if isinstance(value, int | float):
        return value - 0.5
    is_figure = isinstance(value, str) and re.fullmatch(r"\d+(?:[.,]\d+)?", value)
    return str(Decimal(str(value).replace(",", ".")) - Decimal("0.5")).replace(".", ",") if is_figure else value
