"""A printed table as a scale sees it: for each row the bounds of its inputs and of its result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from expectations.arithmetic import drops_zeros
from expectations.figures import sound_values
from expectations.handover import PrintedRow, PrintedTable
from expectations.scale_rules import PartRule, ScaleRule

Interval = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Figure:
    """A printed figure, rounded: its value lies within `low` … `high`; `text` is empty where nothing is reported and
    the method counts something instead."""

    text: str
    value: Decimal
    decimals: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class ScaleRow:
    """A printed row with a result. `inputs`: None where a figure cannot be read; `counts`: which of them the method
    counts in this row."""

    number: int
    inputs: tuple[Figure | None, ...]
    counts: tuple[bool, ...]
    result: Figure

    def shares(self, rule: ScaleRule) -> tuple[Decimal, ...]:
        """What the whole range of each input adds to the result."""
        weights = [part.weight if counts else Decimal(0) for part, counts in zip(rule.parts, self.counts, strict=True)]
        whole = sum(weights, Decimal(0)) if rule.is_mean else Decimal(1)
        return tuple((weight if rule.is_mean else Decimal(counts)) / whole * (part.scale_to - part.scale_from)
                     for weight, part, counts in zip(weights, rule.parts, self.counts, strict=True))

    def lowest(self, rule: ScaleRule) -> Decimal:
        """The result with every input at its lower goalpost."""
        return sum((share / (part.scale_to - part.scale_from) * part.scale_from
                    for share, part in zip(self.shares(rule), rule.parts, strict=True)), Decimal(0))


@dataclass(frozen=True)
class ScaleTable:
    """The rows of a table that tell of its scale, and what no figure of the group can pass, by part."""

    table: PrintedTable
    rule: ScaleRule
    rows: tuple[ScaleRow, ...]
    limits: tuple[tuple[Decimal | None, Decimal | None], ...]

    @property
    def tells_enough(self) -> bool:
        """Rows settle a range for each input and one sum of minima: only what is printed beyond that is evidence."""
        return len(self.rows) >= len(self.rule.parts) + 2

    @property
    def most_left_out(self) -> int:
        """A quarter of the rows at most may be misread: where it is more, the method is another."""
        return min(len(self.rows) // 4, len(self.rows) - len(self.rule.parts) - 2)


def scale_table(table: PrintedTable, rule: ScaleRule) -> ScaleTable | None:
    """The table as the rule reads it; None where it is another table, a column is not printed, or the whole group is
    printed, so that the scale is that of the print."""
    columns = {column.key for column in table.spec.columns}
    needed = {rule.result_column, *(part.column for part in rule.parts), *(column for _, column in rule.pooled)}
    named = {mention.entity_code for mention in table.mentions} - {""}
    if table.spec.key != rule.table_key or not needed <= columns or 0 < table.block_size <= len(named):
        return None
    values = sound_values(table)
    rows = [found for row in table.rows if row.kind == "data" and (found := _row(table, rule, row, values))]
    return ScaleTable(table, rule, tuple(rows), tuple(
        _limits(table, part, [value for (_, column), value in values.items() if column == part.column])
        for part in rule.parts))


def _row(table: PrintedTable, rule: ScaleRule, row: PrintedRow,
         values: dict[tuple[int, str], Decimal]) -> ScaleRow | None:
    result = figure(table, row, rule.result_column, values)
    inputs, counts = [], []
    for part in rule.parts:
        cell = row.cells.get(part.column)
        is_missing = cell is None or not cell.text
        if is_missing and part.missing == "none":
            return None
        nothing = Figure("", Decimal(0), 0, Decimal(0), Decimal(0))
        inputs.append(nothing if is_missing and part.missing in ("zero", "skip")
                      else figure(table, row, part.column, values))
        counts.append(not (is_missing and part.missing == "skip"))
    return ScaleRow(row.number, tuple(inputs), tuple(counts), result) if result and any(counts) else None


def figure(table: PrintedTable, row: PrintedRow, column: str,
           values: dict[tuple[int, str], Decimal]) -> Figure | None:
    """A figure with the bounds that its rounding leaves; None where it cannot be trusted.

    A column that leaves out zeros behind the mark rounds to as many decimals as its longest figure.
    """
    cell = row.cells.get(column)
    if cell is None or (row.number, column) not in values:
        return None
    beside = [other.cells[column] for other in table.rows if column in other.cells and other.cells[column].text]
    decimals = cell.decimals or 0
    if drops_zeros([other.text.rstrip(" %") for other in beside]):
        decimals = max(other.decimals or 0 for other in beside)
    kind = next(spec.type for spec in table.spec.columns if spec.key == column)
    half = Decimal(0) if kind in ("integer", "rank") else Decimal(5).scaleb(-decimals - 1)
    value = values[row.number, column]
    return Figure(cell.text, value, decimals, value - half, value + half)


def _limits(table: PrintedTable, part: PartRule, values: list[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """What is specified of the column; else per cents end at 100, and nothing is negative, unless it is printed so."""
    column = next(spec for spec in table.spec.columns if spec.key == part.column)
    is_share = part.unit == "%" or column.type == "percent"
    floor, ceiling = column.minimum, column.maximum
    if floor is None and min(values, default=Decimal(0)) >= 0:
        floor = Decimal(0)
    if ceiling is None and is_share and max(values, default=Decimal(0)) <= 100:
        ceiling = Decimal(100)
    return floor, ceiling
