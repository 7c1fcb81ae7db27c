"""Charts of a document: those of the sheets, with their figures in them instead of cells to look at."""

from __future__ import annotations

from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
from openpyxl.chart.series import SeriesLabel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from reports.appendix.parts import Chart
from reports.appendix.sheet_charts import native_chart


def chart_part(chart: Chart) -> bytes:
    """The chart as the XML of a part of its own, which an office program draws and lets people edit."""
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    drawn = native_chart(sheet, chart, (2 + chart.rows[0], 1 + chart.rows[1]))
    for series, told in zip(drawn.series, chart.series, strict=True):
        series.tx = SeriesLabel(v=told.name.vi)
        series.cat = AxDataSource(strLit=StrData(ptCount=len(chart.axis), pt=[
            StrVal(idx=place, v=words.vi) for place, words in enumerate(chart.axis)]))
        series.val = NumDataSource(numLit=NumData(ptCount=len(told.figures), pt=[
            NumVal(idx=place, v=str(figure)) for place, figure in enumerate(told.figures) if figure is not None]))
    return bytes(tostring(drawn._write()))
