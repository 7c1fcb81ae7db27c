"""A body's scores beside the leader and the median, and what it is strong and weak in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from reports.appendix.bodies import Appendix
from reports.appendix.parts import Chart, Entry, Section, Series, Speaker, figure, named
from reports.rankings import Block, Node, name_of
from reports.tables import Row

_MOST_INDICATORS = 3  # a side, as in `chiso profile`
_PLACES = 4


@dataclass(frozen=True)
class Position:
    """A node: the body's own row and score, the leader's, the median of the scores that are known."""

    node: Node
    own: Row
    score: Decimal
    leader: Row
    best: Decimal
    middle: Decimal
    known: int

    @property
    def rank(self) -> int | None:
        """The rank as published, else as computed."""
        return rank_of(self.own)


def positions_of(appendix: Appendix, block: Block | None) -> list[Position]:
    """The nodes in which the body has a score, from the whole index down."""
    found = []
    for node in block.nodes if block else ():
        own = next((row for row in node.rows if row["entity_code"] == appendix.code), None)
        if own is None or (basis := _basis(own)) is None:
            continue
        scores = {str(row["entity_code"]): score for row in node.rows
                  if isinstance(score := row[f"score_{basis}"], Decimal)}
        leader = next(row for row in node.rows if scores.get(str(row["entity_code"])) == max(scores.values()))
        found.append(Position(node, own, scores[appendix.code], leader, max(scores.values()),
                              median(scores.values()), len(scores)))
    return found


def position_section(speaker: Speaker, appendix: Appendix, positions: Sequence[Position]) -> Section | None:
    """Own score, leader and median, node by node; a chart of those that are measured alike."""
    if not positions:
        return None
    header = (speaker.head("plan_node", 44, is_number=False), speaker.head("plan_own", 12), speaker.head("rank", 8),
              speaker.head("plan_leader", 22, is_number=False), speaker.head("plan_leader_value", 12),
              speaker.head("plan_median", 12), speaker.head("plan_behind", 14), speaker.head("plan_known", 14))
    lines = []
    for one in positions:
        places = one.own["score_decimals"] if isinstance(one.own["score_decimals"], int) else _PLACES
        lines.append((Entry(named(one.own), is_bold=one.node.code == appendix.root),
                      Entry(one.score, places), Entry(one.rank, 0), Entry(name_of(one.leader, "entity")),
                      Entry(one.best, places), Entry(one.middle, places), Entry(one.best - one.score, places),
                      Entry(_known(one))))
    unit = positions[0].own["score_unit"]
    alike = [one for one in positions if one.own["score_unit"] == unit]
    is_first = alike == list(positions[:len(alike)])
    chart = Chart("dots", speaker.words("plan_positions_chart", name=appendix.name),
                  tuple(name_of(one.own, "node") for one in alike),
                  (Series(appendix.name, tuple(one.score for one in alike)),
                   Series(speaker.words("plan_leader"), tuple(one.best for one in alike)),
                   Series(speaker.words("plan_median"), tuple(one.middle for one in alike))),
                  (0, len(alike)), (1, 4, 5)) if is_first and len(alike) > 1 else None
    partial = any(isinstance(one.own["entities_ranked"], int) and one.known < one.own["entities_ranked"]
                  for one in positions)
    return Section("positions", speaker.words("plan_positions"), header, tuple(lines),
                   about=speaker.words("plan_positions_about"),
                   notes=(speaker.words("plan_partial"),) if partial else (), chart=chart)


def finding_section(speaker: Speaker, appendix: Appendix, positions: Sequence[Position]) -> Section | None:
    """Strengths and weaknesses as words with figures."""
    lines = [*_by_rank(speaker, appendix, positions), *_by_indicator(speaker, appendix)]
    strong, weak = speaker.words("plan_strong"), speaker.words("plan_weak")
    lines.sort(key=lambda line: line[0].value != strong)
    if not lines:
        return None
    said = speaker.words("plan_findings_said", strong=sum(line[0].value == strong for line in lines),
                         weak=sum(line[0].value == weak for line in lines))
    header = (speaker.head("plan_side", 14, is_number=False), speaker.head("plan_what", 48, is_number=False),
              speaker.head("plan_why", 64, is_number=False))
    return Section("findings", speaker.words("plan_findings"), header, tuple(lines),
                   about=speaker.words("plan_findings_about", count=_MOST_INDICATORS), sentences=(said,))


def rank_of(row: Row) -> int | None:
    """The rank as published, else as computed."""
    for key in ("rank_published", "rank_recomputed"):
        rank = row[key]
        if isinstance(rank, int):
            return rank
    return None


def _basis(row: Row) -> str | None:
    return next((basis for basis in ("published", "recomputed") if row[f"score_{basis}"] is not None), None)


def _known(one: Position) -> str:
    ranked = one.own["entities_ranked"]
    return f"{one.known}/{ranked}" if ranked is not None else str(one.known)


def _by_rank(speaker: Speaker, appendix: Appendix, positions: Sequence[Position]) -> list[tuple[Entry, ...]]:
    """Nodes above the indicators whose rank is better or worse than that of the whole index."""
    whole = next((one.rank for one in positions if one.node.code == appendix.root), None)
    if whole is None:
        return []
    lines: list[tuple[Entry, ...]] = []
    others = {appendix.root, *(row["node_code"] for row in appendix.rows["improvement"])}
    ranked = [(one, one.rank) for one in positions if one.rank is not None and one.node.code not in others]
    for one, rank in sorted(ranked, key=lambda pair: pair[1]):
        if rank == whole:
            continue
        side = "strong" if rank < whole else "weak"
        why = speaker.words(f"plan_rank_{side}", rank=rank, of=one.own["entities_ranked"] or "", whole=whole)
        lines.append((_side(speaker, side), Entry(named(one.own)), Entry(why, is_both=True)))
    return lines


def _by_indicator(speaker: Speaker, appendix: Appendix) -> list[tuple[Entry, ...]]:
    """Indicators that bring the most index points more, and less, than the median figure would."""
    told = [(row, lost) for row in appendix.rows["improvement"]
            if row["value"] is not None and isinstance(lost := row["lost_to_median"], Decimal)]
    lines: list[tuple[Entry, ...]] = []
    for side, sign in (("strong", -1), ("weak", 1)):
        beside = [(row, sign * lost) for row, lost in told if sign * lost > 0]
        for row, points in sorted(beside, key=lambda pair: (-pair[1], str(pair[0]["node_code"])))[:_MOST_INDICATORS]:
            why = speaker.words(f"plan_median_{side}", value=figure(row, "value"), median=figure(row, "median_value"),
                                points=Entry(points, _PLACES))
            lines.append((_side(speaker, side), Entry(named(row)), Entry(why, is_both=True)))
    return lines


def _side(speaker: Speaker, side: str) -> Entry:
    return Entry(speaker.words(f"plan_{side}"), tone="good" if side == "strong" else "above")
