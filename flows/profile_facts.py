"""What the warehouse knows of a body in an edition: its places, its parts, what it lost, what would move it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from flows.meant import Row, body_meant
from warehouse.read import Parameter, Reader

OF_BODY = "where edition_code = $1 and entity_code = $2"
RANKING = """
select ranking.*, nodes.parent_node_code, nodes.level, nodes.is_leaf
from reporting.rpt_ranking as ranking
inner join marts.dim_node as nodes on ranking.framework_code = nodes.framework_code
    and ranking.framework_edition = nodes.framework_edition and ranking.node_code = nodes.node_code
where ranking.edition_code = $1 and ranking.entity_code = $2 order by nodes.level, ranking.node_code
"""
SCORES = """
select node_code, entity_code, coalesce(score_published, score_recomputed) as score from reporting.rpt_ranking
where edition_code = $1 and entity_type = $2 and coalesce(score_published, score_recomputed) is not null
"""
HISTORY = """
select period_year, edition_code, score, entity_rank, entities_ranked, rank_change, comparable
from reporting.rpt_rank_history
where framework_code = $1 and entity_code = $2 and node_code = $3 order by period_year
"""
LOSSES = f"select * from reporting.rpt_improvement {OF_BODY} order by lost_to_leader desc nulls last, node_code"
NEXT = f"select * from reporting.rpt_next_rank {OF_BODY} order by ordinal"
TARGETS = f"select * from reporting.rpt_targets {OF_BODY} order by target_code"
WEIGHTS = f"select * from reporting.rpt_weight_sensitivity {OF_BODY} order by scheme desc"


@dataclass(frozen=True)
class Profile:
    """Rows of the warehouse about one body and edition; empty where there is no such thing."""

    edition_code: str
    entity_code: str
    entity_name_vi: str
    nodes: list[Row]
    """Nodes of the index above its indicators (`rpt_ranking`), each with leader and median of the scores known."""
    history: list[Row]
    losses: list[Row]
    """Its indicators (`rpt_improvement`), the largest loss against the leader first."""
    next_rank: list[Row]
    targets: list[Row]
    weights: list[Row]

    @property
    def root(self) -> Row | None:
        """The index as a whole; None where an edition publishes none."""
        return next((node for node in self.nodes if node["level"] == 0), None)

    def beside_median(self, direction: int, most: int) -> list[Row]:
        """Indicators that bring more (1) or less (-1) than the middle figure would, in index points."""
        told = [row for row in self.losses if row["lost_to_median"]]
        ordered = sorted(told, key=lambda row: (direction * row["lost_to_median"], row["node_code"]))
        return [row for row in ordered[:most] if direction * row["lost_to_median"] < 0]


def profile_facts(reader: Reader, edition: str, entity: str) -> Profile:
    """The profile of a body, by code, short or full name.

    Raises DataError, with those that may be meant, when nothing or more than one body fits.
    """
    code, name = body_meant(reader, edition, entity)
    own: Sequence[Parameter] = [edition, code]
    nodes = [row for row in reader.rows(RANKING, own) if not row["is_leaf"] or row["level"] == 1]
    if nodes:
        _compare(nodes, reader.rows(SCORES, [edition, nodes[0]["entity_type"]]))
    root = next((row for row in nodes if row["level"] == 0), None)
    history = reader.rows(HISTORY, [root["framework_code"], code, root["node_code"]]) if root and reader.has(
        "reporting.rpt_rank_history") else []
    return Profile(edition, code, name, nodes, history, reader.rows(LOSSES, own), reader.rows(NEXT, own),
                   reader.rows(TARGETS, own), reader.rows(WEIGHTS, own))


def _compare(nodes: list[Row], scores: list[Row]) -> None:
    """Add to each node the best and the middle of the scores known."""
    for node in nodes:
        known: list[Decimal] = [row["score"] for row in scores if row["node_code"] == node["node_code"]]
        node["leader_score"] = max(known, default=None)
        node["median_score"] = median(known) if known else None
        node["scores_known"] = len(known)
