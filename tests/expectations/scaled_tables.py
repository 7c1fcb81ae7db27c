"""Printed tables of an index whose scale is that of a group, made from a scale that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from expectations.handover import Mention, PrintedCell, PrintedRow, PrintedTable
from expectations.recovery import Recovery, recover
from expectations.scale_rules import PartRule, ScaleRule
from expectations.scale_tables import ScaleTable, scale_table
from extractors.bodies import KnownBody
from extractors.numbers import parse_number
from extractors.spec import ColumnSpec, TableSpec

RESULT_DECIMALS = 4


@dataclass(frozen=True)
class Column:
    """A column of inputs and its true goalposts. `unit` % has natural limits; `missing`: what counts for no figure."""

    minimum: Decimal
    maximum: Decimal
    decimals: int = 1
    unit: str = ""
    weight: Decimal = Decimal(1)
    is_falling: bool = False
    missing: str = "zero"

    def score(self, figure: Decimal) -> Fraction:
        score = (Fraction(figure) - Fraction(self.minimum)) / (Fraction(self.maximum) - Fraction(self.minimum))
        return 1 - score if self.is_falling else score


def rounded(value: Decimal | Fraction, decimals: int) -> Decimal:
    exact = Fraction(value) * 10 ** decimals
    whole = (exact.numerator * 2 + exact.denominator) // (2 * exact.denominator)  # half away from zero, above zero
    return Decimal(whole).scaleb(-decimals)


def printed(value: Decimal, decimals: int, unit: str = "") -> str:
    return str(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)).replace(".", ",") + unit


def result_of(columns: Sequence[Column], figures: Sequence[Decimal | None]) -> Fraction:
    """The weighted mean of the scores; a figure that is missing counts as 0."""
    whole = sum((Fraction(column.weight) for column in columns), Fraction(0))
    return sum((Fraction(column.weight) * column.score(figure or Decimal(0))
                for column, figure in zip(columns, figures, strict=True)), Fraction(0)) / whole


def printed_rows(columns: Sequence[Column], group: Sequence[Sequence[Decimal | None]]) -> list[list[str]]:
    """The texts of each row: its inputs, then its result."""
    return [[*("" if figure is None else printed(rounded(figure, column.decimals), column.decimals, column.unit)
               for column, figure in zip(columns, figures, strict=True)),
             printed(rounded(result_of(columns, figures), RESULT_DECIMALS), RESULT_DECIMALS)] for figures in group]


def rule_of(columns: Sequence[Column]) -> ScaleRule:
    return ScaleRule("1", "t", "result", True, tuple(
        PartRule(f"1.{place}", f"c{place}", column.unit, column.weight, Decimal(0), Decimal(1), column.is_falling,
                 column.missing, None, None) for place, column in enumerate(columns)))


def table_of(columns: Sequence[Column], texts: Sequence[Sequence[str]], block: int = 0) -> PrintedTable:
    """A table of one row a body; `block`: how many bodies there are, 0 where nobody knows."""
    specs = [ColumnSpec(f"c{place}", (f"C{place}",), "percent" if column.unit == "%" else "decimal", column.unit, None,
                        None, False, False) for place, column in enumerate(columns)]
    specs.append(ColumnSpec("result", ("Result",), "decimal", "", None, None, True, False))
    spec = TableSpec("t", "t", "T", "T", "province", len(texts), "", (), "", (), "name", "", "results",
                     frozenset({"pdf"}), (), tuple(specs))
    rows = tuple(PrintedRow(number, "data", {column.key: _cell(f"e:t:r{number}:{column.key}", text, column)
                                             for column, text in zip(specs, row, strict=True)})
                 for number, row in enumerate(texts, 1))
    mentions = tuple(Mention(row.number, "name", f"Body {row.number}", f"body{row.number}", f"body_{row.number}")
                     for row in rows)
    bodies = tuple(KnownBody(f"body_{number}", "province", f"Body {number}", f"body{number}", "", "")
                   for number in range(1, block + 1))
    return PrintedTable("e", "t", "f.pdf", spec, ",", 1, rows, mentions, bodies,
                        {column.key: column.header[0] for column in specs})


def _cell(cell_id: str, text: str, column: ColumnSpec) -> PrintedCell:
    number = parse_number(text, column.type, column.unit)
    return PrintedCell(cell_id, text, number.value if number else None, number.decimals if number else None, 1)


def source_of(columns: Sequence[Column], texts: Sequence[Sequence[str]], block: int = 0) -> ScaleTable | None:
    return scale_table(table_of(columns, texts, block), rule_of(columns))


def recovered(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> Recovery:
    source = source_of(columns, texts)
    assert source is not None
    return recover(source)


def with_known(source: ScaleTable, place: int, **goalposts: Decimal) -> ScaleTable:
    """The same table with goalposts of a part that are published."""
    parts = list(source.rule.parts)
    parts[place] = replace(parts[place], **goalposts)
    return replace(source, rule=replace(source.rule, parts=tuple(parts)))
