"""The check that one scale explains the printed results of a table, and what was recovered of the scales."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from expectations.handover import PrintedTable
from expectations.lines import EQUAL, Check, Line
from expectations.pooled_recovery import recover_pooled
from expectations.pooled_rows import Fractions
from expectations.recovery import Recovery, recover
from expectations.scale_records import ScaleRecords
from expectations.scale_repairs import Repair, body
from expectations.scale_rules import ScaleRule
from expectations.scale_tables import ScaleTable, scale_table


@dataclass(frozen=True)
class RecoveredTable:
    """A printed table and the scale found behind it; `fractions` by number of row where its shares are pooled."""

    recovery: Recovery
    fractions: dict[int, Fractions]

    @property
    def id(self) -> str:
        return self.recovery.source.table.id


def recover_scales(tables: Iterable[PrintedTable], rules: Iterable[ScaleRule]) -> tuple[RecoveredTable, ...]:
    """The scales of the tables whose scale is that of a group of which they print a part, where they print enough.

    Of several tables that tell one scale the one with the most rows counts.
    """
    every = tuple(rules)
    sources: dict[tuple[str, str], ScaleTable] = {}
    for table in tables:
        for rule in every:
            found, scale = scale_table(table, rule), (rule.node, table.spec.entity_type)
            if found and found.tells_enough and (scale not in sources or len(found.rows) > len(sources[scale].rows)):
                sources[scale] = found
    return tuple(map(_recovered, sources.values()))


def _recovered(source: ScaleTable) -> RecoveredTable:
    pooled = recover_pooled(source) if source.rule.pooled else None
    return RecoveredTable(pooled.recovery, pooled.fractions) if pooled else RecoveredTable(recover(source), {})


def records_of(recovered: Iterable[RecoveredTable]) -> ScaleRecords:
    """The lines of the hand-over."""
    records = ScaleRecords()
    for table in recovered:
        records.add(table.recovery, table.fractions)
    return records


def one_scale_explains_results(table: RecoveredTable) -> Iterator[Line]:
    """A line a printed result; a row that no scale explains is told at its likeliest cell, or at those that must all be
    other."""
    recovery = table.recovery
    source, column = recovery.source, recovery.source.rule.result_column
    if recovery.status == "unexplained":
        yield Line(None, column, "", "unexplained", "explained", message="check_no_scale", details={
            "rows": str(len(recovery.rows)), "most": str(source.most_left_out), "column": _header(recovery, column)})
        return
    kept = str(len(recovery.rows) - len(recovery.left_out))
    for row, printed in zip(recovery.rows, source.rows, strict=True):
        repairs = [repair for repair in recovery.repairs if repair.row == row.number]
        if row.is_explained:
            yield Line(row.number, column, printed.result.text, "explained", "explained")
        elif not repairs:
            yield Line(row.number, column, printed.result.text, "unexplained", "explained",
                       message="check_row_beyond_repair",
                       details={"body": body(source, row.number), "result": printed.result.text, "others": kept})
        elif table.fractions:
            yield from _misread_shares(recovery, repairs)
        else:
            yield _misread(recovery, printed.result.text, kept, repairs)


def _misread(recovery: Recovery, result: str, kept: str, repairs: list[Repair]) -> Line:
    first, column = repairs[0], recovery.source.rule.result_column
    computed = next((repair.text for repair in repairs if repair.column == column), "–")
    return Line(first.row, first.column, first.printed, first.printed, first.text, first.text, details={
        "body": body(recovery.source, first.row), "result": result, "computed": computed, "others": kept,
        "column": _header(recovery, first.column), "reason": first.reason,
        "repairs": _told(recovery, [repair for repair in repairs[1:] if repair.column != column])})


def _misread_shares(recovery: Recovery, repairs: list[Repair]) -> Iterator[Line]:
    if not repairs[0].is_joint:
        first = repairs[0]
        yield Line(first.row, first.column, first.printed, first.printed, first.text, first.text,
                   message="check_pooled_share_misread", details={
                       "body": body(recovery.source, first.row), "column": _header(recovery, first.column),
                       "reason": first.reason, "repairs": _told(recovery, repairs[1:])})
        return
    for repair in repairs:
        yield Line(repair.row, repair.column, repair.printed, repair.printed, repair.text, repair.text,
                   message="check_pooled_shares_misread", details={
                       "body": body(recovery.source, repair.row), "column": _header(recovery, repair.column),
                       "reason": repair.reason})


def _told(recovery: Recovery, repairs: list[Repair]) -> str:
    return "; ".join(f"{_header(recovery, repair.column)} {repair.text}" for repair in repairs) or "–"


def _header(recovery: Recovery, column: str) -> str:
    return recovery.source.table.headers.get(column, column)


SCALE_CHECKS = (Check("one_scale_explains_results", EQUAL, one_scale_explains_results),)
