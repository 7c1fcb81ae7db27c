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


def _plan(code: str) -> dict[str, list[dict[str, Any]]]:
    """What a plan sets and orders: a target, and a task with an indicator and two bodies."""
    task = {"table": "5.1", "row": 1}
    return {
        "statements": [
            {"cell_id": f"{code}:prose:r1:rank_move", "statement": "infrastructure", "ordinal": 1,
             "figure": "rank_move", "text": "02", "value": "-2", "decimals": 0, "unit": "", "page": 2, "body": "",
             "name_key": ""},
            {"cell_id": f"{code}:prose:r2:value", "statement": "leaders", "ordinal": 2, "figure": "value",
             "text": "100%", "value": "100", "decimals": 0, "unit": "%", "page": 2, "body": "Đà Nẵng",
             "name_key": "đà nẵng"},
        ],
        "targets": [
            {"cell_id": f"{code}:targets:r1:target", "row": 1, "indicator_printed": "Trường tiểu học có phòng máy",
             "node_code": "2.1.3", "is_whole_indicator": False, "target_year": 2032, "comparator": "between",
             "target": "88", "target_max": "90", "unit": "percent", "lead_printed": "Sở Tài chính",
             "due_printed": "Quý I/2032", "due_quarter": 1, "text": "Trường tiểu học có phòng máy: 88-90%", "page": 3},
        ],
        "tasks": [
            {**task, "cell_id": f"{code}:5.1:r1:task", "group_heading": "I Hạ tầng", "subgroup_heading": "",
             "indicator_printed": "Tỷ lệ máy tính", "task_printed": "Trang bị máy tính", "lead_printed": "Sở Tài chính",
             "cooperating_printed": "Điện lực", "time_printed": "Quý I-IV", "task_year": 2032, "quarter_from": 1,
             "quarter_to": 4},
        ],
        "task_indicators": [{**task, "ordinal": 1, "name_printed": "Tỷ lệ máy tính", "node_code": "1.2.1"}],
        "assignments": [
            {**task, "kind": "task", "role": "lead", "ordinal": 1, "name_printed": "Sở Tài chính",
             "entity_code": "vi_du_so_tc", "body_group": ""},
            {**task, "kind": "task", "role": "cooperating", "ordinal": 1, "name_printed": "Điện lực",
             "entity_code": None, "body_group": ""},
        ],
    }


def _recovered(code: str) -> dict[str, list[dict[str, Any]]]:
    """A scale behind the printed index, the row that it explains, a cell that could be mended, a fraction."""
    place = {"table": "4.1", "node_code": "1"}
    cell = {**place, "cell_id": f"{code}:4.1:r1:index", "row": 1, "column": "index"}
    return {
        "recovered_scales": [
            {**place, "part_node_code": "1.1", "column": "index", "minimum": "0.25", "maximum": "0.75",
             "range_low": "0.4", "range_high": "0.6", "minimum_low": "0.2", "minimum_high": "0.3",
             "maximum_low": "0.7", "maximum_high": "0.8", "rows_printed": 2, "rows_left_out": 1,
             "status": "recovered"},
        ],
        "recovered_rows": [
            {**place, "row": 1, "is_explained": True, "printed": "0.321", "fitted": "0.3212",
             "fitted_low": "0.3205", "fitted_high": "0.3215"},
        ],
        "scale_repairs": [
            {**cell, "ordinal": 1, "printed": "0,321", "repair_low": "0.33", "repair_high": "0.34",
             "reason_en": "repeats the cell above", "reason_vi": "lặp lại ô trên"},
        ],
        "recovered_fractions": [
            {**cell, "part_node_code": "1.1", "numerator": "28", "denominator": "37", "is_unique": True},
        ],
    }


def _revised(code: str) -> dict[str, list[dict[str, Any]]]:
    """Table 4.1 as two revisions tell it, and the cell that the second tells otherwise."""
    part = {"kind": "table", "table": "4.1", "file_sha256": REPORT, "page_first": 3, "page_last": 4, "rows_read": 2}
    return {
        "revisions": [
            {**part, "revision": 1, "file_name": "vi-du.pdf", "status": "replaced", "replaced_by": 2,
             "rows_added": None, "rows_removed": None, "cells_changed": None},
            {**part, "revision": 2, "file_name": "revision-2/vi-du.pdf", "status": "current", "replaced_by": None,
             "rows_added": 0, "rows_removed": 0, "cells_changed": 1},
        ],
        "revision_changes": [
            {"revision": 2, "table": "4.1", "row_key": "vi_du_hue#1", "row_printed": "Thừa Thiên - Huế",
             "entity_code": "vi_du_hue", "column": "index", "kind": "changed", "text_before": "0,312",
             "text_after": "0,321", "value_before": "0.312", "value_after": "0.321", "unit": "index",
             "is_value_changed": True, "row_before": 1, "row_after": 1, "page_before": 3, "page_after": 3,
             "sheet_cell_before": None, "sheet_cell_after": None, "file_before": "vi-du.pdf",
             "file_after": "revision-2/vi-du.pdf", "cell_id": f"{code}:4.1:r1:index"},
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
            **_form(code),
            **_plan(code),
            **_revised(code),
            **_recovered(code),
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
            (extract, ("cells", "mentions", "readings", *_form(""), *_plan(""), *_revised(""))),
            (check, ("results", "failures", "held_back", *_recovered(""))),
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
            "issuer": "UBND tỉnh Ví Dụ", "bodies_of": "province_vi_du",
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
