"""Finds the scale behind a printed table: goalposts that explain its results, rows that none explains, repairs.

Nothing here is published: a recovered scale is one of many, and its bounds say how many.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from expectations.left_out_rows import smallest_left_out
from expectations.nominal_scale import Scale, nominal_scale
from expectations.scale_program import ANY, Goalposts, Indicator, Row, ScaleProgram
from expectations.scale_repairs import Repair, ordered, repair_of
from expectations.scale_tables import ScaleRow, ScaleTable


@dataclass(frozen=True)
class RecoveredRow:
    """A printed result beside what the recovered scale gives: of the inputs as printed, and between the bounds of their
    rounding. No fit where no scale was found."""

    number: int
    is_explained: bool
    printed: Decimal
    fitted: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Recovery:
    """What is known of the scale of a table. `status`: explained (every row), rows_left_out, ambiguous (other rows
    could be left out instead), unexplained (no scale, so neither goalposts nor scale)."""

    source: ScaleTable
    status: str
    goalposts: tuple[Goalposts, ...]
    scale: tuple[Scale, ...]
    rows: tuple[RecoveredRow, ...]
    repairs: tuple[Repair, ...]
    """The likeliest cell of each row first."""

    @property
    def left_out(self) -> tuple[int, ...]:
        return tuple(row.number for row in self.rows if not row.is_explained)


def recover(source: ScaleTable) -> Recovery:
    """The scale of a table that tells enough of it."""
    indicators = [indicator(source, place) for place in range(len(source.rule.parts))]
    rows = [program_row(source, row) for row in source.rows]
    sets = smallest_left_out(indicators, rows, source.most_left_out)
    tried = [(left_out, _repairs(source, indicators, rows, left_out)) for left_out in sets]
    if not tried:
        printed = tuple(RecoveredRow(row.number, False, row.result.value) for row in source.rows)
        return Recovery(source, "unexplained", (), (), printed, ())
    left_out, repairs = max(tried, key=lambda found: _likelihood(found[1]))
    kept = [place for place in range(len(rows)) if place not in left_out]
    program = ScaleProgram(indicators, [rows[place] for place in kept])
    scale = _nominal(source, indicators, rows, kept)
    spans = {part.column: float(high - low) for part, (low, high) in zip(source.rule.parts, scale, strict=False)}
    return Recovery(
        source,
        "ambiguous" if len(sets) > 1 else "rows_left_out" if left_out else "explained",
        tuple(program.goalposts(place) for place in range(len(indicators))),
        tuple(scale),
        tuple(_fitted(source, row, scale, place not in left_out) for place, row in enumerate(source.rows)),
        tuple(repair for own in repairs for repair in ordered(own, spans)))


def indicator(source: ScaleTable, place: int) -> Indicator:
    """What is known of the goalposts of a part before its rows are looked at."""
    part, (floor, ceiling) = source.rule.parts[place], source.limits[place]
    return Indicator(-math.inf if floor is None else float(floor), math.inf if ceiling is None else float(ceiling),
                     None if part.minimum is None else float(part.minimum),
                     None if part.maximum is None else float(part.maximum), part.is_falling)


def program_row(source: ScaleTable, row: ScaleRow) -> Row:
    """A row as the programme sees it; what an input below its lower goalpost would earn is taken off the result."""
    lowest = row.lowest(source.rule)
    return Row(tuple((float(figure.low), float(figure.high)) if figure else ANY for figure in row.inputs),
               tuple(map(float, row.shares(source.rule))),
               (float(row.result.low - lowest), float(row.result.high - lowest)))


def _repairs(source: ScaleTable, indicators: Sequence[Indicator], rows: Sequence[Row],
             left_out: frozenset[int]) -> list[list[Repair]]:
    """By row that is left out: the single cells that would explain it beside the rows that are kept. Bounds are wide: a
    figure that may be right is not to be called wrong."""
    kept = [row for place, row in enumerate(rows) if place not in left_out]
    every = []
    for place in sorted(left_out):
        printed, found = source.rows[place], []
        for part, (rule, figure) in enumerate(zip(source.rule.parts, printed.inputs, strict=True)):
            inputs = [*rows[place].inputs[:part], ANY, *rows[place].inputs[part + 1:]]
            row = Row(tuple(inputs), rows[place].shares, rows[place].result)
            program = ScaleProgram(indicators, [*kept, row], is_wide=True)
            if figure and program.is_feasible:
                found.append(repair_of(source, printed, rule.column, figure, program.input_bounds(len(kept), part)))
        row = Row(rows[place].inputs, rows[place].shares, ANY)
        program = ScaleProgram(indicators, [*kept, row], is_wide=True)
        if program.is_feasible:
            low, high = program.result_bounds(len(kept))
            lowest = float(printed.lowest(source.rule))
            found.append(repair_of(source, printed, source.rule.result_column, printed.result,
                                   (low + lowest, high + lowest)))
        every.append(found)
    return every


def _likelihood(repairs: Sequence[Sequence[Repair]]) -> tuple[int, int]:
    """Of several sets of rows the one is taken whose rows have a cell with a reason, then one that can be repaired."""
    best = [max((len(repair.reasons) for repair in own), default=-1) for own in repairs]
    return sum(reasons > 0 for reasons in best), sum(reasons >= 0 for reasons in best)


def _nominal(source: ScaleTable, indicators: Sequence[Indicator], rows: Sequence[Row],
             kept: Sequence[int]) -> list[Scale]:
    """Rows with a figure that cannot be read bound the scale, but are not what it is fitted to; where no row is left,
    nothing is fitted."""
    whole = [place for place in kept if None not in source.rows[place].inputs]
    return [] if not whole else nominal_scale(
        indicators, [rows[place] for place in whole],
        [[figure.value for figure in source.rows[place].inputs if figure] for place in whole],
        [source.rows[place].result.value - source.rows[place].lowest(source.rule) for place in whole]) or []


def _fitted(source: ScaleTable, row: ScaleRow, scale: Sequence[Scale], is_explained: bool) -> RecoveredRow:
    """Exact: fractions all the way, rounded once to the ten decimals that are stored."""
    ends = [Fraction(row.lowest(source.rule))] * 3
    if not scale:
        return RecoveredRow(row.number, is_explained, row.result.value)
    for part, figure, share, posts in zip(source.rule.parts, row.inputs, row.shares(source.rule), scale, strict=True):
        if figure is None:
            return RecoveredRow(row.number, is_explained, row.result.value)
        scores = [Fraction(share) * _score(Fraction(value), posts, part.is_falling)
                  for value in (figure.value, figure.low, figure.high)]
        ends = [ends[0] + scores[0], ends[1] + min(scores[1:]), ends[2] + max(scores[1:])]
    return RecoveredRow(row.number, is_explained, row.result.value, *map(stored, ends))


def _score(value: Fraction, scale: Scale, is_falling: bool) -> Fraction:
    """0 … 1; the rounding of a figure may lead beyond the goalposts, its value does not."""
    score = min(max((value - scale[0]) / (scale[1] - scale[0]), Fraction(0)), Fraction(1))
    return 1 - score if is_falling else score


def stored(value: Fraction) -> Decimal:
    """A fraction to ten decimals."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-10))
