"""What is known of a body's result in a node of an index: the print, the calculation, and who stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from extractors.errors import DataError, Problem
from extractors.names import name_key, without_tones
from flows.cell_facts import Row
from warehouse.read import Reader

BODIES = """
select distinct results.entity_code, results.entity_name_vi, bodies.slug from (
    select edition_code, entity_code, entity_name_vi from reporting.rpt_ranking
    union select edition_code, entity_code, entity_name_vi from reporting.rpt_indicator_values
    union select edition_code, entity_code, entity_name_vi from reporting.rpt_calculation
) as results
left join marts.dim_entity as bodies on results.entity_code = bodies.entity_code
where results.edition_code = $1 order by results.entity_code
"""
NAMES = "select name_key, entity_code from seeds.entity_names order by name_key, entity_code"
NODES = """
select node_code, node_name_vi, node_name_en, rank_cell_id as cell_id from reporting.rpt_ranking
where edition_code = $1 and entity_code = $2
union select node_code, node_name_vi, node_name_en, score_cell_id from reporting.rpt_ranking
where edition_code = $1 and entity_code = $2
union select node_code, node_name_vi, node_name_en, cast(null as varchar) from reporting.rpt_calculation
where edition_code = $1 and entity_code = $2
union select indicator_code, indicator_name_vi, indicator_name_en, cell_id from reporting.rpt_indicator_values
where edition_code = $1 and entity_code = $2
"""
OF_NODE = "select * from reporting.{} where edition_code = $1 and entity_code = $2 and {} = $3"
CHILDREN = """
select * from reporting.rpt_body_profile where edition_code = $1 and entity_code = $2 and parent_node_code = $3
order by node_code
"""
CALCULATION = """
select lines.*, inputs.file_name, inputs.sheet, inputs.sheet_cell, inputs.text_printed, inputs.source
from reporting.rpt_calculation as lines
left join reporting.rpt_form_inputs as inputs
    on lines.edition_code = inputs.edition_code and lines.entity_code = inputs.entity_code
    and lines.input_key = inputs.input_key
where lines.edition_code = $1 and lines.entity_code = $2 and lines.node_code = $3 order by lines.ordinal
"""
PRINTED = """
select figures.*, cells.decimals, cells.page as cell_page, cells.box_x0, cells.box_top, cells.box_x1, cells.box_bottom,
    cells.sheet_cell, cells.file_sha256, files.file_name
from reporting.rpt_reconciliation as figures
inner join raw.cells as cells on figures.cell_id = cells.cell_id
left join raw.source_files as files on cells.file_sha256 = files.sha256 and cells.edition_code = files.edition_code
where figures.edition_code = $1 and figures.entity_code = $2 and figures.node_code = $3
order by case figures.figure when 'score' then 1 when 'total' then 2 when 'rank' then 3 else 4 end, figures.cell_id
"""
RANKED = """
select entity_code, entity_name_vi, entity_name_en, score_recomputed, score_published, rank_low, rank_high,
    rank_recomputed, rank_published
