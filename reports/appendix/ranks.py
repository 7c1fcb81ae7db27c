"""Ranks of a body over the years: a line a node, a gap where the method changes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.appendix.bodies import Appendix, level_of
from reports.appendix.parts import GAP, Chart, Entry, Head, Section, Series, Speaker, named
from reports.catalogue import Words
from reports.rankings import name_of
from reports.reading_order import reading_order
from reports.tables import Row, Value

_SHOWN_LEVEL = 1


def rank_section(speaker: Speaker, appendix: Appendix) -> Section | None:
    """The ranks year by year, how they moved last, and why the two sides of a changed method are not compared."""
    rows = appendix.history
    if len({row["period_year"] for row in rows}) < 2:
        return None
    columns = _columns(rows)
    nodes = _nodes(rows)
    lines, series = [], []
    for node in nodes:
        own = {row["period_year"]: row for row in rows if row["node_code"] == node["node_code"]}
        level = level_of(node)
        ranks = [_rank(own.get(year)) if year is not None else Entry() for year in columns]
        last = own[max(own, key=lambda year: int(str(year)))]
        lines.append((Entry(named(node), is_bold=level == 0), *ranks, _change(speaker, last, columns)))
        if level <= _SHOWN_LEVEL:
            series.append(Series(name_of(node, "node"), tuple(
                Decimal(entry.value) if isinstance(entry.value, int) else None for entry in ranks)))
    header = (speaker.head("plan_node", 44, is_number=False),
              *(Head(GAP if year is None else Words(str(year), str(year)), 3 if year is None else 8)
                for year in columns), speaker.head("plan_move", 20))
    chart = Chart("ranks", speaker.words("plan_ranks_chart", name=appendix.name),
                  tuple(GAP if year is None else Words(str(year), str(year)) for year in columns), tuple(series),
                  (0, len(series)), tuple(range(1, 1 + len(columns))))
    return Section("ranks", speaker.words("plan_ranks"), header, tuple(lines), about=speaker.words("plan_ranks_about"),
                   sentences=_sentences(speaker, nodes, rows), notes=_notes(speaker, rows), chart=chart)


def _columns(rows: Sequence[Row]) -> list[Value]:
    """The years, and None before a year whose method is not the one before."""
    years = sorted({row["period_year"] for row in rows}, key=lambda year: int(str(year)))
    changed = {row["period_year"] for row in rows if row["comparable"] == "false"} - {years[0]}
    return [column for year in years for column in ((None, year) if year in changed else (year,))]


def _nodes(rows: Sequence[Row]) -> list[Row]:
    """One row a node, its latest: the whole index, then its components, then their parts."""
    latest: dict[Value, Row] = {}
    for row in sorted(rows, key=lambda row: int(str(row["period_year"]))):
        latest[row["node_code"]] = row
    return sorted(latest.values(), key=lambda row: (level_of(row), reading_order(str(row["node_code"]))))


def _rank(row: Row | None) -> Entry:
    if row is None:
        return Entry()
    doubtful = row["is_contradicted"] == "true"
    return Entry(row["entity_rank"], 0, tone="warn" if doubtful else "", cell_id=str(row["cell_id"] or ""))


def _change(speaker: Speaker, last: Row, columns: Sequence[Value]) -> Entry:
    """How far it moved in the last year told; nothing where it is not told any more."""
    if last["period_year"] != columns[-1]:
        return Entry()
    if last["comparable"] == "false":
        return Entry(speaker.words("plan_not_comparable"))
    return Entry(last["rank_change"], 0, has_plus=True)


def _sentences(speaker: Speaker, nodes: Sequence[Row], rows: Sequence[Row]) -> tuple[Words, ...]:
    """Best, worst and latest rank of the whole index."""
    whole = [row for row in rows if row["node_code"] == nodes[0]["node_code"] and isinstance(row["entity_rank"], int)]
    if level_of(nodes[0]) or not whole:
        return ()
    best, worst = (pick(whole, key=lambda row: int(str(row["entity_rank"]))) for pick in (min, max))
    last = max(whole, key=lambda row: int(str(row["period_year"])))
    key = "plan_ranks_said" if best["entity_rank"] != worst["entity_rank"] else "plan_ranks_always"
    return (speaker.words(key, name=name_of(nodes[0], "node"), rank=last["entity_rank"],
                          year=last["period_year"], best=best["entity_rank"], best_year=best["period_year"],
                          worst=worst["entity_rank"], worst_year=worst["period_year"]),)


def _notes(speaker: Speaker, rows: Sequence[Row]) -> tuple[Words, ...]:
    """The note of each method, with the years it holds for."""
    methods: dict[Value, list[Row]] = {}
    for row in rows:
        methods.setdefault(row["framework_edition"], []).append(row)
    notes = []
    for own in sorted(methods.values(), key=lambda own: min(int(str(row["period_year"])) for row in own)):
        years = sorted(int(str(row["period_year"])) for row in own)
        note = next((row for row in own if row["method_note_vi"]), None)
        if note and len(methods) > 1:
            span = str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
            words = Words(str(note["method_note_vi"]), str(note["method_note_en"] or note["method_note_vi"]))
            notes.append(speaker.words("plan_method", years=span, note=words))
    if notes:
        notes.insert(0, speaker.words("plan_method_break"))
    if any(row["is_contradicted"] == "true" for row in rows):
        notes.append(speaker.words("plan_contradicted"))
    return tuple(notes)
