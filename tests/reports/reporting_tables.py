"""Reporting tables made from the truth, so that these tests need neither extractor nor warehouse."""

from __future__ import annotations

import csv
import datetime
import json
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from reports.catalogue import load_catalogue

EDITION = "mic-2016"
TRUTH = Path(__file__).parents[1] / "truth" / EDITION
SERIES = Path(__file__).parents[2] / "extractors" / "series" / "mic_it_application"
NODE_NAMES = {
    "infrastructure": ("Hạ tầng kỹ thuật CNTT", "IT technical infrastructure"),
    "internal_applications": ("Ứng dụng CNTT trong hoạt động nội bộ", "Internal IT applications"),
    "portal": ("Trang/Cổng thông tin điện tử", "Website or portal"),
    "services": ("Dịch vụ công trực tuyến mức độ 3, 4", "Online public services, levels 3 and 4"),
    "dossiers": ("Hồ sơ được giải quyết trực tuyến", "Dossiers settled online"),
    "policy": ("Cơ chế, chính sách và các quy định", "Mechanisms, policies and regulations"),
    "human_resources": ("Nguồn nhân lực cho ứng dụng CNTT", "Human resources for IT"),
}
FAULT_KINDS = {"misprint_entity": "misprint"}

Tables = dict[str, pd.DataFrame]
Read = Callable[[str], pd.DataFrame]


def page_at(folder: Path, path: str) -> str:
    """A page by its address; `x.en` is that of `x` in English."""
    address, language = (path[:-3], ".en") if path.endswith(".en") else (path, "")
    return (folder / "html" / address / f"index{language}.html").read_text(encoding="utf-8")


def rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def value_of(text: str) -> Decimal | None:
    return Decimal(text.replace(".", "").replace(",", ".")) if re.fullmatch(r"[\d.,]+", text) else None


def code_of(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z]+", "_", "".join(char for char in plain if not unicodedata.combining(char)))


def bodies_of(row: dict[str, str], separator: str) -> list[str]:
    if row["row_kind"] != "pooled":
        return [row["entity"]]
    return [re.sub(r"\s*\(.*\)", "", name).strip() for name in re.split(f"[{separator}]", row["entity"])]


def ranking_rows(table_id: str, spec: dict[str, str]) -> list[dict[str, object]]:
    """One ranked table as rows of rpt_ranking; ranks recomputed on the printed figure."""
    basis = spec["rank_basis"].split()[0]
    node = spec["table_key"].split("_", 1)[1]
    printed = [(number, row) for number, row in enumerate(rows_in(TRUTH / f"{table_id}.csv"), 1)
               if row["row_kind"] != "total"]
    scores = [value_of(row[basis]) for _, row in printed]
    ranked = sum(len(bodies_of(row, spec["pooled_separators"])) for _, row in printed)
    result = []
    for (number, row), score in zip(printed, scores, strict=True):
        higher = sum(1 for other in scores if other is not None and score is not None and other > score)
        by_rule = spec["rank_basis"] in ("index", "total") and row["row_kind"] == "data"
        for name in bodies_of(row, spec["pooled_separators"]):
            result.append({
                "edition_code": EDITION, "period": 2016, "framework_code": "mic_it_application",
                "node_code": node, "node_name_vi": NODE_NAMES[node][0], "node_name_en": NODE_NAMES[node][1],
                "entity_code": code_of(name), "entity_name_vi": name, "entity_name_en": None,
                "entity_type": spec["entity_type"], "score_published": score,
                "score_recomputed": score if basis == "total" else None,
                "rank_published": int(row["rank"]),
                "rank_recomputed": higher + 1 if by_rule else int(row["rank"]),
                "band_published": None, "band_recomputed": None, "entities_ranked": ranked,
                "score_unit": None, "score_decimals": 3 if basis == "index" else 0,
                "rank_cell_id": f"{EDITION}:{table_id}:r{number}:rank",
                "score_cell_id": f"{EDITION}:{table_id}:r{number}:{basis}"})
    return result


