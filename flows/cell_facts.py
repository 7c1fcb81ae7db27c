"""What is known of a cell: where it is printed, what it says, how it was recomputed, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import shorten
from typing import Any

from extractors.errors import DataError, Problem
from flows.words import Said, Words, named, said
from warehouse.read import Reader

CELL = """
select cells.*, files.file_name, tables.title_vi, tables.title_en
from raw.cells as cells
inner join raw.source_files as files on cells.file_sha256 = files.sha256 and cells.edition_code = files.edition_code
inner join raw.printed_tables as tables
    on cells.edition_code = tables.edition_code and cells.table_code = tables.table_code
where cells.cell_id = $1
"""
STATEMENT = """
select said.*, files.file_name, files.sha256 as file_sha256 from raw.statements as said
inner join raw.source_files as files on said.edition_code = files.edition_code where said.cell_id = $1
"""
ROW = """
select cells.column_key, cells.text_printed from raw.cells as cells
inner join raw.printed_columns as columns on cells.edition_code = columns.edition_code
    and cells.table_code = columns.table_code and cells.column_key = columns.column_key
where cells.edition_code = $1 and cells.table_code = $2 and cells.row_number = $3 order by columns.ordinal
"""
READINGS = "select * from raw.readings where cell_id = $1 order by ordinal"
RECONCILED = "select * from reporting.rpt_reconciliation where cell_id = $1 order by figure"
INPUTS = "select * from marts.fct_reconciliation_input where cell_id = $1 and figure = $2 order by ordinal"
FAULTS = "select * from reporting.rpt_publication_faults where cell_id = $1 order by kind"
MOST_INPUTS = 20
MOST_LETTERS = 120


@dataclass(frozen=True)
class Fact:
    """`what` names what it is about, `says` tells it in the reader's language."""

    what: Said
    says: str


def cell_facts(reader: Reader, words: Words, cell_id: str, most_inputs: int | None = MOST_INPUTS) -> list[Fact]:
    """Everything that the warehouse knows of a cell, in the order of reading.

    Raises DataError, with the nearest ids, when there is no such cell.
    """
    cell = next(iter(reader.rows(CELL, [cell_id])), None) or next(iter(reader.rows(STATEMENT, [cell_id])), None)
    if cell is None:
        raise DataError([Problem("cell_unknown", found=cell_id, expected=_like(reader, words, cell_id))])
    figures = reader.rows(RECONCILED, [cell_id])
    facts = [*_printed(reader, words, cell)]
    for figure in figures:
        facts += _reconciled(reader, words, figure, most_inputs)
    notes = {words.of_row(figure, "note") for figure in figures}  # such a fault has the note as its reason
    return facts + [_fact("fault", _fault(words, fault, notes)) for fault in reader.rows(FAULTS, [cell_id])]


def _fact(what: str, says: str) -> Fact:
    return Fact(named("fact", what), says)


def _printed(reader: Reader, words: Words, cell: dict[str, Any]) -> list[Fact]:
    """The cell itself, its place, its row, and the figures that its words tell."""
    unit = words.named("unit", cell["unit"]) if cell["unit"] else ""
    figure = f"{cell['cell_id']}  “{cell['text_printed']}” → {words.figure(cell['value'])} {unit}".rstrip()
    facts = [_fact("cell", figure), _fact("file", f"{cell['file_name']}, sha256 {cell['file_sha256']}"),
             _fact("place", _place(words, cell))]
    if "table_code" not in cell:
        return facts
    row = reader.rows(ROW, [cell["edition_code"], cell["table_code"], cell["row_number"]])
    texts = [shorten(part["text_printed"], MOST_LETTERS, placeholder=" …") for part in row]
    told = [f"{words.named('quantity', reading['quantity'])}"
            f" {words.figure(reading['value']) or words.named('reading', reading['status'])}"
            f"  “{reading['text_printed']}”" for reading in reader.rows(READINGS, [cell["cell_id"]])]
    return [*facts, _fact("table", f"{cell['table_code']} {cell['title_vi']}"), _fact("row", " | ".join(texts)),
            *(_fact("told", text) for text in told)]


def _reconciled(reader: Reader, words: Words, figure: dict[str, Any], most_inputs: int | None) -> list[Fact]:
    """The rule, the figures that went into it, what came out, and the verdict."""
    inputs = reader.rows(INPUTS, [figure["cell_id"], figure["figure"]])
    shown = [Fact(named("role", part["role"]), _input(words, part, figure)) for part in inputs[:most_inputs]]
    if len(shown) < len(inputs):
        shown.append(Fact(said("verbatim", text=""), words("more_inputs", count=len(inputs) - len(shown))))
    low, high = words.figure(figure["recomputed_low"]), words.figure(figure["recomputed_high"])
    between = "" if low == high else words("between", low=low or "…", high=high or "…")
    result = words("recomputed", figure=named("figure", figure["figure"]),
                   value=words.figure(figure["recomputed_value"]), between=between, text=figure["published_text"],
                   verdict=named("verdict", figure["verdict"]))
    note = words.of_row(figure, "note")
    return [_fact("rule", words.of_row(figure, "rule")), *shown, _fact("recomputed", result),
            *([_fact("note", note)] if note else [])]


def _input(words: Words, part: dict[str, Any], figure: dict[str, Any]) -> str:
    """A figure with its words, its row where that is another one, and its cell; a mere number has no cell."""
    value = words.figure(part["input_value"])
    if not part["input_cell_id"]:
        return value
    same_row = part["input_row_label"] in (None, figure["row_label"])
    row = "" if same_row else f"  {shorten(part['input_row_label'], MOST_LETTERS // 2, placeholder=' …')}"
    return f"{value or words('no_number')}  “{part['input_text']}”{row}  {part['input_cell_id']}"


def _fault(words: Words, fault: dict[str, Any], told: set[str]) -> str:
    """A fault of the publication, with its reason unless that is `told` already."""
    why = words.of_row(fault, "why")
    facts = {"kind": named("fault_kind", fault["kind"]), "status": named("fault_status", fault["status"]),
             "printed": fault["printed"], "expected": fault["expected"]}
    return words("fault", **facts) if not why or why in told else words("fault_why", **facts, why=why)


def _place(words: Words, cell: dict[str, Any]) -> str:
    if cell.get("sheet_cell"):
        return words("place_sheet", cell=cell["sheet_cell"])
    if cell.get("box_x0") is None:
        return words("place_page", page=cell["page"])
    return words("place_box", page=cell["page"], x0=cell["box_x0"], top=cell["box_top"], x1=cell["box_x1"],
                 bottom=cell["box_bottom"])


def _like(reader: Reader, words: Words, cell_id: str) -> str:
    """The nearest cell ids, for a misspelt one."""
    edition, _, rest = cell_id.partition(":")
    table = rest.split(":")[0]
    ids = [row["cell_id"] for row in reader.rows(
        "select cell_id from raw.cells where edition_code = $1 and table_code = $2", [edition, table])]
    near = get_close_matches(cell_id, ids, n=3, cutoff=0.6)
    if near:
        return " · ".join(near)
    [example] = reader.rows("select min(cell_id) as cell_id from raw.cells")
    return words("cell_id_form", example=example["cell_id"])
