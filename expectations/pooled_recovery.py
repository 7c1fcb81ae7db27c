"""Finds the scale of a table of pooled shares: the fractions behind the print are exact, so its scale is narrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from expectations.arithmetic import print_figure
from expectations.figures import sound_values
from expectations.nominal_scale import Scale, nominal_scale
from expectations.pooled_rows import Fractions, PooledRow, PooledTable
from expectations.recovery import RecoveredRow, Recovery, indicator, program_row, stored
from expectations.scale_program import Row, ScaleProgram
from expectations.scale_repairs import Repair, cell_id, ordered
from expectations.scale_tables import ScaleRow, ScaleTable, figure
from expectations.share_fractions import Parts, Share, pooled
from extractors.errors import Problem


@dataclass(frozen=True)
class PooledRecovery:
    """The scale of a table of pooled shares, and the fractions of its rows (none where nothing explains a row)."""

    recovery: Recovery
    fractions: dict[int, Fractions]
    """By number of row."""


def recover_pooled(source: ScaleTable) -> PooledRecovery | None:
    """The scale and the fractions of a table; None where its columns tell no fractions."""
    shares = [_shares(source, row) for row in source.rows]
    totals = [row.inputs[0] for row in source.rows]
    rows = [PooledRow(own, Share(total.value, total.decimals) if total and total.text else None,
                      program_row(source, row).result)
            for own, total, row in zip(shares, totals, source.rows, strict=True)]
    table = PooledTable(rows, float(source.rows[0].shares(source.rule)[0]))
    if not all(table.denominators):
        return None
    found = table.fractions()
    explained = [place for place, fractions in enumerate(found) if fractions.candidates and not fractions.misread]
    if len(source.rows) - len(explained) > source.most_left_out:
        return None
    values = [100 * pooled(found[place].candidates[0]) for place in explained]
    program_rows = [_exact_row(source, source.rows[place], value)
                    for place, value in zip(explained, values, strict=True)]
    known = indicator(source, 0)
    scale = nominal_scale([known], program_rows, [[value] for value in values],
                          [source.rows[place].result.value - source.rows[place].lowest(source.rule)
                           for place in explained], _natural(found, values))
    if scale is None:
        return None
    recovered = tuple(_fitted(source, row, fractions, scale[0])
                      for row, fractions in zip(source.rows, found, strict=True))
    repairs = tuple(repair for row, fractions in zip(source.rows, found, strict=True)
                    for repair in _repairs(source, row, fractions, scale[0], table))
    recovery = Recovery(source, "rows_left_out" if len(explained) < len(rows) else "explained",
                        (ScaleProgram([known], program_rows).goalposts(0),), tuple(scale), recovered, repairs)
    return PooledRecovery(recovery, {row.number: fractions for row, fractions in zip(source.rows, found, strict=True)})


def _shares(source: ScaleTable, row: ScaleRow) -> tuple[Share | None, ...]:
    values = sound_values(source.table)
    printed = next(one for one in source.table.rows if one.number == row.number)
    figures = [figure(source.table, printed, column, values) for _, column in source.rule.pooled]
    return tuple(Share(found.value, found.decimals) if found else None for found in figures)


def _exact_row(source: ScaleTable, row: ScaleRow, value: Fraction) -> Row:
    return replace(program_row(source, row), inputs=((float(value), float(value)),))


def _natural(found: Sequence[Fractions], values: Sequence[Fraction]) -> Iterator[Fraction]:
    """Shares that other bodies of the group may have: of the denominators that rows have, the usual ones first."""
    sums = Counter(sum(denominator for _, denominator in fractions.candidates[0])
                   for fractions in found if fractions.candidates and not fractions.misread)
    for denominator, _ in sums.most_common():
        for numerator in range(denominator + 1):
            value = Fraction(100 * numerator, denominator)
            if value <= min(values) or value >= max(values):
                yield value


def _fitted(source: ScaleTable, row: ScaleRow, fractions: Fractions, scale: Scale) -> RecoveredRow:
    """Exact where the fractions are known, so between bounds only where several fractions may be meant."""
    if not fractions.candidates:
        return RecoveredRow(row.number, False, row.result.value)
    results = [_result(source, row, parts, scale) for parts in fractions.candidates]
    return RecoveredRow(row.number, not fractions.misread, row.result.value,
                        *map(stored, (results[0], min(results), max(results))))


def _result(source: ScaleTable, row: ScaleRow, parts: Parts, scale: Scale) -> Fraction:
    share = Fraction(row.shares(source.rule)[0])
    return Fraction(row.lowest(source.rule)) + share * (100 * pooled(parts) - scale[0]) / (scale[1] - scale[0])


def _repairs(source: ScaleTable, row: ScaleRow, fractions: Fractions, scale: Scale, table: PooledTable) -> list[Repair]:
    """The cells that are misread: one of several, or two that explain the row only together."""
    others = fractions.others if len(fractions.misread) == 1 else ()
    repairs = [repair for one in (fractions, *others) for place in one.misread
               if (repair := _repair(source, row, one, place, scale, table))]
    spans = {column: 100.0 for _, column in source.rule.pooled}
    return repairs if len(fractions.misread) > 1 else ordered(repairs, spans)


def _repair(source: ScaleTable, row: ScaleRow, fractions: Fractions, place: int, scale: Scale,
            table: PooledTable) -> Repair | None:
    columns = [*(column for _, column in source.rule.pooled), source.rule.parts[0].column, source.rule.result_column]
    printed = next(one for one in source.table.rows if one.number == row.number)
    own = figure(source.table, printed, columns[place], sound_values(source.table))
    if own is None:
        return None
    options = [_option(source, row, parts, place, scale) for parts in fractions.candidates]
    texts = [print_figure(stored(option).quantize(Decimal(1).scaleb(-own.decimals), ROUND_HALF_UP),
                          source.table.decimal_mark) + ("%" if own.text.endswith("%") else "") for option in options]
    others = [columns[other] for other in fractions.misread if other != place]
    reasons = _reasons(own.text, texts, fractions, source.table.headers.get(others[0], others[0]) if others else "")
    if not others and not table.is_of_column(table.rows[source.rows.index(row)], place):
        reasons.insert(0, Problem("scale_repair_foreign", found=own.text))
    return Repair(row.number, columns[place], cell_id(source, row.number, columns[place]), own.text, own.value,
                  stored(min(options)), stored(max(options)), texts[0], tuple(reasons), bool(others))


def _reasons(printed: str, texts: list[str], fractions: Fractions, other: str) -> list[Problem]:
    """Why a cell is misread; `other`: the column of the cell that is misread with it."""
    parts = fractions.candidates[0]
    told, total = " + ".join(f"{one}/{whole}" for one, whole in parts), pooled_points(parts)
    rest = ", ".join(dict.fromkeys(texts[1:])) or "–"
    if other and len(set(texts)) == 1:
        return [Problem("scale_repair_moved", found=printed, expected=texts[0],
                        details={"fractions": told, "total": total, "column": other})]
    if other:
        return [Problem("scale_repair_lost", found=printed,
                        details={"fractions": told, "total": total, "column": other, "others": rest})]
    return [Problem("scale_repair_share", details={"fractions": told, "total": total, "others": rest})]


def pooled_points(parts: Parts) -> str:
    """Points obtained of points possible: `83/149`."""
    return f"{sum(one for one, _ in parts)}/{sum(whole for _, whole in parts)}"


def _option(source: ScaleTable, row: ScaleRow, parts: Parts, place: int, scale: Scale) -> Fraction:
    """What a cell says by the fractions: a share, the total (after the shares), or the result (after the total)."""
    if place < len(parts):
        return Fraction(100 * parts[place][0], parts[place][1])
    return 100 * pooled(parts) if place == len(parts) else _result(source, row, parts, scale)