def reconciliation_row(cell_id: str, about: str, figure: str, text: str, value: object, again: Decimal,
                       verdict: str, note: str | None = None,
                       note_vi: str | None = None) -> dict[str, object]:
    half = Decimal("0.005") if figure == "share" else Decimal(0)
    return {"edition_code": EDITION, "table_code": cell_id.split(":")[1], "cell_id": cell_id, "page": 20,
            "row_label": about, "figure": figure, "published_text": text,
            "published_value": value, "recomputed_value": again,
            "recomputed_low": again - half, "recomputed_high": again + half, "verdict": verdict,
            "note": note, "note_vi": note_vi}


def reconciliation(ranking: list[dict[str, object]]) -> list[dict[str, object]]:
    rows = []
    for row in {row["rank_cell_id"]: row for row in ranking}.values():
        same = row["rank_published"] == row["rank_recomputed"]
        rows.append(reconciliation_row(
            str(row["rank_cell_id"]), str(row["entity_name_vi"]), "rank", str(row["rank_published"]),
            Decimal(str(row["rank_published"])), Decimal(str(row["rank_recomputed"])),
            "equal" if same else "known_fault", None if same else "Equal figures share a rank.",
            None if same else "Các đơn vị có số liệu bằng nhau phải cùng hạng."))
    rows.append(reconciliation_row(f"{EDITION}:prose:r3:share", "Dịch vụ mức độ 4", "share", "22,63%",
                                   Decimal("22.63"), Decimal("22.6363636364"), "unexplained",
                                   "249/1.100 is cut off."))
    rows.append(reconciliation_row(f"{EDITION}:prose:r1:share", "Trang/Cổng", "share", "92,06%",
                                   Decimal("92.06"), Decimal("92.0634920635"), "within_rounding"))
    return rows


def faults() -> list[dict[str, object]]:
    return [{"edition_code": EDITION, "cell_id": f"{EDITION}:{row['table']}:r{row['row']}:{row['column']}",
             "kind": FAULT_KINDS.get(row["kind"], row["kind"]), "printed": row["printed"],
             "expected": row["expected"], "why": row["why"], "why_vi": None,
             "evidence_vi": None, "evidence": f"{row['table']}, {row['column']}",
             "status": "acknowledged"} for row in rows_in(TRUTH / "findings.csv")]


def empty_tables() -> Tables:
    """Every table that the catalogue reads, without rows."""
    return {report.model: pd.DataFrame(columns=[column.key for column in report.columns], dtype=object)
            for report in load_catalogue().reports}


def truth_tables() -> Tables:
    """Every table that the catalogue reads, as frames."""
    specs = {row["table_key"]: row for row in rows_in(SERIES / "tables.csv")}
    printed = rows_in(SERIES / "printed_tables.csv")
    ranking = [row for table in printed if specs[table["table_key"]]["rank_basis"]
               for row in ranking_rows(table["table_id"], specs[table["table_key"]])]
    ids = [table["id"] for table in json.loads((TRUTH / "tables.json").read_text(encoding="utf-8"))]
    failing = {("4.8", "fault"): f"{EDITION}:4.8:r5:dossiers_total"}
    checks = [{"edition_code": EDITION, "table_code": table, "check_code": check, "check_name_en": name_en,
               "check_name_vi": name_vi, "kind": kind,
               "outcome": "fail" if (table, kind) in failing else "pass", "checked": 1,
               "failing_cells": int((table, kind) in failing),
               "failing_cell_ids": failing.get((table, kind), "")}
              for table in ids for check, name_en, name_vi, kind in (
                  ("row_count", "All rows are there", "Đủ số hàng", "stop"),
                  ("parts_add_up", "The parts add up", "Các phần cộng đúng bằng tổng", "fault"))]
    frames = {
        "rpt_ranking": ranking, "rpt_reconciliation": reconciliation(ranking),
        "rpt_publication_faults": faults(), "rpt_data_quality": checks,
        "dim_source_file": [{"edition_code": EDITION, "file_name": "bao-cao-ung-dung-cntt-2016.pdf",
                             "sha256": "ab" * 32, "media_type": "application/pdf", "bytes": 412345,
                             "pages": 48}],
        "dim_publication": [{"edition_code": EDITION, "series_code": "mic_it_application", "period": 2016,
                             "published_on": datetime.date(2017, 3, 31),
                             "title_vi": "Báo cáo Ứng dụng công nghệ thông tin năm 2016",
                             "title_en": "Report on the application of information technology 2016"}],
    }
    return {**empty_tables(), **{name: pd.DataFrame(rows, dtype=object) for name, rows in frames.items()}}
