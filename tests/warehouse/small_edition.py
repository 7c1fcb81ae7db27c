"""A made-up edition of two tables and a form, as the stages `extract` and `check` would hand it over."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORDS = '04 dịch vụ, "hồ sơ"\nkhoảng 80.216'
"""A cell's text with all that a loader may trip over: marks, quotes, a comma, a new line."""

REPORT, FORM = "ab" * 32, "cd" * 32
"""sha256 of the two documents."""


def _cell(edition: str, table: str, row: int, column: str, text: str, **other: Any) -> dict[str, Any]:
    return {
        "cell_id": f"{edition}:{table}:r{row}:{column}", "table": table, "row": row, "row_kind": "data",
        "column": column, "text": text, "value": None, "unit": "", "decimals": None, "page": 3,
        "box": [50.25, 100, 200.5, 120.125], "sheet_cell": None, "confidence": "1",
        "file_sha256": REPORT, **other,
    }


def _given(edition: str, kind: str, key: str, sheet_cell: str, text: str, **other: Any) -> dict[str, Any]:
    return {
        "cell_id": f"{edition}:form/so-tc:{sheet_cell}:{key}", "form": "form/so-tc", "kind": kind, "indicator": "D3",
        "input": key, "text": text, "raw_type": "text", "value": None, "unit": "Triệu đồng", "sheet": "Phiếu",
        "sheet_cell": sheet_cell, "label_printed": "Tổng chi", "confidence": "0.98", "file_sha256": FORM, **other,
    }


def _form(code: str) -> dict[str, list[dict[str, Any]]]:
    """A form with a figure as number, one as text, and points that were not given."""
    return {
        "forms": [
            {"form": "form/so-tc", "entity_code": "vi_du_so_tc", "slug": "so-tc", "name_printed": "Sở Tài chinh",
             "name": "Sở Tài chính", "confidence": "0.98", "file_sha256": FORM, "file_name": "phieu/so-tc.xls",
             "sheet": "Phiếu", "written_on": "2032-01-15", "status": "counted", "reason": ""},
        ],
        "form_inputs": [
            _given(code, "input", "budget_it", "D46", "142", value="142"),
            _given(code, "input", "budget_recurrent", "D47", "6.553", value="6553"),
            _given(code, "self_points", "self_D3", "E45", "", raw_type="empty"),
        ],
    }


def _column(key: str, kind: str, maximum: str = "") -> dict[str, Any]:
    return {"key": key, "header_printed": key.upper(), "type": kind, "unit": "", "minimum": "",
            "maximum": maximum, "required": True}


def _table(code: str, key: str, rows: int, columns: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": code, "key": key, "title": f"Bảng {code}", "title_en": f"Table {code}",
            "entity_type": "province", "file_sha256": REPORT, "sheet": None, "repeats": None,
            "caption_printed": f"Bảng {code}. Thử", "page": 3, "page_end": 4,
            "rows_expected": rows, "rows_read": rows, "notes": ["Một.", "Hai."], "columns": columns}


@dataclass
class Edition:
    """Both hand-overs of an edition, to be changed by a test and then written."""

    code: str = "vi-du-2031"
    index: str = "0.321"
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    stopped: bool = False

    def __post_init__(self) -> None:
        code = self.code
        self.lines = {
            "cells": [
                _cell(code, "4.1", 1, "rank", "1", value="1", decimals=0),
                _cell(code, "4.1", 1, "entity", "Thừa Thiên - Huế"),
                _cell(code, "4.1", 1, "index", "0,321", value=self.index, decimals=3, unit="index"),
                _cell(code, "4.1", 2, "rank", "2", value="2", decimals=0),
                _cell(code, "4.1", 2, "entity", "Đắk Lắk"),
                _cell(code, "4.1", 2, "index", "", row_kind="data"),
                _cell(code, "4.8", 1, "dossiers", WORDS, box=None, page=None),
            ],
            "mentions": [
                {"cell_id": f"{code}:4.1:r1:entity", "table": "4.1", "row": 1, "column": "entity",
                 "ordinal": 1, "name_printed": "Thừa Thiên - Huế", "remark_printed": "",
                 "name_key": "thừa thiên huế"},
            ],
            "readings": [
                {"cell_id": f"{code}:4.8:r1:dossiers", "table": "4.8", "row": 1, "column": "dossiers",
                 "ordinal": 1, "quantity": "services", "value": "4", "decimals": 0, "unit": "", "text": "04",
                 "status": "read", "is_approximate": False},
            ],
            "statements": [],
            **_form(code),
            "results": [
                {"table": "4.1", "column": None, "check": "row_count", "title_en": "All rows are there",
                 "title_vi": "Đủ số hàng", "kind": "stop", "outcome": "pass", "checked": 2, "failing": 0},
            ],
            "failures": [
                {"table": "4.1", "row": 2, "column": "index", "cell_id": f"{code}:4.1:r2:index",
                 "check": "not_empty", "kind": "hold_back", "printed": "", "expected": "a figure",
                 "why_en": "empty", "why_vi": "trống", "fault_kind": ""},
            ],
            "held_back": [{"table": "4.1", "row": 2, "cell_id": "", "reason": "no index"}],
        }

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The folders of `extract` and of `check`."""
        extract, check = folder / "extract", folder / "check"
        for where, names in (
            (extract, ("cells", "mentions", "readings", "statements", "forms", "form_inputs")),
            (check, ("results", "failures", "held_back")),
        ):
            where.mkdir(parents=True, exist_ok=True)
            for name in names:
                text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines[name])
                (where / f"{name}.jsonl").write_text(text, encoding="utf-8")
        (extract / "outcome.json").write_text(json.dumps(self._extracted()), encoding="utf-8")
        (check / "outcome.json").write_text(json.dumps({"edition": self.code, "stopped": self.stopped}))
        return extract, check

    def _extracted(self) -> dict[str, Any]:
        return {
            "edition": self.code, "series": "vi_du", "period": "2031", "published_on": "2032-02",
            "title_vi": "Báo cáo thử", "title_en": "Trial report",
            "bodies_of": "province_vi_du",
            "documents": [
                {"name": "vi-du.pdf", "sha256": REPORT, "bytes": 10, "pages": 4, "media_type": "application/pdf",
                 "kind": "report"},
                {"name": "phieu/so-tc.xls", "sha256": FORM, "bytes": 20, "pages": None,
                 "media_type": "application/vnd.ms-office", "kind": "form"},
            ],
            "tables": [
                _table("4.1", "province_infrastructure", 2, [
                    _column("rank", "rank"), _column("entity", "text"), _column("index", "decimal", "1"),
                ]),
                _table("4.8", "province_dossiers", 1, [_column("dossiers", "text")]),
            ],
            "missing": [], "problems": [], "doubts": [], "set_aside": [],
        }
