"""From a figure back to its cell and file, and through its arithmetic. Reads the warehouse only."""

from __future__ import annotations

from difflib import get_close_matches
from textwrap import shorten
from typing import Any

from extractors.errors import DataError, Problem
from extractors.names import name_key
from flows.settings import Settings
from flows.terminal import Terminal
from warehouse.read import Reader, open_reader

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
RESULT = """
select * from reporting.rpt_ranking where edition_code = $1 and entity_code = $2
"""
NAMES = """
select distinct names.name_key, names.entity_code from seeds.entity_names as names
inner join reporting.rpt_ranking as ranking on names.entity_code = ranking.entity_code
where ranking.edition_code = $1
"""
MOST_INPUTS = 20
MOST_LETTERS = 120


def explain_cell(settings: Settings, terminal: Terminal, cell_id: str) -> int:
    """Where a cell is printed, what it says, and how it was recomputed. Returns the exit code."""
    with open_reader(settings.warehouse) as reader:
        facts = _cell_facts(reader, cell_id, most_inputs=None if terminal.as_json else MOST_INPUTS)
    if terminal.as_json:
        terminal.table(list(facts[0]), [list(fact.values()) for fact in facts])
    else:
        for fact in facts:
            terminal.say(f"{fact['what']:<12} {fact['says']}")
    return 0


def explain_result(settings: Settings, terminal: Terminal, edition: str, entity: str, node: str) -> int:
    """Score and rank of a body in an index (by its code, name or table number), each led to its cell."""
    with open_reader(settings.warehouse) as reader:
        code = _entity_code(reader, edition, entity)
        rows = reader.rows(RESULT, [edition, code])
        row = next((row for row in rows if _means(row, node)), None)
        if row is None:
            known = sorted({f"{row['node_code']} ({row['node_name_vi']})" for row in rows})
            raise DataError([Problem("node_unknown", edition=edition, found=node, expected=" · ".join(known))])
        cells = [(name, row[f"{name}_cell_id"]) for name in ("rank", "score") if row[f"{name}_cell_id"]]
        facts = [(name, _cell_facts(reader, cell_id)) for name, cell_id in cells]
    if terminal.as_json:
        terminal.table(list(row), [list(row.values())])
        return 0
    name = row["node_name_vi" if terminal.language == "vi" else "node_name_en"]
    terminal.say(f"{row['entity_name_vi']} · {name} · {edition}")
    terminal.say(f"  rank   printed {_plain(row['rank_published'])}, recomputed {_plain(row['rank_recomputed'])}"
                 f" of {_plain(row['entities_ranked'])}")
    recomputed = "" if row["score_recomputed"] is None else f", recomputed {_plain(row['score_recomputed'])}"
    terminal.say(f"  score  printed {_plain(row['score_published']) or 'without a number'}{recomputed}")
    for what, found in facts:
        terminal.say(f"\n{what}")
        for fact in found:
            terminal.say(f"  {fact['what']:<12} {fact['says']}")
    return 0


def _cell_facts(reader: Reader, cell_id: str, most_inputs: int | None = MOST_INPUTS) -> list[dict[str, str]]:
    cell = next(iter(reader.rows(CELL, [cell_id])), None) or next(iter(reader.rows(STATEMENT, [cell_id])), None)
    if cell is None:
        raise DataError([Problem("cell_unknown", found=cell_id, expected=_like(reader, cell_id))])
    facts = [("cell", f"{cell_id}  “{cell['text_printed']}” → {_plain(cell['value'])} {cell['unit'] or ''}".rstrip()),
             ("file", f"{cell['file_name']}, sha256 {cell['file_sha256']}"), ("place", _place(cell))]
    if "table_code" in cell:
        facts.append(("table", f"{cell['table_code']} {cell['title_vi']}"))
        row = reader.rows(ROW, [cell["edition_code"], cell["table_code"], cell["row_number"]])
        facts.append(("row", " | ".join(
            shorten(part["text_printed"], MOST_LETTERS, placeholder=" …") for part in row)))
        facts += [("told", f"{reading['quantity']} {_plain(reading['value']) or reading['status'].replace('_', ' ')}"
                           f"  “{reading['text_printed']}”") for reading in reader.rows(READINGS, [cell_id])]
    figures = reader.rows(RECONCILED, [cell_id])
    for figure in figures:
        facts += _reconciled(reader, figure, most_inputs)
    notes = {figure["note"] for figure in figures}  # a fault found by recomputing has the note as its reason
    facts += [("fault", f"{fault['kind']}, {fault['status']}: printed “{fault['printed']}”,"
                        f" expected “{fault['expected']}”" + ("" if fault["why"] in notes else f"; {fault['why']}"))
              for fault in reader.rows(FAULTS, [cell_id])]
    return [{"what": what, "says": says} for what, says in facts]


