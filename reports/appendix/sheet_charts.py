"""Charts of a sheet, drawn by the spreadsheet from the cells of the table above them."""

from __future__ import annotations

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.appendix.parts import Chart

HEIGHT_OF_CHART = {"ranks": 9.5, "dots": 9.0, "bars": 12.0}  # cm
_NARROWEST, _WIDEST, _LETTER = 14.0, 26.0, 0.185  # cm
_OWN, _BEST, _SOFT, _RULE = "12467B", "A86A00", "5F6B7A", "DDE3EA"
_MARKS = ("circle", "diamond", "square", "triangle", "x", "star")
_SHADES = (_OWN, "8A939E", _BEST, "6B8CAE", "3C4650", "B8860B")
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")


def sheet_chart(sheet: Worksheet, chart: Chart, first_row: int, anchor: str, letters: float) -> None:
    """Put the chart on the sheet at `anchor`, as wide as the table.

    `first_row`: the first row of the table's lines (1-based), `letters`: the width of its columns together.
    """
    drawn = native_chart(sheet, chart, (first_row + chart.rows[0], first_row + chart.rows[1] - 1))
    drawn.height, drawn.width = HEIGHT_OF_CHART[chart.kind], max(_NARROWEST, min(_WIDEST, _LETTER * letters))
    sheet.add_chart(drawn, anchor)


def native_chart(sheet: Worksheet, chart: Chart, rows: tuple[int, int]) -> LineChart | BarChart:
    """The chart as office programs draw it, of the cells in these rows of the sheet (first, last)."""
    drawn = {"ranks": _ranks, "dots": _dots, "bars": _bars}[chart.kind](sheet, chart, rows)
    drawn.title = None
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_RULE, w=6350))
    drawn.x_axis.delete = drawn.y_axis.delete = False
    return drawn


def _ranks(sheet: Worksheet, chart: Chart, rows: tuple[int, int]) -> LineChart:
    """A line a row over the years; rank 1 on top, an empty cell is a gap."""
    drawn, (first, last) = LineChart(), (chart.columns[0] + 1, chart.columns[-1] + 1)
    for place, row in enumerate(range(rows[0], rows[1] + 1)):
        series = Series(Reference(sheet, min_col=first, max_col=last, min_row=row, max_row=row))
        series.tx = SeriesLabel(strRef=StrRef(f"'{sheet.title}'!$A${row}"))
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.solidFill = _SHADES[place % len(_SHADES)]
        series.graphicalProperties.line.width = 28575 if place == 0 else 15875
        series.graphicalProperties.line.dashStyle = _DASHES[place % len(_DASHES)]
        series.marker = _marker(_MARKS[place % len(_MARKS)], _SHADES[place % len(_SHADES)])
        series.smooth = False
        if place == 0:
            series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
            series.dLbls.position = "t"
        drawn.series.append(series)
    drawn.set_categories(Reference(sheet, min_col=first, max_col=last, min_row=rows[0] - 1, max_row=rows[0] - 1))
    drawn.y_axis.scaling.orientation = "maxMin"
    drawn.y_axis.scaling.min = 1
    drawn.y_axis.number_format = "0"
    drawn.x_axis.crosses = "max"
    drawn.display_blanks = "gap"
    drawn.legend.position = "b"
    return drawn


def _dots(sheet: Worksheet, chart: Chart, rows: tuple[int, int]) -> LineChart:
    """Marks without lines: own, leader, median."""
    drawn = LineChart()
    for place, column in enumerate(chart.columns):
        series = Series(Reference(sheet, min_col=column + 1, min_row=rows[0], max_row=rows[1]),
                        title=chart.series[place].name.vi)
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.noFill = True
        series.marker = _marker(("circle", "diamond", "dash")[place % 3], (_OWN, _BEST, _SOFT)[place % 3], 9)
        series.smooth = False
        drawn.series.append(series)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[1]))
    drawn.y_axis.scaling.min = 0
    drawn.legend.position = "b"
    return drawn


def _bars(sheet: Worksheet, chart: Chart, rows: tuple[int, int]) -> BarChart:
    """A bar a row, the first on top."""
    drawn = BarChart()
    drawn.type, drawn.gapWidth = "bar", 40
    series = Series(Reference(sheet, min_col=chart.columns[0] + 1, min_row=rows[0], max_row=rows[1]),
                    title=chart.series[0].name.vi)
    series.graphicalProperties = GraphicalProperties(solidFill=_OWN)
    drawn.series.append(series)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[1]))
    drawn.x_axis.scaling.orientation = "maxMin"
    drawn.x_axis.tickLblSkip = 1
    drawn.y_axis.scaling.min = 0
    drawn.y_axis.crosses = "max"
    drawn.legend = None
    return drawn


def _marker(symbol: str, colour: str, size: int = 6) -> Marker:
    properties = GraphicalProperties(solidFill=colour)
    properties.line.solidFill = colour
    return Marker(symbol=symbol, size=size, spPr=properties)
