"""An index of nobody in a small warehouse: two parts, one the mean of two scaled figures, one a pooled share.

Lào Cai: 1.1 is 40 of 0–100 (range recovered, 80 to 125), 1.2 is 1 of 0–2, so part 1 is (0.4 + 0.5) / 2 = 0.45;
2.1 is 1/4 and 2.2 is 3/6, pooled 4/10 on a scale from 1/5 to 7/10, so part 2 is 0.4; the index is 0.425.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from small_warehouse import small_warehouse

from flows.settings import Settings

EDITION = "e"
KEYS = {"edition_code": EDITION, "framework_code": "f", "framework_edition": "1", "entity_code": "lc"}
BODY = {**KEYS, "entity_name_vi": "Lào Cai", "entity_name_en": "Lao Cai"}
LEAF = {"level": 2, "is_leaf": True, "aggregation": "none", "transform": "none", "direction": 1, "is_clipped": True,
        "scale_from": 0, "scale_to": 1, "is_points": False, "status": "reported", "part_weight": 1, "part_whole": 2}
RECOVERED = {"scale_minimum": 0, "scale_maximum": 100, "scale_range": 100, "range_low": 80, "range_high": 125,
             "scale_basis": "recovered"}
SHARE = {"scale_minimum": 0, "scale_maximum": 100, "scale_range": 100, "range_low": 100, "range_high": 100,
         "scale_basis": "given", "is_fraction_exact": True, "is_fraction_recovered": True, "unit": "%",
         "part_whole": 10}
NODES: dict[str, dict[str, Any]] = {
    "index": {"level": 0, "is_leaf": False, "aggregation": "mean", "score": "0.425", "score_low": "0.42495",
              "score_high": "0.42505", "figure": "0.425", "score_cell_id": "e:t:r1:index"},
    "1": {"parent_node_code": "index", "level": 1, "is_leaf": False, "aggregation": "mean", "score": "0.45",
          "figure": "0.45", "part_weight": 1, "part_whole": 2},
    "2": {"parent_node_code": "index", "level": 1, "is_leaf": False, "aggregation": "pooled_share", "score": "0.4",
          "figure": 40, "part_weight": 1, "part_whole": 2, "numerator": 4, "denominator": 10, "direction": 1,
          "transform": "none", "scale_minimum": 20, "scale_maximum": 70, "scale_range": 50, "range_low": 50,
          "range_high": 50, "scale_from": 0, "scale_to": 1, "is_clipped": True, "scale_basis": "recovered",
          "is_points": False, "is_fraction_exact": True, "is_fraction_recovered": True},
    "1.1": {**LEAF, **RECOVERED, "parent_node_code": "1", "figure": 40, "counted": 40, "score": "0.4", "unit": "%",
            "figure_cell_id": "e:t:r1:wan", "figure_text": "40,0%"},
    "1.2": {**LEAF, "parent_node_code": "1", "scale_minimum": 0, "scale_maximum": 2, "scale_range": 2, "range_low": 2,
            "range_high": 2, "scale_basis": "group", "figure": 1, "counted": 1, "score": "0.5", "unit": "ratio"},
    "1.3": {**LEAF, "parent_node_code": "1", "unit": "%", "part_weight": 0},
    "2.1": {**LEAF, **SHARE, "parent_node_code": "2", "figure": 25, "counted": 25, "score": "0.25", "numerator": 1,
            "denominator": 4, "part_weight": 400},
    "2.2": {**LEAF, **SHARE, "parent_node_code": "2", "figure": 50, "counted": 50, "score": "0.5", "numerator": 3,
            "denominator": 6, "part_weight": 600},
}
NAMES = {"index": ("Chỉ số", "Index"), "1": ("Hạ tầng", "Infrastructure"), "2": ("Dịch vụ", "Services"),
         "1.1": ("Kết nối WAN", "On the network"), "1.2": ("Máy tính", "Computers"),
         "1.3": ("Điện thoại", "Telephones"), "2.1": ("Mức độ 3", "Level 3"), "2.2": ("Mức độ 4", "Level 4")}
OTHERS = {"hn": "0.5", "hx": "0.44", "sl": "0.3"}


def small_index(folder: Path) -> Settings:
    """Make it in a folder; the settings name it."""
    settings = small_warehouse(folder)
    with duckdb.connect(folder / "w.duckdb") as connection:
        for table, rows in _content().items():
            for row in rows:
                names = ", ".join(f"? as {name}" for name in row)
                connection.execute(f"insert into {table} by name select {names}", list(row.values()))
    return settings


def _content() -> dict[str, list[dict[str, Any]]]:
    tree = [{**KEYS, "entity_type": "province", "rank_pool": "", "bodies_ranked": 63, "basis": "print",
             "node_code": code, **node} for code, node in NODES.items()]
    tree += [{**KEYS, "entity_code": code, "entity_type": "province", "rank_pool": "", "basis": "print", "level": 0,
              "node_code": "index", "is_leaf": False, "aggregation": "mean", "score": score, "score_low": score,
              "score_high": score} for code, score in OTHERS.items()]
    ranked = [{**BODY, "node_code": code, "node_name_vi": NAMES[code][0], "node_name_en": NAMES[code][1],
               "entity_type": "province", "score_published": NODES[code]["score"], "rank_published": 3,
               "score_recomputed": NODES[code]["score"], "rank_recomputed": 3, "entities_ranked": 4}
              for code in ("index", "1", "2")]
    return {
        "marts.dim_node": [{"framework_code": "f", "framework_edition": "1", "node_code": code, "name_vi": names[0],
                            "name_en": names[1], **{key: NODES[code].get(key) for key in
                                                    ("parent_node_code", "level", "is_leaf")}}
                           for code, names in NAMES.items()],
        "marts.fct_body_tree": tree,
        "marts.fct_scenario": [{**{key: KEYS[key] for key in ("edition_code", "entity_code")}, "node_code": "1.1",
                                "scenario": "target", "value_to": 80}],
        "reporting.rpt_ranking": ranked,
        **_outlook(),
    }


def _outlook() -> dict[str, list[dict[str, Any]]]:
    """What the body lost, what would move it up, and where it stood before."""
    named = {code: {"node_code": code, "node_name_vi": names[0], "node_name_en": names[1]}
             for code, names in NAMES.items()}
    return {
        "reporting.rpt_improvement": [
            {**BODY, **named["1.1"], "value": 40, "leader_value": 100, "leader_name_vi": "Hà Nam", "median_value": 70,
             "lost_to_leader": "0.15", "lost_to_median": "0.075"},
            {**BODY, **named["1.2"], "value": 1, "leader_value": 2, "leader_name_vi": "Hạ Nam", "median_value": "0.5",
             "lost_to_leader": "0.125", "lost_to_median": "-0.0625"}],
        "reporting.rpt_next_rank": [
            {**BODY, **named["1.1"], "ordinal": 1, "ahead_name_vi": "Hạ Nam", "gain_needed": "0.015", "value_from": 40,
             "value_needed": 46, "share_of_scale": "0.06", "is_within_reach": True, "leader_value": 100}],
        "reporting.rpt_weight_sensitivity": [
            {**BODY, "scheme": "parts", "seed": 2016, "draws": 1000, "bodies_compared": 4, "rank_present": 3,
             "rank_best": 2, "rank_p05": 2, "rank_median": 3, "rank_p95": 4, "rank_worst": 4}],
        "reporting.rpt_targets": [
            {"edition_code": EDITION, "entity_code": "lc", "target_code": "t1", "node_code": "1.1", "indicator": "WAN",
             "comparator": ">", "target": 80, "actual": 60, "met": False},
            {"edition_code": EDITION, "entity_code": "lc", "target_code": "t2", "node_code": None,
             "indicator": "Chữ ký số", "comparator": "=", "target": 100, "actual": None, "met": None}],
        "reporting.rpt_rank_history": [
            {**{key: KEYS[key] for key in ("framework_code", "framework_edition", "entity_code")},
             "edition_code": EDITION, "node_code": "index", "period_year": year, "entity_rank": rank,
             "rank_change": change, "comparable": comparable, "score": score}
            for year, rank, change, comparable, score in (
                (2014, 7, None, None, None), (2015, 9, -2, True, None), (2016, 3, None, False, Decimal("0.425")))],
    }
