"""The profile of a body for people: one screen of small tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from flows.cell_lines import Line, line
from flows.meant import Row
from flows.profile_facts import Profile
from flows.whatif_lines import FIGURE_DECIMALS, SCORE_DECIMALS, signed
from flows.words import Words, named

MOST_LOSSES = 5
MOST_WAYS = 3
MOST_NAMES = 3
SHARE_DECIMALS = 1
NOTHING = "–"


class Part(NamedTuple):
    """A small table under a title."""

    title: str
    columns: Sequence[str]
    rows: list[tuple[str, ...]]


def place(words: Words, facts: Profile) -> str:
    """Rank and score of the whole index; nothing where an edition has none."""
    root = facts.root
    if root is None:
        return ""
    return words("profile_place", rank=_rank(words, root), bodies=words.figure(root["entities_ranked"]),
                 score=_score(words, _own_score(root), root["score_unit"]))


def profile_parts(words: Words, facts: Profile) -> Iterator[Part]:
    """The tables that there is something to say in; of targets that nobody knows about the title says it all."""
    standing = [
        Part(words("profile_years"), ["year", "rank", "moved", "score"],
             [_year(words, row, facts.root["score_unit"] if facts.root else None) for row in facts.history]),
        Part(words("profile_nodes"), ["node", "name", "score", "rank", "leader", "median", "of"],
             [_node(words, row) for row in facts.nodes if row["level"] > 0]),
        Part(words("profile_losses"), ["node", "name", "own", "leader", "median", "lost"],
             [_loss(words, row) for row in facts.losses[:MOST_LOSSES] if row["lost_to_leader"]]),
    ]
    yield from (part for part in standing if part.rows)
    ways = [row for row in facts.next_rank if row["is_within_reach"]][:MOST_WAYS]
    if ways:
        yield Part(words("profile_next", name=words.of_pair(ways[0], "ahead_name"),
                         gain=words.rounded(ways[0]["gain_needed"], SCORE_DECIMALS)),
                   ["node", "name", "own", "needed", "share"],
                   [(row["node_code"], words.of_pair(row, "node_name"), _figure(words, row["value_from"]),
                     _figure(words, row["value_needed"]),
                     f"{words.figure(row['share_of_scale'] * 100, SHARE_DECIMALS)} %") for row in ways])
    yield from _targets(words, facts.targets)
    if facts.weights:
        yield Part(words("profile_weights", draws=facts.weights[0]["draws"], seed=facts.weights[0]["seed"]),
                   ["weights", "of", "present", "best", "usual", "worst"],
                   [(words.named("weights", row["scheme"]), words.figure(row["bodies_compared"]),
                     words.figure(row["rank_present"]), words.figure(row["rank_best"]),
                     f"{row['rank_p05']}–{row['rank_p95']}",
                     words.figure(row["rank_worst"])) for row in facts.weights])


def profile_lines(words: Words, facts: Profile) -> Iterator[Line]:
    """Strengths and weaknesses: what most sets the body apart from the middle figure, in index points."""
    for what, direction in (("strengths", 1), ("weaknesses", -1)):
        rows = facts.beside_median(direction, MOST_NAMES)
        if rows:
            yield line(what, " · ".join(f"{row['node_code']} {words.of_pair(row, 'node_name')}"
                                        f" ({signed(words, -row['lost_to_median'])})" for row in rows))


def _year(words: Words, row: Row, unit: str | None) -> tuple[str, ...]:
    change = NOTHING
    if row["comparable"] is False:
        change = words("profile_new_method")
    elif row["rank_change"] is not None:
        change = f"{row['rank_change']:+d}".replace("-", "−") if row["rank_change"] else "0"
    return str(row["period_year"]), words.figure(row["entity_rank"]), change, _score(words, row["score"], unit)


def _node(words: Words, row: Row) -> tuple[str, ...]:
    own, leader, median = (_score(words, score, row["score_unit"])
                           for score in (_own_score(row), row["leader_score"], row["median_score"]))
    return (row["node_code"], words.of_pair(row, "node_name"), own, _rank(words, row), leader, median,
            words.figure(row["scores_known"]))


def _loss(words: Words, row: Row) -> tuple[str, ...]:
    return (row["node_code"], words.of_pair(row, "node_name"), _figure(words, row["value"]),
            f"{_figure(words, row['leader_value'])} {words.of_pair(row, 'leader_name')}",
            _figure(words, row["median_value"]), words.rounded(row["lost_to_leader"], SCORE_DECIMALS))


def _targets(words: Words, rows: list[Row]) -> Iterator[Part]:
    """Targets that were met or missed; those of which nobody knows are only counted."""
    told = [(row, {True: "yes", False: "no", None: "unknown"}[row["met"]]) for row in rows]
    if not told:
        return
    count = {met: sum(1 for _, known in told if known == met) for met in ("yes", "no", "unknown")}
    yield Part(words("profile_targets", met=count["yes"], missed=count["no"], unknown=count["unknown"]),
               ["node", "name", "target", "actual", "met"],
               [(row["node_code"] or NOTHING, row["indicator"],
                 f"{row['comparator']} {_figure(words, row['target'])}", _figure(words, row["actual"]),
                 named("met", met).render(words.language)) for row, met in told if met != "unknown"])


def _own_score(row: Row) -> Decimal | None:
    published: Decimal | None = row["score_published"]
    return row["score_recomputed"] if published is None else published


def _rank(words: Words, row: Row) -> str:
    return words.figure(row["rank_published"] or row["rank_recomputed"]) or NOTHING


def _score(words: Words, score: Decimal | None, unit: str | None) -> str:
    """A score with the decimals of an index; points as they are written, without trailing zeros."""
    if score is None:
        return NOTHING
    return words.rounded(score, SCORE_DECIMALS) if unit in (None, "index") else words.figure(score, SCORE_DECIMALS)


def _figure(words: Words, value: Decimal | None) -> str:
    return words.figure(value, FIGURE_DECIMALS) or NOTHING