from reporting.rpt_ranking where edition_code = $1 and node_code = $2 and entity_type = $3
order by score_recomputed desc, rank_published, entity_code
"""
MOST_NAMES = 3


@dataclass(frozen=True)
class ResultFacts:
    """Rows of the warehouse about one body, node and edition; None or empty where an index has no such thing."""

    edition_code: str
    entity_code: str
    entity_name_vi: str
    node: Row
    ranking: Row | None
    indicator: Row | None
    profile: Row | None
    outlook: Row | None
    self_assessment: Row | None
    calculation: list[Row]
    """Lines of the formula, each with the document, sheet and cell of its figure."""
    children: list[Row]
    """The nodes below with their points (`rpt_body_profile`)."""
    printed: list[Row]
    """Published figures with their verdicts and places."""
    neighbours: list[Row]
    """Those of the same place, the next above and the next below, in order; the body itself among them."""

    @property
    def is_computed(self) -> bool:
        """The method gives the points from figures or from nodes below; else they are only printed."""
        return any(line["role"] != "result" for line in self.calculation)


def result_facts(reader: Reader, edition: str, entity: str, node: str) -> ResultFacts:
    """The result of a body (by code, short or full name) in a node (by code, name or number of its table).

    Raises DataError, with those that may be meant, when nothing or more than one thing fits.
    """
    code, name = _entity(reader, edition, entity)
    meant = _node(reader, edition, code, node)
    keys = [edition, code, meant["node_code"]]

    def one(model: str, column: str = "node_code") -> Row | None:
        return next(iter(reader.rows(OF_NODE.format(model, column), keys)), None)

    ranking, calculation = one("rpt_ranking"), reader.rows(CALCULATION, keys)
    order = [line["part_node_code"] for line in calculation]
    children = sorted(reader.rows(CHILDREN, keys), key=lambda child: order.index(child["node_code"])
                      if child["node_code"] in order else len(order))
    ranked = reader.rows(RANKED, [edition, keys[2], ranking["entity_type"]]) if ranking else []
    return ResultFacts(
        edition, code, name, meant, ranking, one("rpt_indicator_values", "indicator_code"), one("rpt_body_profile"),
        one("rpt_body_outlook"), one("rpt_self_assessment"), calculation, children,
        reader.rows(PRINTED, keys), _neighbours(ranked, code))


def _neighbours(ranked: list[Row], code: str) -> list[Row]:
    places = [number for number, row in enumerate(ranked) if row["entity_code"] == code]
    if not places or ranked[places[0]]["score_recomputed"] is None:
        return []
    score = ranked[places[0]]["score_recomputed"]
    level = [number for number, row in enumerate(ranked) if row["score_recomputed"] == score]
    return [row for row in ranked[max(level[0] - 1, 0):level[-1] + 2] if row["score_recomputed"] is not None]


def _entity(reader: Reader, edition: str, entity: str) -> tuple[str, str]:
    """Code and name of the body; tone marks may be left out where only one body is meant then."""
    bodies = {row["entity_code"]: row for row in reader.rows(BODIES, [edition])}
    if not bodies:
        loaded = sorted(row["edition_code"] for row in reader.rows("raw.editions"))
        raise DataError([Problem("edition_not_loaded", found=edition, expected=" · ".join(loaded))])
    names = [(row["name_key"], row["entity_code"]) for row in reader.rows(NAMES) if row["entity_code"] in bodies]
    names += [(name_key(row["entity_name_vi"]), code) for code, row in bodies.items()]
    key = name_key(entity)
    tries: list[Callable[[], set[str]]] = [
        lambda: {code for code, row in bodies.items() if entity in (code, row["slug"])},
        lambda: {code for name, code in names if name == key},
        lambda: {code for name, code in names if without_tones(name) == key},
    ]
    meant = next((found for found in (attempt() for attempt in tries) if found), set())
    if len(meant) == 1:
        [code] = meant
        return code, bodies[code]["entity_name_vi"]
    codes = dict(names)
    near = sorted(meant) or [codes[name] for name in get_close_matches(key, codes, n=2 * MOST_NAMES, cutoff=0)]
    shown = [str(bodies[code]["entity_name_vi"]) for code in dict.fromkeys(near)]
    raise DataError([Problem("entity_unknown", edition=edition, found=entity,
                             expected=" · ".join(shown if meant else shown[:MOST_NAMES]))])


def _node(reader: Reader, edition: str, entity_code: str, node: str) -> Row:
    """The node of that code, else name, else number of the table that it is printed in."""
    rows = reader.rows(NODES, [edition, entity_code])
    nodes = {row["node_code"]: {name: row[name] for name in ("node_code", "node_name_vi", "node_name_en")}
             for row in rows}
    key = name_key(node)
    tries: list[Callable[[Row], Any]] = [
        lambda row: row["node_code"] == node,
        lambda row: row["node_code"].casefold() == node.casefold(),
        lambda row: key in (name_key(row["node_name_vi"]), name_key(row["node_name_en"])),
        lambda row: row["cell_id"] and row["cell_id"].split(":")[1] == node,
    ]
    fitting = ({row["node_code"] for row in rows if fits(row)} for fits in tries)
    meant = next((found for found in fitting if found), set())
    if len(meant) == 1:
        return nodes[meant.pop()]
    shown = [f"{row['node_code']} ({row['node_name_vi']})" for code, row in sorted(nodes.items())
             if code in meant or not meant]
    raise DataError([Problem("node_unknown", edition=edition, found=node, expected=" · ".join(shown))])
