"""From a figure back to its cell and file, and through its arithmetic. Reads the warehouse only."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from extractors.errors import DataError, Problem
from extractors.names import name_key, without_tones
from flows.cell_facts import MOST_INPUTS, Fact, cell_facts
from flows.settings import Settings
from flows.terminal import Terminal
from warehouse.read import Reader, open_reader

RESULT = """
select * from reporting.rpt_ranking where edition_code = $1 and entity_code = $2
"""
NAMES = """
select distinct names.name_key, names.entity_code, ranking.entity_name_vi from seeds.entity_names as names
inner join reporting.rpt_ranking as ranking on names.entity_code = ranking.entity_code
where ranking.edition_code = $1 order by names.name_key, names.entity_code
"""
LABEL_WIDTH = 12
MOST_NAMES = 3


def explain_cell(settings: Settings, terminal: Terminal, cell_id: str) -> int:
    """Where a cell is printed, what it says, and how it was recomputed. Returns the exit code."""
    with open_reader(settings.warehouse) as reader:
        facts = cell_facts(reader, terminal.words, cell_id, most_inputs=None if terminal.as_json else MOST_INPUTS)
    if terminal.as_json:
        terminal.table(["what", "says"], [(terminal.label(fact.what), fact.says) for fact in facts])
    else:
        _say_facts(terminal, facts)
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
        facts = [(name, cell_facts(reader, terminal.words, cell_id)) for name, cell_id in cells]
    if terminal.as_json:
        terminal.table(list(row), [list(row.values())])
        return 0
    _say_result(terminal, edition, row)
    for what, found in facts:
        terminal.say(f"\n{terminal.words.named('fact', what)}")
        _say_facts(terminal, found, indent="  ")
    return 0


def _say_result(terminal: Terminal, edition: str, row: dict[str, Any]) -> None:
    words = terminal.words
    name = row["node_name_vi" if terminal.language == "vi" else "node_name_en"]
    terminal.say(f"{row['entity_name_vi']} · {name} · {edition}")
    terminal.say(words("result_rank", printed=words.figure(row["rank_published"]),
                       recomputed=words.figure(row["rank_recomputed"]), bodies=words.figure(row["entities_ranked"])))
    printed = words.figure(row["score_published"]) or words("without_number")
    if row["score_recomputed"] is None:
        terminal.say(words("result_score", printed=printed))
    else:
        terminal.say(words("result_score_recomputed", printed=printed,
                           recomputed=words.figure(row["score_recomputed"])))


def _say_facts(terminal: Terminal, facts: Sequence[Fact], indent: str = "") -> None:
    labels = [terminal.label(fact.what) for fact in facts]
    width = max(LABEL_WIDTH, *map(len, labels))
    for label, fact in zip(labels, facts, strict=True):
        terminal.say(f"{indent}{label:<{width}} {fact.says}")


def _entity_code(reader: Reader, edition: str, entity: str) -> str:
    """The body of that code or name; tone marks may be left out where only one body is meant then.

    Raises DataError, with the bodies that may be meant, when it is none or several.
    """
    rows = reader.rows(NAMES, [edition])
    if not rows:
        loaded = sorted(row["edition_code"] for row in reader.rows("raw.editions"))
        raise DataError([Problem("edition_not_loaded", found=edition, expected=" · ".join(loaded))])
    names = {row["name_key"]: row["entity_code"] for row in rows}
    proper = {row["entity_code"]: row["entity_name_vi"] for row in rows}
    key = name_key(entity)
    if entity in proper:
        return entity
    if key in names:
        return str(names[key])
    meant = sorted({code for name, code in names.items() if without_tones(name) == key})
    if len(meant) == 1:
        return str(meant[0])
    near = meant or [names[name] for name in get_close_matches(key, names, n=2 * MOST_NAMES, cutoff=0)]
    shown = [str(proper[code]) for code in dict.fromkeys(near)]
    raise DataError([Problem("entity_unknown", edition=edition, found=entity,
                             expected=" · ".join(shown if meant else shown[:MOST_NAMES]))])


def _means(row: dict[str, Any], node: str) -> bool:
    names = {row["node_code"], row["node_name_vi"], row["node_name_en"]}
    tables = {str(row[cell]).split(":")[1] for cell in ("rank_cell_id", "score_cell_id") if row[cell]}
    return node.casefold() in {name.casefold() for name in names} | tables
