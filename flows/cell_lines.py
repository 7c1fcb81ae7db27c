"""What is known of a cell, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from flows.cell_facts import CellFacts, RecomputedFigure, Row
from flows.words import Said, Words, named, said

POINTS_DECIMALS = 4
MOST_PARTS = 20
MOST_LETTERS = 120


@dataclass(frozen=True)
class Line:
    """`what` names what it is about, `says` tells it in the reader's language."""

    what: Said
    says: str


def line(what: str, says: str) -> Line:
    """A line about one of the facts that words.yml names."""
    return Line(named("fact", what), says)


def more(says: str) -> Line:
    """A line that goes on with what the one before is about."""
    return Line(said("verbatim", text=""), says)


def cell_lines(words: Words, facts: CellFacts) -> list[Line]:
    """Everything about a cell, in the order of reading."""
    lines = [*_place(words, facts)]
    for target in facts.targets:
        lines += _target(words, target)
    lines += [line("task", words("task", task=task["task"], lead=task["lead_agency"] or "–",
                                 time=task["time_printed"] or "–")) for task in facts.tasks]
    for figure in facts.figures:
        lines += _recomputed(words, figure)
    notes = {words.of_row(figure.verdict, "note") for figure in facts.figures}  # such a fault has the note as reason
    lines += [line("feeds", _feed(words, feed)) for feed in facts.feeds]
    if facts.is_input and not facts.feeds:
        lines.append(line("feeds", words("feeds_nothing")))
    return lines + [line("fault", _fault(words, fault, notes)) for fault in facts.faults]


def place(words: Words, cell: Row) -> str:
    """Where a cell stands: page and box, or sheet and cell."""
    if cell.get("sheet_cell"):
        return words("place_sheet", sheet=cell.get("sheet") or "", cell=cell["sheet_cell"])
    if cell.get("box_x0") is None:
        return words("place_page", page=cell["page"])
    return words("place_box", page=cell["page"], x0=cell["box_x0"], top=cell["box_top"], x1=cell["box_x1"],
                 bottom=cell["box_bottom"])


def _place(words: Words, facts: CellFacts) -> Iterator[Line]:
    """The cell itself, its place, its row or its form, and the figures that its words tell."""
    cell = facts.cell
    unit = words.named("unit", cell["unit"]) if cell["unit"] else ""
    value = f" → {words.figure(cell['value'])} {unit}".rstrip() if cell["value"] is not None else ""
    yield line("cell", f"{cell['cell_id']}  “{cell['text_printed']}”{value}")
    yield line("file", f"{cell['file_name']}, sha256 {cell['file_sha256']}")
    yield line("place", place(words, cell))
    yield from (line("revision", _revised(words, change)) for change in facts.revised)
    if facts.is_of_form:
        yield from _form(words, cell)
    if "table_code" not in cell:
        return
    yield line("table", f"{cell['table_code']} {words.of_pair(cell, 'title')}")
    texts = [shorten(part["text_printed"], MOST_LETTERS, placeholder=" …") for part in facts.row]
    yield line("row", " | ".join(texts))
    for reading in facts.readings:
        value = words.figure(reading["value"]) or words.named("reading", reading["status"])
        yield line("told", f"{words.named('quantity', reading['quantity'])} {value}  “{reading['text_printed']}”")


def _form(words: Words, cell: Row) -> Iterator[Line]:
    """Whose form it is and whether it counts, and the label that the figure was found by."""
    told = words("whose_form", name=cell["form_name_printed"], entity=cell["entity_code"] or "–",
                 confidence=words.figure(cell["form_confidence"]), status=named("form", cell["form_status"]))
    yield line("form", f"{told}  {cell['form_reason']}".rstrip())
    yield line("label", f"“{cell['label_printed']}”  {cell['input_key']}")
    if cell["status"] == "held_back":
        yield line("held_back", cell["reason"])


def _revised(words: Words, change: Row) -> str:
    """Since which revision it says so, and what stood there before."""
    if change["change_kind"] == "added":
        return words("revision_added", revision=change["revision"])
    where = change["sheet_cell_before"] or (words("place_page", page=change["page_before"]) if change["page_before"]
                                            else "")
    return words("revision_before", revision=change["revision"], file=", ".join(filter(None, (
        change["file_before"], where))), before=shorten(change["text_before"], MOST_LETTERS, placeholder=" …"))


