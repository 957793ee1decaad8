"""The grammar of figures 数据: every number of a report, with its place, unit and precision."""

from gouji.figures.figure import Dimension, Figure, Interval, UnitSource
from gouji.figures.frame import to_dataframe
from gouji.figures.scan import find_figures, read_figure

__all__ = ["Dimension", "Figure", "Interval", "UnitSource", "find_figures", "read_figure", "to_dataframe"]
