"""The charts of an appendix, drawn once for both languages."""

from __future__ import annotations

from reports.appendix.parts import GAP, Chart
from reports.catalogue import Words
from reports.charts import bars, dots, rank_lines


def drawn(chart: Chart) -> str:
    """The SVG of a chart with keys for its names (`reports.charts.spoken` puts them in)."""
    if chart.kind == "ranks":
        return _ranks(chart)
    figures = [[float(figure or 0) for figure in series.figures] for series in chart.series]
    letters = max(len(text) for words in names_in(chart) for text in (words.vi, words.en))
    return dots(list(zip(*figures, strict=True)), letters) if chart.kind == "dots" else bars(figures[0], letters)


def names_in(chart: Chart) -> tuple[Words, ...]:
    """The names that stand in the drawing, in the order of its keys."""
    return tuple(series.name for series in chart.series) if chart.kind == "ranks" else chart.axis


def _ranks(chart: Chart) -> str:
    """A new run of years begins after each gap of the axis."""
    places, run, changes, previous_is_gap = [], 0, [], False
    for words in chart.axis:
        if words == GAP:
            run, previous_is_gap = run + 1, True
            places.append((0, run))
            continue
        year = int(words.vi)
        if previous_is_gap:
            changes.append(year)
        previous_is_gap = False
        places.append((year, run))
    panels = [[(year, int(figure), own) for (year, own), figure in zip(places, series.figures, strict=True)
               if figure is not None] for series in chart.series]
    return rank_lines(panels, changes)
