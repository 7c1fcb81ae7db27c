"""Reporting tables of a plan: three provinces, an index of two pillars, ranks of five years, targets and tasks."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
from reporting_tables import Tables, empty_tables, page_at

EDITION = "laocai-ict-2016"
NAMES = {"province_lao_cai": "Lào Cai", "province_da_nang": "Đà Nẵng", "province_ha_noi": "Hà Nội",
         "province_long_an": "Long An"}
NODES = {"overall": ("Vietnam ICT Index", "Vietnam ICT Index", 0), "1": ("Hạ tầng kỹ thuật", "Infrastructure", 1),
         "2": ("Hạ tầng nhân lực CNTT", "IT human resources", 1),
         "2.1": ("Hạ tầng nhân lực xã hội", "Human resources of society", 2),
         "5": ("Môi trường tổ chức - chính sách", "Policy environment", 1),
         "2.1.1": ("Tỷ lệ người lớn biết đọc, biết viết", "Adult literacy", 3),
         "2.1.2": ("Triển khai các ứng dụng cơ bản", "Basic applications", 3)}
RANKS = {"overall": {2013: 5, 2014: 7, 2015: 9, 2016: 7}, "1": {2013: 8, 2014: 10, 2015: 12, 2016: 12},
         "2": {2013: 19, 2014: 14, 2015: 24, 2016: 12}, "5": {2013: 1, 2014: 1, 2015: 1}, "2.1": {2016: 13}}
SCORES = {"overall": ("0.5741", "0.8321", "0.6705"), "1": ("0.45", "0.84", "0.59"), "2": ("0.66", "0.76", "0.68"),
          "2.1": ("0.9025", "1.0000", "0.9506")}
CHANGE = 2016
SECTIONS = ["Hạng qua các năm", "So với đơn vị dẫn đầu", "Điểm mạnh, điểm yếu",
            "Theo chỉ tiêu: số liệu và điểm chỉ số mất", "Nếu một chỉ tiêu đạt…", "Lên hạng với ít công nhất",
            "Mục tiêu đạt, không đạt", "Nhiệm vụ theo cơ quan chủ trì", "Hạng có vững không", "Nguồn của từng số liệu"]
BODY = "appendix/province-lao-cai"

Row = dict[str, object]


def about(entity: str, node: str = "", edition: str = EDITION) -> Row:
    """The columns that say which edition, body and node."""
    row: Row = {"edition_code": edition, "period": "2016", "entity_type": "province", "entity_code": entity,
                "entity_name_vi": NAMES[entity], "entity_name_en": None}
    if node:
        row |= {"node_code": node, "node_name_vi": NODES[node][0], "node_name_en": NODES[node][1]}
    return row


def history(entity: str = "province_lao_cai", edition: str = EDITION) -> list[Row]:
    """Ranks over the years with a change of method before 2016."""
    rows = []
    for node, ranks in RANKS.items():
        before = None
        for year, rank in ranks.items():
            method = "2016" if year >= CHANGE else "2009"
            rows.append({**about(entity, node, edition), "framework_code": "vietnam_ict_index", "level": NODES[node][2],
                         "framework_edition": method, "period_year": year, "score": None, "entity_rank": rank,
                         "entities_ranked": 63, "rank_before": before,
                         "rank_change": before - rank if before and year != CHANGE else None,
                         "comparable": None if before is None else year != CHANGE,
                         "method_note_vi": "Ba nhóm chỉ tiêu." if year >= CHANGE else "Năm nhóm chỉ tiêu.",
                         "method_note_en": "Three pillars." if year >= CHANGE else "Five pillars.",
                         "cell_id": f"{edition}:overall_rank_by_year:r{2017 - year}:{node}", "tellings": 1,
                         "is_contradicted": (node, year) == ("1", 2014)})
            before = rank
    return rows


def rankings() -> list[Row]:
    rows = []
    for node, scores in SCORES.items():
        for place, (entity, score) in enumerate(zip(NAMES, scores, strict=False)):
            rows.append({**about(entity, node), "framework_code": "vietnam_ict_index",
                         "score_published": Decimal(score),
                         "score_recomputed": Decimal(score), "score_decimals": 4, "score_unit": "index",
                         "rank_published": RANKS[node][2016] if place == 0 else place, "entities_ranked": 63,
                         "rank_recomputed": None, "rank_cell_id": f"{EDITION}:appendix_{node}:r{place + 1}:rank",
                         "score_cell_id": f"{EDITION}:appendix_{node}:r{place + 1}:score"})
    return rows


def improvements() -> list[Row]:
    """Two indicators of Lào Cai: one behind the leader on a recovered scale, one level with it."""
    empty = {f"lost_to_{which}{end}": None for which in ("leader", "median", "previous", "target")
             for end in ("", "_low", "_high")}
    common = {**about("province_lao_cai"), "parent_node_code": "2.1", "status": "reported", "bodies_compared": 13,
              "effect_on_index": Decimal("0.0416666667"), "leader_entity_code": "province_da_nang",
              "leader_name_vi": "Đà Nẵng", "leader_name_en": "Da Nang", "scale_basis": "recovered"}
    behind = {**empty, **common, **about("province_lao_cai", "2.1.1"), "value": Decimal("91.6000000000"), "unit": "%",
              "leader_value": Decimal(100), "median_value": Decimal("97.3"), "target_value": Decimal(100),
              "target_cell_id": f"{EDITION}:targets:r3:target", "lost_to_leader": Decimal("0.0035"),
              "lost_to_leader_low": Decimal("0.0033"), "lost_to_leader_high": Decimal("0.0037"),
              "lost_to_median": Decimal("0.0024")}
    level = {**empty, **common, **about("province_lao_cai", "2.1.2"), "value": Decimal("15.50"), "unit": "points",
             "leader_value": Decimal("15.5"), "median_value": Decimal("13.2"), "lost_to_leader": Decimal(0),
             "lost_to_leader_low": Decimal(0), "lost_to_leader_high": Decimal(0), "lost_to_median": Decimal("-0.0052")}
    return [level, behind]


def scenarios() -> list[Row]:
    rows: list[Row] = []
    for scenario, gain, ranks in (("leader", "0.0035", (6, 7)), ("median", "0.0024", (7, 7)),
                                  ("target", "0.0035", (6, 7))):
        rows.append({**about("province_lao_cai", "2.1.1"), "scenario": scenario, "value_from": Decimal("91.6"),
                     "value_to": Decimal(100), "index_before": Decimal("0.5741"), "index_gain": Decimal(gain),
                     "gain_low": Decimal(gain) - Decimal("0.0002"), "gain_high": Decimal(gain) + Decimal("0.0002"),
                     "index_after": Decimal("0.5776"), "rank_before": 7, "rank_after": ranks[0],
                     "rank_after_low": ranks[0], "rank_after_high": ranks[1], "scale_basis": "recovered",
                     "bodies_compared": 10, "bodies_ranked": 63})
    rows.append({**rows[0], **about("province_lao_cai", "overall"), "scenario": "all_targets", "value_from": None,
                 "value_to": None, "index_gain": Decimal("0.0412"), "gain_low": Decimal("0.0401"),
                 "gain_high": Decimal("0.0423"), "index_after": Decimal("0.6153"), "rank_after": 4,
                 "rank_after_low": 4, "rank_after_high": 4, "note_vi": "Tính được 1 trên 3 mục tiêu.",
                 "note_en": "1 of 3 targets count."})
    return rows


def targets() -> list[Row]:
    common = {**about("province_lao_cai"), "target_year": 2018, "target_max": None, "unit": "%",
              "baseline": Decimal("91.6"), "actual": None, "actual_edition": None, "actual_cell_id": None, "met": None,
              "is_whole_indicator": True, "comparator": "=", "lead_agency": "Sở Giáo dục và Đào tạo",
              "due": "Quý I/2018", "page": 3}
    rows = []
    for number, (indicator, node, more) in enumerate((
            ("Người lớn biết đọc, biết viết", "2.1.1", {"target": Decimal(100), "actual": Decimal("93"), "met": False}),
            ("Trường tiểu học có phòng máy", "2.1.2", {"target": Decimal(88), "target_max": Decimal(90),
                                                       "comparator": "between", "is_whole_indicator": False}),
            ("Hồ sơ được xử lý trực tuyến", None, {"target": Decimal(60), "comparator": ">=", "actual": Decimal(65),
                                                   "met": True})), 1):
        named = about("province_lao_cai", node) if node else {"node_code": None, "node_name_vi": None}
        cell = f"{EDITION}:targets:r{number}:target"
        rows.append({**common, **named, "indicator": indicator, "target_code": cell, "cell_id": cell, **more})
    return rows


def tasks() -> tuple[list[Row], list[Row]]:
    """Two tasks; the first has two lead agencies."""
    told, bodies = [], []
    for number, (task, leads, quarters) in enumerate((
            ("Đầu tư phát triển hạ tầng viễn thông", ("Sở Thông tin và Truyền thông", "Sở Công Thương"), (1, 4)),
            ("Mở lớp xóa mù chữ", ("Sở Giáo dục và Đào tạo",), (2, 3))), 1):
        row = f"{EDITION}:task_list:r{number}"
        told.append({"edition_code": EDITION, "period": "2016", "group_heading": "I", "subgroup_heading": None,
                     "indicator": "Tỷ lệ điện thoại cố định/100 dân", "node_codes": "2.1.1", "task": task,
                     "lead_agency": "; ".join(leads), "cooperating": "Sở Tài chính", "time_printed": "Quý I-Quý IV",
                     "task_year": 2018, "quarter_from": quarters[0], "quarter_to": quarters[1],
                     "cell_id": f"{row}:task", "page": 5, "table_code": "task_list", "row_number": number,
                     "entity_code": None})
        bodies += [{"edition_code": EDITION, "table_code": "task_list", "row_number": number, "role": "lead",
                    "ordinal": place, "name_printed": lead, "entity_code": None, "entity_name_vi": lead,
                    "body_group": None}
                   for place, lead in enumerate(leads, 1)]
        bodies.append({**bodies[-1], "role": "cooperating", "ordinal": 1, "name_printed": "Sở Tài chính"})
    return told, bodies


def plan_tables() -> Tables:
    """Every table that the catalogue reads, for an edition of a plan."""
    told, bodies = tasks()
    later = "laocai-ict-2017"
    other = [row for row in history("province_da_nang") if (row["node_code"], row["period_year"]) == ("overall", 2016)]
    short = [row for row in history("province_long_an") if row["cell_id"] in (
        f"{EDITION}:overall_rank_by_year:r{place}:2" for place in (1, 2))]
    after = [{**history(edition=later)[3], "period_year": 2017, "comparable": True, "rank_before": 7, "rank_change": 0,
              "cell_id": f"{later}:rank_comparison:r2:overall"}]
    next_rank = [{**about("province_lao_cai", node), "ordinal": place, "ahead_entity_code": "province_ha_noi",
                  "ahead_name_vi": "Hà Nội", "ahead_name_en": None, "gain_needed": Decimal("0.0003"),
                  "value_from": value, "value_needed": needed, "share_of_scale": share, "is_within_reach": within,
                  "leader_value": Decimal(100)}
                 for place, (node, value, needed, share, within) in enumerate((
                     ("2.1.1", Decimal("91.6"), Decimal("92.32"), Decimal("0.0072"), True),
                     ("2.1.2", Decimal("15.5"), Decimal("40"), Decimal("1.09"), False)), 1)]
    weights = [{**about("province_lao_cai"), "scheme": scheme, "seed": 2016, "draws": 1000, "bodies_compared": 10,
                "rank_published": 7, "rank_present": 7, "rank_best": 5, "rank_p05": 6, "rank_median": 7, "rank_p95": 9,
                "rank_worst": 10, "share_better": Decimal("0.21"), "share_same": Decimal("0.4")}
               for scheme in ("parts", "groups")]
    values = [{**about("province_lao_cai"), "indicator_code": "2.1.1", "indicator_name_vi": NODES["2.1.1"][0],
               "indicator_name_en": NODES["2.1.1"][1], "text_printed": "91,6%", "raw_value": Decimal("91.6"),
               "unit": "%", "status": "reported", "cell_id": f"{EDITION}:appendix_hr_society:r13:adult_literacy"}]
    frames = {
        "rpt_rank_history": [*history(), *other, *short, *after], "rpt_ranking": rankings(),
        "rpt_improvement": improvements(), "rpt_scenarios": scenarios(), "rpt_next_rank": next_rank,
        "rpt_weight_sensitivity": weights, "rpt_targets": targets(), "rpt_tasks": told, "rpt_task_bodies": bodies,
        "rpt_indicator_values": values,
        "dim_source_file": [{"edition_code": edition, "file_name": f"ke-hoach-{number}.pdf", "sha256": "ab" * 32,
                             "document_kind": "report", "media_type": "application/pdf", "bytes": 1, "pages": 9}
                            for edition, number in ((EDITION, 132), (later, 332))],
        "dim_publication": [{"edition_code": edition, "series_code": "laocai_ict_plan", "period": year,
                             "published_on": None, "title_vi": f"Kế hoạch cải thiện ICT Index {year}", "title_en": None}
                            for edition, year in ((EDITION, 2016), (later, 2017))],
    }
    empty = empty_tables()
    return {**empty, **{name: pd.DataFrame(rows, dtype=object).reindex(columns=empty[name].columns).astype(object)
                        .where(lambda frame: frame.notna(), None) for name, rows in frames.items()}}


def text_of(plan: Path, name: str = BODY, edition: str = EDITION) -> str:
    return page_at(plan, f"{edition}/{name}")


def section(text: str, key: str) -> str:
    """A section of a page."""
    return text.split(f'<h2 id="{key}">')[1].split("</section>", maxsplit=1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of a table's body, without tags."""
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", text.split("<tbody>")[1], re.DOTALL)]
