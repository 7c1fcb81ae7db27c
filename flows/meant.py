"""Which body and which node somebody means: by code, short or full name, with or without tone marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from extractors.errors import DataError, Problem
from extractors.names import name_key, without_tones
from warehouse.read import Reader

Row = dict[str, Any]

BODIES = """
select distinct results.entity_code, results.entity_name_vi, bodies.slug from (
    select edition_code, entity_code, entity_name_vi from reporting.rpt_ranking
    union select edition_code, entity_code, entity_name_vi from reporting.rpt_indicator_values
    union select edition_code, entity_code, entity_name_vi from reporting.rpt_calculation
) as results
left join marts.dim_entity as bodies on results.entity_code = bodies.entity_code
where results.edition_code = $1 order by results.entity_code
"""
NAMES = "select name_key, entity_code from seeds.entity_names order by name_key, entity_code"
KNOWN = """
select names.name_key, bodies.name_vi from seeds.entity_names as names
inner join marts.dim_entity as bodies on names.entity_code = bodies.entity_code
"""
MOST_NAMES = 3
MOST_BODIES = 63
MOST_NODES = 30


def body_meant(reader: Reader, edition: str, entity: str) -> tuple[str, str]:
    """Code and name of the body; tone marks may be left out where only one body is meant then.

    Raises DataError, with those that may be meant, when nothing or more than one body fits.
    """
    bodies = {row["entity_code"]: row for row in reader.rows(BODIES, [edition])}
    if not bodies:
        loaded = nearest_first(edition, [row["edition_code"] for row in reader.rows("raw.editions")])
        raise DataError([Problem("edition_not_loaded", found=edition, expected=" · ".join(loaded))])
    names = [(row["name_key"], row["entity_code"]) for row in reader.rows(NAMES) if row["entity_code"] in bodies]
    names += [(name_key(row["entity_name_vi"]), code) for code, row in bodies.items()]
    key = name_key(entity)
    tries: list[Callable[[], set[str]]] = [
        lambda: {code for code, row in bodies.items() if entity in (code, row["slug"])},
        lambda: {code for name, code in names if name == key},
        lambda: {code for name, code in names if without_tones(name) == key},
    ]
    meant = next((found for found in (attempt() for attempt in tries) if found), set())
    if len(meant) == 1:
        [code] = meant
        return code, bodies[code]["entity_name_vi"]
    if not meant:
        _require_unknown(reader, edition, key, bodies)
    codes = dict(names)
    near = sorted(meant) or [codes[name] for name in get_close_matches(key, codes, n=2 * MOST_NAMES, cutoff=0)]
    shown = [str(bodies[code]["entity_name_vi"]) for code in dict.fromkeys(near)]
    raise DataError([Problem("entity_unknown", edition=edition, found=entity,
                             expected=" · ".join(shown if meant else shown[:MOST_NAMES]))])


def _require_unknown(reader: Reader, edition: str, key: str, bodies: Mapping[str, Row]) -> None:
    """A body that the reference tables know is no misspelling: told as known, with those that the edition prints."""
    known = sorted({row["name_vi"] for row in reader.rows(KNOWN)
                    if key in (row["name_key"], without_tones(row["name_key"]))})
    if known:
        there = sorted((str(row["entity_name_vi"]) for row in bodies.values()), key=name_key)
        more = [f"… ({len(there)})"] if len(there) > MOST_BODIES else []
        raise DataError([Problem("entity_not_printed", edition=edition, found=" · ".join(known),
                                 expected=" · ".join(there[:MOST_BODIES] + more))])


def node_meant(rows: Sequence[Row], edition: str, node: str) -> Row:
    """The node of that code, else name, else number of the table that it is printed in.

    `rows` hold node_code, its names, and where it is printed a cell_id. Raises DataError with the nodes that may be
    meant when nothing or more than one fits.
    """
    nodes = {row["node_code"]: {name: row[name] for name in ("node_code", "node_name_vi", "node_name_en")}
             for row in rows}
    key = name_key(node)
    tries: list[Callable[[Row], Any]] = [
        lambda row: row["node_code"] == node,
        lambda row: row["node_code"].casefold() == node.casefold(),
        lambda row: key in (name_key(row["node_name_vi"]), name_key(row["node_name_en"])),
        lambda row: row.get("cell_id") and row["cell_id"].split(":")[1] == node,
    ]
    fitting = ({row["node_code"] for row in rows if fits(row)} for fits in tries)
    meant = next((found for found in fitting if found), set())
    if len(meant) == 1:
        return nodes[meant.pop()]
    names = {name: code for code, row in nodes.items()
             for name in (code, name_key(row["node_name_vi"]), name_key(row["node_name_en"]))}
    shown = sorted(meant) or list(dict.fromkeys(names[name] for name in nearest_first(key, names)))
    if len(shown) > MOST_NODES:  # nobody reads a whole tree
        shown = shown[:2 * MOST_NAMES]
    raise DataError([Problem("node_unknown", edition=edition, found=node,
                             expected=listed(nodes[code] for code in shown))])


def nearest_first(word: str, names: Iterable[str]) -> list[str]:
    """All of the names, likest first."""
    known = sorted(set(names))
    return get_close_matches(word, known, n=max(len(known), 1), cutoff=0)


def listed(nodes: Iterable[Row]) -> str:
    """Nodes with their names, as an error offers them."""
    return " · ".join(f"{row['node_code']} ({row['node_name_vi']})" for row in nodes)
