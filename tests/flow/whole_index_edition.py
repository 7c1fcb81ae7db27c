"""An edition of the ministry's index with the figures of all provinces: data in a copy of the project, a workbook."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook

from tests.dbt.normalised_edition import EDITION, PERIOD, computed, made_values, provinces, ranked, seed

SERIES_ENTRY = f"""editions:
  {EDITION}:
    period: "{PERIOD}"
    published_on: "2019-08"
    title_vi: Báo cáo chỉ số sẵn sàng cho phát triển và ứng dụng CNTT-TT Việt Nam năm {PERIOD}
    title_en: Report on the index of readiness for ICT development and application in {PERIOD}
"""
TITLES = {
    "data_infra_society": "Số liệu hạ tầng kỹ thuật của xã hội",
    "data_infra_agencies": "Số liệu hạ tầng kỹ thuật của các cơ quan nhà nước",
    "data_hr_society": "Số liệu hạ tầng nhân lực của xã hội",
    "data_hr_agencies": "Số liệu hạ tầng nhân lực của các cơ quan nhà nước",
    "data_app_agencies": "Số liệu ứng dụng CNTT trong các cơ quan nhà nước",
    "data_online_services": "Số liệu dịch vụ công trực tuyến",
    "index_results": f"Kết quả xếp hạng Vietnam ICT Index {PERIOD} của các tỉnh, thành phố",
}
NODE_OF = {
    "ict_index": "overall", "infrastructure": "1", "infra_society": "1.1", "infra_agencies": "1.2",
    "human_resources": "2", "hr_society": "2.1", "hr_agencies": "2.2",
    "applications": "3", "app_agencies": "3.1", "app_online_services": "3.2",
}
NOT_TOLD = {f"online_level_{level}" for level in "1234"} | {"online_total"}
"""The shares follow from the points, which this edition tells."""


@dataclass
class MadeEdition:
    """What the workbook says: figures by province and column key, printed with a comma; results likewise."""

    figures: dict[str, dict[str, Decimal | None]]
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    repeated: str = ""
    """A province that stands in the results once more, instead of the last one."""

    def compute(self) -> None:
        """The results as the method gives them, with four decimals."""
        scores = {key: score for key, score in computed(self.figures).items() if key[0] in NODE_OF.values()}
        ranks = ranked(scores)
        for body in self.figures:
            for column, node in NODE_OF.items():
                of_body = self.results.setdefault(body, {})
                of_body[column] = printed(scores[node, body])
                of_body[f"rank_{column}"] = str(ranks[node, body])


def made_edition(change: Mapping[tuple[str, str], Decimal] | None = None) -> MadeEdition:
    """The edition without a fault; `change`: figures by province and column that come instead of the made ones."""
    edition = MadeEdition(made_values())
    for (body, key), value in (change or {}).items():
        edition.figures[body][key] = value
    edition.compute()
    return edition


def printed(score: Fraction) -> str:
    decimal = Decimal(score.numerator) / Decimal(score.denominator)
    return str(decimal.quantize(Decimal("0.0001"), ROUND_HALF_UP)).replace(".", ",")


def add_edition(project: Path) -> None:
    """The specification of the edition: its entry, its tables, its headers."""
    series = project / "extractors" / "series" / "vietnam_ict_index"
    entry = (series / "series.yml").read_text(encoding="utf-8").replace("editions: {}\n", SERIES_ENTRY)
    (series / "series.yml").write_text(entry, encoding="utf-8", newline="\n")
    with (series / "printed_tables.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [EDITION, key, key, len(provinces()), title, "workbook", ""] for key, title in TITLES.items())
    with (series / "columns.csv").open(encoding="utf-8", newline="") as file:
        columns = list(csv.DictReader(file))
    with (series / "columns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns[0], EDITION], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {EDITION: _header(row["table_key"], row["column_key"])} for row in columns)


def write_workbook(file: Path, edition: MadeEdition) -> Path:
    """A sheet a table: its title, its header, a row a province."""
    book = Workbook()
    book.remove(book.active)
    for table, title in TITLES.items():
        sheet = book.create_sheet(table[:31])
        keys = [key for key in _keys(table) if _header(table, key) != "-"]
        sheet.append([title])
        sheet.append([])
        sheet.append([_header(table, key) for key in keys])
        for place, (body, name) in enumerate(provinces().items(), start=1):
            is_result = table == "index_results"
            shown = provinces()[edition.repeated] if is_result and edition.repeated and place == 63 else name
            told = edition.results[body] if is_result else {
                key: _as_number(value) for key, value in edition.figures[body].items()}
            sheet.append([{"stt": place, "province": shown}.get(key, told.get(key)) for key in keys])
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)
    return file


def _as_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _keys(table: str) -> list[str]:
    series = Path(__file__).parents[2] / "extractors" / "series" / "vietnam_ict_index"
    with (series / "columns.csv").open(encoding="utf-8", newline="") as file:
        return [row["column_key"] for row in csv.DictReader(file) if row["table_key"] == table]


def _header(table: str, key: str) -> str:
    if table not in TITLES or key in NOT_TOLD:
        return "-"
    if key in ("stt", "province"):
        return {"stt": "TT", "province": "Tên Tỉnh/Thành"}[key]
    if table == "index_results":
        name = {row["node_code"]: row["name_vi"] for row in seed("nodes")}[NODE_OF[key.removeprefix("rank_")]]
        return f"Xếp hạng {name}" if key.startswith("rank_") else f"Chỉ số {name}"
    return {row["input_key"]: row["name_vi"] for row in seed("inputs")}[key]