def _reconciled(reader: Reader, figure: dict[str, Any], most_inputs: int | None) -> list[tuple[str, str]]:
    """The rule, the figures that went into it, what came out, and the verdict."""
    inputs = reader.rows(INPUTS, [figure["cell_id"], figure["figure"]])
    shown = [(part["role"].replace("_", " "), _input(part, figure)) for part in inputs[:most_inputs]]
    if len(shown) < len(inputs):
        shown.append(("", f"… and {len(inputs) - len(shown)} more; --json lists them all"))
    low, high = _plain(figure["recomputed_low"]), _plain(figure["recomputed_high"])
    between = "" if low == high else f" (between {low or '…'} and {high or '…'})"
    return [
        ("rule", figure["rule"]), *shown,
        ("recomputed", f"{figure['figure']} {_plain(figure['recomputed_value'])}{between},"
                       f" printed “{figure['published_text']}”: {figure['verdict'].replace('_', ' ')}"),
        *([("note", figure["note"])] if figure["note"] else []),
    ]


def _input(part: dict[str, Any], figure: dict[str, Any]) -> str:
    """A figure with its words, its row where that is another one, and its cell; a mere number has no cell."""
    if not part["input_cell_id"]:
        return _plain(part["input_value"])
    same_row = part["input_row_label"] in (None, figure["row_label"])
    row = "" if same_row else f"  {shorten(part['input_row_label'], MOST_LETTERS // 2, placeholder=' …')}"
    return f"{_plain(part['input_value']) or 'no number'}  “{part['input_text']}”{row}  {part['input_cell_id']}"


def _place(cell: dict[str, Any]) -> str:
    if cell.get("sheet_cell"):
        return f"sheet cell {cell['sheet_cell']}"
    if cell.get("box_x0") is None:
        return f"page {cell['page']}"
    box = ", ".join(f"{cell[side]:.2f}" for side in ("box_x0", "box_top", "box_x1", "box_bottom"))
    return f"page {cell['page']}, box {box} (points from the top left)"


def _entity_code(reader: Reader, edition: str, entity: str) -> str:
    names = {row["name_key"]: row["entity_code"] for row in reader.rows(NAMES, [edition])}
    if entity in names.values():
        return entity
    code = names.get(name_key(entity))
    if code is None:
        nearest = get_close_matches(name_key(entity), names, n=3, cutoff=0)
        raise DataError([Problem("entity_unknown", edition=edition, found=entity, expected=" · ".join(nearest))])
    return str(code)


def _means(row: dict[str, Any], node: str) -> bool:
    names = {row["node_code"], row["node_name_vi"], row["node_name_en"]}
    tables = {str(row[cell]).split(":")[1] for cell in ("rank_cell_id", "score_cell_id") if row[cell]}
    return node.casefold() in {name.casefold() for name in names} | tables


def _like(reader: Reader, cell_id: str) -> str:
    """The nearest cell ids, for a misspelt one."""
    edition, _, rest = cell_id.partition(":")
    table = rest.split(":")[0]
    ids = [row["cell_id"] for row in reader.rows(
        "select cell_id from raw.cells where edition_code = $1 and table_code = $2", [edition, table])]
    near = get_close_matches(cell_id, ids, n=3, cutoff=0.6)
    return " · ".join(near) or "edition:table:r<row>:<column>, such as mic-2016:4.1:r21:index"


def _plain(value: Any) -> str:
    """A number with commas between thousands and without trailing zeros; nothing for no value."""
    if value is None:
        return ""
    text = f"{value:,f}" if hasattr(value, "as_tuple") else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
