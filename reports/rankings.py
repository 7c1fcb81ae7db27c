"""Rankings in the form officials know: blocks of bodies, each ranked node by node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.catalogue import Words
from reports.reading_order import Key, reading_order
from reports.tables import Row, Value

_DIFFERENT = ("unexplained", "known_fault")


@dataclass(frozen=True)
class Node:
    """One ranking of a block: a node of the framework with its rows, best rank first."""

    code: str
    name: Words
    rows: tuple[Row, ...]

    @property
    def basis(self) -> str:
        """Whose figures are the main ones: `published`; where nothing is published `recomputed`."""
        return basis_of(self.rows)


@dataclass(frozen=True)
class Body:
    """A ranked body with its row in each node where it has one."""

    code: str
    name: Words
    rows: dict[str, Row]

    @property
    def band(self) -> str:
        """Its band in the index, as printed or else recomputed; empty where there are none."""
        return next((str(band) for row in self.rows.values()
                     if (band := row["band_published"] or row["band_recomputed"])), "")


@dataclass(frozen=True)
class Block:
    """The bodies of one kind in one edition."""

    entity_type: str
    nodes: tuple[Node, ...]
    bodies: tuple[Body, ...]

    @property
    def basis(self) -> str:
        """`published`; `recomputed` where nothing of any node is published."""
        return basis_of(row for node in self.nodes for row in node.rows)

    @property
    def has_bands(self) -> bool:
        """Whether its bodies are in bands."""
        return any(body.band for body in self.bodies)

    @property
    def has_scores(self) -> bool:
        """Whether any of its rankings tells a score; some tell ranks only."""
        return any(row[f"score_{self.basis}"] is not None for node in self.nodes for row in node.rows)

    @property
    def differing(self) -> list[Row]:
        """Rows whose recomputed rank is not the printed one."""
        return [row for node in self.nodes for row in node.rows if rank_differs(row)]


def blocks_of(rows: Iterable[Row], levels: Mapping[Value, Value]) -> list[Block]:
    """Sorted ranking rows of one edition as blocks, bodies by alphabet; by computed rank where none is published.

    `levels`: node → its level; such nodes stand from the whole index down, others in order of appearance.
    """
    by_type: dict[str, list[Row]] = {}
    for row in rows:
        by_type.setdefault(str(row["entity_type"]), []).append(row)
    return [Block(kind, nodes, _bodies(block, nodes[0] if basis_of(block) == "recomputed" else None))
            for kind, block in by_type.items() if (nodes := _nodes(block, levels))]


def basis_of(rows: Iterable[Row]) -> str:
    """`published` where one of the rows has a published figure, else `recomputed`."""
    told = any(row[f"{figure}_published"] is not None for row in rows for figure in ("score", "rank", "band"))
    return "published" if told else "recomputed"


def judged(rows: Iterable[Row], reconciled: Iterable[Row]) -> list[Row]:
    """Ranking rows with the verdict on their printed `rank_verdict` and `score_verdict`; None where there is none."""
    verdicts = {row["cell_id"]: row["verdict"] for row in reconciled}
    return [{**row, **{f"{figure}_verdict": verdicts.get(row[f"{figure}_cell_id"]) for figure in ("rank", "score")}}
            for row in rows]


def is_doubted(row: Row, figure: str) -> bool:
    """Whether a difference of a printed `rank` or `score` is one: not where the verdict on it explains it."""
    return row.get(f"{figure}_verdict") in (None, *_DIFFERENT)


def rank_differs(row: Row) -> bool:
    """Whether a rank was printed and recomputed, and the two differ by more than ties and rounding explain."""
    printed, recomputed = row["rank_published"], row["rank_recomputed"]
    return None not in (printed, recomputed) and printed != recomputed and is_doubted(row, "rank")


def name_of(row: Row, what: str) -> Words:
    """The name of a `node` or an `entity`; where there is no English one the Vietnamese stands."""
    vietnamese = str(row[f"{what}_name_vi"] or row[f"{what}_code"])
    return Words(vietnamese, str(row[f"{what}_name_en"] or vietnamese))


def _nodes(rows: list[Row], levels: Mapping[Value, Value]) -> tuple[Node, ...]:
    by_node: dict[str, list[Row]] = {}
    for row in rows:
        by_node.setdefault(str(row["node_code"]), []).append(row)
    return tuple(Node(code, name_of(node[0], "node"), tuple(sorted(node, key=_place)))
                 for code, node in sorted(by_node.items(), key=lambda item: _depth(item[0], levels)))


def _depth(code: str, levels: Mapping[Value, Value]) -> tuple[int, Key]:
    level = levels.get(code)
    return (level, reading_order(code)) if isinstance(level, int) else (0, ((), ()))


def _place(row: Row) -> tuple[bool, int]:
    """Rank as printed, bodies without one last by the recomputed rank; the rows' own order holds among equals."""
    printed, again = row["rank_published"], row["rank_recomputed"]
    return (False, printed) if isinstance(printed, int) else (True, again if isinstance(again, int) else 0)


def _bodies(rows: list[Row], ranked_by: Node | None) -> tuple[Body, ...]:
    order = {str(row["entity_code"]): place for place, row in enumerate(ranked_by.rows)} if ranked_by else {}
    bodies: dict[str, Body] = {}
    for row in rows:
        body = bodies.setdefault(str(row["entity_code"]), Body(str(row["entity_code"]), name_of(row, "entity"), {}))
        body.rows[str(row["node_code"])] = row
    return tuple(sorted(bodies.values(), key=lambda body: (order.get(body.code, len(order)),
                                                               reading_order(body.name.vi))))