def _target(words: Words, target: Row) -> Iterator[Line]:
    """What is to be reached, by whom and when; and how far it has come."""
    times = {"due": target["due"] or "–", "lead": target["lead_agency"] or "–"}
    if not target["node_code"]:
        yield line("target", words("target_unmeasured", **times))
        return
    yield line("target", words("target", node=target["node_code"], name=words.of_pair(target, "node_name"),
                               part="" if target["is_whole_indicator"] else words("of_a_part"), **times))
    actual = words.figure(target["actual"])
    outcome = {None: "unknown", True: "met", False: "missed"}[target["met"]]
    yield line("outcome", words("target_outcome", baseline=words.figure(target["baseline"]) or words("no_number"),
                                actual=f"{actual}  {target['actual_cell_id']}" if actual else words("no_number"),
                                outcome=named("target", outcome)))


def _recomputed(words: Words, figure: RecomputedFigure) -> Iterator[Line]:
    """The rule, the figures that went into it, what came out, and the verdicts."""
    verdict = figure.verdict
    rule = words.of_row(verdict, "rule")
    if rule:
        yield line("rule", rule)
    yield from (Line(named("role", part["role"]), _part(words, part, verdict)) for part in figure.parts[:MOST_PARTS])
    if len(figure.parts) > MOST_PARTS:
        yield more(words("more_inputs", count=len(figure.parts) - MOST_PARTS))
    yield line("recomputed", recomputed(words, verdict))
    note = words.of_row(verdict, "note")
    if note:
        yield line("note", note)


def recomputed(words: Words, verdict: Row) -> str:
    """What the rule gives beside what is printed, and what to think of it, by each of the two ways."""
    low, high = (words.figure(verdict[name], POINTS_DECIMALS) for name in ("recomputed_low", "recomputed_high"))
    value = verdict["recomputed_text"] or words.figure(verdict["recomputed_value"], POINTS_DECIMALS)
    two_ways = verdict["verdict_inputs"] and verdict["verdict"] != "known_fault"
    told = words("recomputed", figure=named("figure", verdict["figure"]), value=value or words("no_number"),
                 between="" if low == high else words("between", low=low or "…", high=high or "…"),
                 text=shorten(verdict["published_text"], MOST_LETTERS, placeholder=" …"),
                 verdict=named("verdict", (two_ways and verdict["verdict_print"]) or verdict["verdict"]))
    if not two_ways:
        return told
    computed = words.figure(verdict["computed_value"], POINTS_DECIMALS) or verdict["recomputed_text"] or ""
    return f"{told}; " + words("by_inputs", value=computed, verdict=named("verdict", verdict["verdict_inputs"]))


def _part(words: Words, part: Row, figure: Row) -> str:
    """A figure with its words, its row where that is another one, and its cell; a mere number has no cell."""
    value = words.figure(part["input_value"])
    if not part["input_cell_id"]:
        return value
    same_row = part["input_row_label"] in (None, figure["row_label"])
    row = "" if same_row else f"  {shorten(part['input_row_label'], MOST_LETTERS // 2, placeholder=' …')}"
    return f"{value or words('no_number')}  “{part['input_text']}”{row}  {part['input_cell_id']}"


def _feed(words: Words, feed: Row) -> str:
    """An index that is computed from the cell, with the points that come of it."""
    return words("feed", edition=feed["edition_code"], entity=feed["entity_name_vi"], node=feed["node_code"],
                 name=words.of_pair(feed, "node_name"), role=named("role", feed["role"]),
                 status=named("status", feed["status"] or ""), points=words.figure(feed["points"], 4),
                 maximum=words.figure(feed["maximum"]))


def _fault(words: Words, fault: Row, told: set[str]) -> str:
    """A fault of the publication, with its reason unless that is `told` already."""
    why = words.of_row(fault, "why")
    facts = {"kind": named("fault_kind", fault["kind"]), "status": named("fault_status", fault["status"]),
             "printed": fault["printed"], "expected": fault["expected"]}
    return words("fault", **facts) if not why or why in told else words("fault_why", **facts, why=why)


def aligned(lines: Sequence[Line], language: str, indent: str = "") -> Iterator[str]:
    """The lines as they are shown: what each is about in a column of its own."""
    labels = [found.what.render(language) for found in lines]
    width = max((12, *map(len, labels)))
    for label, found in zip(labels, lines, strict=True):
        yield f"{indent}{label:<{width}} {found.says}".rstrip()
