"""Charts of pages as SVG with its text as text: `drawing` tells how, the other modules are named after what they draw.

Modules that draw for both languages at once give a `Drawing`; its `told(language)` goes into a page as it is.
"""

from reports.charts.distributions import Standing, distribution
from reports.charts.drawing import Drawing, spoken
from reports.charts.lines import rank_lines
from reports.charts.named_rows import bars, dots
from reports.charts.rank_years import YearRank, rank_years
from reports.charts.slopes import Move, slope
from reports.charts.tile_maps import Tile, tile_map

__all__ = ["Drawing", "Move", "Standing", "Tile", "YearRank", "bars", "distribution", "dots", "rank_lines",
           "rank_years", "slope", "spoken", "tile_map"]
