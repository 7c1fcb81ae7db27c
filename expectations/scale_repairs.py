"""Which single cell of a row would explain it if it said something else, and which is the likeliest."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from expectations.arithmetic import print_figure
from expectations.scale_program import Bounds
from expectations.scale_tables import Figure, ScaleRow, ScaleTable
from extractors.errors import LANGUAGES, Problem


class InBothLanguages(str):
    """A text inside a message: English, and Vietnamese where the message is."""

    vietnamese: str

    def __new__(cls, english: str, vietnamese: str = "") -> InBothLanguages:
        text = super().__new__(cls, english)
        text.vietnamese = vietnamese or english
        return text

    def render(self, language: str) -> str:
        """As extractors.wording asks for it."""
        return self.vietnamese if language == "vi" else str(self)


@dataclass(frozen=True)
class Repair:
    """A cell that would do if it said something within the bounds. `text`: that, in the manner of the print;
    `reasons`: why it may be this one; `is_joint`: only together with the other repairs of its row."""

    row: int
    column: str
    cell_id: str
    printed: str
    value: Decimal
    low: Decimal
    high: Decimal
    text: str
    reasons: tuple[Problem, ...] = ()
    is_joint: bool = False

    def why(self, language: str) -> str:
        told = self.reasons or (Problem("scale_repair_any"),)
        return "; ".join(reason.what(language) for reason in told)

    @property
    def reason(self) -> InBothLanguages:
        """Why it may be this cell."""
        return InBothLanguages(*map(self.why, LANGUAGES))


def ordered(repairs: Sequence[Repair], ranges: dict[str, float]) -> list[Repair]:
    """The likeliest first: cells with more reasons; inputs before the result, which other tables may print as well;
    then what is changed least, measured by the range of its column."""

    def unlikeliness(repair: Repair) -> tuple[int, bool, float]:
        change = min(abs(repair.low - repair.value), abs(repair.high - repair.value))
        whole = ranges.get(repair.column, 0.0)
        return -len(repair.reasons), repair.column not in ranges, float(change) / whole if whole else math.inf

    return sorted(repairs, key=unlikeliness)


def repair_of(scale: ScaleTable, row: ScaleRow, column: str, figure: Figure, bounds: Bounds) -> Repair:
    """The repair of one cell, with what speaks for it."""
    low, high = (_decimal(bound) for bound in bounds)
    return Repair(row.number, column, cell_id(scale, row.number, column), figure.text, figure.value,
                  low, high, _printed(scale, figure, low, high), tuple(_reasons(scale, row, column, figure, bounds)))


def cell_id(scale: ScaleTable, row: int, column: str) -> str:
    """The name of a cell; a part that is not printed in its row has one as well."""
    return f"{scale.table.edition}:{scale.table.id}:r{row}:{column}"


def _printed(scale: ScaleTable, figure: Figure, low: Decimal, high: Decimal) -> str:
    """`0,7% - 1,4%`, or one figure where the bounds are printed alike."""
    sign = "%" if figure.text.endswith("%") else ""
    step = Decimal(1).scaleb(-figure.decimals)
    ends = [print_figure(bound.quantize(step, ROUND_HALF_UP), scale.table.decimal_mark) + sign for bound in (low, high)]
    return ends[0] if ends[0] == ends[1] else " - ".join(ends)


def _reasons(scale: ScaleTable, row: ScaleRow, column: str, figure: Figure, bounds: Bounds) -> Iterator[Problem]:
    """It repeats the cell above or below; the repair is what a column says that is often the same; or the result stands
    out of the order of the rows, and the repair does not."""
    texts = {printed.number: printed.cells[column].text for printed in scale.table.rows if column in printed.cells}
    usual = sum(text == figure.text for text in texts.values()) > len(texts) / 4
    if not usual and texts.get(row.number - 1) == figure.text:
        yield Problem("scale_repair_above", details={"body": body(scale, row.number - 1)})
    elif not usual and texts.get(row.number + 1) == figure.text:
        yield Problem("scale_repair_below", details={"body": body(scale, row.number + 1)})
    if column == scale.rule.result_column and _mends_order(scale, row, bounds):
        yield Problem("scale_repair_order")
    place = next((place for place, part in enumerate(scale.rule.parts) if part.column == column), None)
    for other, part in enumerate(scale.rule.parts):
        twin = row.inputs[other]
        if place is None or other == place or twin is None or not (
                bounds[0] <= float(twin.high) and float(twin.low) <= bounds[1]):
            continue
        same = sum(_same(others.inputs[place], others.inputs[other]) for others in scale.rows)
        if same >= max(3, len(scale.rows) / 4):
            header = scale.table.headers.get(part.column, part.column)
            yield Problem("scale_repair_twin", details={"twin": twin.text, "column": header, "times": str(same)})


def _mends_order(scale: ScaleTable, row: ScaleRow, bounds: Bounds) -> bool:
    """Whether the results fall from row to row but for this one, and would with the repair."""
    others = [other.result.value for other in scale.rows if other.number != row.number]
    above = min((other.result.value for other in scale.rows if other.number < row.number), default=Decimal("Infinity"))
    below = max((other.result.value for other in scale.rows if other.number > row.number), default=-Decimal("Infinity"))
    return (others == sorted(others, reverse=True) and not below <= row.result.value <= above
            and bounds[0] <= float(above) and float(below) <= bounds[1])


def _same(one: Figure | None, other: Figure | None) -> bool:
    return one is not None and other is not None and one.text == other.text != ""


def body(scale: ScaleTable, row: int) -> str:
    """The body named in a row, as printed."""
    named = [mention.name_printed for mention in scale.table.mentions if mention.row == row]
    return ", ".join(named) or str(row)


def _decimal(bound: float) -> Decimal:
    return Decimal(f"{bound:.10f}")
