"""What was recovered, as the lines of the hand-over."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from expectations.pooled_rows import Fractions
from expectations.recovery import Recovery, stored
from expectations.scale_repairs import cell_id

Record = dict[str, Any]


@dataclass
class ScaleRecords:
    """Lines of recovered_scales.jsonl, recovered_rows.jsonl, scale_repairs.jsonl, recovered_fractions.jsonl."""

    recovered_scales: list[Record] = field(default_factory=list)
    recovered_rows: list[Record] = field(default_factory=list)
    scale_repairs: list[Record] = field(default_factory=list)
    recovered_fractions: list[Record] = field(default_factory=list)

    def add(self, recovery: Recovery, fractions: dict[int, Fractions] | None = None) -> None:
        """Put down a table; `fractions` by number of row where its shares are pooled."""
        self.recovered_scales += _scales(recovery)
        self.recovered_rows += _rows(recovery)
        self.scale_repairs += _repairs(recovery)
        self.recovered_fractions += _fractions(recovery, fractions or {})


def _scales(recovery: Recovery) -> Iterator[Record]:
    rule = recovery.source.rule
    for part, scale, posts in zip(rule.parts, recovery.scale, recovery.goalposts, strict=False):
        yield {"table": recovery.source.table.id, "node_code": rule.node, "part_node_code": part.node,
               "column": part.column, "minimum": _text(stored(scale[0])), "maximum": _text(stored(scale[1])),
               "range_low": _bound(posts.range[0]), "range_high": _bound(posts.range[1]),
               "minimum_low": _bound(posts.minimum[0]), "minimum_high": _bound(posts.minimum[1]),
               "maximum_low": _bound(posts.maximum[0]), "maximum_high": _bound(posts.maximum[1]),
               "rows_printed": len(recovery.rows), "rows_left_out": len(recovery.left_out), "status": recovery.status}


def _rows(recovery: Recovery) -> Iterator[Record]:
    for row in recovery.rows:
        yield {"table": recovery.source.table.id, "node_code": recovery.source.rule.node, "row": row.number,
               "is_explained": row.is_explained, "printed": _text(row.printed), "fitted": _text(row.fitted),
               "fitted_low": _text(row.low), "fitted_high": _text(row.high)}


def _repairs(recovery: Recovery) -> Iterator[Record]:
    ordinals: dict[int, int] = {}
    for repair in recovery.repairs:
        ordinals[repair.row] = ordinals.get(repair.row, 0) + (0 if repair.is_joint and repair.row in ordinals else 1)
        yield {"cell_id": repair.cell_id, "table": recovery.source.table.id, "node_code": recovery.source.rule.node,
               "row": repair.row, "column": repair.column, "ordinal": ordinals[repair.row],
               "printed": repair.printed, "repair_low": _text(repair.low), "repair_high": _text(repair.high),
               "reason_en": repair.why("en"), "reason_vi": repair.why("vi")}


def _fractions(recovery: Recovery, fractions: dict[int, Fractions]) -> Iterator[Record]:
    rule, total = recovery.source.rule, recovery.source.rule.parts[0]
    for number, found in fractions.items():
        if not found.candidates:
            continue
        parts = found.candidates[0]
        named = [*zip(rule.pooled, parts, strict=True),
                 ((total.node, total.column), (sum(one for one, _ in parts), sum(whole for _, whole in parts)))]
        for (node, column), (numerator, denominator) in named:
            yield {"cell_id": cell_id(recovery.source, number, column), "table": recovery.source.table.id,
                   "node_code": rule.node, "row": number, "part_node_code": node, "column": column,
                   "numerator": str(numerator), "denominator": str(denominator), "is_unique": found.is_unique}


def _bound(bound: float) -> str | None:
    """A bound that the programme found, as text; None where nothing bounds it."""
    return _text(stored(Fraction(bound))) if math.isfinite(bound) else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize() + 0:f}"
