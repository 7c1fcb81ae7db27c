"""The plan itself: targets met, missed or not known, and tasks by the agency that leads them."""

from __future__ import annotations

from collections.abc import Sequence

from reports.appendix.bodies import Appendix
from reports.appendix.parts import Entry, Head, Section, Speaker, drop_empty, figure, named
from reports.catalogue import Words
from reports.reading_order import reading_order
from reports.tables import Row, Value

_QUARTERS = ("I", "II", "III", "IV")
_MARK = "■"
_OUTSIDE = "outside"  # no group: the name as printed says who it is


def target_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """The targets by year: what was to be reached, what was, and the verdict."""
    rows = appendix.targets
    if not rows:
        return None
    counts = {key: sum(row["met"] == value for row in rows)
              for key, value in (("met", "true"), ("missed", "false"), ("unknown", None))}
    header = (speaker.head("plan_year", 9), speaker.head("plan_target_for", 38, is_number=False),
              speaker.head("indicator", 30, is_number=False), speaker.head("plan_target", 14, is_number=False),
              speaker.head("plan_baseline", 10), speaker.head("plan_actual", 10),
              speaker.head("plan_met", 14, is_number=False), speaker.head("plan_lead", 26, is_number=False),
              speaker.head("plan_due", 14, is_number=False))
    lines = [(Entry(row["target_year"], is_year=True), Entry(row["indicator"]),
              Entry(named(row)) if row["node_code"] is not None else Entry(), Entry(_target(speaker, row)),
              figure(row, "baseline"), figure(row, "actual"), _met(speaker, row),
              Entry(row["lead_agency"]), Entry(row["due"])) for row in rows]
    kept, cells = drop_empty(header, lines, kept=2)
    return Section("targets", speaker.words("plan_targets"), kept, cells, about=speaker.words("plan_targets_about"),
                   sentences=(speaker.words("plan_targets_said", **counts),))


def task_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """A line a task and lead agency, with a mark in each of its quarters."""
    if not appendix.tasks:
        return None
    leads = _leads(speaker, appendix.leads)
    lines = []
    for row in appendix.tasks:
        for lead in leads.get((row["table_code"], row["row_number"])) or [str(row["lead_agency"] or "")]:
            lines.append((lead, int(str(row["row_number"])), row))
    lines.sort(key=lambda line: (not line[0], reading_order(line[0]), line[1]))
    header = (speaker.head("plan_lead", 24, is_number=False), speaker.head("plan_number", 7),
              speaker.head("plan_task", 52, is_number=False), speaker.head("plan_indicators", 28, is_number=False),
              speaker.head("plan_cooperating", 24, is_number=False),
              *(Head(Words(f"Quý {quarter}", f"Q{place}"), 6, is_number=False)
                for place, quarter in enumerate(_QUARTERS, 1)), speaker.head("plan_time", 12, is_number=False))
    cells = [(Entry(lead or None, is_bold=True), Entry(number, 0), Entry(row["task"]), Entry(row["indicator"]),
              Entry(row["cooperating"]), *_quarters(row), Entry(row["time_printed"])) for lead, number, row in lines]
    agencies = len({lead for lead, _, _ in lines if lead})
    said = speaker.words("plan_tasks_said", tasks=len(appendix.tasks), agencies=agencies)
    return Section("tasks", speaker.words("plan_tasks"), header, tuple(cells), sentences=(said,),
                   about=speaker.words("plan_tasks_about"))


def _target(speaker: Speaker, row: Row) -> Words:
    """A target in words: at least 60 %, 88–90 %, 100 %."""
    unit = speaker.unit(row["unit"])
    sign = "%" if unit.vi == "%" else ""
    more = Words("", "") if sign else Words(f" {unit.vi}".rstrip(), f" {unit.en}".rstrip())
    low, high = Entry(row["target"], None, sign), Entry(row["target_max"], None, sign)
    if high.value is not None:
        return Words(*(f"{Entry(row['target']).text(language)}–{high.text(language)}{more[language]}"
                       for language in ("vi", "en")))
    comparator = speaker.code("targets", "comparator", row["comparator"])
    before = "" if row["comparator"] in (None, "=") else "{} "
    return Words(*(before.format(comparator.text(language)) + low.text(language) + more[language]
                   for language in ("vi", "en")))


def _met(speaker: Speaker, row: Row) -> Entry:
    if row["met"] is None and row["is_whole_indicator"] == "false" and row["actual"] is not None:
        return Entry(speaker.words("plan_part_only"), tone="note")
    return speaker.code("targets", "met", row["met"] or "")


def _leads(speaker: Speaker, rows: Sequence[Row]) -> dict[tuple[Value, Value], list[str]]:
    """The lead agencies of each task (table, row), in their order; each body or group of bodies under one name."""
    found: dict[tuple[Value, Value], list[str]] = {}
    for row in sorted(rows, key=lambda row: int(str(row["ordinal"] or 0))):
        if row["role"] == "lead":
            is_group = row["body_group"] not in (None, _OUTSIDE)
            group = speaker.code("task_bodies", "body_group", row["body_group"]).text("vi") if is_group else None
            found.setdefault((row["table_code"], row["row_number"]), []).append(
                str(row["entity_name_vi"] or group or row["name_printed"]))
    return found


def _quarters(row: Row) -> list[Entry]:
    first, last = row["quarter_from"], row["quarter_to"]
    if not isinstance(first, int) or not isinstance(last, int):
        return [Entry() for _ in _QUARTERS]
    return [Entry(_MARK, tone="tie") if first <= quarter <= last else Entry()
            for quarter in range(1, len(_QUARTERS) + 1)]
