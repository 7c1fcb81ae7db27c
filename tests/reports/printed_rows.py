"""The rows of rpt_computed_tables that stand as printed, made from the truth: no warehouse is needed."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
from reporting_tables import Tables, empty_tables, rows_in

from reports.catalogue import load_catalogue
from reports.editions import Edition, editions_of
from reports.tables import rows_of

TRUTH = Path(__file__).parents[1] / "truth"
ISSUER = "UBND tỉnh Ví Dụ, Sở Thử"

Row = dict[str, object]


def number_in(text: str) -> tuple[Decimal | None, int | None]:
    """The number that a text is, and its decimals; a point parts thousands, a comma decimals."""
    if not re.fullmatch(r"\d[\d.,]*%?", text):
        return None, None
    number = text.removesuffix("%").replace(".", "").replace(",", ".")
    return Decimal(number), len(number.partition(".")[2])


def printed_rows(edition: str) -> list[Row]:
    """Each table of an edition, a row a cell."""
    result: list[Row] = []
    for ordinal, table in enumerate(json.loads((TRUTH / edition / "tables.json").read_text(encoding="utf-8")), 1):
        columns = {column["key"]: column for column in table["columns"]}
        caption = table["title"]
        for number, row in enumerate(rows_in(TRUTH / edition / f"{table['id']}.csv"), 1):
            for place, (key, text) in enumerate(list(row.items())[1:], 1):
                heading = {"header": ["*"], "type": "heading", "unit": ""}
                column = heading if key.endswith("heading") else columns[key]
                value, decimals = number_in(text) if column["type"] not in ("text", "url") else (None, None)
                result.append({
                    **dict.fromkeys(("entity_code", "entity_name_vi", "entity_name_en", "band_code", "band_heading",
                                     "node_code")),
                    "edition_code": edition, "period": 2016, "table_code": table["id"], "table_ordinal": ordinal,
                    "table_title_vi": re.sub(r"^Bảng [\d.]+ ", "", caption), "table_title_en": table["title_en"],
                    "caption_printed": caption, "table_form": "printed", "table_notes": table["notes"] or None,
                    "entity_type": table["entity_type"], "row_number": number, "row_kind": row["row_kind"],
                    "row_order": number, "column_key": key, "column_ordinal": place,
                    "header_printed": " | ".join(column["header"]), "data_type": column["type"],
                    "unit": column["unit"] or None, "quantity": None, "is_computed": False, "value": value,
                    "value_printed": value, "decimals_printed": decimals, "text_printed": text or None,
                    "page": table["page"], "page_last": table["page"] + 1, "file_name": "bao-cao.pdf",
                    "cell_id": f"{edition}:{table['id']}:r{number}:{key}"})
    return result


def edition_of(edition: str, rows: list[Row], **others: list[Row]) -> Edition:
    """An edition with these printed tables; `others`: rows of other models."""
    tables: Tables = {**empty_tables(), **{name: pd.DataFrame(told, dtype=object) for name, told in {
        "rpt_computed_tables": rows, **others,
        "dim_publication": [{"edition_code": edition, "series_code": "s", "period": 2016, "published_on": "2017-04",
                             "title_vi": "Báo cáo thử", "title_en": "Trial report", "issuer": ISSUER}],
        "dim_source_file": [{"edition_code": edition, "file_name": "bao-cao.pdf", "sha256": "ab" * 32,
                             "media_type": "application/pdf", "bytes": 1, "pages": 9}]}.items() if told}}
    catalogue = load_catalogue()
    given = {report.code: rows_of(report, tables[report.model], catalogue) for report in catalogue.reports}
    return editions_of(catalogue, given)[0]
