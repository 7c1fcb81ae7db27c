"""Rankings in the form officials know: blocks of bodies, each ranked node by node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.catalogue import Words
from reports.reading_order import reading_order
from reports.tables import Row


@dataclass(frozen=True)
class Node:
    """One ranking of a block: a node of the framework with its rows, best rank first."""

    code: str
    name: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Body:
    """A ranked body with its row in each node where it has one."""

    name: Words
    rows: dict[str, Row]


@dataclass(frozen=True)
class Block:
    """The bodies of one kind in one edition."""

    entity_type: str
    nodes: tuple[Node, ...]
    bodies: tuple[Body, ...]

    @property
    def differing(self) -> list[Row]:
        """Rows whose recomputed rank is not the printed one."""
        return [row for node in self.nodes for row in node.rows if rank_differs(row)]


def blocks_of(rows: Iterable[Row]) -> list[Block]:
    """Sorted ranking rows of one edition as blocks; nodes in order of appearance, bodies by alphabet."""
    by_type: dict[str, list[Row]] = {}
    for row in rows:
        by_type.setdefault(str(row["entity_type"]), []).append(row)
    return [Block(kind, _nodes(block), _bodies(block)) for kind, block in by_type.items()]


def rank_differs(row: Row) -> bool:
    """Whether a rank was printed and recomputed, and the two are not the same."""
    printed, recomputed = row["rank_published"], row["rank_recomputed"]
    return None not in (printed, recomputed) and printed != recomputed


def name_of(row: Row, what: str) -> Words:
    """The name of a `node` or an `entity`; where there is no English one the Vietnamese stands."""
    vietnamese = str(row[f"{what}_name_vi"] or row[f"{what}_code"])
    return Words(vietnamese, str(row[f"{what}_name_en"] or vietnamese))


def _nodes(rows: list[Row]) -> tuple[Node, ...]:
    by_node: dict[str, list[Row]] = {}
    for row in rows:
        by_node.setdefault(str(row["node_code"]), []).append(row)
    return tuple(Node(code, name_of(node[0], "node"), tuple(sorted(node, key=_place)))
                 for code, node in by_node.items())


def _place(row: Row) -> tuple[bool, int]:
    """Rank as printed, bodies without one last; the rows' own order holds among equals."""
    rank = row["rank_published"]
    return (False, rank) if isinstance(rank, int) else (True, 0)


def _bodies(rows: list[Row]) -> tuple[Body, ...]:
    bodies: dict[str, Body] = {}
    for row in rows:
        body = bodies.setdefault(str(row["entity_code"]), Body(name_of(row, "entity"), {}))
        body.rows[str(row["node_code"])] = row
    return tuple(sorted(bodies.values(), key=lambda body: reading_order(body.name.vi)))
