"""What is known of a body's result, in sentences: from the printed points to counts, formula, form and cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from textwrap import shorten

from flows.cell_facts import Row
from flows.cell_lines import MOST_LETTERS, POINTS_DECIMALS, Line, line, more, place, recomputed
from flows.result_facts import ResultFacts
from flows.tree_lines import tree_lines
from flows.words import Words, named, said

RATE_DECIMALS = 3


def result_lines(words: Words, facts: ResultFacts) -> list[Line]:
    """Everything about a result, in the order of reading."""
    made = tree_lines(words, facts.tree[0], facts.tree[1:]) if facts.is_of_means else [
        *_formula(words, facts), *_children(words, facts)]
    return [*_ranking(words, facts), *_points(words, facts), *made, *_band(words, facts), *_printed(words, facts)]


def _ranking(words: Words, facts: ResultFacts) -> Iterator[Line]:
    """The place, by the print and by the method; within a tie any order is right."""
    row = facts.ranking
    if row is None or (row["rank_published"] is None and row["rank_recomputed"] is None):
        return
    low, high = row["rank_low"], row["rank_high"]
    places = f"{low}–{high}" if low is not None and high is not None and low < high else words.figure(
        row["rank_recomputed"])
    printed, bodies = _as_told(words, words.figure(row["rank_published"])), words.figure(row["entities_ranked"])
    yield line("rank", words("result_rank", printed=printed, recomputed=places, bodies=bodies) if places
               else words("result_rank_printed", printed=printed, bodies=bodies))
    for other in facts.neighbours:
        mark = "→" if other["entity_code"] == facts.entity_code else " "
        yield more(f"{mark} {words.figure(other['rank_published'] or other['rank_recomputed']):>3}"
                   f"  {words.figure(other[facts.placed_by], POINTS_DECIMALS):>9}"
                   f"  {other['entity_name_vi']}")


def _as_told(words: Words, printed: str) -> str:
    return words("points_printed", value=printed) if printed else words("not_printed")


def _points(words: Words, facts: ResultFacts) -> Iterator[Line]:
    """What is printed, what is computed, what the body gave itself, of how many."""
    row = facts.indicator or facts.ranking or {}
    head = facts.calculation[0] if facts.calculation else {}
    computed = head["points"] if facts.is_computed else (facts.ranking or {}).get("score_recomputed")
    if facts.is_of_means:
        computed, row = _of_means(facts)
    published = row.get("points_published", row.get("score_published"))
    if published is None:
        published = (facts.ranking or {}).get("score_published")
    maximum = head.get("maximum") or (facts.profile or {}).get("maximum")
    told = [_as_told(words, words.figure(published)),
            words("points_computed", value=words.figure(computed, POINTS_DECIMALS)) if computed is not None else "",
            words("points_of", maximum=words.figure(maximum)) if maximum is not None else ""]
    if published is not None or computed is not None or not facts.neighbours:
        yield line("score", ", ".join(filter(None, told)))
    own = facts.self_assessment
    if own is not None:
        form, printed = words.figure(own["self_points_form"]), words.figure(own["self_printed"])
        yield line("self", ", ".join(filter(None, [
            words("self_form", value=form) if form else "", words("self_printed", value=printed) if printed else "",
            words("self_difference", value=words.figure(own["difference"], POINTS_DECIMALS))
            if own["difference"] is not None else ""])))


def _of_means(facts: ResultFacts) -> tuple[Decimal | None, Row]:
    """The computed score of a node of means, and its print: a figure of an indicator is not its score."""
    ranking = facts.ranking or {}
    return ranking.get("score_recomputed", facts.tree[0]["score"]), ranking


def _formula(words: Words, facts: ResultFacts) -> Iterator[Line]:
    """The formula with its numbers, then each number with where it stands, then why this rule."""
    figures = [part for part in facts.calculation if part["role"] not in ("part", "result")]
    if not facts.is_computed:
        return
    yield line("formula", formula(words, facts.calculation) + _as_printed(words, facts))
    for part in figures:
        yield Line(named("role", part["role"]), _figure(words, part))
        where = _where(words, part)
        if where:
            yield more(where)
    head = facts.calculation[0]
    if head["stated_reference"] is not None:
        yield line("rule", words("rule_used", used=words.figure(head["reference"]),
                                 stated=words.figure(head["stated_reference"])))
    note = words.of_pair(head, "reference_note")
    if note:
        yield line("note", note)


def formula(words: Words, lines: list[Row]) -> str:
    """The arithmetic of a node, with the numbers of its lines."""
    head = lines[0]
    kind, points = head["score_kind"], words.figure(head["points"], POINTS_DECIMALS)
    values = {role: [part for part in lines if part["role"] == role]
              for role in ("numerator", "denominator", "counted", "option", "printed", "part")}
    if kind == "sum":
        parts = [_shown(words, part["points_of_line"], POINTS_DECIMALS) for part in values["part"]]
        return f"{' + '.join(parts)} = {points}"
    if values["printed"]:
        given = f"{_shown(words, head['rate'] if head['rate'] is not None else head['value'], RATE_DECIMALS)}"
    elif kind in ("rate", "share"):
        given = (f"{_sum(words, values['numerator'])} / {_sum(words, values['denominator'])}"
                 f" = {_shown(words, head['rate'], RATE_DECIMALS)}")
    elif kind == "highest":
        given = words("highest_of", options=[
            said("option", name=words.of_pair(part, "input_name"), points=words.figure(part["points_of_line"]))
            for part in values["option"] if part["value"]] or [said("no_option")])
    else:
        given = _sum(words, values["counted"]) + (" > 0" if kind == "any" and head["points"] else "")
    if kind not in ("rate", "share"):
        return f"{given} → {points}"
    return f"{given} % → {_scaled(words, head)}"


def _scaled(words: Words, head: Row) -> str:
    """Rate × maximum, or its part of the reference; what would be more than the maximum is cut to it."""
    points, maximum = words.figure(head["points"], POINTS_DECIMALS), words.figure(head["maximum"])
    if head["rate"] is None:
        return points
    rate = words.figure(head["rate"], RATE_DECIMALS)
    reference = head["reference"] if head["score_kind"] == "share" else Decimal(100)
    product = f"{maximum} × {rate} / {words.figure(reference)}"
    uncut = head["maximum"] * head["rate"] / reference
    if uncut > head["maximum"]:
        return f"{product} = {words.figure(uncut, POINTS_DECIMALS)}, {words('at_most', maximum=maximum)}"
    return f"{product} = {points}"


def _as_printed(words: Words, facts: ResultFacts) -> str:
    """The points again as they are rounded for print."""
    first = next((row for row in facts.printed if row["figure"] in ("score", "total")), None)
    points = facts.calculation[0]["points"]
    if first is None or first["decimals"] is None or points is None:
        return ""
    rounded = words.rounded(points, first["decimals"])
    return f" → {rounded}" if rounded != words.figure(points, POINTS_DECIMALS) else ""


def _sum(words: Words, parts: list[Row]) -> str:
    shown = [_shown(words, part["value"]) for part in parts]
    return shown[0] if len(shown) == 1 else f"({' + '.join(shown)})"


def _shown(words: Words, value: Decimal | None, decimals: int | None = None) -> str:
    return words.figure(value, decimals) or "?"


def _figure(words: Words, part: Row) -> str:
    """A figure with its unit, what it is, and whether the body told it or what was done instead."""
    status = words.named("status", part["status"] or "")
    if part["capped_from"] is not None:
        status = words("capped_from", value=words.figure(part["capped_from"]))
    if part["carried_from_edition"]:
        status = words("carried_from", edition=part["carried_from_edition"]) + (
            f", {status}" if part["capped_from"] is not None else "")
    name = words.of_pair(part, "input_name") if part["input_key"] else ""
    if part["role"] == "option":
        is_taken = bool(part["value"])
        given = words("option_taken" if is_taken else "option_left")
        name = words("option", name=name, points=words.figure(part["points_of_line"]))
    else:
        given = f"{_shown(words, part['value'])} {words.named('unit', part['unit'] or '')}".strip()
    return "  ".join(filter(None, [given, name, f"({status})" if status else ""]))


def _where(words: Words, part: Row) -> str:
    """Document, sheet and cell of a figure, and what stands there."""
    if not part["cell_id"]:
        return ""
    if not part["sheet_cell"]:
        return str(part["cell_id"])
    return f"{part['cell_id']}  “{part['text_printed'] or ''}”  {part['file_name']}, {place(words, part)}"


def _children(words: Words, facts: ResultFacts) -> Iterator[Line]:
    """The nodes below with their points."""
    for child in facts.children:
        told = [f"{words.figure(child['points'], POINTS_DECIMALS) or words('no_number')}"
                f" {words('points_of', maximum=words.figure(child['maximum']))}"
                if child["maximum"] is not None else words.figure(child["points"], POINTS_DECIMALS),
                *([words("points_printed", value=words.figure(child["points_published"]))]
                  if child["points_published"] is not None else []),
                *([words.named("parts", child["status"])] if child["status"] not in (None, "reported") else [])]
        yield Line(said("verbatim", text=f"  {child['node_code']}"),
                   f"{', '.join(told)}  {words.of_pair(child, 'node_name')}")


def _band(words: Words, facts: ResultFacts) -> Iterator[Line]:
    """The band, and what the next one asks for."""
    row, outlook = facts.ranking, facts.outlook
    if row is None or not (row["band_published"] or row["band_recomputed"]):
        return
    vi, both = words.language == "vi", ("band_published", "band_recomputed")
    printed, own = (row[name] if vi else row[f"{name}_en"] for name in both)
    told = words("result_band", printed=_as_told(words, printed), recomputed=own or words("not_computed"))
    if outlook and outlook["next_band_code"]:
        told += words("next_band", name=words.of_pair(outlook, "next_band_name"),
                      points=words.figure(outlook["points_to_next_band"], POINTS_DECIMALS))
    yield line("band", told)


def _printed(words: Words, facts: ResultFacts) -> Iterator[Line]:
    """Each published figure: where it stands, what came out, and the verdict."""
    for row in facts.printed:
        text = shorten(row["published_text"], MOST_LETTERS // 2, placeholder=" …")
        year = f"  {words('told_of', year=row['told_of'])}" if row["told_of"] else ""
        yield line("printed", f"“{text}”{year}  {row['cell_id']}  {row['file_name']},"
                              f" {place(words, {**row, 'page': row['cell_page']})}")
        yield line("recomputed", recomputed(words, row))
        note = words.of_row(row, "note")
        if note:
            yield line("note", note)
