"""Reporting tables of a points index, made from the truth of its report: no warehouse is needed."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from statistics import median

import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from reporting_tables import Tables, code_of, empty_tables, page_at, rows_in

EDITION = "dienbien-2012"
TRUTH = Path(__file__).parents[1] / "truth" / EDITION
MAXIMA = {"overall": 150, "A": 35, "B": 75, "C": 15, "D": 25,
          "A1": 10, "A2": 5, "A3": 5, "A4": 10, "A5": 5, "B1": 10, "B2": 5, "B3": 10, "B4": 10, "B5": 5, "B6": 10,
          "B7": 5, "B8": 10, "B9": 10, "C1": 10, "C2": 5, "D1": 10, "D2": 5, "D3": 10}
COMPONENTS = {"infra": "A", "application": "B", "hr": "C", "policy": "D", "total": "overall"}
INDICATORS = {
    "computers_per_staff": "A1", "lan": "A2", "internet": "A3", "security": "A4", "antivirus": "A5",
    "email_regular": "B1", "email_govvn": "B2", "website": "B3", "services_online": "B4", "dvc": "B5",
    "doc_mgmt": "B6", "software": "B7", "one_stop": "B8", "edoc": "B9", "it_trained": "C1",
    "it_specialists": "C2", "plan": "D1", "regulation": "D2", "budget_share": "D3"}
BANDS = {"khá": ("good", "Khá", 100), "trung bình": ("average", "Trung bình", 70), "thấp": ("low", "Thấp", 0)}

Row = dict[str, object]


def page(folder: Path, name: str) -> str:
    """A page of the edition."""
    return page_at(folder, f"{EDITION}/{name}")


def found(sheet: Worksheet, text: str) -> Cell:
    """The one cell with that text."""
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert isinstance(cell, Cell)
    return cell


def names() -> dict[str, Row]:
    """Body by its slug."""
    return {row["slug"]: {"edition_code": EDITION, "period": 2012, "entity_type": row["entity_type"],
                          "entity_code": code_of(row["entity"]).strip("_"), "entity_name_vi": row["entity"],
                          "entity_name_en": None} for row in rows_in(TRUTH / "entities.csv")}


def node_names() -> dict[str, str]:
    """Name by node, as the rubric of the report gives it."""
    told = {row["code"]: row["indicator"] for row in rows_in(TRUTH / "rubric.csv")
            if row["row_type"] in ("component", "indicator")}
    return {"overall": "Chỉ số E-GOV Index", **told}


def scores() -> dict[tuple[str, str], Decimal]:
    """(slug, node) → unrounded points."""
    found = {(row["slug"], row["indicator"]): Decimal(row["points_unrounded"])
             for row in rows_in(TRUTH / "expected_points.csv")}
    for slug in names():
        for parent in "ABCD":
            found[slug, parent] = sum((value for (body, node), value in found.items()
                                       if body == slug and len(node) == 2 and node[0] == parent), Decimal(0))
        found[slug, "overall"] = sum((found[slug, parent] for parent in "ABCD"), Decimal(0))
    return found


def printed_value(text: str, kind: str) -> tuple[Decimal | None, int | None]:
    if kind == "flag":
        return (Decimal(1), 0) if text else (None, None)
    if not re.search(r"\d", text):
        return None, None
    number = text.removesuffix("%")
    return Decimal(number), len(number.partition(".")[2])


def computed_tables() -> list[Row]:
    """Each published table, a row a cell, in the order of the computed result."""
    bodies, known = names(), scores()
    slugs = {row["entity_printed"]: row["slug"] for row in rows_in(TRUTH / "entities.csv")}
    rates = {(row["slug"], row["indicator"]): row["rate"] for row in rows_in(TRUTH / "expected_points.csv")}
    ranks = {(row["slug"], row["component"]): row for row in rows_in(TRUTH / "expected_ranks.csv")}
    result = []
    for ordinal, table in enumerate(json.loads((TRUTH / "tables.json").read_text(encoding="utf-8")), 1):
        if table["id"] == "rubric":
            continue
        part = table["id"].partition("_")[2]
        node = "overall" if part == "overall" else COMPONENTS[part]
        printed = rows_in(TRUTH / f"{table['id']}.csv")
        order = sorted(range(len(printed)), key=lambda place: -known[slugs[printed[place]["unit_name"]], node])
        headings = {ranks[slugs[row["unit_name"]], "total"]["band"]: row.get("group_heading") for row in printed}
        for place, index in enumerate(order, 1):
            row, slug = printed[index], slugs[printed[index]["unit_name"]]
            band = ranks[slug, "total"]["band"]
            for number, column in enumerate((c for c in table["columns"] if c["key"] != "group_heading"), 1):
                key = column["key"]
                quantity, own = quantity_of(key, node)
                printed_number, decimals = printed_value(row[key], column["type"])
                computed = {"points": known.get((slug, own)), "score": known.get((slug, own)), "rank": Decimal(place)}
                value = computed.get(quantity, printed_number)
                if quantity == "value" and column["type"] == "percent" and rates[slug, own]:
                    value = Decimal(rates[slug, own])
                result.append({
                    **bodies[slug], "table_code": table["id"], "table_ordinal": ordinal,
                    "table_title_vi": table["title"], "table_title_en": table["title_en"],
                    "table_notes": None, "table_form": "computed", "row_number": index + 1, "row_kind": "data",
                    "row_order": place, "page": table["page"],
                    "file_name": "bao-cao-egov-index-2012.pdf", "column_key": key, "column_ordinal": number,
                    "header_printed": " | ".join(column["header"]), "quantity": quantity,
                    "data_type": column["type"], "node_code": own, "value": None if quantity == "body" else value,
                    "is_computed": quantity in ("points", "score", "rank", "value"),
                    "value_printed": printed_number, "decimals_printed": decimals, "unit": column["unit"],
                    "text_printed": row[key] or None, "band_code": BANDS[band][0],
                    "band_heading": headings[band] if part == "overall" else None,
                    "cell_id": f"{EDITION}:{table['id']}:r{index + 1}:{key}"})
    return result


def quantity_of(key: str, node: str) -> tuple[str, str | None]:
    """Quantity and node of a printed column."""
    stem, _, last = key.rpartition("_")
    if key == "unit_name":
        return "body", None
    if key in ("rank", "total"):
        return {"rank": "rank", "total": "score"}[key], node
    if last in ("score", "self"):
        return last, COMPONENTS[stem]
    if last == "points":
        return "points", INDICATORS[stem]
    return "value", INDICATORS.get(key) or INDICATORS["dvc" if key.startswith("dvc") else stem]


def body_rows() -> tuple[list[Row], list[Row], list[Row]]:
    """Profile, outlook and self-assessment of each body."""
    bodies, known, words = names(), scores(), node_names()
    told = self_points()
    bands = {row["slug"]: row["band"] for row in rows_in(TRUTH / "expected_ranks.csv") if row["component"] == "total"}
    profile, outlook, compared = [], [], []
    for slug, body in bodies.items():
        pool = [other for other, one in bodies.items() if one["entity_type"] == body["entity_type"]]
        total = known[slug, "overall"]
        ahead = min((other for other in pool if known[other, "overall"] > total),
                    key=lambda other: known[other, "overall"], default=None)
        gap = known[ahead, "overall"] - total if ahead else None
        band, better = BANDS[bands[slug]], None
        if bands[slug] != "khá":
            better = BANDS["khá" if bands[slug] == "trung bình" else "trung bình"]
        for node, maximum in MAXIMA.items():
            points, all_points = known[slug, node], [known[other, node] for other in pool]
            lost = maximum - points
            own: Row = {**body, "node_code": node, "node_name_vi": words[node], "node_name_en": None}
            profile.append({
                **own, "parent_node_code": None if node == "overall" else "overall" if len(node) == 1 else node[0],
                "level": 0 if node == "overall" else len(node), "maximum": Decimal(maximum), "points": points,
                "points_published": None, "points_lost": lost,
                "status": "carried_over" if (slug, node) == ("so-tc", "A1") else "reported",
                "share_of_bodies_better": None, "entity_rank": 1 + sum(other > points for other in all_points),
                "rank_low": None, "rank_high": None, "entities_ranked": len(pool),
                "leader_points": max(all_points), "median_points": median(all_points),
                "self_points": told.get((slug, node)),
                "is_enough_for_next_rank": lost > gap if gap is not None else None,
                "is_enough_for_next_band": lost >= better[2] - total if better else None})
            if (slug, node) in told:
                compared.append({**own, "self_points_form": None, "self_printed": told[slug, node],
                                 "points_computed": points, "points_published": None,
                                 "difference": told[slug, node] - points})
        rank = 1 + sum(known[other, "overall"] > total for other in pool)
        outlook.append({**body, "entity_rank": rank, "rank_low": rank, "rank_high": rank, "entities_ranked": len(pool),
                        **what_next(total, band, better, bodies.get(ahead or ""), gap)})
    return profile, outlook, compared


def what_next(total: Decimal, band: tuple[str, str, int], better: tuple[str, str, int] | None, ahead: Row | None,
              gap: Decimal | None) -> Row:
    """What an outlook says of the next band and of the body ahead."""
    return {"total": total, "maximum": Decimal(150), "band_code": band[0], "band_name_vi": band[1],
            "next_band_code": better[0] if better else None, "next_band_name_vi": better[1] if better else None,
            "next_band_from": Decimal(better[2]) if better else None,
            "points_to_next_band": better[2] - total if better else None,
            "ahead_entity_code": ahead["entity_code"] if ahead else None,
            "ahead_entity_name_vi": ahead["entity_name_vi"] if ahead else None,
            "ahead_points": total + gap if gap is not None else None, "points_to_next_rank": gap}


def self_points() -> dict[tuple[str, str], Decimal]:
    """(slug, node) → printed self-assessed points; a 0.0 without parts is none."""
    slugs = {row["entity_printed"]: row["slug"] for row in rows_in(TRUTH / "entities.csv")}
    found = {}
    for table in ("dep_overall", "dist_overall"):
        for row in rows_in(TRUTH / f"{table}.csv"):
            parts = {node: row[f"{part}_self"] for part, node in COMPONENTS.items()}
            if any(text for node, text in parts.items() if node != "overall"):
                found.update({(slugs[row["unit_name"]], node): Decimal(text) for node, text in parts.items() if text})
    return found


def form_inputs() -> list[Row]:
    bodies = names()
    return [{**bodies[row["slug"]], "input_key": row["key"], "input_name_vi": row["key"], "input_name_en": None,
             "value": Decimal(row["value"]) if re.fullmatch(r"[\d.]+", row["value"]) else None, "unit": row["unit"],
             "text_printed": row["raw"] or None, "status": "reported" if row["value"] else "missing",
             "carried_from_edition": None, "capped_from": None, "source": "form", "file_name": row["file"],
             "sheet": row["sheet"], "sheet_cell": row["cell"],
             "cell_id": f"{EDITION}:form/{row['slug']}:{row['cell']}:{row['key']}"}
            for row in rows_in(TRUTH / "forms.csv")]


def rankings() -> list[Row]:
    """Ranks of the index and its components, with the places that a tie allows and the bands."""
    bodies, words, known = names(), node_names(), scores()
    result = []
    for row in rows_in(TRUTH / "expected_ranks.csv"):
        node = "overall" if row["component"] == "total" else row["component"]
        table = "dep" if row["entity_type"] == "department" else "dist"
        part = next(name for name, code in COMPONENTS.items() if code == node).replace("total", "overall")
        band = BANDS[row["band"]][1] if row["band"] else None
        result.append({
            **bodies[row["slug"]], "framework_code": "dienbien_egov", "node_code": node,
            "node_name_vi": words[node], "node_name_en": None, "score_published": Decimal(row["score_printed"]),
            "score_recomputed": known[row["slug"], node], "score_unit": "điểm", "score_decimals": 1,
            "rank_published": int(row["rank_printed"]), "rank_recomputed": int(row["rank_printed"]),
            "rank_low": int(row["rank_low"]), "rank_high": int(row["rank_high"]),
            "band_published": band, "band_recomputed": band,
            "entities_ranked": 20 if row["entity_type"] == "department" else 9,
            "rank_cell_id": f"{EDITION}:{table}_{part}:r{row['rank_printed']}:rank", "score_cell_id": None})
    return result


def points_tables() -> Tables:
    """Every table that the catalogue reads, for an edition of a points index."""
    profile, outlook, compared = body_rows()
    values = [{**{key: row[key] for key in ("edition_code", "period", "entity_type", "entity_code",
                                            "entity_name_vi", "entity_name_en")},
               "indicator_code": row["node_code"], "text_printed": row["text_printed"],
               "raw_value": row["value_printed"] or Decimal(0),
               "unit": {"percent": "%", "flag": None}.get(str(row["data_type"]), "máy"), "status": "reported",
               "carried_from_edition": None}
              for row in computed_tables()
              if row["quantity"] == "value" and not str(row["column_key"]).startswith("dvc")]
    frames = {
        "rpt_ranking": rankings(), "rpt_computed_tables": computed_tables(), "rpt_body_profile": profile,
        "rpt_body_outlook": outlook, "rpt_self_assessment": compared, "rpt_form_inputs": form_inputs(),
        "rpt_indicator_values": values,
        "dim_source_file": [{"edition_code": EDITION, "file_name": f"{number}.xlsx", "sha256": f"{number:064x}",
                             "document_kind": "form" if number > 1 else "report", "media_type": "application/pdf",
                             "bytes": 1, "pages": None} for number in range(24)],
        "dim_publication": [{"edition_code": EDITION, "series_code": "dienbien_egov", "period": 2012,
                             "published_on": "2013",
                             "title_vi": "Chỉ số chính quyền điện tử tỉnh Điện Biên năm 2012",
                             "title_en": None}],
    }
    empty = empty_tables()
    return {**empty, **{name: pd.DataFrame(rows, dtype=object).reindex(columns=empty[name].columns).astype(object)
                        .where(lambda frame: frame.notna(), None) for name, rows in frames.items()}}
