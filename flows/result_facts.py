"""What is known of a body's result in a node of an index: the print, the calculation, and who stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from flows.cell_facts import Row
from flows.meant import body_meant, node_meant
from warehouse.read import Reader

NODES = """
select node_code, node_name_vi, node_name_en, rank_cell_id as cell_id from reporting.rpt_ranking
where edition_code = $1 and entity_code = $2
union select node_code, node_name_vi, node_name_en, score_cell_id from reporting.rpt_ranking
where edition_code = $1 and entity_code = $2
union select node_code, node_name_vi, node_name_en, cast(null as varchar) from reporting.rpt_calculation
where edition_code = $1 and entity_code = $2
union select indicator_code, indicator_name_vi, indicator_name_en, cell_id from reporting.rpt_indicator_values
where edition_code = $1 and entity_code = $2
union select tree.node_code, nodes.name_vi, nodes.name_en, tree.figure_cell_id
from marts.fct_body_tree as tree
inner join marts.dim_node as nodes on tree.framework_code = nodes.framework_code
    and tree.framework_edition = nodes.framework_edition and tree.node_code = nodes.node_code
where tree.edition_code = $1 and tree.entity_code = $2 and coalesce(tree.score, tree.figure) is not null
"""
TREE = """
select tree.*, nodes.name_vi as node_name_vi, nodes.name_en as node_name_en,
    exists (
        select 1 from reporting.rpt_publication_faults as faults
        where tree.figure_cell_id = faults.cell_id and faults.kind = 'misread'
    ) as is_misread
from marts.fct_body_tree as tree
inner join marts.dim_node as nodes on tree.framework_code = nodes.framework_code
    and tree.framework_edition = nodes.framework_edition and tree.node_code = nodes.node_code
inner join marts.fct_body_tree as roots on tree.edition_code = roots.edition_code
    and tree.entity_code = roots.entity_code and roots.level = 0 and roots.aggregation <> 'sum'
where tree.edition_code = $1 and tree.entity_code = $2 and $3 in (tree.node_code, tree.parent_node_code)
order by tree.level, tree.node_code
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
    cells.sheet_cell, cells.file_sha256, files.file_name, tables.sheet
from reporting.rpt_reconciliation as figures
inner join raw.cells as cells on figures.cell_id = cells.cell_id
inner join raw.printed_tables as tables
    on cells.edition_code = tables.edition_code and cells.table_code = tables.table_code
left join raw.source_files as files on cells.file_sha256 = files.sha256 and cells.edition_code = files.edition_code
where figures.edition_code = $1 and figures.entity_code = $2 and figures.node_code = $3
order by case figures.figure when 'score' then 1 when 'total' then 2 when 'rank' then 3 else 4 end, figures.cell_id
"""
TOLD_OF = """
select cell_id, period_year as told_of from marts.fct_told_result
where edition_code = $1 and node_code = $2 and not is_own_period
"""
RANKED = """
select entity_code, entity_name_vi, entity_name_en, score_recomputed, score_published, rank_low, rank_high,
    rank_recomputed, rank_published
from reporting.rpt_ranking where edition_code = $1 and node_code = $2 and entity_type = $3
    and coalesce(rank_recomputed, rank_published) is not null
order by coalesce(rank_low, rank_recomputed, rank_published), score_recomputed desc, rank_published, entity_code
"""


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
    """Published figures with their verdicts and places; `told_of` is the year of one that is not the edition's own."""
    tree: list[Row]
    """In an index of means the node and those below it (`fct_body_tree`); empty in an index of points."""
    neighbours: list[Row]
    """Those of the same place, the next above and the next below, in order; the body itself among them."""

    @property
    def is_of_means(self) -> bool:
        """The index is a mean of scaled figures, not a sum of points."""
        return bool(self.tree)

    @property
    def placed_by(self) -> str:
        """The score that gives the places: the printed one where nothing is computed, or only from rounded figures."""
        is_printed = self.ranking is None or self.ranking["score_recomputed"] is None
        is_of_print = is_printed or (self.tree and self.tree[0]["basis"] == "print")
        return "score_published" if is_of_print else "score_recomputed"

    @property
    def is_computed(self) -> bool:
        """The method gives the points from figures or from nodes below; else they are only printed."""
        return not self.is_of_means and any(line["role"] != "result" for line in self.calculation)


def result_facts(reader: Reader, edition: str, entity: str, node: str) -> ResultFacts:
    """The result of a body (by code, short or full name) in a node (by code, name or number of its table).

    Raises DataError, with those that may be meant, when nothing or more than one thing fits.
    """
    code, name = body_meant(reader, edition, entity)
    meant = node_meant(reader.rows(NODES, [edition, code]), edition, node)
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
        _printed(reader, keys), reader.rows(TREE, keys), _neighbours(ranked, code))


def _printed(reader: Reader, keys: list[str]) -> list[Row]:
    """Figures of the edition's own year first, then those told again of others."""
    rows = reader.rows(PRINTED, keys)
    years = {row["cell_id"]: row["told_of"] for row in reader.rows(TOLD_OF, [keys[0], keys[2]])} if rows else {}
    told = [{**row, "told_of": years.get(row["cell_id"])} for row in rows]
    return sorted(told, key=lambda row: (row["told_of"] is not None, -(row["told_of"] or 0)))


def _neighbours(ranked: list[Row], code: str) -> list[Row]:
    own = next((row for row in ranked if row["entity_code"] == code), None)
    if own is None:
        return []
    level = [number for number, row in enumerate(ranked) if _place(row) == _place(own)]
    return ranked[max(level[0] - 1, 0):level[-1] + 2]


def _place(row: Row) -> int:
    """The best place of its tie."""
    place: int = row["rank_low"] or row["rank_recomputed"] or row["rank_published"]
    return place
