"""What a body would gain: gaps by indicator, the index and rank it would reach, the cheapest next rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.appendix.bodies import Appendix
from reports.appendix.parts import (
    Chart,
    Entry,
    Head,
    Section,
    Series,
    Speaker,
    between,
    body_name,
    drop_empty,
    figure,
    named,
)
from reports.catalogue import Words
from reports.tables import Row, Value

_PLACES = 4
_FEWEST, _BARS = 4, 12
_SCENARIOS = ("leader", "median", "previous", "target", "maximum")
_RECOVERED = "recovered"


def gap_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """Each indicator beside leader, median, year before and target, the greatest loss first."""
    rows = sorted(appendix.rows["improvement"], key=_loss, reverse=True)
    if not rows:
        return None
    header = (speaker.head("indicator", 40, is_number=False), speaker.head("value", 10),
              speaker.head("plan_unit", 12, is_number=False), speaker.head("plan_leader", 15, is_number=False),
              speaker.head("plan_leader_value", 10), speaker.head("plan_median", 10),
              speaker.head("plan_previous", 10), speaker.head("plan_target", 10), speaker.head("plan_lost", 12),
              speaker.head("plan_interval", 15), speaker.head("plan_scale", 26, is_number=False))
    lines = [(Entry(named(row)), figure(row, "value"), Entry(_unit(speaker, row)), Entry(body_name(row, "leader")),
              figure(row, "leader_value"), figure(row, "median_value"), figure(row, "previous_value"),
              figure(row, "target_value"), Entry(row["lost_to_leader"], _PLACES),
              _interval(row, "lost_to_leader_low", "lost_to_leader_high"),
              speaker.code("improvement", "scale_basis", row["scale_basis"])) for row in rows]
    shown = [row for row in rows if _loss(row) > 0][:_BARS]
    kept, cells = drop_empty(header, lines)
    place = [head.words for head in kept].index(speaker.words("plan_lost")) if shown else 0
    chart = Chart("bars", speaker.words("plan_gaps_chart", name=appendix.name),
                  tuple(named(row) for row in shown),
                  (Series(speaker.words("plan_lost"), tuple(_loss(row) for row in shown)),),
                  (0, len(shown)), (place,)) if len(shown) >= _FEWEST else None
    return Section("gaps", speaker.words("plan_gaps"), kept, cells, about=speaker.words("plan_gaps_about"),
                   notes=_scale_note(speaker, rows), chart=chart)


def scenario_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """Gain of the index and rank afterwards for each indicator and each level it may reach."""
    rows = appendix.rows["scenarios"]
    found = {(row["node_code"], row["scenario"]): row for row in rows if row["scenario"] in _SCENARIOS}
    whole = [row for row in rows if row["scenario"] not in _SCENARIOS]
    if not rows:
        return None
    scenarios = [scenario for scenario in _SCENARIOS if any(known == scenario for _, known in found)]
    nodes = sorted({row["node_code"]: row for row in found.values()}.values(), reverse=True,
                   key=lambda row: max(_gain(own) for own in rows if own["node_code"] == row["node_code"]))
    header: list[Head] = [speaker.head("indicator", 38, is_number=False)]
    groups = [(speaker.words("indicator"), 1)]
    lines: list[tuple[Entry, ...]] = [(Entry(named(row)),) for row in nodes]
    for scenario in scenarios:
        own = [found.get((row["node_code"], scenario)) for row in nodes]
        part_header, part = drop_empty(
            (speaker.head("plan_gain", 9), speaker.head("plan_interval", 14), speaker.head("plan_rank_after", 8)),
            [_reached(speaker, row) for row in own], kept=1)
        header += part_header
        lines = [(*line, *more) for line, more in zip(lines, part, strict=True)]
        title = speaker.code("scenarios", "scenario", scenario).value
        groups.append((title if isinstance(title, Words) else Words("", ""), len(part_header)))
    sentences = (*(_all_reached(speaker, row) for row in whole), *_among(speaker, appendix))
    notes = (speaker.words("plan_rank_partial"),) if any(_is_open(row) for row in rows) else ()
    return Section("scenarios", speaker.words("plan_scenarios"), tuple(header) if nodes else (), tuple(lines),
                   tuple(groups) if nodes else (), about=speaker.words("plan_scenarios_about"),
                   sentences=sentences, notes=(*notes, *_scale_note(speaker, rows)))


def next_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """How far each indicator alone would have to go to pass the body ahead, the least first."""
    units = {row["node_code"]: row["unit"] for row in appendix.rows["improvement"]}
    rows: list[Row] = [{**row, "unit": units.get(row["node_code"])} for row in appendix.rows["next_rank"]]
    if not rows:
        return None
    first = next((row for row in rows if row["is_within_reach"] == "true"), None)
    key = "plan_next_none" if first is None else "plan_next_said"
    row = first or rows[0]
    said = speaker.words(key, ahead=body_name(row, "ahead"), gain=Entry(row["gain_needed"], _PLACES),
                         indicator=named(row), start=figure(row, "value_from"), end=figure(row, "value_needed"))
    header = (speaker.head("plan_place", 8), speaker.head("indicator", 44, is_number=False),
              speaker.head("plan_from"), speaker.head("plan_needed"), speaker.head("plan_share", 14),
              speaker.head("plan_leader_value"), speaker.head("plan_reach", 14, is_number=False))
    lines = [(Entry(one["ordinal"], 0), Entry(named(one)), figure(one, "value_from"), figure(one, "value_needed"),
              Entry(_share(one["share_of_scale"]), 1, "%"), figure(one, "leader_value"),
              speaker.code("next_rank", "is_within_reach", one["is_within_reach"])) for one in rows]
    kept, cells = drop_empty(header, lines, kept=2)
    return Section("next", speaker.words("plan_next"), kept, cells, about=speaker.words("plan_next_about"),
                   sentences=(said,))


def sensitivity_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """The rank under weights drawn at random, a line a cut through the tree."""
    rows = appendix.rows["weight_sensitivity"]
    if not rows:
        return None
    keys = ("rank_published", "rank_present", "rank_best", "rank_p05", "rank_median", "rank_p95", "rank_worst")
    report = speaker.catalogue.coded("weight_sensitivity")
    header = (Head(report.column("scheme").label, 26, is_number=False),
              *(Head(report.column(key).label, 11) for key in keys), speaker.head("plan_better", 11),
              speaker.head("plan_same", 11))
    lines = tuple((Entry(speaker.code("weight_sensitivity", "scheme", row["scheme"]).value),
                   *(Entry(row[key]) for key in keys), Entry(_share(row["share_better"]), 1, "%"),
                   Entry(_share(row["share_same"]), 1, "%")) for row in rows)
    said = tuple(speaker.words(
        "plan_sensitivity_said", scheme=speaker.code("weight_sensitivity", "scheme", row["scheme"]),
        draws=Entry(row["draws"], 0), seed=row["seed"] or "", bodies=row["bodies_compared"] or "",
        low=Entry(row["rank_p05"]), high=Entry(row["rank_p95"])) for row in rows)
    return Section("sensitivity", speaker.words("plan_sensitivity"), header, lines, sentences=said,
                   about=speaker.words("plan_sensitivity_about"))


def _loss(row: Row) -> Decimal:
    lost = row["lost_to_leader"]
    return lost if isinstance(lost, Decimal) else Decimal(0)


def _gain(row: Row) -> Decimal:
    gain = row["index_gain"]
    return gain if isinstance(gain, Decimal) else Decimal(0)


def _interval(row: Row, low: str, high: str) -> Entry:
    """The interval of a figure; nothing where it is one figure."""
    entry = between(row.get(low), row.get(high), _PLACES)
    return entry if isinstance(entry.value, Words) else Entry()


def _reached(speaker: Speaker, row: Row | None) -> tuple[Entry, Entry, Entry]:
    # Whoever is there already, or further, has nothing to gain by it.
    if row is None or _gain(row) <= 0:
        return Entry(), Entry(), Entry()
    return (Entry(row["index_gain"], _PLACES, has_plus=True), _interval(row, "gain_low", "gain_high"),
            _rank(speaker, row))


def _rank(speaker: Speaker, row: Row) -> Entry:
    """The rank afterwards; from – to where the gain is an interval, open where bodies behind are not printed."""
    low, high, compared = row["rank_after_low"], row["rank_after_high"], row["bodies_compared"]
    if low is None and high is None:
        return Entry(row["rank_after"], 0)
    if isinstance(low, int) and isinstance(high, int) and isinstance(compared, int) and high > max(low, compared):
        return Entry(speaker.words("plan_rank_or_worse", rank=low))
    return between(low, high, 0)


def _is_open(row: Row) -> bool:
    return row["rank_after_low"] != row["rank_after_high"]


def _among(speaker: Speaker, appendix: Appendix) -> tuple[Words, ...]:
    """Among how many bodies the ranks afterwards are, and of how many ranked."""
    compared, ranked = (max((known for row in appendix.rows["scenarios"] if isinstance(known := row[key], int)),
                            default=0) for key in ("bodies_compared", "bodies_ranked"))
    if not compared:
        return ()
    key = "plan_rank_among_of" if ranked > compared else "plan_rank_among"
    return (speaker.words(key, compared=compared, ranked=ranked),)


def _all_reached(speaker: Speaker, row: Row) -> Words:
    """A scenario of the whole index in a sentence, and what is noted of it."""
    name = speaker.code("scenarios", "scenario", row["scenario"])
    rank = _rank(speaker, row)
    interval = _interval(row, "gain_low", "gain_high")
    note = Words(*(f" {text}" if text else "" for text in (row["note_vi"], row["note_en"] or row["note_vi"])))
    spread = (speaker.words("plan_in_interval", interval=interval) if interval.value is not None else Words("", ""))
    return speaker.words("plan_all_reached", scenario=name, gain=Entry(row["index_gain"], _PLACES), spread=spread,
                         after=Entry(row["index_after"], _PLACES), before=row["rank_before"] or "",
                         rank=rank if rank.value is not None else speaker.words("none"),
                         note=note)


def _share(value: Value) -> Value:
    return 100 * value if isinstance(value, Decimal) else None


def _unit(speaker: Speaker, row: Row) -> Words | None:
    """A unit that is not told by the sign after the figure."""
    return None if row["unit"] in (None, "%", "percent") else speaker.unit(row["unit"])


def _scale_note(speaker: Speaker, rows: Sequence[Row]) -> tuple[Words, ...]:
    """That scales are recovered, wherever a figure rests on one."""
    recovered = sum(row["scale_basis"] == _RECOVERED for row in rows)
    basis = speaker.code("improvement", "scale_basis", _RECOVERED)
    return (speaker.words("plan_recovered", basis=basis),) if recovered else ()
